"""The grammar of time: one expression and what is known around it -> what it means. Pure; rules in order, first wins."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateline.extract.time_words import (
    COUNT,
    DAY,
    FEAST,
    MONTH,
    PART,
    PARTS,
    SEASON,
    UNIT,
    WEEKDAY,
    WEEKDAY_ANY,
    YEAR,
    count_of,
    day_of,
    month_of,
    weekday_of,
)
from dateline.records import TimePrecision
from dateline.resolve import calendar as cal
from dateline.resolve.calendar import Timex

__all__ = ["Setting", "read_time"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is reckoned from.

    `published` is the reference day (``None`` when it is not known to the day); `published_month` and `published_year`
    serve where only those are known; `hour` is the local clock time of publication. `before` is the last time told in
    the text, `ahead` says that the verb or the words around look forward, `narrative` that the text is a history whose
    own times count and not the day of publication.
    """

    published: date | None = None
    published_month: tuple[int, int] | None = None
    published_year: int | None = None
    hour: time | None = None
    before: Timex | None = None
    ahead: bool = False
    back: bool = False
    narrative: bool = False
    lead: str = ""

    @property
    def year_now(self) -> int | None:
        """The year that bare months and days are reckoned from."""
        return self.published.year if self.published else self.published_year


Rule = Callable[[re.Match[str], Setting], Timex | None]
RULES: list[tuple[re.Pattern[str], Rule]] = []


def rule(pattern: str) -> Callable[[Rule], Rule]:
    """Register a rule for expressions that match `pattern` as a whole."""

    def register(function: Rule) -> Rule:
        RULES.append((re.compile(pattern), function))
        return function

    return register


LEADING = re.compile(
    r"^(?:(?:on|in|at|by|over|during|for|within|around|about|the|until|till|since|from|before|after|sometime|back|as of|later|so far"
    r"|ahead of|through|throughout|most of|just|only|nearly|almost|some|more than|less than|exactly|roughly|long|soon|shortly)\s+)"
)


def read_time(words: str, setting: Setting) -> Timex | None:
    """Return what `words` mean in `setting`; ``None`` when it cannot be told."""
    text = _normalise(words)
    since = text.startswith("since ") or setting.lead == "since"
    until = text.startswith(("until ", "till ")) or setting.lead in ("until", "till")
    ahead = setting.ahead or until or setting.lead in AHEAD_LEADS
    found = _read(text, replace(setting, ahead=ahead and not since))
    if found is None or found.start is None or not (since or until):
        return found
    return _opened(found, setting, "since" if since else "until")


AHEAD_LEADS = ("by", "ahead of", "before", "scheduled for", "set for", "due", "planned for", "due on", "upcoming")


def _opened(found: Timex, setting: Setting, word: str) -> Timex:
    """ "since X" runs up to the publication, "until X" up to the end of X; the other bound is a limit only."""
    assert found.start is not None and found.end is not None
    if setting.published is None:
        return found
    today = datetime.combine(setting.published, time())
    if word == "since" and found.end <= today + timedelta(1):
        end = max(today + timedelta(1), found.end)
        return replace(found, end=end, precision=cal.precision_of((end - found.start).days), is_open="end")
    if word == "until" and found.start >= today:
        start = min(today, found.start)
        return replace(found, start=start, precision=cal.precision_of((found.end - start).days), is_open="start")
    return replace(found, is_open="start" if word == "until" else "end")


def _normalise(words: str) -> str:
    text = re.sub(
        r"\s+", " ", words.lower().replace("’", "'").replace("‑", "-").replace("‘", "'").replace("`", "'")
    ).strip(" ,.")
    text = re.sub(r"\bmid(?:-|\s)", "mid ", text)
    return text.replace("lunch time", "lunchtime").replace("early hours of", "early").removesuffix("'s")


def _read(text: str, setting: Setting) -> Timex | None:
    """Try the rules on the expression, then without its leading words."""
    while True:
        for pattern, function in RULES:
            match = pattern.fullmatch(text)
            if match:
                found = function(match, setting)
                if found is not None:
                    return found
        lead = LEADING.match(text)
        if not lead or lead.end() >= len(text):
            return None
        text = text[lead.end() :]


# --- days, relative to the publication --------------------------------------------------------------------------------


def _today(setting: Setting) -> date | None:
    """The day that "today" is."""
    return setting.published


def _published(found: Timex) -> Timex:
    return cal.anchored(found, "published")


NAMED_DAYS = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "tonight": 0,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}


