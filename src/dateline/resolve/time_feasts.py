"""Feasts and anniversaries of a year: Christian, Islamic, Jewish, Hindu, and some of states."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter

from dateline.knowledge.time_words import load_feast_days
from dateline.records import TimePrecision
from dateline.resolve.calendar import Timex, day, days

__all__ = ["feast", "hebrew_new_year", "islamic_day"]

FIXED = {
    "orthodox christmas eve": (1, 6),
    "orthodox christmas": (1, 7),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "epiphany": (1, 6),
    "valentine": (2, 14),
    "may day": (5, 1),
    "halloween": (10, 31),
    "all saints": (11, 1),
    "fourth of july": (7, 4),
}
FROM_EASTER = {
    "ash wednesday": -46, "palm sunday": -7, "holy thursday": -3, "maundy thursday": -3, "good friday": -2,
    "holy saturday": -1, "easter saturday": -1, "easter eve": -1, "easter": 0, "easter sunday": 0, "easter monday": 1,
    "ascension day": 39, "pentecost": 49, "pentecost sunday": 49, "whit monday": 50, "corpus christi": 60,
}  # fmt: skip
# From the new year of the Hebrew calendar: the first day and how many days; the feasts of spring from the next one.
FROM_HEBREW_NEW_YEAR = {"rosh hashana": (0, 2), "yom kippur": (9, 1), "sukkot": (14, 7)}
BEFORE_HEBREW_NEW_YEAR = {"purim": (193, 1), "passover": (163, 8), "shavuot": (113, 2)}
ISLAMIC_EPOCH = 1948440  # Julian day number of 1 Muharram 1 in the civil tabular calendar
HEBREW_EPOCH = -1373427  # ordinal of the first day of the Hebrew calendar


def feast(name: str, number: int) -> Timex | None:
    """A feast or anniversary in a year; ``None`` where its rule is not known.

    Feasts of the Islamic year follow the tabular calendar; the sighting of the moon moves them by a day, so they come
    as the day before, the day and the day after. Ramadan, Nowruz and Diwali likewise. Jewish feasts begin on the
    evening before their first day; that evening is in the interval.
    """
    name = re.sub(r"^the ", "", name.replace("’", "'"))
    moved = _movable(name, number)
    if moved is not None:
        return moved
    for key, (month_number, day_number) in FIXED.items():
        if name.startswith(key):
            return day(date(number, month_number, day_number))
    return _islamic(name, number) or _hebrew(name, number) or _of_table(name, number)


def _movable(name: str, number: int) -> Timex | None:
    western = name.removeprefix("orthodox ")
    if western in FROM_EASTER:
        sunday = easter(number) if western == name else easter(number, EASTER_ORTHODOX)
        return day(sunday + timedelta(FROM_EASTER[western]))
    if western in ("holy week", "easter weekend"):
        sunday = easter(number) if western == name else easter(number, EASTER_ORTHODOX)
        first, after = (7, 0) if western == "holy week" else (2, 2)
        return days(sunday - timedelta(first), sunday + timedelta(after))
    if name.startswith("new year"):
        return day(date(number, 12, 31)) if name.endswith("eve") else day(date(number, 1, 1))
    if name in ("thanksgiving", "labor day", "memorial day"):
        return day(_nth_weekday(name, number))
    if name.startswith(("nowruz", "norouz", "noruz", "newroz", "nauroz")):
        return days(date(number, 3, 20), date(number, 3, 22), TimePrecision.DAYS)
    if name.startswith(("sept", "9/11")):
        return day(date(2001, 9, 11))
    return None


def _nth_weekday(name: str, number: int) -> date:
    if name == "memorial day":
        last = date(number, 5, 31)
        return last - timedelta(last.weekday())
    first = date(number, 11, 1) if name == "thanksgiving" else date(number, 9, 1)
    weekday, nth = (3, 4) if name == "thanksgiving" else (0, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


# Month and day of the Islamic year, and how many days the feast lasts.
ISLAMIC = {
    "islamic new year": (1, 1), "ashura": (1, 10), "arbaeen": (2, 20), "mawlid": (3, 12), "ramadan": (9, 1),
    "eid al fitr": (10, 1), "eid ul fitr": (10, 1), "eid al adha": (12, 10), "eid ul adha": (12, 10),
    "eid ul azha": (12, 10),
}  # fmt: skip


def _islamic(name: str, number: int) -> Timex | None:
    key = name.replace("-", " ").replace("eid alfitr", "eid al fitr").replace("eid aladha", "eid al adha")
    if key not in ISLAMIC:
        return None
    found = [first for hijri in _hijri_years(number) if (first := islamic_day(hijri, *ISLAMIC[key])).year == number]
    if not found:
        return None
    first = found[-1]
    if key == "ramadan":
        return days(first - timedelta(1), first + timedelta(31), TimePrecision.MONTH)
    return days(first - timedelta(1), first + timedelta(2), TimePrecision.DAYS)


def _hijri_years(number: int) -> range:
    about = round((number - 622) * 33 / 32)
    return range(about - 1, about + 3)


def islamic_day(hijri_year: int, month_number: int, day_number: int) -> date:
    """Return the day of a date of the civil tabular Islamic calendar (Reingold and Dershowitz, arithmetic calendar)."""
    number = (
        day_number
        + (59 * (month_number - 1) + 1) // 2  # ceil(29.5 * (month - 1))
        + (hijri_year - 1) * 354
        + (3 + 11 * hijri_year) // 30
        + ISLAMIC_EPOCH
        - 1
    )
    return date.fromordinal(number - 1721425)


def _hebrew(name: str, number: int) -> Timex | None:
    new_year = hebrew_new_year(number + 3761)
    whole = re.sub(r" eve$|^eve of ", "", name).removesuffix("h")
    if whole in FROM_HEBREW_NEW_YEAR or whole in BEFORE_HEBREW_NEW_YEAR:
        after, length = FROM_HEBREW_NEW_YEAR.get(whole) or BEFORE_HEBREW_NEW_YEAR[whole]
        first = new_year + timedelta(after if whole in FROM_HEBREW_NEW_YEAR else -after)
    elif whole in ("hanukka", "chanukka"):
        is_long = (hebrew_new_year(number + 3762) - new_year).days % 10 == 5  # Heshvan has 30 days in such years
        first, length = new_year + timedelta(83 + is_long), 8
    else:
        return None
    return day(first - timedelta(1)) if name.endswith(" eve") else days(first - timedelta(1), first + timedelta(length))


def hebrew_new_year(hebrew_year: int) -> date:
    """Return the first of Tishri of a Hebrew year (Reingold and Dershowitz, Calendrical Calculations)."""
    last, this, after = (_elapsed(hebrew_year + step) for step in (-1, 0, 1))
    put_off = 2 if after - this == 356 else int(this - last == 382)
    return date.fromordinal(HEBREW_EPOCH + this + put_off)


def _elapsed(hebrew_year: int) -> int:
    """Days from the epoch to the mean new moon of a Hebrew year's Tishri, put off from Sunday, Wednesday, Friday."""
    months = (235 * hebrew_year - 234) // 19
    parts = 12084 + 13753 * months
    elapsed = 29 * months + parts // 25920
    return elapsed + int(3 * (elapsed + 1) % 7 < 3)


def _of_table(name: str, number: int) -> Timex | None:
    key = "diwali" if name in ("diwali", "deepavali", "dipavali") else name
    found = next((one for one in load_feast_days().get(key, ()) if one.year == number), None)
    return None if found is None else days(found - timedelta(1), found + timedelta(2), TimePrecision.DAYS)
