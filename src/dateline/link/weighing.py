"""Weighing of words by the archive at hand: a word that many of its reports use tells no event from another.

The fixed table of news prose stands for a thousand reports, so a small archive goes by the table and a large one by
itself: "sheriff" tells much among reports of wars, and nothing among reports from one county.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.knowledge.rarity import rarity, share_of, weigh_share
from dateline.link.sightings import Sighting, Weights, meeting_words

PRIOR = 1000.0  # reports that the fixed table counts for


def reweigh(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Return the sightings with their words weighed by the table and by how many of their reports use them."""
    counts, reports = count_words(sightings)
    total = PRIOR + reports
    changed = {
        word: weigh_share((PRIOR * share_of(word) + count) / total, 1.0 / total) / (rarity(word) or 1.0)
        for word, count in counts.items()
    }
    contexts: dict[str, Weights] = {}
    for one in sightings:
        if one.report_id not in contexts:
            contexts[one.report_id] = _reweigh(one.context, changed)
    return [_changed(one, _reweigh(one.words, changed), contexts[one.report_id]) for one in sightings]


def _changed(one: Sighting, words: Weights, context: Weights) -> Sighting:
    return replace(one, words=words, context=context, rare=meeting_words(words, context))


def count_words(sightings: Sequence[Sighting]) -> tuple[Counter[str], int]:
    """Return in how many reports each stem stands, and how many reports there are."""
    words: dict[str, set[str]] = {}
    for one in sightings:
        held = words.setdefault(one.report_id, {word for word, _ in one.context})
        held.update(word for word, _ in one.words)
    counts: Counter[str] = Counter()
    for held in words.values():
        counts.update(held)
    return counts, len(words)


def _reweigh(weights: Weights, changed: dict[str, float]) -> Weights:
    moved = ((word, round(weight * changed[word], 4)) for word, weight in weights)
    return tuple((word, weight) for word, weight in moved if weight > 0.0)
