"""Incidents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.link.sightings import Sighting
from dateline.records import Incident, Judgement, Member
from dateline.text import make_id


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking comes to; `incidents` is what a user wants to see.

    `recalled` are groups that no report has as its news (only background mentions): kept apart, never shown as new.
    """

    incidents: tuple[Incident, ...]
    recalled: tuple[Incident, ...] = ()
    blocks_cut: int = 0  # blocks too large to compare in full
    pairs_cut: int = 0  # pairs not compared for that reason


def link_events(sightings: Iterable[Sighting], judgements: Iterable[Judgement] = ()) -> Linking:
    """Return the incidents that `sightings` are of, the same in any order of input."""
    list(judgements)
    return Linking(
        tuple(Incident(make_id("incident", one.event.id), (Member(one.report_id, one.event.id),)) for one in sightings)
    )
