"""The vocabulary: every record that travels between stages, into the store and out of it.

All records are frozen, slotted dataclasses that hold text, numbers, enumerated words and tuples of records, so that
each one is a JSON object, a database row or a Spark row without further thought. This module imports nothing of ours.

Conventions
    Offsets are half-open positions in code points of `Report.text`: ``text[span.start:span.end]`` are the words.
    Identifiers are hexadecimal digests of content (see `dateline.text.make_id`); the same input gives the same ids.
    ``None`` in a number means *not reported*; ``0`` means that the source says nobody.
    Words from closed lists (event types, statuses, speakers ...) are those of `ontology.yaml`.
"""

from __future__ import annotations

from dateline.records.findings import (
    ActorLink,
    Count,
    Event,
    Findings,
    Participant,
    Place,
    PlaceMention,
    PlacePrecision,
    Quantity,
    Relation,
    Responsibility,
    Statement,
    TimeMention,
    TimePrecision,
    When,
)
from dateline.records.groups import (
    Assessment,
    Comparison,
    FieldAssessment,
    Incident,
    Judgement,
    Line,
    Member,
    Saying,
    Story,
    StoryLink,
    Support,
    Value,
    Verdict,
)
from dateline.records.judged import (
    DECISION_VERSION,
    Decision,
)
from dateline.records.parsed import (
    Parsed,
    Sentence,
    Token,
)
from dateline.records.people import (
    Account,
    ApiToken,
    AuditEntry,
    Role,
    Session,
)
from dateline.records.published import (
    Anchor,
    Published,
)
from dateline.records.reports import (
    Dateline,
    Failure,
    Reading,
    Report,
    Retrieval,
    SourceKind,
)
from dateline.records.shown import (
    IncidentRow,
    Question,
    Toll,
)
from dateline.records.spans import (
    Span,
)
from dateline.records.watching import (
    Alert,
    Delivery,
    Happening,
    Search,
    Source,
    Visit,
)

__all__ = [
    "DECISION_VERSION",
    "Account",
    "ActorLink",
    "Alert",
    "Anchor",
    "ApiToken",
    "Assessment",
    "AuditEntry",
    "Comparison",
    "Count",
    "Dateline",
    "Decision",
    "Delivery",
    "Event",
    "Failure",
    "FieldAssessment",
    "Findings",
    "Happening",
    "Incident",
    "IncidentRow",
    "Judgement",
    "Line",
    "Member",
    "Parsed",
    "Participant",
    "Place",
    "PlaceMention",
    "PlacePrecision",
    "Published",
    "Quantity",
    "Question",
    "Reading",
    "Relation",
    "Report",
    "Responsibility",
    "Retrieval",
    "Role",
    "Saying",
    "Search",
    "Sentence",
    "Session",
    "Source",
    "SourceKind",
    "Span",
    "Statement",
    "Story",
    "StoryLink",
    "Support",
    "TimeMention",
    "TimePrecision",
    "Token",
    "Toll",
    "Value",
    "Verdict",
    "Visit",
    "When",
]
