"""Verdicts on numbers: agree, rising, revised, contradicted, claimed only, single line; each with the sentence why.

A toll that rises is no contradiction: later reports give more, and nobody repeats the lower number afterwards. A lower
number by the same line is a revision. Two lines that cannot both be right at one time contradict each other, and so do
a fighting side's boast and anybody else's number, whenever they were said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import inf

from dateline.moments import is_before
from dateline.records import Verdict
from dateline.weigh.figures import Figure, agree


def judge_figures(figures: Sequence[Figure], labels: Mapping[str, str]) -> tuple[Verdict, str]:
    """Return how the figures of one field stand to each other, and one sentence that says why.

    `labels` names the lines. Figures of different sides (the attackers, the attacked) are not held against each other.
    """
    if not figures:
        return Verdict.NOT_REPORTED, "No report gives a number."
    clashes = [(one, other) for one, other in combinations(figures, 2) if agree(one, other) is False]
    contradicted = [pair for pair in clashes if _kind(*pair, figures) is Verdict.CONTRADICTED]
    if contradicted:
        return Verdict.CONTRADICTED, _contradiction(*contradicted[0], labels)
    revised = [pair for pair in clashes if _kind(*pair, figures) is Verdict.REVISED]
    if revised:
        return Verdict.REVISED, _revision(*revised[0], labels)
    if clashes:
        return Verdict.RISING, _rise(figures)
    lines = sorted({labels[figure.line] for figure in figures})
    if all(figure.claim for figure in figures):
        return Verdict.CLAIMED_ONLY, f"Only a side with an interest gives a number: {', '.join(lines)}."
    if len({figure.line for figure in figures}) == 1:
        reports = max(len({figure.report_id for figure in figures}), *(figure.reports for figure in figures), 1)
        return Verdict.SINGLE_LINE, f"Only one line gives a number: {lines[0]}, in {_many(reports, 'report')}."
    return Verdict.AGREE, f"{_many(len({figure.line for figure in figures}), 'line')} agree: {', '.join(lines)}."


def _kind(one: Figure, other: Figure, figures: Sequence[Figure]) -> Verdict:
    """Return what two figures that cannot both be true are: a rise, a revision or a contradiction.

    `one` comes first in order of publication, as far as that is known.
    """
    if one.claim != other.claim:
        return Verdict.CONTRADICTED
    if not is_before(one.published, other.published):
        return Verdict.REVISED if one.line == other.line and one.report_id != other.report_id else Verdict.CONTRADICTED
    if other.low > one.high:
        repeated = any(
            agree(figure, one) and agree(figure, other) is False and is_before(other.published, figure.published)
            for figure in figures
            if figure.role == one.role
        )
        return Verdict.CONTRADICTED if repeated else Verdict.RISING
    return Verdict.REVISED if one.line == other.line else Verdict.CONTRADICTED


def _contradiction(one: Figure, other: Figure, labels: Mapping[str, str]) -> str:
    left, right = labels[one.line], labels[other.line]
    if one.line == other.line:
        return f"{left} gave {show(one)} and {show(other)}."
    return f"Both cannot be right: {left} ({show(one)}), {right} ({show(other)})."


def _revision(one: Figure, other: Figure, labels: Mapping[str, str]) -> str:
    if is_before(one.published, other.published):
        return f"{_name(other, labels)} first gave {show(one)}, later {show(other)}."
    return f"{_name(other, labels)} gave {show(one)} in one report and {show(other)} in another."


def _rise(figures: Sequence[Figure]) -> str:
    dated = [figure for figure in figures if figure.published]
    first, last = (
        min(dated, key=lambda one: (one.low, one.published)),
        max(dated, key=lambda one: (one.low, one.published)),
    )
    return f"The number rose from {show(first)} ({_moment(first)}) to {show(last)} ({_moment(last)})."


def _moment(figure: Figure) -> str:
    """Return when a figure was published, to the minute at most."""
    return (figure.published or "undated")[:16].replace("T", " ")


def show(figure: Figure) -> str:
    """Return a figure as people read it."""
    if figure.high == inf:
        return f"at least {figure.low:g}"
    if figure.low == figure.high:
        return f"{figure.low:g}" if figure.low else "nobody"
    return f"{figure.low:g} to {figure.high:g}" if figure.low else f"up to {figure.high:g}"


def _name(figure: Figure, labels: Mapping[str, str]) -> str:
    label = labels[figure.line]
    return label[:1].upper() + label[1:]


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
