"""Patterns of relations between groups and their people. Data and notation: `data/en/ties.yaml`, `alignments.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.pages import read_page

__all__ = ["TieLexicon", "load_ties"]

# Pages that are word lists, not patterns.
OTHERS = frozenset("doubting described persons vague armed sides roles own sided acting machines forces".split())
# A masked mention, in the string that the patterns read: kind and number.
MENTION = "⟨{kinds}(?P<{name}>\\d+)⟩"


@dataclass(frozen=True, slots=True)
class TieLexicon:
    """The patterns in their order with the relation each tells, and the word lists beside them."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    alignments: tuple[tuple[str, re.Pattern[str]], ...]  # between whole noun phrases
    words: Mapping[str, frozenset[str]]


def load_ties() -> TieLexicon:
    """Load `data/en/ties.yaml` and `data/en/alignments.yaml`."""
    words: dict[str, frozenset[str]] = {}
    return TieLexicon(_load_patterns("ties.yaml", words, "GD"), _load_patterns("alignments.yaml", words, "GDS"), words)


def _load_patterns(name: str, words: dict[str, frozenset[str]], actors: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of a page; its word lists are added to `words`."""
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for key, lines in read_page(name).items():
        assert isinstance(lines, list)
        if key in OTHERS:
            words[key] = frozenset(lines)
        else:
            patterns += [(key, compile_tie(line, actors)) for line in lines if _has_both(line)]
    return tuple(patterns)


def _has_both(line: str) -> bool:
    return re.search(r"\bA[:=]", line) is not None and re.search(r"\bB[:=]", line) is not None


def compile_tie(line: str, actors: str = "GD") -> re.Pattern[str]:
    """Compile one pattern; words are parted and closed by single spaces in the string it reads.

    `actors` are the kinds of mentions that "..." does not step over.
    """
    return re.compile(r"(?<= )" + "".join(_piece(word, actors) for word in line.split()))


def _piece(word: str, actors: str) -> str:
    slot = re.fullmatch(r"([AB]):([A-Z]+)", word)
    if slot is not None:
        titles = r"(?:⟪\S+⟫ )*" if "P" in slot.group(2) else ""
        return titles + MENTION.format(kinds=f"[{slot.group(2)}]", name=slot.group(1).lower()) + " "
    taken = re.fullmatch(r"A=(.+)", word)
    if taken is not None:
        return rf"(?P<words>(?:⟪\S+⟫ )*⟪?(?:{taken.group(1)})⟫? )"
    if word == "...":  # up to ten words, none of them a mention of an actor
        return rf"(?:(?!⟨[{actors}])\S+ ){{0,10}}?"
    if word == "....":  # up to ten words of any kind
        return r"(?:\S+ ){0,10}?"
    if word == "~":  # up to three plain words
        return r"(?:[a-z]\S* ){0,3}?"
    if word == "*":
        return r"(?:(?:the|a|an|their|its|his|of|⟪\S+⟫|⟨S\d+⟩) )*"
    if re.fullmatch(r"[A-Z]", word):
        return rf"⟨{word}\d+⟩ "
    optional = word.endswith("?") and len(word) > 1
    body = "|".join(re.escape(part) for part in (word[:-1] if optional else word).split("|"))
    return rf"(?:(?:⟪)?(?:{body})(?:⟫)? )" + ("?" if optional else "")
