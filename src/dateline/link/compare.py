"""Comparison of two sightings: weighted features through a logistic curve, with the features as reasons."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from types import MappingProxyType

from dateline.link.features import ALIKE, Feature, find_facts, find_wording
from dateline.link.sightings import Sighting
from dateline.records import Comparison

# What speaks for and against two events being one, in log-odds a unit of the feature. Set by hand, learned from no
# data, after what coders of conflict events hold to be one event: same day, same place, a kind and a toll that fit
# (2026-11). That the words of whole reports weigh most, and other types little, was checked on the tuning half of the
# news threads of `eval/linking.py`; the other half is only reported.
BIAS = -3.0
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "type_same": 0.8,
        "type_near": 0.2,
        "type_other": -1.2,
        "time_same": 1.4,
        "time_fits": 0.4,
        "time_gap": -1.6,
        "time_gap_guess": -0.4,
        "place_same": 1.8,
        "place_within": 0.6,
        "place_named": 1.2,
        "place_far": -3.0,
        "place_other_country": -8.0,
        "actors_shared": 0.9,
        "actors_other": -0.7,
        "killed_same": 0.9,
        "killed_fits": 0.3,
        "killed_rises": 0.1,
        "killed_differs": -0.7,
        "injured_same": 0.6,
        "injured_fits": 0.2,
        "injured_rises": 0.1,
        "injured_differs": -0.3,
        "weapon_shared": 0.4,
        "words": 4.0,
        "report": 10.0,
    }
)
HOPELESS = -ALIKE * (WEIGHTS["words"] + WEIGHTS["report"])  # the most that words can make up for
SHOWN = 0.15  # log-odds: what moves the score by less is not worth a reason


def compare(left: Sighting, right: Sighting) -> Comparison:
    """Return how much two sightings look like one event, in [0, 1]; the same in either order.

    Where what is told speaks so much against it that the same words would not help, they are not compared.
    """
    if right.event_id < left.event_id:
        left, right = right, left
    features = find_facts(left, right)
    odds = BIAS + sum(_weigh(feature) for feature in features)
    if odds > HOPELESS:
        wording = find_wording(left, right)
        features, odds = features + wording, odds + sum(_weigh(feature) for feature in wording)
    reasons = sorted(features, key=lambda feature: (-abs(_weigh(feature)), feature.name))
    return Comparison(
        left=left.event_id,
        right=right.event_id,
        score=round(1.0 / (1.0 + exp(-odds)), 6),
        reasons=tuple(
            f"{'+' if _weigh(feature) > 0 else '-'} {feature.words}"
            for feature in reasons
            if abs(_weigh(feature)) >= SHOWN
        ),
    )


def _weigh(feature: Feature) -> float:
    return WEIGHTS[feature.name] * feature.value
