"""The one filter bar of list, map and timeline: what an address asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from dateline.run.asking import read_area, write_query
from dateline.store import IncidentFilter

__all__ = ["Asked", "Filtered", "read_filter", "write_query"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; an empty field of the form is not asked."""

    wanted: IncidentFilter
    page: int = 1


def read_filter(  # each parameter of the address, so that the description of the API names them
    since: str = "",
    until: str = "",
    place: str = "",
    country: str = "",
    type: str = "",  # noqa: A002
    grade: str = "",
    actor: str = "",
    claimed_by: str = "",
    words: Annotated[str, Query(alias="q")] = "",
    lines: Annotated[str, Query(pattern=r"^\d{0,3}$")] = "",
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
        least_lines=int(lines or 0),
        disputed=disputed,
        claimed_by=claimed_by.strip() or None,
        words=words.strip() or None,
        area=read_area(area),
    )
    return Asked(wanted, page)


Filtered = Annotated[Asked, Depends(read_filter)]
