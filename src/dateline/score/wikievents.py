"""WikiEvents: triggers and arguments of gold event mentions against our events, which join all mentions of one event.

Types are compared by class, because the two code books cut differently: to WikiEvents "killed" is a death and "bomb" an
explosion; to ours both are mentions of one bombing. Arguments are compared by the head word in lower case, since
mentions of one entity are not joined on our side, under the roles that both know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.records import Event, Span
from dateline.score.matching import head_of, match_pairs
from dateline.score.muc4 import Count

__all__ = [
    "ARGUMENT_ROLES",
    "CLASSES",
    "GoldMention",
    "class_of_event",
    "class_of_gold",
    "count_arguments",
    "count_triggers",
]

# class: (beginnings of WikiEvents types, our types)
CLASSES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "violence": (
        ("Conflict.Attack", "Life.Die", "Life.Injure", "ArtifactExistence.DamageDestroyDisableDismantle"),
        (
            "clash", "bombing", "suicide_bombing", "air_strike", "shelling", "shooting", "assassination", "execution",
            "assault", "sexual_violence", "destruction", "attack", "operation",
        ),
    ),
    "arrest": (("Justice.ArrestJailDetain",), ("arrest",)),
    "trial": (
        ("Justice.ChargeIndict", "Justice.TrialHearing", "Justice.Convict", "Justice.Sentence", "Justice.Acquit"),
        ("trial",),
    ),
    "release": (("Justice.ReleaseParole",), ("release",)),
    "crowd": (("Conflict.Demonstrate",), ("protest", "riot")),
    "threat": (("Contact.ThreatenCoerce",), ("threat",)),
}  # fmt: skip
# WikiEvents role: our role. Counts of people ("five soldiers") are victims whose head counts too.
ARGUMENT_ROLES = {
    "Attacker": "by", "Killer": "by", "Injurer": "by", "Jailer": "by", "Demonstrator": "by", "JudgeCourt": "by",
    "Target": "against", "Victim": "against", "Detainee": "against", "Defendant": "against", "Artifact": "against",
    "Place": "where",
    "ExplosiveDevice": "weapon", "Instrument": "weapon",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One gold event mention; `arguments` are pairs of WikiEvents role and span."""

    type: str
    trigger: Span
    arguments: tuple[tuple[str, Span], ...] = ()


def class_of_gold(type_: str) -> str | None:
    """Return the class of a WikiEvents type, or ``None`` where ours has no equivalent."""
    return next((name for name, (gold, _) in CLASSES.items() if type_.startswith(gold)), None)


def class_of_event(type_: str) -> str | None:
    """Return the class of one of our event types, or ``None`` where WikiEvents has no equivalent."""
    return next((name for name, (_, ours) in CLASSES.items() if type_ in ours), None)


def count_triggers(gold: Sequence[GoldMention], events: Sequence[Event], by_class: bool) -> Count:
    """Count triggers that overlap, one to one; with `by_class` only those of equivalent types, of the same class."""
    found = [(event.type, span) for event in events for span in event.triggers]
    if by_class:
        gold = [one for one in gold if class_of_gold(one.type)]
        found = [one for one in found if class_of_event(one[0])]

    def affinity(one: GoldMention, other: tuple[str, Span]) -> bool:
        same = not by_class or class_of_gold(one.type) == class_of_event(other[0])
        return same and one.trigger.overlaps(other[1])

    return Count(len(match_pairs(gold, found, affinity)), len(found), len(gold))


def count_arguments(text: str, gold: Sequence[GoldMention], events: Sequence[Event]) -> dict[str, Count]:
    """Count arguments by our role: heads found for an event against the heads of the gold mentions it joins.

    A gold mention belongs to the event of its class with a trigger on it; one that belongs to no event counts as missed
    with its arguments, and an event without gold mention has all of its arguments wrong.
    """
    events = [event for event in events if class_of_event(event.type)]
    homes: dict[int | None, list[GoldMention]] = {}
    for one in gold:
        if class_of_gold(one.type):
            homes.setdefault(_home_of(one, events), []).append(one)
    counts: dict[str, Count] = {}
    for role in ("by", "against", "where", "weapon"):
        missed = [head for one in homes.get(None, ()) for head in _gold_heads(text, [one], role)]
        count = Count(0, 0, len(missed))
        for position, event in enumerate(events):
            wanted = _gold_heads(text, homes.get(position, ()), role)
            heads = _heads(text, _spans_of(event, role))
            count += Count(len(wanted & heads), _found(heads, wanted, event, text, role), len(wanted))
        counts[role] = count
    return counts


def _found(heads: set[str], wanted: set[str], event: Event, text: str, role: str) -> int:
    """Return how many heads were found; people that are only counted speak for themselves where gold has them."""
    if role != "against":
        return len(heads)
    return len(_heads(text, (one.span for one in event.against)) | (heads & wanted))


def _home_of(one: GoldMention, events: Sequence[Event]) -> int | None:
    """Return the position of the first event of the class with a trigger on the gold one."""
    for position, event in enumerate(events):
        if class_of_event(event.type) != class_of_gold(one.type):
            continue
        if any(span.overlaps(one.trigger) for span in event.triggers):
            return position
    return None


def _gold_heads(text: str, mentions: Iterable[GoldMention], role: str) -> set[str]:
    spans = (span for one in mentions for name, span in one.arguments if ARGUMENT_ROLES.get(name) == role)
    return _heads(text, spans)


def _heads(text: str, spans: Iterable[Span]) -> set[str]:
    return {head_of(text, span).of(text).lower() for span in spans}


def _spans_of(event: Event, role: str) -> list[Span]:
    if role == "by":
        return [one.span for one in event.by]
    if role == "where":
        return [one.span for one in event.where]
    if role == "weapon":
        return list(event.weapon)
    people = [one.span for one in event.against]
    return people + [one.span for one in (*event.killed, *event.injured)]
