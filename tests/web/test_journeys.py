"""The journeys of a reader, in a real browser: from the map to the words, and out again as a file."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import AXE, SLOWEST, run_browser, run_server
from playwright.sync_api import Browser, Page, expect

from dateline.records import Account, Role
from dateline.store import open_store
from dateline.web import WebSettings
from dateline.web.passwords import hash_password


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with run_browser() as running:
        yield running


@pytest.fixture(scope="module")
def desk(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a workbench over the examples."""
    store = Path(shutil.copy(examples, tmp_path_factory.mktemp("desk") / "desk.sqlite"))
    with run_server(store) as address:
        yield address


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    """A fresh page; whatever a script complains of, or asks for elsewhere, is a failure."""
    context = browser.new_context(base_url=desk, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SLOWEST)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on(
        "request", lambda asked: None if asked.url.startswith((desk, "data:", "blob:")) else problems.append(asked.url)
    )
    yield opened
    context.close()
    assert problems == []


def open_incident(page: Page, words: str) -> None:
    page.goto("/incidents")
    page.get_by_role("link", name=re.compile(words)).first.click()
    expect(page.locator("h1")).to_contain_text(re.compile(words))


def test_the_filter_changes_list_map_and_address_at_once(page: Page) -> None:
    page.goto("/incidents")
    expect(page.locator("#map[data-shown]")).to_be_visible()
    everything = int(page.locator("#map").get_attribute("data-shown") or 0)
    page.get_by_label("Type").select_option("bombing")
    expect(page).to_have_url(re.compile(r"type=bombing"))
    expect(page.locator("#found tbody tr").first).to_contain_text("Bombing")
    expect(page.locator("#map")).not_to_have_attribute("data-shown", str(everything))
    rows = page.locator("#found tbody tr").count()
    assert page.locator("#found .count strong").inner_text() == str(rows)
    page.go_back()
    expect(page).not_to_have_url(re.compile(r"type=bombing"))


def test_a_bar_of_the_timeline_leads_to_its_month(page: Page) -> None:
    page.goto("/incidents")
    bar = page.locator(".timeline a").first
    name = (bar.get_attribute("aria-label") or "").split(":")[0]
    bar.click(force=True)
    expect(page).to_have_url(re.compile(f"since={name}&until={name}"))
    expect(page.locator("#found tbody tr td.date").first).to_contain_text(name)


def test_a_marker_leads_to_its_incident(page: Page) -> None:
    page.goto("/incidents?country=Mali")
    page.locator(".pin").first.click()
    link = page.locator(".leaflet-popup-content a")
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(title)


def test_a_value_leads_to_its_words_beside_the_matrix(page: Page) -> None:
    open_incident(page, "Clash near Hushpora")
    cell = page.locator(".matrix tr", has_text="killed").locator("a.words").first
    words = cell.inner_text().strip("“”")
    cell.click()
    expect(page.locator("#words mark")).to_have_text(words)
    expect(cell).to_have_attribute("aria-current", "true")
    page.locator("#words .source a").click()
    expect(page.locator(".wanted")).to_be_visible()


def test_findings_are_walked_with_keys_and_hidden_by_kind(page: Page) -> None:
    open_incident(page, "Bombing in Maiduguri")
    page.locator(".reports a").first.click()
    expect(page.locator(".text")).to_be_visible()
    page.keyboard.press("n")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") != first
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == first
    button = page.locator("[data-kind=event]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".text .m-event").first).to_have_class(re.compile("off-event"))


def test_a_search_finds_words_in_reports(page: Page) -> None:
    page.goto("/incidents")
    page.get_by_label("Search reports").fill("Hushpora")
    page.keyboard.press("Enter")
    expect(page.locator(".hits mark").first).to_have_text("Hushpora")
    page.locator(".hits a").first.click()
    expect(page.locator(".text")).to_contain_text("Hushpora")


def test_an_actor_is_laid_out_with_the_words_of_its_relations(page: Page) -> None:
    page.goto("/actors?q=sahar")
    page.get_by_role("link", name=re.compile("Sahar Front")).first.click()
    expect(page.locator("h1")).to_contain_text("Sahar Front")
    expect(page.locator(".tie a.words").first).to_be_visible()


def test_what_is_filtered_is_exported(page: Page, tmp_path: Path) -> None:
    page.goto("/incidents?country=Nigeria")
    page.get_by_role("link", name="Export", exact=True).click()
    row = page.locator("tr", has_text="GeoJSON")
    with page.expect_download() as started:
        row.get_by_role("link", name="Download").click()
    target = tmp_path / "export.zip"
    started.value.save_as(target)
    with zipfile.ZipFile(target) as packed:
        name = next(one for one in packed.namelist() if one.endswith("json") and "provenance" not in one)
        features = json.loads(packed.read(name))["features"]
    assert features
    assert all("Nigeria" in json.dumps(one) for one in features)


def test_a_search_is_kept_from_the_list(page: Page) -> None:
    page.goto("/incidents?type=bombing")
    page.get_by_role("link", name="Keep this search").click()
    page.get_by_label("Name").fill("Bombs")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("heading", name="Bombs")).to_be_visible()
    page.get_by_role("button", name="Forget it").click()
    expect(page.get_by_role("heading", name="Bombs")).to_have_count(0)


def test_the_theme_is_switched_and_kept(page: Page) -> None:
    page.goto("/incidents")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Switch between light and dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground


def test_the_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto("/incidents")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_login_leads_back_to_where_one_was_going(browser: Browser, examples: Path, tmp_path: Path) -> None:
    store = Path(shutil.copy(examples, tmp_path / "desk.sqlite"))
    with open_store(str(store)) as opened:
        opened.add_account(Account("ann", Role.CODER, hash_password("correct horse battery"), "2026-01-01"))
    with run_server(store, WebSettings(accounts=True)) as address:
        page = browser.new_page()
        page.goto(f"{address}/actors")
        page.get_by_label("Name").fill("ann")
        page.get_by_label("Password").fill("wrong password!")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
        page.get_by_label("Name").fill("ann")
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_role("button", name="Log in").click()
        expect(page).to_have_url(f"{address}/actors")
        page.get_by_role("button", name="Log out").click()
        expect(page).to_have_url(f"{address}/login")
        page.close()


SCREENS = ("/incidents", "/actors", "/search?q=police", "/export", "/sources", "/searches", "/review")


def screens(page: Page) -> list[str]:
    page.goto("/incidents")
    first = page.locator("#found tbody a").first.get_attribute("href") or ""
    page.goto(first)
    report = page.locator(".reports a").first.get_attribute("href") or ""
    return [*SCREENS, first, report]


@pytest.mark.parametrize("width", [1280, 390])
def test_no_screen_is_wider_than_the_window(page: Page, width: int) -> None:
    for address in screens(page):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_keeps_anybody_out(page: Page, scheme: Any) -> None:
    """axe-core, the rules of WCAG 2.1 A and AA: nothing serious or critical."""
    axe = AXE.read_text("utf-8")
    page.emulate_media(color_scheme=scheme)
    for address in screens(page):
        page.goto(address)
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(one => one.violations"
            ".filter(each => ['serious', 'critical'].includes(each.impact))"
            ".map(each => each.id + ': ' + each.nodes.map(node => node.target.join(' ')).slice(0, 4).join(', ')))"
        )
        assert found == [], address