@rule(
    rf"(?P<edge>early|late|earlier|later)? ?(?:on )?(?P<day>day before yesterday|day after tomorrow|today|yesterday|tomorrow|tonight)(?: (?P<part>{PART}))?"
)
def _named_day(match: re.Match[str], setting: Setting) -> Timex | None:
    today = _today(setting)
    if today is None:
        return None
    which = today + timedelta(NAMED_DAYS[match["day"]])
    part = "night" if match["day"] == "tonight" else match["part"]
    return _published(_part_or_day(which, part or match["edge"]))


def _part_or_day(which: date, part: str | None) -> Timex:
    return cal.part_of_day(which, part) if part in PARTS else cal.day(which)


@rule(rf"(?:earlier |later |early |late )?this (?P<part>{PART})|(?P<night>last night)|(?P<over>overnight)")
def _this_part(match: re.Match[str], setting: Setting) -> Timex | None:
    today = _today(setting)
    if today is None:
        return None
    if match["over"]:
        return _published(cal.overnight(today))
    if match["night"]:
        return _published(cal.part_of_day(today - timedelta(1), "night"))
    return _published(cal.part_of_day(today, match["part"]))


def _weekday(setting: Setting, weekday: int, which: str | None) -> date | None:
    """The day that a weekday's name means: the last one, today included, unless words or verbs turn it."""
    today = _today(setting)
    if today is None:
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
    rf"(?:(?P<edge>early|late|earlier|later|mid)(?: on)? )?(?:(?P<near>{BEFORE_PART})?(?P<first>{PART}) (?:on |of |hours of )?)?"
    rf"(?P<which>{WHICH})? ?(?P<day>{WEEKDAY})(?:,? (?:in the )?(?P<edge2>early|late|over)? ?(?P<part>{PART}|night)(?: hours)?)?"
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
    if part and match["near"] and "before" in match["near"]:
        part = "before dawn" if part in ("dawn", "daybreak", "sunrise") else None
    edge = match["edge"] if match["edge"] in ("early", "late") else None
    return cal.anchored(_part_or_day(which, part or edge), anchor)


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
    return _published(cal.days(which - timedelta(1), which + timedelta(2), TimePrecision.DAYS)) if which else None


@rule(
    rf"(?P<left>.+?)(?: to | and | through | until | or | into | ?[-–—] ?)(?P<right>.*(?:{WEEKDAY}|today|yesterday|tomorrow|tonight).*)"
)
def _days_joined(match: re.Match[str], setting: Setting) -> Timex | None:
    left, right = _read(match["left"], setting), _read(match["right"], setting)
    if left is None or right is None or left.start is None or right.start is None or right.end is None:
        return None
    if right.end <= left.start:  # "Friday to Sunday" told on a Saturday
        right = _read(match["right"], replace(setting, ahead=True))
    if right is None or right.end is None or right.end <= left.start or (right.end - left.start).days > 8:
        return None
    return replace(cal.joined(left, right), anchor=left.anchor)


# --- absolute dates ----------------------------------------------------------------------------------------------------


@rule(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[t ](?P<h>\d\d):(?P<min>\d\d)(?::\d\d)?)?")
def _iso(match: re.Match[str], setting: Setting) -> Timex | None:
    del setting
    which = _date(int(match["y"]), int(match["m"]), int(match["d"]))
    if which is None or match["h"] is None:
        return cal.day(which) if which else None
    return cal.minute(which, time(int(match["h"]), int(match["min"]))) if int(match["h"]) < 24 else None


@rule(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>\d{4})")
def _slashed(match: re.Match[str], setting: Setting) -> Timex | None:
    """03/05/2019 is a day of two months: nothing is told but when only one reading is a date."""
    del setting
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
    rf"(?:(?: ?[-–—] ?| (?:to|and|through|until|or) )(?:(?P<m2>{MONTH}) )?(?P<d2>{DAY}))?"
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
        return _narrative_year(setting, month_number, day_number), "text"
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


def _narrative_year(setting: Setting, month_number: int, day_number: int | None) -> int | None:
    before = setting.before
    if before is None or before.start is None:
        return None
    del day_number
    first = before.first_day
    known_month = before.precision not in (TimePrecision.YEAR, TimePrecision.YEARS)
    if known_month and first.month >= 9 and month_number <= 3:
        return first.year + 1
    return first.year


