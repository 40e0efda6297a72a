"""Reading from the command line, end to end: real files, the real pipeline."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli.program import program
from dateline.cli.progress import show_progress
from dateline.cli.read import describe
from dateline.errors import StoreError
from dateline.records import Failure
from dateline.run.local import Summary
from dateline.store import open_store

BLAST = (
    "Five dead in Kandahar market blast\n\n"
    "KANDAHAR, Afghanistan, March 4 (Orbis Wire) - A bomb killed five traders at a market in Kandahar on Monday, "
    "police said.\n\nNo group has claimed responsibility for the attack."
)
AMBUSH = (
    "Soldiers killed near Gao\n\nGunmen killed three soldiers in an ambush near Gao in northern Mali on Tuesday, the "
    "army said in a statement."
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_STORE", raising=False)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "blast.txt").write_text(BLAST, "utf-8")
    (tmp_path / "in" / "ambush.txt").write_text(AMBUSH, "utf-8")
    yield tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, list(arguments), input=stdin, catch_exceptions=False)


def test_reading_tells_what_is_new_and_the_second_time_that_nothing_is(here: Path) -> None:
    first = run("read", "in")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.startswith("2 new reports, 0 known\n2 reports read: ")
    assert first.stdout.splitlines()[2].endswith("in the store")
    second = run("read", "in")
    assert (second.exit_code, second.stdout, second.stderr) == (0, "0 new reports, 2 known\n", "")
    assert (here / "dateline.sqlite").exists()
    assert run("verify").exit_code == 0


def test_what_was_read_can_be_listed_shown_and_searched(here: Path) -> None:
    run("read", "in")
    rows = [json.loads(line) for line in run("incidents", "--json").stdout.splitlines()]
    assert rows
    assert all(run("show", row["id"]).exit_code == 0 for row in rows)
    hits = [json.loads(line) for line in run("search", "ambush", "Gao", "--json").stdout.splitlines()]
    assert [hit["title"] for hit in hits] == ["Soldiers killed near Gao"]
    assert AMBUSH in run("report", hits[0]["report_id"]).stdout


def test_the_figures_of_a_run_are_json_too(here: Path) -> None:
    summary = json.loads(run("read", "in", "--json").stdout)
    assert (summary["new"], summary["known"], summary["read"], summary["failures"]) == (2, 0, 2, [])


def test_a_source_that_is_not_there_is_named_and_the_rest_is_read(here: Path) -> None:
    result = run("read", "nowhere.txt", "in/blast.txt")
    assert result.exit_code == 0
    assert result.stderr.startswith("warning: nowhere.txt: ")
    assert result.stderr.count("\n") == 1
    assert result.stdout.startswith("1 new report, 0 known, 1 failed\n")
    assert run("failures").stdout.startswith("nowhere.txt: ")


def test_nothing_but_failures_is_exit_status_1(here: Path) -> None:
    result = run("read", "nowhere.txt")
    assert result.exit_code == 1
    assert result.stdout == "0 new reports, 0 known, 1 failed\n"


def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on(here: Path) -> None:
    command = [sys.executable, "-m", "dateline", "read", "in", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=heed_interrupts) as process:
        while count_reports(here / "dateline.sqlite") < 2:  # then it waits for its standard input
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out.decode() == "2 new reports, 0 known\n"
    assert err.decode() == "stopped; everything read so far is kept: run the same command again to go on\n"
    assert run("read", "in").stdout.startswith("0 new reports, 2 known\n2 reports read: ")


def heed_interrupts() -> None:
    """Let Ctrl-C mean something again: what a shell starts in the background is told to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def count_reports(path: Path) -> int:
    try:
        with open_store(str(path), create=False) as store:
            return store.counts().reports
    except StoreError:  # not there yet
        return 0


def test_strict_stops_with_one_line(here: Path) -> None:
    result = run("read", "nowhere.txt", "in", "--strict")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: nowhere.txt: ")
    assert (result.stderr.count("\n"), result.stdout) == (1, "")


