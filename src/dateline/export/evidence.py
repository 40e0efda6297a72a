"""Evidence: one incident with everything that a row about it can rest on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from dateline.records import Assessment, Event, FieldAssessment, Findings, Incident, Judgement, Report, Story, Support

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)  # not slotted: what a dozen columns ask for is looked up once
class Evidence:
    """An incident, what is known of it, and the reports that say so.

    `reports` are those of the members in the order of publication, `findings` theirs in the same order. `judgements`
    are those that hold on the incident or on one of its events; `judged` has applied them.
    """

    incident: Incident
    assessment: Assessment
    reports: tuple[Report, ...]
    findings: tuple[Findings, ...]
    stories: tuple[Story, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts of the reports by id."""
        return {report.id: report.text for report in self.reports}

    @cached_property
    def found(self) -> dict[Hashable, object]:
        """What functions marked `once` have answered."""
        return {}

    def report(self, report_id: str) -> Report:
        """Return the report with this id (`KeyError` where it is none of the incident's)."""
        for report in self.reports:
            if report.id == report_id:
                return report
        raise KeyError(report_id)

    def field(self, name: str) -> FieldAssessment | None:
        """Return what is known of one field; ``None`` where no report says anything of it."""
        return next((one for one in self.assessment.fields if one.field == name), None)

    def events(self) -> Iterator[tuple[Report, Event]]:
        """Yield the events that are members, each with its report, in the order of the members."""
        reports = {report.id: report for report in self.reports}
        known = {event.id: event for found in self.findings for event in found.events}
        for member in self.incident.members:
            if member.event_id in known and member.report_id in reports:
                yield reports[member.report_id], known[member.event_id]

    def supports(self) -> Iterator[Support]:
        """Yield every cell of the matrix."""
        for field in self.assessment.fields:
            for value in field.values:
                yield from value.supports

    @property
    def first_published(self) -> str | None:
        """When the first report came out; timestamps of a file come from the evidence, never from a clock."""
        return min((report.published for report in self.reports if report.published), default=None)

    @property
    def last_published(self) -> str | None:
        """When the last report came out."""
        return max((report.published for report in self.reports if report.published), default=None)


def once(function: Callable[Concatenate[Evidence, P], R]) -> Callable[Concatenate[Evidence, P], R]:
    """Mark a pure function of an incident's evidence whose answer several columns of a row ask for."""

    @wraps(function)
    def ask(evidence: Evidence, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (function, args, tuple(kwargs.items()))
        found = evidence.found
        if key not in found:
            found[key] = function(evidence, *args, **kwargs)
        return cast("R", found[key])

    return ask
