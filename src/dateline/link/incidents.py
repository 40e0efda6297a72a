"""Incidents: events of many reports that are one, from sightings to groups in one call.

Background mentions link to the incident that they recall and never make a new one: a group in which no report has the
event as its news is `recalled`, kept apart from the incidents. What is planned or threatened is never linked to what
happened; such groups are `planned`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.link.blocks import make_pairs
from dateline.link.cluster import cluster
from dateline.link.compare import compare
from dateline.link.judgements import make_decided
from dateline.link.sightings import PLANNED, Sighting
from dateline.link.weighing import reweigh
from dateline.records import Comparison, Incident, Judgement, Member
from dateline.text import make_id

KEPT = 0.2  # comparisons below are of no use to anybody who wonders why two events are (not) one


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking comes to; `incidents` is what a user wants to see.

    `recalled` are groups that no report has as its news (only background mentions): kept apart, never shown as new.
    `planned` are groups of what is planned, expected or called for.
    """

    incidents: tuple[Incident, ...]
    recalled: tuple[Incident, ...] = ()
    planned: tuple[Incident, ...] = ()
    blocks_cut: int = 0  # blocks too large to compare in full
    pairs_cut: int = 0  # pairs not compared for that reason


def link_events(sightings: Iterable[Sighting], judgements: Iterable[Judgement] = ()) -> Linking:
    """Return the incidents that `sightings` are of, the same in any order of input.

    `judgements` may hold any: those on pairs of events count, of each pair the latest.
    """
    ordered = sorted(sightings, key=lambda one: one.event_id)
    known = {one.event_id: one for one in reweigh(ordered)}
    met = make_pairs(known.values())
    comparisons = [compare(known[left], known[right]) for left, right in met.pairs]
    groups = cluster(known.values(), comparisons, make_decided(judgements))
    kept = _by_group(groups, comparisons)
    made = [(group, make_incident([known[name] for name in group], kept[at])) for at, group in enumerate(groups)]
    planned = {incident.id for group, incident in made if all(known[name].family == PLANNED for name in group)}
    happened = [(group, incident) for group, incident in made if incident.id not in planned]
    news = {incident.id for group, incident in happened if any(not known[name].background for name in group)}
    return Linking(
        incidents=_sorted(incident for _, incident in happened if incident.id in news),
        recalled=_sorted(incident for _, incident in happened if incident.id not in news),
        planned=_sorted(incident for _, incident in made if incident.id in planned),
        blocks_cut=met.blocks_cut,
        pairs_cut=met.pairs_cut,
    )


def make_incident(sightings: Sequence[Sighting], comparisons: Iterable[Comparison] = ()) -> Incident:
    """Return the incident of a group of sightings.

    Its id comes from the member that was published first (news before background), so it stays as the group grows.
    """
    ordered = sorted(sightings, key=_by_time)
    return Incident(
        id=make_id("incident", ordered[0].event_id),
        members=tuple(Member(one.report_id, one.event_id) for one in ordered),
        comparisons=tuple(sorted(comparisons, key=lambda one: (one.left, one.right))),
    )


def _by_time(sighting: Sighting) -> tuple[bool, float, str, str]:
    published = sighting.published if sighting.published is not None else float("inf")
    return (sighting.background, published, sighting.report_id, sighting.event_id)


def _by_group(groups: Sequence[Sequence[str]], comparisons: Iterable[Comparison]) -> Mapping[int, list[Comparison]]:
    """Return the comparisons within each group, by its place in `groups`."""
    group_of = {name: at for at, group in enumerate(groups) for name in group}
    kept: defaultdict[int, list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        if group_of[comparison.left] == group_of[comparison.right] and comparison.score >= KEPT:
            kept[group_of[comparison.left]].append(comparison)
    return kept


def _sorted(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    return tuple(sorted(incidents, key=lambda incident: incident.id))
