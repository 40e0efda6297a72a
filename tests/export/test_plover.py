"""PLOVER records, after the manual 0.8."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import made_evidence as made
import pytest

from archive import AFGHANISTAN, KUNDUZ_PROVINCE
from dateline.export import Evidence, Options, find_format, write_export

REQUIRED = {"id", "date", "actor", "event"}


@pytest.fixture
def records(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Return a function that exports incidents and reads their records."""

    def read(*cases: Evidence, **options: Any) -> list[dict[str, Any]]:
        out = tmp_path / "p.jsonl"
        write_export(find_format("plover"), cases, out, Options(**options))
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]

    return read


def test_every_record_has_what_the_manual_requires(records) -> None:  # type: ignore[no-untyped-def]
    found = records(*made.make_cases())
    assert len(found) > 30
    for one in found:
        assert one.keys() >= REQUIRED
        assert one["actor"]
        assert all(actor["sector"] for actor in one["actor"])
        assert 1 <= one["quad_code"] <= 4
        assert -10 <= one["event_scale"] <= 10
        assert len(one["date"]) == 10
        assert None not in one.values()
        if one["event"][0] in ("COOPERATE", "AID", "SANCTION"):
            assert one["recipient"]


def test_a_bombing_has_doer_victims_size_and_place(records) -> None:  # type: ignore[no-untyped-def]
    (one,) = records(made.plain(), made="2024-01-02T03:04:05Z")
    assert one["event"] == ["ASSAULT"]
    assert one["mode"] == ["explosives"]
    assert (one["quad_code"], one["event_scale"]) == (4, -9.0)
    assert one["actor"][0]["identifier_text"] == made.DAWN
    assert one["actor"][0]["sector"] == "REB"
    assert one["recipient"][0] == {"sector": "CVL", "entity_text": "three farmers"}
    assert one["size"] == {"dead": 7, "injured": 12}
    assert one["event_loc"]["country_code"] == "AFG"
    assert (one["event_loc"]["resolution"], one["event_loc"]["geonameid"]) == (4, "1135690")
    assert "terrorism" in one["context"]
    assert one["coded_date"] == "2024-01-02"
    assert one["text_info"]["text_story"] == "p1"
    report = made.plain().reports[0].text
    assert report[one["text_info"]["start"] : one["text_info"]["end"]] == "explosion at the grain market"


def test_a_fight_has_both_sides_as_actors_and_no_recipient(records) -> None:  # type: ignore[no-untyped-def]
    (one,) = records(made.clash())
    assert [actor["sector"] for actor in one["actor"]] == ["MIL", "REB"]
    assert one["actor"][0]["code"] == "AFG"
    assert "recipient" not in one


def test_an_operation_that_was_fought_is_no_mobilisation(records) -> None:  # type: ignore[no-untyped-def]
    quiet, fought = records(made.simple("q1", kind="operation"), made.simple("q2", kind="operation", killed=2))
    assert (quiet["event"], quiet["mode"]) == (["MOBILIZE"], ["troops"])
    assert fought["event"] == ["ASSAULT"]


def test_what_did_not_happen_says_so(records) -> None:  # type: ignore[no-untyped-def]
    denied, planned = records(made.simple("d1", status="denied"), made.simple("d2", status="planned"))
    assert denied["auxiliary"] == ["negation"]
    assert planned["auxiliary"] == ["future"]
    assert "auxiliary" not in records(made.plain())[0]


def test_a_country_is_no_point(records) -> None:  # type: ignore[no-untyped-def]
    country, province = records(made.simple("c1", at=AFGHANISTAN), made.simple("c2", at=KUNDUZ_PROVINCE, on=made.MONTH))
    assert (country["event_loc"]["resolution"], "lat" in country["event_loc"]) == (1, False)
    assert (province["event_loc"]["resolution"], "city" in province["event_loc"]) == (2, False)
    assert (province["date"], province["enddate"]) == ("2019-05-01", "2019-05-31")


def test_parts_of_one_incident_are_linked(records) -> None:  # type: ignore[no-untyped-def]
    first, second = records(made.days())
    assert first["link"] == [second["id"]]
    assert second["link"] == [first["id"]]
    assert (first["date"], second["date"]) == ("2019-05-10", "2019-05-12")
