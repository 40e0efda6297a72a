"""Setting: which of the times and places of a sentence belong to which of the events that it names."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.mentions import Mention
from dateline.extract.passages import Passage, Placed
from dateline.knowledge.triggers import TriggerLexicon


def assign_times(
    passage: Passage, mentions: Sequence[Mention], lexicon: TriggerLexicon
) -> list[tuple[Mention, Placed]]:
    """Return the times of one sentence, each with the mention that it dates; times of saying are left out."""
    found = []
    for time in passage.times:
        if _dates_saying(passage, time, lexicon):
            continue
        mention = _nearest(passage, mentions, time)
        if mention is not None:
            found.append((mention, time))
    return found


def assign_places(
    passage: Passage, mentions: Sequence[Mention], lexicon: TriggerLexicon
) -> list[tuple[Mention, Placed]]:
    """Return the places of one sentence, each with the mention that it locates."""
    found = []
    for place in passage.places:
        if not _locates(passage, place, lexicon):
            continue
        mention = _nearest(passage, mentions, place)
        if mention is not None:
            found.append((mention, place))
    return found


def _nearest(passage: Passage, mentions: Sequence[Mention], item: Placed) -> Mention | None:
    """Return the nearest mention of the same clause, else of the sentence."""
    clause = passage.clauses[item.start]
    same = [mention for mention in mentions if mention.clause == clause]
    return min(same or mentions, key=lambda m: min(abs(m.start - item.end), abs(item.start - m.end)), default=None)


def _dates_saying(passage: Passage, time: Placed, lexicon: TriggerLexicon) -> bool:
    """Say whether the time is that of a saying: "said Tuesday", "Officials say Monday's attack" is none."""
    i = time.start - 1
    while i >= 0 and (passage.tags[i] in "XFD" or passage.lower[i] == "on"):
        i -= 1
    return i >= 0 and passage.lower[i] in lexicon.cues["saying"] and passage.tags[i] == "V"


def _locates(passage: Passage, place: Placed, lexicon: TriggerLexicon) -> bool:
    """Say whether the place stands where a setting stands: after "in", "near", "town of", or behind another place."""
    i = place.start - 1
    while i >= 0 and passage.tags[i] in "DNQ#FX" and place.start - i <= 5:
        i -= 1
    if i < 0:
        return place.start > 0 or passage.lower[0] in lexicon.cues["place_prepositions"]
    return passage.lower[i] in lexicon.cues["place_prepositions"] or passage.lower[i] == ","
