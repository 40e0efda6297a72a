"""The main job on the example reports gives the same records on every database."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.read import ReadOptions
from dateline.run.local import read_into
from dateline.run.views import list_incidents
from dateline.store import IncidentFilter, Store, open_store

REPORTS = Path(__file__).parents[2] / "examples" / "reports"


def everything(store: Store) -> list[object]:
    return [
        list(store.reports()),
        list(store.all_findings()),
        list(store.stories()),
        list(store.incidents()),
        list(store.assessments()),
        list_incidents(store, IncidentFilter(country="Afghanistan")),
    ]


def test_sqlite_and_postgresql_hold_the_same(postgres: str, tmp_path: Path) -> None:
    options = ReadOptions(now=datetime(2026, 1, 1, tzinfo=UTC))
    knowledge = partial(load_knowledge, Config())
    found = []
    for url in (str(tmp_path / "store.sqlite"), postgres):
        with open_store(url) as store:
            summary = read_into(store, [str(REPORTS)], options, knowledge)
            assert (summary.new, summary.failures) == (25, ())
            found.append(everything(store))
            assert list(store.verify()) == []
    assert found[0] == found[1]
