"""Place names in a report."""

from __future__ import annotations

from dateline.knowledge.gazetteer import Gazetteer
from dateline.records import Parsed, Span


def find_places(parsed: Parsed, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """Return the place names of a report in text order."""
    del parsed, gazetteer
    return ()
