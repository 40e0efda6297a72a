"""What a person looks at, put together from the store: incident rows, an incident's matrix, a report, the actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from anyascii import anyascii

from dateline.errors import NotFoundError
from dateline.records import (
    Assessment,
    Findings,
    Incident,
    IncidentRow,
    PlacePrecision,
    Report,
    Retrieval,
    Story,
    TimePrecision,
    Verdict,
)
from dateline.run.decided import read_decisions
from dateline.store import IncidentFilter, Store
from dateline.text import fold_name
from dateline.weigh import (
    RULE_NAMES,
    Brief,
    Fit,
    SideToll,
    find_claims,
    find_meant,
    is_loose,
    make_brief,
    make_side_tolls,
    make_toll,
)

__all__ = [  # `RULE_NAMES` too: the screens do not know the stages
    "RULE_NAMES",
    "IncidentView",
    "ReportView",
    "brief_incident",
    "list_incidents",
    "list_sides",
    "make_incident_row",
    "view_incident",
    "view_report",
]
TITLES_NAMED = 5  # of several incidents that words could mean
NO_POINT = frozenset({PlacePrecision.COUNTRY, PlacePrecision.SEA_AIR})  # a centroid would stand in for what is unknown
DISPUTED = frozenset({Verdict.CONTRADICTED, Verdict.DENIED})


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
    return store.incident_rows(wanted)


def make_incident_row(assessment: Assessment) -> IncidentRow:
    """Return the assessment as one line of a list."""
    place, time = assessment.place, assessment.time
    located = place if place is not None and place.precision not in NO_POINT else None
    values = {field.field: field.values for field in assessment.fields}
    claims = [value for value in values.get("responsibility", ()) if value.role == "claims"]
    sides = [value.text for name in ("by", "against", "responsibility") for value in values.get(name, ())]
    said = [support.published for field in assessment.fields for value in field.values for support in value.supports]
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
        credibility=assessment.credibility,
        first=None if time is None else time.start.isoformat(),
        last=None if time is None else (time.end - timedelta(microseconds=1)).isoformat(),
        latitude=None if located is None else located.lat,
        longitude=None if located is None else located.lon,
        radius_km=None if located is None else located.radius_km,
        precision=None if place is None else place.precision,
        disputed=tuple(field.field for field in assessment.fields if field.verdict in DISPUTED),
        claimed_by=tuple(dict.fromkeys(value.text for value in claims)),
        side_keys=_keys(sides),
        place_keys="" if place is None else _keys((place.name, place.admin2, place.admin1, place.country_name)),
        claim_keys=_keys(value.text for value in claims),
        latest=max((at for at in said if at is not None), default=None),
    )


def _keys(names: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(fold_name(name) for name in names if name))


_DIGITS = {TimePrecision.MONTH: 7, TimePrecision.QUARTER: 7, TimePrecision.YEAR: 4, TimePrecision.YEARS: 4}


def _date(assessment: Assessment) -> str | None:
    time = assessment.time
    return None if time is None else time.start.isoformat()[: _DIGITS.get(time.precision, 10)]


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
    """Tie a loose claim to what it may mean, or an incident to the loose claims that may mean it."""
    near = _at_that_time(store, assessment)
    if is_loose(assessment):
        return find_meant(assessment, near.values())
    for claim in [one for one in near.values() if is_loose(one)]:
        near |= _at_that_time(store, claim)  # how many it fits is counted among all that it may mean
    return find_claims(assessment, near.values())


def list_sides(assessment: Assessment, field: str) -> tuple[SideToll, ...]:
    """Return the tolls of a count field side by side, by every rule."""
    return make_side_tolls(assessment, field)


def _at_that_time(store: Store, assessment: Assessment) -> dict[str, Assessment]:
    time, place = assessment.time, assessment.place
    if time is None or place is None:
        return {}
    last = time.end - timedelta(microseconds=1)
    wanted = IncidentFilter(time.start.date().isoformat(), last.date().isoformat(), country=place.country)
    return store.assessments_among(store.wanted_ids(wanted))


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
    found = store.findings(report.id)
    return ReportView(
        report,
        None if found is None else read_decisions(store).apply(found, report.text),
        store.retrievals(report.id),
        store.story_of(report.id),
        store.incidents_of(report.id),
    )
