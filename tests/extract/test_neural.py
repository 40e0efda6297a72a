"""Decoding the trained reader: spans, joined triggers, and findings that point into their text."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.extract.reading.findings import read_findings
from dateline.extract.reading.spans import Page, find_bounds, find_longest, make_page, trim_marks
from dateline.knowledge.reader import Floats, Reader, load_reader
from dateline.knowledge.reader_pieces import Pieces
from dateline.parse import parse_report
from dateline.records import Findings, Report, Span

REPORT = (
    "Suspected rebels attacked a village in northern Uganda on Sunday, killing at least 13 people.\n\n"
    "Army spokesman Paddy Ankunda said the rebels fled after the attack. No one has claimed responsibility.\n\n"
    "Police arrested two men in Kampala last week over a bombing that wounded five soldiers."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def made_page(text: str, sentences: list[int]) -> Page:
    """One piece a word; `sentences` says how many words each sentence has."""
    lengths = np.array([len(word) for word in text.split(" ")])
    begins = np.cumsum(lengths + 1) - lengths - 1
    numbers = np.arange(len(lengths))
    ends = begins + lengths
    pieces = Pieces(numbers, numbers * 0, begins, ends, numbers, np.repeat(np.arange(len(sentences)), sentences))
    return make_page(text, pieces, 0, len(pieces))


def tags_of(marks: str) -> Floats:
    """ "O", "B" and "I" as sure tags, small letters as unsure ones."""
    rows = {"O": (0.9, 0.05, 0.05), "B": (0.1, 0.8, 0.1), "I": (0.1, 0.1, 0.8), "i": (0.55, 0.05, 0.4)}
    return np.array([rows[mark] for mark in marks], dtype=np.float32)


def test_runs_break_at_beginnings_and_ends_of_sentences() -> None:
    page = made_page("one two three four five six", [4, 2])
    found = find_bounds(page, tags_of("BIBIII"), 0.5)
    assert [one.bounds for one in found] == [(0, 2), (2, 4), (4, 6)]


def test_an_unsure_word_goes_on_but_does_not_begin() -> None:
    page = made_page("one two three", [3])
    assert [one.bounds for one in find_bounds(page, tags_of("BiO"), 0.5)] == [(0, 2)]
    assert [one.bounds for one in find_bounds(page, tags_of("OiO"), 0.5)] == []
    assert [one.bounds for one in find_bounds(page, tags_of("OiO"), 0.4)] == [(1, 2)]


def test_the_longest_run_goes_over_gaps() -> None:
    page = made_page("one two three four five six", [6])
    found = find_longest(page, tags_of("BOIIOO"), 0.5, (0, 6), gap=1)
    assert found is not None and found.bounds == (0, 4)
    assert find_longest(page, tags_of("OOOOOO"), 0.5, (0, 6), gap=1) is None


def test_marks_are_trimmed_but_something_stays() -> None:
    page = made_page('" one , "', [4])
    assert trim_marks(page, (0, 4), '",') == (1, 2)
    assert trim_marks(page, (2, 4), '",') == (3, 4)


def spans_of(findings: Findings) -> list[Span]:
    spans: list[Span] = []
    for event in findings.events:
        spans += [*event.triggers, *event.weapon]
        spans += [one.span for one in event.when] + [one.span for one in event.where]
        spans += [one.span for one in (*event.by, *event.against)]
        spans += [one.span for one in (*event.killed, *event.injured, *event.taken)]
    for statement in findings.statements:
        spans += [span for span in (statement.source, statement.cue, statement.content) if span is not None]
    for claim in findings.responsibility:
        spans += [claim.cue, *([] if claim.who is None else [claim.who.span])]
    return spans


def test_findings_point_into_the_text_and_at_each_other(reader: Reader) -> None:
    findings = read_findings(parse_report(Report(id="r", text=REPORT)), reader, "1")
    assert findings.model == reader.name and findings.pipeline == "1"
    assert any(event.type == "attack" for event in findings.events)
    assert any(count.min == 13 and count.max is None for event in findings.events for count in event.killed)
    for span in spans_of(findings):
        assert 0 <= span.start < span.end <= len(REPORT)
        assert span.of(REPORT) == span.of(REPORT).strip() and "\n" not in span.of(REPORT)
    events = {event.id for event in findings.events}
    assert len(events) == len(findings.events)
    assert all(set(statement.about) <= events for statement in findings.statements)
    assert all(claim.event in events for claim in findings.responsibility)


def test_reads_the_same_twice(reader: Reader) -> None:
    parsed = parse_report(Report(id="r", text=REPORT))
    assert read_findings(parsed, reader) == read_findings(parsed, reader)


def test_other_reports_and_empty_ones_yield_nothing(reader: Reader) -> None:
    text = "The bank raised its rate to five percent. Economists had expected it. Shares of car makers rose in Tokyo."
    assert read_findings(parse_report(Report(id="r", text=text)), reader).events == ()
    assert read_findings(parse_report(Report(id="r", text="")), reader).events == ()
