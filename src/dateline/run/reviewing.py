"""What a person who reviews looks at: an incident with what its reports say, piece by piece, and who decided what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.errors import UserError
from dateline.judge import find_contested, find_standing, is_shared, read_decision
from dateline.knowledge.gazetteer import Gazetteer
from dateline.records import (
    Decision,
    Event,
    Findings,
    IncidentRow,
    Judgement,
    Place,
    PlacePrecision,
    Relation,
    Report,
    Responsibility,
    Statement,
)
from dateline.resolve.place_making import make_place
from dateline.run.decided import Decided, list_places, read_decisions
from dateline.run.views import IncidentView, view_incident
from dateline.store import IncidentFilter, Store
from dateline.weigh import QUESTIONS

__all__ = [  # `QUESTIONS` too: the screens do not know the stages
    "QUESTIONS",
    "Deed",
    "EventCard",
    "ReviewItem",
    "describe",
    "find_near",
    "find_place",
    "find_places",
    "list_deeds",
    "list_report_deeds",
    "make_point",
    "mark_deeds",
    "view_item",
]

FOUND = 12  # places offered for a name
NEAR = 12  # incidents offered to merge with


@dataclass(frozen=True, slots=True)
class Deed:
    """A judgement with its number; `holds` says whether it counts now."""

    number: int
    judgement: Judgement
    decision: Decision
    holds: bool


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event of the incident as one report tells it, with who is said to be behind it, and what was decided."""

    report: Report
    event: Event
    claims: tuple[Responsibility, ...]
    rejected: Judgement | None
    is_judged: bool


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An incident under review. `seen` is the number of the latest judgement; what comes later was not seen here."""

    view: IncidentView
    row: IncidentRow
    events: tuple[EventCard, ...]
    statements: tuple[tuple[Report, Statement], ...]
    relations: tuple[tuple[Report, Relation], ...]
    history: tuple[Deed, ...]
    contested: tuple[Judgement, ...]
    near: tuple[IncidentRow, ...]
    rejected: Judgement | None
    seen: int


def view_item(store: Store, incident_id: str) -> ReviewItem:
    """Return an incident for review.

    Raises:
        NotFoundError: there is none of this id.
    """
    seen = store.latest_judgement()
    view = view_incident(store, incident_id)
    row = store.incident_row(view.incident.id)
    assert row is not None, "an incident has its line"
    decided = read_decisions(store)
    reports = {report.id: report for report in view.reports}
    found = {
        name: decided.apply(kept.findings, reports[name].text)
        for name, kept in store.kept_findings(sorted(reports)).items()
    }
    events = _event_cards(view, reports, found, decided)
    held = {member.event_id for member in view.incident.members}
    history = list_deeds(store, _subjects(store, view, found))
    contested = find_contested([deed.judgement for deed in history])
    return ReviewItem(
        view,
        row,
        events,
        tuple(
            (reports[name], one)
            for name in reports
            if name in found
            for one in found[name].statements
            if held.intersection(one.about) or not one.about
        ),
        tuple((reports[name], one) for name in reports if name in found for one in found[name].relations),
        tuple(reversed(history)),
        tuple(one for given in contested.values() for one in given),
        find_near(store, row),
        decided.findings.rejection(view.incident.id),
        seen,
    )


def _event_cards(
    view: IncidentView, reports: Mapping[str, Report], found: Mapping[str, Findings], decided: Decided
) -> tuple[EventCard, ...]:
    cards = []
    for member in view.incident.members:
        for event in found[member.report_id].events:
            if event.id == member.event_id:
                claims = tuple(one for one in found[member.report_id].responsibility if one.event == event.id)
                rejected = decided.findings.rejection(event.id)
                judged = bool(decided.findings.of(event.id))
                cards.append(EventCard(reports[member.report_id], event, claims, rejected, judged))
    return tuple(cards)


def _subjects(store: Store, view: IncidentView, found: Mapping[str, Findings]) -> list[str]:
    """Return the ids whose judgements are part of the history of an incident."""
    events = [member.event_id for member in view.incident.members]
    others = [subject for name in sorted(found) for kind, subject, _ in list_places(found[name]) if kind != "event"]
    return [view.incident.id, *events, *others, *store.pairs_with(events)]


def list_report_deeds(store: Store, report_id: str) -> tuple[Deed, ...]:
    """Return the judgements on the findings of a report, latest first."""
    found = store.findings(report_id)
    names = () if found is None else tuple(dict.fromkeys(subject for _, subject, _ in list_places(found)))
    return tuple(reversed(list_deeds(store, names)))


def list_deeds(store: Store, subjects: Sequence[str]) -> tuple[Deed, ...]:
    """Return the judgements on these subjects in the order in which they were made, with whether they hold."""
    return mark_deeds(store.judgements_of(subjects))


def mark_deeds(numbered: Sequence[tuple[int, Judgement]]) -> tuple[Deed, ...]:
    """Return judgements, which are all that there are on their subjects, with whether they hold."""
    holding = {id(one) for one in find_standing([judgement for _, judgement in numbered])}
    return tuple(
        Deed(number, one, Decision() if _is_on_actor(one) else read_decision(one), id(one) in holding)
        for number, one in numbered
    )


def _is_on_actor(one: Judgement) -> bool:
    return is_shared(one) and "+" not in one.subject


def find_near(store: Store, row: IncidentRow) -> tuple[IncidentRow, ...]:
    """Return incidents of about the same time in the same country: those that one may be merged with."""
    if row.first is None or row.last is None:
        return ()
    wanted = IncidentFilter(row.first[:10], row.last[:10], country=row.country_code or row.country)
    return tuple(one for one in store.incident_rows(wanted, limit=NEAR + 1) if one.id != row.id)[:NEAR]


def find_places(gazetteer: Gazetteer, words: str) -> tuple[Place, ...]:
    """Return the places that a name may mean, the likeliest first."""
    found = gazetteer.candidates(words) or gazetteer.similar(words)
    return tuple(make_place(one, gazetteer, 1.0, "chosen by a person") for one in found[:FOUND])


def find_place(gazetteer: Gazetteer, place_id: str) -> Place:
    """Return the place of an id of the gazetteer.

    Raises:
        UserError: there is none.
    """
    found = gazetteer.get(place_id)
    if found is None:
        raise UserError(f"no place {place_id!r} in the gazetteer")
    return make_place(found, gazetteer, 1.0, "chosen by a person")


def make_point(name: str, lat: float, lon: float, precision: PlacePrecision, around: Place | None) -> Place:
    """Return a place that a person set on the map; its country and divisions are those of the place it was before."""
    return Place(
        name=name.strip() or f"{lat:.3f}, {lon:.3f}",
        gazetteer_id=None,
        country=around.country if around is not None else None,
        country_name=around.country_name if around is not None else None,
        admin1=around.admin1 if around is not None else None,
        admin1_code=around.admin1_code if around is not None else None,
        admin2=None,
        lat=round(lat, 5),
        lon=round(lon, 5),
        precision=precision,
        radius_km=5.0 if precision is PlacePrecision.EXACT else 25.0,
        reason="set on the map by a person",
    )


def describe(deed: Deed) -> str:
    """Return what a decision says in words: ": 5 to 7 against"; empty for one on a whole."""
    value, told = deed.decision, []
    if value.field in ("killed", "injured", "taken") and deed.judgement.verdict == "correct":
        low, high = ("?" if bound is None else f"{bound:g}" for bound in (value.min, value.max))
        told.append(low if low == high else f"{low} to {high}")
        told += [value.role] if value.role else []
    elif value.field == "time" and deed.judgement.verdict == "correct":
        told.append("not known" if value.start is None else f"{value.start[:10]} ({value.precision})")
    elif value.field == "place" and deed.judgement.verdict == "correct":
        told.append("not known" if value.place is None else value.place.name)
    told += [value.text] if value.text else []
    told += ["yes" if value.flag else "no"] if value.flag is not None else []
    told += [value.actor.name] if value.actor is not None else []
    return f": {', '.join(told)}" if told else ""
