"""Disputes: fields on which sources differ, and who says what, in the words of every format."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.export.evidence import Evidence
from dateline.export.plain import clean, clean_line
from dateline.records import FieldAssessment, Support, Verdict
from dateline.wording import show_value

UNTOLD = "publisher not told"
DISPUTED = frozenset({Verdict.CONTRADICTED, Verdict.REVISED, Verdict.DENIED, Verdict.CLAIMED_ONLY, Verdict.RISING})


def find_disputes(evidence: Evidence) -> Iterator[FieldAssessment]:
    """Yield the fields on which sources differ, or of which only an interested side speaks."""
    return (field for field in evidence.assessment.fields if field.verdict in DISPUTED and field.values)


def name_speaker(evidence: Evidence, support: Support) -> str:
    """Return who says it: the outlet where it speaks for itself, else whom the report credits, as it names him."""
    if support.speaker == "outlet":
        publisher = next((one.publisher for one in evidence.reports if one.id == support.report_id), None)
        return clean_line(publisher or "") or UNTOLD
    return clean_line(support.speaker_name or "") or support.speaker.replace("_", " ")


def describe_dispute(evidence: Evidence, field: FieldAssessment) -> str:
    """Return the explanation of a field and each of its versions with all who give it, a line each."""
    lines = [clean_line(field.explanation)]
    for value in field.values:
        who = dict.fromkeys(name_speaker(evidence, support) for support in value.supports)
        role = f" ({value.role.replace('_', ' ')})" if value.role else ""
        lines.append(f"- {show_value(field.field, value.text)}{role}: {', '.join(who)}")
    return clean("\n".join(lines))
