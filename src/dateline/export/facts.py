"""Facts that several event formats write alike: days, coordinates, sources, tolls, and what is no event at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.export.evidence import Evidence, once
from dateline.export.rows import Cell, Citation, LeftOut, cite_field, cite_heads, cite_supports, leave_out
from dateline.records import Place, PlacePrecision, Toll, When
from dateline.weigh import make_toll

# Nothing but these on record: it was not done.
NOT_DONE = frozenset({"denied", "planned", "general"})
NO_POINT = frozenset({PlacePrecision.COUNTRY, PlacePrecision.SEA_AIR})  # a centroid would stand in for what is unknown


def find_not_done(evidence: Evidence) -> LeftOut | None:
    """Return why the incident is no event: everybody denies it, or it is only planned or general."""
    if evidence.assessment.grade == "discounted":
        return leave_out(evidence, "discounted", evidence.assessment.grade_reason, cites=cite_field(evidence, "status"))
    status = evidence.field("status")
    given = {value.text for value in status.values} if status is not None else set()
    if given and given <= NOT_DONE:
        reason = f"No report says that it happened, only: {', '.join(sorted(given))}."
        return leave_out(evidence, "did not happen", reason, cites=cite_field(evidence, "status"))
    return None


def first_day(when: When) -> date:
    """Return the first day of a time."""
    return when.start.date()


def last_day(when: When) -> date:
    """Return the last day of a time."""
    return max(when.start.date(), (when.end - timedelta(microseconds=1)).date())


def middle_day(when: When) -> date:
    """Return the day in the middle of a time."""
    first = first_day(when)
    return first + (last_day(when) - first) // 2


def find_point(place: Place | None) -> tuple[float, float] | None:
    """Return latitude and longitude; ``None`` for what is no place on the ground: a country, the open sea."""
    if place is None or place.precision in NO_POINT or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


def make_priogrid(lat: float, lon: float) -> int:
    """Return the PRIO-GRID cell of half a degree; numbered from the south-west corner, 720 cells a row."""
    row = min(int((lat + 90) * 2), 359)
    column = min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


@dataclass(frozen=True, slots=True)
class Counted:
    """A toll with the words of the numbers that it was made from."""

    toll: Toll
    cites: tuple[Citation, ...]

    def cell(self, value: int | None) -> Cell:
        """Return a number as a cell; nothing where it is not known."""
        return Cell(value, self.cites, f"{self.toll.rule}: {self.toll.reason}")


@once
def count(evidence: Evidence, field: str, rule: str, role: str | None = None) -> Counted:
    """Return the toll of a field by a rule, with its words."""
    return Counted(make_toll(evidence.assessment, field, rule=rule, role=role), cite_field(evidence, field, role=role))


def time_cell(evidence: Evidence, value: str | int | None, why: str = "") -> Cell:
    """Return a cell that rests on the words that tell the time."""
    return Cell(value, cite_field(evidence, "time"), why)


def place_cell(evidence: Evidence, value: str | float | int | None, why: str = "") -> Cell:
    """Return a cell that rests on the words that tell the place."""
    return Cell(value, cite_field(evidence, "place"), why)


def type_cell(evidence: Evidence, value: str | int | None, why: str = "") -> Cell:
    """Return a cell that rests on the words that tell what it was."""
    return Cell(value, cite_field(evidence, "type"), why)


def head_cell(evidence: Evidence, value: str | int | None, why: str = "") -> Cell:
    """Return a cell that rests on the reports as such."""
    return Cell(value, cite_heads(evidence), why)


def party_cell(value: str | int | None, *cites: tuple[Citation, ...], why: str = "") -> Cell:
    """Return a cell that rests on the words for a party."""
    return Cell(value, tuple(dict.fromkeys(one for some in cites for one in some)), why)


def name_speakers(evidence: Evidence) -> tuple[tuple[str, ...], tuple[Citation, ...]]:
    """Return those whom the reports credit, as they name them, each once, and the words that they are credited with."""
    spoken = [one for one in evidence.supports() if one.speaker not in ("outlet", "person") and one.speaker_name]
    names = dict.fromkeys(one.speaker_name for one in spoken if one.speaker_name)
    return tuple(names), cite_supports(evidence, spoken)
