"""Extract: what the text of one report says, each finding with its words. This page is the order of the extractors."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.extract.events.finding import find_events
from dateline.extract.events.splitting import split_events, spread_tolls
from dateline.extract.marking.numbers import find_quantities
from dateline.extract.marking.phrases import find_phrases
from dateline.extract.marking.places import find_places
from dateline.extract.marking.times import find_times
from dateline.extract.marks import Marks
from dateline.extract.relations.finding import find_relations
from dateline.extract.together import join_relations, read_together, settle_claims, settle_statements
from dateline.extract.tolls.completing import complete_tolls
from dateline.extract.voices.pronouns import name_doers
from dateline.extract.voices.responsibility import find_responsibility
from dateline.extract.voices.statements import find_statements, relate_statements
from dateline.knowledge import Knowledge
from dateline.records import Event, Findings, Parsed, PlaceMention, Relation, Statement, TimeMention

__all__ = ["Ruled", "add_reading", "apply_rules", "extract_findings"]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules find by themselves in one report."""

    marks: Marks
    statements: tuple[Statement, ...]
    findings: Findings


def extract_findings(parsed: Parsed, knowledge: Knowledge, pipeline: str) -> Findings:
    """Return all findings of one report, not yet tied to the world."""
    return add_reading(parsed, apply_rules(parsed, knowledge), knowledge, pipeline)


def apply_rules(parsed: Parsed, knowledge: Knowledge) -> Ruled:
    """Return what the rules find, but relations."""
    marks = Marks(
        times=find_times(parsed),
        quantities=find_quantities(parsed),
        places=find_places(parsed, knowledge.gazetteer),
        phrases=find_phrases(parsed, knowledge),
    )
    events = split_events(parsed, marks, find_events(parsed, marks, knowledge), knowledge)
    statements = _find_statements(parsed, marks, events, knowledge)
    return Ruled(marks, statements, _find_around(parsed, marks, events, statements, knowledge))


def add_reading(parsed: Parsed, ruled: Ruled, knowledge: Knowledge, pipeline: str) -> Findings:
    """Return the findings of rules and trained reader together, where there is a reader, and relations."""
    marks, statements, found = ruled.marks, ruled.statements, ruled.findings
    read_relations: tuple[Relation, ...] = ()
    if knowledge.reader is not None:
        read = read_together(parsed, knowledge.reader, found)
        events, read_relations = split_events(parsed, marks, read.events, knowledge), read.relations
        statements = statements if found.events else _find_statements(parsed, marks, events, knowledge)
        statements = settle_statements(statements, read.statements, knowledge.reader)
        found = _find_around(parsed, marks, events, statements, knowledge)
        claims = settle_claims(found.responsibility, read.responsibility, knowledge.reader)
        found = replace(found, responsibility=claims)
    relations = find_relations(parsed, marks, knowledge, found.events)
    return replace(
        found,
        pipeline=pipeline,
        relations=join_relations(relations, read_relations, knowledge.reader),
        places=tuple(PlaceMention(span) for span in marks.places),
        times=tuple(TimeMention(span) for span in marks.times),
    )


def _find_statements(
    parsed: Parsed, marks: Marks, events: tuple[Event, ...], knowledge: Knowledge
) -> tuple[Statement, ...]:
    """Return who says what; the code book asks for it in reports of conflict only, those with an event."""
    return find_statements(parsed, marks, events, knowledge) if events else ()


def _find_around(
    parsed: Parsed, marks: Marks, events: tuple[Event, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> Findings:
    """Return the events with their tolls, and who says so and who is behind them, as the rules find it."""
    statements = relate_statements(statements, events) if events else ()
    events = name_doers(events, statements, parsed.text)
    events = spread_tolls(parsed, complete_tolls(parsed, marks, events, statements, knowledge))
    return Findings(
        report_id=parsed.report.id,
        pipeline="",
        model=knowledge.model,
        events=events,
        statements=statements,
        responsibility=find_responsibility(parsed, marks, events, statements, knowledge),
    )
