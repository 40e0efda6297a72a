"""What people decided of an incident as a whole: their value stands first and is used, what the sources say stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from dateline.records import (
    Assessment,
    Decision,
    FieldAssessment,
    Judgement,
    Span,
    Support,
    TimePrecision,
    Value,
    Verdict,
    When,
)
from dateline.weigh.titles import clock_words
from dateline.weigh.toll import DECIDED

SPEAKER = "coder"  # the kind of speaker of a value that a person decided
DISCOUNTED = "discounted"


def apply_rulings(assessment: Assessment, rulings: Iterable[tuple[Judgement, Decision]]) -> Assessment:
    """Return an assessment as people decided it, later decisions over earlier ones; its title is left as it is.

    A person's value is used for the type, the time, the place and the toll; a rejected incident is discounted.
    """
    for judgement, value in rulings:
        if judgement.verdict == "reject" and not value.field:
            assessment = replace(assessment, grade=DISCOUNTED, grade_reason=explain(judgement, "rejected"))
        elif judgement.verdict == "correct":
            assessment = _correct(assessment, judgement, value)
    return assessment


def explain(judgement: Judgement, what: str) -> str:
    """Return "rejected by ann: it was a drill"."""
    return f"{what} by {judgement.by}" + (f": {judgement.note}" if judgement.note else "")


def _correct(assessment: Assessment, judgement: Judgement, value: Decision) -> Assessment:
    given = make_value(judgement, value)
    if given is None:
        return assessment
    known = {one.field: one for one in assessment.fields}
    before = known.get(value.field)
    others = tuple(one for one in (before.values if before else ()) if not (is_decided(one) and one.role == value.role))
    known[value.field] = FieldAssessment(value.field, (given, *others), Verdict.DECIDED, explain(judgement, "decided"))
    changed = replace(assessment, fields=tuple(known.values()))
    match value.field:
        case "type":
            return replace(changed, type=value.text or changed.type)
        case "time":
            return replace(changed, time=_when(value))
        case "place":
            return replace(changed, place=value.place)
    return changed


def is_decided(value: Value) -> bool:
    """Say whether a value is a person's decision."""
    return any(line.startswith(DECIDED) for line in value.lines)


def make_value(judgement: Judgement, value: Decision) -> Value | None:
    """Return the version of a field that a person decided; ``None`` for a correction without content."""
    line = DECIDED + judgement.by
    support = Support(line, judgement.subject, Span(0, 1), SPEAKER, judgement.by, None, line)
    when = _when(value)
    text = value.text or (value.place.name if value.place is not None else None)
    if value.field == "time":
        text = "not known" if when is None else clock_words(when)
    if value.field == "place" and text is None:
        text = "not known"
    return Value(text or _figure(value), value.min, value.max, value.role, (support,), (line,))


def _when(value: Decision) -> When | None:
    if value.start is None or value.end is None:
        return None
    start, end = datetime.fromisoformat(value.start), datetime.fromisoformat(value.end)
    return When(start, end, value.precision or TimePrecision.DAY, value.text or value.start[:10])


def _figure(value: Decision) -> str:
    low, high = value.min, value.max
    if low is None and high is None:
        return "not known"
    if high is None:
        return f"at least {low:g}"
    return f"up to {high:g}" if low is None else (f"{low:g}" if low == high else f"{low:g} to {high:g}")
