"""ACLED's types: the code book's pair, made to fit who was attacked and with what."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.export.evidence import Evidence
from dateline.export.facts import count
from dateline.export.parties import find_doers, find_targets
from dateline.export.rows import Citation, cite_field
from dateline.export.words import find_devices
from dateline.ontology import load_ontology

BATTLES, PROTESTS, RIOTS = "Battles", "Protests", "Riots"
EXPLOSIONS, VIOLENCE, STRATEGIC = (
    "Explosions/Remote violence",
    "Violence against civilians",
    "Strategic developments",
)
POLITICAL, DEMONSTRATIONS = "Political violence", "Demonstrations"
EXCESSIVE_FORCE = "Excessive force against protesters"
# Violence against civilians where the target does not fight, a battle where it does; an execution is of a captive.
BY_TARGET = frozenset({"shooting", "assassination", "attack", "assault", "clash"})
INTERVENTION = frozenset({"arrest", "operation"})


@dataclass(frozen=True, slots=True)
class Coded:
    """An event in ACLED's types."""

    event_type: str
    sub_type: str
    cites: tuple[Citation, ...]
    why: str = ""

    @property
    def disorder(self) -> str:
        """Return the type of disorder; demonstrations with force are two."""
        if self.event_type == STRATEGIC:
            return STRATEGIC
        if self.event_type == RIOTS or self.sub_type == EXCESSIVE_FORCE:
            return f"{POLITICAL}; {DEMONSTRATIONS}"
        return DEMONSTRATIONS if self.event_type == PROTESTS else POLITICAL


def code_type(evidence: Evidence) -> Coded | None:
    """Return the type of an incident; ``None`` where ACLED codes no such events."""
    name = evidence.assessment.type
    kind = load_ontology().event_types.get(name)
    if kind is None or kind.acled is None:
        return None
    cites = cite_field(evidence, "type")
    if name == "protest":
        return _protest(evidence, cites)
    if name == "riot":
        people = any(one.is_civilian and one.kind != "object" for one in find_targets(evidence))
        return Coded(RIOTS, "Mob violence" if people else "Violent demonstration", cites)
    if name == "territory":
        state = any(one.is_state for one in find_doers(evidence)[:1])
        sub = "Government regains territory" if state else "Non-state actor overtakes territory"
        return Coded(BATTLES, sub, cites)
    if name == "operation":
        return _operation(evidence, cites)
    event_type, sub = kind.acled
    return _violence(evidence, name, Coded(event_type, sub, cites))


def _violence(evidence: Evidence, name: str, coded: Coded) -> Coded:
    """Let the weapon decide between explosions, and the target between battles and violence against civilians."""
    device = next((one for one in find_devices(evidence) if one.device.acled is not None), None)
    generic = name in ("bombing", "attack", "air_strike", "shelling")
    if device is not None and device.device.acled is not None and generic:
        cites = tuple(dict.fromkeys((*coded.cites, *device.cites)))
        return Coded(EXPLOSIONS, device.device.acled, cites, "the weapon decides")
    if name not in BY_TARGET:
        return coded
    targets = [one for one in find_targets(evidence) if one.kind not in ("object", "unknown")]
    if not targets:
        return coded
    cites = tuple(dict.fromkeys((*coded.cites, *targets[0].cites)))
    if targets[0].is_armed:
        return Coded(BATTLES, "Armed clash", cites, "the target is armed")
    return Coded(VIOLENCE, "Attack", cites, "the target does not fight")


def _operation(evidence: Evidence, cites: tuple[Citation, ...]) -> Coded:
    """Code a raid or search as a battle only where somebody armed is met or hurt."""
    armed = any(one.is_armed for one in find_targets(evidence))
    hurt = any(count(evidence, field, "lowest").toll.high for field in ("killed", "injured"))
    if armed or hurt:
        return Coded(BATTLES, "Armed clash", cites, "an operation that met an armed side or hurt somebody")
    return Coded(STRATEGIC, "Other", cites, "an operation in which nobody fought")


def _protest(evidence: Evidence, cites: tuple[Citation, ...]) -> Coded:
    parties = (*find_doers(evidence), *find_targets(evidence))
    forces = [one for one in parties if one.is_state and one.kind in ("police", "military")]
    hurt = any(count(evidence, field, "lowest").toll.high for field in ("killed", "injured"))
    if forces and hurt:
        return Coded(
            PROTESTS, EXCESSIVE_FORCE, (*cites, *forces[0].cites), "forces of a state met it, people were hurt"
        )
    field = evidence.field("type")
    types = {value.text for value in field.values} if field is not None else set()
    if forces or types & INTERVENTION:
        return Coded(PROTESTS, "Protest with intervention", cites, "forces of a state met it")
    return Coded(PROTESTS, "Peaceful protest", cites)
