"""The closed classes of calendar words, and the pieces of pattern that finder and grammar share (all lower case)."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

from dateline.knowledge.cardinals import CARDINAL, read_cardinal

__all__ = ["count_of", "day_of", "decade_of", "load_feast_days", "month_of", "weekday_of"]

MONTHS = ("january february march april may june july august september october november december").split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth"
    " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
UNITS = (
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "weekend",
    "fortnight",
    "month",
    "year",
    "decade",
    "century",
)
# Part of the day -> TIMEX3 suffix, first hour, hour after the last (over 24: the next day).
PARTS: dict[str, tuple[str, int, int]] = {
    "morning": ("TMO", 5, 12),
    "afternoon": ("TAF", 12, 18),
    "evening": ("TEV", 17, 24),
    "night": ("TNI", 18, 30),
    "nightfall": ("TEV", 17, 22),
    "dusk": ("TEV", 16, 21),
    "sunset": ("TEV", 16, 21),
    "dawn": ("TMO", 4, 8),
    "daybreak": ("TMO", 4, 8),
    "sunrise": ("TMO", 4, 8),
    "midday": ("TMI", 11, 14),
    "lunchtime": ("TMI", 11, 15),
    "noon": ("TMI", 11, 13),
    "midnight": ("TNI", 23, 25),
    "before dawn": ("TMO", 0, 6),
    "early": ("TMO", 0, 10),
    "late": ("TNI", 18, 24),
}
VAGUE_COUNTS = ("several", "a few", "few", "many", "some", "a number of", "dozens of", "recent")

MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|march|mar\.?|apr(?:il|\.)?|may|june?|jul(?:y|\.)?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?!\w)"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
WEEKDAY_ANY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?"
ORDINAL = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d,]\d|\d)|{ORDINAL}\b)"
YEAR = r"(?:1[0-9]|20)\d\d(?![\d])"
PART = r"(?:morning|afternoon|evening|nightfall|night|midnight|noon|midday|lunchtime|dawn|dusk|daybreak|sunrise|sunset)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()
DECADE_WORD = f"(?:{'|'.join(DECADES)})"
UNIT = (
    r"(?:seconds|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|decades?|century|"
    r"centuries)\b"
)
COUNT = rf"(?:a couple of|a couple|a few|few|several|many|some|a number of|dozens of|half an?|an?|{CARDINAL})"
# Feasts and anniversaries that `resolve.time_feasts` knows.
FEAST = (
    r"(?:(?:orthodox )?easter(?: sunday| monday| saturday| eve| weekend)?|(?:orthodox )?(?:good friday|palm sunday|"
    r"holy (?:week|thursday|saturday)|maundy thursday|ash wednesday|ascension day|whit monday|corpus christi|"
    r"pentecost(?: sunday)?)|epiphany|(?:orthodox )?christmas(?: day| eve)?|boxing day|"
    r"new year['’]?s?['’]? (?:eve|day)|valentine['’]?s day"
    r"|may day|halloween|all saints['’]? day|thanksgiving|labor day|memorial day|independence day(?= in the "
    r"united states)"
    r"|ramadan|eid al[- ]?(?:fitr|adha)|eid ul[- ]?(?:fitr|adha|azha)|ashura|arbaeen|mawlid|islamic new year"
    r"|nowruz|norou?z|newroz|nauroz|(?:passover|yom kippur|rosh hashanah?|purim|sukkot|shavuot|c?hanukkah)"
    r"(?: eve)?|diwali|deepavali|(?:the )?fourth of july|"
    r"(?:sept(?:ember|\.)? 11|9/11)"
    r"(?=(?:th)?,?(?: \w+)? (?:attacks?|hijack\w+|terror\w*|plot\w*|commission))|9/11(?!/))"
)


def month_of(word: str) -> int:
    """Return the number of a month's name or abbreviation."""
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(word[:3].lower()))


def weekday_of(word: str) -> int:
    """Return 0 for Monday ... 6 for Sunday."""
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(word[:3].lower()))


def decade_of(word: str) -> int:
    """Return 2 for "twenties" ... 9 for "nineties"."""
    return DECADES.index(word) + 2


def day_of(word: str) -> int:
    """Return the day of the month that "3", "3rd" or "third" says."""
    if word[0].isdigit():
        return int(word.rstrip("stndrh"))
    return ORDINALS.index(word) + 1


def count_of(words: str) -> int | None:
    """Return how many "two", "a", "a couple of" says; ``None`` for "several" and the like."""
    if words in VAGUE_COUNTS:
        return None
    if words in ("a", "an", "one"):
        return 1
    if words in ("a couple of", "a couple", "couple"):
        return 2
    return read_cardinal(words)


@cache
def load_feast_days() -> dict[str, tuple[date, ...]]:
    """Load the days of feasts whose day only a table tells, by name."""
    text = files("dateline.knowledge").joinpath("data", "feasts.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    found: dict[str, tuple[date, ...]] = {}
    for name, told in rows:
        found[name] = (*found.get(name, ()), date.fromisoformat(told))
    return found