PORTION = (
    r"(?P<portion>early part|late part|latter part|first part|middle part|early|late|mid|middle|beginning|start|end|close|first half"
    r"|second half|latter half|first days?|last days?|first weeks?|last weeks?|first months?|last months?|first day|last day"
    r"|second week|third week|fourth week|rest|remainder|very early|very late)"
)
SHARE = {
    "early": "early", "beginning": "early", "start": "early", "early part": "early", "first part": "early", "first day": "early",
    "first days": "early", "first week": "early", "first weeks": "early", "first month": "early", "first months": "early",
    "very early": "early", "mid": "mid", "middle": "mid", "middle part": "mid", "late": "late", "end": "late", "close": "late",
    "late part": "late", "latter part": "late", "last day": "late", "last days": "late", "last week": "late",
    "last weeks": "late", "last month": "late", "last months": "late", "very late": "late", "first half": "first half",
    "second half": "second half", "latter half": "second half",
}  # fmt: skip


@rule(rf"{PORTION}(?:-| of | in | )(?:the )?(?P<rest>.+)")
def _portion(match: re.Match[str], setting: Setting) -> Timex | None:
    """ "early 2019", "the end of March", "mid 1990s"."""
    whole = _read(match["rest"], setting)
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
    return _published(cal.month(now[0] + step, month_number))


@rule(rf"(?P<y>{YEAR})(?: ?a\.?d\.?)?")
def _year(match: re.Match[str], setting: Setting) -> Timex | None:
    del setting
    return cal.year(int(match["y"]))


