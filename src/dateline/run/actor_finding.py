"""Which actor a person means: by id, or by a name that the register or the reports know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from anyascii import anyascii

from dateline.errors import NotFoundError
from dateline.knowledge.names import name_key
from dateline.knowledge.register import Register
from dateline.run.actor_mentions import ActorMention, make_key

NAMED = 8  # of several actors that a name could mean


@dataclass(frozen=True, slots=True)
class Target:
    """An actor that was asked for; `id` is ``None`` for a name in reports that is tied to nobody.

    `written` are the names that reports use for it.
    """

    id: str | None
    name: str
    kind: str | None
    reports: int = 0
    written: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What its mentions share, see `ActorMention.key`."""
        return make_key(self.id, self.name)


def find_actor(mentions: Iterable[ActorMention], register: Register, wanted: str) -> Target:
    """Return the actor whose id or name is `wanted`; of names that only hold the words, the one that alone does,
    in the reports or else in the register.

    Raises:
        NotFoundError: there is none, or there are several.
    """
    targets = _targets(mentions)
    if wanted in targets:
        return targets[wanted]
    if wanted in register.actors:
        return _known(register, wanted, targets)
    searched = search_actors(targets.values(), register, wanted)
    in_reports = [one for one in searched if one.reports]
    for found in (_by_name(targets, register, wanted), in_reports if len(in_reports) == 1 else searched):
        if len(found) == 1:
            return found[0]
        if found:
            named = "; ".join(f"{one.id or 'no id'} {one.name}" for one in found[:NAMED])
            more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
            raise NotFoundError(f"{wanted!r} could be {len(found)} actors: {named}{more}; give an id")
    raise NotFoundError(f"no actor is called {wanted!r}; `dateline actors search WORDS` looks for names")


def search_actors(targets: Iterable[Target], register: Register, words: str) -> list[Target]:
    """Return the actors of the reports and the register with all of `words` in their names, those in reports first."""
    asked = anyascii(words).casefold().split()
    found: dict[str, Target] = {}
    for target in targets:
        known = register.actors.get(target.id or "")
        names = (target.name, target.id or "", *target.written, *(known.names if known else ()))
        if _has_all(asked, names):
            found[target.key] = target
    for actor in register.actors.values():
        if actor.id not in found and _has_all(asked, (actor.name, actor.id, *actor.names)):
            found[actor.id] = Target(actor.id, actor.name, actor.kind)
    return sorted(found.values(), key=lambda one: (-one.reports, one.name, one.key))


def list_targets(mentions: Iterable[ActorMention]) -> list[Target]:
    """Return everybody whom the reports mention, those in most reports first."""
    return sorted(_targets(mentions).values(), key=lambda one: (-one.reports, one.name, one.key))


def _targets(mentions: Iterable[ActorMention]) -> dict[str, Target]:
    groups: defaultdict[str, list[ActorMention]] = defaultdict(list)
    for one in mentions:
        groups[one.key].append(one)
    return {key: _target(group) for key, group in groups.items()}


def _target(group: list[ActorMention]) -> Target:
    names = sorted({one.name for one in group}, key=lambda name: (-sum(one.name == name for one in group), name))
    kinds = sorted(one.kind for one in group if one.kind)
    return Target(
        id=group[0].id,
        name=names[0],
        kind=max(kinds, key=kinds.count, default=None),
        reports=len({one.report.id for one in group}),
        written=tuple(sorted({one.written for one in group})),
    )


def _by_name(targets: dict[str, Target], register: Register, wanted: str) -> list[Target]:
    key = name_key(wanted)
    found = {target.key: target for target in targets.values() if name_key(target.name) == key and target.id}
    for match in register.find(wanted):
        found.setdefault(match.actor.id, _known(register, match.actor.id, targets))
    if not found:  # a name that is tied to nobody, or that only reports use, gives way to one that is
        found = {
            target.key: target for target in targets.values() if key in map(name_key, (target.name, *target.written))
        }
    return [found[key] for key in sorted(found)]


def _known(register: Register, actor_id: str, targets: dict[str, Target]) -> Target:
    actor = register.actors[actor_id]
    return targets.get(actor_id) or Target(actor.id, actor.name, actor.kind)


def _has_all(asked: list[str], names: Iterable[str]) -> bool:
    return any(all(word in anyascii(name).casefold() for word in asked) for name in names)
