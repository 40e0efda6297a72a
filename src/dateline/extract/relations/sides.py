"""Sides: the whole noun phrases of one sentence that may fight or stand by one another, for `alignments.py`."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from dateline.extract.marking.clauses import Words
from dateline.extract.marks import Phrase
from dateline.extract.relations.mentions import Mention
from dateline.knowledge.register import Register
from dateline.knowledge.ties import TieLexicon
from dateline.records import Span

PRONOUNS = frozenset({"they", "it", "them", "which", "who"})
OWNERS = frozenset({"their", "its"})
# A state after one of these is where something happens, not who does it.
PLACING = frozenset({"in", "at", "from", "near", "inside", "outside", "across", "into", "to", "throughout", "around"})


def find_sides(
    words: Words, mentions: list[Mention], phrases: list[Phrase], register: Register, ties: TieLexicon
) -> list[Mention]:
    """Return the sides of one sentence in text order, none overlapping; letters as in `ties.yaml`, and R for pronouns.

    A noun phrase is a side where its head is people or a body that fights: its letter is that of the name in it. A name
    within any other phrase ("the Front's campaign") stands for itself.
    """
    whole = [part for phrase in phrases for part in _parts(phrase, words, ties)]
    found = (_side(words, phrase, mentions, register, ties) for phrase in whole)
    sides = [side for side in found if side is not None]
    taken = {index for side in sides for index in range(side.first, side.last + 1)}
    alone = (one for one in mentions if not taken & set(range(one.first, one.last + 1)))
    alone = (replace(one, kind="S") if words.lower[one.last] in ties.words["own"] else one for one in alone)
    sides += [one for one in alone if one.kind != "S" or _acts(words, one, register)]
    taken |= {index for side in sides for index in range(side.first, side.last + 1)}
    for index, word in enumerate(words.lower):
        if index not in taken and (word in OWNERS or word in PRONOUNS):
            sides.append(Mention(index, index, "R"))
        elif index not in taken and word in ties.words["own"] and words.word(index + 1) == "'s":
            sides.append(Mention(index, index, "S"))  # "the coalition's strategy"
    return sorted(sides, key=lambda side: side.first)


def _parts(phrase: Phrase, words: Words, ties: TieLexicon) -> list[Phrase]:
    """Return a phrase in which two are joined as two: "government and leftist rebels", not "U.S. and Afghan troops"."""
    inside = [token for token in words.tokens if phrase.span.contains(token.span)]
    for before, word, after in zip(inside, inside[1:], inside[2:], strict=False):
        if word.text == "and" and before.text.lower() in ties.words["own"] | ties.words["described"]:
            first = replace(phrase, span=Span(phrase.span.start, before.span.end), head=before.span)
            return [first, replace(phrase, span=Span(after.span.start, phrase.span.end))]
    return [phrase]


def _side(
    words: Words, phrase: Phrase, mentions: list[Mention], register: Register, ties: TieLexicon
) -> Mention | None:
    starts = [token.span.start for token in words.tokens]
    first, end = bisect_left(starts, phrase.span.start), bisect_left(starts, phrase.span.end)
    head = bisect_left(starts, phrase.head.start)
    if first >= end or head >= len(words) or not words.tokens[first].text[:1].isalnum():
        return None
    while first < head and words.lower[first] in ties.words["acting"]:
        first += 1  # "fighting insurgents": the verb is no part of the phrase
    inside = [one for one in mentions if first <= one.first and one.last < end]
    letter = _letter(words, head, inside, register, ties)
    side = Mention(first, end - 1, letter) if letter else None
    return side if side is None or letter != "S" or first < head or _acts(words, side, register) else None


def _acts(words: Words, side: Mention, register: Register) -> bool:
    """Say whether a state may be a side: not a place ("in Iraq"), no bare adjective ("Iraqi unity")."""
    before = words.word(side.first - 1)
    before = words.word(side.first - 2) if before in ("the", "of") else before
    if before in PLACING:
        return False
    word = words.tokens[side.first].text
    return side.last > side.first or word in register.state_nouns or not register.states_in((word.lower(),))


def _letter(words: Words, head: int, inside: list[Mention], register: Register, ties: TieLexicon) -> str | None:
    kinds = [one.kind for one in inside if one.first <= head]
    at_head = next((one.kind for one in inside if one.first <= head <= one.last), None)
    word = words.lower[head]
    if word in ties.words["machines"]:
        return None
    at_head = None if word in ties.words["own"] and at_head in ("P", "L") else at_head
    named = at_head is None and words.is_capital(head) and word not in ties.words["own"] and "S" not in kinds
    if named or at_head in ("P", "M", "L"):
        return None
    fighters = word in ties.words["described"] or word in ties.words["sided"]
    if at_head == "G" or ("G" in kinds and (fighters or word in register.forces.describing)):
        return "G"
    if at_head == "D" or (fighters and "S" not in kinds[-1:]):
        return "D"
    if at_head == "S" or word in register.forces.by_state or word in ties.words["own"]:
        return "S"
    return None
