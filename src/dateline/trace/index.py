"""An index of stories that takes one report after the other, in any order, and always holds what `trace` would give.

A new report is looked up under its keys alone, and only the story that it touches is put together anew: the price of
one more report rests on the size of that story, not on that of the archive. To hold exactly the pairs of `blocks`, each
pair counts under how many keys it is to be compared; in a large block the newcomer parts neighbours, whose pair then
counts once less, and is forgotten where no key is left to it.

The index lives in memory; what it takes to build it again is prints and links, which are small and plain.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.records import Story, StoryLink
from dateline.trace.blocks import FIRST, NEIGHBOURS, WHOLE_BLOCK, block_pairs
from dateline.trace.groups import by_time
from dateline.trace.keys import make_keys
from dateline.trace.likeness import compare
from dateline.trace.prints import Print
from dateline.trace.stories import make_stories

Pair = tuple[str, str]
Place = tuple[float, str]  # when published, and which report


class StoryIndex:
    """Prints, the blocks in which they meet, and the links found so far."""

    def __init__(self, prints: Iterable[Print] = (), links: Mapping[Pair, StoryLink | None] | None = None) -> None:
        """Begin with `prints`; `links` are what `links()` gave of them before, so that nothing is compared twice."""
        self._prints: dict[str, Print] = {}
        self._blocks: defaultdict[int, list[Place]] = defaultdict(list)
        self._uses: Counter[Pair] = Counter()
        self._links: dict[Pair, StoryLink | None] = dict(links or {})  # None: compared, and not one story
        self._tied: defaultdict[str, set[str]] = defaultdict(set)
        for one in sorted(prints, key=by_time):
            self.add(one)

    def __len__(self) -> int:
        """Return the number of reports."""
        return len(self._prints)

    def add(self, one: Print) -> tuple[StoryLink, ...]:
        """Take in a report; return its ties to those that are there. One that is known already changes nothing."""
        if one.report_id in self._prints:
            return ()
        self._prints[one.report_id] = one
        changes: Counter[Pair] = Counter()
        for key in make_keys(one):
            self._meet(key, by_time(one), changes)
        for pair, change in changes.items():
            self._uses[pair] += change
        for pair in sorted(pair for pair, change in changes.items() if change):
            self._settle(pair)
        return tuple(self._ties_of(one.report_id))

    def story_of(self, report_id: str) -> Story:
        """Return the story that a report is in (`KeyError` where it was not taken in)."""
        near = self._around(report_id)
        return next(story for story in self._make(near) if report_id in story.reports)

    def stories(self) -> tuple[Story, ...]:
        """Return all stories, as `trace` gives them."""
        return make_stories(self._prints, (link for link in self._links.values() if link is not None))

    def links(self) -> dict[Pair, StoryLink | None]:
        """Return all pairs that were compared and hold still, with what came out."""
        return dict(sorted(self._links.items()))

    def _meet(self, key: int, place: Place, changes: Counter[Pair]) -> None:
        """Put a report into a block, and count which pairs are now to be compared there and which no longer."""
        block = self._blocks[key]
        at = bisect_left(block, place)
        if len(block) < WHOLE_BLOCK:
            changes.update(_pair(place[1], other) for _, other in block)
            insort(block, place)
            return
        whole = len(block) == WHOLE_BLOCK or at < FIRST
        low, high = (0, len(block)) if whole else (max(0, at - NEIGHBOURS - 1), at + NEIGHBOURS + 1)
        before = _pairs_within(block, low, high)
        insort(block, place)
        after = _pairs_within(block, low, high + 1)
        changes.subtract(before - after)
        changes.update(after - before)

    def _settle(self, pair: Pair) -> None:
        """Compare a pair that is newly to be compared; forget one that no key holds any more."""
        if self._uses[pair] <= 0:
            del self._uses[pair]
            if self._links.pop(pair, None) is not None:
                self._tied[pair[0]].discard(pair[1])
                self._tied[pair[1]].discard(pair[0])
            return
        if pair not in self._links:
            self._links[pair] = compare(self._prints[pair[0]], self._prints[pair[1]])
        if self._links[pair] is not None:
            self._tied[pair[0]].add(pair[1])
            self._tied[pair[1]].add(pair[0])

    def _ties_of(self, report_id: str) -> Iterable[StoryLink]:
        for other in sorted(self._tied[report_id]):
            if (link := self._links[_pair(report_id, other)]) is not None:
                yield link

    def _around(self, report_id: str) -> set[str]:
        """Return all reports that are tied to one, directly or through others."""
        reached, waiting = {report_id}, [report_id]
        while waiting:
            for name in self._tied[waiting.pop()] - reached:
                reached.add(name)
                waiting.append(name)
        return reached

    def _make(self, names: set[str]) -> tuple[Story, ...]:
        prints = {name: self._prints[name] for name in names}
        links = {link.left + link.right: link for name in names for link in self._ties_of(name)}
        return make_stories(prints, links.values())


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _pairs_within(block: Sequence[Place], low: int, high: int) -> set[Pair]:
    """Return the pairs to compare of a block that may change where a report comes in between `low` and `high`."""
    if low == 0 and high >= len(block):
        return {_pair(*pair) for pair in block_pairs([name for _, name in block])}
    start = max(0, low - NEIGHBOURS)
    names = [name for _, name in block[start:high]]
    first = [name for _, name in block[:FIRST]]
    pairs = {
        _pair(names[left], names[right])
        for right in range(low - start, len(names))
        for left in range(max(0, right - NEIGHBOURS), right)
    }
    return pairs | {_pair(one, name) for one in first for name in names[low - start :]}
