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

NEVER = 2.0  # above every confidence
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
    """Return the statements of both: as sure as the reader is, and with the kind of speaker it settled on.

    The rules' kind of speaker weighed in there. Both find a statement where the cues overlap; of those of the reader
    alone only the sure ones are kept, and those of the rules alone where such ones are right often enough, or where
    the reader shares none in the whole report: then its prose is foreign to the reader.
    """
    limits = reader.thresholds
    shared = [next((two for two in read if _overlap_cues(one, two)), None) for one in statements]
    alone = reader.confidence("statement_alone", EVEN)
    keeps_alone = alone >= limits.get("statement", 0.0) or not any(shared)
    settled = [
        replace(one, confidence=alone) if two is None else replace(one, speaker=two.speaker, confidence=two.confidence)
        for one, two in zip(statements, shared, strict=True)
        if two is not None or keeps_alone
    ]
    settled += [
        two
        for two in read
        if (two.confidence or 0.0) >= limits.get("statement_read", NEVER)
        and not any(_overlap_cues(one, two) for one in statements)
    ]
    return tuple(sorted(settled, key=lambda one: one.cue or one.source))


def _overlap_cues(left: Statement, right: Statement) -> bool:
    return left.cue is not None and right.cue is not None and left.cue.overlaps(right.cue)


def settle_claims(found: Findings, read: tuple[Responsibility, ...], reader: Reader) -> tuple[Responsibility, ...]:
    """Return the claims of both: the rules' as sure as the reader is, and its own where it is sure."""
    claims, events = found.responsibility, {event.id for event in found.events}
    shared = [
        next((two for two in read if two.stance == one.stance and two.cue.overlaps(one.cue)), None) for one in claims
    ]
    alone = reader.confidence("responsibility_alone", EVEN)
    settled = [
        replace(one, confidence=alone if two is None else two.confidence)
        for one, two in zip(claims, shared, strict=True)
    ]
    settled += [
        two
        for two in read
        if (two.confidence or 0.0) >= reader.thresholds.get("responsibility_read", NEVER)
        and two.event in events
        and not any(_same_claim(one, two) for one in claims)
    ]
    return tuple(sorted(settled, key=lambda one: one.cue))


def _same_claim(left: Responsibility, right: Responsibility) -> bool:
    """Say whether two claims have a cue in common, or blame or quote the same one in the same way."""
    both = left.who is not None and right.who is not None and left.who.span.overlaps(right.who.span)
    return left.cue.overlaps(right.cue) or (left.stance == right.stance and both)


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
