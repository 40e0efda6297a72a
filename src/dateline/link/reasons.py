"""Reasons: what a feature of two sightings means, in words."""

from __future__ import annotations

import numpy as np

from dateline.link.columns import Bag, Columns, Reals
from dateline.link.features import Facts, distance_km, gap_days

MOST_SHOWN = 3  # words that two share


def say_feature(name: str, value: float, facts: Facts, left: int, right: int) -> str:
    """Return the words for a feature of the sightings at two rows."""
    group, _, kind = name.partition("_")
    columns = facts.columns
    if group == "type":
        return _say_type(kind, columns, left, right)
    if group == "place":
        return _say_place(kind, facts, left, right)
    if group in ("killed", "injured"):
        return _say_count(group, kind, columns, left, right)
    if name in ("words", "report"):
        bag = columns.words if name == "words" else columns.context
        return _say_words("event" if name == "words" else "report", value, bag, left, right)
    return _say_other(name, columns, left, right)


def _say_type(kind: str, columns: Columns, left: int, right: int) -> str:
    one, other = columns.type_names[columns.type[left]], columns.type_names[columns.type[right]]
    if kind == "same":
        return f"both {one}"
    return f"{one} and {other} may be one" if kind == "near" else f"{one} is not {other}"


def _say_other(name: str, columns: Columns, left: int, right: int) -> str:
    if name in ("time_same", "time_fits"):
        both = (columns.end[left] - columns.start[left]) + (columns.end[right] - columns.start[right])
        return "same day" if name == "time_same" and both < 3 else "times overlap"
    if name in ("time_gap", "time_gap_guess"):
        return f"{gap_days(columns, np.array([left]), np.array([right]))[0]:.1f} days apart"
    if name == "published_apart":
        return f"published {abs(columns.published[left] - columns.published[right]):.0f} days apart"
    if name == "actors_shared":
        return f"both name {', '.join(_both(columns.actors, columns.actor_names, left, right))}"
    if name == "weapon_shared":
        return f"both with {', '.join(_both(columns.weapons, columns.weapon_names, left, right))}"
    if name == "names_shared":
        shared = np.intersect1d(columns.names.ids[left], columns.names.ids[right])
        count = int((shared < len(columns.names.vocabulary)).sum())
        return f"{count} name{'s' if count > 1 else ''} of persons in both"
    return "other doers are named"


def _both(few: np.ndarray, names: tuple[str, ...], left: int, right: int) -> list[str]:
    return [names[code] for code in np.intersect1d(few[left], few[right]) if code >= 0]


def _say_place(kind: str, facts: Facts, left: int, right: int) -> str:
    columns = facts.columns
    one, other = (None if columns.place[row] < 0 else columns.places[columns.place[row]] for row in (left, right))
    if one is None or other is None:
        known = one or other
        return f"both name {known.name}" if known is not None else "no place"
    if kind == "other_country":
        return f"{one.country} is not {other.country}"
    if one.gazetteer_id is not None and one.gazetteer_id == other.gazetteer_id:
        return f"both {one.name}"
    distance = float(distance_km(facts, np.array([left]), np.array([right]))[0])
    if np.isnan(distance) or facts.is_country[left] or facts.is_country[right]:
        return f"{one.name} and {other.name} fit"
    if kind == "far":
        return f"{one.name} and {other.name} are {distance:.0f} km apart"
    return (
        f"{one.name} and {other.name}, {distance:.0f} km"
        if kind == "same"
        else f"{other.name} may lie in {one.name}, {distance:.0f} km"
    )


def _say_count(field: str, kind: str, columns: Columns, left: int, right: int) -> str:
    counts = columns.killed if field == "killed" else columns.injured
    if columns.published[left] > columns.published[right]:
        left, right = right, left
    between = ", later" if kind == "rises" else " and"
    return f"{field} {_show(counts[left])}{between} {_show(counts[right])}"


def _show(bounds: Reals) -> str:
    low, high = int(bounds[0]), int(bounds[1])
    if low == high:
        return str(low)
    return f"{low} or more" if high >= 10**6 else f"{low} to {high}"


def _say_words(what: str, value: float, bag: Bag, left: int, right: int) -> str:
    own = dict(zip(bag.ids[left].tolist(), bag.weights[left].tolist(), strict=True))
    shared = [
        (-weight * own[word], bag.vocabulary[word])
        for word, weight in zip(bag.ids[right].tolist(), bag.weights[right].tolist(), strict=True)
        if word in own and weight * own[word] > 0
    ]
    told = ", ".join(word for _, word in sorted(shared)[:MOST_SHOWN])
    return f"words of the {what} {value:.0%} alike ({told})" if told else f"no words of the {what} shared"
