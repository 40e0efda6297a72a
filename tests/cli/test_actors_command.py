"""`dateline actors`: decisions from the command line win in lists and incidents, and are taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from made_store import write_store

from dateline.cli.program import program
from dateline.knowledge.gazetteer import Gazetteer

REPORTS = {
    "a.txt": "QUETTA, Pakistan, May 10, 2019 - Five soldiers were killed in an attack in Quetta on Friday,"
    " police said. The Sahar Front claimed responsibility for the attack. The Sahar Front is led by Idris Mbaye.\n",
    "b.txt": "QUETTA, Pakistan, May 11, 2019 - Five soldiers were killed in an attack in Quetta on Friday. The Desert"
    " Brigades claimed responsibility for the attack, an official said.\n",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments), catch_exceptions=False)


def rows(*arguments: str) -> list[dict[str, Any]]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_READER", "rules")
    monkeypatch.setenv("DATELINE_GAZETTEER", str(gazetteer.path))
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text)
    assert run("read", "a.txt", "b.txt").exit_code == 0


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_store(tmp_path / "dateline.sqlite")


def claimed() -> set[str]:
    """Return who is said to be responsible, over all incidents."""
    shown = [rows("show", incident["id"])[0]["assessment"] for incident in rows("incidents")]
    fields = [field for one in shown for field in one["fields"] if field["field"] == "responsibility"]
    return {value["text"] for field in fields for value in field["values"]}


@pytest.mark.usefixtures("made")
def test_actors_without_a_command_lists() -> None:
    assert run("actors").stdout == run("actors", "list").stdout
    assert run("actors", "--known").stdout == run("actors", "list", "--known").stdout
    assert "Red Dawn Front" in run("actors", "--known").stdout


@pytest.mark.usefixtures("made")
def test_show_prints_the_page_of_an_actor() -> None:
    page = run("actors", "show", "red dawn").stdout
    assert page.startswith("Red Dawn Front\narmed group  dl:red-dawn\nin 2 reports of 2024-03-04: ")
    assert "no relations are told" in page


@pytest.mark.usefixtures("made")
def test_an_unknown_actor_is_one_line() -> None:
    result = run("actors", "show", "Nobody at all")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: no actor is called 'Nobody at all'")


@pytest.mark.usefixtures("made")
def test_search_finds_those_of_the_register() -> None:
    assert "group:islamic-state" in {row["id"] for row in rows("actors", "search", "islamic state")}
    assert "no actor has 'xyzzy'" in run("actors", "search", "xyzzy").stdout


@pytest.mark.usefixtures("read")
def test_a_merger_wins_in_incidents_and_is_taken_back() -> None:
    assert {row["id"] for row in rows("actors", "candidates")} >= {"unlisted:sahar-front", "unlisted:desert-brigades"}
    before = claimed()
    assert "Desert Brigades" in before
    result = run("actors", "merge", "Sahar Front", "Desert Brigades", "--by", "ann", "--note", "one and the same")
    assert result.exit_code == 0
    assert "decided by ann: Desert Brigades is Sahar Front; `dateline actors undo 1` takes it back" in result.stderr
    assert "Desert Brigades" not in claimed()
    assert "Sahar Front" in claimed()
    assert "unlisted:desert-brigades" not in {row["id"] for row in rows("actors", "list")}
    run("actors", "rename", "Sahar Front", "Front of Sahar", "--by", "bo")
    assert "Front of Sahar" in claimed()
    assert rows("incidents", "--actor", "Front of Sahar")
    assert [row["by"] for row in rows("actors", "history")] == ["ann", "bo"]
    run("actors", "undo", "2", "--by", "ann")
    run("actors", "undo", "1", "--by", "ann")
    assert claimed() == before
    assert "(does not hold)" in run("actors", "history").stdout


@pytest.mark.usefixtures("read")
def test_show_tells_relations_with_their_words() -> None:
    view = rows("actors", "show", "Sahar Front")[0]
    (led,) = (tie for tie in view["ties"] if tie["type"] == "leader_of")
    assert led["a"] == "Idris Mbaye"
    assert led["claims"][0]["words"] == "Sahar Front is led by Idris Mbaye"
    assert led["start"] == {"earliest": None, "latest": "2019-05-10"}
    page = " ".join(run("actors", "show", "Sahar Front").stdout.split())
    assert "by 2019-05-10 2019-05-10 or later led by Idris Mbaye" in page
