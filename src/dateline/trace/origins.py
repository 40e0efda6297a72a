"""Origins: whom a report credits with its text."""

from __future__ import annotations

from dateline.knowledge.agencies import is_wire
from dateline.records import Report, SourceKind


def credited_origin(report: Report) -> str | None:
    """Return whom a report credits with its text: its origin, else the agency of its dateline, else a wire itself."""
    if report.origin:
        return report.origin
    if report.dateline is not None and report.dateline.agency:
        return report.dateline.agency
    if report.publisher and (report.source_kind is SourceKind.WIRE or is_wire(report.publisher)):
        return report.publisher
    return None
