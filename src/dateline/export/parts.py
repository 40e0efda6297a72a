"""Parts: the rows that an incident makes at a grain. Which events are one is a property of a file, not of the store.

Events are told apart by evidence, never by a contradiction: only where one report tells of two of them, on days (for
attacks, at hours) that do not meet or at places out of each other's reach. What other reports tell goes to the part
that it fits, to the first where it fits several. Two reports that differ on the day are a dispute about one event.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from dateline.export.evidence import Evidence
from dateline.export.judged import narrow
from dateline.records import Assessment, Event, Line, Place, PlacePrecision, TimePrecision, When
from dateline.weigh import is_decided, make_sayings, weigh

EARTH_KM = 6371.0
POINTS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR})
DAYS = frozenset({TimePrecision.MINUTE, TimePrecision.PART_OF_DAY, TimePrecision.DAY})


def split(evidence: Evidence, grain: str) -> tuple[Evidence, ...]:
    """Return the parts of an incident at a grain, each an incident's evidence of its own, the earliest first."""
    if grain == "incident" or len(evidence.incident.members) < 2:
        return (evidence,)
    groups = _group([(report.id, event) for report, event in evidence.events()], grain)
    if len(groups) < 2:
        return (evidence,)
    return tuple(_part(evidence, {event.id for event in group}) for group in groups)


def _group(told: list[tuple[str, Event]], grain: str) -> list[list[Event]]:
    """Return events in groups, each around one of those that one report tells apart."""
    seeds, events = _find_seeds(told, grain), [event for _, event in told]
    if not seeds:
        return [events]
    groups = [[seed] for seed in seeds]
    for event in events:
        if event in seeds:
            continue
        fits = [group for seed, group in zip(seeds, groups, strict=True) if not are_apart(event, seed, grain)]
        (fits or groups)[0].append(event)
    order = {event.id: at for at, event in enumerate(events)}
    return sorted(groups, key=lambda group: (_start(group[0]), order[group[0].id]))


def _find_seeds(told: list[tuple[str, Event]], grain: str) -> list[Event]:
    """Return the events of the report that tells most of them apart; none where no report does."""
    by_report: defaultdict[str, list[Event]] = defaultdict(list)
    for report, event in told:
        apart = by_report[report]
        if all(are_apart(event, other, grain) for other in apart):
            apart.append(event)
    best = max(by_report.values(), key=len, default=[])
    return best if len(best) > 1 else []


def _start(event: Event) -> str:
    return event.time.start.isoformat() if event.time is not None else "~"


def are_apart(one: Event, other: Event, grain: str) -> bool:
    """Say whether two events of one report are two: their days (hours, for attacks) or places do not meet."""
    return _times_apart(one.time, other.time, grain) or _places_apart(one.place, other.place)


def _times_apart(one: When | None, other: When | None, grain: str) -> bool:
    if one is None or other is None or one.precision not in DAYS or other.precision not in DAYS:
        return False
    if grain == "attack":
        return one.end <= other.start or other.end <= one.start
    return one.start.date() != other.start.date()


def _places_apart(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one.precision not in POINTS or other.precision not in POINTS:
        return False
    if one.gazetteer_id == other.gazetteer_id and one.name == other.name:
        return False
    if None in (one.lat, one.lon, other.lat, other.lon):
        return False
    return distance_km(one, other) > (one.radius_km or 0) + (other.radius_km or 0)


def distance_km(one: Place, other: Place) -> float:
    """Return the great-circle distance between two places that have coordinates."""
    lat, lon = radians(one.lat or 0), radians(one.lon or 0)
    lat_other, lon_other = radians(other.lat or 0), radians(other.lon or 0)
    half = sin((lat_other - lat) / 2) ** 2 + cos(lat) * cos(lat_other) * sin((lon_other - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _part(evidence: Evidence, events: set[str]) -> Evidence:
    """Return a part, weighed anew from what its own events say; what people corrected stays corrected."""
    part = narrow(evidence, events)
    reports = {report.id: report for report in part.reports}
    found = {one.report_id: one for one in part.findings}
    sayings = make_sayings(part.incident, reports, found)
    known = {saying for line in evidence.assessment.lines for saying in line.sayings}
    kept = [saying for saying in sayings if saying.id in known]
    mine = {saying.id for saying in kept}
    lines = [_narrow_line(line, mine, set(reports)) for line in evidence.assessment.lines if mine & set(line.sayings)]
    return replace(part, assessment=_keep_corrected(weigh(part.incident, kept, lines), evidence.assessment))


def _narrow_line(line: Line, sayings: set[str], reports: set[str]) -> Line:
    kept = [at for at, report in enumerate(line.reports) if report in reports]
    return replace(
        line,
        reports=tuple(line.reports[at] for at in kept),
        stories=tuple(line.stories[at] for at in kept) if line.stories else (),
        sayings=tuple(one for one in line.sayings if one in sayings),
    )


def _keep_corrected(weighed: Assessment, before: Assessment) -> Assessment:
    corrected = {one.field: one for one in before.fields if any(map(is_decided, one.values))}
    if not corrected:
        return weighed
    return replace(
        weighed,
        fields=tuple(corrected.get(one.field, one) for one in weighed.fields),
        type=before.type if "type" in corrected else weighed.type,
        time=before.time if "time" in corrected else weighed.time,
        place=before.place if "place" in corrected else weighed.place,
    )
