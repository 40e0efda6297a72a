"""Mentions: the places where the words of a report name an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.marking.passages import Passage
from dateline.knowledge.triggers import ANY, Pattern, TriggerLexicon
from dateline.records import Span

GAP = 4  # other words that a pattern may span


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """Words that name an event: tokens `start` to `end` of a passage, and the pattern they fit.

    `is_verb` says that it is a verb there. `chance` is how likely it names an event at all, `scores` how well each type
    fits it (in the order of the labels of the "type" scorer); both are filled in once the whole report was seen.
    """

    passage: Passage
    start: int
    end: int
    pattern: Pattern
    type: str
    is_verb: bool
    chance: float = 1.0
    scores: tuple[float, ...] = ()

    @property
    def span(self) -> Span:
        """The words."""
        return self.passage.span(self.start, self.end)

    @property
    def clause(self) -> int:
        """The number of its clause in the sentence."""
        return self.passage.clauses[self.start]

    @property
    def key(self) -> str:
        """The first word of its pattern with the number of steps: what tells patterns apart in the table of weights."""
        return self.pattern.key

    @property
    def word(self) -> str:
        """The last lower-case word, which for a noun is its head."""
        return self.passage.lower[self.end - 1]


def find_mentions(passage: Passage, lexicon: TriggerLexicon) -> Iterator[Mention]:
    """Yield the mentions of events in one sentence in text order; none overlaps another."""
    i = 0
    while i < len(passage.lower):
        found = _match_at(passage, i, lexicon)
        if found is None or is_in_name(passage, found.start, found.end, lexicon.cues["named"]):
            i += 1
            continue
        yield found
        i = found.end


def is_in_name(passage: Passage, start: int, end: int, named: frozenset[str]) -> bool:
    """Say whether the words lie in a longer name that is not the name of an event: "Institute for Conflict Studies"."""
    texts = [token.text for token in passage.sentence.tokens]
    if not texts[start][0].isupper() or not texts[end - 1][0].isupper() or start == 0:
        return False
    words = [text for text in texts if text[0].isalpha()]
    if 2 * sum(text[0].isupper() for text in words) > len(words):  # a headline in capitals
        return False
    follows = end < len(texts) and texts[end][0].isupper()
    if passage.lower[end - 1] in named and not follows:
        return False
    first = start - 1
    while first > 0 and passage.lower[first] in INNER and start - first <= 2:
        first -= 1
    return follows or (texts[first][0].isupper() and (first > 0 or start - first == 1))


INNER = frozenset({"of", "for", "the", "and", "against"})


def _match_at(passage: Passage, i: int, lexicon: TriggerLexicon) -> Mention | None:
    for pattern in lexicon.patterns.get(passage.lower[i], ()):
        if pattern.tags and passage.tags[i] not in pattern.tags:
            continue
        found = _fit(passage, i, pattern)
        if found is not None and _holds(passage, *found, pattern):
            start, end = found
            return Mention(passage, start, end, pattern, pattern.type, passage.tags[start] in "VBG")
    return None


def _fit(passage: Passage, i: int, pattern: Pattern) -> tuple[int, int] | None:
    """Return the bounds of the trigger where all steps fit from token `i` on; ``None`` where they do not."""
    at, gap = i, False
    hits: list[int] = []
    for step in pattern.steps:
        if step is ANY:
            gap = True
            hits.append(-1)
            continue
        reach = range(at, min(at + (GAP + 1 if gap else 1), len(passage.lower)))
        hit = next((j for j in reach if passage.lower[j] in step), None)
        if hit is None or any(mark in ".;:" for mark in passage.lower[at:hit]):
            return None
        hits.append(hit)
        at, gap = hit + 1, False
    own = [hit for hit in hits[pattern.lead : len(hits) - pattern.tail] if hit >= 0]
    return own[0], own[-1] + 1


def _holds(passage: Passage, start: int, end: int, pattern: Pattern) -> bool:
    """Say whether the conditions of `pattern` hold for the tokens `start` to `end`."""
    words = passage.words
    if pattern.unless and not words.isdisjoint(pattern.unless):
        return False
    if pattern.near and words.isdisjoint(pattern.near):
        return False
    before = passage.lower[start - 1] if start else ""
    after = passage.lower[end] if end < len(passage.lower) else ""
    if (pattern.before and before not in pattern.before) or before in pattern.not_before:
        return False
    if (pattern.after and after not in pattern.after) or after in pattern.not_after:
        return False
    if pattern.by and not _has_kind(passage, pattern.by, start, backwards=True):
        return False
    return not pattern.on or _has_kind(passage, pattern.on, end, backwards=False)


def _has_kind(passage: Passage, kinds: frozenset[str], at: int, *, backwards: bool) -> bool:
    """Say whether the nearest noun phrase on that side is of one of `kinds`."""
    if backwards:
        near = [item for item in passage.phrases if item.end <= at]
        return bool(near) and near[-1].phrase.kind in kinds
    return next((item.phrase.kind in kinds for item in passage.phrases if item.start >= at), False)
