"""What people have decided of actors: who is one, which name is whose, how one is called; it outranks the machine.

A decision is a `Judgement` whose subject says what it is of, so that the latest on a subject holds and ``undo`` takes
it back; its value is an `ActorDecision` as JSON. The subjects:

    merge group:b               group:b is the actor of the value
    split group:a sahar front   "Sahar Front" is not group:a, but the actor of the value, or one of its own
    alias sahar front           "Sahar Front" is the actor of the value, whatever the machine takes it for
    rename group:a              group:a is shown by the name of the value

Findings are never changed in the store: `apply_decisions` makes those that conclusions and pages are made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import msgspec

from dateline.knowledge.names import name_key
from dateline.knowledge.register import make_slug
from dateline.records import ActorLink, Event, Findings, Judgement, Participant, Relation, Responsibility, Statement

VERDICTS = ("merge", "split", "alias", "rename")
OWN = "decided:"  # ids of actors that only a person's decision tells from others

S = TypeVar("S", Event, Statement, Responsibility, Relation)


@dataclass(frozen=True, slots=True)
class ActorDecision:
    """The value of a judgement on an actor: who is meant in the end, under which name and of which kind.

    `of` is the name or id that the decision is of, as the person wrote it.
    """

    actor: str
    name: str
    kind: str | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class ActorDecisions:
    """The decisions that hold."""

    merged: Mapping[str, ActorDecision] = field(default_factory=dict)  # by the id that is merged away
    split: Mapping[tuple[str, str], ActorDecision] = field(default_factory=dict)  # by id and key of the name
    aliases: Mapping[str, ActorDecision] = field(default_factory=dict)  # by key of the name
    names: Mapping[str, str] = field(default_factory=dict)  # by id

    def __bool__(self) -> bool:
        return bool(self.merged or self.split or self.aliases or self.names)

    def final(self, link: ActorLink) -> ActorLink:
        """Return whom a link means after mergers and by which name he is shown; a circle ends where it began."""
        seen = {link.actor_id}
        while (decision := self.merged.get(link.actor_id)) is not None and decision.actor not in seen:
            seen.add(decision.actor)
            link = _link(decision, link, f"merged from {link.actor_id} by a person")
        name = self.names.get(link.actor_id)
        return link if name is None else replace(link, name=name)

    def decided(self, actor: ActorLink | None, names: Iterable[str]) -> ActorLink | None:
        """Return whom a mention with these names means; `actor` is what the machine tied it to."""
        keys = [name_key(name) for name in names]
        alias = next((self.aliases[key] for key in keys if key in self.aliases), None)
        if alias is not None:
            return self.final(_link(alias, actor, "a name given by a person"))
        if actor is None:
            return None
        merged = self.final(actor)
        for one in (actor, merged):  # split from whom the machine takes it for, or from whom a person merged that into
            part = next((self.split[one.actor_id, key] for key in keys if (one.actor_id, key) in self.split), None)
            if part is not None:
                return self.final(_link(part, actor, f"split from {one.actor_id} by a person"))
        return merged


def make_subject(verdict: str, actor: str = "", name: str = "") -> str:
    """Return the subject of a decision of this kind on an actor's id, a name, or a name of an actor."""
    return " ".join(part for part in (verdict, actor, name_key(name)) if part)


def make_own_id(name: str) -> str:
    """Return the id of an actor that only people's decisions tell: "Sahar Front" is ``decided:sahar-front``."""
    return OWN + make_slug(name)


def is_on_actor(judgement: Judgement) -> bool:
    """Say whether a judgement is on an actor, ``undo`` too: all other subjects are ids, without a blank."""
    return judgement.subject.partition(" ")[0] in VERDICTS and " " in judgement.subject


def read_decision(judgement: Judgement) -> ActorDecision | None:
    """Return the value of a decision on an actor; ``None`` for a judgement of another kind."""
    if judgement.verdict not in VERDICTS or not judgement.subject.startswith(f"{judgement.verdict} "):
        return None
    return msgspec.json.decode(judgement.value or "", type=ActorDecision)


def make_actor_decisions(standing: Iterable[Judgement]) -> ActorDecisions:
    """Return what holds of actors; `standing` holds one judgement a subject, see `judge.find_standing`."""
    merged: dict[str, ActorDecision] = {}
    split: dict[tuple[str, str], ActorDecision] = {}
    aliases: dict[str, ActorDecision] = {}
    names: dict[str, str] = {}
    for judgement in standing:
        decision = read_decision(judgement)
        if decision is None:
            continue
        _, _, rest = judgement.subject.partition(" ")
        actor, _, key = rest.partition(" ")
        if judgement.verdict == "merge":
            merged[actor] = decision
        elif judgement.verdict == "split":
            split[actor, key] = decision
        elif judgement.verdict == "alias":
            aliases[rest] = decision
        else:
            names[actor] = decision.name
    return ActorDecisions(merged, split, aliases, names)


def apply_decisions(found: Findings, text: str, decisions: ActorDecisions) -> Findings:
    """Return the findings of a report of this text with every actor as people have decided."""
    if not decisions:
        return found

    def whom(one: Participant) -> Participant:
        actor = decisions.decided(one.actor, _names_of(one.name, one.span.of(text)))
        return one if actor == one.actor else replace(one, actor=actor)

    def speaker(one: Statement) -> Statement:
        actor = decisions.decided(one.actor, _names_of(one.name, one.source.of(text)))
        return one if actor == one.actor else replace(one, actor=actor)

    return replace(
        found,
        events=tuple(
            replace(one, by=tuple(map(whom, one.by)), against=tuple(map(whom, one.against))) for one in found.events
        ),
        statements=tuple(map(speaker, found.statements)),
        responsibility=tuple(
            one if one.who is None else replace(one, who=whom(one.who)) for one in found.responsibility
        ),
        relations=tuple(replace(one, a=whom(one.a), b=whom(one.b)) for one in found.relations),
    )


def _names_of(name: str | None, words: str) -> tuple[str, ...]:
    return (words,) if name is None else (name, words)


def _link(decision: ActorDecision, before: ActorLink | None, reason: str) -> ActorLink:
    kind = decision.kind or (before.kind if before is not None else "unknown")
    return ActorLink(decision.actor, decision.name, kind, 1.0, reason)
