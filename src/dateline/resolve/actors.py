"""Actors: participants, speakers and those behind events tied to the register. A tie is a judgement with its reason.

A name is tied to a group, a force or body with its state to that state ("Iraqi police"), a pronoun to what its
antecedent is tied to, "the group" to the one group that the report names (`antecedents.py`), an abbreviation to what
the text says it stands for. A description that names nobody is tied to a
class of people at a score of 0.2; a capitalised name with the head noun of a group that the register does not know
becomes ``unlisted:<name>`` at 0.5. A tie below `CERTAIN` is never enough to say that two reports mean the same actor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.knowledge.names import name_key
from dateline.knowledge.register import KnownActor, Match, Register, make_slug
from dateline.records import ActorLink, Event, Findings, Parsed, Participant, Relation, Responsibility, Span, Statement
from dateline.resolve.antecedents import NOBODY, Named, find_antecedent, read_named
from dateline.resolve.descriptions import class_of, state_force

CERTAIN = 0.6
# "Valley Liberation Front (VLF)": an abbreviation and what it stands for.
CAPITAL = r"(?:[A-Z][\w'’.\-]*|of|for|the|and|in|al-[\w'’]+|de|la)"
DEFINED = re.compile(
    rf"(?<![\w\-])({CAPITAL}(?: {CAPITAL}){{1,9}}),? \(?(?:or |the )?\"?([A-Z][A-Z\-]{{1,9}}[A-Z])\"?\)"
)
# What a phrase leaves out but says whose force it is: "the Armed Forces" of Mali.
OWNER = re.compile(r" of (?:the )?(?:[A-Z][\w'’\-]*)(?: [A-Z][\w'’\-]*)*")
PRONOUN = frozenset({"he", "she", "they", "it", "we", "i", "who", "them", "him", "her", "which", "us"})


@dataclass(frozen=True, slots=True)
class Names:
    """What one report lets a name mean: its own abbreviations, and the groups that it names in full."""

    register: Register
    defined: Mapping[str, str]
    named: frozenset[str]
    claimants: frozenset[str] = frozenset()  # capitalised names that claim deeds in this report: groups, whatever else
    told: Named = NOBODY  # whom "the group" and "the army" may mean


def resolve_actors(parsed: Parsed, findings: Findings, register: Register) -> Findings:
    """Return the findings with `actor` set wherever the register, the text or a description tells who is meant."""
    text = parsed.text
    names = replace(read_names(text, register), claimants=_claimants(findings, text))
    return replace(
        findings,
        events=tuple(_event(one, text, names) for one in findings.events),
        statements=tuple(_statement(one, text, names) for one in findings.statements),
        responsibility=tuple(_responsibility(one, text, names) for one in findings.responsibility),
        relations=tuple(_relation(one, text, names) for one in findings.relations),
    )


def read_names(text: str, register: Register) -> Names:
    """Return the abbreviations that `text` defines and the groups that it names beyond doubt."""
    defined = {match.group(2): match.group(1) for match in DEFINED.finditer(text) if _stands_for(*match.group(2, 1))}
    words = re.findall(r"[\w'’.\-]+", text)
    named = {match.actor.id for _, _, match in register.names_in(words)}
    return Names(register, defined, frozenset(named), told=read_named(text, register))


def _claimants(findings: Findings, text: str) -> frozenset[str]:
    """Return the names that claim a deed and look like names of bodies: "the Helmand Covenant"."""
    found = {one.who.span.of(text) for one in findings.responsibility if one.who is not None and one.stance == "claims"}
    return frozenset(name for name in found if len(name.split()) >= 2 and all(map(_is_capital, name.split())))


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or word in ("of", "the", "for", "and") or word.startswith("al-")


def _stands_for(short: str, full: str) -> bool:
    """Say whether the capitals of `short` are the initials of `full`, small words and two letters aside."""
    initials = "".join(part[0] for part in re.split(r"[\s\-]+", full) if part and part[0].isupper())
    letters = re.sub(r"[^A-Z]", "", short)
    return len(letters) >= 2 and (
        letters in initials
        or initials.endswith(letters)
        or (letters[0] == initials[:1] and len(initials) >= len(letters) - 1)
    )


def find_actor(words: str, names: Names) -> ActorLink | None:
    """Return whom `words` mean, or ``None`` where nothing tells."""
    short = re.sub(r"[^A-Z\-]", "", words)
    if words.strip() in names.defined and short == words.strip():
        full = names.defined[words.strip()]
        link = _named(full, names) or _unlisted(full, names)
        return replace(link, reason=f"{link.reason}; {short} stands for {full}") if link else None
    return (
        _named(words, names)
        or state_force(words, names.register)
        or _unlisted(words, names)
        or _claimant(words, names)
        or class_of(words, names.register)
    )


def _named(words: str, names: Names) -> ActorLink | None:
    """Return the group or body that the words name: they are the name, or hold it beside describing words."""
    whole = names.register.find(words)
    best = whole[0] if whole and whole[0].score >= CERTAIN else None
    if best is None and whole:
        best = _told_apart(whole, names)
    if best is not None:
        return _link(best.actor, best.score, best.reason)
    return _inside(words, names)


def _told_apart(matches: tuple[Match, ...], names: Names) -> Match | None:
    """Return the one owner of a misleading name that the report also names in full."""
    owners = [match for match in matches if match.actor.id in names.named]
    return (
        replace(owners[0], score=0.8, reason="misleading name, named in full elsewhere") if len(owners) == 1 else None
    )


def _inside(words: str, names: Names) -> ActorLink | None:
    """Find a name inside a phrase: "Taliban fighters", "radical Palestinian group Hamas", "Hamas leader Mahmoud X"."""
    parts = words.replace("'s", "").replace("’s", "").split()
    found = list(names.register.names_in(parts))
    if not found or (len({match.actor.id for _, _, match in found}) > 1 and " and " in words):
        return None
    first, _, match = found[-1] if _is_last_head(parts, found[-1]) else found[0]
    taken = {index for start, stop, _ in found for index in range(start, stop)}
    rest = [part.strip(",.()").lower() for index, part in enumerate(parts) if index not in taken]
    if (
        any(part in ("anti", "anti-") for part in rest)
        or "-linked" in words
        or "-inspired" in words
        or "linked to" in words
    ):
        return None
    if all(_describes(part, names.register) for part in rest):
        return _link(match.actor, round(0.95 * match.score, 3), f"{match.reason} with describing words")
    return (
        _link(match.actor, round(0.7 * match.score, 3), f"{match.reason} inside a longer phrase")
        if first == 0
        else None
    )


def _is_last_head(parts: list[str], found: tuple[int, int, Match]) -> bool:
    return found[1] == len(parts)


def _describes(word: str, register: Register) -> bool:
    return word in register.forces.describing or not name_key(word) or bool(register.states_in((word,)))


def _unlisted(words: str, names: Names) -> ActorLink | None:
    """Return a group of its own for a capitalised name such as "Valley Liberation Front" that no list has."""
    match = re.search(r"(?:[A-Z][\w'’\-]*|al-[\w'’]+)(?: (?:of|for|the|and|in|al-[\w'’]+|[A-Z][\w'’\-]*))+", words)
    if match is None:
        return None
    name = re.sub(r"(?: (?:of|for|the|and|in))+$", "", match.group())
    parts = name_key(name).split()
    if name.lower() in names.register.forces.by_state:
        return None  # "Armed Forces", "National Guard": the force of a state that is not named
    if not any(part in names.register.forces.bodies for part in parts) or len(parts) < 2:
        return None
    if names.register.states_in(tuple(name.lower().split())) and len(parts) == 2:
        return None  # "Iraqi Army"
    return ActorLink(f"unlisted:{make_slug(name)}", name, "armed_group", 0.5, "a name that the register does not know")


def _claimant(words: str, names: Names) -> ActorLink | None:
    if words not in names.claimants:
        return None
    reason = "a name that the register does not know; claims a deed"
    return ActorLink(f"unlisted:{make_slug(words)}", words, "armed_group", 0.5, reason)


def _link(actor: KnownActor, score: float, reason: str) -> ActorLink:
    return ActorLink(actor.id, actor.name, actor.kind, score, reason)


def _tie(span: Span, name: str | None, text: str, names: Names) -> ActorLink | None:
    """Tie the words of a span; a pronoun or description by the name behind it."""
    words = span.of(text)
    whose = OWNER.match(text, span.end) if words.lower() in names.register.forces.by_state else None
    own = None if words.lower() in PRONOUN else find_actor(words + (whose.group() if whose else ""), names)
    if own is not None and own.score >= CERTAIN:
        return own
    if name is None:
        return find_antecedent(text, span, names.told) or own
    behind = find_actor(name, names)
    if behind is None or (own is not None and behind.score <= own.score):
        return own
    return replace(behind, score=round(0.9 * behind.score, 3), reason=f"{behind.reason}; antecedent {name}")


def _participant(one: Participant, text: str, names: Names) -> Participant:
    return replace(one, actor=_tie(one.span, one.name, text, names))


def _event(one: Event, text: str, names: Names) -> Event:
    return replace(
        one,
        by=tuple(_participant(who, text, names) for who in one.by),
        against=tuple(_participant(who, text, names) for who in one.against),
    )


def _statement(one: Statement, text: str, names: Names) -> Statement:
    link = _tie(one.source, one.name, text, names)
    if link is not None and link.actor_id in ("class:object", "class:civilians"):
        link = None  # a hospital or an office speaks through people: it is no actor of its own
    return replace(one, actor=link)


def _responsibility(one: Responsibility, text: str, names: Names) -> Responsibility:
    return replace(one, who=_participant(one.who, text, names)) if one.who is not None else one


def _relation(one: Relation, text: str, names: Names) -> Relation:
    return replace(one, a=_participant(one.a, text, names), b=_participant(one.b, text, names))
