"""ACLED's actors: names after its pattern, kinds of actor, and whether civilians were the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.export.acled_types import BATTLES, EXCESSIVE_FORCE, EXPLOSIONS, PROTESTS, RIOTS, VIOLENCE, Coded
from dateline.export.evidence import Evidence
from dateline.export.parties import Party, find_doers, find_targets
from dateline.export.rows import Citation
from dateline.ontology import load_ontology

CIVILIANS, PROTESTERS, RIOTERS, UNIDENTIFIED, EXTERNAL = 7, 6, 5, 3, 8
STATE_NAMES = {
    "military": "Military Forces of",
    "police": "Police Forces of",
    "government": "Government of",
    "intelligence": "Military Forces of",
}
# Types that somebody must have done: an unnamed doer is an unidentified armed group.
VIOLENT = frozenset({BATTLES, EXPLOSIONS, VIOLENCE})


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as it is written; an empty name and 0 are nobody."""

    name: str = ""
    inter: int = 0
    others: str = ""
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Actors:
    """Both sides."""

    one: Actor
    two: Actor
    targets_civilians: bool

    @property
    def interaction(self) -> int:
        """Return the two kinds as one number, the smaller first, 0 last."""
        if not self.two.inter:
            return 10 * self.one.inter
        low, high = sorted((self.one.inter, self.two.inter))
        return 10 * low + high


@dataclass(frozen=True, slots=True)
class Naming:
    """What names are made with: the country of the event, names of countries, and periods of government."""

    code: str  # ISO 3166-1 alpha-2, of the event
    countries: dict[str, str]
    regimes: Sequence[tuple[str, int, int | None]]  # country, first and last year
    year: int

    def state(self, kind: str, code: str) -> str:
        """Return "Military Forces of Mali (2021-)"; without periods only where the user gave them."""
        period = next(
            (
                f" ({first}-{last or ''})"
                for country, first, last in self.regimes
                if country == code and first <= self.year <= (last or 9999)
            ),
            "",
        )
        return f"{STATE_NAMES[kind]} {self.countries.get(code, code)}{period}"

    def people(self, word: str, code: str | None = None) -> str:
        """Return "Civilians (Mali)"."""
        return f"{word} ({self.countries.get(code or self.code, self.code)})"


def find_actors(evidence: Evidence, coded: Coded, naming: Naming) -> Actors:
    """Return who did it to whom, in ACLED's names."""
    doers, targets = find_doers(evidence), find_targets(evidence)
    if coded.event_type in (PROTESTS, RIOTS):
        return _crowd(doers, targets, coded, naming)
    one = _actor(doers, naming)
    if not one.name and coded.event_type in VIOLENT:
        one = Actor(naming.people("Unidentified Armed Group"), UNIDENTIFIED)
    people = tuple(party for party in targets if party.kind not in ("object", "unknown"))
    two = _actor(people, naming)
    if coded.event_type == VIOLENCE and two.inter != CIVILIANS:
        civilians = tuple(party for party in people if party.is_civilian)
        cites = civilians[0].cites if civilians else ()
        two = Actor(naming.people("Civilians"), CIVILIANS, two.name, cites)
    if not two.name and len(doers) > 1 and coded.event_type == BATTLES:
        one, two = _actor(doers[:1], naming), _actor(doers[1:], naming)
    if not two.name and coded.event_type == BATTLES:
        two = Actor(naming.people("Unidentified Armed Group"), UNIDENTIFIED)
    if not one.name:  # a release, an arrest by nobody in particular: whom it was done to is the only actor
        one, two = two, Actor()
    one, two = _without(one, two), _without(two, one)
    return Actors(one, two, two.inter == CIVILIANS and coded.event_type in (VIOLENCE, EXPLOSIONS))


def _without(one: Actor, other: Actor) -> Actor:
    """Return a side without those who are named on the other one."""
    kept = (name for name in one.others.split("; ") if name != other.name)
    return replace(one, others="; ".join(kept))


def _crowd(doers: tuple[Party, ...], targets: tuple[Party, ...], coded: Coded, naming: Naming) -> Actors:
    word, inter = ("Rioters", RIOTERS) if coded.event_type == RIOTS else ("Protesters", PROTESTERS)
    crowd = tuple(party for party in doers if not party.is_armed)
    forces = tuple(party for party in (*doers, *targets) if party.is_state and party.kind in ("police", "military"))
    named = "; ".join(dict.fromkeys(party.name for party in crowd if party.is_named))
    one = Actor(naming.people(word), inter, named, crowd[0].cites if crowd else ())
    if coded.sub_type == EXCESSIVE_FORCE:
        return Actors(_actor(forces, naming), one, targets_civilians=True)
    if coded.sub_type == "Mob violence":
        return Actors(one, Actor(naming.people("Civilians"), CIVILIANS), targets_civilians=True)
    return Actors(one, _actor(forces, naming), targets_civilians=False)


def _actor(parties: tuple[Party, ...], naming: Naming) -> Actor:
    if not parties:
        return Actor()
    first = _name(parties[0], naming)
    others = [_name(party, naming).name for party in parties[1:] if party.is_named]
    if parties[0].kind == "media":
        others.insert(0, naming.people("Journalists"))
    return replace(first, others="; ".join(one for one in dict.fromkeys(others) if one != first.name))


def _name(party: Party, naming: Naming) -> Actor:
    kinds = load_ontology().actor_kinds
    inter = kinds[party.kind].inter if party.kind in kinds else UNIDENTIFIED
    if party.is_state:
        code = party.country or naming.code
        foreign = code != naming.code
        return Actor(naming.state(party.kind, code), EXTERNAL if foreign else inter, "", party.cites)
    if party.kind == "protesters":
        return Actor(naming.people("Protesters"), PROTESTERS, "", party.cites)
    if party.kind == "rioters":
        return Actor(naming.people("Rioters"), RIOTERS, "", party.cites)
    if party.is_civilian:
        return Actor(naming.people("Civilians"), CIVILIANS, "", party.cites)
    if not party.is_named or party.kind in ("unidentified_armed", "unknown"):
        return Actor(naming.people("Unidentified Armed Group"), UNIDENTIFIED, "", party.cites)
    return Actor(party.name, inter, "", party.cites)
