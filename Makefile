# make demo   sets everything up and does the main job on the example reports
# make test   sets everything up and runs the checks and the tests
PYTHON ?= python3
# The annotated corpus that `make eval` measures on: a folder with dev.txt, which names its measuring parts.
CORPUS ?= ../shared/corpus
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTS := $(VENV)/.ready-tests
ASSETS := src/dateline/web/static/vendor/world.geojson

.PHONY: help setup demo test lint eval lock clean
.DEFAULT_GOAL := help

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	$(BIN)/dateline gazetteer build
	touch $@

$(TESTS): $(READY) requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

$(ASSETS): $(TESTS) tools/assets/package-lock.json tools/assets/build.mjs
	cd tools/assets && PATH="$(abspath $(BIN)):$$PATH" npm ci --silent --no-audit --no-fund && PATH="$(abspath $(BIN)):$$PATH" node build.mjs

setup: $(TESTS) $(ASSETS) ## set up the virtual environment, the gazetteer and what the tests need

demo: $(READY) ## read the example reports and show what comes out
	@mkdir -p demo
	$(BIN)/dateline --store demo/dateline.sqlite read examples/reports
	$(BIN)/dateline --store demo/dateline.sqlite incidents
	$(BIN)/dateline --store demo/dateline.sqlite show clash

lint: $(TESTS) ## formatting, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint $(ASSETS) ## checks and tests
	$(BIN)/pytest

eval: $(READY) ## accuracy on the gold corpus, against the pinned floors
	$(BIN)/dateline eval $(CORPUS)/dev.txt --floors eval/floors.json
	DATELINE_READER=rules $(BIN)/dateline eval $(CORPUS)/dev.txt --floors eval/floors-rules.json
	$(BIN)/python eval/world.py $(CORPUS)/..

LOCK := uv pip compile --quiet pyproject.toml --generate-hashes --no-emit-index-url --no-header --python-version 3.11
lock: ## resolve the dependencies anew into the lock files (needs uv)
	$(LOCK) --extra build --extra web --output-file requirements.lock
	$(LOCK) --extra build --extra dev --output-file requirements-dev.lock
	$(LOCK) --extra build --extra dev --extra validate --output-file requirements-validate.lock

clean: ## remove everything that was built
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
