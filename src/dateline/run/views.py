"""What a person looks at, put together from the store: incident rows, an incident's matrix, a report, the actors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from anyascii import anyascii

from dateline.errors import NotFoundError, UserError
from dateline.ontology import load_ontology
from dateline.records import (
    Assessment,
    Findings,
    Incident,
    Report,
    Retrieval,
    Story,
    TimePrecision,
    When,
)
from dateline.store import Store
from dateline.weigh import Brief, Fit, Toll, find_claims, find_meant, make_brief, make_toll

__all__ = [  # `Toll` too: the screens do not know the stages
    "IncidentFilter",
    "IncidentRow",
    "IncidentView",
    "ReportView",
    "Toll",
    "brief_incident",
    "is_wanted",
    "list_incidents",
    "make_incident_row",
    "view_incident",
    "view_report",
]
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
TITLES_NAMED = 5  # of several incidents that words could mean
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents are wanted; ``None`` is any. Days are ISO 8601 (``2019-05``, ``2019-05-10``), both inclusive."""

    since: str | None = None
    until: str | None = None
    place: str | None = None  # in any of the place's names
    country: str | None = None  # ISO 3166-1 alpha-2, or the name
    type: str | None = None
    grade: str | None = None
    actor: str | None = None  # in the names of either side
    least_lines: int = 0

    def __post_init__(self) -> None:
        types = load_ontology().event_types
        if self.type is not None and self.type not in types:
            raise UserError(f"--type: unknown type {self.type!r}; the types are {', '.join(types)}")
        if self.grade is not None and self.grade not in GRADES:
            raise UserError(f"--grade: unknown grade {self.grade!r}; the grades are {', '.join(GRADES)}")
        for name, day in (("--since", self.since), ("--until", self.until)):
            if day is not None and not DAY.fullmatch(day):
                raise UserError(f"{name}: {day!r} is not a day, month or year such as 2019-05-10, 2019-05 or 2019")


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One line of a list of incidents; tolls are those of everybody by UCDP's rule, ``None`` is not known."""

    id: str
    title: str
    type: str
    date: str | None  # the day, month or year on which it began, at its precision
    place: str | None
    country: str | None
    country_code: str | None  # ISO 3166-1 alpha-2
    killed: Toll
    injured: Toll
    taken: Toll  # abducted, arrested, freed
    grade: str
    lines: int
    reports: int
    outlets: int
    summary: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident with all that is needed to show its evidence; `reports` are in the order of publication."""

    assessment: Assessment
    incident: Incident
    stories: tuple[Story, ...]
    reports: tuple[Report, ...]
    fits: tuple[Fit, ...] = ()  # loose claims that may mean it, or what it may mean if it is one


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with what it says, how it came in and what it belongs to."""

    report: Report
    findings: Findings | None
    retrievals: tuple[Retrieval, ...]
    story: Story | None
    incidents: tuple[str, ...]


def list_incidents(store: Store, wanted: IncidentFilter) -> list[IncidentRow]:
    """Return the incidents that `wanted` lets through, latest first, those without a date last."""
    rows = [make_incident_row(assessment) for assessment in store.assessments() if is_wanted(assessment, wanted)]
    undated = [row for row in rows if row.date is None]
    return sorted((row for row in rows if row.date), key=lambda row: (row.date, row.id), reverse=True) + undated


def make_incident_row(assessment: Assessment) -> IncidentRow:
    """Return the assessment as one line of a list."""
    place = assessment.place
    return IncidentRow(
        id=assessment.incident_id,
        title=assessment.title,
        type=assessment.type,
        date=_date(assessment),
        place=None if place is None else place.name,
        country=None if place is None else (place.country_name or place.country),
        country_code=None if place is None else place.country,
        killed=make_toll(assessment, "killed"),
        injured=make_toll(assessment, "injured"),
        taken=make_toll(assessment, "taken"),
        grade=assessment.grade,
        lines=len(assessment.lines),
        reports=len({name for line in assessment.lines for name in line.reports}),
        outlets=len(assessment.outlets),
        summary=assessment.summary,
    )


_DIGITS = {TimePrecision.MONTH: 7, TimePrecision.QUARTER: 7, TimePrecision.YEAR: 4, TimePrecision.YEARS: 4}


def _date(assessment: Assessment) -> str | None:
    time = assessment.time
    return None if time is None else time.start.isoformat()[: _DIGITS.get(time.precision, 10)]


