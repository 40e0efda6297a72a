"""The program as a whole: help, version, errors of one line, JSON on standard output and nothing else there."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_store import COPY, EVIL, TOLL, WIRE, write_store

from dateline import __version__
from dateline.cli.program import program
from dateline.errors import StoreError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder as the current one, with the store `s.sqlite` in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("STORE", "GAZETTEER"):
        monkeypatch.delenv(f"DATELINE_{name}", raising=False)
    write_store(tmp_path / "s.sqlite")
    yield tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, list(arguments), input=stdin, catch_exceptions=False)


COMMANDS = (
    "read", "incidents", "show", "report", "actors", "search", "failures", "verify", "findings", "gazetteer",
)  # fmt: skip


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.stdout.partition("Commands:\n")[2].splitlines() if line.strip()]
    assert [name for name in listed if name in COMMANDS] == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: program {command}")


def test_the_version_is_printed() -> None:
    assert run("--version").stdout == f"dateline {__version__}\n"


def test_help_does_not_load_what_only_the_work_needs() -> None:
    code = (
        "import sys; from dateline.cli.program import program\n"
        "try: program(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.stderr.write(' '.join(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"sqlalchemy", "rich", "numpy", "trafilatura", "lxml", "onnxruntime", "py3langid", "msgspec", "yaml"}
    assert not heavy & set(done.stderr.split())


NO_STORE = "no store there; make one with `dateline read`, or name another with --store"
FIELDS = "the fields are title, text, published, url, publisher, origin, source, byline, language"
IN = ("--store", "s.sqlite")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["incidents"], f"dateline.sqlite: {NO_STORE}"),
        (["--store", "x/y.sqlite", "verify"], f"x/y.sqlite: {NO_STORE}"),
        (["show", "zz", *IN], "no incident 'zz' in s.sqlite; an id is written like 1ncident00000001"),
        (["search", *IN, "--", "-x"], "nothing to search for in '-x'; give at least one word without a dash"),
        (
            ["incidents", *IN, "--grade", "good"],
            "--grade: unknown grade 'good'; the grades are confirmed, fair, weak, contested, discounted",
        ),
        (["read", "x.csv", "--map", "headline"], f"--map: 'headline' is not field=column; {FIELDS}"),
        (["read", "x.txt", "--store", "none/s.sqlite"], "none/s.sqlite: there is no folder none; make it first"),
        (
            ["incidents", "--store", "other.sqlite"],
            "other.sqlite: an SQLite file, but no Dateline store; name another file with --store",
        ),
        (["incidents", "--store", "note.txt"], "note.txt: cannot be opened as a store: file is not a database"),
    ],
)
def test_an_error_is_one_line_that_names_the_way_out(here: Path, arguments: list[str], message: str) -> None:
    (here / "note.txt").write_text("a note, and no database " * 50)
    connection = sqlite3.connect(here / "other.sqlite")
    connection.execute("CREATE TABLE song (name)")
    connection.close()
    result = run(*arguments)
    assert result.stderr == f"error: {message}\n"
    assert result.stdout == ""
    assert result.exit_code == 1


def test_an_unknown_type_is_answered_with_the_types(here: Path) -> None:
    result = run("incidents", "--store", "s.sqlite", "--type", "bomb")
    assert result.stderr.startswith("error: --type: unknown type 'bomb'; the types are clash, bombing, ")
    assert result.exit_code == 1


def test_an_id_that_is_not_enough_is_answered_with_the_ids(here: Path) -> None:
    result = run("report", "", "--store", "s.sqlite")
    assert result.exit_code == 1
    first = min(one.report.id for one in (WIRE, COPY, TOLL, EVIL))
    assert result.stderr == f"error: no report '' in s.sqlite; an id is written like {first}\n"


def test_a_wrong_setting_names_its_file(here: Path) -> None:
    (here / "dateline.toml").write_text('stroe = "s.sqlite"\n')
    result = run("incidents")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {here / 'dateline.toml'}: unknown key 'stroe'; the keys are store")
    assert result.stderr.count("\n") == 1


def test_the_store_is_named_by_flag_environment_or_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "dateline.toml").write_text('store = "s.sqlite"\n')
    assert run("incidents").exit_code == 0
    monkeypatch.setenv("DATELINE_STORE", "no.sqlite")
    assert "no.sqlite: no store there" in run("incidents").stderr
    assert run("--store", "s.sqlite", "incidents").exit_code == 0
    assert run("--store", "no.sqlite", "incidents", "--store", "s.sqlite").exit_code == 0


def test_a_store_of_a_newer_version_is_refused(here: Path) -> None:
    connection = sqlite3.connect(here / "s.sqlite")
    connection.execute("INSERT INTO migration VALUES ('9999 later', '9')")
    connection.commit()
    connection.close()
    result = run("incidents", "--store", "s.sqlite")
    assert result.stderr == (
        f"error: s.sqlite: made by a newer Dateline than this {__version__} (step '9999 later'); "
        "upgrade Dateline to open it\n"
    )


def test_a_command_that_is_not_there_is_a_matter_of_usage() -> None:
    result = run("incidence")
    assert result.exit_code == 2
    assert "No such command 'incidence'" in result.stderr


def test_a_bug_keeps_its_traceback(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.store.Store.failures", lambda _store: [][0])
    with pytest.raises(IndexError):
        run("failures", "--store", "s.sqlite")


def test_an_error_cannot_command_the_terminal(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_store: object) -> None:
        raise StoreError("bad\x1b[2J\nname")

    monkeypatch.setattr("dateline.store.Store.failures", fail)
    assert run("failures", "--store", "s.sqlite").stderr == "error: bad\ufffd[2J name\n"


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["incidents"], 1),
        (["show", "1n"], 1),
        (["report", WIRE.report.id[:5]], 1),
        (["actors"], 3),
        (["search", "bomb"], 3),
        (["search", "nowhere"], 0),
        (["failures"], 1),
        (["verify"], 0),
    ],
)
def test_json_is_json_and_nothing_else(here: Path, arguments: list[str], lines: int) -> None:
    result = run(*arguments, "--json", "--store", "s.sqlite")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == lines


def test_a_closed_pipe_ends_quietly(here: Path) -> None:
    command = f"'{sys.executable}' -m dateline search bomb OR seven OR nothing --json --store s.sqlite | head -c 1"
    for _ in range(3):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
        assert (done.stdout, done.stderr) == ("{", "")


def test_output_into_a_full_pipe_that_closes_ends_quietly(here: Path) -> None:
    code = (
        "import sys; from dateline.cli import output, program\n"
        "import dateline.cli.failures as module\n"
        "module.print_json = lambda *_: output.print_json(*('x' * 99 for _ in range(9999)))\n"
        "sys.argv = ['dateline', 'failures', '--json', '--store', 's.sqlite']\n"
        "program.program()"
    )
    done = subprocess.run(
        ["bash", "-c", '"$0" -c "$1" | head -c 1; exit ${PIPESTATUS[0]}', sys.executable, code],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ('"', "", 141)
