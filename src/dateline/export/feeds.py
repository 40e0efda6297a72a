"""Atom feeds (RFC 4287), written entry by entry. What is written is escaped; what XML cannot hold is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedIOBase
from typing import Any

from lxml import etree

from dateline import __version__
from dateline.export.instants import ALWAYS
from dateline.export.plain import clean, clean_line

ATOM = "http://www.w3.org/2005/Atom"
GEORSS = "http://www.georss.org/georss"


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself; `link` is the page it belongs to, `self_link` its own address."""

    id: str
    title: str
    link: str | None = None
    self_link: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry; times are instants, `html` is escaped by whoever made it, `point` is latitude and longitude."""

    id: str
    title: str
    updated: str
    published: str | None
    html: str
    link: str | None = None
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    point: tuple[float, float] | None = None


class FeedWriter:
    """Writes entries, and in the end when the last of them was updated: Atom leaves the order open."""

    def __init__(self, xml: Any) -> None:
        self._xml = xml
        self._updated = ""

    def add(self, entry: Entry) -> None:
        """Write an entry."""
        self._updated = max(self._updated, entry.updated)
        with self._xml.element(f"{{{ATOM}}}entry"):
            self.leaf("id", entry.id)
            self.leaf("title", clean_line(entry.title))
            self.leaf("updated", entry.updated)
            if entry.published is not None:
                self.leaf("published", entry.published)
            for name in entry.authors:
                self.author(clean_line(name))
            if entry.link:
                self.leaf("link", rel="alternate", type="text/html", href=entry.link)
            for term in entry.categories:
                self.leaf("category", term=clean_line(term))
            if entry.point is not None:
                self.leaf("point", f"{entry.point[0]} {entry.point[1]}", space=GEORSS)
            self.leaf("content", clean(entry.html), type="html")
        self._xml.write("\n")

    def leaf(self, name: str, text: str = "", *, space: str = ATOM, **attributes: str) -> None:
        """Write an element that has no others inside."""
        with self._xml.element(f"{{{space}}}{name}", attributes):
            if text:
                self._xml.write(text)

    def author(self, name: str) -> None:
        """Write who wrote it."""
        with self._xml.element(f"{{{ATOM}}}author"):
            self.leaf("name", name)

    def end(self) -> None:
        """Write when the feed was updated."""
        self.leaf("updated", self._updated or ALWAYS)


@contextmanager
def open_feed(stream: BufferedIOBase, head: Head) -> Iterator[FeedWriter]:
    """Open a feed."""
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "georss": GEORSS}):
            writer = FeedWriter(xml)
            writer.leaf("id", head.id)
            writer.leaf("title", clean_line(head.title))
            writer.author("Dateline")
            writer.leaf("generator", "Dateline", version=__version__)
            for rel, href in (("alternate", head.link), ("self", head.self_link)):
                if href:
                    writer.leaf("link", rel=rel, href=href)
            xml.write("\n")
            yield writer
            writer.end()
