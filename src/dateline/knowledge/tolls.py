"""Patterns that tell what befell counted people. Data and notation: `data/en/tolls.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.pages import read_page

__all__ = ["TollLexicon", "load_tolls"]

GROUPS = ("none", "old", "among", "toll", "killed", "injured", "taken", "zero")
LISTS = ("part", "more", "of_hurt", "joints", "givers", "several", "causes", "elsewhere", "kin", "owners")
# A masked count: its number in the sentence and its last word.
COUNT = r"⟨(?P<count>\d+):(?:{words})⟩ "
ANY_COUNT = r"⟨\d+:[^⟩]*⟩ "
ASIDE = r"(?:(?:, (?:including|many|most|some|among|all|mostly|aged|both)|-|--|–|—) [^.;]{{1,90}}? [,–—-]+ )?"
GAP = ASIDE + r"(?:(?!{stops})[^⟨\s]+ ){{0,5}}?"
GAP_STOPS = r"(?:[,.;:–—\"“”-]+|was|were|is|are|been|has|have|had|but|while|when|after|say|says|said|told|tells) "
WIDE_GAP = r"(?:(?![.;:] )[^⟨\s]+ ){0,14}?"


@dataclass(frozen=True, slots=True)
class TollLexicon:
    """The patterns of each group, compiled; the words that tell it alone at the end of or inside a count; lists."""

    patterns: Mapping[str, tuple[re.Pattern[str], ...]]
    last: Mapping[str, frozenset[str]]
    inside: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]


def load_tolls() -> TollLexicon:
    """Load `data/en/tolls.yaml`.

    Raises:
        TypeError: the page is not as its head describes.
    """
    page = read_page("tolls.yaml")
    sets, last, inside = page["sets"], page["last"], page["inside"]
    if not isinstance(sets, dict) or not isinstance(last, dict) or not isinstance(inside, dict):
        raise TypeError("tolls.yaml: sets, last and inside are mappings")
    return TollLexicon(
        patterns={name: tuple(compile_toll(line, sets) for line in _lines(page[name])) for name in GROUPS},
        last={effect: frozenset(words) for effect, words in last.items()},
        inside={effect: frozenset(words) for effect, words in inside.items()},
        words={name: frozenset(_lines(page[name])) for name in LISTS},
    )


def _lines(found: object) -> list[str]:
    if not isinstance(found, list):
        raise TypeError("tolls.yaml: a list was expected")
    return found


def compile_toll(line: str, sets: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Compile one pattern; words are parted and closed by single spaces in the string it reads."""
    return re.compile(r"(?<= )" + "".join(_piece(word, sets) for word in line.split()))


def _piece(word: str, sets: Mapping[str, list[str]]) -> str:
    if word == "~":
        return GAP.format(stops=GAP_STOPS)
    if word == "...":
        return WIDE_GAP
    if word == "Q":
        return COUNT.format(words="[^⟩]*")
    if word.startswith("Q:"):
        return COUNT.format(words="|".join(map(re.escape, word[2:].split("|"))))
    if word == "%":
        return ANY_COUNT
    if word.startswith("!"):
        return "".join(rf"(?<! {re.escape(part)} )" for part in word[1:].split("|"))
    if word == "-Q":
        return rf"(?!{ANY_COUNT})"
    if word.startswith("-") and len(word) > 1:
        return rf"(?!(?:{_choice(word[1:], sets)}) )"
    closing = word[-1] if word[-1] in "?+" and len(word) > 1 else ""
    body = rf"(?:(?:{_choice(word.removesuffix(closing) if closing else word, sets)}) )"
    return body + ({"": "", "?": "?", "+": "{1,6}"}[closing])


def _choice(word: str, sets: Mapping[str, list[str]]) -> str:
    words: list[str] = []
    for part in word.split("|"):
        words += sets[part[1:]] if part.startswith("$") else [part]
    return "|".join(map(re.escape, words))
