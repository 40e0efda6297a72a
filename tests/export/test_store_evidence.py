"""Evidence as it comes out of a store: whole, the earliest first, a few incidents at a time."""

from __future__ import annotations

import gc
import hashlib
import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import made_evidence as made
import pytest

from dateline.export import Evidence
from dateline.records import Reading, Retrieval
from dateline.run.evidence import read_evidence
from dateline.run.views import make_incident_row
from dateline.store import IncidentFilter, Store, open_store

HELD = 2000  # bytes that the peak may grow by an incident: its id and what the database keeps, not its reports (16,000)


def fill(store: Store, view: Iterable[Evidence]) -> list[Evidence]:
    """Put incidents into a store as they are; stories are left out, reports get bytes."""
    kept = []
    for one in view:
        reports = []
        for report in one.reports:
            raw = report.text.encode()
            digest = hashlib.sha256(raw).hexdigest()
            stored = replace(report, raw_sha256=digest, text_sha256=digest)
            log = Retrieval(report.id, f"{report.id}.txt", "2024-01-01T00:00:00+00:00", digest, "text/plain", "text/1")
            store.add_reading(Reading(stored, raw, log))
            reports.append(stored)
        for found in one.findings:
            store.add_findings(found)
        kept.append(replace(one, reports=tuple(reports), stories=(), judgements=()))
    rows = [make_incident_row(one.assessment) for one in kept]
    store.replace_groups((), [one.incident for one in kept], [one.assessment for one in kept], rows=rows)
    return kept


@pytest.fixture
def cases() -> list[Evidence]:
    return made.make_cases()


def test_what_went_in_comes_out(tmp_path: Path, cases: list[Evidence]) -> None:
    with open_store(str(tmp_path / "s.sqlite")) as store:
        kept = {one.incident.id: one for one in fill(store, cases)}
        found = list(read_evidence(store))
    assert len(found) == len(cases)
    for one in found:
        assert one == kept[one.incident.id]


def test_the_earliest_comes_first_and_what_has_no_time_last(tmp_path: Path, cases: list[Evidence]) -> None:
    nowhen = made.simple("undated", killed=1)
    nowhen = replace(nowhen, assessment=replace(nowhen.assessment, time=None))
    with open_store(str(tmp_path / "s.sqlite")) as store:
        fill(store, [nowhen, *reversed(cases)])
        found = list(read_evidence(store))
    times = [one.assessment.time for one in found]
    starts = [time.start for time in times if time is not None]
    assert starts == sorted(starts)
    assert times[-1] is None
    assert None not in times[:-1]


def test_filters_are_those_of_the_list(tmp_path: Path, cases: list[Evidence]) -> None:
    with open_store(str(tmp_path / "s.sqlite")) as store:
        fill(store, cases)
        found = [one.assessment for one in read_evidence(store, IncidentFilter(country="PK", type="bombing"))]
    assert found == []
    with open_store(str(tmp_path / "s.sqlite")) as store:
        found = [one.assessment for one in read_evidence(store, IncidentFilter(country="PK"))]
    assert {one.place.country for one in found if one.place} == {"PK"}
    assert len(found) == sum(one.assessment.place is not None and one.assessment.place.country == "PK" for one in cases)


def test_memory_does_not_grow_with_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.run.evidence.AT_ONCE", 10)

    def peak(count: int) -> int:
        with open_store(str(tmp_path / f"{count}.sqlite")) as store:
            fill(store, made.make_view(count))
            gc.collect()
            tracemalloc.start()
            assert sum(1 for _ in read_evidence(store)) == count
            highest = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return highest

    peak(30)
    assert (peak(300) - peak(30)) / 270 < HELD
