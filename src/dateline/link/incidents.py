"""Incidents: events of many reports that are one, from sightings to groups in one call.

Background mentions link to the incident that they recall and never make a new one: a group in which no report has the
event as its news is `recalled`, kept apart from the incidents. What is planned or threatened is never linked to what
happened; such groups are `planned`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np

from dateline.link.blocks import make_pairs
from dateline.link.cluster import Scored, cluster
from dateline.link.columns import Columns, Flags, make_columns
from dateline.link.compare import Comparer
from dateline.link.features import Longs
from dateline.link.interning import run_starts
from dateline.link.judgements import make_decided
from dateline.link.sightings import PLANNED, Sighting
from dateline.records import Comparison, Incident, Judgement, Member
from dateline.text import make_id

KEPT = 0.2  # comparisons below are of no use to anybody who wonders why two events are one
TIES = 1  # comparisons kept of each event: with what it is most alike


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking comes to; `incidents` is what a user wants to see.

    `recalled` are groups that no report has as its news (only background mentions): kept apart, never shown as new.
    `planned` are groups of what is planned, expected or called for.
    """

    incidents: tuple[Incident, ...]
    recalled: tuple[Incident, ...] = ()
    planned: tuple[Incident, ...] = ()
    pairs: int = 0  # pairs that were compared
    blocks_cut: int = 0  # blocks too large to compare in full
    pairs_cut: int = 0  # pairs not compared for that reason


def link_events(
    sightings: Iterable[Sighting], judgements: Iterable[Judgement] = (), *, known: Collection[str] = frozenset()
) -> Linking:
    """Return the incidents that `sightings` are of, the same in any order of input.

    `judgements` may hold any: those on pairs of events count, of each pair the latest. `known` are the ids of incidents
    that have been shown before, which stay (see `find_founder`).
    """
    columns = make_columns(sightings)
    comparer = Comparer(columns)
    met = make_pairs(columns)
    scored = Scored(met.left, met.right, comparer.score(met.left, met.right))
    occasions = cluster(comparer, scored, make_decided(judgements))
    groups = [group for occasion in occasions for group in sorted(occasion, key=lambda one: _first(columns, one))]
    told = explain_groups(comparer, groups)
    made = [make_incident(columns, group, one, known) for group, one in zip(groups, told, strict=True)]
    made = _with_occasions(made, [len(occasion) for occasion in occasions])
    planned = np.array([name == PLANNED for name in columns.family_names], dtype=bool)
    kinds = [_kind(columns, group, planned) for group in groups]
    return Linking(
        incidents=_sorted(made, kinds, _Kind.HAPPENED),
        recalled=_sorted(made, kinds, _Kind.RECALLED),
        planned=_sorted(made, kinds, _Kind.PLANNED),
        pairs=len(met.left),
        blocks_cut=met.blocks_cut,
        pairs_cut=met.pairs_cut,
    )


class _Kind(Enum):
    """What a group of events is."""

    HAPPENED = auto()
    RECALLED = auto()
    PLANNED = auto()


def _kind(columns: Columns, group: Longs, planned: Flags) -> _Kind:
    if planned[columns.family[group]].all():
        return _Kind.PLANNED
    return _Kind.RECALLED if columns.background[group].all() else _Kind.HAPPENED


def _with_occasions(incidents: Sequence[Incident], sizes: Iterable[int]) -> list[Incident]:
    """Return the incidents, as many of them of one occasion, side by side, as each of `sizes` says."""
    made: list[Incident] = []
    for size in sizes:
        here = incidents[len(made) : len(made) + size]
        name = make_id("occasion", here[0].id) if size > 1 else None
        made.extend(replace(one, occasion=name) for one in here)
    return made


def make_incident(
    columns: Columns, group: Longs, comparisons: Sequence[Comparison] = (), known: Collection[str] = frozenset()
) -> Incident:
    """Return the incident of a group of rows."""
    ordered = sorted(group.tolist(), key=lambda row: _by_time(columns, row))
    return Incident(
        id=find_founder([columns.events[row] for row in ordered], known),
        members=tuple(Member(columns.report_names[columns.report[row]], columns.events[row]) for row in ordered),
        comparisons=tuple(sorted(comparisons, key=lambda one: (one.left, one.right))),
    )


def find_founder(events: Sequence[str], known: Collection[str] = frozenset()) -> str:
    """Return the id of the incident of `events`, given in the order of their publication (news before background).

    It comes from the first of them that has given its id to an incident before, else from the first: so it stays as the
    group grows, even by a report that turns out to be older. Of two incidents that are found to be one the id of the
    earlier stays; of one that falls apart, that part keeps it which holds the event it comes from.
    """
    ids = (make_id("incident", event) for event in events)
    first = make_id("incident", events[0])
    return next((one for one in ids if one in known), first) if known else first


def _first(columns: Columns, group: Longs) -> tuple[bool, float, str, str]:
    return min(_by_time(columns, row) for row in group.tolist())


def _by_time(columns: Columns, row: int) -> tuple[bool, float, str, str]:
    published = columns.published[row]
    told = float("inf") if np.isnan(published) else float(published)
    return (bool(columns.background[row]), told, columns.report_names[columns.report[row]], columns.events[row])


def explain_groups(comparer: Comparer, groups: Sequence[Longs]) -> list[list[Comparison]]:
    """Return for each group the comparisons of each of its events with those most like it."""
    made: list[list[Comparison]] = [[] for _ in groups]
    lefts, rights, homes = [], [], []
    for at, group in enumerate(groups):
        if len(group) < 2:
            continue
        one, other = np.triu_indices(len(group), 1)
        lefts.append(group[one])
        rights.append(group[other])
        homes.append(np.full(len(one), at))
    if not lefts:
        return made
    left, right, home = (np.concatenate(parts) for parts in (lefts, rights, homes))
    kept = comparer.columns.report[left] != comparer.columns.report[right]
    left, right, home = left[kept], right[kept], home[kept]
    score = comparer.score(left, right)
    chosen = _best(left, right, score)
    for comparison, at in zip(comparer.explain(left[chosen], right[chosen]), home[chosen].tolist(), strict=True):
        made[at].append(comparison)
    return made


def _best(left: Longs, right: Longs, score: np.ndarray) -> Longs:
    """Return which pairs are among the `TIES` best of either of their events."""
    row, pair = np.concatenate([left, right]), np.tile(np.arange(len(left)), 2)
    order = np.lexsort((pair, -score[pair], row))
    starts = run_starts(row[order])
    place = np.arange(len(row)) - np.repeat(starts, np.diff(np.append(starts, len(row))))
    chosen = np.unique(pair[order][place < TIES])
    return chosen[score[chosen] >= KEPT]


def _sorted(incidents: Sequence[Incident], kinds: Sequence[_Kind], wanted: _Kind) -> tuple[Incident, ...]:
    chosen = (one for one, kind in zip(incidents, kinds, strict=True) if kind is wanted)
    return tuple(sorted(chosen, key=lambda one: one.id))