def is_wanted(assessment: Assessment, wanted: IncidentFilter) -> bool:
    """Say whether `wanted` lets an incident through."""
    place = assessment.place
    if wanted.type is not None and assessment.type != wanted.type:
        return False
    if wanted.grade is not None and assessment.grade != wanted.grade:
        return False
    if not _is_within(assessment.time, wanted):
        return False
    if wanted.place is not None:
        names = () if place is None else (place.name, place.admin1, place.admin2, place.country_name)
        if not _has(wanted.place, names):
            return False
    if wanted.country is not None and not (place and _is_one_of(wanted.country, (place.country, place.country_name))):
        return False
    if wanted.actor is not None:
        sides = (field for field in assessment.fields if field.field in ("by", "against", "responsibility"))
        if not _has(wanted.actor, (value.text for field in sides for value in field.values)):
            return False
    return len(assessment.lines) >= wanted.least_lines


def _is_within(time: When | None, wanted: IncidentFilter) -> bool:
    """Say whether the time may lie between the wanted days; a time that is not known lies nowhere."""
    if wanted.since is None and wanted.until is None:
        return True
    if time is None:
        return False
    last = (time.end - timedelta(microseconds=1)).isoformat()
    first = time.start.isoformat()
    since, until = wanted.since or "", wanted.until or "9999"
    return last[: len(since)] >= since and first[: len(until)] <= until


def _has(wanted: str, names: Iterable[str | None]) -> bool:
    return any(wanted.casefold() in name.casefold() for name in names if name)


def _is_one_of(wanted: str, names: Iterable[str | None]) -> bool:
    return any(wanted.casefold() == name.casefold() for name in names if name)


def view_incident(store: Store, wanted: str) -> IncidentView:
    """Return the incident that `wanted` names, with its reports and stories.

    `wanted` is an id, the beginning of one, or words that the title of one incident alone has ("shopian clash").

    Raises:
        NotFoundError: there is none, or there are several.
    """
    assessment = _find_by_title(store, wanted) or store.assessment(wanted)
    incident = store.incident(assessment.incident_id)
    names = sorted({member.report_id for member in incident.members})
    reports = sorted((store.report(name) for name in names), key=lambda report: (report.published or "~", report.id))
    stories = {story.id: story for name in names if (story := store.story_of(name)) is not None}
    told = tuple(stories[name] for name in sorted(stories))
    return IncidentView(assessment, incident, told, tuple(reports), _find_fits(store, assessment))


def _find_fits(store: Store, assessment: Assessment) -> tuple[Fit, ...]:
    if assessment.time is None or assessment.place is None:
        return ()
    near = [one for one in store.assessments() if one.time is not None and one.place is not None]
    return find_meant(assessment, near) or find_claims(assessment, near)


def brief_incident(store: Store, wanted: str, grades: Mapping[str, str] | None = None) -> Brief:
    """Return the one-page brief of the incident that `wanted` names, as for `view_incident`; see `make_brief`."""
    view = view_incident(store, wanted)
    return make_brief(view.assessment, view.reports, view.stories, fits=view.fits, grades=grades)


def _find_by_title(store: Store, wanted: str) -> Assessment | None:
    """Return the incident whose title alone has all words of `wanted`; ``None`` where no title has them.

    Raises:
        NotFoundError: several titles have them.
    """
    words = [anyascii(word).casefold() for word in wanted.split()]
    if not all(any(letter not in "0123456789abcdef" for letter in word) for word in words):
        return None  # the beginning of an id
    found = [each for each in store.assessments() if all(word in anyascii(each.title).casefold() for word in words)]
    if len(found) > 1:
        named = "; ".join(f"{each.incident_id[:8]} {each.title}" for each in found[:TITLES_NAMED])
        more = f" and {len(found) - TITLES_NAMED} more" if len(found) > TITLES_NAMED else ""
        raise NotFoundError(f"{len(found)} incidents have {wanted!r} in their title: {named}{more}; give an id")
    return found[0] if found else None


def view_report(store: Store, wanted: str) -> ReportView:
    """Return the report whose id is, or alone starts with, `wanted`, with what it says and belongs to.

    Raises:
        NotFoundError: there is none, or there are several.
    """
    report = store.report(wanted)
    return ReportView(
        report,
        store.findings(report.id),
        store.retrievals(report.id),
        store.story_of(report.id),
        store.incidents_of(report.id),
    )
