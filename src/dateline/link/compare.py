"""Comparison of sightings: weighted features through a logistic curve, many pairs at once, with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np

from dateline.link.columns import Columns, Reals, make_columns
from dateline.link.features import Facts, Longs, find_facts, find_wording
from dateline.link.reasons import say_feature
from dateline.link.sightings import Sighting
from dateline.records import Comparison

# What speaks for and against two events being one, in log-odds a unit of the feature. Set by hand, after what coders of
# conflict events hold to be one event (same day, same place, a kind and a toll that fit) and after what tells on the
# tuning half of the news threads of `eval/linking.py`, where a regression was looked at for the sizes (2026-11); the
# other half is only reported. What threads from one country cannot show (far places, other doers) is stronger here.
BIAS = -5.0
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "type_same": 0.6,
        "type_near": 0.2,
        "type_other": -1.5,
        "time_same": 2.4,
        "time_fits": 0.8,
        "time_gap": -1.2,
        "time_gap_guess": -0.5,
        "published_apart": -0.5,
        "place_same": 1.8,
        "place_within": 1.0,
        "place_named": 2.0,
        "place_far": -3.3,
        "place_other_country": -9.0,
        "actors_shared": 0.9,
        "actors_other": -0.7,
        "killed_same": 0.7,
        "killed_fits": 0.4,
        "killed_rises": 0.1,
        "killed_differs": -0.7,
        "injured_same": 0.8,
        "injured_fits": 0.2,
        "injured_rises": 0.1,
        "injured_differs": -0.6,
        "weapon_shared": 0.4,
        "names_shared": 2.0,
        "words": 3.5,
        "report": 24.0,
    }
)
# How much of a feature counts: copies are no stronger evidence than two reporters' own words, more names than three.
MOST: Mapping[str, float] = MappingProxyType({"words": 0.5, "report": 0.35, "names_shared": 3.0})
HOPELESS = -sum(MOST[name] * WEIGHTS[name] for name in ("words", "report"))  # the most that words can make up for
SHOWN = 0.15  # log-odds: what moves the score by less is not worth a reason
CHUNK = 500_000  # pairs that are compared at once


class Comparer:
    """Compares sightings by their rows."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.facts = Facts(columns)

    def score(self, left: Longs, right: Longs) -> Reals:
        """Return how much each two look like one event, in [0, 1]; fastest where `left` is sorted.

        Where what is told speaks so much against it that the same words would not help, they are not compared.
        """
        parts = [self._score(left[at : at + CHUNK], right[at : at + CHUNK]) for at in range(0, len(left), CHUNK)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _score(self, left: Longs, right: Longs) -> Reals:
        odds = BIAS + _weigh(find_facts(self.facts, left, right))
        open_ = np.flatnonzero(odds > HOPELESS)
        odds[open_] += _weigh(find_wording(self.facts, left[open_], right[open_]))
        score: Reals = np.round(1.0 / (1.0 + np.exp(-odds)), 6)
        return score

    def explain(self, left: Longs, right: Longs) -> Iterator[Comparison]:
        """Yield the comparisons with their reasons."""
        for at in range(0, len(left), CHUNK):
            one, other = left[at : at + CHUNK], right[at : at + CHUNK]
            scores = self._score(one, other)
            features = {**find_facts(self.facts, one, other), **find_wording(self.facts, one, other)}
            moved = {
                name: WEIGHTS[name] * _capped(name, values) for name, values in features.items() if name in WEIGHTS
            }
            names = sorted(moved)
            table = np.column_stack([moved[name] for name in names]) if names else np.zeros((len(one), 0))
            order = np.argsort(-np.abs(table), axis=1, kind="stable")
            for place in range(len(one)):
                told = [names[k] for k in order[place] if abs(table[place, k]) >= SHOWN]
                yield Comparison(
                    left=self.columns.events[one[place]],
                    right=self.columns.events[other[place]],
                    score=float(scores[place]),
                    reasons=tuple(
                        f"{'+' if moved[name][place] > 0 else '-'} "
                        + say_feature(
                            name, float(features[name][place]), self.facts, int(one[place]), int(other[place])
                        )
                        for name in told
                    ),
                )


def _capped(name: str, values: Reals) -> Reals:
    return np.minimum(values, MOST[name]) if name in MOST else values


def _weigh(features: Mapping[str, Reals]) -> Reals:
    weighed = [WEIGHTS[name] * _capped(name, values) for name, values in features.items() if name in WEIGHTS]
    total: Reals = np.add.reduce(weighed)
    return total


def compare(left: Sighting, right: Sighting) -> Comparison:
    """Return how much two sightings look like one event, in [0, 1]; the same in either order."""
    comparer = Comparer(make_columns((left, right)))
    return next(comparer.explain(np.array([0]), np.array([1])))
