"""Sources, kept searches and the public pages on the screen."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from fastapi.testclient import TestClient

from dateline.config import Config
from dateline.records import Source
from dateline.store import Store
from dateline.web import WebSettings, make_app

ATOM = "{http://www.w3.org/2005/Atom}"


def csrf(client: TestClient) -> str:
    return client.get("/incidents").text.split('"X-CSRF-Token": "')[1].split('"')[0]


def store_of(client: TestClient) -> Store:
    store: Store = client.app.state.store  # type: ignore[attr-defined]
    return store


def test_a_source_is_added_paused_and_removed(client: TestClient) -> None:
    token = csrf(client)
    feed = "https://news.example.org/feed.xml"
    page = client.post("/sources", data={"csrf": token, "locator": feed, "minutes": "30", "follow": "true"})
    assert feed in page.text
    [(source, visit)] = store_of(client).sources()
    assert (source.minutes, source.follow, source.added_by, visit) == (30, True, "local", None)
    client.post("/sources/change", data={"csrf": token, "locator": feed, "what": "pause"})
    assert store_of(client).sources()[0][0].paused
    client.post("/sources/change", data={"csrf": token, "locator": feed, "what": "remove"})
    assert store_of(client).sources() == ()


def test_a_folder_of_the_server_is_not_watched_from_a_browser(client: TestClient) -> None:
    answer = client.post("/sources", data={"csrf": csrf(client), "locator": "/etc"})
    assert answer.status_code == 400
    assert client.post("/sources", data={"locator": "https://x.example"}).status_code == 403


def test_a_search_is_kept_and_has_a_feed(client: TestClient) -> None:
    token = csrf(client)
    page = client.post("/searches", data={"csrf": token, "name": "Bombs <b>", "query": "type=bombing"})
    assert "Bombs &lt;b&gt;" in page.text
    [search] = store_of(client).searches()
    feed = ElementTree.fromstring(client.get(f"/searches/{search.id}/feed.atom").text)
    assert feed.findtext(f"{ATOM}title") == "Bombs <b>"
    assert feed.findall(f"{ATOM}entry") == []  # all of today was known
    assert client.post("/searches", data={"csrf": token, "name": "x", "query": "type=ufo"}).status_code == 400
    bad = {"csrf": token, "name": "x", "mail": "a@b\r\nBcc: c@d"}
    assert client.post("/searches", data=bad).status_code == 400
    client.post(f"/searches/{search.id}/remove", data={"csrf": token})
    assert store_of(client).searches() == ()


def test_the_public_pages_are_closed_until_they_are_opened(client: TestClient, stored: Path) -> None:
    assert client.get("/public").status_code == 404
    settings = WebSettings("0.0.0.0", accounts=True, public=True)
    with TestClient(make_app(Config(store=str(stored)), settings), base_url="http://desk.example") as visitor:
        front = visitor.get("/public")
        assert front.status_code == 200
        address = front.text.split('href="/public/incidents/')[1].split('"')[0]
        assert visitor.get(f"/public/incidents/{address}").status_code == 200
        for feed in ("/public/feed.atom", f"/public/incidents/{address}/feed.atom"):
            root = ElementTree.fromstring(visitor.get(feed).text)
            assert root.findall(f"{ATOM}entry")
            assert all("T" in (entry.findtext(f"{ATOM}updated") or "") for entry in root.findall(f"{ATOM}entry"))
        closed = visitor.get("/incidents", follow_redirects=False)
        assert closed.status_code == 303


def test_the_health_of_a_source_is_shown(client: TestClient) -> None:
    store_of(client).add_source(Source("https://x.example/feed<script>"))
    page = client.get("/sources").text
    assert "not visited yet" in page
    assert "feed<script>" not in page
