"""The screens without a browser: what is on them, and that hostile words do nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.read import ReadOptions
from dateline.run.local import read_into
from dateline.store import IncidentFilter, open_store
from dateline.web import WebSettings, make_app

NOW = datetime(2026, 1, 1, tzinfo=UTC)
EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>{{7*7}}'


def first_incident(client: TestClient, **asked: str) -> str:
    found: str = client.get("/api/incidents", params=asked).json()["items"][0]["id"]
    return found


@pytest.mark.parametrize(
    "address", ["/incidents", "/actors", "/search?q=police", "/export", "/incidents?page=99", "/incidents?type=riot"]
)
def test_screens_open(client: TestClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert " style=" not in page.text
    assert " onclick=" not in page.text


def test_the_filter_is_in_the_address_and_in_the_form(client: TestClient) -> None:
    page = client.get("/incidents", params={"type": "bombing", "country": "Nigeria", "disputed": "true"}).text
    assert '<option value="bombing" selected>' in page
    assert 'name="country" value="Nigeria"' in page
    assert 'value="true" checked' in page


def test_htmx_gets_only_what_the_filter_changes(client: TestClient) -> None:
    part = client.get("/incidents", params={"type": "bombing"}, headers={"HX-Request": "true"}).text
    assert part.startswith('<section id="found"')
    assert "<html" not in part


def test_points_are_those_of_the_filter_and_known_by_their_tag(client: TestClient) -> None:
    points = client.get("/incidents/points", params={"country": "Nigeria"})
    assert {row[2] > 0 for row in points.json()} == {True}
    assert (
        client.get(
            "/incidents/points", params={"country": "Nigeria"}, headers={"If-None-Match": points.headers["etag"]}
        ).status_code
        == 304
    )


def test_every_value_of_an_incident_leads_to_its_words(client: TestClient) -> None:
    page = client.get(f"/incidents/{first_incident(client, type='clash')}").text
    address = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    words = client.get(address).text
    assert "<mark>" in words
    assert words.split("<mark>")[1].split("</mark>")[0].strip()


def test_a_brief_brings_its_own_style_and_nothing_else(client: TestClient) -> None:
    page = client.get(f"/incidents/{first_incident(client)}/brief")
    assert "style-src 'sha256-" in page.headers["content-security-policy"]
    assert "<style>" in page.text


def test_a_report_shows_its_findings_and_its_bytes(client: TestClient) -> None:
    hit = client.get("/api/reports", params={"q": "Hushpora"}).json()[0]["report_id"]
    page = client.get(f"/reports/{hit}").text
    assert 'class="m m-event' in page or "m-event" in page
    raw = client.get(f"/reports/{hit}/raw")
    assert raw.headers["content-type"].startswith("text/plain")
    assert raw.headers["content-disposition"].startswith("attachment")


def test_hostile_reports_are_only_words(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(
        f"{EVIL} Bomb kills 5 in Kandahar\n\nKANDAHAR, Afghanistan, May 10, 2024 - A bomb killed five people at a "
        f"market in Kandahar on Friday, police said. {EVIL} The {EVIL} Front claimed responsibility for the bombing.\n",
        "utf-8",
    )
    store_path = str(tmp_path / "evil.sqlite")
    with open_store(store_path) as store:
        read_into(store, [str(path)], ReadOptions(now=NOW), lambda: load_knowledge(Config()))
        ids = [row.id for row in store.incident_rows(IncidentFilter())]
        reports = [report.id for report in store.reports()]
    addresses = [
        "/incidents",
        f"/reports/{reports[0]}",
        "/search?q=bomb",
        f"/search?q={EVIL}",
        "/actors",
        f"/login?back={EVIL}",
    ]
    addresses += [f"/incidents/{one}" for one in ids]
    with TestClient(make_app(Config(store=store_path), WebSettings()), base_url="http://localhost") as client:
        for address in addresses:
            page = client.get(address).text
            assert "<script>alert" not in page, address
            assert "<img src=x" not in page, address
            assert ">49" not in page, address  # no template is run on words


def test_what_is_not_there_says_so(client: TestClient) -> None:
    page = client.get("/incidents/zzzz")
    assert page.status_code == 404
    assert "no incident &#39;zzzz&#39;" in page.text


def test_who_is_who_is_decided_and_undone(client: TestClient) -> None:
    token = client.get("/incidents").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    form = {"csrf": token, "actor": "Sahar Front", "what": "alias", "name": "the dawn people", "note": "their leaflets"}
    page = client.post("/actors", data=form).text
    assert "the dawn people" in page
    assert "their leaflets" in page
    number = page.split('name="number" value="')[1].split('"')[0]
    after = client.post("/actors/undo", data={"csrf": token, "actor": "Sahar Front", "number": number}).text
    assert "<s>alias" in after
    assert client.post("/actors", data={**form, "csrf": "wrong"}).status_code == 403
    assert client.post("/actors", data={**form, "actor": "nobody at all"}).status_code == 404
