"""Relations: what the report says of armed groups and their people."""

from __future__ import annotations

from dateline.extract.marks import Marks
from dateline.knowledge import Knowledge
from dateline.records import Parsed, Relation


def find_relations(parsed: Parsed, marks: Marks, knowledge: Knowledge) -> tuple[Relation, ...]:
    """Return the relations of one report in text order."""
    return ()
