"""Columns: which column or key of a table holds which of our fields, and a report out of one row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.errors import SourceError
from dateline.read.clean import find_article
from dateline.read.fields import load_field_names
from dateline.read.fragments import find_fragment_text
from dateline.read.language import make_language_code
from dateline.read.options import FIELDS, Item, ReadOptions
from dateline.read.published import find_url_date, make_published, read_foreign_date
from dateline.read.publishers import find_host, load_publishers

MARKUP = re.compile(
    r"<(?:p|br|div|span|a|b|i|strong|em|ul|li|h[1-6]|img|figure|table|blockquote)\b[^>]*>", re.IGNORECASE
)


def find_columns(columns: Sequence[str], options: ReadOptions, locator: str, line: int | None = None) -> dict[str, str]:
    """Return for each of our fields the column that holds it.

    Raises:
        SourceError: a mapped column is not there, or none holds text; the message names the columns there are.
    """
    there = ", ".join(columns[:40]) or "(none)"
    folded = {_fold(column): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for field, column in options.mapping.items():
        actual = column if column in columns else folded.get(_fold(column))
        if actual is None:
            message = f"no column {column!r} for {field}; the columns are {there}; map one with --map {field}=COLUMN"
            raise SourceError(locator, message, line)
        found[field] = actual
    taken = set(found.values())
    for field in FIELDS:
        names = (
            folded[name] for name in load_field_names().columns[field] if name in folded and folded[name] not in taken
        )
        best = found.get(field) or next(names, None)
        if best is not None:
            found[field] = best
            taken.add(best)
    if "text" not in found:
        raise SourceError(
            locator, f"no column holds the text; the columns are {there}; name it with --map text=COLUMN", line
        )
    return found


def make_row_item(row: Mapping[str, Any], columns: Mapping[str, str], item: Item, options: ReadOptions) -> Item:
    """Return `item` (locator, raw bytes, reader, line) filled with what `row` holds."""
    values = {field: _text_of(row.get(column)) for field, column in columns.items()}
    body = values.get("text", "")
    is_markup = bool(MARKUP.search(body))
    if is_markup:
        body = find_fragment_text(body)
    title = " ".join(find_fragment_text(values["title"]).split()) if values.get("title") else ""
    article = find_article(body, title=title, is_page=False, is_markup=is_markup)
    stated = values.get("published", "")
    published = make_published(stated, day_first=options.day_first) or read_foreign_date(stated)
    url = values.get("url") or None
    publisher, source = _parties(values, url)
    basis = "column"
    if not published:
        published, basis = (article.published, "page") if article.published else (find_url_date(url), "url")
    return Item(
        locator=item.locator,
        raw=item.raw,
        media_type=item.media_type,
        reader=item.reader,
        line=item.line,
        paragraphs=article.paragraphs,
        title=article.title,
        url=url,
        publisher=publisher or options.publisher or article.publisher or find_host(url) or None,
        origin=values.get("origin") or None,
        source=source or article.source,
        byline=values.get("byline") or article.byline,
        published=published,
        published_basis=basis,
        language=make_language_code(values.get("language")),
    )


def _parties(values: Mapping[str, str], url: str | None) -> tuple[str | None, str | None]:
    """Return publisher and source of a row.

    A lone `source` column is the publisher, as in press databases, unless it names a wire, a row has an address that is
    not the source's own, or a publisher is there too: then it says who made the text.
    """
    publisher, source = values.get("publisher") or None, values.get("source") or None
    if publisher or not source:
        return publisher, source
    known = load_publishers().find(source)
    host = find_host(url)
    if host:
        owner = load_publishers().find_domain(host)
        is_own = (
            (owner is not None and owner == known)
            or _fold(source) in _fold(host)
            or _fold(host.split(".")[0]) in _fold(source)
        )
        return (source, None) if is_own else (None, source)
    return (None, source) if known is not None and known.kind == "wire" else (source, None)


def _text_of(value: Any) -> str:
    """Return a cell as text: names out of lists and of objects such as ``{"name": "Reuters"}``."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        return next(
            (_text_of(value[key]) for key in ("name", "title", "text", "rendered", "value") if value.get(key)), ""
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        texts = [text for entry in value if (text := _text_of(entry))]
        return ("\n\n" if any(len(text) > 80 for text in texts) else ", ").join(texts)
    return str(value).strip()


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
