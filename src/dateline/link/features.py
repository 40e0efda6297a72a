"""Features: in what two sightings are alike or differ, each a number, for many pairs at once.

Every feature is 0 where one of the two does not tell: what is not reported speaks neither for nor against.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dateline.knowledge.likeness import may_be_one
from dateline.link.columns import Bag, Columns, Flags, Reals
from dateline.link.interning import run_starts
from dateline.records import PlacePrecision

Longs = NDArray[np.int64]

EARTH_KM = 6371.0
SLACK_DAYS = 0.5  # a night attack is told of under both days
MOST_GAP = 7.0  # days apart; more makes no difference
RISE = 2  # a later toll may be that many times the earlier one, and that many more, and still be of one event
CLOSE_KM = 15.0  # a village and the town by whose name outlets call it
NEW_DAYS = 3.0  # between two publications; what is told later is told in other words


class Facts:
    """What the columns say of places and types, worked out once for all pairs."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        places = columns.places
        self.gazetteer = _codes([place.gazetteer_id for place in places], columns)
        self.country = _codes([place.country for place in places], columns)
        wide = [place.precision is PlacePrecision.COUNTRY for place in places]
        self.is_country = np.append(np.array(wide, dtype=bool), False)[columns.place]
        self.lat = _values([place.lat for place in places], columns)
        self.lon = _values([place.lon for place in places], columns)
        self.radius = np.nan_to_num(_values([place.radius_km for place in places], columns))
        types = columns.type_names
        near = [[may_be_one(one, other) for other in types] for one in types]
        self.may_be_one = np.array(near, dtype=bool).reshape(len(types), len(types))

    @cached_property
    def lengths(self) -> tuple[Reals, Reals]:
        """The lengths of the words of the events and of their reports."""
        return self.columns.words.lengths(), self.columns.context.lengths()


def _codes(values: list[str | None], columns: Columns) -> Longs:
    numbers = {value: code for code, value in enumerate(sorted({value for value in values if value}))}
    return np.array([*(numbers[value] if value else -1 for value in values), -1], dtype=np.int64)[columns.place]


def _values(values: list[float | None], columns: Columns) -> Reals:
    return np.array([*(np.nan if value is None else value for value in values), np.nan])[columns.place]


def find_facts(facts: Facts, left: Longs, right: Longs) -> dict[str, Reals]:
    """Return the features of what is told, by name, each as long as the pairs."""
    found: dict[str, Reals] = {}
    found.update(_type(facts, left, right))
    found.update(_time(facts.columns, left, right))
    found.update(_place(facts, left, right))
    found.update(_actors(facts.columns, left, right))
    for name, counts in (("killed", facts.columns.killed), ("injured", facts.columns.injured)):
        found.update(_count(name, counts, facts.columns.published, left, right))
    found["weapon_shared"] = (_shared(facts.columns.weapons, left, right) > 0).astype(np.float64)
    found["names_shared"] = dots(facts.columns.names, left, right)
    return found


def find_wording(facts: Facts, left: Longs, right: Longs) -> dict[str, Reals]:
    """Return how alike the words are, which takes the most time to work out: cosines in [0, 1]."""
    columns, found = facts.columns, {}
    for name, bag, length in zip(("words", "report"), (columns.words, columns.context), facts.lengths, strict=True):
        over = length[left] * length[right]
        found[name] = np.divide(dots(bag, left, right), over, out=np.zeros(len(left)), where=over > 0)
    return found


def dots(bag: Bag, left: Longs, right: Longs) -> Reals:
    """Return the products of the rows `left` and `right`; fast where `left` is sorted."""
    found = np.zeros(len(left))
    dense = np.zeros(len(bag.vocabulary) + 1, dtype=np.float32)
    for first, last in pairwise([*run_starts(left).tolist(), len(left)]):
        row, others = left[first], right[first:last]
        dense[bag.ids[row]] = bag.weights[row]
        found[first:last] = (dense[bag.ids[others]] * bag.weights[others]).sum(axis=1, dtype=np.float64)
        dense[bag.ids[row]] = 0.0
    return found


def _type(facts: Facts, left: Longs, right: Longs) -> dict[str, Reals]:
    one, other = facts.columns.type[left], facts.columns.type[right]
    same, near = one == other, facts.may_be_one[one, other]
    return _numbers(type_same=same, type_near=near & ~same, type_other=~near)


def gap_days(columns: Columns, left: Longs, right: Longs) -> Reals:
    """Return how many days part the times of two sightings (0: they meet); NaN where one has none."""
    later = np.maximum(columns.start[left], columns.start[right])
    return np.maximum(later - np.minimum(columns.end[left], columns.end[right]) - SLACK_DAYS, 0.0)


def _time(columns: Columns, left: Longs, right: Longs) -> dict[str, Reals]:
    gap = np.nan_to_num(gap_days(columns, left, right), nan=-1.0)
    both = columns.dated[left] & columns.dated[right]
    apart = np.minimum(gap, MOST_GAP)
    later = np.abs(columns.published[left] - columns.published[right])
    later[columns.background[left] != columns.background[right]] = 0.0  # what is recalled is told later
    return {
        **_numbers(time_same=(gap == 0) & both, time_fits=(gap == 0) & ~both),
        "time_gap": np.where((gap > 0) & both, apart, 0.0),
        "time_gap_guess": np.where((gap > 0) & ~both, apart, 0.0),
        "published_apart": np.log1p(np.maximum(np.nan_to_num(later) - NEW_DAYS, 0.0) / NEW_DAYS),
    }


