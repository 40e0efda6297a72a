"""A coder's journey in a real browser: by key and pointer, from the queue to an export that the correction changed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import AXE, SLOWEST, run_browser, run_server
from playwright.sync_api import Browser, Page, expect

from dateline.records import Judgement
from dateline.store import open_store


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with run_browser() as running:
        yield running


@pytest.fixture
def desk(stored: Path) -> Iterator[str]:
    with run_server(stored, rates=False) as address:
        yield address


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    """A fresh page; whatever a script complains of, or asks for elsewhere, is a failure."""
    context = browser.new_context(base_url=desk, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SLOWEST)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on(
        "request", lambda asked: None if asked.url.startswith((desk, "data:", "blob:")) else problems.append(asked.url)
    )
    yield opened
    context.close()
    assert problems == []


def current(page: Page) -> str:
    return page.locator("#item").get_attribute("data-incident") or ""


def best_of(page: Page, incident: str) -> list[str]:
    """Return the best numbers of an incident in a GED-like export, as a user downloads it."""
    answer = page.request.get("/api/exports/ged", timeout=SLOWEST)
    assert answer.ok
    with zipfile.ZipFile(io.BytesIO(answer.body())) as pack:
        name = next(one for one in pack.namelist() if one.endswith(".csv") and one.count(".") == 1)
        lines = pack.read(name).decode("utf-8-sig").splitlines()
    return [row["best"] for row in csv.DictReader(lines) if row["relid"] == incident]


def test_a_number_corrected_by_pointer_and_key_changes_the_export_and_undo_brings_it_back(page: Page) -> None:
    page.goto("/review")
    page.keyboard.press("j")
    expect(page.locator("#queue a[aria-current]")).to_have_count(1)
    expect(page.locator("#queue a").nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    expect(page.locator("#queue a").nth(0)).to_have_attribute("aria-current", "true")
    incident = current(page)
    before = best_of(page, incident)
    page.keyboard.press("e")  # of the whole incident
    edit = page.locator(".card.whole .edit")
    expect(edit).to_have_attribute("open", "")
    line = edit.locator("form", has=page.locator("[name=field][value=killed]"))
    line.get_by_label("killed, at least").fill("44")
    line.get_by_label("killed, at most").fill("44")
    line.get_by_label("Note").fill("counted names")
    line.get_by_label("Note").press("Enter")
    expect(page.locator("#told")).to_contain_text("Kept: correct killed")
    expect(page.locator("#whole-head")).to_contain_text("44 killed")
    expect(page.locator(".deeds li").first).to_contain_text("counted names")
    assert best_of(page, incident) == ["44"]
    page.keyboard.press("Escape")
    page.locator(".card.whole").focus()
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("Taken back")
    assert best_of(page, incident) == before


def test_words_selected_in_the_report_become_the_words_of_a_finding(page: Page) -> None:
    page.goto("/review")
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator(".card.event").first).to_be_focused()
    page.keyboard.press("e")
    card = page.locator(".card.event").first
    text = card.locator("[data-text]")
    words = text.evaluate(
        """(box) => {
            const pieces = [...box.querySelectorAll("span:not([class])")];
            const plain = pieces.find((one) => one.textContent.trim().length > 20);
            const start = plain.textContent.search(/\\S/);
            const range = document.createRange();
            range.setStart(plain.firstChild, start);
            range.setEnd(plain.firstChild, start + 12);
            const chosen = getSelection();
            chosen.removeAllRanges();
            chosen.addRange(range);
            return range.toString();
        }"""
    )
    expect(card.locator(".picked")).to_contain_text(words)
    add = card.locator("form.line", has=page.locator("[name=field][value=weapon]")).filter(has_text="Add")
    add.get_by_role("button", name="Add").click()
    expect(page.locator("#told")).to_contain_text("Kept: correct weapon")
    expect(page.locator(".card.event").first.locator(".fields")).to_contain_text(words.strip())
    expect(page.get_by_text("Conclusions are up to date")).to_be_visible()


def test_accepting_rejecting_and_splitting_by_key(page: Page) -> None:
    page.goto("/review?state=all")
    page.keyboard.press("a")
    expect(page.locator("#told")).to_contain_text("Kept: accept")
    expect(page.locator("#queue li.done-with")).to_have_count(1)
    page.keyboard.press("r")
    expect(page.locator("#told")).to_contain_text("Kept: reject")
    expect(page.locator("#whole-head")).to_contain_text("rejected")
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("Taken back")
    events = page.locator(".card.event").count()
    assert events > 1
    page.keyboard.press("s")
    page.locator("#split [data-split]").first.drag_to(page.locator("#split [data-drop]"))
    expect(page.locator("#split input[name=event]").first).to_be_checked()
    page.get_by_role("button", name="These are another incident").click()
    expect(page.locator("#told")).to_contain_text("Split")
    expect(page.locator(".card.event")).to_have_count(events - 1)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_page_of_an_incident_splits_by_key_and_shows_its_history(page: Page) -> None:
    page.goto("/review")
    incident = current(page)
    page.goto(f"/incidents/{incident}")
    expect(page.get_by_text("Nobody has decided anything here.")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator("#split")).to_have_attribute("open", "")
    page.locator("#split input[name=event]").last.check()
    page.get_by_role("button", name="These are another incident").click()
    expect(page).to_have_url(re.compile("/review"))
    expect(page.locator(".deeds")).to_contain_text("different")
    page.goto(f"/incidents/{incident}")  # what was split off is told there, too, and can be undone
    expect(page.locator(".deeds")).to_contain_text("different")
    page.locator(".deeds").get_by_role("button", name="Undo").first.click()
    expect(page.locator(".deeds")).to_contain_text("undo")


def test_a_place_is_set_on_the_map(page: Page) -> None:
    page.goto("/review")
    page.keyboard.press("e")
    form = page.locator(".card.whole form.place")
    form.get_by_text("on the map").click()
    form.locator(".pick-map").click(position={"x": 200, "y": 100})
    expect(form.get_by_label("Latitude")).not_to_have_value("")
    form.get_by_label("Name").fill("the checkpoint")
    form.get_by_role("button", name="Correct").click()
    expect(page.locator("#whole-head")).to_contain_text("the checkpoint")


def test_a_slip_and_somebody_who_was_faster_are_told_and_nothing_typed_is_lost(page: Page, stored: Path) -> None:
    page.goto("/review")
    incident = current(page)
    page.keyboard.press("e")
    line = page.locator(".card.whole .edit form", has=page.locator("[name=field][value=killed]"))
    line.get_by_label("killed, at least").fill("9")
    line.get_by_label("killed, at most").fill("3")
    line.get_by_role("button", name="Correct").click()
    expect(page.get_by_role("alert")).to_contain_text("leaves nothing")
    expect(line.get_by_label("killed, at least")).to_have_value("9")
    value = '{"field":"killed","role":"total","min":5,"max":5}'
    with open_store(str(stored)) as store:
        store.add_judgement(Judgement(incident, "correct", "ann", "2026-01-01T00:00:00+00:00", value=value))
    line.get_by_label("killed, at most").fill("9")
    line.get_by_role("button", name="Correct").click()
    expect(page.get_by_role("alert")).to_contain_text("ann decided on this")
    expect(page.get_by_role("alert")).to_contain_text("max 9")
    page.get_by_role("button", name="Decide all the same").click()
    expect(page.locator("#told")).to_contain_text("Kept: correct killed")
    expect(page.locator(".deeds li")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_and_a_phone_find_their_way(browser: Browser, desk: str, scheme: Any) -> None:
    context = browser.new_context(base_url=desk, viewport={"width": 390, "height": 844}, color_scheme=scheme)
    context.set_default_timeout(SLOWEST)
    page = context.new_page()
    for path in ("/review", "/review/history"):
        page.goto(path)
        for closed in page.locator("#item details:not(.on-map)").all():
            closed.evaluate("(one) => { one.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        if AXE.exists():
            page.evaluate(AXE.read_text("utf-8"))
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            serious = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
            assert not serious, [(one["id"], one["nodes"][0]["html"]) for one in serious]
    expect(page).to_have_title(re.compile("Who decided what"))
    context.close()
