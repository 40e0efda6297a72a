"""Features: in what two sightings are alike or differ, each a number with the words that say it.

Every feature is 0 where one of the two does not tell: what is not reported speaks neither for nor against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, log, radians, sqrt

from dateline.knowledge.likeness import may_be_one
from dateline.knowledge.rarity import stem
from dateline.link.sightings import Bounds, Sighting, Weights
from dateline.records import Place, PlacePrecision

EARTH_KM = 6371.0
SLACK_DAYS = 0.5  # a night attack is told of under both days
RISE = 2  # a later toll may be that many times the earlier one, and that many more, and still be of one event
ALIKE = 0.5  # cosine from which texts are as alike as two reporters' can be; copies are no stronger evidence
CLOSE_KM = 15.0  # a village and the town by whose name outlets call it


@dataclass(frozen=True, slots=True)
class Feature:
    """One way in which two sightings are alike (value above 0) or differ (below); see `compare.WEIGHTS` by `name`."""

    name: str
    value: float
    words: str


def find_facts(left: Sighting, right: Sighting) -> tuple[Feature, ...]:
    """Return the features of what is told that say something, in a fixed order."""
    found = (
        _type(left, right),
        _time(left, right),
        _place(left, right),
        _actors(left, right),
        _count("killed", *_in_order(left, right, left.killed, right.killed)),
        _count("injured", *_in_order(left, right, left.injured, right.injured)),
        _weapon(left, right),
    )
    return tuple(feature for feature in found if feature is not None)


def find_wording(left: Sighting, right: Sighting) -> tuple[Feature, ...]:
    """Return the features of how it is told, which take the most time to work out."""
    found = (
        _text("words", "words of the event", left, right, left.words, right.words),
        _report(left, right),
    )
    return tuple(feature for feature in found if feature is not None)


def _type(left: Sighting, right: Sighting) -> Feature:
    if left.type == right.type:
        return Feature("type_same", 1.0, f"both {left.type}")
    if may_be_one(left.type, right.type):
        return Feature("type_near", 1.0, f"{left.type} and {right.type} may be one")
    return Feature("type_other", 1.0, f"{left.type} is not {right.type}")


def _time(left: Sighting, right: Sighting) -> Feature | None:
    gap = gap_days(left, right)
    if gap is None:
        return None
    both = left.dated and right.dated
    if gap <= 0:
        name = "time_same" if both else "time_fits"
        return Feature(name, 1.0, "same day" if both and _span(left) + _span(right) < 3 else "times overlap")
    return Feature("time_gap" if both else "time_gap_guess", min(gap, 7.0), f"{gap:.1f} days apart")


def gap_days(left: Sighting, right: Sighting) -> float | None:
    """Return how many days part the times of two sightings (0: they meet); ``None`` where one has none."""
    if left.start is None or left.end is None or right.start is None or right.end is None:
        return None
    return max(0.0, max(left.start, right.start) - min(left.end, right.end) - SLACK_DAYS)


def _span(sighting: Sighting) -> float:
    return (sighting.end or 0.0) - (sighting.start or 0.0)


def _place(left: Sighting, right: Sighting) -> Feature | None:
    one, other = left.place, right.place
    if one is None or other is None:
        return _place_named(left, right)
    if one.country and other.country and one.country != other.country:
        return Feature("place_other_country", 1.0, f"{one.country} is not {other.country}")
    if one.gazetteer_id is not None and one.gazetteer_id == other.gazetteer_id:
        if left.placed:
            return Feature("place_same", 1.0, f"both {one.name}")
        return Feature("place_within", 1.0, f"both {one.name}")
    if one.precision is PlacePrecision.COUNTRY or other.precision is PlacePrecision.COUNTRY:
        return Feature("place_within", 0.5, f"{one.name} and {other.name} fit")
    distance = distance_km(one, other)
    if distance is None:
        return None
    reach = (one.radius_km or 0.0) + (other.radius_km or 0.0)
    if distance <= CLOSE_KM and left.placed and right.placed:
        return Feature("place_same", 1.0 - 0.5 * distance / CLOSE_KM, f"{one.name} and {other.name}, {distance:.0f} km")
    if distance <= reach + CLOSE_KM:
        return Feature("place_within", 1.0, f"{other.name} may lie in {one.name}, {distance:.0f} km")
    far = min(3.0, log(distance / (reach + CLOSE_KM)) + 0.5)
    return Feature("place_far", far, f"{one.name} and {other.name} are {distance:.0f} km apart")


def _place_named(left: Sighting, right: Sighting) -> Feature | None:
    """Return whether the report that tells no place of its event names the place of the other's."""
    placed, other = (left, right) if left.place is not None else (right, left)
    if placed.place is None:
        return None
    named = frozenset(stem(word) for word in placed.place.name.split())
    if not named <= {word for word, _ in other.context}:
        return None
    return Feature("place_named", 1.0 if placed.placed else 0.25, f"both name {placed.place.name}")