def test_a_table_without_the_mapped_column_names_the_columns(here: Path) -> None:
    (here / "export.csv").write_text("Headline,Body\nBlast,A bomb went off in Kandahar.\n")
    result = run("read", "export.csv", "--map", "title=Headline,text=Text")
    assert result.exit_code == 1
    assert "export.csv" in result.stderr
    assert "Text" in result.stderr
    assert "Headline" in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_address_is_not_fetched_unless_asked(here: Path) -> None:
    result = run("read", "https://example.org/")
    assert result.exit_code == 1
    assert "--allow-network" in result.stderr


def test_findings_are_json_lines_and_nothing_is_kept(here: Path) -> None:
    (here / "in" / "empty.txt").write_text("")
    result = run("findings", "in")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [sorted(line) for line in lines] == [
        ["findings", "report", "retrieval"], ["findings", "report", "retrieval"], ["failure"]
    ]  # fmt: skip
    assert lines[2]["failure"]["subject"] == "in/empty.txt"
    text = lines[1]["report"]["text"]
    spans = list(find_spans(lines[1]["findings"]))
    assert len(spans) > 5
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert not (here / "dateline.sqlite").exists()


def find_spans(part: object) -> Iterator[tuple[int, int]]:
    if isinstance(part, dict):
        if part.keys() == {"start", "end"} and isinstance(part["start"], int):
            yield part["start"], part["end"]
        for value in part.values():
            yield from find_spans(value)
    elif isinstance(part, list):
        for value in part:
            yield from find_spans(value)


def test_findings_are_read_from_standard_input(here: Path) -> None:
    (line,) = run("findings", "-", stdin=BLAST).stdout.splitlines()
    assert json.loads(line)["report"]["title"] == "Five dead in Kandahar market blast"


def test_findings_are_the_same_bytes_each_time(here: Path) -> None:
    first, second = (run("findings", "in").stdout.splitlines() for _ in range(2))
    drop = [[json.loads(line)[part] for line in lines for part in ("report", "findings")] for lines in (first, second)]
    assert drop[0] == drop[1]


def test_findings_that_are_all_failures_are_exit_status_1(here: Path) -> None:
    result = run("findings", "nowhere.txt")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["failure"]["subject"] == "nowhere.txt"


@pytest.mark.parametrize(("flags", "name"), [(["--output", "a.sqlite"], "a.sqlite"), ([], "b.sqlite")])
def test_a_gazetteer_is_built_where_it_is_wanted(
    here: Path, monkeypatch: pytest.MonkeyPatch, flags: list[str], name: str
) -> None:
    def build(path: Path, *, progress: Callable[[str], None]) -> None:
        progress(f"gazetteer: writing {path.name}")

    monkeypatch.setattr("dateline.knowledge.gazetteer_build.build_gazetteer", build)
    monkeypatch.setenv("DATELINE_GAZETTEER", "b.sqlite")
    result = run("gazetteer", "build", *flags)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"gazetteer: writing {name}\n")


@pytest.mark.parametrize(
    ("summary", "lines"),
    [
        (Summary(), "0 new reports, 0 known"),
        (Summary(known=24), "0 new reports, 24 known"),
        (
            Summary(new=1, read=1, events=1, relinked=True),
            "1 new report, 0 known\n1 report read: 1 event\n3 incidents in the store",
        ),
        (
            Summary(new=1200, read=1200, abstained=7, events=2400, failures=(Failure("x", "read", "y"),)),
            "1,200 new reports, 0 known, 1 failed\n1,200 reports read: 2,400 events; "
            "7 left alone, in a language that cannot be read\n3 incidents in the store",
        ),
    ],
)
def test_a_run_in_words(summary: Summary, lines: str) -> None:
    assert describe(summary, 3) == lines


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, is_shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stderr", stream)
        with show_progress() as show:
            show("reading", 3, None)
            show("understanding", 1, 3)
        assert ("understanding" in stream.getvalue()) is is_shown
