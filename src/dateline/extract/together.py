"""Rules and trained reader together: the reader's events, in which the rules weighed in, keep what only rules know.

Which kind of finding comes from whom was settled by measuring each alone and both together (docs/accuracy.md): events
with their roles and times come from the reader with the rules' findings as hints; names behind pronouns, tolls,
statements and responsibility from the rules, asked anew about those events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dateline.extract.reading.findings import read_findings
from dateline.knowledge.reader import Reader
from dateline.records import Findings, Parsed, Participant, Relation, Span, Statement


def read_together(parsed: Parsed, reader: Reader, rules: Findings) -> Findings:
    """Return the reader's findings with the rules' as hints; names that only the rules give are kept."""
    found = read_findings(parsed, reader, rules.pipeline, hints=rules)
    names = {
        participant.span: participant.name
        for event in rules.events
        for participant in (*event.by, *event.against)
        if participant.name is not None
    }
    events = tuple(
        replace(event, by=_with_names(event.by, names), against=_with_names(event.against, names))
        for event in found.events
    )
    return replace(found, events=events)


def _with_names(participants: Iterable[Participant], names: Mapping[Span, str]) -> tuple[Participant, ...]:
    return tuple(one if one.name else replace(one, name=names.get(one.span)) for one in participants)


def settle_speakers(statements: tuple[Statement, ...], reader: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the rules' statements, those whose speaker is of no kind that the rules know with the reader's kind."""

    def settled(one: Statement) -> Statement:
        if one.speaker != "other" or one.cue is None:
            return one
        kinds = (two.speaker for two in reader if two.cue is not None and two.cue.overlaps(one.cue))
        return replace(one, speaker=next(kinds, one.speaker))

    return tuple(settled(one) for one in statements)


def join_relations(rules: tuple[Relation, ...], reader: tuple[Relation, ...]) -> tuple[Relation, ...]:
    """Return the rules' relations and those of the reader's whose two ends the rules did not relate."""
    new = (
        one
        for one in reader
        if not any({one.a.span, one.b.span} == {two.a.span, two.b.span} or _overlap(one, two) for two in rules)
    )
    return (*rules, *new)


def _overlap(left: Relation, right: Relation) -> bool:
    return left.type == right.type and left.a.span.overlaps(right.a.span) and left.b.span.overlaps(right.b.span)
