"""Fetching from a server on this machine, which the tests allow and the guard otherwise would not."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from made_sources import OPTIONS, failures_of, make_page, only_failure, only_report, reports_of

from dateline.errors import SourceError
from dateline.read import ReadOptions, read_reports, read_sources
from dateline.read.fetch import USER_AGENT, find_sitemap_addresses

NETWORK = replace(OPTIONS, allow_network=True, is_allowed_address=lambda address: address == "127.0.0.1")


class Pages(BaseHTTPRequestHandler):
    """What the server has; it remembers who asked for what."""

    asked: list[tuple[str, str, str]] = []  # noqa: RUF012
    robots = "User-agent: *\nDisallow: /private/\n"

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"], self.headers["Host"]))
        host = f"http://{self.headers['Host']}"
        if self.path == "/robots.txt":
            self.reply(self.robots.encode(), "text/plain")
        elif self.path.startswith("/page"):
            self.reply(
                make_page(body=f"<p>Five men were killed in Gao on Friday, the army said. {self.path}</p>").encode(),
                "text/html",
            )
        elif self.path == "/zipped":
            self.reply(gzip.compress(make_page().encode()), "text/html", {"Content-Encoding": "gzip"})
        elif self.path == "/bomb":
            self.reply(gzip.compress(b"\0" * 50_000_000), "text/html", {"Content-Encoding": "gzip"})
        elif self.path.startswith("/to/"):
            self.reply(b"", "text/html", {"Location": self.path.removeprefix("/to/")}, status=302)
        elif self.path == "/loop":
            self.reply(b"", "text/html", {"Location": "/loop"}, status=301)
        elif self.path == "/map.xml":
            places = "".join(
                f"<url><loc>{host}/{name}</loc></url>" for name in ("page1", "missing", "private/1", "page2")
            )
            self.reply(
                f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode(),
                "application/xml",
            )
        elif self.path == "/index.xml":
            self.reply(
                f"<sitemapindex><sitemap><loc>{host}/map.xml</loc></sitemap></sitemapindex>".encode(), "text/xml"
            )
        elif self.path == "/rows":
            self.reply(
                b'{"text":"Two men died in Gao on Friday."}\n{"text":"Three men died in Gao on Friday."}\n',
                "application/x-ndjson",
            )
        else:
            self.reply(b"no", "text/plain", status=404)

    def reply(self, body: bytes, media_type: str, headers: dict[str, str] | None = None, status: int = 200) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": media_type, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Pages.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_is_fetched_unless_asked(site: str) -> None:
    with pytest.raises(SourceError, match="fetching is off; allow it with --allow-network"):
        list(read_reports(f"{site}/page", OPTIONS))
    assert Pages.asked == []


def test_a_page_with_its_address_and_a_clear_agent(site: str) -> None:
    report = only_report(list(read_reports(f"{site}/page", NETWORK)))
    assert report.url == f"{site}/page"
    assert [path for path, _, _ in Pages.asked] == ["/robots.txt", "/page"]
    assert {agent for _, agent, _ in Pages.asked} == {USER_AGENT}
    assert {host for _, _, host in Pages.asked} == {site.removeprefix("http://")}


def test_a_zipped_answer(site: str) -> None:
    assert only_report(list(read_reports(f"{site}/zipped", NETWORK))).title == "Five killed in Gao market"


def test_redirects_are_followed_and_the_last_address_holds(site: str) -> None:
    assert only_report(list(read_reports(f"{site}/to//page", NETWORK))).url == f"{site}/page"


def refusal(source: str, options: ReadOptions = NETWORK) -> str:
    return only_failure(list(read_sources([source], options))).message


def test_each_redirect_is_checked_anew(site: str) -> None:
    assert "127.0.0.2, which is no public address" in refusal(f"{site}/to/http://127.0.0.2/page")
    assert "only http and https" in refusal(f"{site}/to/file:///etc/passwd")


def test_the_guard_stands_before_the_first_connection(site: str) -> None:
    assert "no public address: refused" in refusal(f"{site}/page", replace(NETWORK, is_allowed_address=None))
    assert Pages.asked == []


def test_caps_on_redirects_and_size(site: str) -> None:
    assert "more than 5 redirects" in refusal(f"{site}/loop")
    small = replace(NETWORK, limits=replace(NETWORK.limits, item_bytes=1_000_000))
    assert "larger than 1,000,000 bytes" in refusal(f"{site}/bomb", small)
    assert "took longer" in refusal(f"{site}/page", replace(NETWORK, limits=replace(NETWORK.limits, fetch_seconds=0.0)))


def test_robots_are_obeyed(site: str) -> None:
    assert "robots.txt" in refusal(f"{site}/private/1")
    assert "robots.txt" in refusal(f"{site}/to//private/1")
    assert not any(path == "/private/1" for path, _, _ in Pages.asked)


def test_what_the_server_refuses(site: str) -> None:
    assert "the server answered 404" in refusal(f"{site}/missing")


@pytest.mark.parametrize("name", ["map.xml", "index.xml"])
def test_a_sitemap_yields_its_pages_and_failures(site: str, name: str) -> None:
    found = list(read_sources([f"{site}/{name}"], NETWORK))
    assert [report.url for report in reports_of(found)] == [f"{site}/page1", f"{site}/page2"]
    assert [failure.subject for failure in failures_of(found)] == [f"{site}/missing", f"{site}/private/1"]


def test_a_sitemap_is_read_up_to_its_cap(site: str) -> None:
    found = list(read_sources([f"{site}/map.xml"], replace(NETWORK, limits=replace(NETWORK.limits, addresses=1))))
    assert len(reports_of(found)) == 1
    assert "3 addresses were left out" in failures_of(found)[0].message


def test_tables_are_fetched_too(site: str) -> None:
    assert len(reports_of(list(read_reports(f"{site}/rows", NETWORK)))) == 2


@pytest.mark.parametrize("address", ["http://", "http://[", "https://127.0.0.1:99999/", "http://127.0.0.1:1/"])
def test_addresses_that_lead_nowhere(address: str) -> None:
    assert refusal(address)


def test_images_and_entities_in_sitemaps_are_no_addresses() -> None:
    page = b'<urlset xmlns:image="http://i"><url><loc>http://a.example/1</loc><image:image><image:loc>http://a.example/i.png</image:loc></image:image></url></urlset>'
    assert find_sitemap_addresses(page, "x") == ["http://a.example/1"]
    with pytest.raises(SourceError, match="not a sitemap"):
        find_sitemap_addresses(b"<urlset><url>", "x")
