"""Confidence: how often findings with a given score are right, fitted on the validation parts (Platt scaling)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from corpus import Sample

from dateline.extract.reading.findings import decode
from dateline.knowledge.reader import Reader
from dateline.records import Event, Findings
from dateline.score.agreement import CONTENT_SHARE, _same_claim, _same_relation
from dateline.score.gold import GoldReport
from dateline.score.matching import match_pairs, overlap_any, share_words

KINDS = ("event", "statement", "responsibility", "relation")
Outcomes = dict[str, list[tuple[float, bool]]]


def judge(gold: GoldReport, found: Findings) -> Outcomes:
    """Return confidence and truth of every finding, by the definitions of the scorer."""
    text = gold.text

    def same_event(left: Event, right: Event) -> bool:
        return left.type == right.type and overlap_any(left.triggers, right.triggers)

    matches = {
        "event": (found.events, match_pairs(gold.findings.events, found.events, same_event)),
        "statement": (
            found.statements,
            match_pairs(
                gold.findings.statements,
                found.statements,
                lambda g, f: g.source.overlaps(f.source) and share_words(text, g.content, f.content) >= CONTENT_SHARE,
            ),
        ),
        "responsibility": (
            found.responsibility,
            match_pairs(gold.findings.responsibility, found.responsibility, lambda g, f: _same_claim(text, g, f)),
        ),
        "relation": (
            found.relations,
            match_pairs(gold.findings.relations, found.relations, lambda g, f: _same_relation(text, g, f)),
        ),
    }
    outcomes: Outcomes = {}
    for kind, (items, pairs) in matches.items():
        right = {f for _, f in pairs}
        outcomes[kind] = [(float(item.confidence or 0.0), number in right) for number, item in enumerate(items)]
    return outcomes


def collect(reader: Reader, samples: Sequence[Sample], encoded: Sequence) -> Outcomes:
    """Decode the samples and judge every finding."""
    whole: Outcomes = {kind: [] for kind in KINDS}
    for sample, code in zip(samples, encoded, strict=True):
        for kind, rows in judge(sample.gold, decode(sample.parsed, sample.pieces, code, reader)).items():
            whole[kind] += rows
    return whole


def fit_platt(rows: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return slope and shift of the log-odds with the least log-loss (Newton's method, a little ridge towards 1 and 0).

    Source: Platt, Probabilistic outputs for support vector machines (1999), with his smoothed targets.
    """
    if len(rows) < 20:
        return 1.0, 0.0
    raw = np.clip(np.array([score for score, _ in rows]), 1e-4, 1.0 - 1e-4)
    right = np.array([is_right for _, is_right in rows])
    wanted = np.where(right, (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2))
    design = np.stack([np.log(raw / (1 - raw)), np.ones_like(raw)], axis=1)
    weights = prior = np.array([1.0, 0.0])

    def loss(at: np.ndarray) -> float:
        odds = design @ at
        return float((np.logaddexp(0, odds) - wanted * odds).sum() + 0.5 * ((at - prior) ** 2).sum())

    for _ in range(100):
        shares = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (shares - wanted) + (weights - prior)
        curve = (design * (shares * (1 - shares))[:, None]).T @ design + np.eye(2)
        step = np.linalg.solve(curve, slope)
        while loss(weights - step) > loss(weights) and np.abs(step).max() > 1e-9:
            step = step / 2
        weights = weights - step
    return round(float(weights[0]), 4), round(float(weights[1]), 4)


def calibration_error(rows: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error over `bins` of equal width."""
    if not rows:
        return 0.0
    raw, right = np.array([score for score, _ in rows]), np.array([is_right for _, is_right in rows], dtype=float)
    number = np.minimum((raw * bins).astype(int), bins - 1)
    gaps = [
        abs(raw[number == k].mean() - right[number == k].mean()) * (number == k).mean()
        for k in range(bins)
        if (number == k).any()
    ]
    return round(float(sum(gaps)), 4)
