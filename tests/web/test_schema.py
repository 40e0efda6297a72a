"""The API keeps to its own description, whatever it is asked (schemathesis)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dateline.config import Config
from dateline.web import WebSettings, make_app

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SLOW = "/api/exports/{name}"  # writes a whole export: asked in test_api


@pytest.fixture(scope="module")
def asked(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = Path(shutil.copy(examples, tmp_path_factory.mktemp("schema") / "store.sqlite"))
    app = make_app(Config(store=str(store)), WebSettings())
    app.state.limiter.take = lambda *_: 0.0  # many questions at once are the point here
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def test_every_answer_is_as_described(asked: TestClient) -> None:
    schema: Any = schemathesis.openapi.from_dict(asked.get("/openapi.json").json())
    operations = [one.ok() for one in schema.get_all_operations()]
    chosen = [one for one in operations if one.method.upper() == "GET" and one.path != SLOW]
    assert len(chosen) >= 8
    for operation in chosen:
        _ask(asked, operation)


def _ask(asked: TestClient, operation: Any) -> None:
    @given(case=operation.as_strategy())
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def ask(case: Any) -> None:
        answer = asked.request(case.method, case.formatted_path, params=case.query, headers=case.headers)
        case.validate_response(answer, checks=CHECKS)

    ask()
