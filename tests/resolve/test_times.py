"""Times tied to the calendar: our table of news phrases, and the rules behind it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from dateline.extract.times import find_times
from dateline.parse import parse_report
from dateline.records import Findings, Parsed, Report, Span, TimeMention, When
from dateline.resolve.times import resolve_times

TABLE = Path(__file__).with_name("times_cases.tsv")
CASES = [tuple(line.split("\t")) for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def parsed_of(text: str, published: str | None = "2019-05-11") -> Parsed:
    return parse_report(Report("r", text, published=published, language="en"))


def resolved(text: str, published: str | None = "2019-05-11") -> dict[str, When | None]:
    parsed = parsed_of(text, published)
    findings = Findings("r", "1", "test", times=tuple(TimeMention(span) for span in find_times(parsed)))
    return {mention.span.of(text): mention.when for mention in resolve_times(parsed, findings).times}


def marked(text: str) -> tuple[str, Span]:
    start, end = text.index("["), text.index("]") - 1
    return re.sub(r"[\[\]]", "", text), Span(start, end)


def last_day(when: When) -> str:
    return (when.end - timedelta(seconds=1)).date().isoformat()


@pytest.mark.parametrize(("published", "words", "value", "first", "last"), CASES)
def test_news_phrase_has_its_days(published: str, words: str, value: str, first: str, last: str) -> None:
    text, span = marked(words)
    parsed = parsed_of(text, None if published == "-" else published)
    spans = {span, *(found for found in find_times(parsed) if not found.overlaps(span))}
    findings = Findings("r", "1", "test", times=tuple(TimeMention(each) for each in sorted(spans)))
    mention = next(each for each in resolve_times(parsed, findings).times if each.span == span)
    if value == "-":
        assert mention.when is None
        return
    assert mention.when is not None
    assert (mention.when.value, mention.when.start.date().isoformat(), last_day(mention.when)) == (value, first, last)


@pytest.mark.parametrize(("words"), sorted({case[1] for case in CASES}))
def test_phrase_of_the_table_is_found(words: str) -> None:
    text, span = marked(words)
    found = find_times(parsed_of(text))
    assert any(each.overlaps(span) for each in found)


def test_table_is_long_enough() -> None:
    assert len(CASES) >= 300