def _place(facts: Facts, left: Longs, right: Longs) -> dict[str, Reals]:
    columns = facts.columns
    both = (columns.place[left] >= 0) & (columns.place[right] >= 0)
    country = (facts.country[left], facts.country[right])
    abroad = both & (country[0] >= 0) & (country[1] >= 0) & (country[0] != country[1])
    home = both & ~abroad
    same = home & (facts.gazetteer[left] >= 0) & (facts.gazetteer[left] == facts.gazetteer[right])
    wide = home & ~same & (facts.is_country[left] | facts.is_country[right])
    distance = distance_km(facts, left, right)
    rest = home & ~same & ~wide & ~np.isnan(distance)
    reach = facts.radius[left] + facts.radius[right] + CLOSE_KM
    placed = columns.placed[left] & columns.placed[right]
    close = rest & placed & (distance <= CLOSE_KM)
    within = rest & ~close & (distance <= reach)
    far = rest & ~close & ~within
    distance = np.nan_to_num(distance)
    return {
        "place_other_country": abroad.astype(np.float64),
        "place_same": np.where(same & columns.placed[left], 1.0, 0.0)
        + np.where(close, 1 - distance / CLOSE_KM / 2, 0.0),
        "place_within": np.where((same & ~columns.placed[left]) | within, 1.0, 0.0) + np.where(wide, 0.5, 0.0),
        "place_far": np.where(far, np.minimum(3.0, np.log(np.maximum(distance, 1e-9) / reach) + 0.5), 0.0),
        "place_named": _place_named(columns, left, right),
    }


def _place_named(columns: Columns, left: Longs, right: Longs) -> Reals:
    """Return whether the report that tells no place of its event names the place of the other's."""
    found = np.zeros(len(left))
    for placed, other in ((left, right), (right, left)):
        at = np.flatnonzero((columns.place[placed] >= 0) & (columns.place[other] < 0))
        if len(at):
            name = columns.place_words[placed[at]]
            held = (columns.context.ids[other[at]][:, None, :] == name[:, :, None]).any(axis=2) | (name < 0)
            told = held.all(axis=1) & (name >= 0).any(axis=1)
            found[at] = np.where(told, np.where(columns.placed[placed[at]], 1.0, 0.25), 0.0)
    return found


def distance_km(facts: Facts, left: Longs, right: Longs) -> Reals:
    """Return the great-circle distance between the places; NaN where one has no coordinates."""
    low, high = np.radians(facts.lat[left]), np.radians(facts.lat[right])
    turn = np.radians(facts.lon[right] - facts.lon[left])
    half = (1 - np.cos(high - low)) / 2 + np.cos(low) * np.cos(high) * (1 - np.cos(turn)) / 2
    distance: Reals = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return distance


def _shared(few: NDArray[np.int32], left: Longs, right: Longs) -> Reals:
    """Return how many of a few codes two rows share."""
    one = few[left]
    same = (one[:, :, None] == few[right][:, None, :]) & (one[:, :, None] >= 0)
    found: Reals = same.any(axis=2).sum(axis=1).astype(np.float64)
    return found


def _actors(columns: Columns, left: Longs, right: Longs) -> dict[str, Reals]:
    shared = _shared(columns.actors, left, right)
    others = (shared == 0) & columns.doers[left] & columns.doers[right]
    return {"actors_shared": np.minimum(shared, 2.0), "actors_other": others.astype(np.float64)}


def _count(name: str, counts: Reals, published: Reals, left: Longs, right: Longs) -> dict[str, Reals]:
    """Return how two counts fit; a toll may rise where it is known which is the later one."""
    swapped = published[left] > published[right]
    first, later = counts[np.where(swapped, right, left)], counts[np.where(swapped, left, right)]
    known = ~np.isnan(first[:, 0]) & ~np.isnan(later[:, 0])
    same = known & (first == later).all(axis=1)
    fits = known & ~same & (first[:, 0] <= later[:, 1]) & (later[:, 0] <= first[:, 1])
    ordered = np.isfinite(published[left]) & np.isfinite(published[right]) & (published[left] != published[right])
    low, high = np.nan_to_num(first[:, 0]), np.nan_to_num(later[:, 0])
    rises = known & ~same & ~fits & ordered & (low < high) & (high <= RISE * low + RISE)
    differs = known & ~same & ~fits & ~rises
    apart = np.minimum(3.0, np.log((np.maximum(low, high) + 1) / (np.minimum(low, high) + 1)) + 0.1)
    return {
        f"{name}_same": np.where(same, np.minimum(2.0, 0.3 + np.log1p(low) / 2), 0.0),
        f"{name}_fits": fits.astype(np.float64),
        f"{name}_rises": rises.astype(np.float64),
        f"{name}_differs": np.where(differs, apart, 0.0),
    }


def _numbers(**flags: Flags) -> dict[str, Reals]:
    return {name: flag.astype(np.float64) for name, flag in flags.items()}
