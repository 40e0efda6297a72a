"""Titles in plain words: "Bombing in Kandahar, Afghanistan, 10 May 2019: 5 to 7 killed"."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateline.records import Place, PlacePrecision, TimePrecision, Toll, When

TYPE_WORDS = {
    "territory": "Change of control",
    "organisation": "Announcement of an armed group",
    "seizure": "Seizure or foiled plot",
    "trial": "Trial for political violence",
    "assault": "Assault",
}
PARTS_OF_DAY = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def make_title(kind: str, place: Place | None, time: When | None, tolls: tuple[Toll, ...]) -> str:
    """Return the title of an incident; what is not known is left out."""
    title = TYPE_WORDS.get(kind, kind.replace("_", " ").capitalize())
    if place is not None:
        title += f" {place_words(place)}"
    if time is not None:
        title += f", {time_words(time)}"
    counts = [words for toll in tolls if (words := toll_words(toll)) is not None]
    return f"{title}: {', '.join(counts)}" if counts else title


def place_words(place: Place) -> str:
    """Return "in Kandahar, Afghanistan", "near Kunduz, Afghanistan"; the country is not said twice."""
    preposition = "near" if place.precision is PlacePrecision.NEAR else "in"
    parts = [place.name]
    if place.country_name and place.country_name.casefold() != place.name.casefold():
        parts.append(place.country_name)
    return f"{preposition} {', '.join(parts)}"


def time_words(time: When) -> str:
    """Return a time at its precision: "10 May 2019", "10 to 12 May 2019", "May 2019", "April to June 2019", "2019".

    A part of a day and a clock time are left to `clock_words`: a title says the day.
    """
    start, last = time.start, time.end - timedelta(seconds=1)
    if time.precision in (TimePrecision.MINUTE, TimePrecision.PART_OF_DAY, TimePrecision.DAY):
        return f"{start.day} {_month(start)} {start.year}"
    if time.precision in (TimePrecision.DAYS, TimePrecision.WEEK):
        if (last.year, last.month) == (start.year, start.month):
            return f"{start.day} to {last.day} {_month(last)} {last.year}"
        return f"{start.day} {_month(start)} {start.year} to {last.day} {_month(last)} {last.year}"
    if time.precision in (TimePrecision.MONTH, TimePrecision.QUARTER):
        first = "" if (last.year, last.month) == (start.year, start.month) else f"{_month(start)} to "
        return f"{first}{_month(last)} {last.year}"
    return str(start.year) if start.year == last.year else f"{start.year} to {last.year}"


def clock_words(time: When) -> str:
    """Return a time with its hour or part of the day, where that is known: "10 May 2019, 10:30", "..., evening"."""
    words = time_words(time)
    if time.precision is TimePrecision.MINUTE:
        return f"{words}, {time.start:%H:%M}"
    if time.precision is TimePrecision.PART_OF_DAY:
        part = PARTS_OF_DAY.get(time.value.partition("T")[2])
        return f"{words}, {part}" if part else f"{words}, {time.start:%H:%M} to {time.end:%H:%M}"
    return words


def _month(moment: datetime) -> str:
    return MONTHS[moment.month - 1]


def toll_words(toll: Toll) -> str | None:
    """Return "5 to 7 killed", "at least 5 killed", "nobody killed"; ``None`` where nothing is reported."""
    low, high = toll.low, toll.high
    if high is None:
        return None
    verb = {"taken": "taken"}.get(toll.field, toll.field)
    if low is None:
        return f"up to {high} {verb}"
    if low == high == 0:
        return f"at least {low} {verb}" if toll.is_open else f"nobody {verb}"
    if low == high:
        return f"{'at least ' if toll.is_open else ''}{low} {verb}"
    return f"{low} to {high}{' or more' if toll.is_open else ''} {verb}"
