"""Roles: who did it, to whom or what, with which weapon; by the order of words around a mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.extract.mentions import Mention
from dateline.extract.passages import Passage, PlacedPhrase
from dateline.knowledge.triggers import TriggerLexicon
from dateline.records import Participant, Span


@dataclass(frozen=True, slots=True)
class Roles:
    """The two sides of one mention."""

    by: tuple[Participant, ...] = ()
    against: tuple[Participant, ...] = ()


def find_roles(mention: Mention, lexicon: TriggerLexicon) -> Roles:
    """Return who did it and to whom, as the words around one mention tell."""
    between = _between(mention)
    if between is not None:
        return between
    return _verb_roles(mention, lexicon) if mention.is_verb else _noun_roles(mention, lexicon)


def _between(mention: Mention) -> Roles | None:
    """Read "clash between X and Y"."""
    passage, end = mention.passage, mention.end
    for i in range(end, min(end + 5, len(passage.lower))):
        if passage.lower[i] == "between":
            after = [item for item in passage.phrases if item.start > i]
            if len(after) >= 2 and "and" in passage.lower[after[0].end : after[1].start]:
                return Roles((_participant(after[0]),), (_participant(after[1]),))
    return None


def _verb_roles(mention: Mention, lexicon: TriggerLexicon) -> Roles:
    passage = mention.passage
    verb = mention.start
    if is_passive(passage, verb, lexicon):
        target = subject_of(passage, verb, lexicon)
        doer = _after_word(passage, mention.end, frozenset({"by"}), 8)
        return Roles(_participants(passage, doer), _participants(passage, target))
    doer = subject_of(passage, verb, lexicon)
    target = object_of(passage, mention.end, lexicon)
    return Roles(_participants(passage, doer), _participants(passage, target))


def is_passive(passage: Passage, verb: int, lexicon: TriggerLexicon) -> bool:
    """Say whether the verb form at `verb` is a passive participle: "was killed", "soldiers killed by"."""
    word = passage.lower[verb]
    if word not in lexicon.words.participles or passage.tags[verb] != "V":
        return False
    i = verb - 1
    while i >= 0 and passage.tags[i] in "XF":
        i -= 1
    if i >= 0 and passage.lower[i] in lexicon.cues["being"]:
        return True
    if verb + 1 < len(passage.lower) and passage.lower[verb + 1] == "by":
        return True
    after = passage.tags[verb + 1] if verb + 1 < len(passage.tags) else "."
    return i >= 0 and passage.tags[i] == "N" and after in "PF.C" and passage.lower[verb] in lexicon.cues["transitive"]


def subject_of(passage: Passage, verb: int, lexicon: TriggerLexicon) -> PlacedPhrase | None:
    """Return the noun phrase that is the subject of the verb at token `verb`."""
    clause = passage.clauses[verb]
    before = [item for item in passage.phrases if item.end <= verb]
    same = [item for item in before if passage.clauses[item.head] == clause]
    free = [item for item in same if not _after_preposition(passage, item)]
    if free:
        return free[0] if passage.tags[verb] != "G" else free[-1]
    first = passage.clauses.index(clause)
    if first and passage.tags[first] == "W":
        return before[-1] if before else None
    if passage.tags[verb] == "G" or passage.lower[first] in ("and", "but", ","):
        earlier = [item for item in before if not _after_preposition(passage, item)]
        if earlier:
            last = passage.clauses[earlier[-1].head]
            return next(item for item in earlier if passage.clauses[item.head] == last)
    return None


def _after_preposition(passage: Passage, item: PlacedPhrase) -> bool:
    i = item.start - 1
    while i >= 0 and passage.tags[i] in "D#X":
        i -= 1
    return i >= 0 and passage.tags[i] in "PT"


def object_of(passage: Passage, end: int, lexicon: TriggerLexicon) -> PlacedPhrase | None:
    """Return the noun phrase that is the object of the verb that ends at token `end`, also after "on", "at", "into"."""
    i = end
    while i < len(passage.lower) and (
        passage.tags[i] in "D#XFS"
        or passage.lower[i] in lexicon.cues["target_prepositions"]
        or passage.lower[i] in ("least", "than", "up")
    ):
        i += 1
    return next((item for item in passage.phrases if item.start <= i < item.end), None)


def _noun_roles(mention: Mention, lexicon: TriggerLexicon) -> Roles:
    passage = mention.passage
    doer = _owner(mention, lexicon) or _after_word(passage, mention.end, frozenset({"by"}), 4)
    target = _after_word(passage, mention.end, lexicon.cues["target_prepositions"], 3)
    if doer is None:
        doer = _light_subject(mention, lexicon)
    if target is None:
        target = _victim(mention, lexicon)
    return Roles(_participants(passage, doer), _participants(passage, target))


def _owner(mention: Mention, lexicon: TriggerLexicon) -> PlacedPhrase | None:
    """Return the words before the noun that tell whose it is: "insurgent attack", "the army's offensive"."""
    passage = mention.passage
    item = next((item for item in passage.phrases if item.start <= mention.start < item.end), None)
    if item is None or item.start == mention.start:
        return None
    words = passage.lower[item.start : mention.start]
    if "'s" in words:
        end = item.start + len(words) - 1 - words[::-1].index("'s")
        return _part(passage, item, item.start, end)
    for i in range(item.start, mention.start):
        kind = lexicon.words.kinds.get(passage.lower[i])
        if kind in ACTING:
            return _part(passage, item, item.start, i + 1)
    return None


ACTING = frozenset({"armed_group", "unidentified_armed", "military", "militia", "police", "government"})


def _part(passage: Passage, item: PlacedPhrase, start: int, end: int) -> PlacedPhrase | None:
    if end <= start:
        return None
    span = passage.span(start, end)
    phrase = item.phrase
    return PlacedPhrase(start, end - 1, end, type(phrase)(span, passage.span(end - 1, end), phrase.kind, phrase.doubt))


def _light_subject(mention: Mention, lexicon: TriggerLexicon) -> PlacedPhrase | None:
    """Return the subject of "launched an attack", "carried out the raid"."""
    passage, i = mention.passage, mention.start - 1
    while i >= 0 and passage.tags[i] in "NDQ#HX":
        i -= 1
    if i >= 1 and passage.lower[i] in ("out", "in", "up"):
        i -= 1
    if i >= 0 and passage.lower[i] in lexicon.cues["light"]:
        return subject_of(passage, i, lexicon)
    return None


def _victim(mention: Mention, lexicon: TriggerLexicon) -> PlacedPhrase | None:
    """Return the object of the verb that tells the outcome: "the blast killed two guards", "..., wounding a child"."""
    passage = mention.passage
    for i in range(mention.end, len(passage.lower)):
        if passage.lower[i] in lexicon.cues["harm"]:
            if is_passive(passage, i, lexicon):
                return subject_of(passage, i, lexicon)
            return object_of(passage, i + 1, lexicon)
    for i in range(mention.start):
        if passage.lower[i] in lexicon.cues["harm"] and is_passive(passage, i, lexicon):
            return subject_of(passage, i, lexicon)
    return None


def _after_word(passage: Passage, end: int, words: frozenset[str], reach: int) -> PlacedPhrase | None:
    """Return the noun phrase behind one of `words` that stands within `reach` tokens of `end`."""
    for i in range(end, min(end + reach, len(passage.lower))):
        if passage.lower[i] in words:
            return next(
                (item for item in passage.phrases if item.start > i and _only_leads(passage, i + 1, item.start)), None
            )
        if passage.tags[i] in ".CW":
            return None
    return None


def _only_leads(passage: Passage, start: int, end: int) -> bool:
    return all(tag in "D#X" for tag in passage.tags[start:end])


def _participants(passage: Passage, item: PlacedPhrase | None) -> tuple[Participant, ...]:
    """Return the phrase, and those that "and" joins to it."""
    if item is None:
        return ()
    found = [item]
    for other in passage.phrases:
        if other.start >= found[-1].end:
            joint = passage.lower[found[-1].end : other.start]
            if (
                joint
                and joint[0] in ("and", "or")
                and all(tag in "D#C" for tag in passage.tags[found[-1].end : other.start])
            ):
                found.append(other)
            else:
                break
    return tuple(_participant(other) for other in found)


def _participant(item: PlacedPhrase) -> Participant:
    return Participant(item.phrase.span, doubt=item.phrase.doubt)


def merge(found: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return participants in text order, each span once."""
    return tuple(sorted({participant.span: participant for participant in found}.values(), key=lambda p: p.span))


def find_weapons(passage: Passage, mentions: Sequence[Mention], lexicon: TriggerLexicon) -> list[tuple[Mention, Span]]:
    """Return the weapons that one sentence names, each with the mention it belongs to."""
    found = []
    for i, word in enumerate(passage.lower):
        if word in lexicon.cues["weapons"] and passage.tags[i] in "NQV":
            near = min(mentions, key=lambda mention: abs(mention.start - i), default=None)
            if near is not None and near.type in ARMED:
                found.append((near, passage.span(i, i + 1)))
    return found


ARMED = frozenset(
    "clash bombing suicide_bombing air_strike shelling shooting assassination execution assault destruction attack".split()
)
