"""PLOVER's events, modes, contexts and entities: what its JSON records and POLECAT's table share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.export.countries import load_countries
from dateline.export.evidence import Evidence
from dateline.export.facts import count
from dateline.export.gtd_codes import find_target_codes
from dateline.export.parties import Party, find_doers, find_targets
from dateline.export.rows import Citation, LeftOut, cite_field, leave_out
from dateline.export.words import find_devices
from dateline.ontology import load_ontology

ASSAULT, MOBILIZE, SANCTION = "ASSAULT", "MOBILIZE", "SANCTION"
NEEDS_RECIPIENT = frozenset({"COOPERATE", "AID", SANCTION})
# Types whose mode the weapon decides; of the others it is in the type itself.
OPEN_MODES = frozenset({"attack", "bombing", "clash", "assault", "air_strike", "shelling"})
KEPT_MODES = {"air_strike": frozenset({"drone"}), "shelling": frozenset({"heavy-weapons"})}
TERROR = frozenset({"bombing", "suicide_bombing", "abduction", "assassination", "execution", "shooting", "attack"})
QUADS = {
    1: "VERBAL COOPERATION",
    2: "MATERIAL COOPERATION",
    3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}
UNKNOWN = "UNK"
BODIES = {"body:united-nations": "UNO", "body:european-union": "EUR"}
INTERGOVERNMENTAL, KOSOVO = "IGO", "KOS"


@dataclass(frozen=True, slots=True)
class Coded:
    """An incident in PLOVER's codes."""

    event: str
    mode: str | None
    quad: int
    scale: float
    contexts: tuple[str, ...]
    auxiliary: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    cites: tuple[Citation, ...]
    mode_cites: tuple[Citation, ...]


def code_event(evidence: Evidence) -> Coded | LeftOut:
    """Return the codes of an incident, or why it has none."""
    kind = load_ontology().event_types.get(evidence.assessment.type)
    cites = cite_field(evidence, "type")
    if kind is None or kind.plover is None:
        reason = f"PLOVER has no event for this type: {evidence.assessment.type}."
        return leave_out(evidence, "not a PLOVER event", reason, cites=cites)
    if evidence.assessment.time is None:
        return leave_out(evidence, "time not known", "No report tells when it happened.")
    doers, targets = _without_descriptions(find_doers(evidence)), find_targets(evidence)
    event, mode = kind.plover
    fighters = tuple(one for one in targets if one.is_armed)
    if event == MOBILIZE and _was_fought(evidence, fighters):
        event, mode = ASSAULT, "firearms"
    mode, mode_cites = _mode(evidence, mode, cites)
    if event == ASSAULT and evidence.assessment.type in ("clash", "operation") and fighters:
        doers, targets = (*doers, *(one for one in fighters if one.name not in {each.name for each in doers})), ()
    if event in NEEDS_RECIPIENT and not targets:
        reason = f"{event} needs a recipient, and no report names or describes one."
        return leave_out(evidence, "no recipient", reason, cites=cites)
    quad, scale = score(event, mode)
    contexts = _contexts(evidence, doers, (*targets, *fighters))
    return Coded(event, mode, quad, scale, contexts, _auxiliary(evidence), doers, targets, cites, mode_cites)


def _without_descriptions(doers: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return those who are named; descriptions ("gunmen") only where nobody is: they are the same people."""
    return tuple(one for one in doers if one.is_named) or doers


def _was_fought(evidence: Evidence, fighters: tuple[Party, ...]) -> bool:
    hurt = any(count(evidence, field, "lowest").toll.high for field in ("killed", "injured"))
    return evidence.assessment.type == "operation" and (bool(fighters) or hurt)


def _mode(evidence: Evidence, mode: str | None, cites: tuple[Citation, ...]) -> tuple[str | None, tuple[Citation, ...]]:
    """Return the mode with the words that it rests on: those of the weapon where it decides."""
    name = evidence.assessment.type
    if name in OPEN_MODES:
        for found in find_devices(evidence):
            device = found.device.plover
            if device is not None and device in KEPT_MODES.get(name, {device}):
                return device, tuple(dict.fromkeys((*cites, *found.cites)))
    return mode, cites


def _auxiliary(evidence: Evidence) -> str | None:
    """Return the manual's auxiliary mode: negation, future, hypothetical, historical; ``None`` for what was done."""
    if evidence.assessment.grade == "discounted":
        return "negation"
    field = evidence.field("status")
    known = load_ontology().statuses
    given = [known[one.text].plover for one in field.values if one.text in known] if field is not None else []
    if given and all(given):
        return given[0]
    events = [event for _, event in evidence.events()]
    return "historical" if events and all(event.background for event in events) else None


def _contexts(evidence: Evidence, doers: tuple[Party, ...], targets: tuple[Party, ...]) -> tuple[str, ...]:
    seen = {
        ("type", evidence.assessment.type),
        *(("kind", one.kind) for one in (*doers, *targets)),
        *(("target", str(code)) for _, code in find_target_codes(evidence)),
        *(("device", str(one.device.plover)) for one in find_devices(evidence)),
    }
    found = [context for what, value, context in _read("plover_contexts.tsv") if (what, value) in seen]
    by_state = bool(doers) and (doers[0].is_state or doers[0].kind == "international")
    if evidence.assessment.type in TERROR and not by_state:
        found.append("terrorism")
    return tuple(dict.fromkeys(found))


def score(event: str, mode: str | None) -> tuple[int, float]:
    """Return quad code and scale of an event and mode; the event's own where the manual does not score the mode."""
    table = load_scale()
    return table.get((event, mode or "-")) or table[event, "-"]


@cache
def load_scale() -> Mapping[tuple[str, str], tuple[int, float]]:
    """Return `data/plover_scale.tsv`."""
    rows = _read("plover_scale.tsv")
    return {(event, mode): (int(quad), float(scale)) for event, mode, quad, scale in rows}


@cache
def _read(name: str) -> tuple[tuple[str, ...], ...]:
    page = resources.files("dateline.export").joinpath("data", name).read_text("utf-8")
    return tuple(tuple(line.split("\t")) for line in page.splitlines() if line and not line.startswith("#"))


def sector(party: Party) -> str:
    """Return the sector of a party."""
    kinds = load_ontology().actor_kinds
    return kinds[party.kind].sector if party.kind in kinds else UNKNOWN


def country_code(party: Party) -> str | None:
    """Return the country of a force or body of a state, or the code of a body of states; ``None`` where not told."""
    if party.country is not None:
        return country_letters(party.country)
    if party.actor_id in BODIES:
        return BODIES[party.actor_id]
    return INTERGOVERNMENTAL if party.kind == "international" else None


def country_letters(iso2: str | None) -> str | None:
    """Return the three letters of a country; KOS for Kosovo."""
    country = load_countries().get(iso2 or "")
    if country is None:
        return None
    return KOSOVO if country.iso2 == "XK" else country.iso3


def join_names(names: Iterable[str | None]) -> str | None:
    """Return names parted by ``;``, each once; ``None`` for none."""
    return ";".join(dict.fromkeys(name for name in names if name)) or None
