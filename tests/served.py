"""A workbench over a store that has read the example reports."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.read import ReadOptions
from dateline.run.local import read_into
from dateline.store import open_store
from dateline.web import WebSettings, make_app

REPORTS = Path(__file__).parents[1] / "examples" / "reports"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that has read the examples; not to be written to."""
    path = tmp_path_factory.mktemp("examples") / "examples.sqlite"
    with open_store(str(path)) as store:
        options = ReadOptions(now=datetime(2026, 1, 1, tzinfo=UTC))
        read_into(store, [str(REPORTS)], options, partial(load_knowledge, Config()))
    return path


@pytest.fixture
def stored(examples: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(examples, tmp_path / "store.sqlite"))


@pytest.fixture
def client(stored: Path) -> Iterator[TestClient]:
    """A browser without scripts at a workbench on this machine, without accounts."""
    app = make_app(Config(store=str(stored)), WebSettings())
    with TestClient(app, base_url="http://127.0.0.1:8765") as opened:
        yield opened
