"""Measure how far confidences can be believed: what a finding states against how often such findings are right.

    nice python eval/confidence.py PARTS...

PARTS are parts of the gold corpus, as for ``dateline eval``. What is right is what `dateline.score.agreement` calls
right; a finding without a confidence is counted apart, never as sure. The expected calibration error is the mean
distance of stated and observed share over ten bins of equal width, weighed by their findings (Naeini et al. 2015).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.records import Event, Findings, Relation, Responsibility, Statement
from dateline.score import GoldReport, evaluate, find_parts
from dateline.score.matching import match_pairs, overlap_any, same_head, share_words

BINS = 10
F = TypeVar("F", Event, Statement, Responsibility, Relation)
KINDS = ("events", "statements", "responsibility", "relations")


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding: how sure it is said to be (``None``: nothing is said) and whether it is right."""

    kind: str
    confidence: float | None
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The findings of one range of confidence: their number, mean confidence and share of right ones."""

    low: float
    high: float
    number: int
    stated: float
    observed: float


def make_bins(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """Return the bins that hold findings, lowest first; findings without a confidence are in none."""
    made = []
    for at in range(BINS):
        inside = [
            (one.confidence, one.is_right)
            for one in judged
            if one.confidence is not None and min(int(one.confidence * BINS), BINS - 1) == at
        ]
        if inside:
            stated = sum(confidence for confidence, _ in inside) / len(inside)
            observed = sum(is_right for _, is_right in inside) / len(inside)
            made.append(Bin(at / BINS, (at + 1) / BINS, len(inside), stated, observed))
    return tuple(made)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error in [0, 1]; ``None`` without findings."""
    total = sum(one.number for one in bins)
    return sum(one.number * abs(one.stated - one.observed) for one in bins) / total if total else None


def judge(gold: GoldReport, found: Findings) -> Iterator[Judged]:
    """Yield every finding of one report with its confidence and whether it is right."""
    text, wanted = gold.text, gold.findings
    yield from _judge("events", wanted.events, found.events, _same_event)
    yield from _judge("statements", wanted.statements, found.statements, lambda g, f: _same_statement(text, g, f))
    yield from _judge(
        "responsibility", wanted.responsibility, found.responsibility, lambda g, f: _same_claim(text, g, f)
    )
    yield from _judge("relations", wanted.relations, found.relations, lambda g, f: _same_relation(text, g, f))


def _judge(kind: str, gold: Sequence[F], found: Sequence[F], affinity: Callable[[F, F], float]) -> Iterator[Judged]:
    right = {f for _, f in match_pairs(gold, found, affinity)}
    for at, one in enumerate(found):
        yield Judged(kind, one.confidence, at in right)


def _same_event(gold: Event, found: Event) -> float:
    return float(gold.type == found.type and overlap_any(gold.triggers, found.triggers))


def _same_statement(text: str, gold: Statement, found: Statement) -> float:
    shared = share_words(text, gold.content, found.content)
    return shared if gold.source.overlaps(found.source) and shared >= 0.5 else 0.0


def _same_claim(text: str, gold: Responsibility, found: Responsibility) -> float:
    if gold.who is None or found.who is None:
        return float(gold.stance == found.stance and gold.who is None and found.who is None)
    return float(gold.stance == found.stance and same_head(text, gold.who.span, found.who.span))


def _same_relation(text: str, gold: Relation, found: Relation) -> float:
    ends = ((found.a.span, found.b.span), (found.b.span, found.a.span))
    return float(
        gold.type == found.type
        and any(same_head(text, gold.a.span, a) and same_head(text, gold.b.span, b) for a, b in ends)
    )


def show(kind: str, judged: Sequence[Judged]) -> None:
    """Print the rows of one kind for a Markdown table."""
    bins = make_bins(judged)
    for one in bins:
        print(f"| {kind} | {one.low:.1f}-{one.high:.1f} | {one.number} | {one.stated:.3f} | {one.observed:.3f} |")
    silent = [one for one in judged if one.confidence is None]
    if silent:
        observed = sum(one.is_right for one in silent) / len(silent)
        print(f"| {kind} | none stated | {len(silent)} | | {observed:.3f} |")
    error = calibration_error(bins)
    if error is not None:
        print(f"| {kind} | calibration error | {sum(one.number for one in bins)} | | {error:.3f} |")


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", type=Path, nargs="+")
    judged: list[Judged] = []
    result = evaluate(
        find_parts(parser.parse_args().parts),
        load_knowledge(Config()),
        lambda gold, found: judged.extend(judge(gold, found)),
    )
    print(f"{result.reports} reports, gold {result.digest[:12]}\n")
    print("| kind | confidence | findings | stated | right |\n|---|---|---|---|---|")
    for kind in KINDS:
        show(kind, [one for one in judged if one.kind == kind])


if __name__ == "__main__":
    main()
