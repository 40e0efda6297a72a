"""Matching: which coded row of one table is which of another. One to one, best pairs first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from dateline.export.coded import CodedRow
from dateline.text import fold_name

# Not tuned: chosen so that the day and the place together make a pair, and neither does alone.
ENOUGH = 0.55
WEIGHTS = {"time": 0.3, "place": 0.3, "killed": 0.15, "kind": 0.1, "names": 0.15}
DAYS_OFF = 2  # codings differ by the day of the report and by time zones
NEAR_KM, FAR_KM = 15.0, 200.0
LONGEST = 40  # days of an interval that are looked up; a longer one is found by its first days
SAME_NAME = 85  # of 100
EARTH_KM = 6371.0
SENTINELS = frozenset({"", "unknown", "civilians", "unidentified armed actor"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that are taken for one, and how alike they are, in [0, 1]."""

    mine: CodedRow
    ours: CodedRow
    score: float


def match_rows(mine: Sequence[CodedRow], ours: Sequence[CodedRow]) -> tuple[Pair, ...]:
    """Return the pairs of rows that are one event, in the order of `mine`; rows without a day match nothing."""
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for at, row in enumerate(ours):
        for day in _days(row, 0):
            by_day[day].append(at)
    scored = []
    for here, row in enumerate(mine):
        near = sorted({at for day in _days(row, DAYS_OFF) for at in by_day.get(day, ())})
        scored += [(score, here, at) for at in near if (score := compare_rows(row, ours[at])) >= ENOUGH]
    scored.sort(key=lambda one: (-one[0], one[1], one[2]))
    taken_mine: set[int] = set()
    taken_ours: set[int] = set()
    pairs = {}
    for score, here, at in scored:
        if here not in taken_mine and at not in taken_ours:
            taken_mine.add(here)
            taken_ours.add(at)
            pairs[here] = Pair(mine[here], ours[at], round(score, 3))
    return tuple(pairs[here] for here in sorted(pairs))


def _days(row: CodedRow, more: int) -> Iterator[date]:
    if row.first is None or row.last is None:
        return
    for offset in range(-more, min((row.last - row.first).days, LONGEST) + more + 1):
        yield row.first + timedelta(days=offset)


def compare_rows(one: CodedRow, other: CodedRow) -> float:
    """Return how alike two rows are, in [0, 1]; 0 where country, day or place rule it out."""
    if one.country and other.country and one.country != other.country:
        return 0.0
    time, place = _compare_times(one, other), _compare_places(one, other)
    if not time or place == 0.0:
        return 0.0
    parts = {
        "time": time,
        "place": place,
        "killed": _compare_killed(one, other),
        "kind": float(one.kind.casefold() == other.kind.casefold()) if one.kind and other.kind else None,
        "names": _compare_names(one, other),
    }
    known = {name: value for name, value in parts.items() if value is not None}
    weight = sum(WEIGHTS[name] for name in known)
    return sum(WEIGHTS[name] * value for name, value in known.items()) / weight


def _compare_times(one: CodedRow, other: CodedRow) -> float:
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return 0.0
    gap = max((other.first - one.last).days, (one.first - other.last).days, 0)
    if gap > DAYS_OFF:
        return 0.0
    widest = max((one.last - one.first).days, (other.last - other.first).days)
    return (1.0 - 0.3 * gap) * (1.0 if widest <= 1 else 0.7 if widest <= 7 else 0.4)


def _compare_places(one: CodedRow, other: CodedRow) -> float | None:
    """Return how alike two places are; ``None`` where one of them tells none, 0 where they are out of reach."""
    if one.place and fold_name(one.place) == fold_name(other.place):
        return 1.0
    if one.point is not None and other.point is not None:
        far = distance_km(one.point, other.point)
        return 1.0 if far <= NEAR_KM else max(0.0, 1.0 - far / FAR_KM)
    if one.country and one.country == other.country:
        return 0.3
    return None


def _compare_killed(one: CodedRow, other: CodedRow) -> float | None:
    if one.killed is None or other.killed is None:
        return None
    return 1.0 - abs(one.killed - other.killed) / max(one.killed, other.killed, 1.0)


def _compare_names(one: CodedRow, other: CodedRow) -> float | None:
    names = [[name for name in row.names if fold_name(name) not in SENTINELS] for row in (one, other)]
    if not names[0] or not names[1]:
        return None
    return max(float(is_same_name(left, right)) for left in names[0] for right in names[1])


def is_same_name(one: str, other: str) -> bool:
    """Say whether two names are one but for spelling, order and what stands in brackets."""
    left, right = (fold_name(name.partition("(")[0]) for name in (one, other))
    return left == right or fuzz.token_set_ratio(left, right) >= SAME_NAME


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two points, latitude and longitude in degrees."""
    (lat, lon), (lat_other, lon_other) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat_other - lat) / 2) ** 2 + cos(lat) * cos(lat_other) * sin((lon_other - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
