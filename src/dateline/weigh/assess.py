"""Assessments."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.records import Assessment, Incident, Line, Saying


def weigh(incident: Incident, sayings: Iterable[Saying], lines: Iterable[Line]) -> Assessment:
    """Return what is known of `incident`."""
    list(sayings), list(lines)
    return Assessment(incident.id, "", "attack", None, None, (), (), (), "weak", "")
