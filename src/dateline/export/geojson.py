"""GeoJSON (RFC 7946): incidents on a map. No place stands in for one that is not known.

A feature has no geometry where only the country is known, or nothing: a centroid would be read as a place. How far off
a point may be is said in ``radius_km``. Coordinates are longitude before latitude, WGS84, six decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from dateline.export.evidence import Evidence
from dateline.export.facts import find_not_done
from dateline.export.formats import Column, Format, Options, Pieces, Writer, load_columns
from dateline.export.json_list import open_json_list
from dateline.export.plain import IDS, Plain, make_plain
from dateline.export.rows import Cell, Row, Scalar, cite_field, leave_out

NAME = "geojson"
PROPERTY = "properties."
APART = ("id", "latitude", "longitude")  # facts that are no properties


class Point(msgspec.Struct, frozen=True, tag_field="type", tag="Point"):
    """A point; longitude before latitude."""

    coordinates: tuple[float, float]


class Feature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    """An incident; no geometry where none is known."""

    id: str
    geometry: Point | None
    properties: dict[str, Scalar]


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="GeoJSON",
        about="Incidents as points, for QGIS, Leaflet and other maps; no point where only the country is known.",
        suffix=".geojson",
        columns=make_columns(),
        rows=make_rows,
        open=open_features,
        ids=IDS,
    )


def make_columns() -> tuple[Column, ...]:
    """Return the paths of a feature."""
    facts = {one.name: one for one in load_columns("plain")}
    point = Column("geometry", "The point, or null", "place", "null where no more than the country is known")
    return (
        facts["id"],
        point,
        *(
            Column(PROPERTY + name, one.meaning, one.source, one.rule)
            for name, one in facts.items()
            if name not in APART
        ),
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a feature for each incident that is told as done."""
    for evidence in view:
        if (not_done := find_not_done(evidence)) is not None:
            yield not_done
            continue
        plain = make_plain(evidence, options)
        yield from plain.left_out
        lon, lat = plain.real("longitude"), plain.real("latitude")
        point = Point((lon, lat)) if lon is not None and lat is not None else None
        if point is None:
            cites = cite_field(evidence, "place")
            yield leave_out(evidence, "no point", _why(plain), row=plain.id, field="geometry", cites=cites)
        yield Row(plain.id, evidence.incident.id, _cells(plain, point), evidence.reports, (_feature(plain, point),))


def _why(plain: Plain) -> str:
    if not plain["place"]:
        return "No report tells where it happened."
    return f"The place is known to no more than this: {plain['place']} ({plain['place_precision']})."


def _feature(plain: Plain, point: Point | None) -> Feature:
    properties = {name: cell.value for name, cell in plain.cells.items() if name not in APART}
    return Feature(plain.id, point, properties)


def _cells(plain: Plain, point: Point | None) -> dict[str, Cell]:
    cells = {PROPERTY + name: cell for name, cell in plain.cells.items() if name not in APART}
    shown = None if point is None else f"{point.coordinates[0]}, {point.coordinates[1]}"
    return {"id": plain.cells["id"], "geometry": Cell(shown, plain.cells["longitude"].cites), **cells}


@contextmanager
def open_features(path: Path, _format: Format, _options: Options) -> Iterator[Writer]:
    """Open a collection of features."""
    with open_json_list(path, b'{"type":"FeatureCollection","features":[', b"]}") as writer:
        yield writer
