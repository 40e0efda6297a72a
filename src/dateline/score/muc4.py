"""MUC-4 role fillers and templates: what is compared with what, and how it is counted.

CEAF-REE is the measure of Du, Rush and Cardie, "GRIT: Generative Role-filler Transformers for Document-level Event
Entity Extraction" (EACL 2021): entities found in a report are aligned one to one with gold entities, role by role, and
a pair counts when every found mention is a mention of the gold entity. Exact-match templates follow Du, Rush and
Cardie, "Template Filling with Generative Transformers" (NAACL 2021).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from dateline.score.matching import match_pairs

__all__ = [
    "ROLES", "Count", "Template", "add_counts", "count_fillers", "count_templates", "merge_entities",
    "normalise_mention", "roles_of",
]  # fmt: skip

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
ARTICLE = re.compile(r"\b(?:a|an|the)\b")
PUNCTUATION = str.maketrans("", "", string.punctuation)
MOST_PERMUTED = 7  # templates of one report whose alignments are all tried; beyond that the first fit stays

Entity = frozenset[str]  # the mentions of one entity, normalised


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its type in lower case, and its entities by role."""

    type: str
    roles: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """Right, found and gold items; precision, recall and F1 of them."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right of the found; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right of the gold; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.found + other.found, self.gold + other.gold)


def normalise_mention(text: str) -> str:
    """Return `text` in lower case without articles, punctuation and needless blanks, as the published scorers do."""
    return " ".join(ARTICLE.sub(" ", text.lower().translate(PUNCTUATION)).split())


def merge_entities(entities: Iterable[Iterable[str]]) -> tuple[Entity, ...]:
    """Return the entities of one role with those that share a mention made one; empty ones are left out."""
    merged: list[set[str]] = []
    for mentions in entities:
        new = {one for one in map(normalise_mention, mentions) if one}
        if not new:
            continue
        place = next((number for number, old in enumerate(merged) if old & new), len(merged))
        same = [old for old in merged if old & new]
        merged = [old for old in merged if not old & new]
        merged.insert(min(place, len(merged)), new.union(*same))
    return tuple(frozenset(one) for one in merged)


def roles_of(templates: Iterable[Template]) -> dict[str, tuple[Entity, ...]]:
    """Return the entities of a report by role, whatever the incident."""
    kept = list(templates)
    return {role: merge_entities(entity for one in kept for entity in one.roles.get(role, ())) for role in ROLES}


def is_right(gold: Entity, found: Entity) -> bool:
    """Say whether every found mention is a mention of the gold entity."""
    return bool(found) and found <= gold


def count_fillers(gold: Sequence[Entity], found: Sequence[Entity]) -> Count:
    """Count the entities of one role of one report under the best one-to-one alignment (CEAF-REE)."""
    return Count(len(match_pairs(gold, found, is_right)), len(found), len(gold))


def add_counts(total: dict[str, Count], more: Mapping[str, Count]) -> None:
    """Add counts by kind to `total`."""
    for kind, count in more.items():
        total[kind] = total.get(kind, Count()) + count


def count_templates(gold: Sequence[Template], found: Sequence[Template]) -> Count:
    """Count type and role fillers of the templates of one report, aligned one to one so that most are right.

    Fillers count only within aligned templates of one type; the type is a filler of its own.
    """
    sums = Count(0, sum(map(_size, found)), sum(map(_size, gold)))
    short, long = (found, gold) if len(found) <= len(gold) else (gold, found)
    if len(long) > MOST_PERMUTED:  # the first that fits best, one by one
        return Count(_greedy(short, long), sums.found, sums.gold)
    turned = short is gold
    right = max(
        sum(_agree(one, other) if turned else _agree(other, one) for one, other in zip(short, chosen, strict=True))
        for chosen in permutations(long, len(short))
    )
    return Count(right, sums.found, sums.gold)


def _greedy(short: Sequence[Template], long: Sequence[Template]) -> int:
    left, right = list(long), 0
    for one in short:
        best = max(left, key=lambda other: _agree(other, one))
        right += _agree(best, one)
        left.remove(best)
    return right


def _size(template: Template) -> int:
    return 1 + sum(len(entities) for entities in template.roles.values())


def _agree(gold: Template, found: Template) -> int:
    if gold.type != found.type:
        return 0
    pairs = (count_fillers(gold.roles.get(role, ()), found.roles.get(role, ())) for role in ROLES)
    return 1 + sum(pair.right for pair in pairs)
