"""Events out of the trained reader's scores: triggers are joined into events, roles are read off the triggers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.extract.amounts import parse_quantity
from dateline.extract.neural_spans import Found, Page, find_bounds, nearest_rows, trim_marks
from dateline.knowledge.reader import Floats, Reader, Scores
from dateline.records import Count, Event, Participant, PlaceMention, Span, TimeMention
from dateline.text import make_id


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


def find_neural_events(page: Page, drafts: Drafts, reader: Reader, report_id: str) -> FoundEvents:
    """Return the events of a page in the order of their first triggers."""
    events: list[Event] = []
    of_trigger: list[str | None] = [None] * len(drafts.triggers)
    for group in join_triggers(drafts.scores, reader.thresholds["same"]):
        if max(drafts.triggers[k].score for k in group) < reader.thresholds["event"]:
            continue
        event = _make_event(page, drafts, reader, group, report_id)
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


def _make_event(page: Page, drafts: Drafts, reader: Reader, group: Sequence[int], report_id: str) -> Event:
    scores, labels = drafts.scores, reader.labels
    rows = list(group)
    types = scores.types[rows].mean(0)
    kind = labels.types[int(types.argmax())]
    triggers = tuple(page.span(drafts.triggers[k].bounds) for k in group)
    roles = _read_roles(page, drafts, group)
    spans = {name: find_bounds(page, roles.tags[:, k], reader.thresholds[name]) for k, name in enumerate(labels.roles)}
    confidence = float(types.max()) * max(drafts.triggers[k].score for k in group)
    counts = {name: _make_counts(page, spans[name], roles, reader) for name in ("killed", "injured", "taken")}
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
        killed=counts["killed"],
        injured=counts["injured"],
        taken=counts["taken"],
        confidence=reader.confidence("event", confidence),
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


def _make_counts(page: Page, found: Sequence[Found], roles: _Roles, reader: Reader) -> tuple[Count, ...]:
    counts: list[Count] = []
    for one in found:
        span = page.span(trim_marks(page, one.bounds, ".,;:\"'”“"))
        amount = parse_quantity(span.of(page.text))
        if amount is None:
            continue
        side = roles.sides[one.bounds[0] : one.bounds[1]].mean(0)
        who = reader.labels.sides[int(side.argmax())]
        counts.append(Count(span, amount.min, amount.max, who, amount.approx, amount.vague))
    return tuple(counts)
