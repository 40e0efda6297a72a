"""A static site: one page an incident, lists by time, a feed for all and one for each; every source is named.

Files alone: no script, nothing from elsewhere, links of http and https alone, light or dark as the reader's system has
it. Pages are those of `brief`. An incident that became part of another one keeps a page that leads there.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.errors import UserError
from dateline.export.atom import make_entry
from dateline.export.disputes import UNTOLD
from dateline.export.evidence import Evidence
from dateline.export.feeds import Entry, FeedWriter, Head, open_feed
from dateline.export.formats import Format, Options, Pieces, Writer, load_columns
from dateline.export.instants import ALWAYS, make_instant
from dateline.export.naming import make_uuid
from dateline.export.plain import IDS, Plain, clean_line, find_url, make_plain
from dateline.export.rows import Cell, Row, Scalar, cite_supports
from dateline.weigh import RULE_NAMES, RULES, Brief, make_brief

if TYPE_CHECKING:
    from jinja2 import Environment

NAME = "site"
TITLE = "Dateline"
A_PAGE = 200  # incidents on a page of the list
LATEST = 50  # incidents on the front page
FOLDER = "incidents"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")


@dataclass(frozen=True, slots=True)
class Page:
    """The page of an incident: its name without ending, what is on it, its entries in feeds, and what leads to it."""

    name: str
    brief: Brief
    entry: Entry
    reports: tuple[Entry, ...]
    replaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident in a list; no day where none is known."""

    page: str
    title: str
    grade: str
    summary: str
    day: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list and the days that it is about."""

    page: str
    days: str
    count: int


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="Static site",
        about="A folder of pages for any web server or USB stick: lists, a page and a feed for each incident.",
        suffix="",
        columns=(*load_columns("plain"), *load_columns(NAME)),
        rows=make_rows,
        open=open_site,
        settings={"title": "title of the site"},
        ids=IDS,
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a page for each incident, also for those that everybody denies: the page says so."""
    for evidence in view:
        plain = make_plain(evidence, options)
        yield from plain.left_out
        page = make_page(evidence, plain)
        supports = tuple(evidence.supports())
        cells = {
            **plain.cells,
            "page": Cell(f"{FOLDER}/{page.name}.html", why="ledger"),
            "versions": Cell(len(supports), cite_supports(evidence, supports)),
        }
        yield Row(plain.id, evidence.incident.id, cells, evidence.reports, page)


def make_page(evidence: Evidence, plain: Plain) -> Page:
    """Return the page of an incident."""
    name = name_page(plain.id)
    return Page(
        name=name,
        brief=make_brief(evidence.assessment, evidence.reports, evidence.stories),
        entry=make_entry(evidence, plain, f"{FOLDER}/{name}.html"),
        reports=tuple(_report_entries(evidence, plain)),
        replaces=tuple(name_page(one.row) for one in plain.left_out if one.rule == "merged"),
    )


def name_page(id_: str) -> str:
    """Return a name that every file system takes."""
    return id_ if _PLAIN_NAME.fullmatch(id_) else str(make_uuid("page", id_))


def _report_entries(evidence: Evidence, plain: Plain) -> Iterator[Entry]:
    """Yield an entry for each report that tells of the incident, with the words that say so."""
    for report in evidence.reports:
        published = make_instant(report.published)
        spans = sorted({one.span for one in evidence.supports() if one.report_id == report.id})
        words = dict.fromkeys(clean_line(span.of(report.text)) for span in spans)
        yield Entry(
            id=f"urn:uuid:{make_uuid('telling', plain.id, report.id)}",
            title=clean_line(report.title) or f"Report {report.id}",
            updated=published or ALWAYS,
            published=published,
            html=f"<p>{escape(' … '.join(filter(None, words)))}</p>",
            link=find_url(report.url),
            authors=(clean_line(report.publisher or "") or UNTOLD,),
        )


