"""Which of our words fill which MUC-4 role: a logistic regression a role over sparse features, fitted on reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_SEEN = 4  # features of fewer training candidates are left out
STEPS = 120
RATE = 0.1
PENALTY = 5e-6  # L2; the best of 1e-4, 2e-5 and 5e-6 on every fourth training report


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Weights, one row a feature and one column a role; the last row is the bias."""

    features: dict[str, int]
    weights: Floats

    def chances(self, rows: Sequence[Iterable[str]]) -> Floats:
        """Return for every row of features the chance of each role, shape (rows, roles)."""
        positions, columns = _sparse(rows, self.features)
        return _sigmoid(_scores(positions, columns, self.weights, len(rows)))


def fit_model(rows: Sequence[Iterable[str]], labels: Floats, penalty: float = PENALTY) -> RoleModel:
    """Fit the weights on rows of features and labels of shape (rows, roles), each 0 or 1 (full-batch Adam)."""
    kept = [sorted(row) for row in rows]
    counts = Counter(feature for row in kept for feature in row)
    features = {one: number for number, one in enumerate(sorted(f for f, seen in counts.items() if seen >= LEAST_SEEN))}
    positions, columns = _sparse(kept, features)
    weights = np.zeros((len(features) + 1, labels.shape[1]))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    order = np.argsort(columns, kind="stable")
    by_column, starts = positions[order], np.searchsorted(columns[order], np.arange(len(features)))
    for step in range(1, STEPS + 1):
        error = (_sigmoid(_scores(positions, columns, weights, len(kept))) - labels) / len(kept)
        slope = np.vstack([np.add.reduceat(error[by_column], starts, axis=0), error.sum(axis=0)])
        slope += penalty * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return RoleModel(features, weights)


def _sparse(rows: Sequence[Iterable[str]], features: dict[str, int]) -> tuple[Ints, Ints]:
    pairs = [(number, features[one]) for number, row in enumerate(rows) for one in sorted(row) if one in features]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _scores(positions: Ints, columns: Ints, weights: Floats, count: int) -> Floats:
    sums = np.empty((count, weights.shape[1]))
    for role in range(weights.shape[1]):
        sums[:, role] = np.bincount(positions, weights=weights[columns, role], minlength=count)
    return np.asarray(sums + weights[-1])


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))
