"""Alignments: who fights whom and who stands by whom, between whole noun phrases, by the patterns of `alignments.yaml`.

A report tells such a standing relation less by a sentence of its own than by a noun or a purpose: "the campaign against
the Front", "its efforts to defeat them", "the army, backed by tribal fighters".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.marking.clauses import Words
from dateline.extract.relations.masking import Masked, Side, listed_with
from dateline.extract.relations.mentions import Mention
from dateline.knowledge.register import Register
from dateline.knowledge.ties import TieLexicon
from dateline.records import Span

ACTORS = "GDS"
# One word that tells the relation: "the anti-Front militia", "the Front-backed gunmen".
AGAINST = re.compile(r"(?:anti|counter)-(?P<name>.{3,})", re.IGNORECASE)
BESIDE = (
    re.compile(r"pro-(?P<name>.{3,})", re.IGNORECASE),
    re.compile(r"(?P<name>.{3,})-(?:backed|supported|allied|aligned|linked|sponsored|trained|funded)"),
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A relation between two sides of one sentence; `around` is the text of the match, for the doubt in it."""

    type: str
    a: Side
    b: Side
    around: tuple[int, int]  # in the masked string


def find_alignments(words: Words, masked: Masked, ties: TieLexicon) -> Iterator[Alignment]:
    """Yield the alignments of one sentence, every two sides once, a list of sides taken apart."""
    taken: set[frozenset[int]] = set()
    for kind, pattern in ties.alignments:
        for match in pattern.finditer(masked.string):
            a, b = (_antecedent(masked, int(match.group(name)), match) for name in ("a", "b"))
            if a is None or b is None or a == b:
                continue
            lefts, rights = _lists(masked, a, b)
            for left, right in ((left, right) for left in lefts for right in rights):
                if frozenset((left, right)) not in taken and _may_fight(words, masked, left, right, ties):
                    taken.add(frozenset((left, right)))
                    yield Alignment(kind, _side(masked, left), _side(masked, right), match.span())


def _lists(masked: Masked, a: int, b: int) -> tuple[list[int], list[int]]:
    """Return the sides listed with A and those listed with B; "between X and Y" lists X and Y, but on two sides."""
    lefts, rights = listed_with(masked, a, ACTORS), listed_with(masked, b, ACTORS)
    if b in lefts or "between" in masked.string[: masked.string.index(f"{a}⟩")].split():
        return [a], [b] if b in lefts else rights
    return lefts, [one for one in rights if one not in lefts]


def _side(masked: Masked, number: int) -> Side:
    mention = masked.mentions[number]
    return mention.first, mention.last


def _may_fight(words: Words, masked: Masked, left: int, right: int, ties: TieLexicon) -> bool:
    """Say whether one of two sides is a group or armed people, or is named by its forces: two states only talk."""
    sides = (masked.mentions[left], masked.mentions[right])
    return any(one.kind != "S" or words.lower[one.last] in ties.words["forces"] for one in sides)


def _antecedent(masked: Masked, number: int, match: re.Match[str]) -> int | None:
    """Return the side that a pronoun stands for: the nearest before it, but not the other side of the relation."""
    mentions = masked.mentions
    if mentions[number].kind != "R":
        return number
    others = {int(match.group("a")), int(match.group("b"))}
    before = (one for one in range(number - 1, -1, -1) if mentions[one].kind in ACTORS and one not in others)
    return next(before, None)


def find_compounds(words: Words, sides: list[Mention], register: Register) -> Iterator[tuple[str, Span, Span]]:
    """Yield (type, side, name) for "the anti-Front militia" and "Front-backed gunmen"; the name is part of a word."""
    for side in sides:
        if side.kind not in "GD":
            continue
        for token in words.tokens[side.first : side.last]:
            matches = (pattern.fullmatch(token.text) for pattern in (AGAINST, *BESIDE))
            match = next(filter(None, matches), None)
            if match is None or not _is_actor(match.group("name"), register):
                continue
            start = token.span.start + match.start("name")
            kind = "fights" if match.re is AGAINST else "allied_with"
            yield kind, words.span(side.first, side.last), Span(start, start + len(match.group("name")))


def _is_actor(name: str, register: Register) -> bool:
    known = [match for match in register.find(name) if match.score >= 0.6]
    return (
        bool(known) or (name[0].isupper() and bool(register.states_in((name.lower(),)))) or name.lower() == "government"
    )
