"""``dateline brief`` on the store made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_store import write_store

from dateline.cli.program import program


def run(tmp_path: Path, *arguments: str) -> Result:
    store = tmp_path / "s.sqlite"
    if not store.exists():
        write_store(store)
    return CliRunner().invoke(program, ["--store", str(store), "brief", *arguments])


def test_a_brief_is_markdown_on_standard_output(tmp_path: Path) -> None:
    result = run(tmp_path, "1ncident")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# Bombing in Kandahar, Afghanistan, 4 March 2024: 5 to 7 killed\n")
    assert "3. Pamir Post, 2024-03-05: " in result.stdout


@pytest.mark.parametrize(
    ("name", "flags", "start"),
    [
        ("b.html", [], "<!doctype html>"),
        ("b.md", [], "# "),
        ("b.txt", [], "# "),
        ("b.md", ["--format", "html"], "<!doctype html>"),
    ],
)
def test_a_file_is_of_the_format_that_its_name_or_the_flag_says(
    tmp_path: Path, name: str, flags: list[str], start: str
) -> None:
    result = run(tmp_path, "1ncident", "--out", str(tmp_path / name), *flags)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / name).read_text("utf-8").lstrip().startswith(start)


def test_grades_of_sources_come_from_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dateline.toml").write_text('[sources.grades]\n"Pamir Post" = "C"\n', "utf-8")
    made = json.loads(run(tmp_path, "1ncident", "--json").stdout)
    assert [source["reliability"] for source in made["sources"]] == [None, None, "C"]
    (tmp_path / "dateline.toml").write_text('[sources.grades]\n"Pamir Post" = "Z"\n', "utf-8")
    result = run(tmp_path, "1ncident")
    assert result.exit_code == 1
    assert "the grade of 'Pamir Post' must be one of A, B, C, D, E, F" in result.stderr


def test_what_cannot_be_found_or_written_is_said_in_one_line(tmp_path: Path) -> None:
    missing = run(tmp_path, "nothing")
    assert missing.exit_code == 1
    assert missing.stderr.startswith("error: no incident 'nothing'")
    unwritable = run(tmp_path, "1ncident", "--out", str(tmp_path / "no" / "b.html"))
    assert unwritable.exit_code == 1
    assert "No such file or directory" in unwritable.stderr
