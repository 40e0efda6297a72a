"""What an incident is in the GTD's codes: attack, weapon and target types, criteria, claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.export.evidence import Evidence, once
from dateline.export.parties import STATE, Party, find_doers, find_responsible, find_targets
from dateline.export.rows import Citation, cite_field, cite_supports
from dateline.export.words import find_devices, find_target_type
from dateline.ontology import load_ontology

# The codebook's hierarchy: with several types the first of these is the first attack type.
HIERARCHY = (1, 4, 6, 5, 3, 2, 8, 7, 9)
BOMBING, ARMED, UNARMED, KIDNAPPING, UNKNOWN_ATTACK = 3, 2, 8, 6, 9
FIREARMS, EXPLOSIVES, INCENDIARY, MELEE = 5, 6, 8, 9
TARGETS = {
    "military": 4,
    "police": 3,
    "government": 2,
    "intelligence": 2,
    "party": 2,
    "international": 7,
    "media": 10,
    "armed_group": 17,
    "militia": 17,
    "unidentified_armed": 17,
}
PEOPLE, OTHER_TARGET, UNKNOWN_TARGET = 14, 13, 20
WEAPONS = {  # where no words name a weapon
    "bombing": EXPLOSIVES,
    "suicide_bombing": EXPLOSIVES,
    "shelling": EXPLOSIVES,
    "air_strike": EXPLOSIVES,
    "shooting": FIREARMS,
    "clash": FIREARMS,
}
CHANNELS = {"call": 2, "video": 6, "agency": 7, "social": 7, "website": 7, "statement": 9, "audio": 9}
NO_CHANNEL = 10
LAWFUL = frozenset({"clash", "operation", "territory"})


@dataclass(frozen=True, slots=True)
class Code:
    """A code with the words that it rests on."""

    value: int
    cites: tuple[Citation, ...]
    sub: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """A perpetrator slot: `claimed` is 1, 0 or -9, `mode` only where it is claimed."""

    party: Party
    is_uncertain: bool
    claimed: int
    mode: int | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    """The three criteria, and what else it may be where there is doubt."""

    goal: int
    audience: int
    unlawful: int
    alternative: int | None

    @property
    def are_met(self) -> bool:
        """Whether two of the three are met."""
        return self.goal + self.audience + self.unlawful >= 2

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be no terrorism."""
        return not (self.goal and self.unlawful)


