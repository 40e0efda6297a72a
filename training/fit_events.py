"""Fit the weights of the event rules (`event_weights.tsv`) on annotated reports.

    python training/fit_events.py CORPUS OUT [--skip p03,p06]

CORPUS is a folder with `voa/pNN.txt`, `voa/pNN.jsonl` and `dev.txt` (parts that are never read here). Every decision is
a multinomial logistic regression with an L2 penalty over named features, fitted by full-batch Adam; features seen fewer
than three times are left out, weights are rounded to two decimals and dropped below 0.05. No randomness.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from fit_events_gold import Rows, gather_rows

# Chosen among 1, 4, 12 and 30 on every third training part while fitting on the others.
PENALTY = {
    "role": 3.0,
    "killed": 3.0,
    "injured": 2.0,
    "home": 2.0,
    "side": 4.0,
    "real": 12.0,
    "outcome": 12.0,
    "join": 12.0,
}
OTHER_PENALTY = 8.0
STEPS = 250


def fit(rows: Sequence[tuple[Sequence[str], str]], labels: Sequence[str], penalty: float) -> dict[str, np.ndarray]:
    """Return a weight vector over `labels` for each feature."""
    seen = Counter(feature for features, _ in rows for feature in set(features))
    names = sorted(name for name, count in seen.items() if count >= 3)
    number = {name: i for i, name in enumerate(names)}
    flat = [
        (row, number[name])
        for row, (features, _) in enumerate(rows)
        for name in sorted(set(features))
        if name in number
    ]
    pairs = np.array(flat, dtype=np.int64)
    by_feature = pairs[np.argsort(pairs[:, 1], kind="stable")]
    row_starts = np.searchsorted(pairs[:, 0], np.arange(len(rows)))
    feature_starts = np.searchsorted(by_feature[:, 1], np.arange(len(names)))
    target = np.zeros((len(rows), len(labels)), dtype=np.float32)
    target[np.arange(len(rows)), [list(labels).index(label) for _, label in rows]] = 1
    weights = np.zeros((len(names), len(labels)), dtype=np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        sums = np.add.reduceat(weights[pairs[:, 1]], row_starts, axis=0)
        sums -= sums.max(axis=1, keepdims=True)
        chances = np.exp(sums)
        chances /= chances.sum(axis=1, keepdims=True)
        error = chances - target
        gradient = np.add.reduceat(error[by_feature[:, 0]], feature_starts, axis=0) + penalty * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        rate = 0.05 * (1 - 0.7 * step / STEPS)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return {name: weights[i] for name, i in number.items()}


def write_table(out: Path, decisions: Iterable[tuple[str, Sequence[str], dict[str, np.ndarray]]]) -> None:
    """Write all decisions as one table."""
    lines = ["# Weights of the event rules, made by training/fit_events.py from the training parts of the corpus."]
    for decision, labels, weights in decisions:
        lines.append("\t".join([decision, "LABELS", *labels]))
        for name in sorted(weights):
            values = weights[name]
            if len(labels) == 2:
                values = np.array([0, values[1] - values[0]])
            told = [f"{label}={value:.2f}" for label, value in zip(labels, values, strict=True) if abs(value) >= 0.05]
            if told:
                lines.append("\t".join([decision, name, *told]))
    out.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Read the corpus, fit every decision, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--skip", default="")
    given = parser.parse_args()
    held = set((given.corpus / "dev.txt").read_text().split()) | set(given.skip.split(","))
    gathered: Rows = gather_rows(given.corpus / "voa", held)
    decisions = []
    for decision, rows in gathered.items():
        labels = sorted({label for _, label in rows})
        decisions.append((decision, labels, fit(rows, labels, PENALTY.get(decision, OTHER_PENALTY))))
        print(f"{decision}: {len(rows)} rows, {len(labels)} labels, {len(decisions[-1][2])} features")
    write_table(given.out, decisions)


if __name__ == "__main__":
    main()
