"""Confidence: how often findings with a given score are right, fitted on the parts held back (Platt scaling)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from chain import Chain

from dateline.knowledge.reader import Reader
from dateline.records import Event, Findings
from dateline.score.agreement import CONTENT_SHARE, _same_claim, _same_relation
from dateline.score.gold import GoldReport
from dateline.score.matching import match_pairs, overlap_any, share_words

KINDS = ("event", "statement", "responsibility", "relation")
SHARED = KINDS[1:]  # some of these come from the rules alone
LEAST = 8  # findings that are fitted on; the ridge keeps so few from saying much
DOUBT = 5  # as many right and as many wrong are added to findings of the rules alone: there are few
ALONE = -30.0  # odds of what only the rules found, while fitting: a confidence of 0 marks it
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


def collect(chain: Chain, reader: Reader) -> Outcomes:
    """Read all reports as it is shipped and judge every finding."""
    whole: Outcomes = {kind: [] for kind in KINDS}
    for item in chain.items:
        for kind, rows in judge(item.gold, chain.read(item, reader)).items():
            whole[kind] += rows
    return whole


def fit_confidence(chain: Chain, reader: Reader) -> dict[str, tuple[float, float]]:
    """Return slope and shift by kind of finding, and for findings of the rules that the reader does not share.

    Of the latter nothing is known but how often they are right: "<kind>_alone" has no slope.
    """
    marked = {f"{kind}_alone": (0.0, ALONE) for kind in SHARED}
    outcomes = collect(chain, replace(reader, calibration=marked))
    fitted = {}
    for kind, rows in outcomes.items():
        fitted[kind] = fit_platt([row for row in rows if row[0] > 0.0])
        if kind not in SHARED:
            continue
        alone = [is_right for score, is_right in rows if score == 0.0]
        share = (sum(alone) + DOUBT) / (len(alone) + 2 * DOUBT)
        fitted[f"{kind}_alone"] = (0.0, round(math.log(share / (1 - share)), 4))
        print(kind, fitted[kind], "of", len(rows) - len(alone), "alone", len(alone), "right", round(share, 3))
    return fitted


def fit_platt(rows: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return slope and shift of the log-odds with the least log-loss (Newton's method, a little ridge towards 1 and 0).

    Source: Platt, Probabilistic outputs for support vector machines (1999), with his smoothed targets.
    """
    if len(rows) < LEAST:
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