@cache
def load_codes(name: str) -> Mapping[int, str]:
    """Return the texts of a list of codes."""
    page = resources.files("dateline.export").joinpath("data", "gtd_codes.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in page.splitlines() if not line.startswith("#")]
    return {int(code): text for which, code, text in rows if which == name}


def find_attacks(evidence: Evidence) -> tuple[Code, ...]:
    """Return the attack types by the codebook's hierarchy, at most three."""
    types = load_ontology().event_types
    found: dict[int, tuple[Citation, ...]] = {}
    field = evidence.field("type")
    for value in field.values if field is not None else ():
        kind = types.get(value.text)
        if kind is not None and kind.gtd is not None:
            code = _by_weapon(evidence, kind.gtd)
            found[code] = (*found.get(code, ()), *cite_supports(evidence, value.supports))
    kind = types.get(evidence.assessment.type)
    if kind is not None and kind.gtd is not None:
        found.setdefault(_by_weapon(evidence, kind.gtd), cite_field(evidence, "type"))
    if len(found) > 1:
        found.pop(UNKNOWN_ATTACK, None)
    return tuple(Code(one, found[one]) for one in HIERARCHY if one in found)[:3]


def _by_weapon(evidence: Evidence, code: int) -> int:
    """Let the weapon say what an attack is that the text specifies no further; a knife is an arm."""
    weapons = [one.device.gtd for one in find_devices(evidence)]
    if code == UNKNOWN_ATTACK:
        if EXPLOSIVES in weapons:
            return BOMBING
        return ARMED if {FIREARMS, INCENDIARY, MELEE} & set(weapons) else code
    return ARMED if code == UNARMED and {FIREARMS, INCENDIARY, MELEE} & set(weapons) else code


@once
def find_weapons(evidence: Evidence) -> tuple[Code, ...]:
    """Return the weapon types, at most four; that of the attack where no words name one."""
    found = [
        Code(one.device.gtd, one.cites, one.device.gtd_sub, ";".join(dict.fromkeys(cite.words for cite in one.cites)))
        for one in find_devices(evidence)
        if one.device.gtd is not None
    ]
    if not found and evidence.assessment.type in WEAPONS:
        return (Code(WEAPONS[evidence.assessment.type], cite_field(evidence, "type")),)
    return tuple(found[:4])


@once
def find_target_codes(evidence: Evidence) -> tuple[tuple[Party, int], ...]:
    """Return the targets with their types, at most three, one for each type."""
    found: dict[int, Party] = {}
    for party in find_targets(evidence):
        found.setdefault(_target(party), party)
    if len(found) > 1:
        found.pop(UNKNOWN_TARGET, None)
    return tuple((party, code) for code, party in found.items())[:3]


def _target(party: Party) -> int:
    if party.kind in TARGETS and party.kind != "international":
        return TARGETS[party.kind]
    words = find_target_type((party.name, *(cite.words for cite in party.cites)))
    if words is not None:
        return words
    return TARGETS.get(party.kind, UNKNOWN_TARGET if party.kind in ("unknown", "object") else PEOPLE)


def find_perpetrators(evidence: Evidence) -> tuple[Perpetrator, ...]:
    """Return the named perpetrators, at most three: those told of first, then those who claim it or are accused."""
    named = [one for one in find_doers(evidence) if one.is_named and one.kind not in STATE]
    field = evidence.field("responsibility")
    values = field.values if field is not None else ()
    claims = {value.text.casefold(): value for value in values if value.role == "claims"}
    known = {one.name.casefold() for one in named}
    later = [one for one in find_responsible(evidence) if one.is_named and one.name.casefold() not in known]
    denied = {value.text.casefold() for value in values if value.role == "denies"}
    nobody = any(value.role == "nobody" for value in values)
    found = []
    for party in (*named, *later)[:3]:
        claim = claims.get(party.name.casefold())
        cites = (*party.cites, *cite_supports(evidence, claim.supports)) if claim is not None else party.cites
        uncertain = party.doubt or party.name.casefold() in denied or (claim is not None and len(claims) > 1)
        claimed = 1 if claim is not None else 0 if nobody or claims else -9
        mode = _mode(evidence, party.name) if claim is not None else None
        found.append(Perpetrator(party, uncertain, claimed, mode, tuple(dict.fromkeys(cites))))
    return tuple(found)


def _mode(evidence: Evidence, name: str) -> int:
    """Return how a group claims it, by the channel that a report tells."""
    for found in evidence.findings:
        text = evidence.report(found.report_id).text
        for one in found.responsibility:
            if one.who is None or one.stance != "claims" or one.channel is None:
                continue
            names = {one.who.name, one.who.span.of(text), one.who.actor.name if one.who.actor is not None else None}
            if name.casefold() in {each.casefold() for each in names if each}:
                return CHANNELS.get(one.channel, NO_CHANNEL)
    return NO_CHANNEL


def judge_criteria(evidence: Evidence) -> Criteria:
    """Return the three criteria as far as reports indicate them."""
    doers, targets = find_doers(evidence), find_targets(evidence)
    field = evidence.field("responsibility")
    claimed = field is not None and any(value.role == "claims" for value in field.values)
    goal = claimed or any(one.kind in ("armed_group", "militia") for one in doers)
    fighters = bool(targets) and all(one.kind in ("military", "armed_group", "militia") for one in targets)
    lawful = evidence.assessment.type in LAWFUL or fighters
    audience = claimed or not fighters
    alternative = 1 if lawful else None
    return Criteria(int(goal), int(audience), int(not lawful), alternative)
