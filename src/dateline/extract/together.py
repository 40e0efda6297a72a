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
from dateline.records import Findings, Parsed, Participant, Relation, Responsibility, Span, Statement

EVEN = 0.5  # what is known of a finding of the rules alone: nothing but how often such ones were right


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


def settle_statements(
    statements: tuple[Statement, ...], read: tuple[Statement, ...], reader: Reader
) -> tuple[Statement, ...]:
    """Return the rules' statements as sure as the reader is of them, and with the kind of speaker it settled on.

    The rules' kind of speaker weighed in there. The reader finds a statement too where the cues overlap.
    """

    def settled(one: Statement) -> Statement:
        same = next((two for two in read if one.cue and two.cue is not None and two.cue.overlaps(one.cue)), None)
        if same is None:
            return replace(one, confidence=reader.confidence("statement_alone", EVEN))
        return replace(one, speaker=same.speaker, confidence=same.confidence)

    return tuple(settled(one) for one in statements)


def settle_claims(
    claims: tuple[Responsibility, ...], read: tuple[Responsibility, ...], reader: Reader
) -> tuple[Responsibility, ...]:
    """Return the rules' claims of responsibility as sure as the reader is of them."""

    def settled(one: Responsibility) -> Responsibility:
        same = next((two for two in read if two.stance == one.stance and two.cue.overlaps(one.cue)), None)
        sure = reader.confidence("responsibility_alone", EVEN) if same is None else same.confidence
        return replace(one, confidence=sure)

    return tuple(settled(one) for one in claims)


def join_relations(
    rules: tuple[Relation, ...], read: tuple[Relation, ...], reader: Reader | None
) -> tuple[Relation, ...]:
    """Return the rules' relations and those of the reader's whose two ends the rules did not relate."""
    if reader is None:
        return rules
    new = (
        one
        for one in read
        if not any({one.a.span, one.b.span} == {two.a.span, two.b.span} or _overlap(one, two) for two in rules)
    )
    sure = reader.confidence("relation_alone", EVEN)
    return (*(replace(one, confidence=sure) for one in rules), *new)


def _overlap(left: Relation, right: Relation) -> bool:
    return left.type == right.type and left.a.span.overlaps(right.a.span) and left.b.span.overlaps(right.b.span)
