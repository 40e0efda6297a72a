"""What is wanted, written as the part of an address after "?": so searches are kept and screens linked."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from dateline.errors import UserError
from dateline.store import IncidentFilter

FIELDS = {  # names in the address: fields of the filter
    "since": "since",
    "until": "until",
    "place": "place",
    "country": "country",
    "type": "type",
    "grade": "grade",
    "actor": "actor",
    "claimed_by": "claimed_by",
    "q": "words",
}
TRUE = frozenset({"true", "1", "on", "yes"})


def read_query(query: str) -> IncidentFilter:
    """Return what a query such as ``type=bombing&country=Mali&lines=2`` asks for; other names are passed by.

    Raises:
        UserError: a value is none that there can be.
    """
    asked = dict(parse_qsl(query))
    plain = {field: value.strip() for name, field in FIELDS.items() if (value := asked.get(name, "")).strip()}
    lines = asked.get("lines", "0").strip() or "0"
    if not lines.isdecimal() or int(lines) > 1000:
        raise UserError(f"lines: {lines!r} is not a number of lines")
    return IncidentFilter(
        **plain,
        least_lines=int(lines),
        disputed=asked.get("disputed", "").lower() in TRUE,
        area=read_area(asked.get("area", "")),
    )


def read_area(area: str) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north in degrees.

    Raises:
        UserError: these are not four numbers.
    """
    if not area.strip():
        return None
    try:
        west, south, east, north = (float(part) for part in area.split(","))
    except ValueError as error:
        raise UserError(f"area: {area!r} is not west,south,east,north in degrees, such as 60,29,75,39") from error
    return west, south, east, north


def write_query(wanted: IncidentFilter, **more: str | int) -> str:
    """Return the query that asks for `wanted`."""
    asked: dict[str, str | int] = {
        name: value for name, field in FIELDS.items() if (value := getattr(wanted, field)) is not None
    }
    if wanted.least_lines:
        asked["lines"] = wanted.least_lines
    if wanted.disputed:
        asked["disputed"] = "true"
    if wanted.area is not None:
        asked["area"] = ",".join(f"{edge:g}" for edge in wanted.area)
    return urlencode(asked | more)