@rule(rf"(?P<y>{YEAR})(?: ?[-–—/] ?| (?:to|through|until|and) )(?P<y2>{YEAR}|\d\d)")
def _years(match: re.Match[str], setting: Setting) -> Timex | None:
    del setting
    first = int(match["y"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first - first % 100 + int(match["y2"])
    return cal.years(first, last + 1) if first < last else None


@rule(
    r"(?:(?P<edge>early|mid|late) )?(?:(?P<c>1\d|20)(?P<d>\d)0'?s|'(?P<short>\d)0s|(?P<bare>[2-9])0s)(?: (?:and|to|through) (?:the )?(?:(?:early|mid|late) )?(?:\d\d|'|)(?P<d2>\d)0'?s)?"
)
def _decade(match: re.Match[str], setting: Setting) -> Timex | None:
    del setting
    century = int(match["c"]) if match["c"] else 19
    digit = int(match["d"] or match["short"] or match["bare"])
    first = century * 100 + digit * 10
    last = century * 100 + int(match["d2"]) * 10 if match["d2"] else first
    value = f"{first // 10}" if last == first else f"{first // 10}/{last // 10}"
    whole = cal.years(first, last + 10, value)
    return cal.narrowed(whole, match["edge"]) if match["edge"] and last == first else whole


@rule(
    rf"(?:(?P<edge>early|mid|late) )?(?P<which>last|this|next|past|that|previous|following)? ?(?P<s>{SEASON})(?:(?:,| of|, of)? (?:(?P<y>{YEAR})|{RELATIVE_YEAR}))?"
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
    return _published(cal.season(today.year + step, name))


@rule(
    rf"(?P<which>last|this|next)? ?(?P<f>{FEAST.replace('(?=(?:th)?,?', '(?:(?:th)?,?').replace('(?!/)', '')})(?:,? (?P<y>{YEAR}))?"
)
def _feast(match: re.Match[str], setting: Setting) -> Timex | None:
    name = match["f"]
    if match["y"]:
        return cal.feast(name, int(match["y"]))
    today = setting.published
    if today is None:
        return cal.feast(name, 2001) if name.startswith(("9/11", "sept")) else None
    found = [feast for number in range(today.year - 1, today.year + 2) if (feast := cal.feast(name, number))]
    past = [feast for feast in found if feast.first_day <= today]
    to_come = [feast for feast in found if feast.end and feast.end.date() > today]
    if (setting.ahead or match["which"] == "next") and to_come:
        return _published(to_come[0])
    return _published(past[-1]) if past else None


# --- weeks, months and years, relative ---------------------------------------------------------------------------------


def _unit(words: str) -> str:
    return {"centuries": "century"}.get(words, words.removesuffix("s"))


def _shifted(from_day: date, unit: str, number: int) -> Timex | None:
    """The day, week, month or year that lies `number` units after a day."""
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
    rf"(?:(?P<edge>early|late|earlier|later|mid) (?:in )?)?(?:the )?(?P<which>last|past|this|next|coming|current) (?P<u>day|week|weekend|month|year|decade|quarter)"
)
def _this_unit(match: re.Match[str], setting: Setting) -> Timex | None:
    today = _today(setting)
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
    return _published(whole)


def _whole(today: date, unit: str, step: int) -> Timex | None:
    if unit == "week":
        return cal.week(today + timedelta(7 * step))
    if unit == "weekend":
        return cal.weekend(today + timedelta(7 * step))
    if unit == "month":
        return cal.month(today.year, today.month + step)
    if unit == "year":
        return cal.year(today.year + step)
    if unit == "day" and step:
        return (
            cal.days(today - timedelta(1), today + timedelta(1)) if step < 0 else cal.days(today, today + timedelta(2))
        )
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
        return _published(cal.year(setting.year_now + step))
    if unit == "month" and setting.published_month:
        return _published(cal.month(setting.published_month[0], setting.published_month[1] + step))
    return None


@rule(r"(?:early |late |the )?weekend")
def _weekend(match: re.Match[str], setting: Setting) -> Timex | None:
    today = _today(setting)
    if today is None:
        return None
    this = cal.weekend(today)
    if this.first_day > today and not setting.ahead:
        this = cal.weekend(today - timedelta(7))
    return _published(this)


@rule(
    r"(?P<edge>earlier|later) in the (?P<u>day|week|month|year)|(?P<portion>end|beginning|start|middle|rest) of the (?P<u2>day|week|month|year|decade|century)"
)
def _in_the(match: re.Match[str], setting: Setting) -> Timex | None:
    unit = match["u"] or match["u2"]
    if unit == "day":
        before = setting.before
        return cal.anchored(cal.day(before.first_day), "text") if before and _is_day(before) else None
    today = _today(setting)
    whole = _whole(today, unit, 0) if today else None
    if whole is None or today is None or setting.narrative:
        return None
    if match["edge"]:
        return _published(_so_far(whole, today, match["edge"]))
    share = SHARE.get(match["portion"])
    return _published(cal.narrowed(whole, share) if share else whole)


def _is_day(found: Timex) -> bool:
    return (
        found.precision in (TimePrecision.DAY, TimePrecision.PART_OF_DAY, TimePrecision.MINUTE)
        and found.start is not None
    )


@rule(rf"(?P<n>{COUNT})(?: or (?:so|two|three|more))?[- ](?P<u>{UNIT})(?P<half> and a half)? (?:ago|previously)")
def _ago(match: re.Match[str], setting: Setting) -> Timex | None:
    today, number = _today(setting), count_of(match["n"])
    unit = _unit(match["u"])
    if number is None:
        return None
    if today is None:
        return _published_unit(setting, unit, -number)
    if unit in ("hour", "minute"):
        return _hours_from(today, setting.hour, -number, unit)
    found = _shifted(today, unit, -number)
    return _published(found) if found else None


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
    return _published(cal.days(low, high + timedelta(1), TimePrecision.DAYS))


@rule(
    rf"(?P<n>{COUNT})(?: or (?:so|two|three|more))?[- ](?P<u>{UNIT})(?P<half> and a half)? (?P<way>earlier|before|later|after|afterwards?|hence|prior)"
)
def _text_shift(match: re.Match[str], setting: Setting) -> Timex | None:
    number, unit = count_of(match["n"]), _unit(match["u"])
    sign = -1 if match["way"] in ("earlier", "before", "prior") else 1
    return _from_text(setting, unit, sign * number) if number is not None else None


def _from_text(setting: Setting, unit: str, number: int) -> Timex | None:
    """So many units from the last time told in the text, if that is known finely enough."""
    before = setting.before
    if before is None or before.start is None:
        return None
    fine = _is_day(before)
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
    rf"(?:very )?(?P<way>same|that|following|next|previous|preceding|prior) (?:very )?(?P<u>day|week|month|year|{PART}|weekend)"
)
def _text_unit(match: re.Match[str], setting: Setting) -> Timex | None:
    before = setting.before
    unit = match["u"]
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "prior": -1}.get(match["way"], 0)
    if unit in PARTS:
        if before is None or not _is_day(before):
            return None
        return cal.anchored(cal.part_of_day(before.first_day + timedelta(step), unit), "text")
    if step:
        found = _from_text(setting, unit, step)
        if found is not None and unit == "week":
            found = cal.anchored(cal.week(found.first_day + timedelta(3)), "text")
        return found
    if before is None or before.start is None or (unit == "day" and not _is_day(before)):
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
    today, number, unit = _today(setting), count_of(match["n"]), _unit(match["u"])
    if number is None or today is None or setting.narrative:
        return None
    return _stretch(today, unit, number if match["way"] in ("next", "coming") else -number)


