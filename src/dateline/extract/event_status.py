"""Status: whether an event happened, is claimed, alleged, denied, attempted, planned or general; news or background."""

from __future__ import annotations

from dateline.extract.mentions import Mention
from dateline.knowledge.triggers import TriggerLexicon


def find_status(mention: Mention, lexicon: TriggerLexicon) -> str:
    """Return the status that the words around one mention give it."""
    passage, cues = mention.passage, lexicon.cues
    before = passage.lower[max(0, mention.start - 6) : mention.start]
    clause = [word for word, number in zip(passage.lower, passage.clauses, strict=True) if number == mention.clause]
    if mention.is_verb and passage.tags[mention.start] == "B":
        if any(word in cues["modal"] or word in cues["planned"] for word in before):
            return "planned"
        if any(word in cues["attempt"] for word in before):
            return "attempted"
        if "to" in before[-2:]:
            return "planned"
    if any(word in cues["attempt"] for word in before) or passage.lower[mention.end - 1] in cues["attempt"]:
        return "attempted"
    if any(word in cues["frequent"] for word in clause):
        return "general"
    return "happened"


def is_background(mention: Mention, lexicon: TriggerLexicon) -> bool:
    """Say whether a first mention recalls an event as context."""
    passage = mention.passage
    if passage.number == 0:
        return False
    old = lexicon.cues["background"]
    return passage.number >= 3 or any(word in old for word in passage.lower)
