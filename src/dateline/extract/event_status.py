"""Status: whether an event happened, is claimed, alleged, denied, attempted, planned or general; news or background."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.event_features import Scene, background_features, status_features
from dateline.extract.event_mentions import Mention


def find_status(mentions: Sequence[Mention], scene: Scene) -> str:
    """Return the status of an event: the labels' scores summed over its mentions, the first one counted twice."""
    scorer = scene.lexicon.scorers["status"]
    sums = [0.0] * len(scorer.labels)
    for place, mention in enumerate(mentions):
        for i, value in enumerate(scorer.scores(status_features(mention, scene))):
            sums[i] += value * (2 if place == 0 else 1)
    return scorer.labels[sums.index(max(sums))]


def is_background(mentions: Sequence[Mention], scene: Scene) -> bool:
    """Say whether an event is recalled as context and not the news of its report."""
    return scene.lexicon.scorers["background"].best(background_features(mentions, scene)) == "yes"