class SiteWriter:
    """Writes pages as they come; of the lists it holds one page, the days of the others and the latest incidents."""

    def __init__(self, folder: Path, environment: Environment, title: str, feed: FeedWriter) -> None:
        self._folder = folder
        self._templates = environment
        self._title = title
        self._feed = feed
        self._held: list[Listed] = []
        self._latest: deque[Listed] = deque(maxlen=LATEST)
        self._pages: list[ListPage] = []
        self._total = 0

    def write(self, row: Row, cells: Mapping[str, Scalar]) -> None:
        """Write the page of an incident and its feed."""
        page = row.record
        assert isinstance(page, Page)
        path = self._folder / FOLDER
        feed = (f"{page.brief.title}", f"{page.name}.atom")
        about = {"brief": page.brief, "rules": RULES, "rule_names": RULE_NAMES, "feed": feed}
        self._render("site_incident", path / f"{page.name}.html", about)
        head = Head(page.entry.id, page.entry.title, link=f"{page.name}.html")
        with (path / f"{page.name}.atom").open("wb") as stream, open_feed(stream, head) as entries:
            for entry in page.reports:
                entries.add(entry)
        for old in page.replaces:
            about = {"page": f"{page.name}.html", "title": page.brief.title, "feed": None}
            self._render("site_moved", path / f"{old}.html", about)
        self._feed.add(page.entry)
        self._list(page, str(cells["first_day"] or ""))

    def _list(self, page: Page, day: str) -> None:
        if len(self._held) == A_PAGE:
            self._write_list(is_last=False)
        name = f"{FOLDER}/{page.name}.html"
        listed = Listed(name, page.brief.title, page.brief.grade, page.brief.summary, day)
        self._held.append(listed)
        if day:
            self._latest.append(listed)
        self._total += 1

    def _write_list(self, *, is_last: bool) -> None:
        number = len(self._pages) + 1
        days = _name_days(self._held)
        about = {
            "title": f"Incidents, {days}",
            "at": number,
            "before": _name_list(number - 1) if number > 1 else None,
            "after": None if is_last else _name_list(number + 1),
            "heading": None,
            "listed": self._held,
            "pages": (),
        }
        self._render("site_index", self._folder / _name_list(number), {**about, **self._whole_feed()})
        self._pages.append(ListPage(_name_list(number), days, len(self._held)))
        self._held = []

    def finish(self) -> None:
        """Write the last page of the list and the front page."""
        if self._held:
            self._write_list(is_last=True)
        about = {
            "title": self._title,
            "at": 0,
            "before": None,
            "after": None,
            "heading": "Latest" if self._latest else None,
            "listed": tuple(reversed(self._latest)),
            "pages": self._pages,
            "total": self._total,
        }
        self._render("site_index", self._folder / "index.html", {**about, **self._whole_feed()})

    def _whole_feed(self) -> dict[str, object]:
        return {"feed": (self._title, "feed.atom")}

    def _render(self, template: str, path: Path, about: Mapping[str, object]) -> None:
        page = self._templates.get_template(f"{template}.html.jinja").render(
            **about, site=self._title, version=__version__
        )
        path.write_text(page, "utf-8", errors="replace", newline="\n")


def _name_days(listed: Iterable[Listed]) -> str:
    """Return "2024-03-04 to 2024-05-06, and undated" for incidents in the order of their days."""
    days = [one.day for one in listed]
    known = [day for day in days if day]
    if not known:
        return "undated"
    span = known[0] if known[0] == known[-1] else f"{known[0]} to {known[-1]}"
    return span if len(known) == len(days) else f"{span}, and undated"


def _name_list(number: int) -> str:
    return f"incidents-{number}.html"


@contextmanager
def open_site(path: Path, _format: Format, options: Options) -> Iterator[Writer]:
    """Open a folder that is not there yet.

    Raises:
        UserError: Jinja2 is not installed.
    """
    try:
        from dateline.export.brief import make_environment
    except ImportError as error:
        raise UserError("making a site needs Jinja2: pip install 'dateline[web]'") from error
    title = clean_line(options.settings.get("title") or "") or TITLE
    (path / FOLDER).mkdir(parents=True)
    head = Head(f"urn:uuid:{make_uuid('feed', title)}", title, link="index.html")
    with (path / "feed.atom").open("wb") as stream, open_feed(stream, head) as feed:
        writer = SiteWriter(path, make_environment("html"), title, feed)
        yield writer
        writer.finish()
