"""The facts that maps, feeds, pages and tables share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_evidence import DAWN, contested, make_cases, plain, simple
from made_nasty import HUGE, nasty, write

from dateline.export import Ledger, MemoryShelf, Options, find_format
from dateline.export.cite import find_row, read_citations
from dateline.export.formats import load_columns
from dateline.export.instants import make_instant
from dateline.export.plain import clean, clean_line, find_url, make_plain
from dateline.records import Judgement

WITH_IDS = ("geojson", "timelinejs", "stix", "followthemoney", "claimreview", "atom")


def test_every_fact_is_documented_and_nothing_else_is_told() -> None:
    for case in make_cases():
        assert set(make_plain(case, Options()).cells) == {one.name for one in load_columns("plain")}


def test_facts_are_those_of_the_evidence() -> None:
    told = make_plain(plain(), Options())
    assert (told["type"], told["status"], told["place"], told["country"]) == ("bombing", "happened", "Kunduz", "AF")
    assert (told["first_day"], told["last_day"], told["time_precision"]) == ("2019-05-10", "2019-05-10", "day")
    assert (told.number("killed_low"), told.number("killed_high"), told["killed_verdict"]) == (5, 7, "rising")
    assert (told["by"], told["against"], told["claimed_by"]) == (DAWN, "three farmers", DAWN)
    assert (told["reports"], told["outlets"]) == (2, "Oxus Courier; Pamir Post")
    assert {one.words for one in told.cells["killed_best"].cites} == {"5-5 dead", "7-7 dead"}
    assert make_plain(contested(), Options())["denied_by"] == DAWN


def test_the_rule_is_that_of_the_user() -> None:
    by_rule = {
        rule: make_plain(plain(), Options(rule=rule))["killed_best"] for rule in ("lowest", "most_recent", "minmax")
    }
    assert by_rule == {"lowest": 5, "most_recent": 7, "minmax": None}


def test_zero_is_told_and_what_is_not_reported_is_nothing() -> None:
    assert make_plain(simple("p0", killed=0), Options())["killed_best"] == 0
    silent = make_plain(simple("pn", killed=None), Options())
    assert (silent["killed_best"], silent["killed_verdict"]) == (None, "not_reported")


def test_a_number_beyond_all_people_is_left_out_and_said() -> None:
    told = make_plain(nasty(), Options())
    assert told["killed_high"] is None
    (entry,) = [one for one in told.left_out if one.rule == "not a number of people"]
    assert entry.field == "killed"
    assert str(HUGE) in entry.words


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("plain", "plain"),
        ("a\x00b\x1b[31mc", "a\ufffdb\ufffd[31mc"),
        ("half \ud83d", "half \ufffd"),
        ("\u202egnp.exe", "\ufffdgnp.exe"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u0635\u062d\u064a\u0641\u0629 \U0001f600", "\u0635\u062d\u064a\u0641\u0629 \U0001f600"),
    ],
)
def test_text_is_made_fit_for_every_format(text: str, clear: str) -> None:
    assert clean(text) == clear
    assert clean_line(f" {text}\n\n") == " ".join(clear.split())


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("HTTP://a.example/<b>", "http://a.example/%3Cb%3E"),
        ("https://a.example/100%/%41", "https://a.example/100%25/%41"),
        ("https://[::1]/a[b]", "https://[::1]/a%5Bb%5D"),
        ("https://a.example/\u0635\ud83d", "https://a.example/%D8%B5?"),
        *((url, None) for url in (None, "", "javascript:alert(1)", "data:text/html,x", "//a.example", "https://", "https://[::1")),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(url: str | None, link: str | None) -> None:
    assert find_url(url) == link


@pytest.mark.parametrize(
    ("published", "instant"),
    [
        ("2019", "2019-01-01T00:00:00.000Z"),
        ("2019-05", "2019-05-01T00:00:00.000Z"),
        ("2019-05-11", "2019-05-11T00:00:00.000Z"),
        ("2019-05-11T18:02+05:30", "2019-05-11T12:32:00.000Z"),
        ("2019-05-11T18:02:07", "2019-05-11T18:02:07.000Z"),
        ("0099", "0099-01-01T00:00:00.000Z"),
        *((wrong, None) for wrong in (None, "", "soon", "2019-13", "2019-02-30", "0001-01-01T00:00+14:00")),
    ],
)
def test_an_instant_is_the_first_that_may_be_meant(published: str | None, instant: str | None) -> None:
    assert make_instant(published) == instant


@pytest.mark.parametrize("name", WITH_IDS)
def test_a_row_is_cited_by_what_the_file_calls_it(name: str, tmp_path: Path) -> None:
    out = write(name, [plain()], tmp_path)
    for row in read_citations(out):
        assert row.row in out.read_text("utf-8")
        assert find_row(out, row.row) == row


@pytest.mark.parametrize("name", ["geojson", "stix", "followthemoney", "parquet", "datasette", "atom", "site"])
def test_an_incident_that_was_merged_is_listed_under_its_old_name(name: str, tmp_path: Path) -> None:
    ledger = Ledger(MemoryShelf())
    both = plain()
    parts = [
        replace(both, incident=replace(both.incident, id=f"part{at}", members=(member,)))
        for at, member in enumerate(both.incident.members)
    ]
    rows = [row.row for row in read_citations(write(name, parts, tmp_path, Options(ledger=ledger)))]
    out = write(name, [both], tmp_path, Options(ledger=ledger))
    assert [row.row for row in read_citations(out)] == rows[:1]
    listed = (tmp_path / f"{out.name}.left-out.csv").read_text("utf-8")
    assert f",{rows[1]},,merged,Published before as an incident of its own; now {rows[0]}." in listed


def test_what_people_rejected_after_it_was_published_is_withdrawn(tmp_path: Path) -> None:
    ledger = Ledger(MemoryShelf())
    case = plain()
    write("geojson", [case], tmp_path, Options(ledger=ledger))
    no = Judgement(case.incident.id, "reject", "ayla", "2019-06-01")
    out = write("geojson", [replace(case, judgements=(no,))], tmp_path, Options(ledger=ledger))
    listed = (tmp_path / f"{out.name}.left-out.csv").read_text("utf-8")
    assert f",{case.incident.id},,withdrawn," in listed
    assert find_format("geojson").ids == "incident"
