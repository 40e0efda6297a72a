"""The grammar of time: one expression and what is known around it -> what it means. Pure; rules in order, "
"first wins."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from dateline.knowledge.time_words import COUNT, UNIT, count_of
from dateline.resolve import calendar as cal
from dateline.resolve.calendar import Timex
from dateline.resolve.time_dates import DATE_RULES
from dateline.resolve.time_days import CLOCK_RULES, DAY_RULES
from dateline.resolve.time_setting import Setting
from dateline.resolve.time_spans import SPAN_RULES, unit_of

__all__ = ["Setting", "read_length", "read_reference", "read_time"]

RULES = (*DAY_RULES, *DATE_RULES, *SPAN_RULES, *CLOCK_RULES)
LEADING = re.compile(
    r"^(?:(?:on|in|at|by|over|during|for|within|around|about|the|until|till|since|from|between|before|after|sometime|"
    r"back|as of|later|so far"
    r"|ahead of|through|throughout|most of|just|only|nearly|almost|some|more than|less than|exactly|roughly|"
    r"long|soon|shortly)\s+)"
)


def read_time(words: str, setting: Setting) -> Timex | None:
    """Return what `words` mean in `setting`; ``None`` when it cannot be told."""
    text = _normalise(words)
    since = text.startswith("since ") or setting.lead == "since"
    until = text.startswith(("until ", "till ")) or setting.lead in ("until", "till")
    ahead = setting.ahead or text.startswith(("until ", "till "))
    found = _read(text, replace(setting, ahead=ahead and not since, grammar=_read))
    if found is None or found.start is None or not (since or until):
        return found
    return _opened(found, setting, "since" if since else "until")


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
        for each in RULES:
            match = each.pattern.fullmatch(text)
            found = each.meaning(match, setting) if match else None
            if found is not None:
                return found
        lead = LEADING.match(text)
        if not lead or lead.end() >= len(text):
            return None
        text = text[lead.end() :]


# --- lengths ------------------------------

LENGTH = re.compile(
    rf"(?:(?:more than|less than|nearly|almost|about|some|over|at least|under|around) )?(?P<n>{COUNT})?(?: or "
    rf"(?:so|two|three|more))?"
    rf"[- ]?(?:(?:straight|consecutive|full|long|whole|more) )?(?P<u>{UNIT})(?:-long)?"
)


def read_length(words: str) -> str | None:
    """Return the TIMEX3 value of a length of time: "three days" is P3D, "weeks" PXW; no calendar holds it."""
    match = LENGTH.fullmatch(_normalise(words))
    if not match:
        return None
    number = count_of(match["n"]) if match["n"] else None
    unit = unit_of(match["u"])
    code = {"fortnight": "2W", "decade": "DE", "century": "CE", "night": "D", "weekend": "WE"}.get(
        unit, unit[0].upper()
    )
    time_mark = "T" if unit in ("hour", "minute", "second") else ""
    return f"P{time_mark}{number if number is not None else 'X'}{code}"


def read_reference(words: str) -> str:
    """Return the TIMEX3 value of words for past, present or future as such."""
    text = _normalise(words).removeprefix("the ")
    if text in ("former", "formerly", "past", "recent"):
        return "PAST_REF"
    return "FUTURE_REF" if text == "future" else "PRESENT_REF"
