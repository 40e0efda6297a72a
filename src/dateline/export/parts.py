"""Parts: the rows that an incident makes at a grain. Which events are one is a property of a file, not of the store."""

from __future__ import annotations

from dateline.export.evidence import Evidence


def split(evidence: Evidence, _grain: str) -> tuple[Evidence, ...]:
    """Return the parts of an incident at a grain, each an incident's evidence of its own."""
    return (evidence,)
