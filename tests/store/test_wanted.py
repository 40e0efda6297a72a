"""Lists of incidents are cut by what is wanted, on every database alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from made_records import make_findings, make_reading

from dateline.errors import UserError
from dateline.records import Incident, IncidentRow, Member, Toll
from dateline.store import IncidentFilter, Period, Store, open_store

NONE = Toll("ucdp", "killed", None, None, None, None, "no report gives a number")
BOMB = make_reading("bomb", "Bomb in Kandel\n\nFive people, all traders, died.")
FERRY = make_reading("ferry", "Ferry lost\n\nA ferry was shelled off Belén.")


def row(name: str, **changes: Any) -> IncidentRow:
    plain = IncidentRow(
        name, f"Bombing in {name}", "bombing", "2024-05-10", None, None, None, NONE, NONE, NONE, "fair", 2, 1, 1, ""
    )
    return replace(plain, first="2024-05-10T00:00:00", last="2024-05-10T23:59:59.999999", **changes)


ROWS = (
    row("a1", place="Kandel", country="Côte d'Ivoire", country_code="CI", latitude=9.0, longitude=-6.0),
    row("b2", side_keys="red dawn front\nsoldiers", claim_keys="red dawn front", claimed_by=("Red Dawn Front",)),
    row("c3", disputed=("killed",), grade="contested", type="shelling", latitude=-17.0, longitude=179.0, lines=5),
    replace(row("d4"), date="2023", first="2023-01-01T00:00:00", last="2023-12-31T23:59:59.999999"),
    replace(row("e5", place_keys="belen\nnariño"), date=None, first=None, last=None),
)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        findings = {}
        for reading in (BOMB, FERRY):
            opened.add_reading(reading)
            findings[reading] = make_findings(make_reading("any").report)
        members = {"a1": BOMB, "c3": FERRY}
        incidents = [
            Incident(one.id, (Member(members[one.id].report.id, one.id),) if one.id in members else ()) for one in ROWS
        ]
        opened.replace_groups([], incidents, [], rows=ROWS)
        yield opened


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (IncidentFilter(), ["c3", "b2", "a1", "d4", "e5"]),  # the latest first, those without a date last
        (IncidentFilter(type="shelling"), ["c3"]),
        (IncidentFilter(grade="contested"), ["c3"]),
        (IncidentFilter(since="2024"), ["c3", "b2", "a1"]),
        (IncidentFilter(since="2023-12-31", until="2024-05-09"), ["d4"]),
        (IncidentFilter(until="2022"), []),
        (IncidentFilter(country="ci"), ["a1"]),
        (IncidentFilter(country="côte d'ivoire"), ["a1"]),
        (IncidentFilter(actor="Rëd Dawn"), ["b2"]),
        (IncidentFilter(actor="front soldiers"), []),  # two names are not one
        (IncidentFilter(actor="%"), []),
        (IncidentFilter(claimed_by="dawn"), ["b2"]),
        (IncidentFilter(place="Belén"), ["e5"]),
        (IncidentFilter(least_lines=3), ["c3"]),
        (IncidentFilter(disputed=True), ["c3"]),
        (IncidentFilter(area=(-10, 0, 0, 10)), ["a1"]),
        (IncidentFilter(area=(170, -20, -170, 0)), ["c3"]),  # across the antimeridian
        (IncidentFilter(words="traders"), ["a1"]),  # in its report
        (IncidentFilter(words="shelled -traders"), ["c3"]),
        (IncidentFilter(words="in b2"), ["b2"]),  # in its title
        (IncidentFilter(words="traders", type="shelling"), []),
    ],
)
def test_rows_are_those_wanted(store: Store, wanted: IncidentFilter, found: list[str]) -> None:
    assert [one.id for one in store.incident_rows(wanted)] == found
    assert store.count_wanted(wanted) == len(found)
    assert sorted(store.wanted_ids(wanted)) == sorted(found)


def test_a_row_comes_back_as_it_was_and_page_by_page(store: Store) -> None:
    assert store.incident_row("b2") == ROWS[1]
    assert store.incident_row("zz") is None
    assert [one.id for one in store.incident_rows(IncidentFilter(), limit=2, offset=1)] == ["b2", "a1"]


def test_periods_count_what_is_known_finely_enough(store: Store) -> None:
    assert store.count_periods(IncidentFilter(), 4) == (Period("2023", 1), Period("2024", 3))
    assert store.count_periods(IncidentFilter(), 7) == (Period("2024-05", 3),)


def test_only_what_has_a_point_is_on_the_map(store: Store) -> None:
    assert [one.id for one in store.points(IncidentFilter())] == ["a1", "c3"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"type": "ufo"}, "unknown type 'ufo'; the types are"),
        ({"grade": "good"}, "unknown grade 'good'; the grades are"),
        ({"since": "May"}, "'May' is not a day"),
        ({"area": (0, 10, 0, -10)}, "west,south,east,north"),
    ],
)
def test_a_filter_that_cannot_be_is_named(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message):
        IncidentFilter(**wrong)
