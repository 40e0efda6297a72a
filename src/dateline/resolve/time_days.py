"""Rules for days, parts of days and clock times."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta

from dateline.knowledge.time_words import (
    PART,
    PARTS,
    WEEKDAY,
    weekday_of,
)
from dateline.records import TimePrecision
from dateline.resolve import calendar as cal
from dateline.resolve.calendar import Timex
from dateline.resolve.time_setting import Setting, is_day, published, rule

__all__ = ["CLOCK_RULES", "DAY_RULES"]


NAMED_DAYS = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "tonight": 0,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}


@rule(
    rf"(?P<edge>early|late|earlier|later)? ?(?:on )?(?P<day>day before yesterday|day after tomorrow|today|"
    rf"yesterday|tomorrow|tonight)(?: (?P<part>{PART}))?"
)
def _named_day(match: re.Match[str], setting: Setting) -> Timex | None:
    today = setting.published
    if today is None or setting.narrative:
        return None
    which = today + timedelta(NAMED_DAYS[match["day"]])
    part = "night" if match["day"] == "tonight" else match["part"]
    return published(_part_or_day(which, part or match["edge"]))


def _part_or_day(which: date, part: str | None) -> Timex:
    return cal.part_of_day(which, part) if part in PARTS else cal.day(which)


@rule(rf"(?:earlier |later |early |late )?this (?P<part>{PART})|(?P<night>last night)|(?P<over>overnight)")
def _this_part(match: re.Match[str], setting: Setting) -> Timex | None:
    today = setting.published
    if today is None:
        return None
    if match["over"]:
        return published(cal.overnight(today))
    if match["night"]:
        return published(cal.part_of_day(today - timedelta(1), "night"))
    return published(cal.part_of_day(today, match["part"]))


# "Friday in April 2015", "the Friday before last", "the first Friday of Ramadan": some Friday, and not the last one.
NO_DAY = re.compile(
    r" (?:in|of) (?:january|february|march|april|may|june|july|august|september|october|november|december|ramadan|\d{4}"
    r"|each|every|the month)\b| before last\b| after next\b"
)


def _weekday(setting: Setting, weekday: int, which: str | None) -> date | None:
    """The day that a weekday's name means: the last one, today included, unless words or verbs turn it."""
    today = setting.published
    if today is None or setting.narrative or (not which and NO_DAY.match(setting.follows)) or setting.lead == "a":
        return None
    back = (today.weekday() - weekday) % 7
    if which in ("last", "past", "previous"):
        return today - timedelta(back or 7)
    if which in ("next", "coming", "upcoming"):
        return today + timedelta((7 - back) if back else 7)
    if which == "this":
        same_week = today - timedelta(today.weekday()) + timedelta(weekday)
        return same_week if not (setting.back and same_week > today) else today - timedelta(back)
    if setting.ahead:
        return today + timedelta(-back % 7)
    return today - timedelta(back)


WHICH = r"last|past|previous|next|coming|upcoming|this|following|that|preceding|same"
BEFORE_PART = r"(?:shortly |just |long )?(?:before|after|around|about|at) "


@rule(
    rf"(?:(?P<edge>early|late|earlier|later|mid)(?: on)? )?(?:(?P<near>{BEFORE_PART})?(?P<first>{PART}) (?:on |"
    rf"of |hours of )?)?"
    rf"(?P<which>{WHICH})? ?(?P<day>{WEEKDAY})(?:,? (?:in the )?(?P<edge2>early|late|over)? ?(?P<part>{PART}|"
    rf"night)(?: hours)?)?"
)
def _weekday_part(match: re.Match[str], setting: Setting) -> Timex | None:
    weekday = weekday_of(match["day"])
    if match["which"] in ("following", "that", "preceding", "same"):
        which = _text_weekday(setting, weekday, match["which"])
        anchor = "text"
    else:
        which, anchor = _weekday(setting, weekday, match["which"]), "published"
    if which is None:
        return None
    part = match["part"] or match["first"]
    edge = match["edge"] if match["edge"] in ("early", "late") else None
    if part == "morning" and "early" in (edge, match["edge2"]):
        part = "early"
    return cal.anchored(_near(which, part or edge, match["near"] or ""), anchor)


def _near(which: date, part: str | None, near: str) -> Timex:
    """A part of a day with "before" or "after" in front; midnight belongs to two days, so only those tell which."""
    if part in ("dawn", "daybreak", "sunrise") and "before" in near:
        part = "before dawn"
    elif part == "midnight":
        part = "late" if "before" in near else "early" if "after" in near else None
    elif "before" in near:
        part = None
    return _part_or_day(which, part)


@rule(
    rf"(?:(?P<edge>early|late) )?(?:(?P<week>last|this|next) week,? (?:on )?(?P<day>{WEEKDAY})"
    rf"|(?P<day2>{WEEKDAY}),? (?:of )?(?P<week2>last|this|next) week)(?: (?P<part>{PART}))?"
)
def _weekday_of_week(match: re.Match[str], setting: Setting) -> Timex | None:
    """ "Thursday last week", "last week on Thursday"."""
    today = setting.published
    if today is None or setting.narrative:
        return None
    step = {"last": -7, "this": 0, "next": 7}[match["week"] or match["week2"]]
    monday = today - timedelta(today.weekday()) + timedelta(step)
    which = monday + timedelta(weekday_of(match["day"] or match["day2"]))
    return published(_part_or_day(which, match["part"] or match["edge"]))


