"""Amounts: what a count phrase means, as bounds. A pure function of the words; nothing of the report is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.knowledge.cardinals import CARDINAL, read_cardinal
from dateline.knowledge.number_words import NumberWords, load_number_words

__all__ = ["Amount", "parse_quantity", "read_cardinal"]

CARDINAL_RE = re.compile(CARDINAL)
RANGE_RE = re.compile(rf"(?:between |from )?({CARDINAL})(?: ?[-–—] ?| to | or | and )({CARDINAL})(?![\w,.]*\d)")
OPEN_ABOVE_RE = re.compile(r"^ ?(?:\+|-?plus\b| or more\b| and more\b| or so more\b)")
OR_SO_RE = re.compile(r"^(?: [\w-]+){0,3} or so\b")
MORE_THAN_NUMBER = 9  # words of a phrase looked at after its number
# Before the number, words that only say which ones: "the other two", "his two", "all 38".
ORDINAL_ONE = re.compile(r"^(?:the |a |an )?(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\b")
ONE_WORD = re.compile(r"^(?:an?|the|another|one|this|that|his|her|its|their|him|himself|herself|he|she|itself)\b")
NEGATED = re.compile(
    r"^no (?!fewer|less|more)|^(?:no|none|nobody|nil)$|\b(?:not|n't|without|never)\b.*\b(?:hurt|harmed|"
    r"injur\w+|casualt\w+|wounded"
    r"|killed|any\w*|victims?|deaths?|loss)\b|\b(?:escaped|unhurt|unharmed|uninjured|unscathed)\b"
)
JOINT = re.compile(r",? (?:and|as well as|along with|plus) |, ")
PLURAL = re.compile(r"(?:people|men|women|children|police|personnel|troops|[^s'’u]s)$")


@dataclass(frozen=True, slots=True)
class Amount:
    """Lower and upper bound of a number of people; ``None`` is "no bound said"."""

    min: int | None
    max: int | None
    approx: bool = False
    vague: bool = False


def parse_quantity(text: str) -> Amount | None:
    """Return what a count phrase means ("at least 13 people" -> 13..None), ``None`` when it has no number in it.

    The phrase is one that is known to count people ("an Israeli soldier" is one); a bare plural ("the passengers") has
    no number. Joined phrases add up ("a policeman and two civilians" is three).
    """
    words = _normalise(text)
    if not words:
        return None
    lists = load_number_words()
    parts = _joined_parts(words, lists)
    amounts = [_parse_part(part, lists) for part in parts]
    first = amounts[0]
    if len(parts) == 1 or first is None:
        return first
    total = first
    for amount in amounts[1:]:
        if amount is not None:
            total = _add(total, amount)
    return total


def _normalise(text: str) -> str:
    words = (
        re.sub(r"\s+", " ", re.sub(r"[\"“”„]", "", text).replace("’", "'").replace("‑", "-"))
        .strip(" .,;:\"'()")
        .lower()
    )
    return re.sub(r"^(?:and|or|with|including) ", "", words)


def _joined_parts(words: str, lists: NumberWords) -> list[str]:
    """Cut "a policeman and two civilians" in two; "ten men and women" and "between 5 and 9" stay whole."""
    if RANGE_RE.search(words):
        return [words]
    parts, start = [], 0
    for match in JOINT.finditer(words):
        rest = words[match.end() :]
        if _begins_amount(rest, lists) and not rest.startswith("the "):
            parts.append(words[start : match.start()])
            start = match.end()
    return [*parts, words[start:]]


def _begins_amount(words: str, lists: NumberWords) -> bool:
    hedge = lists.hedge.match(words)
    rest = words[hedge.end() :] if hedge else words
    return bool(re.match(rf"(?:an?|another|his|her|its|their) |{CARDINAL}\b", rest) or lists.vague_start.match(rest))


def _parse_part(words: str, lists: NumberWords) -> Amount | None:
    if lists.nobody.match(words) or NEGATED.search(words):
        return Amount(0, 0)
    hedges = []
    rest = words
    while (hedge := lists.hedge.match(rest)) and hedge.end() < len(rest):
        hedges.append(lists.hedge_kind[hedge.group().strip()])
        rest = rest[hedge.end() :]
    amount = _read_bare(rest, lists)
    if amount is None:
        return _unnumbered(words)
    for kind in reversed(hedges):
        amount = _hedged(amount, kind)
    return amount


def _read_bare(words: str, lists: NumberWords) -> Amount | None:
    """Read the number that opens `words`, already freed of hedges."""
    some = lists.vague_start.match(words)
    if some and not re.match(r"some \d", words):
        return _read_vague(words, some.group().strip(), lists)
    pair = RANGE_RE.match(words)
    if pair:
        low, high = read_cardinal(pair[1]), read_cardinal(pair[2])
        if low is not None and high is not None and low < high:
            return Amount(low, high)
    if re.match(r"both\b|(?:a|the) (?:couple|pair)\b", words):
        return Amount(2, 2)
    found = CARDINAL_RE.match(words)
    if found:
        return _read_number(words, found)
    return Amount(1, 1) if ORDINAL_ONE.match(words) else None


def _read_number(words: str, found: re.Match[str]) -> Amount | None:
    number = read_cardinal(found.group())
    after = words[found.end() :]
    if re.match(r"[- ]year", after):
        return Amount(1, 1)
    if number is None or re.match(r"(?:st|nd|rd|th)\b", after):
        return Amount(1, 1) if number is not None else None
    if OPEN_ABOVE_RE.match(after):
        return Amount(number, None)
    return Amount(number, number, approx=bool(OR_SO_RE.match(after)))


def _read_vague(words: str, key: str, lists: NumberWords) -> Amount | None:
    scaled = re.match(r"(?:several|a few|few|many|some) (hundred|thousand|dozen|million)\b", words)
    if scaled:
        plural = {"hundred": "hundreds", "thousand": "thousands", "dozen": "dozens", "million": "millions"}[scaled[1]]
        low, high = lists.vague[plural]
        return Amount(low, high, vague=True)
    low, high = lists.vague[key]
    return Amount(low, high, vague=True) if low is not None else None


def _hedged(amount: Amount, kind: str) -> Amount:
    low, high = amount.min, amount.max
    if kind == "at_least":
        return Amount(low, None, amount.approx, amount.vague)
    if kind == "more_than":
        return Amount(None if low is None else low + (not amount.vague), None, amount.approx, amount.vague)
    if kind == "fewer_than":
        return Amount(None, None if high is None else high - 1, amount.approx, amount.vague)
    if kind == "up_to":
        return Amount(None, high if high is not None else low, amount.approx, amount.vague)
    if kind == "about":
        return Amount(low, high, not amount.vague, amount.vague)
    return amount


def _unnumbered(words: str) -> Amount | None:
    """A phrase without a number: one person, unless it is a plural."""
    if re.match(r"(?:a|an|another|one|himself|herself|him|her|he|she|his|its|their)\b", words):
        return Amount(1, 1)
    head = re.split(r" (?:of|in|from|at|who|with|for|on|and|were|was|killed|,) ?|, ", words)[0]
    return None if _is_plural(head) else Amount(1, 1)


@cache
def _is_plural(head: str) -> bool:
    return bool(PLURAL.search(head)) or head in ("they", "them", "themselves", "we", "us", "both", "all")


def _add(left: Amount, right: Amount) -> Amount:
    low = None if left.min is None or right.min is None else left.min + right.min
    high = None if left.max is None or right.max is None else left.max + right.max
    return Amount(low, high, left.approx or right.approx, left.vague or right.vague)
