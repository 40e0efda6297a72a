"""Blocks: the pairs of reports that are compared, out of those that meet under a key.

In a block of up to 40 reports all pairs are compared. A key under which more meet is a stock phrase or a story that
hundreds reprint: there each report is compared with the first four and its six neighbours in time on either side, which
is enough to tie the copies of one story together. Which pairs those are depends on the members alone, not on the order
in which they came in; what was left out is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.trace.keys import Column

WHOLE_BLOCK = 40
FIRST = 4
NEIGHBOURS = 6
AT_ONCE = 20_000_000  # pairs held before repeats are dropped: 160 MB

Codes = NDArray[np.uint64]


@dataclass(slots=True)
class Cut:
    """What was left out: blocks compared in part, and pairs in them that were not looked at (with repeats)."""

    blocks: int = 0
    pairs: int = 0


def find_pairs(columns: Iterator[Column], count: int, cut: Cut) -> Iterator[tuple[int, int]]:
    """Yield the positions of each pair to compare once, sorted; members of a column are in order of time.

    `count` is the number of reports; `cut` is added to.
    """
    held: list[Codes] = []
    size = 0
    for keys, members in columns:
        found = _pairs_of_column(keys, members, count, cut)
        held.append(found)
        size += len(found)
        if size > AT_ONCE:
            held = [np.unique(np.concatenate(held))]
            size = len(held[0])
    codes = np.unique(np.concatenate(held)) if held else np.empty(0, dtype=np.uint64)
    for start in range(0, len(codes), 100_000):
        part = codes[start : start + 100_000]
        yield from zip((part // np.uint64(count)).tolist(), (part % np.uint64(count)).tolist(), strict=True)


def block_pairs(block: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs to compare in one block, whose members are in order of time."""
    for at, right in enumerate(block):
        start = 0 if len(block) <= WHOLE_BLOCK else max(0, at - NEIGHBOURS)
        for left in block[start:at]:
            yield left, right
        for left in block[: min(start, FIRST)]:
            yield left, right


def _pairs_of_column(keys: Codes, members: NDArray[np.int64], count: int, cut: Cut) -> Codes:
    order = np.argsort(keys, kind="stable")  # members of one key stay in order of time
    keys, members = keys[order], members[order]
    starts = (
        np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.empty(0, dtype=np.int64)
    )
    sizes = np.diff(np.append(starts, len(keys)))
    _count_cut(sizes[sizes > WHOLE_BLOCK], cut)
    shared = np.repeat(sizes > 1, sizes)
    members, sizes_of = members[shared], np.repeat(sizes, sizes)[shared]
    place = _places(sizes[sizes > 1])
    found = []
    for step in range(1, WHOLE_BLOCK):
        reaches = (place >= step) & ((sizes_of <= WHOLE_BLOCK) | (step <= NEIGHBOURS))
        at = np.flatnonzero(reaches)
        if not len(at):
            break
        found.append(_codes(members[at - step], members[at], count))
    for first in range(FIRST):
        at = np.flatnonzero((sizes_of > WHOLE_BLOCK) & (place - NEIGHBOURS > first))
        found.append(_codes(members[at - place[at] + first], members[at], count))
    return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.uint64)


def _places(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each member in its block, of blocks that stand one after the other."""
    total = int(sizes.sum())
    return np.arange(total, dtype=np.int64) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _codes(left: NDArray[np.int64], right: NDArray[np.int64], count: int) -> Codes:
    """Return one number for each pair of different reports, the smaller position first."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    other = low != high
    codes: Codes = low[other].astype(np.uint64) * np.uint64(count) + high[other].astype(np.uint64)
    return codes


def _count_cut(large: NDArray[np.int64], cut: Cut) -> None:
    cut.blocks += len(large)
    for size in large.tolist():
        kept = sum(min(at, NEIGHBOURS) + min(max(0, at - NEIGHBOURS), FIRST) for at in range(min(size, 20)))
        kept += max(0, size - 20) * (NEIGHBOURS + FIRST)
        cut.pairs += size * (size - 1) // 2 - kept