def _text_weekday(setting: Setting, weekday: int, which: str) -> date | None:
    before = setting.before
    if before is None or before.start is None or before.end is None:
        return None
    first = before.first_day
    if which == "following":
        return first + timedelta((weekday - first.weekday() - 1) % 7 + 1)
    if which == "preceding":
        return first - timedelta((first.weekday() - weekday - 1) % 7 + 1)
    if first.weekday() == weekday:
        return first
    monday = first - timedelta(first.weekday())
    return monday + timedelta(weekday) if before.precision is TimePrecision.WEEK else None


@rule(rf"overnight (?P<day>{WEEKDAY})|(?P<day2>{WEEKDAY}) overnight")
def _overnight_on(match: re.Match[str], setting: Setting) -> Timex | None:
    which = _weekday(setting, weekday_of(match["day"] or match["day2"]), None)
    return published(cal.days(which - timedelta(1), which + timedelta(2), TimePrecision.DAYS)) if which else None


@rule(
    rf"(?P<left>.+?)(?: to | and | through | until | or | into | ?[-–—] ?)(?P<right>.*(?:{WEEKDAY}|today|"
    rf"yesterday|tomorrow|tonight).*)"
)
def _days_joined(match: re.Match[str], setting: Setting) -> Timex | None:
    left, right = setting.read(match["left"]), setting.read(match["right"])
    if left is None or right is None or left.start is None or right.start is None or right.end is None:
        return None
    if right.end <= left.start:  # "Friday to Sunday" told on a Saturday
        right = setting.read(match["right"], ahead=True)
    if right is None or right.end is None or right.end <= left.start or (right.end - left.start).days > 8:
        return None
    return replace(cal.joined(left, right), anchor=left.anchor)


ZONE = r"gmt|utc|est|edt|cet|cest|pst|pdt|bst|ist|local(?: time)?|[a-z]+ time"
CLOCK = (
    r"(?:(?P<h>\d{1,2})(?:[:.](?P<min>\d\d)(?::\d\d)?)? ?(?P<half>a\.?m\.?|p\.?m\.?)?"
    rf"|(?P<h4>\d\d)(?P<min4>\d\d)(?= ?(?:hours|hrs|{ZONE})))(?: ?(?:hours|hrs))?"
    rf"(?: ?\(?(?P<zone>{ZONE})\)?)?(?: ?\(\d{{2,4}}:?\d* ?(?:gmt|utc)\))?"
)


@rule(rf"{CLOCK}(?:,? (?:on )?(?P<day>.+))?")
def _clock(match: re.Match[str], setting: Setting) -> Timex | None:
    if match["min"] is None and match["half"] is None and match["h4"] is None:
        return None
    return _clocked(match, setting, match["day"])


@rule(rf"(?P<day>.+?),? (?:at |around |about )?{CLOCK}")
def _day_clock(match: re.Match[str], setting: Setting) -> Timex | None:
    if match["min"] is None and match["half"] is None and match["h4"] is None:
        return None
    return _clocked(match, setting, match["day"])


def _clocked(match: re.Match[str], setting: Setting, words: str | None) -> Timex | None:
    whole = setting.read(words) if words else setting.before
    if whole is None or not is_day(whole):
        return None
    hour, minutes = int(match["h"] or match["h4"]), int(match["min"] or match["min4"] or 0)
    if match["half"] and hour <= 12:
        hour = hour % 12 + 12 * match["half"].startswith("p")
    if hour > 23 or minutes > 59:
        return None
    anchor = whole.anchor if words else "text"
    zone = match["zone"]
    if zone and not zone.startswith("local") and not zone.endswith(" time"):
        # The clock of another zone: the local day may be the one before or after, so the day alone is kept, widened.
        near = cal.days(
            whole.first_day - timedelta(hour < 12), whole.first_day + timedelta(1 + (hour >= 10)), TimePrecision.DAYS
        )
        return replace(
            near,
            value=f"{whole.first_day}T{hour:02}:{minutes:02}" + ("Z" if zone in ("gmt", "utc") else ""),
            anchor=anchor,
        )
    return cal.anchored(cal.minute(whole.first_day, time(hour, minutes)), anchor)


@rule(
    rf"(?P<near>(?:shortly |just |long )?(?:before|after|around|about|at|until|by|in the|during the) )"
    rf"?(?:early |late )?(?P<part>{PART})|(?P<pre>pre-?dawn)"
)
def _part(match: re.Match[str], setting: Setting) -> Timex | None:
    before = setting.before
    if before is None or not is_day(before) or setting.lead == "another sentence":
        return None
    part = (
        "before dawn"
        if match["pre"] or (match["near"] and "before" in match["near"] and match["part"] == "dawn")
        else match["part"]
    )
    return cal.anchored(_part_or_day(before.first_day, part), "text")


@rule(
    rf"(?P<part>{PART}) (?:hours )?(?:of |on )(?P<day>.+)|(?P<day2>.+?),? (?:in the )?(?P<edge>early |late )"
    rf"?(?P<part2>{PART})(?: hours)?"
)
def _part_of(match: re.Match[str], setting: Setting) -> Timex | None:
    whole = setting.read(match["day"] or match["day2"])
    if whole is None or whole.start is None or whole.end is None:
        return None
    night = match["part"] == "night" and (whole.end - whole.start).days == 2  # "the night of May 9 to 10"
    if not (is_day(whole) or night):
        return None
    return cal.anchored(cal.part_of_day(whole.first_day, match["part"] or match["part2"]), whole.anchor)


@rule(r"(?P<edge>earlier|later|early|late|very) (?:on |in )?(?P<rest>.+)")
def _edge(match: re.Match[str], setting: Setting) -> Timex | None:
    """ "earlier in May", "later on Friday": the same time."""
    return setting.read(match["rest"])


DAY_RULES = (_weekday_of_week, _named_day, _this_part, _weekday_part, _overnight_on, _days_joined)
CLOCK_RULES = (_clock, _day_clock, _part, _part_of, _edge)
