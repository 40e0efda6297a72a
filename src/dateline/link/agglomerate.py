"""Agglomeration: what is in a square of pairs is joined best first, while it is alike on average and nothing parts it.

Three rounds, so that no chain forms: first what says enough to hold a group together (`specific`), then the vague, each
added to the one group that it fits clearly best, then what is left among itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]

JOIN = 0.5  # average likeness of two groups that are joined
VAGUE_JOIN = 0.5  # likeness of a vague one to the group that it is added to
MARGIN = 0.1  # by which the best group must beat the second best


@dataclass(frozen=True, slots=True, eq=False)
class Square:
    """m things with all their pairs, (m, m): likeness, whether a pair counts (1 or 0), and what must not meet.

    `forbidden` is that part of `apart` that a person has decided.
    """

    likeness: Reals
    counted: Reals
    apart: Flags
    forbidden: Flags

    def part(self, chosen: Longs) -> Square:
        """Return the square of some of the things."""
        at = np.ix_(chosen, chosen)
        return Square(self.likeness[at], self.counted[at], self.apart[at], self.forbidden[at])


def empty_square(size: int) -> Square:
    """Return a square in which nothing is alike, counts or parts."""
    flags = np.zeros((2, size, size), dtype=bool)
    numbers = np.zeros((2, size, size))
    return Square(numbers[0], numbers[1], flags[0], flags[1])


class _Groups:
    """Groups of a square under way."""

    def __init__(self, square: Square) -> None:
        self.square = square
        self.members: dict[int, list[int]] = {at: [at] for at in range(len(square.likeness))}
        self.total, self.counted = square.likeness * square.counted, square.counted.copy()
        self.apart = square.apart.copy()

    def join(self, left: int, right: int) -> int:
        """Join two groups under the smaller of their numbers, and return it."""
        keep, drop = min(left, right), max(left, right)
        self.members[keep] = sorted(self.members[keep] + self.members.pop(drop))
        for table in (self.total, self.counted):
            table[keep] += table[drop]
            table[:, keep] += table[:, drop]
        self.apart[keep] |= self.apart[drop]
        self.apart[:, keep] |= self.apart[:, drop]
        return keep

    def likeness(self, ones: NDArray[np.int64], others: NDArray[np.int64]) -> Reals:
        """Return how alike groups are on average, -1 where they must not meet."""
        at = np.ix_(ones, others)
        mean = np.divide(
            self.total[at], self.counted[at], out=np.zeros(self.total[at].shape), where=self.counted[at] > 0
        )
        return np.where(self.apart[at], -1.0, mean)

    def join_best_first(self, active: list[int]) -> None:
        """Join the most alike of some groups as long as they are alike on average."""
        left = np.array(active, dtype=np.int64)
        while len(left) > 1:
            mean = np.triu(self.likeness(left, left), 1)
            best = int(np.argmax(mean))
            if mean.flat[best] < JOIN:
                return
            one, other = divmod(best, len(left))
            self.join(int(left[one]), int(left[other]))
            left = np.delete(left, other)


def agglomerate(square: Square, specific: Flags, same: Sequence[tuple[int, int]] = ()) -> list[list[int]]:
    """Return the groups of a square, as places in it; `same` are places that a person has joined, the latest first."""
    size = len(square.likeness)
    if not same and specific.all() and _is_whole(square):
        return [list(range(size))]
    groups = _Groups(square)
    home = {at: at for at in groups.members}
    for one, other in same:
        first, second = home[one], home[other]
        at = np.ix_(groups.members[first], groups.members[second])
        if first != second and not square.forbidden[at].any():
            keep = groups.join(first, second)
            home.update(dict.fromkeys(groups.members[keep], keep))
    groups.join_best_first([at for at in groups.members if any(specific[one] for one in groups.members[at])])
    _add_vague(groups, specific)
    groups.join_best_first([at for at in groups.members if not any(specific[one] for one in groups.members[at])])
    return list(groups.members.values())


def _is_whole(square: Square) -> bool:
    """Say whether every two are alike and may meet: then their order makes no difference."""
    alike = (square.likeness >= JOIN) & (square.counted > 0) & ~square.apart
    return bool(alike.sum() == len(alike) * (len(alike) - 1))


def _add_vague(groups: _Groups, specific: Flags) -> None:
    """Add each vague event that is still alone to the group that it fits clearly best.

    All are judged against the groups as they stand before, so that no vague event draws another one in.
    """
    alone = [at for at, members in groups.members.items() if len(members) == 1 and not specific[at]]
    homes = np.array([at for at, members in groups.members.items() if any(specific[one] for one in members)], np.int64)
    if not alone or not len(homes):
        return
    mean = groups.likeness(np.array(alone, dtype=np.int64), homes)
    best = np.argmax(mean, axis=1)
    ranked = np.sort(mean, axis=1)
    chosen = [
        (-float(ranked[at, -1]), name, int(homes[best[at]]))
        for at, name in enumerate(alone)
        if ranked[at, -1] >= VAGUE_JOIN and (len(homes) < 2 or ranked[at, -1] - ranked[at, -2] >= MARGIN)
    ]
    moved: dict[int, int] = {}
    for _, name, home in sorted(chosen):
        current = moved.get(home, home)
        if not groups.apart[name, current]:
            moved[home] = groups.join(name, current)
