"""Joining: which mentions of one report name the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.extract.mentions import Mention
from dateline.knowledge.triggers import TriggerLexicon
from dateline.records import Count, Participant, Span


@dataclass(slots=True)
class Group:
    """The mentions of one event while they are being gathered; `type` is that of the most telling mention."""

    type: str
    mentions: list[Mention] = field(default_factory=list)
    when: list[Span] = field(default_factory=list)
    where: list[Span] = field(default_factory=list)
    weapon: list[Span] = field(default_factory=list)
    by: list[Participant] = field(default_factory=list)
    against: list[Participant] = field(default_factory=list)
    counts: list[tuple[str, Count]] = field(default_factory=list)


VIOLENT = frozenset(
    "clash bombing suicide_bombing air_strike shelling shooting assassination execution assault destruction attack operation".split()
)


def join_mentions(mentions: Sequence[Mention], lexicon: TriggerLexicon) -> list[Group]:
    """Gather mentions into events, in text order."""
    groups: list[Group] = []
    strong = [m for m in mentions if m.pattern.use != "outcome"]
    for mention in strong:
        home = _home(mention, groups)
        if home is None:
            groups.append(Group(mention.type, [mention]))
        else:
            home.mentions.append(mention)
            if home.mentions[0].pattern.use == "summary" and mention.pattern.use == "event" and home.type == "attack":
                home.type = mention.type
    if not any(group.type in VIOLENT for group in groups):
        for mention in mentions:
            if mention.pattern.use == "outcome":
                same = [g for g in groups if g.type == mention.type]
                if same:
                    same[-1].mentions.append(mention)
                else:
                    groups.append(Group(mention.type, [mention]))
    return groups


def _home(mention: Mention, groups: Sequence[Group]) -> Group | None:
    for group in reversed(groups):
        if group.type == mention.type:
            return group
        if mention.pattern.use == "summary" and group.type in VIOLENT:
            return group
        if group.type == "attack" and group.mentions[0].pattern.use == "summary" and mention.type in VIOLENT:
            return group
    return None
