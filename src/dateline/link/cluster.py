"""Clustering under constraints: groups of events that are one, with no chains through events that say too little.

First the events that tell their day and place, joined best pair first while the two groups are alike on average; then
the vague ones, each added to the one group that it fits clearly best, never joining two groups; then what is left
among itself. People's decisions come before everything: what they called the same is joined first, what they called
different never meets. Two events of one report are different, unless other reports show that they are one event in two
words (a shooting, an assassination), or a person says so.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.knowledge.likeness import may_be_one
from dateline.link.compare import compare
from dateline.link.features import find_facts
from dateline.link.judgements import Decided
from dateline.link.sightings import Sighting
from dateline.records import Comparison

JOIN = 0.5  # average likeness of two groups that are joined
VAGUE_JOIN = 0.5  # likeness of a vague event to the group that it is added to
MARGIN = 0.1  # by which the best group must beat the second best
RARE = 0.8  # weight of a word that stands in fewer than one report in a thousand
RARE_WORDS = 3
_TOLLS = ("killed_differs", "killed_rises", "injured_differs", "injured_rises")
APART = frozenset({*_TOLLS, "time_gap", "place_far", "place_other_country"})
SAMPLE = 12  # members of a group that are compared with another group's: the most specific ones

Score = dict[tuple[str, str], float]


class Groups:
    """Groups under way, mutable for the time of one call: which event is in which, and what may meet."""

    def __init__(self, known: Mapping[str, Sighting], comparisons: Iterable[Comparison], decided: Decided) -> None:
        self.known = known
        self.scores: Score = {(one.left, one.right): one.score for one in comparisons}
        self.different = decided.different
        self.members: dict[str, list[str]] = {name: [name] for name in known}
        self.group_of: dict[str, str] = {name: name for name in known}

    def join(self, left: str, right: str) -> str:
        """Join two groups under the smaller of their names, and return it."""
        keep, drop = sorted((left, right))
        self.members[keep] = sorted(self.members[keep] + self.members.pop(drop))
        for name in self.members[keep]:
            self.group_of[name] = keep
        return keep

    def score(self, left: str, right: str) -> float:
        """Return how alike two events are; compared now if they never met under a key."""
        pair = (left, right) if left < right else (right, left)
        if pair not in self.scores:
            self.scores[pair] = compare(self.known[left], self.known[right]).score
        return self.scores[pair]

    def may_meet(self, left: str, right: str) -> bool:
        """Say whether two groups may be joined: no two events that a person, or their report, keeps apart."""
        reports: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.members[left]:
            reports[self.known[name].report_id].append(name)
        for name in self.members[right]:
            for other in reports.get(self.known[name].report_id, ()):
                if not may_be_told_twice(self.known[name], self.known[other]):
                    return False
        if not self.different:
            return True
        return not any(
            (min(one, other), max(one, other)) in self.different
            for one in self.members[left]
            for other in self.members[right]
        )

    def likeness(self, left: str, right: str) -> float:
        """Return the average likeness of two groups over their most specific members."""
        ones, others = self._sample(left), self._sample(right)
        scores = [
            self.score(one, other)
            for one in ones
            for other in others
            if self.known[one].report_id != self.known[other].report_id
        ]
        return sum(scores) / len(scores) if scores else 0.0

    def _sample(self, group: str) -> Sequence[str]:
        members = self.members[group]
        return members if len(members) <= SAMPLE else sorted(members, key=self._vagueness)[:SAMPLE]

    def _vagueness(self, name: str) -> tuple[bool, bool, str]:
        return (not is_specific(self.known[name]), self.known[name].background, name)


def is_specific(sighting: Sighting) -> bool:
    """Say whether a sighting tells enough to hold a group together.

    That is its day and its place (to a district), or, where it leaves one of them to be guessed, names and other rare
    words that few events share.
    """
    if sighting.dated and sighting.placed:
        return True
    return sighting.start is not None and sum(weight >= RARE for _, weight in sighting.words) >= RARE_WORDS


def may_be_told_twice(left: Sighting, right: Sighting) -> bool:
    """Say whether two events of one report may be one after all, told first in one word and then in another.

    That takes another report that tells of it as one; two events of one type, or with tolls, days or places of their
    own, are two: two bombs in one city on one day.
    """
    if left.type == right.type or not may_be_one(left.type, right.type):
        return False
    features = {feature.name for feature in find_facts(left, right)}
    return not features & APART


def cluster(
    sightings: Iterable[Sighting],
    comparisons: Iterable[Comparison],
    decided: Decided | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Return groups of event ids, sorted, every event in exactly one; the same in any order of input."""
    known = {one.event_id: one for one in sorted(sightings, key=lambda one: one.event_id)}
    decided = decided or Decided()
    groups = Groups(known, comparisons, decided)
    edges = sorted(groups.scores)
    for left, right in decided.same:
        _join_by_decision(groups, left, right)
    _join_best_first(groups, [pair for pair in edges if all(is_specific(known[name]) for name in pair)])
    _add_vague(groups, edges)
    _join_best_first(groups, [pair for pair in edges if not any(is_specific(known[name]) for name in pair)])
    return tuple(sorted(tuple(members) for members in groups.members.values()))


def _join_by_decision(groups: Groups, left: str, right: str) -> None:
    if left not in groups.group_of or right not in groups.group_of:
        return
    one, other = groups.group_of[left], groups.group_of[right]
    apart = any((min(a, b), max(a, b)) in groups.different for a in groups.members[one] for b in groups.members[other])
    if one != other and not apart:
        groups.join(one, other)


def _join_best_first(groups: Groups, edges: Iterable[tuple[str, str]]) -> None:
    """Join groups along `edges`, the most alike first, as long as they are alike on average."""
    queue = [(-groups.score(*pair), *pair) for pair in edges if groups.score(*pair) >= JOIN]
    heapq.heapify(queue)
    while queue:
        known_score, left, right = heapq.heappop(queue)
        one, other = groups.group_of[left], groups.group_of[right]
        if one == other or not groups.may_meet(one, other):
            continue
        score = -groups.likeness(one, other)
        if -score < JOIN:
            continue
        if score > known_score + 1e-9:
            heapq.heappush(queue, (score, left, right))  # the groups have grown and are less alike now
            continue
        groups.join(one, other)


def _add_vague(groups: Groups, edges: Sequence[tuple[str, str]]) -> None:
    """Add each vague event that is still alone to the group that it fits clearly best.

    All are judged against the groups as they stand before, so that no vague event draws another one in.
    """
    near: dict[str, set[str]] = {}
    for left, right in edges:
        for one, other in ((left, right), (right, left)):
            if not is_specific(groups.known[one]) and is_specific(groups.known[other]):
                near.setdefault(one, set()).add(groups.group_of[other])
    chosen: list[tuple[float, str, str]] = []
    for name in sorted(near):
        if len(groups.members[groups.group_of[name]]) > 1:
            continue
        ranked = sorted(
            ((groups.likeness(name, group), group) for group in near[name] if groups.may_meet(name, group)),
            key=lambda pair: (-pair[0], pair[1]),
        )
        if not ranked or ranked[0][0] < VAGUE_JOIN:
            continue
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
            continue
        chosen.append((-ranked[0][0], name, ranked[0][1]))
    for _, name, group in sorted(chosen):
        current = groups.group_of[group]
        if groups.may_meet(groups.group_of[name], current):
            groups.join(groups.group_of[name], current)
