"""What a person sees: exact pages of a store made by hand."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_store import COPY, EVIL, POLICE, TOLL, WIRE, make_findings, write_store
from rich.console import Console

from dateline.cli.marks import make_legend, mark_text
from dateline.cli.output import printable
from dateline.cli.program import program
from dateline.cli.report import print_report
from dateline.run.marks import find_marks
from dateline.run.views import view_report
from dateline.store import open_store
from dateline.wording import show_day, show_value

NUMBERED = {reading.report.id[:8]: f"<{name}..>" for name, reading in (("wire", WIRE), ("copy", COPY), ("toll", TOLL))}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[str]:
    yield str(write_store(tmp_path / "s.sqlite"))


def page(*arguments: str) -> str:
    """Return what a command prints, the ids of the reports replaced by names of the same length."""
    result = CliRunner().invoke(program, list(arguments), catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")
    shown: str = result.stdout
    for part, name in NUMBERED.items():
        shown = shown.replace(part, name)
    return shown


def test_the_list_of_incidents(store: str) -> None:
    assert page("incidents", "--store", store) == (
        "id        date        where                  what     dead  hurt  lines  reports  grade\n"
        "───────────────────────────────────────────────────────────────────────────────────────\n"
        "1ncident  2024-03-04  Kandahar, Afghanistan  bombing   5-7     ?      3        3  fair\n"
        "\n"
        "1 incident; `dateline show ID` lays one out\n"
    )


def test_words_of_its_title_name_an_incident(store: str) -> None:
    assert page("show", "Kandahar bombing", "--store", store) == page("show", "1ncident", "--store", store)
    result = CliRunner().invoke(program, ["show", "kidal", "--store", store])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: no incident 'kidal' in ")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--since", "2024-03-04"], True),
        (["--since", "2024-03-05"], False),
        (["--until", "2024-03"], True),
        (["--until", "2024-03-03"], False),
        (["--country", "af"], True),
        (["--country", "Afghanistan"], True),
        (["--country", "Mali"], False),
        (["--place", "kandahar"], True),
        (["--place", "Gao"], False),
        (["--type", "bombing"], True),
        (["--type", "clash"], False),
        (["--actor", "red dawn"], True),
        (["--actor", "Blue"], False),
        (["--grade", "fair"], True),
        (["--grade", "weak"], False),
        (["--lines", "3"], True),
        (["--lines", "4"], False),
    ],
)
def test_incidents_are_filtered(store: str, filters: list[str], found: bool) -> None:
    shown = page("incidents", "--store", store, *filters)
    assert ("1ncident" in shown) is found
    assert ("none of 1 incident is like that" in shown) is not found


def test_an_incident_at_a_glance(store: str) -> None:
    assert page("show", "1n", "--store", store) == (Path(__file__).with_name("show.txt")).read_text("utf-8")


def test_no_line_of_an_incident_is_wider_than_the_page(store: str) -> None:
    assert max(map(len, page("show", "1n", "--store", store).splitlines())) <= 100


def test_an_incident_as_json_has_the_words_and_where_they_stand(store: str) -> None:
    view = json.loads(page("show", "1ncident00000001", "--json", "--store", store))
    killed = next(field for field in view["assessment"]["fields"] if field["field"] == "killed")
    support = killed["values"][0]["supports"][0]
    text = next(report["text"] for report in view["reports"] if report["id"] == support["report_id"])
    assert text[support["span"]["start"] : support["span"]["end"]] == "five traders"
    assert [len(view[name]) for name in ("stories", "reports")] == [1, 3]


def test_a_report_in_a_pipe_is_its_text_and_the_list_of_its_findings(store: str) -> None:
    shown = page("report", WIRE.report.id, "--store", store)
    head, text, findings = shown.split("\n\n", 1)[0], POLICE, shown.partition(POLICE)[2]
    assert head.splitlines()[0] == f"report <wire..>{WIRE.report.id[8:]} · en · outlet"
    assert text in shown
    assert findings == (
        "\n\n"
        "event 1: bombing (happened) “blast”\n"
        "  by: “Red Dawn Front” [Red Dawn Front, armed group, dl:red-dawn]\n"
        "  against: “five traders”\n"
        "  killed: 5 of the attacked “five traders”\n"
        "  weapon: “bomb”\n"
        "  when: “Monday” = 2024-03-04 00:00 to 2024-03-05 00:00 (day)\n"
        "  where: “Kandahar” = Kandahar, Afghanistan (exact, geonames:1138336)\n"
        "who says so\n"
        "  police (police, indirect): “A bomb killed five traders at a market in Kandahar” — on event 1\n"
        "responsibility\n"
        "  event 1: “Red Dawn Front” [Red Dawn Front, armed group, dl:red-dawn] — claims, “claimed responsibility”\n"
    )


def test_a_report_on_a_terminal_is_marked_in_colour_and_has_a_legend(store: str) -> None:
    screen = io.StringIO()
    with open_store(store) as opened:
        print_report(
            Console(file=screen, force_terminal=True, color_system="standard", width=80),
            view_report(opened, WIRE.report.id),
        )
    shown = screen.getvalue()
    assert re.search(r"\x1b\[[\d;]*33mfive traders\x1b\[0m", shown), "a toll is yellow"
    assert "who says so" in shown.partition("marked: ")[2]


def test_every_finding_is_marked_in_its_own_style() -> None:
    findings = make_findings(WIRE)
    marked = mark_text(WIRE.report, findings)
    assert marked.plain == POLICE
    styled = {(str(one.style), POLICE[one.start : one.end]) for one in marked.spans}
    assert {("bold red", "blast"), ("bold yellow", "five traders"), ("magenta", "Red Dawn Front")} <= styled
    assert len(marked.spans) == len(find_marks(findings)) + 1  # and the title
    assert make_legend(findings).plain.startswith(
        "marked: what somebody is credited with · who says so · what happened"
    )


def test_a_hostile_report_cannot_command_the_terminal(store: str) -> None:
    for shown in (page("report", EVIL.report.id, "--store", store), page("search", "Owned", "--store", store)):
        assert "[red]Owned[/red]" in shown, "markup is shown, not obeyed"
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_the_bare_text_of_a_report(store: str) -> None:
    assert page("report", TOLL.report.id, "--text", "--store", store) == TOLL.report.text + "\n"


def test_a_report_that_was_left_alone_says_why(store: str) -> None:
    assert "no findings: language: und" in page("report", EVIL.report.id, "--store", store)


def test_the_list_of_actors(store: str) -> None:
    assert page("actors", "--store", store) == (
        "actor           kind         register     reports  did  suffered  claims  relations\n"
        "───────────────────────────────────────────────────────────────────────────────────\n"
        "Red Dawn Front  armed group  dl:red-dawn        2    2         0       2          0\n"
        "five traders    ?            -                  2    0         2       0          0\n"
        "Seven people    ?            -                  1    0         1       0          0\n"
    )
    assert "five traders" not in page("actors", "--known", "--store", store)
    assert page("actors", "--kind", "military", "--store", store) == "no actors\n"


def test_search_shows_the_words(store: str) -> None:
    assert page("search", "hospital", "--store", store) == (
        "<toll..>  2024-03-05 · Pamir Post · Kandahar toll rises to seven\n"
        "          … people died when a bomb went off in Kandahar on Monday, a hospital doctor said.\n"
    )
    assert page("search", "volcano", "--store", store) == "nothing found\n"


def test_failures_are_listed(store: str) -> None:
    assert page("failures", "--store", store) == "broken.csv:1: no column 'Body'\n"


def test_verify_says_what_it_proved(store: str) -> None:
    assert page("verify", "--store", store) == (
        "4 reports, 3 events, 3 statements, 1 incident: all as written\n1 failure; `dateline failures` lists them\n"
    )


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("time", "2024-06-03TMO", "2024-06-03 morning"),
        ("time", "2024-06-03T10:00", "2024-06-03 10:00"),
        ("time", "2024-W23", "2024 week 23"),
        ("type", "suicide_bombing", "suicide bombing"),
    ],
)
def test_values_are_shown_in_plain_words(field: str, text: str, shown: str) -> None:
    assert show_value(field, text) == shown


@pytest.mark.parametrize(
    ("published", "shown"),
    [("2024-03-04", "4\u00a0Mar"), ("2024-12-31", "31\u00a0Dec"), ("2024-03", "2024-03"), ("2024", "2024")],
)
def test_days_are_shown_short(published: str, shown: str) -> None:
    assert show_day(published) == shown


@pytest.mark.parametrize(
    ("day", "is_right"), [("2024", True), ("2024-03", True), ("4 March", False), ("24-03-04", False)]
)
def test_a_day_must_be_one(store: str, day: str, is_right: bool) -> None:
    result = CliRunner().invoke(program, ["incidents", "--since", day, "--store", store])
    assert (result.exit_code == 0) is is_right
    if not is_right:
        message = f"--since: {day!r} is not a day, month or year such as 2019-05-10, 2019-05 or 2019"
        assert result.stderr == f"error: {message}\n"


def test_printable_keeps_the_length() -> None:
    assert printable("a\x1b\x00\u202eb\n\tc") == "a\ufffd\ufffd\ufffdb\n\tc"
