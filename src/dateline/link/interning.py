"""Interning: strings become numbers and rows of them arrays, one sighting at a time, so that none has to be kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Weights = NDArray[np.float32]


class Coder(dict[str, int]):
    """Numbers for strings, in the order in which they are first asked for."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number

    def ranks(self) -> tuple[tuple[str, ...], Codes]:
        """Return all strings in alphabetical order, and for each number its place in that order."""
        ordered = sorted(self)
        ranks = np.empty(len(ordered), dtype=np.int32)
        for place, text in enumerate(ordered):
            ranks[self[text]] = place
        return tuple(ordered), ranks


class Rows:
    """Rows of numbers of different length, under way."""

    def __init__(self) -> None:
        self.ids, self.weights, self.sizes = array("i"), array("f"), array("i")

    def add(self, ids: Sequence[int], weights: Sequence[float] | None = None) -> None:
        """Add a row."""
        self.ids.extend(ids)
        self.weights.extend(weights if weights is not None else [1.0] * len(ids))
        self.sizes.append(len(ids))

    def square(self, ranks: Codes, padding: int, width: int | None = None) -> tuple[Codes, Weights]:
        """Return the rows side by side, as ranks, padded; those longer than `width` are cut."""
        sizes = np.frombuffer(self.sizes, dtype=np.int32) if self.sizes else np.zeros(0, np.int32)
        most = max(1, int(sizes.max(initial=0)) if width is None else width)
        ids = np.full((len(sizes), most), padding, dtype=np.int32)
        weights = np.zeros((len(sizes), most), dtype=np.float32)
        if self.ids:
            row = np.repeat(np.arange(len(sizes)), sizes)
            at = np.arange(len(self.ids)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            kept = at < most
            ids[row[kept], at[kept]] = ranks[np.frombuffer(self.ids, dtype=np.int32)][kept]
            weights[row[kept], at[kept]] = np.frombuffer(self.weights, dtype=np.float32)[kept]
        return ids, weights


class Counts:
    """In how many reports each number stands."""

    def __init__(self) -> None:
        self.reports, self.ids = array("i"), array("i")

    def add(self, report: int, ids: Iterable[int]) -> None:
        """Count these of a report; what was counted before of the same report is counted once."""
        before = len(self.ids)
        self.ids.extend(ids)
        self.reports.extend([report] * (len(self.ids) - before))

    def total(self, size: int) -> NDArray[np.int64]:
        """Return the counts of numbers 0 to `size`."""
        if not self.ids:
            return np.zeros(size, dtype=np.int64)
        pairs = np.frombuffer(self.reports, dtype=np.int32).astype(np.int64) * size
        pairs += np.frombuffer(self.ids, dtype=np.int32)
        pairs.sort()
        first = np.ones(len(pairs), dtype=bool)
        first[1:] = pairs[1:] != pairs[:-1]
        return np.bincount(pairs[first] % size, minlength=size)


def run_starts(values: NDArray[np.int32] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where in sorted values a new one begins."""
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.append(True, values[1:] != values[:-1]))


def steps(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0, 1 ... up to each of the sizes, one after the other."""
    return np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
