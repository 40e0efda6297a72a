"""The site: every source is named, every link leads somewhere, nothing runs."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from made_evidence import make_cases, make_view, plain, simple
from made_nasty import nasty, write

from dateline.errors import UserError
from dateline.export import Ledger, MemoryShelf, Options
from dateline.export.site import A_PAGE

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


def parse(path: Path) -> Any:
    return html.fromstring(path.read_text("utf-8"))


def pages(folder: Path) -> Iterator[tuple[Path, Any]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, parse(path)


def test_every_incident_has_a_page_and_a_feed_that_name_every_source(tmp_path: Path) -> None:
    cases = [one for one in make_cases() if not any(each.verdict == "reject" for each in one.judgements)]
    out = write("site", cases, tmp_path)
    for case in cases:
        text = parse(out / "incidents" / f"{case.incident.id}.html").text_content()
        feed = etree.parse(str(out / "incidents" / f"{case.incident.id}.atom")).getroot()
        names = {node.text for node in feed.iter("{http://www.w3.org/2005/Atom}name")}
        for report in case.reports:
            assert " ".join(str(report.publisher).split()) in text
            assert " ".join(str(report.publisher).split()) in names
        assert case.assessment.grade_reason.split(":")[0].split("=")[0].strip() in text


def test_every_link_leads_to_a_file_or_to_the_web(tmp_path: Path) -> None:
    out = write("site", [*make_cases(), nasty()], tmp_path)
    seen = 0
    for path, page in pages(out):
        for link in page.xpath("//a/@href | //link/@href"):
            parts = urlsplit(str(link))
            if parts.scheme:
                assert parts.scheme in ("http", "https")
            elif parts.path:
                assert (path.parent / parts.path).is_file(), (path, link)
            else:
                assert page.get_element_by_id(parts.fragment) is not None
            seen += 1
    assert seen > 200


def test_nothing_runs_and_nothing_comes_from_elsewhere(tmp_path: Path) -> None:
    for path, page in pages(write("site", [nasty(), plain()], tmp_path)):
        assert not page.xpath("//script | //img | //iframe | //object | //form"), path
        assert not [name for name in page.xpath("//@*/..") for key in name.attrib if str(key).startswith("on")]
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert str(policy).startswith("default-src 'none'")


def test_lists_have_pages_that_lead_on(tmp_path: Path) -> None:
    cases = [simple(f"l{at}", killed=1) for at in range(A_PAGE + 5)]
    out = write("site", cases, tmp_path, Options(settings={"title": "Desk"}))
    first = parse(out / "incidents-1.html")
    last = parse(out / "incidents-2.html")
    assert (len(first.xpath("//ul[@class='cards']/li")), len(last.xpath("//ul[@class='cards']/li"))) == (A_PAGE, 5)
    assert [str(one) for one in first.xpath("//nav/a/@href")] == ["index.html", "incidents-2.html", "feed.atom"]
    assert [str(one) for one in last.xpath("//nav/a/@href")] == ["index.html", "incidents-1.html", "feed.atom"]
    index = parse(out / "index.html")
    assert index.findtext(".//h1") == "Desk"
    assert f"{A_PAGE + 5} incidents" in index.text_content()
    assert not (out / "incidents-3.html").exists()


def test_an_incident_that_became_part_of_another_leads_there(tmp_path: Path) -> None:
    ledger = Ledger(MemoryShelf())
    both = plain()
    parts = [
        replace(both, incident=replace(both.incident, id=name, members=(member,)))
        for name, member in zip(("first", "second"), both.incident.members, strict=True)
    ]
    out = write("site", parts, tmp_path, Options(ledger=ledger))
    assert {path.stem for path in (out / "incidents").glob("*.html")} == {"first", "second"}
    out = write("site", [both], tmp_path, Options(ledger=ledger))
    moved = parse(out / "incidents" / "second.html")
    assert "first.html" in moved.xpath("//p/a/@href")
    assert (out / "incidents" / "first.html").is_file()


def test_a_folder_that_no_export_made_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / "thesis.txt").write_text("five years of work", "utf-8")
    with pytest.raises(UserError, match="no export made"):
        write("site", list(make_view(3)), tmp_path)
    assert (tmp_path / "incidents" / "thesis.txt").read_text("utf-8") == "five years of work"


def test_without_jinja_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "dateline.export.brief":  # which imports Jinja2
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UserError, match=r"pip install 'dateline\[web\]'"):
        write("site", [plain()], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_it_readably_in_light_and_dark(scheme: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    out = write("site", [nasty(), plain()], tmp_path)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        page = browser.new_page(color_scheme=scheme, viewport={"width": 380, "height": 700})  # type: ignore[arg-type]
        messages: list[str] = []
        page.on("console", lambda message: messages.append(message.text))
        page.on("dialog", lambda dialog: messages.append(dialog.message))
        for path in (out / "index.html", *sorted((out / "incidents").glob("*.html"))):
            page.goto(path.as_uri())
            colours = page.evaluate(
                "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
            )
            dark_paper = sum(int(part) for part in colours[1].strip("rgb()").split(",")) < 3 * 64
            assert dark_paper == (scheme == "dark")
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        browser.close()
    assert messages == []
