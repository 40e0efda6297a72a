"""Rules for weeks, months and years that are reckoned from the publication or from another time in the text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from dateline.knowledge.time_words import (
    COUNT,
    PART,
    PARTS,
    UNIT,
    count_of,
)
from dateline.records import TimePrecision
from dateline.resolve import calendar as cal
from dateline.resolve.calendar import Timex
from dateline.resolve.time_dates import SHARE
from dateline.resolve.time_setting import Setting, is_day, published, rule

__all__ = ["SPAN_RULES", "unit_of"]


FARTHEST = {
    "day": 50_000,
    "night": 50_000,
    "week": 8000,
    "fortnight": 4000,
    "weekend": 8000,
    "month": 2000,
    "decade": 100,
}


def unit_of(words: str) -> str:
    """Return the singular of a unit."""
    return {"centuries": "century"}.get(words, words.removesuffix("s"))


def _shifted(from_day: date, unit: str, number: int) -> Timex | None:
    """The day, week, month or year that lies `number` units after a day."""
    if abs(number) > FARTHEST.get(unit, 1000):
        return None  # beyond the years that a calendar holds, and beyond what a report means to the day
    if unit in ("day", "night"):
        return cal.day(from_day + timedelta(number))
    if unit in ("week", "fortnight", "weekend"):
        middle = from_day + timedelta(7 * number * (2 if unit == "fortnight" else 1))
        if unit == "weekend":
            return cal.weekend(middle)
        return replace(
            cal.days(middle - timedelta(3), middle + timedelta(4), TimePrecision.WEEK), value=cal.week(middle).value
        )
    if unit == "month":
        return cal.month(from_day.year, from_day.month + number)
    if unit in ("year", "decade") and 1 < from_day.year + number * (10 if unit == "decade" else 1) < 9990:
        return cal.year(from_day.year + number * (10 if unit == "decade" else 1))
    return None


@rule(
    r"(?:(?P<edge>early|late|earlier|later|mid) (?:in )?)?(?:the )?(?P<which>last|this|next|"
    r"current) (?P<u>week|weekend|month|year)"
)
def _this_unit(match: re.Match[str], setting: Setting) -> Timex | None:
    today = setting.published
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(match["which"], 0)
    unit, edge = match["u"], match["edge"]
    if today is None:
        return _published_unit(setting, unit, step)
    if setting.narrative and setting.before and setting.before.start:
        today = setting.before.first_day
    whole = _whole(today, unit, step)
    if whole is None or whole.start is None or whole.end is None:
        return None
    if unit == "weekend" and step == 0 and whole.first_day > today and setting.back:
        whole = cal.weekend(today - timedelta(7))
    if step == 0 and edge in ("earlier", "later"):
        whole = _so_far(whole, today, edge)
    elif edge in ("early", "late", "mid"):
        whole = cal.narrowed(whole, edge)
    return published(whole)


def _whole(today: date, unit: str, step: int) -> Timex | None:
    if unit == "week":
        return cal.week(today + timedelta(7 * step))
    if unit == "weekend":
        return cal.weekend(today + timedelta(7 * step))
    if unit == "month":
        return cal.month(today.year, today.month + step)
    if unit == "year":
        return cal.year(today.year + step)
    return None


def _so_far(whole: Timex, today: date, edge: str) -> Timex:
    """ "earlier this week" ends today, "later this week" begins today."""
    assert whole.start is not None and whole.end is not None
    first, after = whole.first_day, whole.end.date()
    if edge == "earlier":
        after = min(after, today + timedelta(1))
    else:
        first = max(first, today)
    return cal.days(first, after, whole.precision, whole.value)


def _published_unit(setting: Setting, unit: str, step: int) -> Timex | None:
    """Published in a month or a year that is known, without the day."""
    if unit == "year" and setting.year_now:
        return published(cal.year(setting.year_now + step))
    if unit == "month" and setting.published_month:
        return published(cal.month(setting.published_month[0], setting.published_month[1] + step))
    return None


@rule(r"(?:early |late |the )?weekend")
def _weekend(_match: re.Match[str], setting: Setting) -> Timex | None:
    today = setting.published
    if today is None:
        return None
    this = cal.weekend(today)
    if this.first_day > today and not setting.ahead:
        this = cal.weekend(today - timedelta(7))
    return published(this)


@rule(
    r"(?P<edge>earlier|later) in the (?P<u>day|week|month|year)|(?P<portion>end|beginning|start|middle|rest) "
    r"of the (?P<u2>day|week|month|year|decade|century)"
)
def _in_the(match: re.Match[str], setting: Setting) -> Timex | None:
    unit = match["u"] or match["u2"]
    if unit == "day":
        before = setting.before
        return cal.anchored(cal.day(before.first_day), "text") if before and is_day(before) else None
    today = setting.published
    if setting.narrative:
        today = setting.before.first_day if setting.before and setting.before.start else None
    whole = _whole(today, unit, 0) if today else None
    if whole is None or today is None:
        return None
    if match["edge"]:
        return published(_so_far(whole, today, match["edge"]))
    share = SHARE.get(match["portion"])
    return published(cal.narrowed(whole, share) if share else whole)


@rule(r"(?P<u>week|month|year) before last")
def _before_last(match: re.Match[str], setting: Setting) -> Timex | None:
    whole = _whole(setting.published, match["u"], -2) if setting.published else None
    return published(whole) if whole else None


@rule(rf"(?P<n>{COUNT}) (?P<u>days?|weeks?|months?|years?) ago (?P<day>today|yesterday)")
def _ago_to_the_day(match: re.Match[str], setting: Setting) -> Timex | None:
    """ "a year ago today"."""
    number, day = count_of(match["n"]), setting.read(match["day"])
    if number is None or number > 300 or day is None or day.start is None:
        return None
    unit = unit_of(match["u"])
    step = relativedelta(
        days=number * {"day": 1, "week": 7}.get(unit, 0),
        months=number * (unit == "month"),
        years=number * (unit == "year"),
    )
    return published(cal.day(day.first_day - step))


@rule(
    rf"(?P<less>less than |under |within )?(?P<n>{COUNT})(?: or (?:so|two|three|more))?[- ](?P<u>{UNIT})"
    rf"(?P<half> and a half)? (?:ago|previously)"
)
def _ago(match: re.Match[str], setting: Setting) -> Timex | None:
    today, number = setting.published, count_of(match["n"])
    unit = unit_of(match["u"])
    if number is None:
        return None
    if match["less"] and today is not None:
        return _stretch(today, unit, -number)
    if today is None:
        return _published_unit(setting, unit, -number)
    if unit in ("hour", "minute"):
        return _hours_from(today, setting.hour, -number, unit)
    found = _shifted(today, unit, -number)
    return published(found) if found else None


def _hours_from(today: date, hour: time | None, number: int, unit: str) -> Timex | None:
    """Hours before the publication: an hour when its clock time is known, else the days it may be."""
    if abs(number) > 96:
        return None
    step = timedelta(hours=number) if unit == "hour" else timedelta(minutes=number)
    if hour is not None:
        start = (datetime.combine(today, hour) + step).replace(second=0, microsecond=0)
        first, last = start - timedelta(minutes=30), start + timedelta(minutes=30)
        return Timex(start.strftime("%Y-%m-%dT%H:%M"), first, last, TimePrecision.PART_OF_DAY, "published")
    midnight = datetime.combine(today, time())
    first_day, last_day = (midnight + step).date(), (midnight + timedelta(1) + step).date()
    low, high = min(first_day, last_day), max(first_day, last_day)
    return published(cal.days(low, high + timedelta(1), TimePrecision.DAYS))


@rule(
    rf"(?P<n>{COUNT})(?: or (?:so|two|three|more))?[- ](?P<u>{UNIT})(?P<half> and a half)? (?P<way>earlier|"
    rf"before|later|after|afterwards?|hence|prior)"
)
def _text_shift(match: re.Match[str], setting: Setting) -> Timex | None:
    number, unit = count_of(match["n"]), unit_of(match["u"])
    sign = -1 if match["way"] in ("earlier", "before", "prior") else 1
    return _from_text(setting, unit, sign * number) if number is not None else None


def _from_text(setting: Setting, unit: str, number: int) -> Timex | None:
    """So many units from the last time told in the text, if that is known finely enough."""
    before = setting.before
    if before is None or before.start is None:
        return None
    fine = is_day(before)
    if unit in ("day", "night", "hour", "minute", "week", "fortnight") and not fine:
        return None
    if unit == "month" and before.precision in (TimePrecision.YEAR, TimePrecision.YEARS, TimePrecision.QUARTER):
        return None
    if unit in ("hour", "minute"):
        return None
    found = _shifted(before.first_day, unit, number)
    return cal.anchored(found, "text") if found else None


@rule(r"(?:one |very )?(?P<u>day|night|week|month|year|morning|evening) (?P<way>before|earlier|after|later|prior)")
def _unit_before(match: re.Match[str], setting: Setting) -> Timex | None:
    sign = -1 if match["way"] in ("before", "earlier", "prior") else 1
    unit = match["u"]
    found = _from_text(setting, "day" if unit in PARTS else unit, sign)
    if found is None or unit not in PARTS:
        return found
    return cal.anchored(cal.part_of_day(found.first_day, unit), "text")


@rule(
    rf"(?:very )?(?P<way>same|that|following|next|previous|preceding|prior) (?:very )?(?P<u>day|week|month|"
    rf"year|{PART}|weekend)"
)
def _text_unit(match: re.Match[str], setting: Setting) -> Timex | None:
    before = setting.before
    unit = match["u"]
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "prior": -1}.get(match["way"], 0)
    if unit in PARTS:
        if before is None or not is_day(before):
            return None
        return cal.anchored(cal.part_of_day(before.first_day + timedelta(step), unit), "text")
    if step:
        found = _from_text(setting, unit, step)
        if found is not None and unit == "week":
            found = cal.anchored(cal.week(found.first_day + timedelta(3)), "text")
        return found
    if before is None or before.start is None or (unit == "day" and not is_day(before)):
        return None
    if unit == "day":
        return cal.anchored(cal.day(before.first_day), "text")
    if unit == "week" and before.precision in (TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.YEARS):
        return None
    whole = _whole(before.first_day, unit, 0)
    return cal.anchored(whole, "text") if whole else None


@rule(rf"(?P<way>last|past|next|coming) (?P<n>{COUNT})(?: or (?:so|two|three|more))?[- ](?P<u>{UNIT})")
def _span_of(match: re.Match[str], setting: Setting) -> Timex | None:
    """ "the past three days": up to the publication."""
    today, number, unit = setting.published, count_of(match["n"]), unit_of(match["u"])
    if number is None or today is None or setting.narrative:
        return None
    return _stretch(today, unit, number if match["way"] in ("next", "coming") else -number)


@rule(r"(?P<way>past|coming) (?P<u>week|month|year|decade|day)")
def _past_unit(match: re.Match[str], setting: Setting) -> Timex | None:
    today = setting.published
    return (
        _stretch(today, match["u"], 1 if match["way"] == "coming" else -1) if today and not setting.narrative else None
    )


def _stretch(today: date, unit: str, number: int) -> Timex | None:
    length = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30.44, "year": 365.25, "decade": 3652.5}.get(
        unit
    )
    if unit == "hour":
        length = 1 / 24
    if length is None or abs(number) * length > 365 * 1000:
        return None
    code = {"hour": "T{}H", "night": "{}D", "fortnight": "{}W", "decade": "{}DE"}.get(unit, "{}" + unit[0].upper())
    step = timedelta(round(abs(number) * length + 0.49))
    value = "P" + code.format(abs(number))
    if number < 0:
        return published(cal.days(today - step, today + timedelta(1), cal.precision_of(step.days), value))
    return published(cal.days(today, today + step + timedelta(1), cal.precision_of(step.days), value))


@rule(rf"(?:in|within) (?P<n>{COUNT}) (?P<u>{UNIT})|(?P<n2>{COUNT}) (?P<u2>{UNIT}) (?:from now|hence)")
def _in_units(match: re.Match[str], setting: Setting) -> Timex | None:
    number = count_of(match["n"] or match["n2"])
    today = setting.published
    if not setting.ahead or number is None or today is None:
        return None  # "in three days of fighting" is a length
    found = _shifted(today, unit_of(match["u"] or match["u2"]), number)
    return published(found) if found else None


SPAN_RULES = (
    _this_unit,
    _weekend,
    _in_the,
    _before_last,
    _ago_to_the_day,
    _ago,
    _text_shift,
    _unit_before,
    _text_unit,
    _span_of,
    _past_unit,
    _in_units,
)
