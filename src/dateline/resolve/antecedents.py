"""Whom "the group", "the rebels" or "the army" mean: the one group, or the one army, that the report names before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dateline.knowledge.register import Register
from dateline.records import ActorLink, Span
from dateline.resolve.descriptions import state_force

ARMED = frozenset({"armed_group", "militia"})
# Heads of definite phrases that go back to a group named before; "kidnappers" and "gunmen" may be anybody's.
GROUP_HEADS = frozenset(
    "group movement organization organisation faction militia militants rebels insurgents guerrillas extremists "
    "separatists militiamen network outfit".split()
)
OTHERS = re.compile(r"\b(?:other|rival|another|second|new|several|local|splinter|breakaway|some|two|three)\b", re.I)
DEFINITE = re.compile(r"\b(?:the|this|that) $", re.I)
FORCE = re.compile(r"\b[A-Z][\w.'’\-]+(?: [A-Za-z.]+){0,2}? (army|military|police|troops|soldiers|forces|government)\b")
SURE = 0.65  # one group, one force of that kind in the whole report
LONGEST = 4  # words of a description that may go back to a name


@dataclass(frozen=True, slots=True)
class Named:
    """The armed groups and state forces that a report names, in text order."""

    groups: tuple[tuple[int, ActorLink], ...] = ()
    forces: tuple[tuple[int, ActorLink], ...] = ()


NOBODY = Named()


def read_named(text: str, register: Register) -> Named:
    """Return the groups and forces that `text` names beyond doubt, with the offset of each."""
    words = list(re.finditer(r"[\w'’.\-]+", text))
    groups = [
        (words[first].start(), ActorLink(match.actor.id, match.actor.name, match.actor.kind, match.score, "name"))
        for first, _, match in register.names_in([word.group() for word in words])
        if match.actor.kind in ARMED
    ]
    forces = []
    for match in FORCE.finditer(text):
        link = state_force(match.group(), register)
        if link is not None:
            forces.append((match.start(), link))
    return Named(tuple(groups), tuple(forces))


def find_antecedent(text: str, span: Span, named: Named) -> ActorLink | None:
    """Return whom the definite description at `span` means, or ``None`` where it is none or nothing tells.

    Where the report names one armed group in all, that is meant; of several, none: which one is a guess. A force
    ("the army") is that of the one state whose force of that kind the report names.
    """
    words = span.of(text)
    lower = words.lower().split()
    if not lower or len(lower) > LONGEST or any(word[0].isupper() for word in words.split()[1:]):
        return None
    definite = DEFINITE.search(text[max(0, span.start - 6) : span.start]) or lower[0] == "the"
    if not definite or OTHERS.search(words):
        return None
    if lower[-1] in GROUP_HEADS:
        return _only(named.groups, span.start, "the one group that the report names")
    kind = KINDS.get(lower[-1])
    forces = tuple((start, link) for start, link in named.forces if link.kind == kind)
    return _only(forces, span.start, "the one force of that kind that the report names")


def _only(mentions: tuple[tuple[int, ActorLink], ...], place: int, reason: str) -> ActorLink | None:
    """Return the actor of all mentions where they are of one, and begin before `place`."""
    if not mentions or mentions[0][0] >= place or len({link.actor_id for _, link in mentions}) > 1:
        return None
    return replace(mentions[0][1], score=SURE, reason=reason)


KINDS = {
    "army": "military",
    "military": "military",
    "troops": "military",
    "soldiers": "military",
    "police": "police",
    "government": "government",
}
