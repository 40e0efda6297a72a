"""``dateline judgements``: listing, deciding, undoing, agreement, export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_store import write_store

from dateline.cli.program import program
from dateline.store import open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_store(tmp_path / "store.sqlite")


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, ["--store", str(path), "judgements", *arguments])


def test_a_decision_is_kept_listed_and_undone(path: Path) -> None:
    with open_store(str(path)) as store:
        incident = next(store.incidents()).id
    assert run(path, "list").output == "nobody has decided anything\n"
    value = '{"field": "killed", "min": 6, "max": 6, "role": "total"}'
    made = run(path, "add", incident, "correct", value, "--by", "ann", "--note", "names counted")
    assert made.exit_code == 0, made.output
    assert "`dateline judgements undo 1` undoes it" in made.output
    listed = json.loads(run(path, "list", "--json").output)
    assert (listed["number"], listed["holds"], listed["judgement"]["by"]) == (1, True, "ann")
    assert listed["decision"]["min"] == 6
    assert "killed: 6, total" in run(path, "list", "--of", incident).output
    assert run(path, "undo", "1").exit_code == 0
    assert "(does not" in run(path, "list", "--by", "ann").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add", "nothing", "accept"), "no incident, event, statement, claim or relation 'nothing'"),
        (("add", "x", "correct", "{"), "not the value of a judgement"),
        (("add", "x", "correct", '{"version": 2}'), "upgrade Dateline"),
        (("undo", "5"), "no judgement 5"),
    ],
)
def test_a_mistake_is_one_line(path: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(path, *arguments)
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1


def test_agreement_and_export_of_what_nobody_judged(path: Path, tmp_path: Path) -> None:
    assert run(path, "agreement").output == "nothing was judged by two coders yet\n"
    out = tmp_path / "gold"
    assert "0 reports" in run(path, "export", str(out)).output
    assert {one.name for one in out.iterdir()} == {"judged.txt", "judged.jsonl", "judged.standoff.jsonl"}
