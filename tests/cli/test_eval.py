"""``dateline eval``: the table, JSON, errors, floors pinned and checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli.program import program

TEXT = "1\tGunmen of the Blue Front shot dead three policemen in Kidal on Friday.\n2\tRain fell in Gao.\n"
GOLD = (
    '{"report":[1,1],"topic":"conflict","events":[{"id":"E1","type":"shooting","trigger":["1|shot"],"status":"happened",'
    '"background":false,"when":["1|Friday"],"where":["1|Kidal"],"by":[{"q":"1|Gunmen of the Blue Front"}],'
    '"against":[{"q":"1|policemen"}],"weapon":[],"killed":[{"q":"1|three policemen","min":3,"max":3,"who":"against"}],'
    '"injured":[],"taken":[]}],"statements":[],"responsibility":[],"relations":[]}\n{"report":[2,2],"topic":"other"}\n'
)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    """A gold part of two reports."""
    (tmp_path / "p.txt").write_text(TEXT, "utf-8")
    (tmp_path / "p.jsonl").write_text(GOLD, "utf-8")
    return tmp_path / "p"


def test_the_scores_are_json_lines(part: Path) -> None:
    result = CliRunner().invoke(program, ["eval", str(part), "--json"])
    assert result.exit_code == 0, result.output
    scores = {score["kind"]: score for score in map(json.loads, result.stdout.splitlines())}
    assert scores["events"]["gold"] == 1
    assert scores["events"]["right"] == 1
    assert scores["killed"]["f1"] == 1.0


def test_the_table_names_the_gold_and_the_model(part: Path) -> None:
    result = CliRunner().invoke(program, ["eval", str(part.parent)])
    assert "2 reports, gold " in result.stdout
    assert "status" in result.stdout


def test_floors_are_pinned_and_then_hold(part: Path) -> None:
    floors = part.parent / "floors.json"
    assert CliRunner().invoke(program, ["eval", str(part), "--pin", str(floors)]).exit_code == 0
    assert CliRunner().invoke(program, ["eval", str(part), "--floors", str(floors)]).exit_code == 0
    floors.write_text(floors.read_text("utf-8").replace('"killed": 0.0', '"killed": 1.01'), "utf-8")
    result = CliRunner().invoke(program, ["eval", str(part), "--floors", str(floors)])
    assert result.exit_code == 1
    assert "killed: F1 1.000 is below the floor 1.01" in result.stderr


def test_a_folder_without_parts_says_what_a_part_is(tmp_path: Path) -> None:
    result = CliRunner().invoke(program, ["eval", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr == (
        f"error: {tmp_path}: holds no annotated part; a part is NAME.txt and NAME.jsonl side by side\n"
    )


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(program, ["eval", str(tmp_path / "dev.txt")])
    assert result.exit_code == 1
    assert result.stderr.endswith("dev.txt: no such file or folder; give annotated parts, a folder of them or a list\n")


def test_errors_show_the_words_around_what_was_missed(part: Path) -> None:
    page = part.with_suffix(".jsonl")
    page.write_text(page.read_text("utf-8").replace('"type":"shooting"', '"type":"riot"'), "utf-8")
    result = CliRunner().invoke(program, ["eval", str(part), "--errors"])
    assert "- p:1 riot (happened): Gunmen of the Blue Front [shot] dead three policemen" in result.stdout
    assert "+ p:1 shooting (happened): " in result.stdout
