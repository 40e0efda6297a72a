"""Agreement between coders: Krippendorff's alpha, nominal and interval, over what several judged.

Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): alpha = 1 - observed / expected disagreement,
from the coincidences of all pairs of values within a unit; units with fewer than two values do not count. 1 is perfect
agreement, 0 what chance would give; by his own advice conclusions rest on 0.8 and more, tentative ones on 0.667.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dateline.judge.standing import is_shared, part_of
from dateline.judge.values import COUNTS, read_decision
from dateline.records import Judgement

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one kind of question; `alpha` is ``None`` where nothing could differ."""

    kind: str  # finding, or the field: type, place, killed ...
    measure: str  # nominal, interval
    units: int  # judged by two coders or more
    coders: int
    values: int
    alpha: float | None


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 0 for equal values, else 1."""
    return float(one != other)


def interval(one: float, other: float) -> float:
    """Return the squared difference of two numbers."""
    return (one - other) ** 2


def alpha(units: Iterable[Sequence[V]], difference: Callable[[V, V], float]) -> float | None:
    """Return Krippendorff's alpha of units, each the values that coders gave it; ``None`` where all values are one."""
    kept = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in kept for value in unit)
    total = sum(counts.values())
    observed = 0.0
    for unit in kept:
        here = Counter(unit)
        pairs = sum(n * m * difference(one, other) for one, n in here.items() for other, m in here.items())
        observed += pairs / (len(unit) - 1)
    expected = sum(n * m * difference(one, other) for one, n in counts.items() for other, m in counts.items())
    return None if not expected else 1.0 - (total - 1) * observed / expected


def measure_agreement(judgements: Iterable[Judgement]) -> tuple[Agreement, ...]:
    """Return how far coders agree, by kind; of each coder the latest judgement on a part counts, undone ones do not.

    ``finding`` is whether a finding or an incident is one at all: accept (or correct) against reject. Of the fields,
    the values that coders gave are compared: numbers by interval (their lower bounds), all others by name.
    """
    units: defaultdict[str, dict[Hashable, dict[str, Hashable]]] = defaultdict(lambda: defaultdict(dict))
    for one in judgements:
        if is_shared(one):
            continue
        part = part_of(read_decision(one))
        if one.verdict == "undo":
            _forget(units, one, whole=not part[0])
        elif part[0]:
            units[part[0]][one.subject, part][one.by] = _value(one)
            units["finding"][one.subject].setdefault(one.by, "accept")
        else:
            units["finding"][one.subject][one.by] = one.verdict
    found = (_measure(kind, given) for kind, given in sorted(units.items()))
    return tuple(one for one in found if one.units)


def _forget(units: Mapping[str, dict[Hashable, dict[str, Hashable]]], one: Judgement, *, whole: bool) -> None:
    part = part_of(read_decision(one))
    for kind, given in units.items():
        for key, values in given.items():
            mine = key == one.subject if kind == "finding" else isinstance(key, tuple) and key[0] == one.subject
            if mine and (whole or (isinstance(key, tuple) and key[1] == part)):
                values.pop(one.by, None)


def _value(one: Judgement) -> Hashable:
    value = read_decision(one)
    if one.verdict == "reject":
        return "rejected"
    if value.field in COUNTS:
        return value.min
    if value.place is not None:
        return value.place.gazetteer_id or (value.place.name, value.place.lat, value.place.lon)
    named = (value.text, value.flag, value.start, value.end, value.span)
    return value.actor.actor_id if value.actor is not None else named


def _measure(kind: str, given: Mapping[Hashable, Mapping[str, Hashable]]) -> Agreement:
    double = [values for values in given.values() if len(values) > 1]
    coders = {name for values in double for name in values}
    if kind in COUNTS:
        numbers = [[float(one) for one in values.values() if isinstance(one, (int, float))] for values in double]
        return Agreement(kind, "interval", len(double), len(coders), sum(map(len, double)), alpha(numbers, interval))
    names = [list(values.values()) for values in double]
    return Agreement(kind, "nominal", len(double), len(coders), sum(map(len, double)), alpha(names, nominal))
