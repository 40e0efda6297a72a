"""``dateline export``, ``cite`` and ``compare`` as a user runs them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_store import write_store

from dateline.cli.program import program
from dateline.export import FORMATS, find_format
from dateline.run.local import link_store
from dateline.store import open_store

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a folder with a store, and returns what it prints."""
    monkeypatch.chdir(tmp_path)
    write_store(tmp_path / "dateline.sqlite")

    def call(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(program, list(arguments), catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    return call


def read(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_formats_are_listed(run: Run) -> None:
    shown = run("export", "--list")
    assert all(f"\n{name} " in shown for name in FORMATS)
    listed = [json.loads(line) for line in run("export", "--list", "--json").splitlines()]
    assert [one["name"] for one in listed] == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_comes_out_of_a_store(run: Run, name: str) -> None:
    out = f"out{find_format(name).suffix}"
    told = json.loads(run("export", name, out, "--json"))
    assert told["incidents"] == 1
    assert told["rows"] >= 1
    assert Path(out).exists()
    assert json.loads(Path(f"{out}.provenance.json").read_text("utf-8"))["format"] == name


def test_rule_filters_and_time_are_kept_in_the_provenance(run: Run) -> None:
    shown = run(
        *("export", "ged", "e.csv", "--rule", "lowest", "--country", "AF", "--since", "2024", "--made", "2025-01-01")
    )
    assert shown == "e.csv: 1 row from 1 incident\n"
    proof = json.loads(Path("e.csv.provenance.json").read_text("utf-8"))
    assert (proof["rule"], proof["made"]) == ("lowest", "2025-01-01")
    assert proof["filters"] == {"country": "AF", "since": "2024"}
    assert read("e.csv")[0]["best"] == "5"
    assert run("export", "ged", "e.csv", "--country", "ML") == "e.csv: 0 rows from 0 incidents\n"


def test_a_cell_is_traced_to_its_words(run: Run) -> None:
    run("export", "ged", "e.csv")
    shown = run("cite", "e.csv", "1", "best")
    assert shown.startswith("row 1 of e.csv: incident 1ncident00000001\n\nbest = ")
    assert "“five traders” — police; Orbis Wire" in shown
    assert "“Seven people” — a hospital doctor; Pamir Post" in shown
    assert run("cite", "e.csv", "#1", "best") == shown
    whole = run("cite", "e.csv", "1")
    for name, value in read("e.csv")[0].items():
        assert not value or f"\n{name} = " in whole
    assert json.loads(run("cite", "e.csv", "1", "--json"))["incident"] == "1ncident00000001"


def test_citing_what_is_not_there_says_what_is(run: Run) -> None:
    run("export", "ged", "e.csv")
    assert "ids look like 1" in run("cite", "e.csv", "7", code=1)
    assert "has nothing in 'gwnoa'" in run("cite", "e.csv", "1", "gwnoa", code=1)
    assert "not there" in run("cite", "other.csv", "1", code=1)


def test_a_table_is_compared_and_comes_in(run: Run) -> None:
    with open_store("dateline.sqlite") as store:
        link_store(store)
    run("export", "acled", "desk.csv")
    Path("desk.csv").write_text(Path("desk.csv").read_text("utf-8").replace(",5,grade", ",6,grade"), "utf-8")
    shown = run("compare", "desk.csv", "--details", "d.csv", "--import", "--by", "ayla")
    assert shown.startswith("1 row: 1 matched, 0 missed, 0 known but left out; 0 extra\nrecall 100%, precision 100%\n")
    assert "differs  AFG1  fatalities: 6 | 5\n" in shown
    assert [(one["field"], one["mine_value"], one["ours_value"]) for one in read("d.csv")] == [("fatalities", "6", "5")]
    run("export", "acled", "after.csv")
    assert read("after.csv")[0]["fatalities"] == "6"
    with open_store("dateline.sqlite") as store:
        assert [(one.verdict, one.by) for one in store.judgements()] == [("correct", "ayla")]
    assert json.loads(run("compare", "desk.csv", "--format", "acled", "--json"))["recall"] == 1.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "excel", "e.xls"), "unknown format 'excel'"),
        (("export", "ged", "e.csv", "--rule", "best"), "unknown rule 'best'"),
        (("export", "ged", "e.csv", "--grain", "attack"), "ged has no grain 'attack'"),
        (("export", "ged", "e.csv", "--set", "ids=none.csv"), "none.csv: No such file"),
        (("export", "ged", "nowhere/e.csv"), "there is no folder nowhere"),
        (("export", "ged", "e.csv", "--type", "quarrel"), "unknown type 'quarrel'"),
        (("compare", "desk.csv"), "desk.csv: No such file"),
        (("compare", "desk.csv", "--format", "xls"), "no mapping.yaml"),
        (("compare", "desk.csv", "--import"), "with --by"),
    ],
)
def test_a_mistake_is_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    shown = run(*arguments, code=1)
    assert shown.startswith("error: ")
    assert message in shown
    assert shown.count("\n") == 1
    assert not Path("e.csv").exists()


def test_a_format_and_a_file_must_be_named(run: Run) -> None:
    assert "--list" in run("export", code=2)
    assert "NAME=VALUE" in run("export", "ged", "e.csv", "--set", "ids", code=2)
