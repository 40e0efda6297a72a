"""Calendar arithmetic: intervals of days, weeks, months and years with their TIMEX3 values."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateline.knowledge.time_words import PARTS
from dateline.records import TimePrecision

__all__ = ["Timex", "day", "days", "month", "part_of_day", "season", "week", "weekend", "year"]

SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}


@dataclass(frozen=True, slots=True)
class Timex:
    """What an expression means: a TIMEX3-like value and, where a calendar can hold it, the interval [start, end)."""

    value: str
    start: datetime | None = None
    end: datetime | None = None
    precision: TimePrecision = TimePrecision.DAY
    anchor: str = "absolute"
    is_open: str | None = None

    @property
    def first_day(self) -> date:
        """The first day of the interval."""
        assert self.start is not None
        return self.start.date()


def days(first: date, after: date, precision: TimePrecision | None = None, value: str | None = None) -> Timex:
    """The days from `first` up to but without `after`."""
    start, end = datetime.combine(first, time()), datetime.combine(after, time())
    length = (after - first).days
    if precision is None:
        precision = precision_of(length)
    return Timex(value or f"{first}/{after - timedelta(1)}", start, end, precision)


def precision_of(length: int) -> TimePrecision:
    """The precision of an interval of so many days."""
    for most, precision in (
        (1, TimePrecision.DAY),
        (6, TimePrecision.DAYS),
        (7, TimePrecision.WEEK),
        (31, TimePrecision.MONTH),
        (184, TimePrecision.QUARTER),
        (366, TimePrecision.YEAR),
    ):
        if length <= most:
            return precision
    return TimePrecision.YEARS


def day(which: date) -> Timex:
    """One day."""
    return days(which, which + timedelta(1), TimePrecision.DAY, which.isoformat())


def part_of_day(which: date, part: str) -> Timex:
    """A part of a day (`time_words.PARTS`); the night of a day ends in the morning of the next one."""
    suffix, first, last = PARTS[part]
    midnight = datetime.combine(which, time())
    start, end = midnight + timedelta(hours=first), midnight + timedelta(hours=last)
    return Timex(f"{which}{suffix}", start, end, TimePrecision.PART_OF_DAY)


def overnight(morning: date) -> Timex:
    """The night that ends in the morning of a day: it lies on two days."""
    evening = datetime.combine(morning - timedelta(1), time(18))
    return Timex(f"{morning - timedelta(1)}TNI", evening, evening + timedelta(hours=15), TimePrecision.PART_OF_DAY)


def minute(which: date, clock: time) -> Timex:
    """A clock time."""
    start = datetime.combine(which, clock)
    return Timex(start.strftime("%Y-%m-%dT%H:%M"), start, start + timedelta(minutes=1), TimePrecision.MINUTE)


def week(which: date) -> Timex:
    """The week (Monday to Sunday) that a day lies in."""
    monday = which - timedelta(which.weekday())
    number = which.isocalendar()
    return days(monday, monday + timedelta(7), TimePrecision.WEEK, f"{number.year}-W{number.week:02}")


def weekend(which: date) -> Timex:
    """Saturday and Sunday of the week that a day lies in."""
    saturday = which - timedelta(which.weekday()) + timedelta(5)
    number = which.isocalendar()
    return days(saturday, saturday + timedelta(2), TimePrecision.DAYS, f"{number.year}-W{number.week:02}-WE")


def month(year_number: int, number: int) -> Timex:
    """A month; numbers below 1 and above 12 run over into other years."""
    years, index = divmod(number - 1, 12)
    first = date(year_number + years, index + 1, 1)
    length = calendar.monthrange(first.year, first.month)[1]
    return days(first, first + timedelta(length), TimePrecision.MONTH, f"{first:%Y-%m}")


def year(number: int) -> Timex:
    """A year."""
    return days(date(number, 1, 1), date(number + 1, 1, 1), TimePrecision.YEAR, f"{number:04}")


def years(first: int, after: int, value: str | None = None) -> Timex:
    """Several years, up to but without `after`."""
    return days(date(first, 1, 1), date(after, 1, 1), TimePrecision.YEARS, value or f"{first}/{after - 1}")


def season(year_number: int, name: str) -> Timex:
    """A season of the northern calendar; the winter of a year begins in its December.

    "The winter of 2005" may be either end of that year, so its interval takes in both.
    """
    code, first = SEASONS[name]
    start = date(year_number, first, 1) if name != "winter" else date(year_number, 1, 1)
    after = date(year_number + (name == "winter"), (first + 3 - 1) % 12 + 1, 1)
    return days(start, after, TimePrecision.QUARTER, f"{year_number}-{code}")


def narrowed(whole: Timex, part: str) -> Timex:
    """The early, middle or late third ("first half", "second half") of an interval, with the value of the whole."""
    if whole.start is None or whole.end is None:
        return whole
    length = whole.end - whole.start
    if length <= timedelta(days=2):
        return whole
    share = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}.get(part)
    low, high = (share[0] / 3, share[1] / 3) if share else ((0, 0.5) if part == "first half" else (0.5, 1))
    first = whole.first_day + timedelta(days=int(length.days * low))
    after = whole.first_day + timedelta(days=-int(-length.days * high // 1))
    value = whole.value
    if part.endswith("half") and whole.precision is TimePrecision.YEAR:
        value += "-H1" if part == "first half" else "-H2"
        first, after = (first, date(first.year, 7, 1)) if part == "first half" else (date(first.year, 7, 1), after)
    return days(first, max(after, first + timedelta(1)), _finer(whole, (after - first).days), value)


def _finer(whole: Timex, length: int) -> TimePrecision:
    return TimePrecision.MONTH if whole.precision is TimePrecision.MONTH else precision_of(length)


def joined(first: Timex, last: Timex) -> Timex:
    """From the start of one to the end of the other."""
    if first.start is None or last.end is None or last.end <= first.start:
        return first
    hours = (last.end - first.start).total_seconds() / 3600
    precision = precision_of(max(1, round(hours / 24 + 0.49)))
    return Timex(f"{first.value}/{last.value}", first.start, last.end, precision)


def anchored(found: Timex, anchor: str) -> Timex:
    """The same, reckoned from `anchor`."""
    return replace(found, anchor=anchor)
