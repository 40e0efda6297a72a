"""People's decisions on actors, put into the store: merge, split, alias, rename, undo."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from dateline.errors import NotFoundError, UserError
from dateline.knowledge.names import name_key
from dateline.knowledge.register import Register
from dateline.link.actor_judgements import (
    VERDICTS,
    ActorDecision,
    make_own_id,
    make_subject,
    read_decision,
)
from dateline.records import ActorLink, Judgement
from dateline.run.actor_finding import Target, find_actor
from dateline.run.actor_mentions import read_actor_mentions
from dateline.run.decided import read_decisions
from dateline.store import Store


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who decides, when (ISO 8601), and why."""

    by: str
    at: str
    note: str = ""
    is_final: bool = False  # an editor decides between coders


@dataclass(frozen=True, slots=True)
class ActorChange:
    """One decision in the order in which they were made; `number` is what `undo` takes."""

    number: int
    verdict: str
    subject: str
    of: str
    actor: str
    name: str
    by: str
    at: str
    note: str
    holds: bool


def merge_actors(store: Store, register: Register, into: str, other: str, stamp: Stamp) -> tuple[Judgement, ...]:
    """Decide that `other` is the same as `into`; both count as `into`. Names that are tied to nobody get an actor.

    Raises:
        NotFoundError: one of them is nobody, or several.
        UserError: they are one already.
    """
    mentions = list(read_actor_mentions(store))
    kept, gone = (find_actor(mentions, register, name) for name in (into, other))
    if kept.key == gone.key:
        raise UserError(f"{into!r} and {other!r} are one actor already: {kept.name}")
    decided = []
    if kept.id is None:  # a name that nobody had: it becomes an actor by this decision
        own = ActorDecision(make_own_id(kept.name), kept.name, gone.kind, kept.name)
        decided.append(("alias", make_subject("alias", name=kept.name), own))
        kept = Target(own.actor, own.name, own.kind)
    assert kept.id is not None
    value = ActorDecision(kept.id, kept.name, kept.kind or gone.kind, gone.name)
    if gone.id is None:
        decided.append(("alias", make_subject("alias", name=gone.name), value))
    else:
        link = ActorLink(kept.id, kept.name, kept.kind or "unknown", 1.0, "")
        if read_decisions(store).actors.final(link).actor_id == gone.id:
            raise UserError(f"{kept.name} is merged into {gone.name} already; undo that first")
        decided.append(("merge", make_subject("merge", gone.id), value))
    return tuple(_keep(store, verdict, subject, decision, stamp) for verdict, subject, decision in decided)


def split_actor(
    store: Store, register: Register, actor: str, name: str, stamp: Stamp, *, to: str | None = None
) -> Judgement:
    """Decide that `name`, which the machine takes for `actor`, is another: `to`, or one of its own.

    Raises:
        NotFoundError: one of them is nobody, or several.
        UserError: no mention of the actor has this name.
    """
    mentions = list(read_actor_mentions(store))
    whole = _with_id(find_actor(mentions, register, actor))
    written = sorted({one.written for one in mentions if one.id == whole.id})
    if name_key(name) not in {name_key(one) for one in written}:
        raise UserError(f"no report calls {whole.name} {name!r}; the reports write: {', '.join(written) or 'nothing'}")
    part = Target(make_own_id(name), name, whole.kind) if to is None else _with_id(find_actor(mentions, register, to))
    if part.id == whole.id:
        raise UserError(f"{name!r} is {whole.name} already")
    value = ActorDecision(part.id or "", part.name, part.kind, name)
    return _keep(store, "split", make_subject("split", whole.id or "", name), value, stamp)


def alias_actor(store: Store, register: Register, actor: str, name: str, stamp: Stamp) -> Judgement:
    """Decide that `name` is a name of `actor` wherever a report uses it, whatever the machine takes it for.

    Raises:
        NotFoundError: the actor is nobody, or several.
        UserError: there is no name.
    """
    target = _with_id(find_actor(list(read_actor_mentions(store)), register, actor))
    value = ActorDecision(target.id or "", target.name, target.kind, name)
    return _keep(store, "alias", make_subject("alias", name=_checked(name)), value, stamp)


def rename_actor(store: Store, register: Register, actor: str, name: str, stamp: Stamp) -> Judgement:
    """Decide by which name an actor is shown.

    Raises:
        NotFoundError: the actor is nobody, or several.
        UserError: there is no name.
    """
    target = _with_id(find_actor(list(read_actor_mentions(store)), register, actor))
    value = ActorDecision(target.id or "", _checked(name).strip(), target.kind, target.name)
    return _keep(store, "rename", make_subject("rename", target.id or ""), value, stamp)


def undo_change(store: Store, number: int, stamp: Stamp) -> ActorChange:
    """Take back the decision of this number in `list_changes`; what was decided of it before does not come back.

    Raises:
        NotFoundError: there is no such decision.
        UserError: it does not hold any more.
    """
    change = next((one for one in list_changes(store) if one.number == number), None)
    if change is None:
        raise NotFoundError(f"no decision {number}; `dateline actors history` lists them")
    if not change.holds:
        raise UserError(f"decision {number} does not hold any more: it was undone, or decided anew")
    store.add_judgement(Judgement(change.subject, "undo", stamp.by, stamp.at, stamp.note))
    return change


def list_changes(store: Store) -> tuple[ActorChange, ...]:
    """Return all decisions on actors in their order, those that were undone too."""
    judgements = store.judgements()
    last = {one.subject: number for number, one in enumerate(judgements, start=1)}
    changes = []
    for number, one in enumerate(judgements, start=1):
        decision = read_decision(one)
        is_undo = one.verdict == "undo" and one.subject.partition(" ")[0] in VERDICTS
        if decision is None and not is_undo:
            continue
        value = decision or ActorDecision("", "")
        changes.append(
            ActorChange(
                number=number,
                verdict=one.verdict,
                subject=one.subject,
                of=value.of,
                actor=value.actor,
                name=value.name,
                by=one.by,
                at=one.at,
                note=one.note,
                holds=not is_undo and last[one.subject] == number,
            )
        )
    return tuple(changes)


def _with_id(target: Target) -> Target:
    """Return a target that a decision can name; a name that is tied to nobody must be made somebody first."""
    if target.id is None:
        raise UserError(
            f"{target.name!r} is a name that is tied to nobody; tie it to an actor with `dateline actors alias ACTOR"
            " NAME`, or to another such name with `dateline actors merge`"
        )
    return target


def _checked(name: str) -> str:
    if not name_key(name):
        raise UserError(f"{name!r} is no name: it has no letter and no digit")
    return name


def _keep(store: Store, verdict: str, subject: str, value: ActorDecision, stamp: Stamp) -> Judgement:
    judgement = Judgement(subject, verdict, stamp.by, stamp.at, stamp.note, msgspec.json.encode(value).decode())
    store.add_judgement(judgement)
    return judgement
