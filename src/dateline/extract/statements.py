"""Statements: who is credited with which words or knowledge."""

from __future__ import annotations

from dateline.extract.marks import Marks
from dateline.knowledge import Knowledge
from dateline.records import Event, Parsed, Statement


def find_statements(
    parsed: Parsed, marks: Marks, events: tuple[Event, ...], knowledge: Knowledge
) -> tuple[Statement, ...]:
    """Return the attributed statements of one report in text order."""
    return ()
