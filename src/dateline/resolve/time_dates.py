"""Rules for dates, months, years, decades, seasons and feasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta

from dateline.knowledge.time_words import (
    DAY,
    DECADE_WORD,
    FEAST,
    MONTH,
    PARTS,
    SEASON,
    WEEKDAY_ANY,
    YEAR,
    day_of,
    decade_of,
    month_of,
    weekday_of,
)
from dateline.records import TimePrecision
from dateline.resolve import calendar as cal
from dateline.resolve.calendar import Timex
from dateline.resolve.time_feasts import feast
from dateline.resolve.time_setting import Setting, published, rule

__all__ = ["DATE_RULES", "SHARE"]


@rule(r"(?P<y>\d{4})[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?:[t ](?P<h>\d\d):(?P<min>\d\d)(?::\d\d)?)?")
def _iso(match: re.Match[str], _setting: Setting) -> Timex | None:
    which = _date(int(match["y"]), int(match["m"]), int(match["d"]))
    if which is None or match["h"] is None:
        return cal.day(which) if which else None
    return cal.minute(which, time(int(match["h"]), int(match["min"]))) if int(match["h"]) < 24 else None


@rule(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>\d{4})")
def _slashed(match: re.Match[str], _setting: Setting) -> Timex | None:
    """03/05/2019 is a day of two months: nothing is told but when only one reading is a date."""
    a, b, number = int(match["a"]), int(match["b"]), int(match["y"])
    if "." in match.group():
        which = _date(number, b, a)
        return cal.day(which) if which else None
    readings = {which for which in (_date(number, a, b), _date(number, b, a)) if which}
    return cal.day(readings.pop()) if len(readings) == 1 else None


def _date(number: int, month_number: int, day_number: int) -> date | None:
    try:
        return date(number, month_number, day_number)
    except ValueError:
        return None


RELATIVE_YEAR = r"(?P<rel>last|this|next|that|the same|same|following|the following|previous|the previous) year"


@rule(
    rf"(?:(?P<wd>{WEEKDAY_ANY}),? )?(?:the )?(?P<m>{MONTH}) (?:the )?(?P<d>{DAY})"
    rf"(?:(?:, {DAY}(?!\w))*(?: ?[-–—] ?|,? (?:to|and|through|until|or) )(?:(?P<m2>{MONTH}) )?(?P<d2>{DAY}))?"
    rf"(?:(?:,| of|, of)? (?P<y>{YEAR})|,? (?:of )?{RELATIVE_YEAR})?"
)
def _month_day(match: re.Match[str], setting: Setting) -> Timex | None:
    return _dated(match, setting)


@rule(
    rf"(?:(?P<wd>{WEEKDAY_ANY}),? )?(?:the )?(?P<d>{DAY})(?:(?: ?[-–—] ?| (?:to|and|through|until|or) )(?P<d2>{DAY}))?"
    rf"(?: of)? (?P<m>{MONTH})(?:(?:,| of)? (?P<y>{YEAR})|,? (?:of )?{RELATIVE_YEAR})?(?P<m2>)"
)
def _day_month(match: re.Match[str], setting: Setting) -> Timex | None:
    return _dated(match, setting)


@rule(
    rf"(?P<d>{DAY}) (?P<m>{MONTH})(?: ?[-–—] ?| (?:to|and|through|until) )(?P<d2>{DAY}) (?P<m2>{MONTH})"
    rf"(?:(?:,| of)? (?P<y>{YEAR})|,? (?:of )?{RELATIVE_YEAR})?(?P<wd>)"
)
def _day_month_to(match: re.Match[str], setting: Setting) -> Timex | None:
    return _dated(match, setting)


def _dated(match: re.Match[str], setting: Setting) -> Timex | None:
    month_number, day_number = month_of(match["m"]), day_of(match["d"])
    if (month_number, day_number) == (9, 11) and not (match["y"] or match["rel"] or match["wd"] or match["d2"]):
        return _september_11(setting)
    number, anchor = _year_of(match, setting, month_number, day_number)
    which = _date(number, month_number, day_number) if number else None
    if which is None:
        return None
    if match["wd"] and match["y"] is None and which.weekday() != weekday_of(match["wd"]):
        which = _year_with_weekday(which, weekday_of(match["wd"]))
    if which is None:
        return None
    if not match["d2"]:
        return cal.anchored(cal.day(which), anchor)
    last = _date(which.year, month_of(match["m2"]) if match["m2"] else month_number, day_of(match["d2"]))
    if last is not None and last < which and match["m2"]:
        last = _date(last.year + 1, last.month, last.day)
    if last is None or last < which:
        return None
    return cal.anchored(cal.days(which, last + timedelta(1)), anchor)


ATTACKS = re.compile(
    r"(?:['’]s)?,? (?:\w+ )?(?:attack|hijack|terror|plot|commission|strikes on the united states|bombing)"
)


def _september_11(setting: Setting) -> Timex | None:
    """The day of 2001 where the attacks are named, the last one soon after it; else nobody can tell."""
    today = setting.published
    if ATTACKS.match(setting.follows):
        return cal.day(date(2001, 9, 11))
    if today is None or setting.narrative:
        return None
    if setting.ahead:
        return published(cal.day(date(today.year + ((today.month, today.day) > (9, 11)), 9, 11)))
    last = date(today.year - ((today.month, today.day) < (9, 11)), 9, 11)
    return published(cal.day(last)) if (today - last).days <= 30 else None


def _year_with_weekday(which: date, weekday: int) -> date | None:
    """A weekday and a date without a year: the nearest year in which the two agree."""
    for step in (1, -1):
        other = _date(which.year + step, which.month, which.day)
        if other is not None and other.weekday() == weekday:
            return other
    return None


def _year_of(
    match: re.Match[str], setting: Setting, month_number: int, day_number: int | None
) -> tuple[int | None, str]:
    """The year of a month or day that is told without or with a relative one, and what it was reckoned from."""
    if match["y"]:
        return int(match["y"]), "absolute"
    relative = match["rel"]
    if relative:
        return _relative_year(relative.removeprefix("the "), setting)
    if setting.narrative:
        return _narrative_year(setting, month_number), "text"
    today = setting.published
    if today is None:
        return _year_by_month(setting, month_number), "published"
    here = (month_number, day_number or 0) if day_number else (month_number,)
    now = (today.month, today.day) if day_number else (today.month,)
    if setting.ahead:
        return today.year + (here < now), "published"
    return today.year - (here > now), "published"


def _relative_year(relative: str, setting: Setting) -> tuple[int | None, str]:
    if relative in ("last", "this", "next"):
        step = {"last": -1, "this": 0, "next": 1}[relative]
        return (setting.year_now + step if setting.year_now else None), "published"
    before = setting.before.first_day.year if setting.before and setting.before.start else None
    step = {"following": 1, "previous": -1}.get(relative, 0)
    return (before + step if before else None), "text"


def _year_by_month(setting: Setting, month_number: int) -> int | None:
    """Published in a month that is known, but not on what day: earlier and later months are clear."""
    if setting.published_month is None or month_number == setting.published_month[1]:
        return setting.published_month[0] if setting.published_month and not setting.ahead else None
    number, now = setting.published_month
    if setting.ahead:
        return number + (month_number < now)
    return number - (month_number > now)


def _narrative_year(setting: Setting, month_number: int) -> int | None:
    before = setting.before
    if before is None or before.start is None:
        return None
    first = before.first_day
    known_month = before.precision not in (TimePrecision.YEAR, TimePrecision.YEARS)
    if known_month and first.month >= 10 and month_number <= 4:
        return first.year + 1  # the story has gone on into the new year
    return first.year


PORTION = (
    r"(?P<portion>early part|late part|latter part|first part|middle part|early|late|mid|middle|beginning|"
    r"start|end|close|first half"
    r"|second half|latter half|first days?|last days?|first weeks?|last weeks?|first months?|last months?|"
    r"first day|last day"
    r"|second week|third week|fourth week|rest|remainder|very early|very late)"
)
PORTIONS = {
    "early": "early, very early, beginning, start, early part, first part, first day, first days, first week,"
    " first weeks, first month, first months",
    "mid": "mid, middle, middle part",
    "late": "late, very late, end, close, late part, latter part, last day, last days, last week, last weeks,"
    " last month, last months",
    "first half": "first half",
    "second half": "second half, latter half",
}
SHARE = {word: share for share, words in PORTIONS.items() for word in words.split(", ")}


@rule(rf"{PORTION}(?:-| of | in | )(?:the )?(?P<rest>.+)")
def _portion(match: re.Match[str], setting: Setting) -> Timex | None:
    """ "early 2019", "the end of March", "mid 1990s"."""
    whole = setting.read(match["rest"])
    if whole is None or whole.start is None or whole.end is None or match["portion"] not in SHARE:
        return whole if whole and whole.start and match["portion"] not in SHARE else None
    if whole.precision in (TimePrecision.PART_OF_DAY, TimePrecision.MINUTE):
        return whole
    if whole.precision is TimePrecision.DAY:
        edge = SHARE[match["portion"]]
        return replace(cal.part_of_day(whole.first_day, edge), anchor=whole.anchor) if edge in PARTS else whole
    return replace(cal.narrowed(whole, SHARE[match["portion"]]), anchor=whole.anchor)


@rule(
    rf"(?P<m>{MONTH})(?:(?: ?[-–—] ?| (?:to|and|through|or) )(?P<m2>{MONTH}))?"
    rf"(?:(?:,? | of |, of )(?P<y>{YEAR})|,? (?:of )?{RELATIVE_YEAR})?"
)
def _month(match: re.Match[str], setting: Setting) -> Timex | None:
    month_number = month_of(match["m"])
    number, anchor = _year_of(match, setting, month_number, None)
    if number is None:
        return None
    first = cal.month(number, month_number)
    if match["m2"]:
        other = month_of(match["m2"])
        first = cal.joined(first, cal.month(number + (other < month_number), other))
    return cal.anchored(first, anchor)


@rule(rf"(?P<which>last|past|next|coming|this|previous|that|following) (?P<m>{MONTH})")
def _which_month(match: re.Match[str], setting: Setting) -> Timex | None:
    month_number = month_of(match["m"])
    which = match["which"]
    if which in ("previous", "that", "following") or setting.narrative:
        before = setting.before
        if before is None or before.start is None:
            return None
        first = before.first_day
        step = {"previous": -(month_number >= first.month), "last": -(month_number >= first.month)}.get(which, 0)
        step = int(month_number <= first.month) if which in ("following", "next") else step
        return cal.anchored(cal.month(first.year + step, month_number), "text")
    now = (setting.published.year, setting.published.month) if setting.published else setting.published_month
    if now is None:
        return None
    step = {"last": -(month_number >= now[1]), "past": -(month_number >= now[1]), "this": 0}.get(
        which, int(month_number <= now[1])
    )
    return published(cal.month(now[0] + step, month_number))


QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


@rule(rf"(?P<q>first|second|third|fourth|last) quarter of (?P<rest>{YEAR}|(?:last|this|next) year)")
def _quarter(match: re.Match[str], setting: Setting) -> Timex | None:
    whole = setting.read(match["rest"])
    if whole is None or whole.start is None:
        return None
    number = QUARTERS[match["q"]]
    first, last = cal.month(whole.first_day.year, 3 * number - 2), cal.month(whole.first_day.year, 3 * number)
    found = replace(cal.joined(first, last), value=f"{whole.first_day.year}-Q{number}")
    return replace(found, precision=TimePrecision.QUARTER, anchor=whole.anchor)


@rule(rf"(?P<y>{YEAR})(?: ?a\.?d\.?)?")
def _year(match: re.Match[str], _setting: Setting) -> Timex | None:
    return cal.year(int(match["y"]))


@rule(rf"(?P<y>{YEAR})(?: ?[-–—/] ?| (?:to|through|until|and) )(?P<y2>{YEAR}|\d\d)")
def _years(match: re.Match[str], _setting: Setting) -> Timex | None:
    first = int(match["y"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first - first % 100 + int(match["y2"])
    return cal.years(first, last + 1) if first < last else None


@rule(
    rf"(?:(?P<m>{MONTH}) |(?:(?:early|mid|late) )?(?P<season>{SEASON}) (?:of )?)?(?P<y>\d{{1,4}})(?P<s>s)?"
    r"(?:(?: ?[-–—/] ?| (?:to|and) )(?P<y2>\d{1,4})s?)? ?b\.?c\.?(?:e\.?)?"
)
def _ancient(match: re.Match[str], _setting: Setting) -> Timex | None:
    """Years before our era have a value, but no calendar of ours holds them."""

    def value(year: str) -> str:
        return f"BC{int(year):04}"[: -1 if match["s"] else None]

    if match["m"]:
        return Timex(f"{value(match['y'])}-{month_of(match['m']):02}")
    if match["season"]:
        return Timex(f"{value(match['y'])}-{cal.SEASONS[match['season']][0]}")
    return Timex(f"{value(match['y'])}/{value(match['y2'])}" if match["y2"] else value(match["y"]))


@rule(
    r"(?:(?P<edge>early|mid|late) )?"
    rf"(?:(?P<c>1\d|20)(?P<d>\d)0'?s|'(?P<short>\d)0s|(?P<bare>[2-9])0s|(?P<word>{DECADE_WORD}))(?: "
    r"(?:and|to|through) (?:the )?(?:(?:early|mid|late) )?"
    rf"(?:(?:(?P<c2>1\d|20)|'|)(?P<d2>\d)0'?s|(?P<word2>{DECADE_WORD})))?"
)
def _decade(match: re.Match[str], _setting: Setting) -> Timex | None:
    century = int(match["c"]) if match["c"] else 19
    digit = int(match["d"] or match["short"] or match["bare"] or decade_of(match["word"]))
    first = century * 100 + digit * 10
    later = match["d2"] or (decade_of(match["word2"]) if match["word2"] else None)
    last = int(match["c2"] or century) * 100 + int(later) * 10 if later else first
    if last < first:
        return None
    value = f"{first // 10}" if last == first else f"{first // 10}/{last // 10}"
    whole = cal.years(first, last + 10, value)
    return cal.narrowed(whole, match["edge"]) if match["edge"] and last == first else whole


@rule(
    rf"(?:(?P<edge>early|mid|late) )?(?P<which>last|this|next|past|that|previous|following)? ?(?P<s>{SEASON})"
    rf"(?:(?:,| of|, of)? (?:(?P<y>{YEAR})|{RELATIVE_YEAR}))?"
)
def _season(match: re.Match[str], setting: Setting) -> Timex | None:
    name = match["s"]
    first = {"spring": 3, "summer": 6, "winter": 12}.get(name, 9)
    if match["y"] or match["rel"]:
        number, anchor = _year_of(match, setting, first, None)
        return cal.anchored(cal.season(number, name), anchor) if number else None
    if setting.narrative and setting.before and setting.before.start:
        step = {"next": 1, "following": 1, "last": -1, "previous": -1}.get(match["which"] or "", 0)
        return cal.anchored(cal.season(setting.before.first_day.year + step, name), "text")
    today = setting.published
    if today is None or name == "winter":
        return None  # either end of the year
    step = -(first > today.month) if not match["which"] or match["which"] in ("last", "past") else 0
    if match["which"] in ("last", "past") and first <= today.month <= first + 2:
        step = -1
    if match["which"] == "next" or (setting.ahead and not match["which"]):
        step = int(today.month >= first)
    return published(cal.season(today.year + step, name))


@rule(
    rf"(?P<which>last|this|next)? ?(?P<f>{FEAST.replace('(?=(?:th)?,?', '(?:(?:th)?,?').replace('(?!/)', '')})"
    rf"(?:,? (?P<y>{YEAR})|,? (?:of )?(?P<rel>last|this|next) year)?"
)
def _feast(match: re.Match[str], setting: Setting) -> Timex | None:
    name = match["f"]
    if match["y"]:
        return feast(name, int(match["y"]))
    if match["rel"]:
        number, _ = _relative_year(match["rel"], setting)
        found_then = feast(name, number) if number else None
        return published(found_then) if found_then else None
    today = setting.published
    if today is None:
        return feast(name, 2001) if name.startswith(("9/11", "sept")) else None
    found = [then for number in range(today.year - 1, today.year + 2) if (then := feast(name, number))]
    past = [then for then in found if then.first_day <= today]
    to_come = [then for then in found if then.end and then.end.date() > today]
    if (setting.ahead or match["which"] == "next") and to_come:
        return published(to_come[0])
    return published(past[-1]) if past else None


DATE_RULES = (
    _iso,
    _slashed,
    _month_day,
    _day_month,
    _day_month_to,
    _quarter,
    _portion,
    _month,
    _which_month,
    _year,
    _years,
    _ancient,
    _decade,
    _season,
    _feast,
)
