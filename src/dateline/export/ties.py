"""Ties between actors that the reports of an incident tell of: members, leaders, branches, splits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.export.evidence import Evidence
from dateline.export.plain import clean_line
from dateline.export.rows import Citation
from dateline.knowledge.identity import named_actor
from dateline.records import Participant, Report, When

OF_PERSONS = frozenset({"member_of", "leader_of", "spokesman_of"})


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody by name: in the register, or as the report names him."""

    key: str  # id of the actor, or the folded name
    name: str
    kind: str
    is_known: bool  # in the register


@dataclass(frozen=True, slots=True)
class Tie:
    """That one figure is something to another, as one report says."""

    type: str
    a: Figure
    b: Figure
    status: str
    when: When | None
    report: Report
    cite: Citation


def find_ties(evidence: Evidence) -> Iterator[Tie]:
    """Yield what the reports say of named actors, report by report; denied ties are none."""
    texts = {report.id: report for report in evidence.reports}
    for found in evidence.findings:
        report = texts.get(found.report_id)
        for one in found.relations if report is not None else ():
            a, b = _figure(one.a, "person" if one.type in OF_PERSONS else "unknown"), _figure(one.b, "unknown")
            if report is None or a is None or b is None or a.key == b.key or one.status == "denied":
                continue
            if a.is_known or b.is_known:
                span = one.cue or one.a.span
                cite = Citation(report.id, span, span.of(report.text))
                yield Tie(one.type, a, b, one.status, one.when, report, cite)


def _figure(one: Participant, kind: str) -> Figure | None:
    actor = named_actor(one.actor)
    if actor is not None:
        return Figure(actor.actor_id, clean_line(actor.name), actor.kind, True)
    if one.actor is not None or not one.name:
        return None  # a class of people, or words that are no name
    name = clean_line(one.name)
    return Figure(f"name:{name.casefold()}", name, kind, False)
