"""The main job on the example reports, from files to assessments, as `make demo` does it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dateline.cli.program import program

REPORTS = Path(__file__).parent.parent / "examples" / "reports"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store that has read the examples."""
    path = str(tmp_path_factory.mktemp("examples") / "examples.sqlite")
    result = CliRunner().invoke(program, ["--store", path, "read", str(REPORTS)], catch_exceptions=False)
    assert result.exit_code == 0
    assert "25 new reports, 0 known\n" in result.output
    return path


def run(store: str, *arguments: str) -> list[Any]:
    """Return the JSON lines that a command prints."""
    result = CliRunner().invoke(program, ["--store", store, *arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def incidents(store: str, kind: str, day: str) -> list[Any]:
    return [row for row in run(store, "incidents") if row["type"] == kind and row["date"] == day]


def field(store: str, incident: str, name: str) -> Any:
    """Return the assessment of one field of an incident."""
    [view] = run(store, "show", incident)
    return next(each for each in view["assessment"]["fields"] if each["field"] == name)


def test_reading_again_does_nothing_and_says_so(store: str) -> None:
    result = CliRunner().invoke(program, ["--store", store, "read", str(REPORTS)], catch_exceptions=False)
    assert "0 new reports, 25 known" in result.output


def test_a_language_that_cannot_be_read_is_kept_and_marked(store: str) -> None:
    [hit] = run(store, "search", "mariage")
    [view] = run(store, "report", hit["report_id"])
    assert view["report"]["language"] == "fr"
    assert view["findings"]["abstained"] == "language: fr"
    assert view["findings"].get("events", []) == []


def test_a_pasted_copy_is_the_story_of_the_wire(store: str) -> None:
    [clash] = incidents(store, "clash", "2024-05-10")
    [view] = run(store, "show", clash["id"])
    assert len(view["reports"]) == 5
    told = {report["publisher"]: report for report in view["reports"]}
    assert told["World News Mirror"]["origin"] == "Valley Courier"
    assert told["Valley Courier"]["origin"] == "Meridian Wire"
    assert told["World News Mirror"]["text"].startswith("Sahar Front declares 'province' in Kashmir")
    assert "Sponsored" not in told["World News Mirror"]["text"]
    stories = [set(story["reports"]) for story in view["stories"] if len(story["reports"]) > 1]
    pair = {told["World News Mirror"]["id"], told["Valley Courier"]["id"]}
    assert any(pair <= story for story in stories)
    assert all(told["Sahar Dispatch"]["id"] not in story for story in stories)  # the group's own words are its own


def test_a_claim_and_the_police_correspond(store: str) -> None:
    [clash] = incidents(store, "clash", "2024-05-10")
    assert clash["place"] == "Hushpora"
    assert clash["country"] == "India"
    assert 2 <= clash["lines"] < clash["reports"]
    speakers = {s["speaker"] for v in field(store, clash["id"], "killed")["values"] for s in v["supports"]}
    assert "police" in speakers


def test_a_rising_toll_is_no_contradiction(store: str) -> None:
    [bombing] = incidents(store, "bombing", "2024-06-03")
    killed = field(store, bombing["id"], "killed")
    assert killed["verdict"] == "rising"
    assert {5.0, 11.0, 14.0} <= {value["min"] for value in killed["values"]}


def test_two_accounts_of_one_strike_contradict_each_other(store: str) -> None:
    [strike] = incidents(store, "air_strike", "2024-07-18")
    killed = field(store, strike["id"], "killed")
    assert killed["verdict"] == "contradicted"
    assert {9.0, 12.0} <= {value["min"] for value in killed["values"]}


def test_two_bombs_in_one_city_on_one_day_are_two_incidents(store: str) -> None:
    bombings = incidents(store, "bombing", "2024-08-14")
    assert len(bombings) == 2
    told = [field(store, row["id"], "responsibility")["values"] for row in bombings]
    claims = [{(value["text"], value["role"]) for value in values} for values in told]
    assert [("Helmand Covenant", "claims") in each for each in claims].count(True) == 1
    assert [("Helmand Covenant", "denies") in each for each in claims].count(True) == 1


def test_an_accusation_meets_its_denial(store: str) -> None:
    [abduction] = incidents(store, "abduction", "2024-09-08")
    assert abduction["grade"] == "contested"
    told = field(store, abduction["id"], "responsibility")
    assert told["verdict"] == "denied"
    assert field(store, abduction["id"], "taken")["values"][0]["min"] == 4.0


def test_what_was_stored_can_be_proved(store: str) -> None:
    assert run(store, "verify") == []
