"""Plain text: a report in a text file, pasted from a page or written in our header form."""

from __future__ import annotations

from dateline.read.characters import clean_characters
from dateline.read.clean import find_article
from dateline.read.encoding import decode_bytes
from dateline.read.options import Item, ReadOptions
from dateline.read.pagelines import find_headers
from dateline.read.published import find_url_date, make_published, read_foreign_date

READER = "text/1"


def read_text(raw: bytes, locator: str, options: ReadOptions, *, charset: str | None = None) -> Item:
    """Return the report in the bytes of a text file.

    Leading lines ``Title:``, ``Publisher:``, ``Source:``, ``Date:``, ``URL:``, ``By:`` (also those of a mail) before a
    blank line are its headers; all else is told apart by `find_article`.
    """
    text = clean_characters(decode_bytes(raw, charset)).strip("\n ")
    lines = text.split("\n")
    headers, used = find_headers([line.strip() for line in lines])
    article = find_article("\n".join(lines[used:]), title=headers.get("title", ""), is_page="title" not in headers)
    url = headers.get("url") or article.url
    stated = headers.get("published", "")
    header_date = make_published(stated, day_first=options.day_first) or read_foreign_date(stated)
    published, basis = header_date, "header"
    if not published:
        published, basis = (article.published, "page") if article.published else (find_url_date(url), "url")
    return Item(
        locator=locator,
        raw=raw,
        media_type="text/plain",
        reader=READER,
        paragraphs=article.paragraphs,
        title=article.title,
        url=url,
        publisher=headers.get("publisher") or article.publisher,
        origin=headers.get("origin") or None,
        source=headers.get("source") or article.source,
        byline=headers.get("byline") or article.byline,
        published=published,
        published_basis=basis,
        language=headers.get("language") or None,
    )
