"""`verify` finds every kind of damage, and nothing else."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from made_records import make_findings, make_groups, make_reading

from dateline.records import Span
from dateline.store import Problem, open_store
from dateline.store.check import find_spans

A = make_reading("a")
FINDINGS = make_findings(A.report)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "s.sqlite"
    with open_store(str(made)) as store:
        store.add_reading(A)
        store.add_findings(FINDINGS)
        store.replace_groups(*make_groups(A.report))
    return made


def tamper(path: Path, statement: str, *values: object) -> None:
    """Change a store behind its back: without its guards and foreign keys."""
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def verify(path: Path) -> list[Problem]:
    with open_store(str(path)) as store:
        return list(store.verify())


def messages(problems: Iterable[Problem]) -> str:
    return "; ".join(f"{problem.table}: {problem.message}" for problem in problems)


def test_a_sound_store_has_no_problem(path: Path) -> None:
    assert verify(path) == []


@pytest.mark.parametrize(
    ("statement", "values", "message"),
    [
        ("UPDATE raw SET content = ?", [zlib.compress(b"forged")], "raw: the bytes are not those that were retrieved"),
        ("UPDATE raw SET content = ?", [b"rubbish"], "are damaged"),
        ("UPDATE report SET text = text || ' Forged.'", [], "report: the text is not the one that was stored"),
        ("UPDATE report SET title = 'Peace'", [], "report: the text does not begin with the title"),
        ("UPDATE report SET body_start = 9999", [], "report: the body begins outside the text"),
        ("UPDATE event SET status = 'denied'", [], "findings: the findings are not those that were stored"),
        ("UPDATE event SET triggers = '{'", [], "findings: a damaged row of Event"),
        ("DELETE FROM report", [], "refers to a missing row of report"),
        ("UPDATE story_report SET report_id = 'gone'", [], "story: holds report gone"),
        ("UPDATE member SET event_id = 'gone'", [], "incident: holds event gone"),
    ],
)
def test_what_was_changed_is_found(path: Path, statement: str, values: list[object], message: str) -> None:
    tamper(path, statement, *values)
    assert message in messages(verify(path))


def test_words_outside_the_text_and_missing_events_are_found(tmp_path: Path) -> None:
    outside = replace(FINDINGS.statements[0], source=Span(5000, 5001), about=("nothing",))
    claim = replace(FINDINGS.responsibility[0], event="nobody")
    with open_store(str(tmp_path / "s.sqlite")) as store:
        store.add_reading(A)
        store.add_findings(replace(FINDINGS, statements=(outside,), responsibility=(claim,)))
        problems = list(store.verify())
    assert [(problem.table, problem.message) for problem in problems] == [
        ("findings", f"words at 5000-5001 of a text of {len(A.report.text)} characters"),
        ("statement", "speaks of event nothing, which its report does not have"),
        ("responsibility", "names event nobody, which its report does not have"),
    ]


def test_every_span_of_a_record_is_found() -> None:
    spans = sorted(find_spans(FINDINGS))
    assert Span(77, 95) in spans
    assert len(spans) == 3 + 3 + 2
