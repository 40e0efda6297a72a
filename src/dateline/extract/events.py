"""Events by rules: what happened, in which status, who did it to whom, where, when, and the toll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.event_counts import HARMING, TAKING, find_counts
from dateline.extract.event_joining import Group, join_mentions
from dateline.extract.event_roles import find_roles, find_weapons, merge
from dateline.extract.event_setting import assign_places, assign_times
from dateline.extract.event_status import find_status, is_background
from dateline.extract.marks import Marks
from dateline.extract.mention_features import Scene, mention_features
from dateline.extract.mentions import Mention, find_mentions
from dateline.extract.passages import Passage, make_passages
from dateline.knowledge import Knowledge
from dateline.knowledge.triggers import TriggerLexicon
from dateline.records import Count, Event, Parsed, PlaceMention, Span, TimeMention
from dateline.text import make_id


def find_events(parsed: Parsed, marks: Marks, knowledge: Knowledge) -> tuple[Event, ...]:
    """Return the events that a report tells of, all mentions of one joined, in the order of their first trigger."""
    scene = make_scene(parsed, marks, knowledge.triggers)
    groups = join_mentions(keep_events(scene), scene)
    for passage in scene.passages:
        _fill(passage, groups, scene.lexicon)
    return tuple(_make_event(parsed, group, scene) for group in groups)


def make_scene(parsed: Parsed, marks: Marks, lexicon: TriggerLexicon) -> Scene:
    """Return the sentences of a report with every word in them that may name an event."""
    passages = make_passages(parsed, marks, lexicon)
    mentions = tuple(mention for passage in passages for mention in find_mentions(passage, lexicon))
    return Scene(passages, mentions, lexicon)


def keep_events(scene: Scene) -> list[Mention]:
    """Return the mentions that name an event, each with its type in this context."""
    scorers = scene.lexicon.scorers
    kept = []
    for mention in scene.mentions:
        features = mention_features(mention, scene)
        if scorers["real"].chance(features) >= REAL:
            kept.append(replace(mention, type=scorers["type"].best(features)))
    return kept


def _fill(passage: Passage, groups: Sequence[Group], lexicon: TriggerLexicon) -> None:
    """Give what one sentence tells to the events that it names."""
    here = [(mention, group) for group in groups for mention in group.mentions if mention.passage is passage]
    mentions = sorted((mention for mention, _ in here), key=lambda mention: mention.start)
    owner = dict(here)
    for mention, time in assign_times(passage, mentions, lexicon):
        owner[mention].when.append(time.span)
    for mention, place in assign_places(passage, mentions, lexicon):
        owner[mention].where.append(place.span)
    for mention, weapon in find_weapons(passage, mentions, lexicon):
        owner[mention].weapon.append(weapon)
    for mention in mentions:
        roles = find_roles(mention, lexicon)
        owner[mention].by.extend(roles.by)
        owner[mention].against.extend(roles.against)
    for home, field, count in find_counts(passage, mentions, lexicon):
        group = owner[home] if home is not None else _told_before(passage, field, groups)
        if group is not None:
            group.counts.append((field, count))


def _told_before(passage: Passage, field: str, groups: Sequence[Group]) -> Group | None:
    """Return the event that a sentence without a fitting mention goes on about."""
    types = frozenset(TAKING) if field == "taken" else HARMING
    fit = [
        (max(m.passage.number for m in group.mentions if m.passage.number < passage.number), group)
        for group in groups
        if group.type in types and group.mentions[0].passage.number < passage.number
    ]
    return max(fit, key=lambda pair: pair[0])[1] if fit else None


def _make_event(parsed: Parsed, group: Group, scene: Scene) -> Event:
    triggers = tuple(sorted(mention.span for mention in group.mentions))
    return Event(
        id=make_id(parsed.report.id, "event", group.type, triggers[0].start, triggers[0].end),
        type=group.type,
        triggers=triggers,
        status=find_status(group.mentions, scene),
        background=is_background(group.mentions, scene),
        when=tuple(TimeMention(span) for span in _once(group.when)),
        where=tuple(PlaceMention(span) for span in _once(group.where)),
        by=merge(group.by),
        against=merge(group.against),
        weapon=_once(group.weapon),
        killed=_counts(group, "killed"),
        injured=_counts(group, "injured"),
        taken=_counts(group, "taken"),
    )


# Chosen on the held third of the training parts.
REAL = 0.5


def _once(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans)))


def _counts(group: Group, field: str) -> tuple[Count, ...]:
    found = {count.span: count for name, count in group.counts if name == field}
    return tuple(found[span] for span in sorted(found))
