"""Responsibility: who claims, denies or is accused of an event."""

from __future__ import annotations

from dateline.extract.marks import Marks
from dateline.knowledge import Knowledge
from dateline.records import Event, Parsed, Responsibility, Statement


def find_responsibility(
    parsed: Parsed, marks: Marks, events: tuple[Event, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[Responsibility, ...]:
    """Return who is said to be behind which event, in text order."""
    return ()
