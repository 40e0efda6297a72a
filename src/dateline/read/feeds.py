"""Feeds: RSS and Atom (feedparser) and JSON Feed, one report an entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dateline.errors import SourceError
from dateline.read.clean import find_article
from dateline.read.encoding import decode_bytes
from dateline.read.fragments import find_fragment_text
from dateline.read.language import make_language_code
from dateline.read.options import Item, ReadOptions
from dateline.read.published import find_url_date, make_published, read_foreign_date
from dateline.read.publishers import find_host
from dateline.read.readings import is_seen, make_failure
from dateline.records import Failure

READER = "feed/1"
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
ENTRY_START = re.compile(rb"<(?:\w+:)?(?:item|entry)(?=[\s>])")
ENTRY_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")


def read_feed(raw: bytes, locator: str, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the entries of an RSS or Atom feed.

    Raises:
        SourceError: the bytes are no feed, or declare entities (which a feed needs none of, and attacks are made of).
    """
    if ENTITY.search(raw):
        raise SourceError(
            locator, "the feed declares XML entities of its own, which can blow up or read local files: refused"
        )
    if len(raw) > options.limits.feed_bytes:
        raise SourceError(
            locator, f"the feed is larger than {options.limits.feed_bytes:,} bytes; nothing was read of it"
        )
    import feedparser  # slow to load

    page = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    entries = list(page.get("entries") or [])
    if not entries and not page.get("version"):
        problem = str(page.get("bozo_exception") or "neither RSS nor Atom").split("\n")[0]
        raise SourceError(locator, f"not a feed that can be read: {problem}")
    if not entries:
        yield make_failure(locator, "the feed has no entries")
        return
    pieces = _find_pieces(raw)
    pieces = pieces if len(pieces) == len(entries) else [raw] * len(entries)
    channel = page.get("feed") or {}
    for number, (entry, piece) in enumerate(zip(entries, pieces, strict=True), start=1):
        where = f"{locator}#{_plain(entry.get('id')) or _plain(entry.get('link')) or number}"
        if not is_seen(where, piece, options):
            item = _entry_item(entry, channel, Item(where, piece, "application/feed+xml", READER, ()), options)
            yield from _follow(item, options)
    if page.get("bozo") and _is_broken(page):
        problem = str(page.get("bozo_exception")).split("\n")[0]
        yield make_failure(
            locator, f"the feed is broken ({problem}); the {len(entries)} entries that could be read were kept"
        )


def is_json_feed(page: Any) -> bool:
    """Say whether a JSON document is a JSON Feed (version 1 or 1.1)."""
    return (
        isinstance(page, Mapping)
        and "jsonfeed.org" in str(page.get("version", ""))
        and isinstance(page.get("items"), list)
    )


def read_json_feed(raw: bytes, locator: str, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the items of a JSON Feed."""
    page = json.loads(decode_bytes(raw))
    for number, entry in enumerate(page["items"], start=1):
        if not isinstance(entry, Mapping):
            yield make_failure(f"{locator}#{number}", "the item is not a JSON object")
            continue
        piece = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        where = f"{locator}#{_plain(entry.get('id')) or _plain(entry.get('url')) or number}"
        if is_seen(where, piece, options):
            continue
        authors = entry.get("authors") or ([entry["author"]] if entry.get("author") else [])
        names = [str(author["name"]) for author in authors if isinstance(author, Mapping) and author.get("name")]
        markup = entry.get("content_html")
        body = (
            find_fragment_text(markup)
            if isinstance(markup, str)
            else _plain(entry.get("content_text"), keep_lines=True)
        )
        blank = Item(where, piece, "application/feed+json", READER, ())
        url = _plain(entry.get("url")) or None
        item = _make_item(
            blank, body or _plain(entry.get("summary"), keep_lines=True), _plain(entry.get("title")), url,
            publisher=_plain(page.get("title")) or find_host(url) or None, source=None, byline=", ".join(names) or None,
            published=_date(_plain(entry.get("date_published")), options),
            language=_plain(entry.get("language") or page.get("language")),
        )  # fmt: skip
        yield from _follow(item, options)


def _follow(item: Item, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the page that an entry leads to, where that is wanted; the entry itself where the page gives nothing."""
    if not (options.follow and options.allow_network and item.url):
        yield item
        return
    if options.has_page is not None and options.has_page(item.url):
        return
    from dateline.read.fetch import read_page

    found = False
    try:
        for page in read_page(item.url, replace(options, follow=False)):
            if isinstance(page, Item):
                found = True
                yield replace(
                    page,
                    publisher=page.publisher or item.publisher,
                    published=page.published or item.published,
                    published_basis=page.published_basis if page.published else item.published_basis,
                )
            else:
                yield page
    except SourceError as error:
        yield make_failure(error.locator, error.message, error.line)
    if not found:
        yield item


def _entry_item(entry: Mapping[str, Any], channel: Mapping[str, Any], blank: Item, options: ReadOptions) -> Item:
    contents = [str(content.get("value") or "") for content in entry.get("content") or []]
    markup = max([*contents, str(entry.get("summary") or "")], key=len)
    source = entry.get("source") or {}
    url = _plain(entry.get("link")) or None
    return _make_item(
        blank, find_fragment_text(markup), " ".join(find_fragment_text(str(entry.get("title") or "")).split()), url,
        publisher=_plain(channel.get("title")) or find_host(url) or None,
        source=_plain(source.get("title")) or None,
        byline=_plain(entry.get("author")) or None,
        published=_date(_plain(entry.get("published") or entry.get("updated")), options),
        language=_plain(entry.get("language") or channel.get("language")),
    )  # fmt: skip


def _make_item(
    blank: Item, body: str, title: str, url: str | None, *, publisher: str | None, source: str | None,
    byline: str | None,     published: str | None, language: str,
) -> Item:  # fmt: skip
    article = find_article(body, title=title, is_page=False, is_markup=True)
    url_date = find_url_date(url)
    return Item(
        locator=blank.locator, raw=blank.raw, media_type=blank.media_type, reader=blank.reader,
        paragraphs=article.paragraphs, title=article.title, url=url, publisher=publisher,
        source=source or article.source,
        byline=byline or article.byline, published=published or url_date,
        published_basis="feed" if published else "url",
        language=make_language_code(language),
    )  # fmt: skip


def _find_pieces(raw: bytes) -> list[bytes]:
    """Return the bytes of each entry, so that each has a hash of its own."""
    pieces: list[bytes] = []
    position = 0
    while opened := ENTRY_START.search(raw, position):
        closed = ENTRY_END.search(raw, opened.end())
        if closed is None:
            break
        pieces.append(raw[opened.start() : closed.end()])
        position = closed.end()
    return pieces


def _date(value: str, options: ReadOptions) -> str | None:
    return make_published(value, day_first=options.day_first) or read_foreign_date(value)


def _plain(value: Any, *, keep_lines: bool = False) -> str:
    if not isinstance(value, str | int):
        return ""
    return str(value) if keep_lines else " ".join(find_fragment_text(str(value)).split())


def _is_broken(page: Mapping[str, Any]) -> bool:
    """Say whether feedparser met broken XML, rather than a wrong media type or encoding label."""
    return "SAXParse" in type(page.get("bozo_exception")).__name__