@rule(r"(?P<way>past|coming) (?P<u>week|month|year|decade|day)")
def _past_unit(match: re.Match[str], setting: Setting) -> Timex | None:
    today = _today(setting)
    return (
        _stretch(today, match["u"], 1 if match["way"] == "coming" else -1) if today and not setting.narrative else None
    )


def _stretch(today: date, unit: str, number: int) -> Timex | None:
    length = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30.44, "year": 365.25, "decade": 3652.5}.get(
        unit
    )
    if unit == "hour":
        length = 1 / 24
    if length is None:
        return None
    code = {"hour": "T{}H", "night": "{}D", "fortnight": "{}W"}.get(unit, "{}" + unit[0].upper())
    step = timedelta(round(abs(number) * length + 0.49))
    value = "P" + code.format(abs(number))
    if number < 0:
        return _published(cal.days(today - step, today + timedelta(1), cal.precision_of(step.days), value))
    return _published(cal.days(today, today + step + timedelta(1), cal.precision_of(step.days), value))


@rule(rf"(?:in|within) (?P<n>{COUNT}) (?P<u>{UNIT})|(?P<n2>{COUNT}) (?P<u2>{UNIT}) (?:from now|hence)")
def _in_units(match: re.Match[str], setting: Setting) -> Timex | None:
    number = count_of(match["n"] or match["n2"])
    today = _today(setting)
    if not setting.ahead or number is None or today is None:
        return None  # "in three days of fighting" is a length
    found = _shifted(today, _unit(match["u"] or match["u2"]), number)
    return _published(found) if found else None


# --- parts of the day and clock times ----------------------------------------------------------------------------------

CLOCK = (
    r"(?P<h>\d{1,2})(?:[:.]?(?P<min>\d\d)(?::\d\d)?)? ?(?P<half>a\.?m\.?|p\.?m\.?)?(?:hours|hrs)?"
    r"(?: ?\(?(?P<zone>gmt|utc|est|edt|cet|cest|pst|pdt|bst|ist|local(?: time)?|[a-z]+ time)\)?)?(?: ?\(\d{2,4}:?\d* ?(?:gmt|utc)\))?"
)


@rule(rf"{CLOCK}(?:,? (?:on )?(?P<day>.+))?")
def _clock(match: re.Match[str], setting: Setting) -> Timex | None:
    if match["min"] is None and match["half"] is None:
        return None
    return _clocked(match, setting, match["day"])


@rule(rf"(?P<day>.+?),? (?:at |around |about )?{CLOCK}")
def _day_clock(match: re.Match[str], setting: Setting) -> Timex | None:
    if match["min"] is None and match["half"] is None:
        return None
    return _clocked(match, setting, match["day"])


def _clocked(match: re.Match[str], setting: Setting, words: str | None) -> Timex | None:
    whole = _read(words, setting) if words else setting.before
    if whole is None or not _is_day(whole):
        return None
    hour, minutes = int(match["h"]), int(match["min"] or 0)
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
    rf"(?P<near>(?:shortly |just |long )?(?:before|after|around|about|at|until|by|in the|during the) )?(?:early |late )?(?P<part>{PART})|(?P<pre>pre-?dawn)"
)
def _part(match: re.Match[str], setting: Setting) -> Timex | None:
    before = setting.before
    if before is None or not _is_day(before) or setting.lead == "another sentence":
        return None
    part = (
        "before dawn"
        if match["pre"] or (match["near"] and "before" in match["near"] and match["part"] == "dawn")
        else match["part"]
    )
    return cal.anchored(_part_or_day(before.first_day, part), "text")


@rule(
    rf"(?P<part>{PART}) (?:hours )?(?:of |on )(?P<day>.+)|(?P<day2>.+?),? (?:in the )?(?P<edge>early |late )?(?P<part2>{PART})(?: hours)?"
)
def _part_of(match: re.Match[str], setting: Setting) -> Timex | None:
    whole = _read(match["day"] or match["day2"], setting)
    if whole is None or not _is_day(whole):
        return None
    return cal.anchored(cal.part_of_day(whole.first_day, match["part"] or match["part2"]), whole.anchor)


@rule(r"(?P<edge>earlier|later|early|late|very) (?:on |in )?(?P<rest>.+)")
def _edge(match: re.Match[str], setting: Setting) -> Timex | None:
    """ "earlier in May", "later on Friday": the same time."""
    return _read(match["rest"], setting)
