"""Every mention of somebody in the reports of a store, as people have decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.knowledge.names import name_key
from dateline.records import ActorLink, Findings, Participant, Report
from dateline.run.decided import read_decided
from dateline.store import Store

__all__ = ["ActorMention", "make_key", "read_actor_mentions"]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One mention of somebody in a role; `id` is ``None`` for a name that is tied to nobody."""

    id: str | None
    name: str  # of the actor, or as the report writes it
    written: str  # the name that the report goes by here
    kind: str | None
    role: str  # did, suffered, relations, says; of a claim its stance: claims, denies, accused, praises
    subject: str  # id of the event, claim, relation or statement
    report: Report

    @property
    def key(self) -> str:
        """What mentions of one actor share: the id, or else the folded name."""
        return make_key(self.id, self.name)


def read_actor_mentions(store: Store) -> Iterator[ActorMention]:
    """Yield every mention of somebody who does, suffers, claims, speaks, or is related to another."""
    for report, found in read_decided(store):
        for role, subject, who in _roles(found):
            yield _mention(report, (role, subject), who.actor, who.name or who.span.of(report.text))
        for said in found.statements:
            if said.actor is not None:
                yield _mention(report, ("says", said.id), said.actor, said.name or said.source.of(report.text))


def _roles(found: Findings) -> Iterator[tuple[str, str, Participant]]:
    for event in found.events:
        yield from (("did", event.id, who) for who in event.by)
        yield from (("suffered", event.id, who) for who in event.against)
    for claim in found.responsibility:
        if claim.who is not None:
            yield ("claims" if claim.stance == "claims" else claim.stance), claim.id, claim.who
    for relation in found.relations:
        yield from (("relations", relation.id, who) for who in (relation.a, relation.b))


def _mention(report: Report, role: tuple[str, str], actor: ActorLink | None, written: str) -> ActorMention:
    if actor is None:
        return ActorMention(None, written, written, None, *role, report)
    return ActorMention(actor.actor_id, actor.name, written, actor.kind, *role, report)


def make_key(actor_id: str | None, name: str) -> str:
    """Return what mentions of one actor share: the id, or else the folded name."""
    return actor_id if actor_id is not None else f"name {name_key(name)}"
