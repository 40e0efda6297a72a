"""What the caller may ask of the readers, and what a reader finds before it becomes a `Reading`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dateline.errors import UserError
from dateline.read.visits import Visits

FIELDS = ("title", "text", "published", "url", "publisher", "origin", "source", "byline", "language")
FORMATS = ("text", "html", "jsonl", "json", "csv", "tsv", "feed", "sitemap", "warc")


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps that keep memory and time bounded whatever comes in; what passes them is a failure, never cut short."""

    item_bytes: int = 16 * 2**20  # one page, feed, row or archived response
    feed_bytes: int = 8 * 2**20  # feedparser takes 15 s a MiB of the worst
    page_characters: int = 4_000_000  # markup of one HTML page without its programs; extraction takes 3 s a million
    text_characters: int = 1_000_000  # the clean text of one report: some 170,000 words
    expansion: int = 200  # a compressed file may grow so many times (news text grows 3 to 10 times) ...
    expansion_floor: int = 64 * 2**20  # ... once it has grown to so many bytes
    fetch_seconds: float = 30.0  # one address, redirects included
    redirects: int = 5
    addresses: int = 1_000  # pages fetched from one sitemap


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    `now` stamps the retrieval log and is never used as a publication date. `mapping` ties our fields (`FIELDS`) to
    column or key names of a table. `format` (one of `FORMATS`) overrides what name and content suggest. `seen` is
    asked with (locator, SHA-256 of the raw bytes) and says that this item needs no reading. `day_first` settles dates
    such as 03/04/2019, which otherwise are known to the year only. `is_allowed_address` replaces the guard that lets
    only public addresses be fetched; it is there for tests. `visits` is the memory of a polite visitor, who asks only
    for what has changed. With `follow`, the pages that a feed's entries lead to are read in place of the entries,
    unless `has_page` says that a page's address was read before.
    """

    now: datetime
    mapping: Mapping[str, str] = field(default_factory=dict)
    allow_network: bool = False
    language: str | None = None
    publisher: str | None = None
    format: str | None = None
    seen: Callable[[str, str], bool] | None = None
    day_first: bool | None = None
    limits: Limits = field(default_factory=Limits)
    is_allowed_address: Callable[[str], bool] | None = None
    visits: Visits | None = None
    follow: bool = False
    has_page: Callable[[str], bool] | None = None

    def __post_init__(self) -> None:
        for name in self.mapping:
            if name not in FIELDS:
                raise UserError(f"--map: unknown field {name!r}; the fields are {', '.join(FIELDS)}")
        if self.format is not None and self.format not in FORMATS:
            raise UserError(f"unknown format {self.format!r}; the formats are {', '.join(FORMATS)}")

    @property
    def retrieved_at(self) -> str:
        """The instant of this run in UTC, to the second."""
        moment = self.now if self.now.tzinfo is not None else self.now.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Item:
    """One report as a reader found it: `paragraphs` are clean text without newlines, the headline not among them."""

    locator: str
    raw: bytes
    media_type: str
    reader: str
    paragraphs: tuple[str, ...]
    title: str = ""
    url: str | None = None
    publisher: str | None = None
    origin: str | None = None
    source: str | None = None  # "Source: ..." on a page, or a column of that name
    byline: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    line: int | None = None


def make_mapping(text: str) -> dict[str, str]:
    """Return the column mapping written as ``title=Headline,text=Body``.

    Raises:
        UserError: a part is not ``field=column``.
    """
    mapping: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, column = part.partition("=")
        if not equals or not column.strip() or name.strip() not in FIELDS:
            raise UserError(f"--map: {part!r} is not field=column; the fields are {', '.join(FIELDS)}")
        mapping[name.strip()] = column.strip()
    return mapping
