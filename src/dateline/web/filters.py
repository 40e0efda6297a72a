"""The one filter bar of list, map and timeline: what the address says is wanted, and the address of what is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from dateline.errors import UserError
from dateline.store import IncidentFilter

NAMES = ("since", "until", "place", "country", "type", "grade", "actor", "claimed_by", "words")  # of plain fields


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; an empty field of the form is not asked."""

    wanted: IncidentFilter
    page: int = 1


def read_filter(  # each parameter of the address
    since: str = "",
    until: str = "",
    place: str = "",
    country: str = "",
    type: str = "",  # noqa: A002
    grade: str = "",
    actor: str = "",
    claimed_by: str = "",
    words: Annotated[str, Query(alias="q")] = "",
    lines: Annotated[int, Query(ge=0, le=1000)] = 0,
    disputed: bool = False,
    area: str = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Asked:
    """Return what the address asks for.

    Raises:
        UserError: a value is none that there can be.
    """
    wanted = IncidentFilter(
        since=since.strip() or None,
        until=until.strip() or None,
        place=place.strip() or None,
        country=country.strip() or None,
        type=type or None,
        grade=grade or None,
        actor=actor.strip() or None,
        least_lines=lines,
        disputed=disputed,
        claimed_by=claimed_by.strip() or None,
        words=words.strip() or None,
        area=_read_area(area),
    )
    return Asked(wanted, page)


def _read_area(area: str) -> tuple[float, float, float, float] | None:
    if not area.strip():
        return None
    try:
        west, south, east, north = (float(part) for part in area.split(","))
    except ValueError as error:
        raise UserError(f"area: {area!r} is not west,south,east,north in degrees, such as 60,29,75,39") from error
    return west, south, east, north


def write_query(wanted: IncidentFilter, **more: str | int) -> str:
    """Return the part of an address after "?" that asks for `wanted`."""
    asked: dict[str, str | int] = {
        "q" if name == "words" else name: value for name in NAMES if (value := getattr(wanted, name)) is not None
    }
    if wanted.least_lines:
        asked["lines"] = wanted.least_lines
    if wanted.disputed:
        asked["disputed"] = "true"
    if wanted.area is not None:
        asked["area"] = ",".join(f"{edge:g}" for edge in wanted.area)
    return urlencode(asked | more)


Filtered = Annotated[Asked, Depends(read_filter)]
