"""Counting right, found and gold items of a measurement; precision, recall and F1 with bootstrap intervals."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

DRAWS, SEED = 1000, 7


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many items were right, found and there to be found. Ratios of reports add up."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Right over found; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right over gold; 0 where there was nothing to find."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    def __str__(self) -> str:
        return f"{self.precision:.3f} | {self.recall:.3f} | {self.f1:.3f}"


def add_up(ratios: Sequence[Ratio]) -> Ratio:
    """Return the sum of the ratios of reports."""
    return sum(ratios, Ratio())


def f1_interval(ratios: Sequence[Ratio]) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of F1, which resamples whole reports (Efron and Tibshirani)."""
    if not ratios:
        return 0.0, 0.0
    dice = random.Random(SEED)
    drawn = sorted(add_up(dice.choices(ratios, k=len(ratios))).f1 for _ in range(DRAWS))
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]
