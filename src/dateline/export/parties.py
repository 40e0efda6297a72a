"""Parties: who did it to whom, in the order in which a coder would name them.

A side's names come from what reports call the doers and the targets; a claim or an accusation names a doer where no
report names one as its own knowledge. Named parties come before described ones ("gunmen"), then those of most lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.export.evidence import Evidence, once
from dateline.export.rows import Citation, cite_supports
from dateline.knowledge.identity import named_actor, state_of
from dateline.ontology import load_ontology
from dateline.records import ActorLink, Participant, Value

STATE = frozenset({"military", "police", "government", "intelligence"})
ORGANISED = frozenset({"armed_group", "militia"})
ARMED = STATE | ORGANISED | {"unidentified_armed", "international"}
CIVILIAN = 7  # `inter` of kinds of people who do not fight
THING = "object"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody on a side. `is_named` is false for a description: "gunmen", "three farmers"."""

    name: str
    kind: str  # see ontology.yaml
    actor_id: str | None  # of the register
    country: str | None  # ISO 3166-1 alpha-2, of a force or body of a state
    is_named: bool
    cites: tuple[Citation, ...]
    lines: int
    basis: str = "told"  # told, claimed, accused
    doubt: bool = False  # suspected, blamed, denied

    @property
    def is_state(self) -> bool:
        """Whether it is a force or body of a state."""
        return self.kind in STATE

    @property
    def is_armed(self) -> bool:
        """Whether it fights."""
        return self.kind in ARMED

    @property
    def is_civilian(self) -> bool:
        """Whether it is people, or property of people, who do not fight."""
        kinds = load_ontology().actor_kinds
        return self.kind in kinds and kinds[self.kind].inter == CIVILIAN


@once
def find_doers(evidence: Evidence) -> tuple[Party, ...]:
    """Return who did it, the first the one to name; claims and accusations where nobody is named otherwise."""
    told = _parties(evidence, "by")
    if any(one.is_named and not one.doubt for one in told):
        return told
    said = tuple(find_responsible(evidence))
    known = {one.name.casefold() for one in told}
    return tuple(sorted((*told, *(one for one in said if one.name.casefold() not in known)), key=_order))


@once
def find_targets(evidence: Evidence) -> tuple[Party, ...]:
    """Return whom or what it was done to, people before things."""
    return tuple(sorted(_parties(evidence, "against"), key=lambda one: (one.kind == THING, *_order(one))))


def _order(one: Party) -> tuple[bool, bool, bool, int, str]:
    """Put those first whom the register knows, then other names, then descriptions; doubt and few lines last."""
    unlisted = one.actor_id is None or one.actor_id.startswith("unlisted:")
    return (not one.is_named, one.doubt, unlisted, -one.lines, one.name)


def _parties(evidence: Evidence, field: str) -> tuple[Party, ...]:
    known = evidence.field(field)
    people = _people(evidence, field)
    found = (_party(evidence, value, people) for value in (known.values if known is not None else ()))
    return tuple(sorted(found, key=_order))


def _people(evidence: Evidence, field: str) -> dict[tuple[str, int], Participant]:
    """Return the participants of a side by report and first character of their words."""
    return {
        (report.id, one.span.start): one
        for report, event in evidence.events()
        for one in (event.by if field == "by" else event.against)
    }


def _party(evidence: Evidence, value: Value, people: dict[tuple[str, int], Participant]) -> Party:
    here = [people[key] for one in value.supports if (key := (one.report_id, one.span.start)) in people]
    actors = [actor for one in here if (actor := named_actor(one.actor)) is not None]
    described = [one.actor for one in here if one.actor is not None]
    actor = actors[0] if actors else None
    kind = actor.kind if actor else (described[0].kind if described else value.role or "unknown")
    return Party(
        name=value.text,
        kind=kind,
        actor_id=actor.actor_id if actor else None,
        country=state_of(actor.actor_id if actor else None),
        is_named=actor is not None,
        cites=cite_supports(evidence, value.supports),
        lines=len(value.lines),
        doubt=bool(here) and all(one.doubt for one in here),
    )


def find_responsible(evidence: Evidence) -> Iterator[Party]:
    """Yield who claims it, and who is accused, apart from those who deny it."""
    field = evidence.field("responsibility")
    values = field.values if field is not None else ()
    denied = {value.text.casefold() for value in values if value.role == "denies"}
    actors = _actors(evidence)
    seen: set[str] = set()
    for value in sorted(values, key=lambda one: one.role != "claims"):
        if value.role not in ("claims", "accused") or value.text.casefold() in seen:
            continue
        seen.add(value.text.casefold())
        actor = actors.get(value.text.casefold())
        yield Party(
            name=value.text,
            kind=actor.kind if actor is not None else "armed_group" if value.role == "claims" else "unknown",
            actor_id=actor.actor_id if actor is not None else None,
            country=state_of(actor.actor_id if actor is not None else None),
            is_named=actor is not None or value.role == "claims",
            cites=cite_supports(evidence, value.supports),
            lines=len(value.lines),
            basis="claimed" if value.role == "claims" else "accused",
            doubt=value.role == "accused" or value.text.casefold() in denied,
        )


def _actors(evidence: Evidence) -> dict[str, ActorLink]:
    """Return the actors behind those who are held responsible, by folded name."""
    return {
        actor.name.casefold(): actor
        for found in evidence.findings
        for one in found.responsibility
        if one.who is not None and (actor := named_actor(one.who.actor)) is not None
    }
