"""Words of claim, denial and blame. Data: `data/en/claims.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.knowledge.pages import Page, read_page

__all__ = ["ClaimLexicon", "load_claims"]

PHRASES = (
    "claims",
    "claimed_by",
    "nobody",
    "denies",
    "accuse",
    "blame",
    "suspect",
    "charge",
    "passive",
    "blamed_on",
    "praises",
)


@dataclass(frozen=True, slots=True)
class ClaimLexicon:
    """Phrases by what they do, as patterns over the lower-cased words of a sentence joined by single spaces."""

    patterns: Mapping[str, re.Pattern[str]]
    channels: tuple[tuple[str, frozenset[str]], ...]
    deeds: frozenset[str]
    telling: frozenset[str]
    doubting: frozenset[str]
    media: frozenset[str]
    own_deeds: frozenset[str]
    people: frozenset[str]

    def find(self, name: str, lower: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the phrases of the list `name` among the words as (first, last), in order, none overlapping."""
        joined = " ".join(lower)
        if self.patterns[name].search(joined) is None:
            return
        starts = [0]
        for word in lower:
            starts.append(starts[-1] + len(word) + 1)
        place = {start: index for index, start in enumerate(starts)}
        ends = {after - 1: index for index, (_, after) in enumerate(pairwise(starts))}
        for match in self.patterns[name].finditer(joined):
            yield place[match.start()], ends[match.end()]

    def channel_of(self, lower: Sequence[str]) -> str | None:
        """Return the channel that the words name, or ``None``."""
        words = set(lower)
        return next((channel for channel, names in self.channels if names & words), None)


def load_claims() -> ClaimLexicon:
    """Load `data/en/claims.yaml`."""
    page = read_page("claims.yaml")
    channels = page["channels"]
    assert isinstance(channels, dict)
    return ClaimLexicon(
        patterns={name: _pattern(page[name]) for name in PHRASES},
        channels=tuple((str(name), frozenset(words)) for name, words in channels.items()),
        deeds=_words(page, "deeds"),
        telling=_words(page, "telling"),
        doubting=_words(page, "doubting"),
        media=_words(page, "media"),
        own_deeds=_words(page, "own_deeds"),
        people=_words(page, "people"),
    )


def _words(page: Page, name: str) -> frozenset[str]:
    words = page[name]
    assert isinstance(words, list)
    return frozenset(words)


def _pattern(phrases: object) -> re.Pattern[str]:
    assert isinstance(phrases, list)
    ordered = sorted((str(phrase) for phrase in phrases), key=lambda phrase: -len(phrase.split()))
    return re.compile("|".join(f"(?<!\\S){_phrase(phrase)}(?!\\S)" for phrase in ordered))


def _phrase(phrase: str) -> str:
    """Turn "claim|claims full? responsibility" into a pattern; the first word is never optional."""
    first, *rest = phrase.split()
    return f"(?:{first})" + "".join(_word(word) for word in rest)


def _word(word: str) -> str:
    if word == "*":
        return r"(?: \S+){0,2}"
    return f"(?: (?:{word[:-1]}))?" if word.endswith("?") else f" (?:{word})"
