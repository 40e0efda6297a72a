"""One-to-one matching of found items to gold items, and what counts as the same span, head or content."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from dateline.records import Span

WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
# What may follow the head of a noun phrase inside the phrase: "leader of Hamas", "gunmen in uniform".
AFTER_HEAD = re.compile(
    r",|\s(?:of|in|at|from|for|with|near|on|by|who|which|that|to|under|against|between|loyal|linked)\b|\s\("
)


G = TypeVar("G")
F = TypeVar("F")


def match_pairs(gold: Sequence[G], found: Sequence[F], affinity: Callable[[G, F], float]) -> list[tuple[int, int]]:
    """Return a largest one-to-one matching as pairs of positions (gold, found).

    `affinity` is 0 (or False) for items that do not match; among those that do, the likeliest pairs are taken first
    and later ones make room only where that lets more items be matched. Ties fall to earlier items.
    Source: Kuhn's algorithm for maximum bipartite matching, begun from the greedy matching by affinity.
    """
    weights = {
        (g, f): weight
        for g, left in enumerate(gold)
        for f, right in enumerate(found)
        if (weight := float(affinity(left, right))) > 0
    }
    by_found: dict[int, int] = {}
    by_gold: dict[int, int] = {}
    for g, f in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if g not in by_gold and f not in by_found:
            by_gold[g], by_found[f] = f, g

    def augment(g: int, seen: set[int]) -> bool:
        for f in range(len(found)):
            if (g, f) not in weights or f in seen:
                continue
            seen.add(f)
            if f not in by_found or augment(by_found[f], seen):
                by_found[f] = g
                return True
        return False

    for g in range(len(gold)):
        if g not in by_gold:
            augment(g, set())
    return sorted((g, f) for f, g in by_found.items())


def overlap_any(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Say whether any span of `left` overlaps any of `right`."""
    return any(a.overlaps(b) for a in left for b in right)


def head_of(text: str, span: Span) -> Span:
    """Return the head word of a noun phrase: the last word before a preposition, comma or relative pronoun."""
    words = span.of(text)
    cut = AFTER_HEAD.search(words, 1)
    found = list(WORD.finditer(words, 0, cut.start() if cut else len(words)))
    if not found:
        return span
    return Span(span.start + found[-1].start(), span.start + found[-1].end())


def same_head(text: str, gold: Span, found: Span) -> bool:
    """Say whether the head of each phrase lies in the other phrase."""
    return head_of(text, gold).overlaps(found) and head_of(text, found).overlaps(gold)


def share_words(text: str, gold: Span | None, found: Span | None) -> float:
    """Return the shared words of two spans over the words of the longer one; 1 when both are absent."""
    if gold is None or found is None:
        return float(gold is None and found is None)
    left = {gold.start + match.start() for match in WORD.finditer(gold.of(text))}
    right = {found.start + match.start() for match in WORD.finditer(found.of(text))}
    if not left or not right:
        return float(gold.overlaps(found))
    return len(left & right) / max(len(left), len(right))
