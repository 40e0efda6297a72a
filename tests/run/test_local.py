"""A run keeps everything once, whatever happens to it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from dateline import pipeline
from dateline.config import Config
from dateline.errors import SourceError
from dateline.knowledge import Knowledge, load_knowledge
from dateline.read import ReadOptions
from dateline.records import Failure, Findings, Judgement, Reading
from dateline.run.local import link_store, read_findings, read_into
from dateline.store import Store, open_store
from dateline.store.tables import METADATA

OPTIONS = ReadOptions(now=datetime(2024, 3, 10, tzinfo=UTC))
KNOWLEDGE = partial(load_knowledge, Config())


def newer_knowledge() -> Knowledge:
    return replace(KNOWLEDGE(), model="reader/9")


REPORTS = {
    "a.txt": (
        "Bomb kills five in Kandahar market\n\nKANDAHAR, Afghanistan, March 4 (Orbis Wire) - A bomb killed five people "
        "at a market in Kandahar on Monday, police said.\n\nThe Red Dawn Front claimed responsibility in a statement."
    ),
    "b.txt": (
        "Market bombing in Kandahar leaves at least five dead\n\nA bomb at a market in Kandahar killed at least five "
        "people on Monday and wounded nine others, a hospital official said. No group has claimed the attack."
    ),
    "c.txt": (
        "Soldiers killed in ambush near Gao\n\nGAO, Mali, March 5 - Gunmen ambushed a convoy near Gao on Tuesday, "
        "killing three soldiers, the army said. The army blamed the Salt Road Brigade, which did not comment."
    ),
    "d.txt": (
        "Des hommes armés attaquent un village\n\nDes hommes armés ont attaqué mardi un village près de Gao, tuant "
        "trois personnes, selon le maire de la commune. Les assaillants ont pris la fuite avant l'arrivée de l'armée."
    ),
}
ROWS = [
    {
        "title": f"Gunmen kill {number} in Maiduguri",
        "text": f"Gunmen shot dead {number} traders in Maiduguri on Sunday, the police said.",
        "published": "2024-03-04",
        "url": f"https://courier.example/{number}",
    }
    for number in range(2, 8)
]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "e.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    (folder / "f.txt").write_text("", "utf-8")  # a failure
    return folder


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


def dump(path: Path) -> dict[str, list[str]]:
    """Return all rows of all tables, without regard to their order."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        rows = {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in METADATA.sorted_tables
        }
    engine.dispose()
    return rows


