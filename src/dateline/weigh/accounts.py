"""Accounts: the fields that are not numbers, and how their versions stand to each other.

Two versions contradict each other only where they cannot both be true: days that do not meet, places too far apart,
types none of which may stand for the other, two named groups each said to have done it by a line that does not know of
the other. A version that knows less ("gunmen", "an attack", a province) agrees with one that knows more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import asin, cos, radians, sqrt

from dateline.knowledge.likeness import may_be_one
from dateline.moments import is_before
from dateline.records import Place, PlacePrecision, Saying, Verdict, When
from dateline.weigh.traced import Traced

DAY = 86400.0
SLACK_DAYS = 0.5  # a night attack is told of under both days
SLACK_KM = 15.0  # a village and the town whose name outlets use for it
GENERIC = frozenset({"unidentified_armed", "unknown", "person", "civilians", "object", "protesters", "rioters"})
EARTH_KM = 6371.0

Clash = Callable[[Saying, Saying], bool]


def judge_account(field: str, sayings: Sequence[Saying], traced: Traced) -> tuple[Verdict, str]:
    """Return how the versions of one field stand to each other, and one sentence that says why."""
    if not sayings:
        return Verdict.NOT_REPORTED, "No report says."
    clash = _CLASHES.get(field)
    if clash is not None and (pair := _first_clash(sayings, clash)) is not None:
        return _judge_clash(*pair, traced)
    lines = traced.label_all(sayings)
    if all(saying.status == "claimed" for saying in sayings):
        return Verdict.CLAIMED_ONLY, f"Only a side with an interest says so: {', '.join(lines)}."
    if len(lines) == 1:
        reports = len({saying.report_id for saying in sayings})
        return Verdict.SINGLE_LINE, f"Only one line says so: {lines[0]}, in {reports} report{'s' * (reports != 1)}."
    return Verdict.AGREE, f"{len(lines)} lines agree: {', '.join(lines)}."


def judge_status(sayings: Sequence[Saying], traced: Traced) -> tuple[Verdict, str]:
    """Return whether the event is told as fact, only claimed, or denied."""
    denied = sorted({traced.label(saying) for saying in sayings if saying.text == "denied"})
    told = sorted({traced.label(saying) for saying in sayings if saying.text in ("happened", "claimed")})
    if denied and told:
        return Verdict.DENIED, f"{_cap(', '.join(told))} tell of it; {', '.join(denied)} deny it."
    if denied:
        return Verdict.DENIED, f"Denied by {', '.join(denied)}."
    return judge_account("status", sayings, traced)


def _judge_clash(one: Saying, other: Saying, traced: Traced) -> tuple[Verdict, str]:
    left, right = traced.label(one), traced.label(other)
    if traced.line(one) == traced.line(other):
        if is_before(other.published, one.published):
            one, other = other, one
        return Verdict.REVISED, f"{_cap(left)} gave {one.text}, then {other.text}."
    return Verdict.CONTRADICTED, f"Both cannot be right: {left} ({one.text}), {right} ({other.text})."


def _first_clash(sayings: Sequence[Saying], clash: Clash) -> tuple[Saying, Saying] | None:
    pairs = combinations(sayings, 2)
    return next(((one, other) for one, other in pairs if one.report_id != other.report_id and clash(one, other)), None)


def times_clash(one: When | None, other: When | None) -> bool:
    """Say whether two times cannot be one; open bounds and half a day of slack are allowed for."""
    if one is None or other is None:
        return False
    first, second = (one, other) if one.start.replace(tzinfo=None) <= other.start.replace(tzinfo=None) else (other, one)
    if first.is_open == "end" or second.is_open == "start":
        return False
    gap = (second.start.replace(tzinfo=None) - first.end.replace(tzinfo=None)).total_seconds()
    return gap > SLACK_DAYS * DAY


def places_clash(one: Place | None, other: Place | None) -> bool:
    """Say whether two places cannot be one: other countries, or further apart than both their radii allow."""
    if one is None or other is None:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    if PlacePrecision.COUNTRY in (one.precision, other.precision):
        return False
    distance = distance_km(one, other)
    return distance is not None and distance > (one.radius_km or 0.0) + (other.radius_km or 0.0) + SLACK_KM


def distance_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance between two places; ``None`` where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    low, high = radians(one.lat), radians(other.lat)
    half = sqrt((1 - cos(high - low)) / 2 + cos(low) * cos(high) * (1 - cos(radians(other.lon) - radians(one.lon))) / 2)
    return 2 * EARTH_KM * asin(min(1.0, half))


def _doers_clash(one: Saying, other: Saying) -> bool:
    named = one.target is not None and other.target is not None
    return named and one.target != other.target and one.role not in GENERIC and other.role not in GENERIC


_CLASHES: Mapping[str, Clash] = {
    "type": lambda one, other: not may_be_one(one.text, other.text),
    "time": lambda one, other: times_clash(one.when, other.when),
    "place": lambda one, other: places_clash(one.place, other.place),
    "by": _doers_clash,
}


def _cap(words: str) -> str:
    return words[:1].upper() + words[1:]
