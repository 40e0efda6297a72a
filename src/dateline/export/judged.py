"""People's judgements, applied: what they rejected is left out, what they corrected is used.

A judgement's subject is an incident or one of its events. ``reject`` takes it out; ``correct`` has in `value` a JSON
object (or a list of them) that names the field, with ``min`` and ``max`` (``null`` is not known) and ``role`` for a
count, ``text`` for any other field, ``start``, ``end`` and ``precision`` for the time, and a place for the place:

    {"field": "killed", "role": "total", "min": 5, "max": 5}
    {"field": "type", "text": "bombing"}
    {"field": "time", "start": "2019-05-10T00:00:00", "end": "2019-05-11T00:00:00", "precision": "day"}
    {"field": "place", "place": {"name": "Kunduz", "country": "AF", "precision": "exact", ...}}
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import msgspec

from dateline.errors import UserError
from dateline.export.evidence import Evidence
from dateline.export.rows import LeftOut, leave_out
from dateline.records import (
    Assessment,
    FieldAssessment,
    Incident,
    Judgement,
    Place,
    Span,
    Support,
    TimePrecision,
    Value,
    Verdict,
    When,
)

COUNTS = frozenset({"killed", "injured", "taken"})
PERSON = "person:"  # line of what a person decided: "person:ayla"


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The JSON in `Judgement.value`."""

    field: str
    text: str | None = None
    role: str | None = None
    min: float | None = None
    max: float | None = None
    start: str | None = None
    end: str | None = None
    precision: TimePrecision | None = None
    place: Place | None = None


def judge(evidence: Evidence) -> Evidence | LeftOut:
    """Return `evidence` as people decided it, or the entry of an incident that they rejected.

    Raises:
        UserError: a correction cannot be read.
    """
    standing = {one.subject: one for one in evidence.judgements}
    decided = standing.get(evidence.incident.id)
    if decided is not None and decided.verdict == "reject":
        return leave_out(evidence, "rejected", _why(decided))
    rejected = {name for name, one in standing.items() if one.verdict == "reject"}
    if rejected:
        kept = tuple(one for one in evidence.incident.members if one.event_id not in rejected)
        if not kept:
            return leave_out(evidence, "rejected", "; ".join(_why(standing[name]) for name in sorted(rejected)))
        if len(kept) < len(evidence.incident.members):
            evidence = narrow(evidence, {one.event_id for one in kept})
    assessment = evidence.assessment
    for one in sorted(standing.values(), key=lambda one: (one.at, one.by, one.subject)):
        if one.verdict == "correct":
            assessment = _correct(assessment, one)
    return replace(evidence, assessment=assessment)


def _why(judgement: Judgement) -> str:
    return f"rejected by {judgement.by}" + (f": {judgement.note}" if judgement.note else "")


def narrow(evidence: Evidence, events: set[str]) -> Evidence:
    """Return `evidence` with only these member events: what other events say of a field is taken out."""
    members = tuple(one for one in evidence.incident.members if one.event_id in events)
    reports = {one.report_id for one in members}
    fields = tuple(narrow_field(one, events) for one in evidence.assessment.fields)
    return replace(
        evidence,
        incident=Incident(
            evidence.incident.id,
            members,
            tuple(one for one in evidence.incident.comparisons if one.left in events and one.right in events),
        ),
        assessment=replace(evidence.assessment, fields=fields),
        reports=tuple(one for one in evidence.reports if one.id in reports),
        findings=tuple(one for one in evidence.findings if one.report_id in reports),
        stories=tuple(one for one in evidence.stories if reports & set(one.reports)),
    )


def narrow_field(field: FieldAssessment, events: set[str]) -> FieldAssessment:
    """Return a field with only what these events say of it."""
    values = tuple(
        replace(value, supports=kept, lines=tuple(sorted({one.line for one in kept})))
        for value in field.values
        if (kept := tuple(one for one in value.supports if one.event_id in events))
    )
    return replace(field, values=values, verdict=field.verdict if values else Verdict.NOT_REPORTED)


def _correct(assessment: Assessment, judgement: Judgement) -> Assessment:
    try:
        found = msgspec.json.decode(judgement.value or "", type=Correction | list[Correction])
    except msgspec.DecodeError as error:
        raise UserError(f"the correction of {judgement.subject} by {judgement.by} cannot be read: {error}") from error
    for given in [found] if isinstance(found, Correction) else found:
        assessment = _correct_field(assessment, given, judgement)
    return assessment


def _correct_field(assessment: Assessment, given: Correction, judgement: Judgement) -> Assessment:
    fields = _set_field(assessment.fields, given, judgement, assessment.incident_id == judgement.subject)
    if given.field == "type" and given.text:
        return replace(assessment, fields=fields, type=given.text)
    if given.field == "time":
        return replace(assessment, fields=fields, time=_make_when(given))
    if given.field == "place":
        return replace(assessment, fields=fields, place=given.place)
    return replace(assessment, fields=fields)


def _make_when(given: Correction) -> When | None:
    if given.start is None or given.end is None:
        return None
    start, end = datetime.fromisoformat(given.start), datetime.fromisoformat(given.end)
    return When(start, end, given.precision or TimePrecision.DAY, given.text or given.start)


def _set_field(
    fields: Iterable[FieldAssessment], given: Correction, judgement: Judgement, of_all: bool
) -> tuple[FieldAssessment, ...]:
    """Put the person's value in the place of the versions of a field.

    Those are all of them (of a count those of the same side) for an incident, of a count of one event (not `of_all`)
    only what this event's report says.
    """
    line = PERSON + judgement.by
    support = Support(line, judgement.subject, Span(0, 1), "person", judgement.by, judgement.at, line)
    text = given.text or (given.place.name if given.place is not None else _figure(given))
    value = Value(text, given.min, given.max, given.role, (support,), (line,), judgement.at, judgement.at)
    explanation = f"{judgement.by} corrected it" + (f": {judgement.note}" if judgement.note else "")
    known = {one.field: one for one in fields}
    before = known.get(given.field, FieldAssessment(given.field, (), Verdict.NOT_REPORTED, ""))
    if of_all or given.field not in COUNTS:
        kept = [one for one in before.values if given.role not in (None, "total") and one.role != given.role]
        known[given.field] = FieldAssessment(given.field, (value, *kept), Verdict.AGREE, explanation)
    else:
        others = {one.event_id for each in before.values for one in each.supports} - {judgement.subject}
        rest = narrow_field(before, others)
        known[given.field] = replace(rest, values=(value, *rest.values), explanation=explanation)
    return tuple(known.values())


def _figure(given: Correction) -> str:
    if given.min is None and given.max is None:
        return "not known"
    low, high = given.min, given.max
    if high is None:
        return f"at least {low:g}"
    return f"up to {high:g}" if low is None else (f"{low:g}" if low == high else f"{low:g} to {high:g}")
