"""Publication time: from what a page, feed, column or address says, to an ISO 8601 prefix. Never from the body."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from dateline.read.fields import load_field_names

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
        "|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
CLOCK = (
    r"(?P<hour>[01]?\d|2[0-4])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?\b)?\s*(?P<zone>Z\b|(?:GMT|UTC)?\s*[+-]\d{1,2}:?\d{2}|(?:GMT|UTC)\s*[+-]\d{1,2}\b|\(?[A-Z]{2,5}\b\)?)?"
)
FIRST_CLOCK = re.compile(CLOCK, re.IGNORECASE)
ISO = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
)
COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=\D|$|\d{6}Z?(?!\d))"
)
DAY_MONTH = re.compile(
    r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:\s+of)?[\s.,/-]*"
    + MONTH
    + r"[\s,./-]*(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(
    r"\b" + MONTH + r"\s*(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[\s,.]+(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
MONTH_YEAR = re.compile(r"\b" + MONTH + r"[\s,]+(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
YEAR_MONTH = re.compile(r"^\s*(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])\s*$")
NUMERIC = re.compile(r"(?<!\d)(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)")
YEAR_ONLY = re.compile(r"^\s*(?P<year>(?:19|20)\d\d)\s*$")
EPOCH = re.compile(r"^\s*(\d{9,10}|\d{12,13})(?:\.\d+)?\s*$")
URL_DAY = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2]|[a-z]{3})[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/_-]|$)",
    re.IGNORECASE,
)
URL_COMPACT = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
URL_ISO = re.compile(r"[/_-](?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>0[1-9]|1[0-2])(?=/)")
LONGEST = 120  # characters; a longer string is not a date


def make_published(
    value: str | int | float | None, *, day_first: bool | None = None, need_day: bool = False
) -> str | None:
    """Return `value` as an ISO 8601 prefix as precise as it is; ``None`` where it holds no date with a year.

    A time of exactly midnight without a zone, or in UTC, is what software writes for "no time known": the day stays.
    ``03/04/2019`` comes to the year alone unless `day_first` says which is which.
    """
    text = str(value if value is not None else "").strip()
    if not text or len(text) > LONGEST:
        return None
    epoch = EPOCH.match(text)
    if epoch:
        return _from_epoch(epoch.group(1))
    for pattern in (ISO, DAY_MONTH, MONTH_DAY, COMPACT):
        match = pattern.search(text)
        if match:
            day = _day(match["year"], match["month"], match["day"])
            return _with_clock(day, text[match.end() :], text[: match.start()]) if day else None
    numeric = NUMERIC.search(text)
    if numeric:
        return _from_numeric(numeric, text, day_first)
    return None if need_day else _coarse(text)


def find_date_words(words: str) -> str | None:
    """Return what is left of `words` without the date and time of day; ``None`` where they hold no full date."""
    if len(words) > LONGEST:
        return None
    for pattern in (ISO, DAY_MONTH, MONTH_DAY, NUMERIC):
        match = pattern.search(words)
        if match:
            before, after = words[: match.start()], words[match.end() :]
            return FIRST_CLOCK.sub(" ", before) + " " + FIRST_CLOCK.sub(" ", re.sub(r"^T(?=\d)", "", after))
    return None


def find_url_date(url: str | None) -> str | None:
    """Return the date in the path of an address (``/2019/03/02/``), as an ISO prefix."""
    path = (url or "").split("?")[0].split("#")[0]
    for pattern in (URL_DAY, URL_ISO, URL_COMPACT):
        match = pattern.search(path)
        day = _day(match["year"], match["month"], match["day"]) if match else None
        if day:
            return day
    month = URL_MONTH.search(path)
    return f"{month['year']}-{month['month']}" if month else None


def read_foreign_date(value: str) -> str | None:
    """Return a date written in another language than English, by dateparser; absolute dates with a year only."""
    if (
        not value
        or len(value) > LONGEST
        or value.isascii()
        or not re.search(r"\d{4}|[٠-٩]{4}|[۰-۹]{4}|[०-९]{4}", value)
    ):
        return None
    import dateparser  # slow to load, and needed for few pages

    found = dateparser.parse(
        value,
        settings={
            "STRICT_PARSING": True,
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": datetime(2000, 1, 1),  # never used: strict parsing wants all parts
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date().isoformat() if found else None


def _coarse(text: str) -> str | None:
    month = MONTH_YEAR.search(text)
    if month:
        return f"{month['year']}-{MONTHS[month['month'].lower()]:02d}"
    plain = YEAR_MONTH.match(text)
    if plain:
        return f"{plain['year']}-{plain['month']}"
    year = YEAR_ONLY.match(text)
    return year["year"] if year else None


def _from_numeric(match: re.Match[str], text: str, day_first: bool | None) -> str | None:
    first, second = int(match["first"]), int(match["second"])
    if first <= 12 and second <= 12 and first != second and day_first is None:
        return match["year"]
    if second > 12 or (day_first is False and first <= 12):
        first, second = second, first
    day = _day(match["year"], str(second), str(first))
    return _with_clock(day, text[match.end() :], text[: match.start()]) if day else None


def _from_epoch(digits: str) -> str | None:
    seconds = int(digits) / (1000 if len(digits) >= 12 else 1)
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return moment.isoformat(timespec="seconds")


def _day(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else MONTHS.get(month.lower(), 0)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def _with_clock(day: str, after: str, before: str) -> str:
    """Return `day` with the time of day that stands near it, and its zone where that is known."""
    clock = FIRST_CLOCK.search(after) or FIRST_CLOCK.search(before)
    if clock is None:
        compact = re.match(r"T?(\d{2})(\d{2})(\d{2})?", after)
        return f"{day}T{compact[1]}:{compact[2]}" if compact and int(compact[1]) < 24 and int(compact[2]) < 60 else day
    hour = int(clock["hour"])
    if clock["half"] and hour <= 12:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    zone = _zone(clock["zone"])
    if hour == 24 or (hour == 0 and clock["minute"] == "00" and not clock["half"] and zone in ("", "+00:00")):
        return day
    second = f":{clock['second']}" if clock["second"] else ""
    return f"{day}T{hour:02d}:{clock['minute']}{second}{zone}"


def _zone(written: str | None) -> str:
    text = (written or "").strip(" ()").lower()
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", text)
    if offset:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        return f"{offset[1]}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else ""
    return load_field_names().zones.get(text, "")
