"""Figures: what one voice in one report comes to for one side of a toll, and how two figures stand to each other.

A figure is an interval: "at least 5" is ``[5, inf]``, "up to 20" ``[0, 20]``, "nobody" ``[0, 0]``. What is not reported
has no figure at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from dateline.moments import make_moment
from dateline.records import Saying
from dateline.weigh.traced import Traced

TOTAL = "total"
UNKNOWN = "unknown"
INTERESTED = frozenset({"armed_group"})  # who boasts of a deed is no witness to its toll


@dataclass(frozen=True, slots=True)
class Figure:
    """One voice's number of one role in one report. `stated` is the number as such: the bound that it names."""

    report_id: str
    line: str
    role: str
    low: float
    high: float
    stated: float
    published: str | None
    claim: bool  # said only by the doer, or by a side with an interest
    voice: str
    story: str
    reports: int  # that give it: the report and its copies


def is_claim(saying: Saying) -> bool:
    """Say whether only the doer, or a side with an interest, says this."""
    return saying.status == "claimed" or saying.speaker in INTERESTED


def make_figures(sayings: Iterable[Saying], traced: Traced) -> tuple[Figure, ...]:
    """Return one figure for each story, voice and role, in order of publication; a copy says nothing anew.

    Several numbers of one voice for one role are a total with its parts, or parts without a total: the figure then runs
    from the largest to their sum.
    """
    groups: defaultdict[tuple[str, str, str], list[Saying]] = defaultdict(list)
    for saying in sayings:
        if saying.min is None and saying.max is None:
            continue
        groups[(saying.report_id, traced.line(saying), saying.role or UNKNOWN)].append(saying)
    figures = [_figure(key, group, traced) for key, group in groups.items()]
    first: dict[tuple[str, str, str, float, float], Figure] = {}
    for one in sorted(figures, key=_by_time):
        key = (one.story, one.line, one.role, one.low, one.high)
        first[key] = replace(first[key], reports=first[key].reports + 1) if key in first else one
    return tuple(sorted(first.values(), key=_by_time))


def _by_time(figure: Figure) -> tuple[float, str, str, str]:
    moment = make_moment(figure.published)
    return (moment.first if moment is not None else inf, figure.report_id, figure.line, figure.role)


def _figure(key: tuple[str, str, str], group: Sequence[Saying], traced: Traced) -> Figure:
    bounds = sorted({(saying.min or 0.0, inf if saying.max is None else saying.max) for saying in group})
    lows, highs = [low for low, _ in bounds], [high for _, high in bounds]
    stated = max(saying.min if saying.min is not None else (saying.max or 0.0) for saying in group)
    first = group[0]
    return Figure(
        report_id=key[0],
        line=key[1],
        role=key[2],
        low=max(lows),
        high=max(max(highs), sum(highs)),
        stated=stated,
        published=first.published,
        claim=is_claim(first),
        voice=first.speaker,
        story=traced.story(first),
        reports=1,
    )


def agree(left: Figure, right: Figure) -> bool | None:
    """Say whether two figures can both be true; ``None`` when they count different people."""
    if left.role == right.role or UNKNOWN in (left.role, right.role):
        return left.low <= right.high and right.low <= left.high
    if left.role == TOTAL:
        return right.low <= left.high
    if right.role == TOTAL:
        return left.low <= right.high
    return None
