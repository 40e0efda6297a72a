"""Counts: how many were killed, injured or taken, and in which event."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.mentions import Mention
from dateline.extract.passages import Passage, PlacedQuantity
from dateline.knowledge.triggers import TriggerLexicon
from dateline.records import Count

HARMING = frozenset(
    "clash bombing suicide_bombing air_strike shelling shooting assassination execution assault destruction attack"
    " operation riot protest territory sexual_violence".split()
)
TAKING = {"abduction": 0, "arrest": 1, "release": 2}


def find_counts(
    passage: Passage, mentions: Sequence[Mention], lexicon: TriggerLexicon
) -> list[tuple[Mention | None, str, Count]]:
    """Return the counts of one sentence with their field and their mention (``None``: an event told before)."""
    found: list[tuple[Mention | None, str, Count]] = []
    for item in passage.quantities:
        field = _field(passage, item, lexicon)
        if field is not None:
            quantity = item.quantity
            count = Count(
                quantity.span, quantity.min, quantity.max, "against", approx=quantity.approx, vague=quantity.vague
            )
            found.append((_home(passage, item, field, mentions), field, count))
    return found


def _field(passage: Passage, item: PlacedQuantity, lexicon: TriggerLexicon) -> str | None:
    """Return what happened to these people, by the verb before or behind them."""
    for i in range(item.end, min(item.end + 12, len(passage.lower))):
        field = _field_of(passage.lower[i], lexicon)
        if field is not None and passage.tags[i] != "G":
            return field
        if passage.tags[i] in ".CW" or passage.tags[i] in "VG":
            break
    for i in range(item.start - 1, max(-1, item.start - 8), -1):
        field = _field_of(passage.lower[i], lexicon)
        if field is not None:
            return field
        if passage.tags[i] in "V.":
            break
    return None


def _field_of(word: str, lexicon: TriggerLexicon) -> str | None:
    return next((name for name in ("killed", "injured", "taken") if word in lexicon.cues[name]), None)


def _home(passage: Passage, item: PlacedQuantity, field: str, mentions: Sequence[Mention]) -> Mention | None:
    types = frozenset(TAKING) if field == "taken" else HARMING
    fit = [mention for mention in mentions if mention.type in types]
    return min(fit, key=lambda mention: abs(mention.start - item.start), default=None)
