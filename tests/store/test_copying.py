"""A store moved to another database is the same store."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_records import make_findings, make_groups, make_reading

from dateline.errors import StoreError
from dateline.records import Failure, Judgement
from dateline.store import Store, copy_store, open_store


def fill(store: Store) -> None:
    readings = [make_reading(name) for name in "abc"]
    for reading in readings:
        store.add_reading(reading)
        store.add_findings(make_findings(reading.report))
    store.replace_groups(*make_groups(readings[0].report), digest="made of these")
    store.add_judgement(Judgement("e", "reject", "ann", "2024-01-03T00:00:00Z"))
    store.add_failure(Failure("feed.xml", "read", "no XML", 3))


def everything(store: Store) -> list[object]:
    return [
        list(store.reports()),
        list(store.all_findings()),
        list(store.stories()),
        list(store.incidents()),
        list(store.assessments()),
        store.judgements(),
        store.failures(),
        store.groups_digest(),
        [store.raw(sha256) for sha256, _ in store.raw_digests()],
    ]


def found(store: Store) -> set[str]:
    return {hit.report_id for hit in store.search("traders OR soldiers")}


def test_a_store_there_and_back_is_the_same(store_url: str, tmp_path: Path) -> None:
    seen: list[str] = []
    with open_store(str(tmp_path / "from.sqlite")) as here, open_store(store_url) as there:
        fill(here)
        copied = copy_store(here, there, lambda table, _done, _total: seen.append(table))
        assert copied["report"] == 3
        assert everything(there) == everything(here)
        assert found(there) == found(here)
        assert list(there.verify()) == []
        there.add_reading(make_reading("later"))  # the numbers go on after those that were copied
        there.add_judgement(Judgement("e", "undo", "ann", "2024-01-04T00:00:00Z"))
        with open_store(str(tmp_path / "back.sqlite")) as back:
            copy_store(there, back, lambda *_: None)
            assert everything(back) == everything(there)


def test_a_store_that_holds_something_is_not_copied_into(store_url: str, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "from.sqlite")) as here, open_store(store_url) as there:
        fill(here)
        there.add_reading(make_reading("own"))
        with pytest.raises(StoreError, match="already; copy into a new store"):
            copy_store(here, there, lambda *_: None)
        assert there.counts().reports == 1
