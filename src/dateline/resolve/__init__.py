"""Resolve: ties what the text says to the world: calendar intervals, gazetteer places, known actors."""

from __future__ import annotations

from dateline.knowledge import Knowledge
from dateline.records import Findings, Parsed
from dateline.resolve.actors import resolve_actors
from dateline.resolve.places import resolve_places
from dateline.resolve.time_local import at_dateline
from dateline.resolve.times import resolve_times
from dateline.resolve.told_times import time_relations

__all__ = ["resolve_findings"]


def resolve_findings(parsed: Parsed, findings: Findings, knowledge: Knowledge) -> Findings:
    """Return the findings with every mention tied to the world as far as the report allows."""
    local = at_dateline(parsed, knowledge.gazetteer)
    findings = time_relations(local, resolve_times(local, findings))
    findings = resolve_places(parsed, findings, knowledge.gazetteer)
    return resolve_actors(parsed, findings, knowledge.register)
