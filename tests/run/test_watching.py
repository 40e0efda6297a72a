"""Watching a site on this machine: only what is new is asked for and read, failures are waited out, alerts go out."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dateline.config import Config
from dateline.errors import NotFoundError, UserError
from dateline.knowledge import load_knowledge
from dateline.read import ReadOptions
from dateline.records import Happening, Search, Source
from dateline.run.alerts import find_alerts, keep_search
from dateline.run.local import link_store, read_into
from dateline.run.telling import SIGNATURE, Channels, sign, tell_all
from dateline.run.watching import Watcher, is_due, watch_round
from dateline.store import Store, open_store

NOON = datetime(2024, 5, 11, 12, tzinfo=UTC)
STORIES = {
    "/one": ("Bomb kills 5 in Kandahar", "A bomb killed five people at a market in Kandahar on Friday, police said."),
    "/two": ("Gunmen kill 3 in Gao", "Gunmen killed three soldiers near Gao, Mali, on Friday, the army said."),
}


class Site(BaseHTTPRequestHandler):
    """A newspaper's site and somebody who takes webhooks; it remembers what it was asked."""

    asked: list[str] = []  # noqa: RUF012
    posted: list[tuple[dict[str, str], bytes]] = []  # noqa: RUF012
    stories: list[str] = []  # noqa: RUF012
    ill = False
    refuses = False

    def do_GET(self) -> None:
        self.asked.append(self.path)
        host = f"http://{self.headers['Host']}"
        if self.path == "/robots.txt":
            self.reply(b"User-agent: *\nDisallow: /private\n", "text/plain")
        elif self.ill:
            self.reply(b"ill", "text/plain", status=503)
        elif self.path == "/feed.xml":
            tag = f'"{len(self.stories)}"'
            if self.headers.get("If-None-Match") == tag:
                self.reply(b"", "text/xml", status=304)
                return
            entries = "".join(
                f"<item><title>{STORIES[one][0]}</title><link>{host}{one}</link><guid>{one}</guid>"
                f"<pubDate>Sat, 11 May 2024 08:00:00 GMT</pubDate><description>In short.</description></item>"
                for one in self.stories
            )
            page = f'<rss version="2.0"><channel><title>Gazette</title>{entries}</channel></rss>'
            self.reply(page.encode(), "application/rss+xml", tag=tag)
        elif self.path in STORIES:
            title, text = STORIES[self.path]
            article = f"<article><h1>{title}</h1><p>{text}</p></article>"
            page = f"<html><head><title>{title}</title></head><body>{article}</body></html>"
            self.reply(page.encode(), "text/html")
        else:
            self.reply(b"no", "text/plain", status=404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.posted.append((dict(self.headers.items()), body))
        self.reply(b"", "text/plain", status=500 if self.refuses else 204)

    def reply(self, body: bytes, media_type: str, status: int = 200, tag: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked, Site.posted, Site.stories, Site.ill, Site.refuses = [], [], ["/one"], False, False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class Time:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = NOON
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def clock(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "watched.sqlite")) as opened:
        yield opened


@pytest.fixture
def watcher(time: Time) -> Watcher:
    options = ReadOptions(now=NOON, allow_network=True, is_allowed_address=lambda address: address == "127.0.0.1")
    knowledge = partial(load_knowledge, Config(reader="rules"))
    return Watcher(options, knowledge, lambda: time.now, clock=time.clock, sleep=time.sleep)


def test_a_feed_is_followed_to_its_pages_once(store: Store, watcher: Watcher, site: str, time: Time) -> None:
    store.add_source(Source(f"{site}/feed.xml", minutes=30))
    first = watch_round(store, watcher)
    assert (first.new, first.visited[0].problem) == (1, None)
    [report] = store.reports()
    assert "market in Kandahar" in report.text  # the page, not the entry's summary
    assert report.published is not None
    Site.asked.clear()
    assert watch_round(store, watcher).visited == ()  # not due yet
    time.now += timedelta(minutes=31)
    again = watch_round(store, watcher)
    assert (len(again.visited), again.new) == (1, 0)
    assert Site.asked == ["/robots.txt", "/feed.xml"]  # unchanged: its pages were not asked for
    Site.stories.append("/two")
    time.now += timedelta(minutes=31)
    Site.asked.clear()
    third = watch_round(store, watcher)
    assert (third.new, third.visited[0].total) == (1, 2)
    assert Site.asked == ["/robots.txt", "/feed.xml", "/two"]  # only the page that is new


def test_a_server_is_asked_with_pauses(store: Store, watcher: Watcher, site: str, time: Time) -> None:
    store.add_source(Source(f"{site}/feed.xml"))
    watch_round(store, watcher)
    assert time.slept == [2.0]  # between the feed and its page


def test_a_source_that_fails_is_asked_less_and_comes_back(
    store: Store, watcher: Watcher, site: str, time: Time
) -> None:
    store.add_source(Source(f"{site}/feed.xml", minutes=60))
    Site.ill = True
    waits = []
    for _ in range(6):
        [visit] = watch_round(store, watcher).visited
        waits.append((datetime.fromisoformat(visit.next_at) - time.now).total_seconds() / 3600)
        time.now = datetime.fromisoformat(visit.next_at)
    assert waits == [2, 4, 8, 16, 24, 24]
    [(_, visit_kept)] = store.sources()
    assert visit_kept is not None
    assert visit_kept.failures == 6
    assert "503" in (visit_kept.problem or "")
    Site.ill = False
    [visit] = watch_round(store, watcher).visited
    assert (visit.failures, visit.problem, visit.new) == (0, None, 1)


def test_a_paused_source_is_left_alone(store: Store, time: Time) -> None:
    assert not is_due(Source("x", paused=True), None, time.now)
    assert is_due(Source("x"), None, time.now)


def test_a_source_is_watched_once_and_removed(store: Store) -> None:
    store.add_source(Source("http://example.org/feed"))
    with pytest.raises(UserError, match="is watched already"):
        store.add_source(Source("http://example.org/feed", minutes=5))
    store.remove_source("http://example.org/feed")
    with pytest.raises(NotFoundError, match="is not watched"):
        store.remove_source("http://example.org/feed")


def make_search(**changes: object) -> Search:
    plain = Search("s1", "Kandahar", "place=Kandahar", "ann", NOON.isoformat(), secret="key")
    return replace(plain, **changes)  # type: ignore[arg-type]


def read_stories(store: Store, tmp_path: Path, *texts: str) -> None:
    for number, text in enumerate(texts):
        (tmp_path / f"story{number}-{len(text)}.txt").write_text(text, "utf-8")
    knowledge = partial(load_knowledge, Config(reader="rules"))
    read_into(store, [str(tmp_path / "*.txt")], ReadOptions(now=NOON), knowledge)
    link_store(store)


BOMB = (
    "Bombing kills 5 in Kandahar\n\nKANDAHAR, Afghanistan, May 10, 2024 - A bomb exploded at a market in Kandahar on "
    "Friday, killing five people, police said.\n"
)
CLAIM = (
    "Group says it bombed market\n\nKABUL, Afghanistan, May 11, 2024 - The Helmand Covenant claimed responsibility for "
    "the bombing that killed five people at a market in Kandahar on Friday.\n"
)


def test_what_was_there_is_not_told_and_what_is_new_is_told_once(store: Store, tmp_path: Path) -> None:
    keep_search(store, make_search(query=""))
    assert find_alerts(store, "2024-05-11T12:00:00+00:00") == ()
    read_stories(store, tmp_path, BOMB)
    told = find_alerts(store, "2024-05-11T13:00:00+00:00")
    assert [one.happening for one in told] == [Happening.INCIDENT] * len(told)
    assert told
    assert find_alerts(store, "2024-05-11T14:00:00+00:00") == ()
    keep_search(store, make_search(id="s2", query=""))
    assert find_alerts(store, "2024-05-11T15:00:00+00:00") == ()  # known when the second was kept
    read_stories(store, tmp_path, CLAIM)
    later = find_alerts(store, "2024-05-11T16:00:00+00:00")
    claims = {(one.search, one.detail) for one in later if one.happening is Happening.CLAIM}
    assert {name for name, _ in claims} == {"s1", "s2"}
    assert any("Helmand Covenant" in detail for _, detail in claims)


def test_a_search_only_tells_what_it_asks_for(store: Store, tmp_path: Path) -> None:
    keep_search(store, make_search(id="mali", query="country=Mali"))
    keep_search(store, make_search(id="claims", query="", happenings=(Happening.CLAIM,)))
    read_stories(store, tmp_path, BOMB)
    assert find_alerts(store, NOON.isoformat()) == ()
    with pytest.raises(UserError, match="unknown type 'ufo'"):
        keep_search(store, make_search(id="bad", query="type=ufo"))


def test_a_webhook_is_signed_and_tried_again(store: Store, tmp_path: Path, site: str) -> None:
    keep_search(store, make_search(query="", webhook=f"{site}/hook?desk=1"))
    read_stories(store, tmp_path, BOMB)
    alerts = find_alerts(store, NOON.isoformat(timespec="seconds"))
    channels = Channels(is_allowed_address=lambda address: address == "127.0.0.1")
    Site.refuses = True
    tried = tell_all(store, channels, NOON)
    assert {one.problem for one in tried} == {"OSError: the receiver answered 500"}
    assert tell_all(store, channels, NOON + timedelta(minutes=1)) == ()  # not yet
    Site.refuses = False
    sent = tell_all(store, channels, NOON + timedelta(minutes=6))
    assert [one.problem for one in sent] == [None] * len(alerts)
    headers, body = Site.posted[-1]
    assert headers[SIGNATURE] == sign("key", headers["X-Dateline-Time"], body)
    assert headers[SIGNATURE] != sign("other", headers["X-Dateline-Time"], body)
    assert json.loads(body)["alert"]["incident_id"] == alerts[-1].incident_id
    assert tell_all(store, channels, NOON + timedelta(days=9)) == ()


def test_a_webhook_never_reaches_a_private_address(store: Store, tmp_path: Path, site: str) -> None:
    keep_search(store, make_search(query="", webhook=f"{site}/hook"))
    read_stories(store, tmp_path, BOMB)
    find_alerts(store, NOON.isoformat(timespec="seconds"))
    [first, *_] = tell_all(store, Channels(), NOON)
    assert first.problem is not None
    assert Site.posted == []


class Mailbox(socketserver.StreamRequestHandler):
    """The least of a mail server (RFC 5321): takes one message."""

    received: list[str] = []  # noqa: RUF012

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        lines: list[str] = []
        in_data = False
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            if in_data and line == ".":
                self.received.append("\n".join(lines))
                in_data = False
                self.wfile.write(b"250 kept\r\n")
            elif in_data:
                lines.append(line)
            elif line.upper() == "DATA":
                in_data = True
                self.wfile.write(b"354 go on\r\n")
            elif line.upper() == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 well\r\n")


def test_mail_arrives_and_no_title_becomes_a_header(store: Store, tmp_path: Path) -> None:
    Mailbox.received.clear()
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    keep_search(store, make_search(name="Desk\r\nBcc: all@example.org", query="", mail="desk@example.org"))
    read_stories(store, tmp_path, BOMB)
    alerts = find_alerts(store, NOON.isoformat(timespec="seconds"))
    channels = Channels(f"127.0.0.1:{server.server_address[1]}", "dateline@example.org", "https://desk.example.org/")
    assert {one.problem for one in tell_all(store, channels, NOON)} == {None}
    server.shutdown()
    server.server_close()
    message = Mailbox.received[0]
    assert "To: desk@example.org" in message
    assert f"https://desk.example.org/incidents/{alerts[0].incident_id}" in message
    assert "\nBcc:" not in message.split("\n\n")[0]


def test_without_a_mail_server_the_mail_waits_and_says_why(store: Store, tmp_path: Path) -> None:
    keep_search(store, make_search(query="", mail="desk@example.org"))
    read_stories(store, tmp_path, BOMB)
    find_alerts(store, NOON.isoformat(timespec="seconds"))
    [first, *_] = tell_all(store, Channels(), NOON)
    assert "mail_server in dateline.toml" in (first.problem or "")
