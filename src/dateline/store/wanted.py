"""Lists of incidents: which are wanted, in what order, and how many there are in each period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from dateline.errors import UserError
from dateline.ontology import load_ontology
from dateline.records import IncidentRow
from dateline.store import tables
from dateline.store.columns import make_record
from dateline.store.database import Database
from dateline.store.rows import PAGE
from dateline.store.search import parse_query
from dateline.text import fold_name

DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
ROW = tables.INCIDENT_ROW.table.c


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents are wanted; ``None`` is any. Days are ISO 8601 (``2019-05``, ``2019-05-10``), both inclusive.

    Raises:
        UserError: a value is none that there can be.
    """

    since: str | None = None
    until: str | None = None
    place: str | None = None  # in any of the place's names
    country: str | None = None  # ISO 3166-1 alpha-2, or the name
    type: str | None = None
    grade: str | None = None
    actor: str | None = None  # in the names of either side
    least_lines: int = 0
    disputed: bool = False  # only those with a field whose sources contradict each other
    claimed_by: str | None = None  # in the names of those who claim it
    words: str | None = None  # in its title or in its reports, as `store.search` reads them
    area: tuple[float, float, float, float] | None = None  # west, south, east, north in degrees

    def __post_init__(self) -> None:
        types = load_ontology().event_types
        if self.type is not None and self.type not in types:
            raise UserError(f"--type: unknown type {self.type!r}; the types are {', '.join(types)}")
        if self.grade is not None and self.grade not in GRADES:
            raise UserError(f"--grade: unknown grade {self.grade!r}; the grades are {', '.join(GRADES)}")
        for name, day in (("--since", self.since), ("--until", self.until)):
            if day is not None and not DAY.fullmatch(day):
                raise UserError(f"{name}: {day!r} is not a day, month or year such as 2019-05-10, 2019-05 or 2019")
        if self.area is not None and not (self.area[1] <= self.area[3] and all(abs(one) <= 360 for one in self.area)):
            raise UserError("--area: give west,south,east,north in degrees, such as 60,29,75,39")


@dataclass(frozen=True, slots=True)
class Period:
    """How many incidents began in a period, a year ("2019") or a month ("2019-05") or a day."""

    name: str
    incidents: int


class Wanted(Database):
    """Incidents as lists show them."""

    def incident_rows(self, wanted: IncidentFilter, *, limit: int | None = None, offset: int = 0) -> list[IncidentRow]:
        """Return the incidents that `wanted` lets through, latest first, those without a date last."""
        query = self._chosen(select(tables.INCIDENT_ROW.table), wanted)
        query = query.order_by(ROW.date.is_(None), ROW.date.desc(), ROW.id.desc()).offset(offset)
        with self._reading() as connection:
            rows = connection.execute(query.limit(limit) if limit is not None else query).mappings()
            return [make_record(IncidentRow, row) for row in rows]

    def incident_row(self, incident_id: str) -> IncidentRow | None:
        """Return the line of one incident, by its full id."""
        with self._reading() as connection:
            query = select(tables.INCIDENT_ROW.table).where(ROW.id == incident_id)
            row = connection.execute(query).mappings().first()
        return None if row is None else make_record(IncidentRow, row)

    def incident_ids(self) -> tuple[str, ...]:
        """Return the ids of all incidents, the earliest first, those without a time last."""
        return self.wanted_ids(IncidentFilter())

    def wanted_ids(self, wanted: IncidentFilter) -> tuple[str, ...]:
        """Return the ids of the incidents that `wanted` lets through, the earliest first, those without a time last."""
        query = self._chosen(select(ROW.id), wanted).order_by(ROW.first.is_(None), ROW.first, ROW.id)
        with self._reading() as connection:
            return tuple(connection.execute(query).scalars())

    def count_wanted(self, wanted: IncidentFilter) -> int:
        """Return how many incidents `wanted` lets through."""
        with self._reading() as connection:
            query = self._chosen(select(func.count()).select_from(tables.INCIDENT_ROW.table), wanted)
            return int(connection.execute(query).scalar_one())

    def count_periods(self, wanted: IncidentFilter, digits: int) -> tuple[Period, ...]:
        """Return how many incidents began in each year (`digits` 4), month (7) or day (10) that has any, in order.

        Those that are known less finely than that are left out.
        """
        name = func.substr(ROW.date, 1, digits).label("name")
        query = self._chosen(select(name, func.count().label("incidents")), wanted)
        query = query.where(func.length(ROW.date) >= digits).group_by(name).order_by(name)
        with self._reading() as connection:
            return tuple(Period(row.name, row.incidents) for row in connection.execute(query))

    def points(self, wanted: IncidentFilter) -> Iterator[IncidentRow]:
        """Yield those that `wanted` lets through and that have a point on the map, in the order of their ids."""
        after = ""
        query = self._chosen(select(tables.INCIDENT_ROW.table), wanted).where(ROW.latitude.is_not(None))
        while True:
            with self._reading() as connection:
                page = query.where(ROW.id > after).order_by(ROW.id).limit(PAGE)
                rows = connection.execute(page).mappings().all()
            yield from (make_record(IncidentRow, row) for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1]["id"]

    def _chosen(self, query: Select[Any], wanted: IncidentFilter) -> Select[Any]:
        return query.where(*_conditions(wanted), self._has_words(wanted.words) if wanted.words else true())

    def _has_words(self, words: str) -> ColumnElement[bool]:
        member = tables.MEMBER.c
        found = self._dialect.matching_reports(parse_query(words))
        told = ROW.id.in_(select(member.incident_id).where(member.report_id.in_(found)))
        return or_(told, func.lower(ROW.title).contains(words.lower(), autoescape=True))


def _conditions(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    """Return what every row must be, but for the words of its reports."""
    found: list[ColumnElement[bool]] = []
    if wanted.type is not None:
        found.append(ROW.type == wanted.type)
    if wanted.grade is not None:
        found.append(ROW.grade == wanted.grade)
    if wanted.since is not None:
        found.append(func.substr(ROW.last, 1, len(wanted.since)) >= wanted.since)
    if wanted.until is not None:
        found.append(func.substr(ROW.first, 1, len(wanted.until)) <= wanted.until)
    if wanted.country is not None:
        named = func.lower(ROW.country) == wanted.country.lower()
        found.append(or_(ROW.country_code == wanted.country.upper(), named))
    for typed, keys in (
        (wanted.place, ROW.place_keys),
        (wanted.actor, ROW.side_keys),
        (wanted.claimed_by, ROW.claim_keys),
    ):
        if typed is not None:
            found.append(keys.contains(fold_name(typed), autoescape=True))
    if wanted.least_lines:
        found.append(ROW.lines >= wanted.least_lines)
    if wanted.disputed:
        found.append(ROW.disputed != "[]")
    if wanted.area is not None:
        found.append(_within(wanted.area))
    return found


def _within(area: tuple[float, float, float, float]) -> ColumnElement[bool]:
    west, south, east, north = area
    inside = and_(ROW.longitude >= west, ROW.longitude <= east)
    across = or_(ROW.longitude >= west, ROW.longitude <= east)  # the antimeridian
    return and_(ROW.latitude >= south, ROW.latitude <= north, inside if west <= east else across)
