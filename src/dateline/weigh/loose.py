"""Loose claims: a side says that it struck somewhere at some time, and several known incidents may be what it means.

"We hit soldiers in the province this month" is kept as an incident of its own, because joining it to
one of the attacks that it fits would be a guess. Here it is tied to all of them, each with what fits, and the tie says
its doubt. Nothing is merged and no line is added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.knowledge.likeness import may_be_one
from dateline.records import Assessment, PlacePrecision, TimePrecision, Verdict
from dateline.weigh.accounts import places_clash, times_clash
from dateline.weigh.titles import time_words

WIDE_PLACES = frozenset({PlacePrecision.PROVINCE, PlacePrecision.STRETCH, PlacePrecision.COUNTRY})
WIDE_TIMES = frozenset(
    {TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.QUARTER, TimePrecision.YEAR, TimePrecision.YEARS}
)


@dataclass(frozen=True, slots=True)
class Fit:
    """A loose claim that may mean an incident: what fits, and how far that is from knowing it."""

    claim_id: str
    incident_id: str
    title: str  # of the one of the two that is not looked at
    reasons: tuple[str, ...]
    doubt: str


def is_loose(assessment: Assessment) -> bool:
    """Say whether only a side with an interest tells of it, and it names no day or no place nearer than a province."""
    status = next((one for one in assessment.fields if one.field == "status"), None)
    if status is None or status.verdict is not Verdict.CLAIMED_ONLY:
        return False
    place, time = assessment.place, assessment.time
    return place is None or place.precision in WIDE_PLACES or time is None or time.precision in WIDE_TIMES


def find_meant(claim: Assessment, incidents: Iterable[Assessment]) -> tuple[Fit, ...]:
    """Return the incidents that a loose claim may mean, in the order of their ids; empty where it is not loose."""
    if not is_loose(claim):
        return ()
    fitting = [
        (one, reasons)
        for _, one in sorted({one.incident_id: one for one in incidents}.items())
        if one.incident_id != claim.incident_id and not is_loose(one) and (reasons := find_reasons(claim, one))
    ]
    doubt = _doubt(len(fitting))
    return tuple(Fit(claim.incident_id, one.incident_id, one.title, reasons, doubt) for one, reasons in fitting)


def find_claims(incident: Assessment, others: Iterable[Assessment]) -> tuple[Fit, ...]:
    """Return the loose claims among `others` that may mean `incident`; how many it fits is counted among them all."""
    known = tuple(others)
    found = (
        fit
        for claim in known
        for fit in find_meant(claim, (incident, *known))
        if fit.incident_id == incident.incident_id
    )
    titles = {one.incident_id: one.title for one in known}
    return tuple(
        Fit(fit.claim_id, fit.incident_id, titles[fit.claim_id], fit.reasons, fit.doubt)
        for fit in sorted(found, key=lambda fit: fit.claim_id)
    )


def find_reasons(claim: Assessment, incident: Assessment) -> tuple[str, ...]:
    """Return what speaks for the claim meaning the incident; empty where something rules it out or nothing is known."""
    if claim.time is None or incident.time is None or times_clash(claim.time, incident.time):
        return ()
    if claim.place is None or incident.place is None or places_clash(claim.place, incident.place):
        return ()
    if claim.place.country != incident.place.country or not may_be_one(claim.type, incident.type):
        return ()
    if _named(claim) and _named(incident) and not _named(claim) & _named(incident):
        return ()
    reasons = [
        f"it names {claim.place.name}, and this was in {incident.place.name}",
        f"it names {time_words(claim.time)}, and this was on {time_words(incident.time)}",
    ]
    if claim.type != incident.type:
        reasons.append(f"{claim.type.replace('_', ' ')} may stand for {incident.type.replace('_', ' ')}")
    if _named(claim) & _named(incident):
        reasons.append("the same group is named")
    return tuple(reasons)


def _named(assessment: Assessment) -> frozenset[str]:
    """Return the named groups that are said to have done it or claim it."""
    fields = (one for one in assessment.fields if one.field in ("by", "responsibility"))
    return frozenset(
        value.text.casefold()
        for field in fields
        for value in field.values
        if value.role in ("armed_group", "militia", "claims")
    )


def _doubt(count: int) -> str:
    if count == 1:
        return "it fits this incident alone among those known, which does not show that it means it"
    return f"it fits {count} incidents alike, and nothing in it tells which it means"
