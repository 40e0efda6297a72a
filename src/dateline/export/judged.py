"""What people rejected: whole incidents are left out, rejected events say nothing in their incident.

What they corrected is in the findings and the assessment already (`judge`, `weigh.decided`).
"""

from __future__ import annotations

from dataclasses import replace

from dateline.export.evidence import Evidence
from dateline.export.rows import LeftOut, leave_out
from dateline.judge import make_decisions
from dateline.records import FieldAssessment, Judgement, Verdict


def judge(evidence: Evidence) -> Evidence | LeftOut:
    """Return `evidence` without the events that people rejected, or the entry of an incident that they rejected.

    Raises:
        UserError: a judgement cannot be read.
    """
    decisions = make_decisions(evidence.judgements)
    members = evidence.incident.members
    rulings = decisions.of_incident(evidence.incident)
    rejected = [one for one, value in rulings if one.verdict == "reject" and not value.field]
    kept = decisions.keep(members)
    if not rejected and not kept:
        found = (decisions.rejection(one.event_id) for one in members)
        rejected = [one for one in found if one is not None]
    if rejected:
        return leave_out(evidence, "rejected", "; ".join(dict.fromkeys(map(_why, rejected))))
    return evidence if len(kept) == len(members) else narrow(evidence, {one.event_id for one in kept})


def _why(judgement: Judgement) -> str:
    return f"rejected by {judgement.by}" + (f": {judgement.note}" if judgement.note else "")


def narrow(evidence: Evidence, events: set[str]) -> Evidence:
    """Return `evidence` with only these member events: what other events say of a field is taken out."""
    members = tuple(one for one in evidence.incident.members if one.event_id in events)
    reports = {one.report_id for one in members}
    fields = tuple(narrow_field(one, events) for one in evidence.assessment.fields)
    return replace(
        evidence,
        incident=replace(
            evidence.incident,
            members=members,
            comparisons=tuple(
                one for one in evidence.incident.comparisons if one.left in events and one.right in events
            ),
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
