"""Events out of the trained reader's scores: triggers are joined into events, roles are read off the triggers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.extract.reading.spans import Found, Page, find_bounds, nearest_rows, trim_marks
from dateline.knowledge.reader import Floats, Reader, Scores
from dateline.records import Count, Event, Participant, PlaceMention, Quantity, Span, TimeMention
from dateline.text import make_id

COUNTS = ("killed", "injured", "taken")


@dataclass(frozen=True, slots=True)
class Drafts:
    """The anchors of a page and what the heads say of them."""

    triggers: tuple[Found, ...]
    cues: tuple[Found, ...]
    claims: tuple[Found, ...]
    mentions: tuple[Found, ...]
    scores: Scores


@dataclass(frozen=True, slots=True)
class FoundEvents:
    """The events of a page, and for every trigger the id of its event (None where it was dropped)."""

    events: tuple[Event, ...]
    of_trigger: tuple[str | None, ...]


def find_neural_events(
    page: Page, drafts: Drafts, reader: Reader, quantities: Sequence[Quantity], report_id: str
) -> FoundEvents:
    """Return the events of a page in the order of their first triggers."""
    events: list[Event] = []
    of_trigger: list[str | None] = [None] * len(drafts.triggers)
    for group in join_triggers(drafts.scores, reader.thresholds["same"]):
        if _certainty(drafts, group) < reader.thresholds["event"]:
            continue
        event = _make_event(page, drafts, reader, group, quantities, report_id)
        events.append(event)
        for k in group:
            of_trigger[k] = event.id
    return FoundEvents(tuple(events), tuple(of_trigger))


def join_triggers(scores: Scores, threshold: float) -> list[list[int]]:
    """Join triggers bottom up: the two groups with the highest mean score of telling one event, down to `threshold`."""
    groups = [[k] for k in range(len(scores.types))]
    likely = np.triu(scores.same, 1)
    likely = likely + likely.T
    while len(groups) > 1:
        best, pair = threshold, None
        for i in range(len(groups)):
            for j in range(i + 1, len(groups)):
                mean = float(likely[np.ix_(groups[i], groups[j])].mean())
                if mean >= best:
                    best, pair = mean, (i, j)
        if pair is None:
            break
        groups[pair[0]] = sorted(groups[pair[0]] + groups[pair[1]])
        del groups[pair[1]]
    return sorted(groups)


def _certainty(drafts: Drafts, group: Sequence[int]) -> float:
    """Return how likely the surest trigger is one, times how likely the likeliest type is right."""
    return float(drafts.scores.types[list(group)].mean(0).max()) * max(drafts.triggers[k].score for k in group)


def _make_event(
    page: Page, drafts: Drafts, reader: Reader, group: Sequence[int], quantities: Sequence[Quantity], report_id: str
) -> Event:
    scores, labels = drafts.scores, reader.labels
    rows = list(group)
    types = scores.types[rows].mean(0)
    kind = labels.types[int(types.argmax())]
    triggers = tuple(page.span(drafts.triggers[k].bounds) for k in group)
    roles = _read_roles(page, drafts, group)
    spans = {
        name: find_bounds(page, roles.tags[:, k], reader.thresholds[name])
        for k, name in enumerate(labels.roles)
        if name not in COUNTS
    }
    counts = _make_counts(page, quantities, roles, reader)
    return Event(
        id=make_id(report_id, "event", kind, triggers[0].start, triggers[0].end),
        type=kind,
        triggers=triggers,
        status=labels.statuses[int(scores.statuses[rows].mean(0).argmax())],
        background=bool(scores.background[rows].mean() >= reader.thresholds["background"]),
        when=tuple(TimeMention(span) for span in _spans(page, spans["when"])),
        where=tuple(PlaceMention(span) for span in _spans(page, spans["where"])),
        by=_make_participants(page, spans["by"], roles, reader),
        against=_make_participants(page, spans["against"], roles, reader),
        weapon=_spans(page, spans["weapon"]),
        killed=tuple(counts["killed"]),
        injured=tuple(counts["injured"]),
        taken=tuple(counts["taken"]),
        confidence=reader.confidence("event", _certainty(drafts, group)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Roles:
    """Roles seen from a whole event: `tags` (t, roles, 3), `sides` (t, sides), `doubt` (t,)."""

    tags: Floats
    sides: Floats
    doubt: Floats


def _read_roles(page: Page, drafts: Drafts, group: Sequence[int]) -> _Roles:
    """Take each piece's tags from the trigger of the event that is surest, among those in the nearest sentence."""
    scores, rows = drafts.scores, list(group)
    near = nearest_rows(page, [drafts.triggers[k].bounds for k in group])
    inside = np.where(near[:, :, None], 1.0 - scores.roles[rows][..., 0], -1.0)
    best = inside.argmax(0)  # (t, roles)
    pieces = np.arange(best.shape[0])
    tags = scores.roles[rows][best, pieces[:, None], np.arange(best.shape[1])[None]]
    nearest = np.where(near, scores.roles[rows][..., 1:].sum((2, 3)), -1.0).argmax(0)
    return _Roles(tags, scores.sides[rows][nearest, pieces], scores.doubt[rows][nearest, pieces])


def _spans(page: Page, found: Sequence[Found]) -> tuple[Span, ...]:
    return tuple(page.span(trim_marks(page, one.bounds, ".,;:\"'”“")) for one in found)


def _make_participants(page: Page, found: Sequence[Found], roles: _Roles, reader: Reader) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            page.span(trim_marks(page, one.bounds, ".,;:\"'”“")),
            doubt=bool(roles.doubt[one.bounds[0] : one.bounds[1]].mean() >= reader.thresholds["doubt"]),
        )
        for one in found
    )


def _make_counts(page: Page, quantities: Sequence[Quantity], roles: _Roles, reader: Reader) -> dict[str, list[Count]]:
    """Give each number of people the field that one of its words is surest of, where it is sure enough.

    The rules find the phrase and what it means (they miss one count in seventeen; the reader's own spans fell
    apart more often); the reader says whether it counts killed, injured or taken of this event, and on whose side.
    """
    labels, counts = reader.labels, {name: list[Count]() for name in COUNTS}
    starts, ends = (edge[page.low : page.high][page.words] for edge in (page.pieces.starts, page.pieces.ends))
    for quantity in quantities:
        words = page.words[(starts < quantity.span.end) & (ends > quantity.span.start)]
        if not len(words):
            continue
        scores = {name: float((1.0 - roles.tags[words, labels.roles.index(name), 0]).max()) for name in COUNTS}
        name = max(scores, key=lambda field: scores[field])
        if scores[name] >= reader.thresholds[name]:
            who = labels.sides[int(roles.sides[words].mean(0).argmax())]
            count = Count(quantity.span, quantity.min, quantity.max, who, quantity.approx, quantity.vague)
            counts[name].append(count)
    return counts
