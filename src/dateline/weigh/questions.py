"""Questions: what of an incident a person should look at first, and why.

How doubtful each is was set by hand, so that what contradicts comes before what is coarse, and both before what only
one line tells; nobody has tuned it. What hangs on an incident grows with the logarithm of its dead, so that the first
few deaths count more than the next hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2, prod
from types import MappingProxyType

from dateline.records import (
    Assessment,
    Event,
    FieldAssessment,
    Incident,
    PlacePrecision,
    Question,
    TimePrecision,
    Verdict,
)
from dateline.weigh.decided import is_decided
from dateline.weigh.summaries import independent_lines
from dateline.weigh.toll import make_toll

KINDS = ("toll", "place", "time", "type", "actor", "claim", "event", "join", "source")
COUNTS = ("killed", "injured", "taken")
KIND_OF = MappingProxyType(
    {**dict.fromkeys(COUNTS, "toll"), "by": "actor", "against": "actor", "responsibility": "claim"}
    | {name: name for name in ("type", "time", "place")}
)
VERDICTS: Mapping[Verdict, float] = MappingProxyType(
    {Verdict.CONTRADICTED: 0.8, Verdict.DENIED: 0.7, Verdict.CLAIMED_ONLY: 0.5, Verdict.REVISED: 0.25}
)
PLACES: Mapping[PlacePrecision, tuple[float, str]] = MappingProxyType(
    {
        PlacePrecision.DISTRICT: (0.15, "the place is known to the district only"),
        PlacePrecision.PROVINCE: (0.4, "the place is known to the province only"),
        PlacePrecision.STRETCH: (0.35, "the place is a stretch without exact bounds"),
        PlacePrecision.COUNTRY: (0.6, "the place is known to the country only"),
    }
)
TIMES: Mapping[TimePrecision, tuple[float, str]] = MappingProxyType(
    {
        TimePrecision.WEEK: (0.2, "the time is known to the week only"),
        TimePrecision.MONTH: (0.4, "the time is known to the month only"),
        TimePrecision.QUARTER: (0.5, "the time is known to a quarter of a year only"),
        TimePrecision.YEAR: (0.6, "the time is known to the year only"),
        TimePrecision.YEARS: (0.7, "the time is known to years only"),
    }
)
SURE_PLACE = 0.5  # score of a place below which its name may well mean another
LOOSE = 0.65  # likeness of a member to its next of kin below which the joining is asked about
SINGLE = 0.3
LEAST = 0.1  # smaller doubts are no question


def find_questions(assessment: Assessment, incident: Incident, events: Iterable[Event]) -> tuple[Question, ...]:
    """Return what is in doubt of an incident, the most doubtful first; `events` are those of its members."""
    asked: dict[str, Question] = {}
    fields = {one.field: one for one in assessment.fields}
    for one in (
        *_disputes(assessment.fields),
        *_precision(assessment, fields),
        *_readings(events),
        *_joins(incident),
    ):
        if one.doubt >= LEAST and (one.kind not in asked or asked[one.kind].doubt < one.doubt):
            asked[one.kind] = one
    return tuple(sorted(asked.values(), key=lambda one: (-one.doubt, KINDS.index(one.kind))))


def rank_questions(assessment: Assessment, questions: Sequence[Question]) -> float:
    """Return how soon an incident should be looked at: how much is in doubt times how much hangs on it."""
    doubt = 1.0 - prod(1.0 - one.doubt for one in questions)
    killed, injured = make_toll(assessment, "killed"), make_toll(assessment, "injured")
    weight = 1.0 + log2(1 + (killed.high or 0)) + 0.3 * log2(1 + (injured.high or 0))
    weight += 1.0 if assessment.grade == "contested" else 0.0
    claimed = any(
        value.role == "claims" for one in assessment.fields if one.field == "responsibility" for value in one.values
    )
    return round(doubt * (weight + (1.0 if claimed else 0.0)), 4)


def _disputes(fields: Iterable[FieldAssessment]) -> Iterator[Question]:
    for one in fields:
        kind, doubt = KIND_OF.get(one.field), VERDICTS.get(one.verdict)
        if kind is not None and doubt is not None and not _is_settled(one):
            yield Question(kind, doubt, one.explanation)


def _is_settled(field: FieldAssessment | None) -> bool:
    return field is not None and any(is_decided(value) for value in field.values)


def _precision(assessment: Assessment, fields: Mapping[str, FieldAssessment]) -> Iterator[Question]:
    place, time = assessment.place, assessment.time
    if not _is_settled(fields.get("place")):
        if place is None:
            yield Question("place", 0.6, "no place is known")
        elif place.precision in PLACES:
            yield Question("place", *PLACES[place.precision])
        elif place.score < SURE_PLACE:
            doubt = round(1.0 - place.score, 2)
            yield Question("place", doubt, f"“{place.name}” may mean another place: {place.reason}")
    if not _is_settled(fields.get("time")):
        if time is None:
            yield Question("time", 0.5, "no time is known")
        elif time.precision in TIMES:
            yield Question("time", *TIMES[time.precision])
    if len(independent_lines(assessment)) < 2:
        yield Question("source", SINGLE, "one line alone tells of it")


def _readings(events: Iterable[Event]) -> Iterator[Question]:
    sure = [one.confidence for one in events if one.confidence is not None]
    if sure and max(sure) < 1.0:
        doubt = round(1.0 - max(sure), 2)
        yield Question("event", doubt, f"the reader is {max(sure):.0%} sure that this is an event of that type")


def _joins(incident: Incident) -> Iterator[Question]:
    """Ask about the member that is least like any other."""
    best: dict[str, float] = {}
    for one in incident.comparisons:
        for name in (one.left, one.right):
            best[name] = max(best.get(name, 0.0), one.score)
    held = {one.event_id for one in incident.members}
    loose = [score for name, score in best.items() if name in held]
    if len(incident.members) > 1 and loose and min(loose) < LOOSE:
        likeness = min(loose)
        yield Question("join", round(1.0 - likeness, 2), f"a report is joined at a likeness of {likeness:.2f} only")
