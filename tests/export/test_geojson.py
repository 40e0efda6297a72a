"""GeoJSON is valid by the geojson library and puts nothing on the map that is not known."""

from __future__ import annotations

import csv
from pathlib import Path

import geojson
from made_evidence import make_cases
from made_nasty import nasty, write


def test_the_library_finds_no_fault(tmp_path: Path) -> None:
    collection = geojson.loads(write("geojson", [*make_cases(), nasty()], tmp_path).read_text("utf-8"))
    assert isinstance(collection, geojson.FeatureCollection)
    assert collection.errors() == []
    assert "crs" not in collection
    assert len({one["id"] for one in collection["features"]}) == len(collection["features"]) > 20


def test_longitude_comes_first_and_a_country_has_no_point(tmp_path: Path) -> None:
    out = write("geojson", make_cases(), tmp_path)
    features = geojson.loads(out.read_text("utf-8"))["features"]
    for one in features:
        known = one["properties"]["place_precision"]
        assert (one["geometry"] is None) == (known in (None, "country", "sea_air")), one["id"]
    kano = next(one for one in features if one["properties"]["place"] == "Kano")
    assert kano["geometry"]["coordinates"] == [8.52, 12.0]
    assert (kano["properties"]["place_precision"], kano["properties"]["radius_km"]) == ("near", 25)
    with (tmp_path / f"{out.name}.left-out.csv").open(encoding="utf-8", newline="") as stream:
        listed = {row["row"] for row in csv.DictReader(stream) if row["rule"] == "no point"}
    assert listed == {one["id"] for one in features if one["geometry"] is None}


def test_what_everybody_denies_is_not_on_the_map(tmp_path: Path) -> None:
    features = geojson.loads(write("geojson", make_cases(), tmp_path).read_text("utf-8"))["features"]
    assert not {one["properties"]["grade"] for one in features} & {"discounted"}
    assert {"denied", "planned"}.isdisjoint(one["properties"]["status"] for one in features)


def test_zero_and_not_reported_are_two_things(tmp_path: Path) -> None:
    features = geojson.loads(write("geojson", make_cases(), tmp_path).read_text("utf-8"))["features"]
    numbers = {one["properties"]["killed_best"] for one in features}
    assert {0, None} <= numbers
