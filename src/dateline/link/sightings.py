"""Sightings: one report's event with what is needed to compare it with another's."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Event, Findings, Report


@dataclass(frozen=True, slots=True)
class Sighting:
    """An event as one report tells of it; everything that linking looks at, and nothing else."""

    report_id: str
    event: Event


def make_sightings(report: Report, findings: Findings) -> tuple[Sighting, ...]:
    """Return the events of one report that are worth linking (general practice, for one, is not)."""
    return tuple(Sighting(report.id, event) for event in findings.events if event.status != "general")
