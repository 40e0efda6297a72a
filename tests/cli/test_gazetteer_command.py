"""`dateline gazetteer add`: a user's village is found in reports, and what was read without it is read again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli.program import program
from dateline.knowledge.gazetteer import Gazetteer

REPORT = (
    "ALEPPO, Syria, May 10, 2019 - Gunmen killed five soldiers in the village of Tall Sahwan in Aleppo province on"
    " Friday, police said. Residents of Tall Sahwan said that they had heard shots before dawn and that the gunmen"
    " had come in two trucks. Nobody has claimed responsibility for the attack.\n"
)
PLACES = "name,lat,lon,country,admin1,kind\nTall Sahwan,36.5123,38.1,Syria,Aleppo,village\nOdd,x,38,SY,,\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_READER", "rules")
    monkeypatch.setenv("DATELINE_GAZETTEER", str(shutil.copy(gazetteer.path, tmp_path / "gazetteer.sqlite")))
    (tmp_path / "report.txt").write_text(REPORT)
    (tmp_path / "mine.csv").write_text(PLACES)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments), catch_exceptions=False)


def places() -> set[tuple[str, str | None, str]]:
    lines = [json.loads(line) for line in run("incidents", "--json").stdout.splitlines()]
    shown = [json.loads(run("show", line["id"], "--json").stdout)["assessment"]["place"] for line in lines]
    return {(one["name"], one["gazetteer_id"], one["precision"]) for one in shown if one}


def test_a_village_of_ones_own_is_where_it_happened() -> None:
    run("read", "report.txt")
    before = places()
    assert [precision for _, _, precision in before] == ["province"]
    result = run("gazetteer", "add", "mine.csv")
    assert result.stdout == "mine: 1 place added, 1 bad\n"
    assert result.stderr == "mine.csv:3: the latitude 'x' is not a number from -90 to 90; left out\n"
    run("read", "report.txt")  # nothing new but the places
    ((name, place_id, precision),) = places()
    assert (name, precision) == ("Tall Sahwan", "exact")
    assert place_id is not None
    assert place_id.startswith("added:")
    assert run("gazetteer", "remove", "mine").stdout == "mine removed\n"
    run("read", "report.txt")
    assert places() == before


def test_what_was_added_is_listed() -> None:
    assert "no places were added" in run("gazetteer", "list").stdout
    added = json.loads(run("gazetteer", "add", "mine.csv", "--name", "camps", "--json").stdout)
    assert (added["name"], added["file"], added["places"], added["bad"]) == ("camps", "mine.csv", 1, 1)
    assert [json.loads(line) for line in run("gazetteer", "list", "--json").stdout.splitlines()] == [added]
    assert "camps  mine.csv" in run("gazetteer", "list").stdout
    assert run("gazetteer", "add", "mine.csv", "--name", "camps").stdout == "camps is already there\n"


def test_a_missing_file_is_one_line() -> None:
    result = run("gazetteer", "add", "none.txt")
    assert (result.exit_code, result.stderr) == (1, "error: none.txt: no such file\n")
