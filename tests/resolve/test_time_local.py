"""The day at the place of the dateline: cases around midnight and the date line, written by us."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from dateline.extract.marking.times import find_times
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.time_zones import load_zones, zones_of
from dateline.parse import parse_report
from dateline.records import Dateline, Findings, Parsed, Report, Span, TimeMention
from dateline.resolve.time_local import at_dateline
from dateline.resolve.times import resolve_times

BODY = "A bomb went off this morning."


def parsed_of(published: str | None, place: str | None, day: str | None = None, body: str = BODY) -> Parsed:
    head = f"{place or 'X'} - "
    dateline = Dateline(Span(0, len(head) - 1), place, day)
    report = Report("r", head + body, published=published, dateline=dateline, language="en")
    return parse_report(report)


def day_told(parsed: Parsed) -> date | None:
    findings = Findings("r", "1", "test", times=tuple(map(TimeMention, find_times(parsed))))
    when = resolve_times(parsed, findings).times[0].when
    return when.start.date() if when else None


@pytest.mark.parametrize(
    ("published", "place", "day"),
    [
        ("2024-05-10T22:30Z", "SYDNEY", "2024-05-11"),
        ("2024-05-10T22:30:15Z", "SYDNEY, Australia", "2024-05-11"),
        ("2024-05-10T13:59Z", "SYDNEY", "2024-05-10"),
        ("2024-05-10T14:00Z", "SYDNEY", "2024-05-11"),
        ("2024-12-31T13:00Z", "SYDNEY", "2025-01-01"),  # summer time: eleven hours ahead
        ("2024-05-10T19:29Z", "KABUL", "2024-05-10"),
        ("2024-05-10T19:30Z", "KABUL, Afghanistan", "2024-05-11"),
        ("2024-05-10T18:31Z", "SRINAGAR, India", "2024-05-11"),
        ("2024-05-10T21:10Z", "BAGHDAD/CAIRO", "2024-05-11"),
        ("2024-03-08T21:30Z", "KHARKIV, Ukraine", "2024-03-08"),  # winter time: two hours ahead
        ("2024-05-10T21:30Z", "KHARKIV, Ukraine", "2024-05-11"),
        ("2024-05-11T03:30Z", "NEW YORK", "2024-05-10"),
        ("2024-05-11T03:30Z", "WASHINGTON", "2024-05-10"),
        ("2024-05-11T09:30Z", "HONOLULU", "2024-05-10"),
        ("2024-05-11T00:30+00:00", "BOGOTA, Colombia", "2024-05-10"),
        # the publisher's zone is stated, the dateline's place is in another
        ("2024-05-10T22:30-04:00", "KABUL, Afghanistan", "2024-05-11"),
        ("2024-05-11T08:00+10:00", "WASHINGTON", "2024-05-10"),
        ("2024-05-10T22:30+10:00", "SYDNEY", "2024-05-10"),
        # either side of the date line
        ("2024-05-10T10:30Z", "APIA, Samoa", "2024-05-10"),
        ("2024-05-10T11:30Z", "APIA, Samoa", "2024-05-11"),
        ("2011-12-29T11:30Z", "APIA, Samoa", "2011-12-29"),  # before Samoa crossed it
        ("2024-05-10T10:30Z", "PAGO PAGO, American Samoa", "2024-05-09"),
        ("2024-05-10T11:30Z", "SUVA, Fiji", "2024-05-10"),
        ("2024-05-10T12:30Z", "SUVA, Fiji", "2024-05-11"),
        # a village that no list has lies in a country that one has
        ("2024-05-10T22:30Z", "QARNABULLA, Afghanistan", "2024-05-11"),
        # a name of several places that all have one day
        ("2024-05-10T12:30Z", "BIRMINGHAM", "2024-05-10"),
    ],
)
def test_this_morning_is_the_one_at_the_place_of_the_dateline(
    published: str, place: str, day: str, gazetteer: Gazetteer
) -> None:
    assert day_told(at_dateline(parsed_of(published, place), gazetteer)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("published", "place"),
    [
        ("2024-05-10", "SYDNEY"),  # no clock
        ("2024-05-10T22:30", "SYDNEY"),  # no zone
        ("2024-05", "SYDNEY"),
        ("2024-05-10T22:30Z", None),  # no place
        ("2024-05-10T22:30Z", "QARNABULLA"),  # a place that no list has
        ("2024-05-10T22:30+10:00", None),  # the publisher's own day
        ("2024-05-10T23:30Z", "BIRMINGHAM"),  # England and Alabama have two days
        ("2024-05-10T20:30Z", "RUSSIA"),  # so have Moscow and Vladivostok
        ("2024-05-10T22:30Z", "KASHMIR"),  # a region of several countries
        ("2024-05-10T99:30Z", "SYDNEY"),  # no time of day
        ("9999-12-31T22:30Z", "SYDNEY"),  # the next day is beyond the calendar
        ("0001-01-01T00:30Z", "NEW YORK"),
        (None, "SYDNEY"),
    ],
)
def test_time_stays_as_written_without_zone_or_place(
    published: str | None, place: str | None, gazetteer: Gazetteer
) -> None:
    parsed = parsed_of(published, place)
    assert at_dateline(parsed, gazetteer) == parsed


def test_report_without_a_dateline_stays_as_it_is(gazetteer: Gazetteer) -> None:
    parsed = parse_report(Report("r", BODY, published="2024-05-10T22:30Z", language="en"))
    assert at_dateline(parsed, gazetteer) is parsed


@pytest.mark.parametrize(
    ("published", "place", "stated", "day"),
    [
        ("2024-05-11", "SRINAGAR", "May 10", "2024-05-10"),  # the morning's paper has the news of the day before
        ("2024-05-11", "SRINAGAR", "10 May", "2024-05-10"),
        ("2024-05-11", "SRINAGAR", "Friday", "2024-05-10"),
        ("2024-05-11", "SRINAGAR", "Fri, May 10", "2024-05-10"),
        ("2024-05-11", "SRINAGAR", "10.05.2024", "2024-05-10"),
        ("2024-01-01", "SRINAGAR", "Dec. 31", "2023-12-31"),
        ("2024-05-10T22:30Z", "SYDNEY", "May 11", "2024-05-11"),
        ("2024-05-10T22:30Z", "SYDNEY", "May 10", "2024-05-10"),
        ("2024-05-10T22:30Z", None, "May 11", "2024-05-11"),
        ("2024-05-11", "SRINAGAR", "May 11", "2024-05-11"),
        ("2024-05-11", "SRINAGAR", "April 2", "2024-05-11"),  # too old to be the day of these words
        ("2024-05-11", "SRINAGAR", "May 14", "2024-05-11"),  # to come
    ],
)
def test_day_that_the_dateline_states_has_the_last_word(
    published: str, place: str | None, stated: str, day: str, gazetteer: Gazetteer
) -> None:
    parsed = at_dateline(parsed_of(published, place, stated), gazetteer)
    assert day_told(parsed) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("words", "day"), [("on Friday", "2024-05-10"), ("on Saturday", "2024-05-11"), ("yesterday", "2024-05-10")]
)
def test_weekday_is_reckoned_from_the_day_at_the_place(words: str, day: str, gazetteer: Gazetteer) -> None:
    parsed = parsed_of("2024-05-10T22:30Z", "SYDNEY", body=f"A bomb went off {words}.")
    assert day_told(at_dateline(parsed, gazetteer)) == date.fromisoformat(day)


def test_every_zone_of_the_table_has_its_rules() -> None:
    names = {name for zones in load_zones().values() for name in zones}
    assert len(names) > 300
    assert all(ZoneInfo(name).key == name for name in names)


@pytest.mark.parametrize(
    ("code", "zones"),
    [
        ("AF", ("Asia/Kabul",)),
        ("US.HI", ("Pacific/Honolulu",)),
        ("US.GA", ("America/New_York",)),
        ("PS.GZ", ("Asia/Gaza",)),
    ],
)
def test_place_keeps_the_clocks_of_its_division_or_country(
    code: str, zones: tuple[str, ...], gazetteer: Gazetteer
) -> None:
    place = gazetteer.get(code)
    assert place is not None
    assert zones_of(place) == zones
