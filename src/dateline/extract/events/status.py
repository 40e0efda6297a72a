"""Status: whether an event happened, is claimed, alleged, denied, attempted, planned or general; news or background."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.events.features import Scene, background_features, status_features
from dateline.extract.events.grammar import subject_of
from dateline.extract.events.mentions import Mention


def find_status(mentions: Sequence[Mention], scene: Scene) -> str:
    """Return the status of an event.

    Grammar that settles it goes first ("tried to shoot", "denied that troops had fired"), on the first mention; else
    the labels' scores are summed over all mentions, the first one counted twice.
    """
    settled = settled_status(mentions[0], scene)
    if settled is not None:
        return settled
    scorer = scene.lexicon.scorers["status"]
    sums = [0.0] * len(scorer.labels)
    for place, mention in enumerate(mentions):
        for i, value in enumerate(scorer.scores(status_features(mention, scene))):
            sums[i] += value * (2 if place == 0 else 1)
    return scorer.labels[sums.index(max(sums))]


def is_background(mentions: Sequence[Mention], scene: Scene) -> bool:
    """Say whether an event is recalled as context and not the news of its report."""
    return scene.lexicon.scorers["background"].best(background_features(mentions, scene)) == "yes"


def settled_status(mention: Mention, scene: Scene) -> str | None:
    """Return the status that the grammar around a mention leaves no doubt of; ``None`` where it does."""
    passage, cues, start = mention.passage, scene.lexicon.cues, mention.start
    before = passage.lower[max(0, start - 4) : start]
    if mention.word in ("attempt", "attempts"):
        return "attempted"
    if not mention.is_verb:
        return "claimed" if is_own_boast(mention, scene) else None
    tag, last = passage.tags[start], before[-1] if before else ""
    if tag == "B" and last == "to" and not cues["trying"].isdisjoint(before):
        return "attempted"
    if _is_denied(mention, scene):
        return "denied"
    if tag == "B" and last in cues["modal"] and not ({"if", "unless"} & set(passage.lower[:start])):
        return "planned"
    if tag == "G" and last == "of" and not cues["accusing"].isdisjoint(passage.lower[:start]):
        return "alleged"
    return "claimed" if is_own_boast(mention, scene) else None


def _is_denied(mention: Mention, scene: Scene) -> bool:
    """Say whether a verb is negated as a fact ("did not fire", "was never attacked") or stands under "denied that"."""
    passage, start = mention.passage, mention.start
    near = passage.lower[max(0, start - 3) : start]
    if not NOT.isdisjoint(near) and not FACTUAL.isdisjoint(passage.lower[max(0, start - 5) : start]):
        return "if" not in passage.lower[:start]
    verbs = [i for i in range(start) if passage.lower[i] in scene.lexicon.cues["denying"] and passage.tags[i] in "VGBN"]
    if not verbs:
        return False
    told = passage.lower[verbs[-1] + 1 : start]
    return (passage.tags[start] == "G" and not told) or (bool(told) and told[0] == "that" and "," not in told)


NOT = frozenset({"not", "never", "n't"})
FACTUAL = frozenset({"did", "was", "were", "has", "have", "had", "is", "are"})


def is_own_boast(mention: Mention, scene: Scene) -> bool:
    """Say whether only the doer tells of it: "the front said its fighters had killed ..."."""
    passage, boasting = mention.passage, scene.lexicon.cues["boasting"]
    for i in range(1, mention.start):
        if passage.lower[i] not in scene.lexicon.cues["saying"] or passage.tags[i] != "V":
            continue
        speaker = subject_of(passage, i)
        rest = passage.lower[i + 1 : mention.start]
        own = any(left in OWN and right in boasting for left, right in pairwise(rest[:4]))
        if own and speaker is not None and speaker.phrase.kind in SIDES:
            return True
    return False


OWN = frozenset({"its", "their", "our"})
SIDES = frozenset({"armed_group", "unidentified_armed", "militia", "unknown"})
