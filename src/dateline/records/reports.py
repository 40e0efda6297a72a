"""Reports: what came in, as it was published, and the log of how it was taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.records.spans import Span


class SourceKind(StrEnum):
    """What kind of body published a report."""

    OUTLET = "outlet"
    WIRE = "wire"
    STATE = "state"
    ARMED_GROUP = "armed_group"
    NGO = "ngo"
    SOCIAL = "social"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line that opens a report: ``SRINAGAR, India, May 10 (Reuters) -``."""

    span: Span
    place: str | None = None
    day: str | None = None  # as written: "May 10"
    agency: str | None = None  # as credited: "Reuters"


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was published: clean text and what the page says of itself. Never changed once stored.

    `text` is the canonical text that every span points into: the headline once (if there is one), then the body;
    paragraphs are parted by one blank line (two newlines), and no paragraph contains a newline.
    `published` is an ISO 8601 prefix whose length is its precision: ``2019``, ``2019-05``, ``2019-05-11`` or
    ``2019-05-11T18:02[:05][+05:30]``; ``None`` when nothing says so (a date in the body is never taken for it).
    `origin` is who made the text where that is not the publisher: a wire, another paper, credited anywhere on the page.
    """

    id: str
    text: str
    title: str = ""  # text[:len(title)] == title
    body_start: int = 0  # offset of the body in text
    url: str | None = None
    publisher: str | None = None
    origin: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None
    published: str | None = None
    published_basis: str | None = None  # where it was found: meta, json-ld, page, url, feed, column, dateline, header
    language: str = "und"  # ISO 639-1; "und" undetermined, "zxx" no language
    source_kind: SourceKind = SourceKind.UNKNOWN
    raw_sha256: str = ""
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """When, from where and by which version the bytes of a report were taken: the log of the evidence."""

    report_id: str
    locator: str  # path, path#record, or URL
    retrieved_at: str  # ISO 8601 instant, UTC
    raw_sha256: str
    media_type: str
    reader: str  # name and version of the reader: "html/1"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader yields for one item: the report, its raw bytes and the log entry."""

    report: Report
    raw: bytes
    retrieval: Retrieval


@dataclass(frozen=True, slots=True)
class Failure:
    """An item or report that could not be processed; stored, shown and never lost.

    `subject` is a report id or, where there is no report yet, the locator of the item.
    """

    subject: str
    stage: str  # read, parse, extract, resolve
    message: str
    line: int | None = None