def test_a_run_that_is_killed_again_and_again_ends_as_if_nothing_had_happened(sources: Path, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.sqlite", tmp_path / "killed.sqlite"
    helper = Path(__file__).with_name("killing_run.py")
    command = [sys.executable, str(helper), str(whole), str(killed), str(sources), "12"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr + done.stdout
    assert done.stdout.split().count("killed") >= 8, "most runs must be killed for this to prove anything"
    assert dump(killed) == dump(whole)
    assert len(dump(whole)["report"]) == len(REPORTS) + len(ROWS)
    assert len(dump(whole)["incident"]) > 0


def test_a_run_tells_what_it_did_and_the_next_one_does_nothing(store: Store, sources: Path) -> None:
    first = read_into(store, [str(sources)], OPTIONS, KNOWLEDGE)
    assert (first.new, first.known, first.read, first.abstained) == (10, 0, 10, 1)
    assert first.events == store.counts().events > 0
    assert [failure.subject for failure in first.failures] == [str(sources / "f.txt")]
    assert first.relinked
    before = (list(store.all_findings()), list(store.assessments()), store.counts())
    second = read_into(store, [str(sources)], OPTIONS, KNOWLEDGE)
    assert (second.new, second.known, second.read, second.relinked) == (0, 10, 0, False)
    assert (list(store.all_findings()), list(store.assessments()), store.counts()) == before
    assert list(store.verify()) == []


def test_only_what_is_new_is_read(store: Store, sources: Path) -> None:
    read_into(store, [str(sources)], OPTIONS, KNOWLEDGE)
    (sources / "g.txt").write_text(
        "Two dead in clash near Gao\n\nTwo soldiers died in a clash near Gao on Friday.", "utf-8"
    )
    summary = read_into(store, [str(sources)], OPTIONS, KNOWLEDGE)
    assert (summary.new, summary.known, summary.read, summary.relinked) == (1, 10, 1, True)


def test_a_report_of_an_older_model_is_read_again(store: Store, sources: Path) -> None:
    read_into(store, [str(sources / "a.txt")], OPTIONS, KNOWLEDGE)
    summary = read_into(store, [str(sources / "a.txt")], OPTIONS, newer_knowledge)
    assert (summary.new, summary.read) == (0, 1)
    assert [found.model for found in store.all_findings()] == ["reader/9"]


def test_the_order_of_the_sources_does_not_matter(sources: Path) -> None:
    names = [str(path) for path in sorted(sources.iterdir())]
    stores = []
    for order in (names, names[::-1]):
        with open_store(":memory:") as store:
            read_into(store, order, OPTIONS, KNOWLEDGE)
            stores.append((list(store.all_findings()), list(store.stories()), list(store.assessments())))
    assert stores[0] == stores[1]


def test_several_processes_make_the_same_store(sources: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        with open_store(str(tmp_path / f"{jobs}.sqlite")) as store:
            read_into(store, [str(sources)], OPTIONS, KNOWLEDGE, jobs=jobs)
    assert dump(tmp_path / "1.sqlite") == dump(tmp_path / "2.sqlite")


def test_a_missing_source_is_a_failure_and_the_rest_is_read(store: Store, sources: Path) -> None:
    summary = read_into(store, ["nowhere.txt", str(sources / "a.txt")], OPTIONS, KNOWLEDGE)
    assert summary.new == 1
    assert [failure.subject for failure in summary.failures] == ["nowhere.txt"]
    assert store.failures() == summary.failures


def test_strict_stops_at_the_first_failure(store: Store, sources: Path) -> None:
    with pytest.raises(SourceError, match=r"f\.txt"):
        read_into(store, [str(sources / "f.txt"), str(sources / "a.txt")], OPTIONS, KNOWLEDGE, strict=True)
    assert store.counts().reports == 0


def test_a_report_that_breaks_the_pipeline_is_a_kept_failure_and_not_tried_again(
    store: Store, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pipeline.process

    def broken(report: object, knowledge: Knowledge) -> Findings:
        if report.title.startswith("Soldiers"):  # type: ignore[attr-defined]
            raise ValueError("a bug")
        return whole(report, knowledge)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "process", broken)
    first = read_into(store, [str(sources)], OPTIONS, KNOWLEDGE)
    assert (first.new, first.read) == (10, 9)
    assert "ValueError: a bug" in [failure.message for failure in first.failures]
    second = read_into(store, [str(sources)], OPTIONS, KNOWLEDGE)
    assert (second.read, second.relinked) == (0, False)
    with pytest.raises(ValueError, match="a bug"):
        read_into(store, [str(sources / "c.txt")], OPTIONS, newer_knowledge, strict=True)


def test_ctrl_c_ends_the_run_and_keeps_what_was_read(store: Store, sources: Path) -> None:
    def stop(doing: str, done: int, _total: int | None) -> None:
        if (doing, done) == ("understanding", 3):
            raise KeyboardInterrupt

    summary = read_into(store, [str(sources)], OPTIONS, KNOWLEDGE, progress=stop)
    assert summary.stopped
    assert (summary.new, summary.read) == (10, 3)
    assert store.counts().read == 3
    rest = read_into(store, [str(sources)], OPTIONS, KNOWLEDGE)
    assert (rest.new, rest.read, rest.stopped) == (0, 7, False)


def test_progress_counts_reports(store: Store, sources: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []
    read_into(store, [str(sources)], OPTIONS, KNOWLEDGE, progress=lambda *step: seen.append(step))
    assert ("understanding", 10, 10) in seen
    assert [done for doing, done, _ in seen if doing == "reading"] == sorted(
        done for doing, done, _ in seen if doing == "reading"
    )


def test_groups_are_made_anew_only_when_something_changed(store: Store, sources: Path) -> None:
    read_into(store, [str(sources)], OPTIONS, KNOWLEDGE)
    assert not link_store(store)
    store.add_judgement(Judgement("x+y", "different", "ann", "2024-03-10T00:00:00Z"))
    assert link_store(store)
    assert not link_store(store)


def test_findings_can_be_had_without_a_store(sources: Path) -> None:
    results = list(read_findings([str(sources)], OPTIONS, KNOWLEDGE))
    failures = [result for result in results if isinstance(result, Failure)]
    pairs = [result for result in results if not isinstance(result, Failure)]
    assert [failure.subject for failure in failures] == [str(sources / "f.txt")]
    assert len(pairs) == 10
    for reading, findings in pairs:
        assert isinstance(reading, Reading)
        assert findings.report_id == reading.report.id
