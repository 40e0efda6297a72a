"""What goes into a store comes out, once, and nothing of the evidence can change."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_records import make_findings, make_groups, make_reading
from sqlalchemy import text as sql

from dateline.errors import ConflictError, NotFoundError, StoreError
from dateline.records import Failure, Findings, Judgement
from dateline.store import Store, open_store
from dateline.store import sqlite as dialect

A, B = make_reading("a"), make_reading("b")


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        yield opened


def test_a_report_is_kept_with_its_bytes_and_its_log(store: Store) -> None:
    assert store.add_reading(A)
    assert store.report(A.report.id) == A.report
    assert store.raw(A.report.raw_sha256) == A.raw
    assert store.retrievals(A.report.id) == (A.retrieval,)
    assert list(store.reports()) == [A.report]


def test_a_known_report_is_not_kept_twice_but_its_retrieval_is_logged_once_a_place(store: Store) -> None:
    assert store.add_reading(A)
    assert not store.add_reading(A)
    elsewhere = replace(A, retrieval=replace(A.retrieval, locator="copy.txt"))
    assert not store.add_reading(elsewhere)
    later = replace(A, retrieval=replace(A.retrieval, retrieved_at="2025-01-01T00:00:00+00:00"))
    assert not store.add_reading(later)
    assert store.retrievals(A.report.id) == (A.retrieval, elsewhere.retrieval)
    assert store.counts().reports == 1


def test_what_was_read_is_known_by_place_and_bytes(store: Store) -> None:
    store.add_reading(A)
    assert store.has_read("a.txt", A.report.raw_sha256)
    assert not store.has_read("b.txt", A.report.raw_sha256)
    assert not store.has_read("a.txt", B.report.raw_sha256)


def test_a_file_that_is_mended_takes_its_failure_away(store: Store) -> None:
    store.add_failure(Failure("a.txt", "read", "empty"))
    store.add_failure(Failure("b.txt", "read", "empty", 7))
    store.add_reading(A)
    assert store.failures() == (Failure("b.txt", "read", "empty", 7),)


def test_the_same_failure_is_kept_once(store: Store) -> None:
    store.add_failure(Failure("a.txt", "read", "empty"))
    store.add_failure(Failure("a.txt", "read", "still empty"))
    assert store.failures() == (Failure("a.txt", "read", "still empty"),)


def test_findings_come_out_whole_and_in_order(store: Store) -> None:
    made = {}
    for number in range(450):  # more than two pages
        reading = make_reading(f"r{number}")
        store.add_reading(reading)
        made[reading.report.id] = make_findings(reading.report)
        store.add_findings(made[reading.report.id])
    assert list(store.all_findings()) == [made[name] for name in sorted(made)]
    assert all(store.findings(name) == findings for name, findings in made.items())
    assert store.findings("unheard of") is None
    assert [report.id for report in store.reports()] == sorted(made)


def test_findings_of_a_newer_pipeline_take_the_place_of_the_older_ones(store: Store) -> None:
    store.add_reading(A)
    store.add_findings(make_findings(A.report))
    newer = Findings(A.report.id, "2", "rules/1", abstained="language: si")
    store.add_findings(newer)
    assert store.findings(A.report.id) == newer
    assert store.counts().events == 0
    assert store.counts().abstained == 1


def test_findings_need_their_report(store: Store) -> None:
    with pytest.raises(StoreError, match=r"(?i)foreign key"):
        store.add_findings(make_findings(A.report))
    assert store.findings(A.report.id) is None


def test_pending_are_the_reports_without_findings_of_this_version(store: Store) -> None:
    for reading in (A, B):
        store.add_reading(reading)
    assert list(store.pending_reports("1", "rules/1")) == [A.report, B.report]
    store.add_findings(make_findings(A.report))
    assert list(store.pending_reports("1", "rules/1")) == [B.report]
    store.add_failure(Failure(B.report.id, "extract", "KeyError: 'x'"), "1", "rules/1")
    assert list(store.pending_reports("1", "rules/1")) == [], "a failure is not tried again by what failed"
    assert list(store.pending_reports("2", "rules/1")) == [A.report, B.report]
    assert list(store.pending_reports("1", "reader/3")) == [A.report, B.report]
    assert store.count_pending("2", "rules/1") == 2
    store.add_findings(make_findings(B.report, "2"))
    assert store.failures() == (), "it has been read since"


def test_reports_can_be_worked_off_while_they_are_listed(store: Store) -> None:
    readings = [make_reading(f"r{number}") for number in range(450)]
    for reading in readings:
        store.add_reading(reading)
    seen = []
    for report in store.pending_reports("1", "rules/1"):
        seen.append(report)
        store.add_findings(make_findings(report))
    assert seen == [reading.report for reading in readings]


def test_groups_are_replaced_as_a_whole(store: Store) -> None:
    for reading in (A, B):
        store.add_reading(reading)
        store.add_findings(make_findings(reading.report))
    stories, incidents, assessments = make_groups(A.report, B.report)
    store.replace_groups(stories, incidents, assessments, "digest1")
    assert list(store.stories()) == stories
    assert list(store.incidents()) == incidents
    assert list(store.assessments()) == assessments
    assert store.incident("inc") == incidents[0]
    assert store.assessment("incident1") == assessments[0]
    assert store.story_of(B.report.id) == stories[0]
    assert store.incidents_of(A.report.id) == ("incident1",)
    assert store.groups_digest() == "digest1"
    store.replace_groups([], [], [], "digest2")
    assert (list(store.incidents()), list(store.assessments()), list(store.stories())) == ([], [], [])
    assert store.story_of(B.report.id) is None


def test_groups_that_cannot_be_written_leave_the_old_ones(store: Store) -> None:
    store.add_reading(A)
    stories, incidents, assessments = make_groups(A.report)
    store.replace_groups(stories, incidents, assessments, "digest1")
    with pytest.raises(StoreError):
        store.replace_groups([], [], assessments, "digest2")  # an assessment of no incident
    assert list(store.incidents()) == incidents
    assert store.groups_digest() == "digest1"


def test_the_inputs_of_groups_have_a_digest(store: Store) -> None:
    digests = [store.inputs_digest()]
    store.add_reading(A)
    digests.append(store.inputs_digest())
    store.add_findings(make_findings(A.report))
    digests.append(store.inputs_digest())
    store.add_judgement(Judgement("x+y", "same", "ann", "2024-01-01T00:00:00Z"))
    digests.append(store.inputs_digest())
    assert len(set(digests)) == 4
    store.add_findings(make_findings(A.report))
    store.add_failure(Failure("z", "read", "empty"))
    store.replace_groups([], [], [])
    assert store.inputs_digest() == digests[-1]


def test_judgements_are_kept_in_order_and_none_is_taken_away(store: Store) -> None:
    first = Judgement("x+y", "same", "ann", "2024-01-01T00:00:00Z", "one blast")
    second = Judgement("x+y", "different", "bo", "2024-01-02T00:00:00Z")
    third = Judgement("e", "reject", "ann", "2024-01-03T00:00:00Z")
    for judgement in (first, second, third):
        store.add_judgement(judgement)
    assert store.judgements() == (first, second, third)
    undo = Judgement("x+y", "undo", "ann", "2024-01-04T00:00:00Z")
    store.add_judgement(undo)
    assert store.judgements() == (first, second, third, undo)
    assert store.judgements_of(["x+y"]) == ((1, first), (2, second), (4, undo))
    assert store.judgement_page(limit=1, before=4) == ((3, third),)
    assert store.judgement_page(limit=9, by="bo") == ((2, second),)


def test_pairs_are_found_by_either_event(store: Store) -> None:
    for subject in ("x+y", "y+z", "e", "merge group:x"):
        store.add_judgement(Judgement(subject, "same", "ann", "2024-01-01T00:00:00Z"))
    assert store.pairs_with(["x"]) == ("x+y",)
    assert store.pairs_with(["z", "x"]) == ("x+y", "y+z")
    assert store.pairs_with([]) == ()


def test_a_decision_that_clashes_is_not_kept_and_nothing_beside_it(store: Store) -> None:
    store.add_judgement(Judgement("e", "accept", "ann", "2024-01-01T00:00:00Z"))
    mine = [Judgement(name, "reject", "bo", "2024-01-02T00:00:00Z") for name in ("d", "e")]
    with pytest.raises(ConflictError, match="ann decided on this at 2024-01-01 00:00: accept"):
        store.add_judgements(mine, lambda number, one: number > 0 and one.by != "bo")
    assert len(store.judgements()) == 1
    assert store.add_judgements(mine, lambda number, _one: number > 1) == 3


def test_ids_may_be_cut_short(store: Store) -> None:
    store.add_reading(A)
    store.add_reading(B)
    assert store.report(A.report.id[:4]) == A.report


def test_what_is_not_there_is_named_with_what_is_near(store: Store) -> None:
    with pytest.raises(NotFoundError, match=f"no report 'abc': there is no report in {re.escape(store.where)} yet"):
        store.report("abc")
    store.add_reading(A)
    store.add_reading(replace(A, report=replace(A.report, id=A.report.id[:-1] + "~")))
    with pytest.raises(NotFoundError, match=rf"in {re.escape(store.where)}; did you mean {A.report.id}\?"):
        store.report(A.report.id[:6] + "zz")
    with pytest.raises(
        NotFoundError, match=f"no report 'zzzz' in {re.escape(store.where)}; an id is written like {A.report.id}"
    ):
        store.report("zzzz")
    with pytest.raises(NotFoundError, match=r"is the beginning of several reports: .*; give more of the id"):
        store.report(A.report.id[:4])
    with pytest.raises(NotFoundError, match="no bytes with SHA-256 0000"):
        store.raw("0000")


@pytest.mark.parametrize("table", ["raw", "report", "retrieval", "judgement"])
@pytest.mark.parametrize("action", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_evidence_cannot_be_changed(store: Store, table: str, action: str) -> None:
    store.add_reading(A)
    store.add_judgement(Judgement("e", "reject", "ann", "2024-01-03T00:00:00Z"))
    column = {"raw": "size", "report": "text", "retrieval": "locator", "judgement": "note"}[table]
    with pytest.raises(StoreError, match="evidence is never changed"), store._writing() as connection:
        connection.execute(sql(action.format(table, column, column)))


def test_a_store_outlives_its_process(store_url: str) -> None:
    with open_store(store_url) as store:
        store.add_reading(A)
        store.add_findings(make_findings(A.report))
    with open_store(store_url, create=False) as store:
        assert store.findings(A.report.id) == make_findings(A.report)
        assert list(store.verify()) == []


def test_two_writers_wait_for_each_other(store_url: str) -> None:
    readings = [[make_reading(f"{who}{number}") for number in range(40)] for who in "ab"]
    errors: list[Exception] = []

    def write(mine: int) -> None:
        try:
            with open_store(store_url) as store:
                for reading in readings[mine]:
                    store.add_reading(reading)
                    store.add_findings(make_findings(reading.report))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(mine,)) for mine in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with open_store(store_url) as store:
        assert store.counts().read == 80


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "is a folder; give the path of a file"),
        (lambda path: path.write_bytes(b"no database at all " * 99), "cannot be opened as a store: file is not a"),
        (lambda path: None, "no store there; make one with `dateline read`"),
    ],
)
def test_what_is_no_store_is_refused(tmp_path: Path, make: object, message: str) -> None:
    path = tmp_path / "s.sqlite"
    make(path)  # type: ignore[operator]
    with pytest.raises(StoreError, match=message), open_store(str(path), create=False):
        pass


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE song (name)")
    connection.close()
    with pytest.raises(StoreError, match="an SQLite file, but no Dateline store"), open_store(str(path)):
        pass


def test_other_databases_and_missing_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="a store is the path of an SQLite file or"), open_store("mysql://x/y"):
        pass
    with pytest.raises(StoreError, match="there is no folder"), open_store(str(tmp_path / "no" / "s.sqlite")):
        pass


def test_an_sqlite_without_full_text_search_is_named() -> None:
    connection = sqlite3.connect(":memory:")
    connection.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_CREATE_VTABLE else sqlite3.SQLITE_OK
    )
    with pytest.raises(StoreError, match=r"no full-text search \(FTS5\)"):
        dialect.probe_search(connection)
    connection.close()


def test_a_damaged_file_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with open_store(str(path)) as store:
        for number in range(50):
            store.add_reading(make_reading(f"r{number}"))
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = b"\xff" * (len(data) - 4096 * 2)
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"s\.sqlite"), open_store(str(path)) as store:
        list(store.reports())
        list(store.all_findings())
        store.counts()


def test_the_file_is_a_write_ahead_store(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s.sqlite")) as store, store._reading() as connection:
        assert connection.execute(sql("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(sql("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(sql("PRAGMA busy_timeout")).scalar() == 30_000
