"""Values of judgements: `Decision` to JSON and back, and what may stand in one.

    accept   {}                                                       the whole finding or incident
    reject   {"field": "killed", "of": {"start": 120, "end": 131}}    one entry of it; {} the whole
    correct  {"field": "type", "text": "bombing"}
             {"field": "killed", "of": {...}, "min": 5, "max": 5, "role": "against"}
             {"field": "time", "start": "2019-05-10T00:00:00", "end": "2019-05-11T00:00:00", "precision": "day"}
             {"field": "place", "place": {"name": "Kunduz", "country": "AF", "precision": "exact", ...}}
    undo     as what it takes back; {} all of one's judgements on the subject

Every value may name its `version` (1, see `records.DECISION_VERSION`); a newer one is refused, never misread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

import msgspec

from dateline.errors import UserError
from dateline.ontology import load_ontology
from dateline.records import DECISION_VERSION, Decision, Judgement

VERDICTS = ("accept", "reject", "correct", "undo")  # on findings and incidents
PAIR_VERDICTS = ("same", "different", "undo")
COUNTS = ("killed", "injured", "taken")
SIDES = ("by", "against", "other", "total", "unknown")
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "event": (
            *("type", "status", "background", "triggers", "time", "place", "by", "against", "weapon"),
            *COUNTS,
        ),
        "statement": ("source", "cue", "content", "speaker", "name", "actor"),
        "responsibility": ("who", "stance", "by"),
        "relation": ("type", "status", "a", "b"),
        "incident": ("type", "time", "place", *COUNTS),
    }
)
ENTRIES = frozenset({"triggers", "by", "against", "weapon", *COUNTS})  # fields of an event with several entries
MOST = 10_000_000  # people; more is a slip of the hand
KEPT = 1 << 16  # decoded values: every conclusion reads all judgements
LONGEST = 500  # characters of a name
_NAMES = frozenset(field.name for field in fields(Decision))


def encode_decision(decision: Decision) -> str:
    """Return the JSON of a decision; what is at its default is left out, the version never."""
    plain = {field.name: getattr(decision, field.name) for field in fields(Decision)}
    told = {
        field.name: plain[field.name]
        for field in fields(Decision)
        if field.name == "version" or plain[field.name] != field.default
    }
    return msgspec.json.encode(told).decode()


@lru_cache(maxsize=KEPT)
def decode_decision(value: str | None) -> Decision:
    """Return the decision in a judgement's value; none is a decision on the whole subject.

    Raises:
        UserError: it is no decision, or of a newer form.
    """
    if not value:
        return Decision()
    try:
        unknown = sorted(msgspec.json.decode(value, type=dict[str, msgspec.Raw]).keys() - _NAMES)
        decision = msgspec.json.decode(value, type=Decision)
    except msgspec.DecodeError as error:
        raise UserError(f"not the value of a judgement: {error}") from error
    if decision.version > DECISION_VERSION:
        raise UserError(f"the value of a judgement is of version {decision.version}; upgrade Dateline to read it")
    if unknown:
        raise UserError(f"not the value of a judgement: unknown {', '.join(unknown)}")
    return decision


def read_decision(judgement: Judgement) -> Decision:
    """Return the decision of a judgement on a finding or an incident.

    Raises:
        UserError: its value cannot be read; the message names it.
    """
    try:
        return decode_decision(judgement.value)
    except UserError as error:
        raise UserError(f"the judgement of {judgement.subject} by {judgement.by}: {error}") from error


def check_decision(kind: str, verdict: str, decision: Decision, text: str | None = None) -> None:
    """Make sure that a decision on a finding of this kind means something; `text` is that of the report.

    Raises:
        UserError: it does not; the message says what is wrong.
    """
    if verdict not in VERDICTS:
        raise UserError(f"unknown verdict {verdict!r}; the verdicts are {', '.join(VERDICTS)}")
    if decision.field and decision.field not in FIELDS[kind]:
        raise UserError(f"{kind}: unknown field {decision.field!r}; the fields are {', '.join(FIELDS[kind])}")
    if verdict == "correct":
        if not decision.field:
            raise UserError("a correction names its field")
        _check_content(kind, decision)
    _check_numbers(decision)
    _check_place(decision)
    for span in (decision.of, decision.span):
        if span is not None and not (0 <= span.start < span.end and (text is None or span.end <= len(text))):
            raise UserError(f"the words {span.start}-{span.end} are not in the report")


def _check_content(kind: str, decision: Decision) -> None:
    """Make sure that the field gets what it is made of."""
    book, name = load_ontology(), decision.field
    closed = {
        "type": book.relations if kind == "relation" else book.event_types,
        "status": book.statuses,
        "speaker": book.speakers,
        "stance": book.stances,
    }.get(name)
    if closed is not None and decision.text not in closed:
        raise UserError(f"{name}: {decision.text!r} is none of {', '.join(closed)}")
    if name == "background" and decision.flag is None:
        raise UserError("background: give true or false")
    if decision.text is not None and len(decision.text) > LONGEST:
        raise UserError(f"{name}: at most {LONGEST} characters")
    wordy = name in ENTRIES - set(COUNTS) or name in {"source", "cue", "content", "who", "a", "b"}
    if wordy and decision.span is None and decision.of is None and kind == "event":
        raise UserError(f"{name}: select the words in the report")
    if name in COUNTS and kind == "event" and decision.of is None and decision.span is None:
        raise UserError(f"{name}: select the words that give the number")
    if name == "time" and (decision.start or decision.end):
        _check_time(decision)


def _check_numbers(decision: Decision) -> None:
    for bound in (decision.min, decision.max):
        if bound is not None and not (0 <= bound <= MOST and bound == int(bound)):
            raise UserError(f"{decision.field}: {bound:g} is no number of people")
    if decision.min is not None and decision.max is not None and decision.min > decision.max:
        raise UserError(f"{decision.field}: at least {decision.min:g} and at most {decision.max:g} leaves nothing")
    if decision.field in COUNTS and decision.role is not None and decision.role not in SIDES:
        raise UserError(f"{decision.field}: the side is one of {', '.join(SIDES)}")


def _check_time(decision: Decision) -> None:
    if not decision.start or not decision.end or decision.precision is None:
        raise UserError("time: give start, end and precision, or none of them for a time that is not known")
    try:
        start, end = datetime.fromisoformat(decision.start), datetime.fromisoformat(decision.end)
        earlier = start < end
    except (ValueError, TypeError) as error:
        raise UserError(f"time: {error}") from error
    if not earlier or start.tzinfo is not None:
        raise UserError("time: start and end are local times without a zone, and the start is before the end")


def _check_place(decision: Decision) -> None:
    place = decision.place
    if place is None:
        return
    if not place.name.strip() or len(place.name) > LONGEST:
        raise UserError("place: it needs a name")
    if (place.lat is None) != (place.lon is None):
        raise UserError("place: give latitude and longitude, or neither")
    if place.lat is not None and place.lon is not None and not (abs(place.lat) <= 90 and abs(place.lon) <= 180):
        raise UserError(f"place: {place.lat:g}, {place.lon:g} is not on the earth")
