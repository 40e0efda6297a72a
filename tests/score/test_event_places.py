"""The scorer of event places and that of strike releases."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.knowledge.gazetteer import Gazetteer
from dateline.records import Place, PlacePrecision
from event_places import Answer, Tally, core_key, f1, gold_country
from strikes import measure, read_places

HEADER = "date,country,location,number,manually_edited,description,line\n"


def answer(name: str, country: str | None) -> Answer:
    place = Place(name, None, country, None, None, None, None, None, None, PlacePrecision.EXACT, None)
    return Answer(place, frozenset([core_key(name)]))


def test_f1_is_the_harmonic_mean() -> None:
    assert f1(3, 4, 6) == pytest.approx(2 * 0.75 * 0.5 / 1.25)
    assert f1(0, 0, 0) == 0.0


def test_units_and_directions_are_no_part_of_a_name() -> None:
    assert core_key("southern Helmand province") == core_key("Helmand")
    assert core_key("Swat Valley") == core_key("the Swat Valley")


def test_a_gold_country_is_only_known_where_the_names_allow_one(gazetteer: Gazetteer) -> None:
    assert gold_country(["Panjwai", "Afghanistan"], gazetteer) == "AF"
    assert gold_country(["Mosul"], gazetteer) in ("IQ", None)
    assert gold_country(["Tripoli"], gazetteer) is None
    assert gold_country(["Tripoli", "Lebanon"], gazetteer) == "LB"


def test_names_and_countries_are_counted_apart() -> None:
    tally = Tally()
    assert tally.add("mosul", "IQ", answer("Mosul", "IQ"))
    assert not tally.add("mosul", "IQ", answer("Kirkuk", "IQ"))
    assert not tally.add("mosul", None, Answer(None))
    assert (tally.asked, tally.answered, tally.name) == (3, 2, 1)
    assert (tally.country_asked, tally.country_answered, tally.country) == (2, 2, 2)


def test_strikes_are_weighted_by_how_often_a_place_is_named(tmp_path: Path, gazetteer: Gazetteer) -> None:
    lines = (
        '1/1/2016,Iraq,Mosul,1,,,"- Near Mosul, one strike destroyed a bridge."\n' * 3
        + '1/1/2016,Syria,Nowhere,1,,,"- Near Qarnazzat, one strike destroyed a bridge."\n'
        + '1/1/2016,Syria,-,1,,,"- One strike destroyed a bridge."\n'
    )
    (tmp_path / "strikes.csv").write_text(HEADER + lines)
    places = read_places(tmp_path / "strikes.csv")
    assert [(one.times, one.name.of(one.line)) for one in places] == [(3, "Mosul"), (1, "Qarnazzat")]
    tallies = dict(measure(places, gazetteer))
    assert (tallies["headed"].asked, tallies["headed"].known, tallies["headed"].near) == (4, 3, 3)
    assert (tallies["most people"].country, tallies["most people"].near) == (3, 0)
