"""The day on which a report was written, where it was written: "today" in Sydney is not today by the clock of UTC.

A page tells its time by the clock of its server or of its publisher; the words of the report go by the calendar of the
place in its dateline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateline.knowledge.gazetteer import Candidate, Gazetteer
from dateline.knowledge.time_words import MONTH, WEEKDAY_ANY, month_of, weekday_of
from dateline.knowledge.time_zones import zones_of
from dateline.records import Dateline, Parsed

__all__ = ["at_dateline"]

# A place with less than this share of the people of the largest of its name would be named with its country.
LEAST_SHARE = 0.05
# A dateline is so many days older than the page at most, where a paper prints the news of the day before ("-3" holds a
# weekend); it is a day younger where the page goes by a clock behind.
OLDEST, YOUNGEST = 3, 1
NUMBER = re.compile(r"\d+")
MONTH_NAME = re.compile(MONTH, re.IGNORECASE)
WEEKDAY_NAME = re.compile(WEEKDAY_ANY, re.IGNORECASE)


def at_dateline(parsed: Parsed, gazetteer: Gazetteer) -> Parsed:
    """Return the report with `published` as the clock and the calendar at its dateline had it.

    A time with a zone is told in the zone of the dateline's place; where that may keep several, or its name may mean
    several places, only if all of them have one day. The day that the dateline itself states has the last word. Without
    a zone, or without a place that is known, the time stays as it is written.
    """
    report = parsed.report
    if report.dateline is None or not report.published:
        return parsed
    local = _in_zones(report.published, _dateline_zones(report.dateline, gazetteer))
    stated = _stated_day(report.dateline, local)
    return replace(parsed, report=replace(report, published=stated or local))


def _in_zones(published: str, zones: Sequence[str]) -> str:
    """Return an ISO 8601 time in the zones, in which it is one day; else as it stands."""
    try:
        moment = datetime.fromisoformat(published)
        if moment.tzinfo is None or not zones:
            return published
        there = [moment.astimezone(ZoneInfo(zone)) for zone in zones]
    except (ValueError, OverflowError):  # a prefix, or a year that no calendar has
        return published
    return there[0].isoformat() if len({each.date() for each in there}) == 1 else published


def _dateline_zones(dateline: Dateline, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the zones of all places that the dateline may mean, the likeliest first; none where one is not known."""
    found = [zones_of(place) for place in _places_of(dateline.place or "", gazetteer)]
    return tuple(dict.fromkeys(zone for zones in found for zone in zones)) if all(found) else ()


def _places_of(words: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return what "SRINAGAR, India" may mean: the towns of that name there; of an unknown village what it lies in."""
    name, *around = (part.strip() for part in words.split("/")[0].split(","))
    outer = [one for part in around for one in _meant(gazetteer.candidates(part)) if one.country]
    inside = [one for one in gazetteer.candidates(name) if not outer or any(_holds(each, one) for each in outer)]
    return _meant(inside) or outer


def _holds(outer: Candidate, one: Candidate) -> bool:
    if outer.kind == "admin1":
        return one.admin1 == outer.admin1
    return one.country == outer.country


def _meant(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the places that a name alone may mean: those that it fits best, without much smaller namesakes."""
    if not candidates:
        return []
    best = min(one.quality for one in candidates)
    fit = [one for one in candidates if one.quality <= (best or 1)]  # usual and listed names alike
    least = LEAST_SHARE * max(one.population for one in fit)
    return sorted((one for one in fit if one.population >= least), key=lambda one: (-one.population, one.id))


def _stated_day(dateline: Dateline, published: str) -> str | None:
    """Return the day that a dateline states ("May 10", "Friday"), with the year that the publication gives it."""
    if not dateline.day:
        return None
    try:
        printed = date.fromisoformat(published[:10])
        days = [printed - timedelta(step) for step in range(-YOUNGEST, OLDEST + 1)]
    except (ValueError, OverflowError):
        return None
    stated = next((day for day in days if _is_day(dateline.day, day)), None)
    return stated.isoformat() if stated is not None and stated != printed else None


def _is_day(words: str, day: date) -> bool:
    numbers = [int(number) for number in NUMBER.findall(words)]
    month = MONTH_NAME.search(words)
    weekday = WEEKDAY_NAME.search(words)
    if month:
        return day.day in numbers[:1] and month_of(month.group()) == day.month
    if numbers:  # "10.05.2024"
        return sorted(numbers) == sorted((day.day, day.month, day.year))
    return weekday is not None and weekday_of(weekday.group()) == day.weekday()
