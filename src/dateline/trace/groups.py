"""Groups: reports joined in the order of their publication, so that a compilation is known when it comes.

A report is tied to earlier ones. Where those are one group already, it joins them. Where they are several, it either
shows that they were one story all along, or it is a *compilation*: it is certainly later, took pieces of two of them
in, each in one run of words, and those two have nothing in common. A compilation joins nothing together; what is later
and goes back to one of its parts goes back to that part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from dateline.records import StoryLink
from dateline.trace.likeness import BLOCK, SURE, find_later, measure
from dateline.trace.prints import Print, origin_key

COMPILATION = "compilation"
STRANGERS = 0.1  # share of triples up to which two texts have nothing to do with each other


def by_time(one: Print) -> tuple[float, str]:
    """Return what orders reports: when they were published, those that do not say last, then their ids."""
    return (one.moment.first if one.moment is not None else float("inf"), one.report_id)


class Groups:
    """Reports that are tied so far; reports must be tied in the order of `by_time`."""

    def __init__(self, prints: Mapping[str, Print]) -> None:
        """Begin with every report alone."""
        self._prints = prints
        self._parent = {name: name for name in sorted(prints)}
        self._parts: dict[str, list[StoryLink]] = {}  # of each compilation
        self._ties: list[StoryLink] = []

    def tie(self, one: Print, links: Sequence[StoryLink]) -> None:
        """Tie a report to earlier ones."""
        groups: defaultdict[str, list[StoryLink]] = defaultdict(list)
        for link in links:
            groups[self._find(_other(link, one.report_id))].append(link)
        taken = self._taken_in(one, groups)
        if taken:
            self._parts[one.report_id] = [
                replace(link, kind=COMPILATION, source=_other(link, one.report_id))
                for root in taken
                for link in groups[root]
            ]
        for root, ties in groups.items():
            if root not in taken and not self._is_by_way_of_a_part(ties, one, groups):
                self._join(one.report_id, root)
                self._ties += ties

    def all(self) -> list[tuple[list[str], list[StoryLink]]]:
        """Return the groups with their ties, those of compilations to their parts among them."""
        members: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._parent:
            members[self._find(name)].append(name)
        ties: defaultdict[str, list[StoryLink]] = defaultdict(list)
        for link in self._ties:
            ties[self._find(link.left)].append(link)
        for whole, links in self._parts.items():
            ties[self._find(whole)] += links
        return [(group, ties[root]) for root, group in sorted(members.items())]

    def _taken_in(self, one: Print, groups: Mapping[str, Sequence[StoryLink]]) -> list[str]:
        """Return the groups that `one` is compiled of; none where it is no compilation."""
        if len(groups) < 2:
            return []
        pieces: dict[str, list[Print]] = {}
        for root, links in sorted(groups.items()):
            others = [self._prints[_other(link, one.report_id)] for link in links]
            if not any(other.report_id in self._parts for other in others):
                pieces[root] = [other for other in others if _is_taken_in(other, one)]
        found = {root: held[0] for root, held in pieces.items() if held}
        if any(_are_strangers(left, right) for left, right in combinations(found.values(), 2)):
            return sorted(pieces)
        return []

    def _is_by_way_of_a_part(
        self, ties: Sequence[StoryLink], one: Print, groups: Mapping[str, Sequence[StoryLink]]
    ) -> bool:
        """Say whether a report is like a compilation only because both go back to one of its parts."""
        for link in ties:
            parts = self._parts.get(_other(link, one.report_id))
            if parts is None or link.kind == "copy":
                return False
            if not any(part.source is not None and self._find(part.source) in groups for part in parts):
                return False
        return True

    def _find(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def _join(self, one: str, other: str) -> None:
        left, right = sorted((self._find(one), self._find(other)))
        self._parent[right] = left


def _other(link: StoryLink, name: str) -> str:
    return link.right if link.left == name else link.left


def _is_taken_in(piece: Print, whole: Print) -> bool:
    """Say whether a later report took an earlier one in, wholly or in one run of words."""
    if find_later(piece, whole) is not whole:
        return False
    overlap = measure(piece, whole)
    contained = overlap.share >= SURE and overlap.shorter == piece.report_id
    return contained or (overlap.share < SURE and overlap.run - 2 >= BLOCK * overlap.shared)


def _are_strangers(left: Print, right: Print) -> bool:
    """Say whether two reports share neither words nor whom they credit."""
    credits_one = left.origin is not None and origin_key(left) == origin_key(right)
    return not credits_one and measure(left, right).share < STRANGERS
