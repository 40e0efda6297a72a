"""Plain words for what the records hold: how fields, sides, verdicts, speakers and numbers are called on all pages.

One table for the terminal, the brief and the pages, so that a verdict has one name everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

FIELD_NAMES: Mapping[str, str] = {
    "type": "what",
    "time": "when",
    "place": "where",
    "by": "by whom",
    "against": "against whom",
}
ROLE_NAMES: Mapping[str, str] = {
    "by": "of the attackers",
    "against": "of the attacked",
    "other": "of others",
    "total": "in all",
    "claims": "claims it",
    "denies": "denies it",
    "accused": "is accused",
    "praises": "praises it",
}
SPEAKER_NAMES: Mapping[str, str] = {
    "outlet": "outlet's own voice",
    "unnamed_official": "unnamed official",
    "coder": "decided by a person",
}
VERDICT_WORDS: Mapping[str, str] = {
    "agree": "sources agree",
    "rising": "rising",
    "revised": "revised",
    "contradicted": "contradicted",
    "claimed_only": "only claimed",
    "denied": "denied",
    "single_line": "one line only",
    "decided": "decided by a person",
    "not_reported": "not reported",
}
RELIABILITY_WORDS: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY_WORDS: Mapping[int, str] = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
RULE_NAMES: Mapping[str, str] = {
    "ucdp": "UCDP: low, best, high",
    "lowest": "ACLED: lowest",
    "most_recent": "GTD: most recent",
    "majority": "majority of lines",
    "minmax": "Iraq Body Count: minimum, maximum",
}
NOBODY = "nobody has claimed it"
_TIME_CODES = {
    "TMO": " morning",
    "TAF": " afternoon",
    "TEV": " evening",
    "TNI": " night",
    "TDT": " daytime",
    "-W": " week ",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Control characters move the cursor, change colours or hide words on a terminal; so do overrides of the direction.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return `text` with each character that could command a terminal replaced by one that cannot; same length."""
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return `text` printable and on one line."""
    return " ".join(printable(text).split())


def name_field(name: str) -> str:
    """Return what a field is called."""
    return FIELD_NAMES.get(name, name.replace("_", " "))


def name_credibility(number: int) -> str:
    """Return what a number of the Admiralty scale is called."""
    return CREDIBILITY_WORDS[number]


def name_rule(rule: str) -> str:
    """Return whose rule for tolls it is, and what it gives."""
    return RULE_NAMES.get(rule, rule.replace("_", " "))


def show_value(field: str, text: str) -> str:
    """Return a value as people read it: "2024-06-03 morning" for 2024-06-03TMO, "air strike" for air_strike."""
    words = one_line(text)
    if field != "time":
        return words.replace("_", " ")
    for code, name in _TIME_CODES.items():
        words = words.replace(code, name)
    return re.sub(r"T(?=\d)", " ", words)


def show_day(published: str) -> str:
    """Return "4 Mar" for 2024-03-04; what is less than a day stays as it is."""
    month, _, day = published[5:].partition("-")
    return f"{int(day)}\u00a0{_MONTHS[int(month) - 1]}" if day else published


def show_numbers(numbers: Iterable[int]) -> str:
    """Return report numbers as ``[1][2]``; three or more in a row as ``[4–9]``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "".join(f"[{run[0]}–{run[-1]}]" if len(run) > 2 else "".join(f"[{one}]" for one in run) for run in runs)


def shorten(words: str, length: int) -> str:
    """Return `words` cut at a blank to at most `length` characters, with an ellipsis where something was cut."""
    return words if len(words) <= length else words[: length - 2].rsplit(" ", 1)[0] + " …"
