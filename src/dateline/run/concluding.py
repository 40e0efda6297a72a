"""Conclusions on one incident: from what its reports say to its assessment and its line in the lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.judge import Decisions
from dateline.records import Assessment, Findings, Incident, IncidentRow, Report, Story
from dateline.run.views import make_incident_row
from dateline.text import make_id
from dateline.trace import trace_lines
from dateline.weigh import find_questions, make_sayings, rank_questions, weigh


@dataclass(frozen=True, slots=True)
class Ground:
    """What conclusions rest on: reports, findings as people decided, and stories, each by id of the report."""

    reports: Mapping[str, Report]
    findings: Mapping[str, Findings]
    stories: Mapping[str, Story]
    decisions: Decisions


def conclude(incident: Incident, ground: Ground) -> tuple[Assessment, IncidentRow]:
    """Return what is known of an incident, and its line; rejected events say nothing, unless all are rejected."""
    kept = ground.decisions.keep(incident.members)
    told = replace(incident, members=kept or incident.members)
    names = sorted({member.report_id for member in told.members})
    sayings = make_sayings(told, {name: ground.reports[name] for name in names}, ground.findings)
    stories = {story.id: story for name in names if (story := ground.stories.get(name)) is not None}
    rulings = list(ground.decisions.of_incident(incident))
    if not kept:
        rulings += [
            each
            for member in incident.members
            for each in ground.decisions.of(member.event_id)
            if each[0].verdict == "reject" and not each[1].field
        ]
    assessment = weigh(told, sayings, trace_lines(sayings, stories.values()), rulings)
    held = {member.event_id for member in told.members}
    events = [event for name in names for event in ground.findings[name].events if event.id in held]
    questions = find_questions(assessment, told, events)
    evidence = make_id(*sorted(saying.id for saying in sayings))
    row = replace(
        make_incident_row(assessment),
        questions=questions,
        priority=rank_questions(assessment, questions),
        evidence=evidence,
    )
    return assessment, row
