"""Words that tell an event from another: stems and numerals, weighed by how rare they are in news prose.

The fixed table of news prose knows no numerals, so they are given a share of reports: those of one or two digits (a
day, a toll, an age) are common, longer ones (of a house, of a unit) are not, and years tell nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.knowledge.rarity import share_of as share_of_stem
from dateline.knowledge.rarity import stem, weigh_share

__all__ = ["find_words", "rarity", "share_of", "stem", "weigh", "weigh_share"]

SHORT_NUMBER, LONG_NUMBER = 0.06, 0.003  # shares of reports: estimates
UNSEEN = 1 / 6658  # the table rests on that many stretches of text

# A numeral of a date or of a clock ("2019-05-10", "9:30") is none: times are compared as such.
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|(?<![\w:/.,-])\d+(?![:/.,-]?\d|\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_words(text: str) -> list[str]:
    """Return the words and numerals of a text."""
    return _WORD.findall(text)


def share_of(word: str) -> float:
    """Return the share of reports that hold a stem or numeral; 0 for one that is not known."""
    if not word[0].isdigit():
        return share_of_stem(word)
    if _YEAR.fullmatch(word):
        return 1.0
    return SHORT_NUMBER if len(word) <= 2 else LONG_NUMBER


def rarity(word: str) -> float:
    """Return the weight in [0, 1] of a stem or numeral: 0 for one in many reports, 1 for one that is not known."""
    return weigh_share(share_of(word), UNSEEN)


@lru_cache(maxsize=200_000)
def weigh(word: str) -> tuple[str, float]:
    """Return the stem of a word and its rarity."""
    found = stem(word)
    return found, rarity(found)
