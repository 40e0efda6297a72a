"""From what a reader found to a `Reading`, or to the `Failure` that says why there is none."""

from __future__ import annotations

import hashlib

from dateline.read.identity import make_report
from dateline.read.options import Item, ReadOptions
from dateline.records import Failure, Reading, Retrieval

LONGEST_TITLE = 500  # characters; what is longer is no headline


def make_reading(item: Item, options: ReadOptions) -> Reading | Failure:
    """Return the reading of one item; a failure where it holds no text or more than a report can be."""
    characters = sum(len(paragraph) + 2 for paragraph in item.paragraphs) + len(item.title)
    if not any(character.isalnum() for paragraph in item.paragraphs for character in paragraph):
        return make_failure(
            item.locator, f"no report text was found ({item.media_type}, {len(item.raw):,} bytes)", item.line
        )
    if characters > options.limits.text_characters:
        message = (
            f"the text is {characters:,} characters long, more than the {options.limits.text_characters:,} that one "
            "report may have; nothing was cut: split the item into its reports"
        )
        return make_failure(item.locator, message, item.line)
    paragraphs, title = item.paragraphs, item.title
    if len(title) > LONGEST_TITLE:
        paragraphs, title = (title, *paragraphs), ""
    report = make_report(
        paragraphs,
        title=title,
        url=item.url,
        publisher=item.publisher or options.publisher,
        origin=item.origin,
        source=item.source,
        byline=item.byline,
        published=item.published,
        published_basis=item.published_basis,
        language=options.language,
        declared_language=item.language,
        raw=item.raw,
    )
    retrieval = Retrieval(
        report_id=report.id,
        locator=item.locator,
        retrieved_at=options.retrieved_at,
        raw_sha256=report.raw_sha256,
        media_type=item.media_type,
        reader=item.reader,
    )
    return Reading(report, item.raw, retrieval)


def make_failure(locator: str, message: str, line: int | None = None) -> Failure:
    """Return the failure of an item of this stage."""
    return Failure(subject=locator, stage="read", message=message, line=line)


def is_seen(locator: str, raw: bytes, options: ReadOptions) -> bool:
    """Say whether the caller has these bytes from there already."""
    return options.seen is not None and options.seen(locator, hashlib.sha256(raw).hexdigest())