def distance_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance between two places; ``None`` where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    low, high = radians(one.lat), radians(other.lat)
    half = (1 - cos(high - low)) / 2 + cos(low) * cos(high) * (1 - cos(radians(other.lon - one.lon))) / 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, max(0.0, half))))


def _actors(left: Sighting, right: Sighting) -> Feature | None:
    shared = left.actors & right.actors
    if shared:
        return Feature("actors_shared", min(2.0, float(len(shared))), f"both name {', '.join(sorted(shared))}")
    if left.doers and right.doers:
        return Feature("actors_other", 1.0, "other doers are named")
    return None


def _in_order(
    left: Sighting, right: Sighting, one: Bounds | None, other: Bounds | None
) -> tuple[Bounds | None, Bounds | None, bool]:
    """Return two counts, the earlier published first, and whether that order is known."""
    if left.published is None or right.published is None or left.published == right.published:
        return one, other, False
    return (one, other, True) if left.published < right.published else (other, one, True)


def _count(field: str, left: Bounds | None, right: Bounds | None, ordered: bool) -> Feature | None:
    """Return how two counts fit; a toll may rise from `left` to `right` where that is the order in time."""
    if left is None or right is None:
        return None
    shown = f"{field} {_show(left)} and {_show(right)}"
    if left.low == right.low and left.high == right.high:
        return Feature(f"{field}_same", min(2.0, 0.3 + log(1 + left.low) / 2), shown)
    if left.low <= right.high and right.low <= left.high:
        return Feature(f"{field}_fits", 1.0, shown)
    small, large = sorted((left.low, right.low))
    if ordered and left.low < right.low <= RISE * left.low + RISE:
        return Feature(f"{field}_rises", 1.0, f"{field} {_show(left)}, later {_show(right)}")
    return Feature(f"{field}_differs", min(3.0, log((large + 1) / (small + 1)) + 0.1), shown)


def _show(bounds: Bounds) -> str:
    if bounds.low == bounds.high:
        return str(bounds.low)
    return f"{bounds.low} or more" if bounds.high >= 10**6 else f"{bounds.low} to {bounds.high}"


def _weapon(left: Sighting, right: Sighting) -> Feature | None:
    shared = left.weapon & right.weapon
    return Feature("weapon_shared", 1.0, f"both with {', '.join(sorted(shared))}") if shared else None


def _length(words: Mapping[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in words.values()))


def _report(left: Sighting, right: Sighting) -> Feature | None:
    """Return how alike two reports are as a whole; what one only recalls is not what it is about."""
    if left.background != right.background:
        return None
    return _text("report", "words of the report", left, right, left.context, right.context)


def _text(name: str, shown: str, left: Sighting, right: Sighting, words: Weights, others: Weights) -> Feature | None:
    """Return the cosine of weighted words; names of the events' places, compared as such, are left out."""
    named = left.place_words | right.place_words
    one = {word: weight for word, weight in words if word not in named}
    other = {word: weight for word, weight in others if word not in named}
    if not one or not other:
        return None
    shared = [(word, weight * one[word]) for word, weight in other.items() if word in one]
    cosine = sum(weight for _, weight in shared) / (_length(one) * _length(other))
    told = [word for word, _ in sorted(shared, key=lambda pair: (-pair[1], pair[0]))[:3]]
    words_shown = f"{shown} {cosine:.0%} alike ({', '.join(told)})" if told else f"no {shown} shared"
    return Feature(name, min(cosine, ALIKE), words_shown)
