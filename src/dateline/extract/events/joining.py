"""Joining: which mentions of one report name the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.extract.events.features import Scene
from dateline.extract.events.joining_features import joining_features
from dateline.extract.events.mentions import Mention
from dateline.records import Count, Participant, Span

VIOLENT = frozenset(
    {
        "clash", "bombing", "suicide_bombing", "air_strike", "shelling", "shooting", "assassination", "execution",
        "assault", "destruction", "attack", "operation", "riot",
    }
)  # fmt: skip
CROWDED = frozenset({"protest", "riot"})


@dataclass(slots=True)
class Group:
    """The mentions of one event while they are being gathered, with what belongs to it."""

    mentions: list[Mention] = field(default_factory=list)
    when: list[Span] = field(default_factory=list)
    where: list[Span] = field(default_factory=list)
    weapon: list[Span] = field(default_factory=list)
    by: list[Participant] = field(default_factory=list)
    against: list[Participant] = field(default_factory=list)
    counts: list[tuple[str, Count]] = field(default_factory=list)
    fallen: list[Participant] = field(default_factory=list)

    type: str = ""


def may_join(mention: Mention, members: Sequence[Mention]) -> bool:
    """Say whether a mention could name the event of `members` at all, by their types."""
    return any(are_akin(mention.type, member.type) for member in members)


def are_akin(left: str, right: str) -> bool:
    """Say whether two types may be two readings of one event."""
    return left == right or any(left in family and right in family for family in (VIOLENT, CROWDED))


def join_mentions(mentions: Sequence[Mention], scene: Scene) -> list[Group]:
    """Gather mentions into events, in the order of their first mention."""
    scorer = scene.lexicon.scorers["join"]
    groups: list[Group] = []
    for mention in mentions:
        groups.sort(key=lambda group: group.mentions[-1].span)
        chances: list[tuple[float, int]] = []
        for place, group in enumerate(groups):
            if may_join(mention, group.mentions):
                later = sum(may_join(mention, more.mentions) for more in groups[place + 1 :])
                features = joining_features(mention, group.mentions, scene, later)
                chances.append((scorer.chance(features), place))
        best = max(chances, default=(0.0, -1))
        if best[0] >= JOINED:
            groups[best[1]].mentions.append(mention)
        else:
            groups.append(Group([mention]))
    for group in groups:
        group.type = _type_of(group.mentions, scene)
    return sorted(groups, key=lambda group: group.mentions[0].span)


def _type_of(mentions: Sequence[Mention], scene: Scene) -> str:
    """Return the type that fits all mentions best: the sum of their scores, surer mentions weighing more."""
    labels = scene.lexicon.scorers["type"].labels
    sums = [sum(mention.chance * mention.scores[i] for mention in mentions) for i in range(len(labels))]
    return labels[sums.index(max(sums))]


# Chosen on the held third of the training parts: the event score is flat between 0.4 and 0.6.
JOINED = 0.5
