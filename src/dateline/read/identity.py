"""Identity: a report, its id and hashes, made of plain text. Pure; the one place where a `Report` comes into being."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from dateline.read.characters import clean_characters
from dateline.read.credits import find_credit, find_dateline
from dateline.read.language import find_language
from dateline.read.published import make_published
from dateline.read.publishers import load_publishers
from dateline.records import Report, SourceKind
from dateline.text import make_id

PARAGRAPH_BREAK = re.compile(r"\n+")


def make_report(
    text: str | Sequence[str],
    *,
    title: str = "",
    url: str | None = None,
    publisher: str | None = None,
    origin: str | None = None,
    source: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    published_basis: str | None = None,
    language: str | None = None,
    declared_language: str | None = None,
    source_kind: SourceKind | None = None,
    raw: bytes | None = None,
) -> Report:
    """Return the report whose body is `text`: a string whose lines are paragraphs, or the paragraphs themselves.

    Only white space and invisible characters change (see `clean_characters`). Dateline, origin, language and kind of
    source are found in the text where they are not given. `origin` is certain; `source`, as in "Source: ..." on a page,
    gives way to the wire that a dateline credits. `language` is taken as it is, `declared_language` only where
    the text is too short to tell. `raw` are the bytes it was read from (default: the text itself in UTF-8).
    """
    paragraphs, headline = _paragraphs(text), " ".join(clean_characters(title).split())
    whole = "\n\n".join(([headline] if headline else []) + paragraphs)
    body_start = min(len(headline) + 2, len(whole)) if headline else 0
    dateline = find_dateline(whole, body_start)
    publishers = load_publishers()
    credited = origin or (dateline.agency if dateline else None) or source or find_credit(paragraphs)
    if published is None and dateline is not None and dateline.day:
        published = make_published(dateline.day, need_day=True)
        published_basis = "dateline" if published else None
    encoded = whole.encode("utf-8", "replace")
    return Report(
        id=make_id("report", url or "", publisher or "", headline, whole),
        text=whole,
        title=headline,
        body_start=body_start,
        url=url,
        publisher=publisher,
        origin=publishers.make_origin(credited, publisher, url),
        byline=byline,
        dateline=dateline,
        published=published,
        published_basis=published_basis if published else None,
        language=language or find_language(whole[body_start:] or whole, declared_language),
        source_kind=source_kind or publishers.find_kind(publisher, url),
        raw_sha256=hashlib.sha256(encoded if raw is None else raw).hexdigest(),
        text_sha256=hashlib.sha256(encoded).hexdigest(),
    )


def _paragraphs(text: str | Sequence[str]) -> list[str]:
    lines = PARAGRAPH_BREAK.split(clean_characters(text)) if isinstance(text, str) else map(clean_characters, text)
    return [paragraph for line in lines if (paragraph := " ".join(line.split()))]
