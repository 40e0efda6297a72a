"""Which place each name means, and where each event happened.

Every name is settled once, with the whole report in view (`place_ranking`, `place_settling`); each event then takes the
finest of its own places (`event_places`). What the report does not tell stays ``None``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from dateline.knowledge.gazetteer import Gazetteer
from dateline.records import Findings, Parsed, PlaceMention, Span
from dateline.resolve.event_places import place_event
from dateline.resolve.place_settling import settle


def resolve_places(parsed: Parsed, findings: Findings, gazetteer: Gazetteer) -> Findings:
    """Return `findings` with the place of each name, of each `where` and of each event, as far as they are known."""
    where = [mention.span for event in findings.events for mention in event.where]
    spans = _apart([mention.span for mention in findings.places], where)
    setting = settle(parsed, spans, gazetteer)
    by_span = {mention.span: place for mention, place in zip(setting.mentions, setting.places, strict=True)}
    places = tuple(PlaceMention(mention.span, by_span.get(mention.span)) for mention in findings.places)
    events = tuple(place_event(parsed, event, setting) for event in findings.events)
    return replace(findings, places=places, events=events)


def _apart(names: Iterable[Span], where: Iterable[Span]) -> list[Span]:
    """Return all names, and those `where` spans that hold no name, in text order and without overlaps."""
    first = sorted(set(names))
    starts = [span.start for span in first]
    kept = list(first)
    for span in sorted(set(where)):
        at = bisect_right(starts, span.start)
        beside = first[max(0, at - 1) : at + 1]
        if not any(span.overlaps(other) for other in beside) and not span.overlaps(kept[-1] if kept else Span(0, 0)):
            kept.append(span)
    return sorted(kept)
