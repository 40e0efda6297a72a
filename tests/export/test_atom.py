"""The feed is valid Atom, and what it says is escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from made_evidence import make_cases, plain, simple
from made_nasty import nasty, write

from dateline.errors import UserError
from dateline.export import Ledger, MemoryShelf, Options

ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def read(path: Path) -> etree._Element:
    return etree.parse(str(path), etree.XMLParser(resolve_entities=False)).getroot()


def test_what_rfc_4287_demands_is_there(tmp_path: Path) -> None:
    feed = read(write("atom", [*make_cases(), nasty()], tmp_path))
    assert feed.tag == f"{ATOM}feed"
    for node in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
        assert str(node.findtext(f"{ATOM}id")).startswith("urn:uuid:")
        assert INSTANT.fullmatch(str(node.findtext(f"{ATOM}updated")))
    entries = feed.findall(f"{ATOM}entry")
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries) > 20
    assert all(one.find(f"{ATOM}content") is not None for one in entries)  # so no link is needed
    assert feed.find(f"{ATOM}author") is not None
    assert feed.findtext(f"{ATOM}updated") == max(str(one.findtext(f"{ATOM}updated")) for one in entries)


def test_a_feed_reader_reads_it(tmp_path: Path) -> None:
    out = write("atom", [plain(), nasty()], tmp_path, Options(settings={"title": "Attacks & more"}))
    found = feedparser.parse(out.read_bytes())
    assert not found.bozo
    assert found.feed.title == "Attacks & more"
    assert found.entries[0].title.startswith("Bombing in Kunduz")
    assert "<script" not in found.entries[1].content[0].value
    assert found.entries[0].where["coordinates"] == (68.86, 36.73)


def test_an_incident_keeps_its_id_and_is_updated_by_a_new_report(tmp_path: Path) -> None:
    ledger = Ledger(MemoryShelf())
    later = plain()
    first = replace(later, reports=later.reports[:1], findings=later.findings[:1])
    found = []
    for view in (first, replace(later, incident=replace(later.incident, id="another"))):
        entry = read(write("atom", [view], tmp_path, Options(ledger=ledger))).find(f"{ATOM}entry")
        assert entry is not None
        found.append([entry.findtext(f"{ATOM}{name}") for name in ("id", "published", "updated")])
    assert found[0][:2] == found[1][:2]
    assert (found[0][2], found[1][2]) == ("2019-05-11T00:00:00.000Z", "2019-05-12T00:00:00.000Z")


def test_entries_link_to_the_pages_of_a_site(tmp_path: Path) -> None:
    case = simple("z1", killed=1)
    out = write("atom", [case], tmp_path, Options(settings={"url": "https://desk.example/incidents/"}))
    link = read(out).find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == f"https://desk.example/incidents/{case.incident.id}.html"
    with pytest.raises(UserError, match="--set url"):
        write("atom", [case], tmp_path, Options(settings={"url": "javascript:alert(1)"}))
