"""An actor laid out: what lists know of it, and what reports say of its place among others, each with its words.

A public list and a report are two kinds of source and are never joined: what a list says is background with the name of
the list; what reports say stands version by version, each with its speaker, and versions that exclude each other stand
side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.knowledge.histories import KnownTie, Life
from dateline.knowledge.register import KnownActor, Register
from dateline.run.actor_finding import find_actor
from dateline.run.actor_mentions import ActorMention, make_key, read_actor_mentions
from dateline.run.actor_ties import TieVersions, list_ties
from dateline.store import Store

__all__ = ["ActorCount", "ActorView", "Candidate", "TreeNode", "count_actors", "list_candidates", "view_actor"]

UP = ("branch_of", "media_of")  # relations that make a tree: from a part to the whole
COUNTED = ("did", "suffered", "claims", "relations")


@dataclass(frozen=True, slots=True)
class TreeNode:
    """An actor in the tree of groups; `relation` is its tie to the one above, `basis` who says so."""

    id: str | None
    name: str
    relation: str = ""
    basis: str = ""
    is_shown: bool = False  # the actor that was asked for
    below: tuple[TreeNode, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor with all that is known of it; `names` are those that reports use with the number of mentions."""

    id: str | None
    name: str
    kind: str | None
    countries: tuple[str, ...]
    known_names: tuple[str, ...]
    names: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    reports: int
    first_report: str | None  # day of publication
    last_report: str | None
    life: Life
    tree: TreeNode | None
    listed: tuple[KnownTie, ...]  # what public lists say
    ties: tuple[TieVersions, ...]  # what reports say
    listed_names: Mapping[str, str]  # names of the actors in `listed`, by id


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group that the register does not know: where it was met first, and how often."""

    id: str
    name: str
    kind: str | None
    reports: int
    mentions: int
    first_report: str
    first_published: str | None
    first_publisher: str | None
    written: tuple[str, ...]


def view_actor(store: Store, register: Register, wanted: str) -> ActorView:
    """Return the actor that `wanted` names: an id, or a name that is its alone.

    Raises:
        NotFoundError: there is none, or there are several.
    """
    mentions = list(read_actor_mentions(store))
    target = find_actor(mentions, register, wanted)
    mine = [one for one in mentions if one.key == target.key]
    known = register.actors.get(target.id or "")
    ties = list_ties(store)
    own = tuple(one for one in ties if target.key in (make_key(one.a_id, one.a), make_key(one.b_id, one.b)))
    listed = register.ties_of(target.id or "")
    days = sorted(one.report.published[:10] for one in mine if one.report.published)
    return ActorView(
        id=target.id,
        name=target.name,
        kind=target.kind,
        countries=known.countries if known else (),
        known_names=known.names if known else (),
        names=_counted(one.written for one in mine),
        roles=_counted(one.role for one in mine),
        reports=len({one.report.id for one in mine}),
        first_report=days[0] if days else None,
        last_report=days[-1] if days else None,
        life=register.life_of(target.id or ""),
        tree=_make_tree(target.key, target.name, ties, register),
        listed=listed,
        ties=own,
        listed_names={one: _name_of(register, one) for tie in listed for one in (tie.a, tie.b)},
    )


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])))


def _name_of(register: Register, actor_id: str) -> str:
    kind, _, rest = actor_id.partition(":")
    code, _, force = rest.partition(":")
    if kind == "state" and code in register.state_names:
        return register.state_actor(code, force).name
    known = register.actors.get(actor_id)
    return known.name if known is not None else actor_id


def _make_tree(shown: str, name: str, ties: Iterable[TieVersions], register: Register) -> TreeNode | None:
    """Return the tree that the actor stands in, from its topmost whole down; ``None`` where it stands alone."""
    edges = _edges(ties, register)
    above = {part: (whole, relation, basis) for part, whole, relation, basis in reversed(edges)}
    below: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for part, whole, relation, basis in edges:
        below[whole].append((part, relation, basis))
    names = (
        {shown: name}
        | {make_key(one.a_id, one.a): one.a for one in ties}
        | {make_key(one.b_id, one.b): one.b for one in ties}
    )
    top, seen = shown, {shown}
    while top in above and above[top][0] not in seen:
        top = above[top][0]
        seen.add(top)
    placed: set[str] = set()

    def grow(key: str, relation: str = "", basis: str = "") -> TreeNode:
        placed.add(key)
        parts = [one for one in below[key] if one[0] not in placed]
        parts.sort(key=lambda one: _shown_name(one[0], names, register))
        nodes = tuple(grow(*one) for one in parts if one[0] not in placed)
        is_name = key.startswith("name ")
        return TreeNode(
            None if is_name else key, _shown_name(key, names, register), relation, basis, key == shown, nodes
        )

    tree = grow(top)
    return tree if tree.below else None


def _shown_name(key: str, names: Mapping[str, str], register: Register) -> str:
    known = register.actors.get(key)
    return known.name if known is not None else names.get(key, key)


def _edges(ties: Iterable[TieVersions], register: Register) -> list[tuple[str, str, str, str]]:
    """Return part, whole, relation and who says so; what the register says comes before what reports say."""
    edges = []
    for actor in sorted(register.actors.values(), key=lambda one: one.id):
        if actor.parent is not None:
            kind = next((tie.type for tie in register.ties_of(actor.id) if _is_up(tie, actor)), "branch_of")
            edges.append((actor.id, actor.parent, kind, "register"))
    held = {(part, whole) for part, whole, _, _ in edges}
    for tie in ties:
        ends = make_key(tie.a_id, tie.a), make_key(tie.b_id, tie.b)
        told = {claim.report_id for claim in tie.claims if claim.status == "happened"}
        if tie.type in UP and told and ends not in held and ends[0] != ends[1]:
            edges.append((*ends, tie.type, f"{len(told)} report{'s' if len(told) > 1 else ''}"))
    return edges


def _is_up(tie: KnownTie, actor: KnownActor) -> bool:
    return tie.type in UP and tie.a == actor.id and tie.b == actor.parent


def list_candidates(store: Store) -> list[Candidate]:
    """Return the groups that the register does not know, those in most reports first.

    They are the names with the head noun of a group that no list has, and the names that reports alone, or a person,
    make an armed group.
    """
    groups: defaultdict[str, list[ActorMention]] = defaultdict(list)
    for one in read_actor_mentions(store):
        if one.id is not None and one.id.startswith(("unlisted:", "decided:")):
            groups[one.id].append(one)
    found = [_candidate(key, mentions) for key, mentions in groups.items()]
    return sorted(found, key=lambda one: (-one.reports, one.first_published or "~", one.name, one.id))


def _candidate(key: str, mentions: list[ActorMention]) -> Candidate:
    first = min((one.report for one in mentions), key=lambda one: (one.published or "~", one.id))
    kinds = _counted(one.kind for one in mentions if one.kind)
    return Candidate(
        id=key,
        name=_counted(one.name for one in mentions)[0][0],
        kind=kinds[0][0] if kinds else None,
        reports=len({one.report.id for one in mentions}),
        mentions=len(mentions),
        first_report=first.id,
        first_published=first.published,
        first_publisher=first.publisher,
        written=tuple(name for name, _ in _counted(one.written for one in mentions)),
    )


@dataclass(frozen=True, slots=True)
class ActorCount:
    """How often an actor occurs, and as what; `id` is the register's, ``None`` for a name that it does not know."""

    id: str | None
    name: str
    kind: str | None
    did: int  # events in which it is the doer
    suffered: int  # events in which it is the target
    claims: int
    relations: int
    reports: int


def count_actors(store: Store) -> list[ActorCount]:
    """Return everybody who does or suffers something in the store, those in most reports first.

    A mention counts under its register id, or else under the name that it goes by, without regard to case.
    """
    groups: defaultdict[str, list[ActorMention]] = defaultdict(list)
    for one in read_actor_mentions(store):
        if one.role in COUNTED:
            groups[one.key].append(one)
    counts = [_count(mentions) for mentions in groups.values()]
    return sorted(counts, key=lambda one: (-one.reports, -one.did - one.suffered, one.name, one.id or ""))


def _count(mentions: list[ActorMention]) -> ActorCount:
    kinds = _counted(one.kind for one in mentions if one.kind)
    numbers = {role: len({one.subject for one in mentions if one.role == role}) for role in COUNTED}
    return ActorCount(
        id=mentions[0].id,
        name=_counted(one.name for one in mentions)[0][0],
        kind=kinds[0][0] if kinds else None,
        reports=len({one.report.id for one in mentions}),
        **numbers,
    )
