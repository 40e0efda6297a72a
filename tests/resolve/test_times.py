"""Times tied to the calendar: our table of news phrases, and the rules behind it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.marking.times import find_times
from dateline.parse import parse_report
from dateline.records import Event, Findings, Parsed, Report, Span, TimeMention, TimePrecision, When
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


def event_of(text: str, *quotes: str, published: str | None = "2019-05-11") -> Event:
    mentions = tuple(TimeMention(Span(text.index(quote), text.index(quote) + len(quote))) for quote in quotes)
    event = Event("e", "bombing", (Span(0, 1),), "happened", when=mentions)
    findings = Findings("r", "1", "test", events=(event,))
    return resolve_times(parsed_of(text, published), findings).events[0]


def test_event_has_the_time_of_its_mention() -> None:
    event = event_of("A bomb went off late on Friday.", "late on Friday")
    assert event.time is not None
    assert event.time == event.when[0].when
    assert event.time.start == datetime(2019, 5, 10, 18)
    assert event.time.precision is TimePrecision.PART_OF_DAY


def test_finest_of_agreeing_times_is_the_event_s() -> None:
    event = event_of("A bomb went off this week. It struck on Tuesday.", "this week", "Tuesday")
    assert event.time is not None
    assert event.time.value == "2019-05-07"


def test_first_of_excluding_times_is_the_event_s() -> None:
    event = event_of("Bombs went off in April. More followed on May 3.", "April", "May 3")
    assert event.time is not None
    assert event.time.value == "2019-04"


def test_event_without_a_time_has_none_though_the_day_of_publication_is_known() -> None:
    assert event_of("A bomb went off.").time is None


def test_relative_time_without_a_day_of_publication_stays_unknown() -> None:
    event = event_of("A bomb went off on Friday.", "Friday", published=None)
    assert event.time is None
    assert event.when[0].when is None


def test_open_time_gives_its_bound() -> None:
    when = resolved("Fighting has gone on since April.")["since April"]
    assert when is not None
    assert (when.is_open, when.start, when.end) == ("end", datetime(2019, 4, 1), datetime(2019, 5, 12))


@pytest.mark.parametrize(
    ("text", "words", "anchor"),
    [
        ("It was on Friday.", "Friday", "published"),
        ("It was on May 3, 2016.", "May 3, 2016", "absolute"),
        ("It was on May 3, 2016. The next day all was calm.", "next day", "text"),
    ],
)
def test_time_says_what_it_was_reckoned_from(text: str, words: str, anchor: str) -> None:
    when = resolved(text)[words]
    assert when is not None
    assert when.anchor == anchor


def test_clock_of_another_zone_keeps_the_days_it_may_be() -> None:
    when = resolved("It was at 2300 GMT on Friday.")["2300 GMT on Friday"]
    assert when is not None
    assert when.precision is TimePrecision.DAYS
    assert (when.start.date().isoformat(), last_day(when)) == ("2019-05-10", "2019-05-11")


def test_hours_are_reckoned_from_the_clock_of_publication() -> None:
    when = resolved("It was three hours ago.", "2019-05-11T10:00")["three hours ago"]
    assert when is not None
    assert when.start <= datetime(2019, 5, 11, 7) < when.end


def test_history_is_reckoned_from_its_own_years() -> None:
    text = (
        "The war began in 1939. In 1940 and 1941 it spread. In 1942 the tide turned. In June 1943 the island fell."
        " In July the capital followed. In 1944 came the landings, in 1945 the end, in 1946 the trials,"
        " in 1947 the treaty."
    )
    when = resolved(text)["July"]
    assert when is not None
    assert (when.value, when.anchor) == ("1943-07", "text")


def test_same_text_gives_the_same_times() -> None:
    text = "It was on Friday, two days before Easter 2017, and again last week."
    assert resolved(text) == resolved(text)


@pytest.mark.parametrize(
    ("published", "value"),
    [
        ("2019-02-31", "2019-01"),
        ("2019-02-31T10:00", "2019-01"),
        ("2019-13", None),
        ("0001-01-01", None),
        ("May", None),
    ],
)
def test_wrong_day_of_publication_counts_as_far_as_it_is_right(published: str, value: str | None) -> None:
    when = resolved("It was last month.", published)["last month"]
    assert (when.value if when else None) == value


PIECES = (
    "Friday Monday May March 3 31 30 99 30000 early late mid since until last next this that the day days week month"
    " year years century hours ago earlier later before after of in on to - ( ) 2019 1999 2099 BC 5:30 25:61 p.m. GMT"
    " today tonight overnight quarter first half Easter Ramadan 9/11 1990s 2000s '80s 03/05/2019 2019-02-30 a an one"
    " 0300 few dozens night dawn will was said"
).split()


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=12),
    st.sampled_from([None, "2019", "2019-05", "2020-02-29", "2001-09-11"]),
)
def test_whatever_the_words_an_interval_runs_forward(words: list[str], published: str | None) -> None:
    for when in resolved(" ".join(words) + ".", published).values():
        assert when is None or when.start < when.end


def times_of(text: str, *events: tuple[str, str, str]) -> list[str | None]:
    """Return the values of the times of events, each given as type, trigger and words of its time."""
    parsed = parsed_of(text, "2019-05-11")
    made = tuple(
        Event(f"e{number}", kind, (_span(text, trigger),), "happened", when=(TimeMention(_span(text, when)),))
        for number, (kind, trigger, when) in enumerate(events)
    )
    found = resolve_times(parsed, Findings("r", "1", "test", events=made)).events
    return [event.time.value if event.time else None for event in found]


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    "text",
    [
        "Rebels freed two drivers who were kidnapped on Monday.",
        "Rebels freed two drivers kidnapped on Monday.",
        "Rebels freed the drivers of a convoy that gunmen had kidnapped on Monday.",
    ],
)
def test_the_time_of_a_relative_clause_is_that_of_its_deed(text: str) -> None:
    assert times_of(text, ("release", "freed", "Monday"), ("abduction", "kidnapped", "Monday")) == [None, "2019-05-06"]


def test_a_deed_in_a_relative_clause_leaves_any_other_its_own_time() -> None:
    text = "On Friday troops shot a man who had bombed a bridge on Monday."
    assert times_of(text, ("shooting", "shot", "Friday"), ("bombing", "bombed", "Monday")) == [
        "2019-05-10", "2019-05-06",
    ]  # fmt: skip
    assert times_of(text, ("shooting", "shot", "Monday"), ("bombing", "bombed", "Monday")) == [None, "2019-05-06"]


def test_a_time_that_two_deeds_share_stays_with_both() -> None:
    text = "Rebels shelled the port and attacked the airport on Monday."
    assert times_of(text, ("shelling", "shelled", "Monday"), ("attack", "attacked", "Monday")) == ["2019-05-06"] * 2
