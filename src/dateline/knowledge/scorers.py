"""Linear scorers: decisions by summed weights of named features, fitted on annotated reports and kept as a table.

The table `event_weights.tsv` is made by `training/fit_events.py`; a line is a decision, a feature and ``label=weight``
for each label that the feature speaks for or against. What is not in the table weighs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Scorer:
    """One decision: its labels, and for each feature the numbers of labels with their weights."""

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]

    def scores(self, features: Iterable[str]) -> list[float]:
        """Return the sum of weights for each label."""
        sums = [0.0] * len(self.labels)
        for feature in features:
            for i, weight in self.weights.get(feature, ()):
                sums[i] += weight
        return sums

    def best(self, features: Iterable[str]) -> str:
        """Return the label with the greatest sum; the first one where sums are equal."""
        sums = self.scores(features)
        return self.labels[sums.index(max(sums))]

    def chance(self, features: Iterable[str], label: str = "yes") -> float:
        """Return the probability of `label` (softmax of the sums)."""
        sums = self.scores(features)
        top = max(sums)
        parts = [math.exp(value - top) for value in sums]
        return parts[self.labels.index(label)] / sum(parts)

    def likelihoods(self, features: Iterable[str]) -> tuple[float, ...]:
        """Return the logarithm of each label's probability."""
        sums = self.scores(features)
        top = max(sums)
        total = top + math.log(sum(math.exp(value - top) for value in sums))
        return tuple(value - total for value in sums)


def load_scorers(name: str = "event_weights.tsv") -> dict[str, Scorer]:
    """Load all decisions of a table.

    Raises:
        ValueError: a line names a label that its decision does not have.
    """
    page = (resources.files("dateline.knowledge") / "data" / "en" / name).read_text("utf-8")
    labels: dict[str, tuple[str, ...]] = {}
    weights: dict[str, dict[str, tuple[tuple[int, float], ...]]] = {}
    for line in page.splitlines():
        if not line or line.startswith("#"):
            continue
        decision, feature, *values = line.split("\t")
        if feature == "LABELS":
            labels[decision], weights[decision] = tuple(values), {}
            continue
        pairs = [value.rsplit("=", 1) for value in values]
        weights[decision][feature] = tuple((labels[decision].index(label), float(weight)) for label, weight in pairs)
    return {decision: Scorer(labels[decision], weights[decision]) for decision in labels}
