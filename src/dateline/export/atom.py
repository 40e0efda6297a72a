"""Atom feed: incidents for feed readers and newsrooms, updated when a report about them came out.

Ids are ``urn:uuid:`` of the incident's id and last for ever; times come from the reports. Coordinates are in GeoRSS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import UserError
from dateline.export.evidence import Evidence
from dateline.export.extracts import make_text
from dateline.export.feeds import Entry, FeedWriter, Head, open_feed
from dateline.export.formats import Format, Options, Pieces, Writer, load_columns
from dateline.export.instants import ALWAYS, first_known, last_changed
from dateline.export.naming import make_uuid
from dateline.export.plain import IDS, Plain, find_url, make_plain
from dateline.export.rows import Cell, Row, Scalar, leave_out

NAME = "atom"


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="Atom feed",
        about="Incidents as a feed, for feed readers; entries are updated when new reports come.",
        suffix=".atom",
        columns=load_columns(NAME),
        rows=make_rows,
        open=open_atom,
        settings={
            "title": "title of the feed",
            "url": "address under which the pages of the incidents stand: URL/ID.html (as `site` makes them)",
        },
        ids=IDS,
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield an entry for each incident, also for those that everybody denies: the text says so.

    Raises:
        UserError: the setting ``url`` is no address.
    """
    base = find_base(options.settings.get("url"))
    for evidence in view:
        plain = make_plain(evidence, options, name_entry)
        yield from plain.left_out
        entry = make_entry(evidence, plain, f"{base}/{plain.id}.html" if base else None)
        if entry.updated == ALWAYS:
            reason = "No report tells when it was published; Atom must have a time and gets 1 January 2020."
            yield leave_out(evidence, "undated", reason, row=entry.id, field="updated")
        yield Row(entry.id, evidence.incident.id, _cells(plain, entry), evidence.reports, entry)


def find_base(url: str | None) -> str | None:
    """Return the address without a stroke at its end; ``None`` for none.

    Raises:
        UserError: it is no address.
    """
    if url is None:
        return None
    found = find_url(url)
    if found is None:
        raise UserError(f"--set url: {url!r} is no address of the web; it begins with https://")
    return found.rstrip("/")


def name_entry(id_: str) -> str:
    """Return what a feed calls the incident with this id."""
    return f"urn:uuid:{make_uuid('incident', id_)}"


def make_entry(evidence: Evidence, plain: Plain, link: str | None) -> Entry:
    """Return the entry of an incident."""
    created = first_known(evidence)
    lat, lon = plain.real("latitude"), plain.real("longitude")
    marks = (plain.text(name) for name in ("type", "country_name", "grade"))
    return Entry(
        id=name_entry(plain.id),
        title=plain.text("title"),
        updated=max(created, last_changed(evidence)),
        published=created if created != ALWAYS else None,
        html=make_text(evidence, plain),
        link=link,
        categories=tuple(mark.replace("_", " ") for mark in marks if mark),
        point=(lat, lon) if lat is not None and lon is not None else None,
    )


def _cells(plain: Plain, entry: Entry) -> dict[str, Cell]:
    known = plain.cells
    point = f"{entry.point[0]} {entry.point[1]}" if entry.point else None
    return {
        "entry/id": Cell(entry.id, why="ledger"),
        "entry/title": known["title"],
        "entry/updated": Cell(entry.updated, known["last_published"].cites),
        "entry/published": Cell(entry.published, known["first_published"].cites),
        "entry/category": Cell("; ".join(entry.categories), known["type"].cites),
        "entry/georss:point": Cell(point, known["latitude"].cites),
        "entry/link": Cell(entry.link),
        "entry/content": Cell(entry.html, known["summary"].cites),
    }


class EntryWriter:
    """Writes entries."""

    def __init__(self, feed: FeedWriter) -> None:
        self._feed = feed

    def write(self, row: Row, _cells: Mapping[str, Scalar]) -> None:
        """Write an entry."""
        assert isinstance(row.record, Entry)
        self._feed.add(row.record)


@contextmanager
def open_atom(path: Path, _format: Format, options: Options) -> Iterator[Writer]:
    """Open a feed; its id is that of its title."""
    title = options.settings.get("title") or "Dateline incidents"
    head = Head(f"urn:uuid:{make_uuid('feed', title)}", title, link=find_base(options.settings.get("url")))
    with path.open("wb") as stream, open_feed(stream, head) as feed:
        yield EntryWriter(feed)
