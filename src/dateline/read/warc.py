"""WARC archives (warcio): every archived page that holds a report; a truncated archive is told of, not passed over."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.read.html import read_html
from dateline.read.options import Item, ReadOptions
from dateline.read.readings import is_seen, make_failure
from dateline.read.textfiles import read_text
from dateline.records import Failure

RECORD_TYPES = ("response", "resource", "conversion")
HTML_TYPES = ("text/html", "application/xhtml+xml")
TRUNCATED = "the archive is truncated: its last record is incomplete; the records before it were kept"
CHUNK = 2**20


def read_warc(stream: BinaryIO, locator: str, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the pages and texts of an archive, gzipped or not; images, redirects and error pages are passed over."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(stream)
    complete = True
    number = 0
    try:
        for number, record in enumerate(records, start=1):
            found, complete = _read_record(record, f"{locator}#{number}", options)
            if found is not None:
                yield found
            if not complete:
                break
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, OSError) as error:
        message = f"the archive is broken behind record {number} ({str(error).splitlines()[0][:120]}); the records before it were kept"
        yield make_failure(locator, message)
        return
    if not complete or _ends_early(stream, records):
        yield make_failure(f"{locator}#{max(number, 1)}", TRUNCATED)
    elif number == 0:
        yield make_failure(locator, "the archive holds no records")


def _read_record(record: Any, where: str, options: ReadOptions) -> tuple[Item | Failure | None, bool]:
    """Return what one record holds, and whether the record is complete."""
    media_type, charset = _media_type(record)
    wanted = record.rec_type in RECORD_TYPES and _status(record) == 200 and media_type in (*HTML_TYPES, "text/plain")
    limit = options.limits.item_bytes
    raw = record.content_stream().read(limit + 1) if wanted else b""
    rest = record.raw_stream.read(CHUNK)
    while rest:
        rest = record.raw_stream.read(CHUNK)
    if getattr(record.raw_stream, "limit", 0) > 0:
        return None, False
    if not wanted:
        return None, True
    if len(raw) > limit:
        return make_failure(where, f"the page is larger than {limit:,} bytes"), True
    if is_seen(where, raw, options):
        return None, True
    url = record.rec_headers.get_header("WARC-Target-URI")
    if media_type == "text/plain":
        item = read_text(raw, where, options, charset=charset)
        return _with_url(item, url), True
    return read_html(raw, where, options, url=url, charset=charset), True


def _with_url(item: Item, url: str | None) -> Item:
    from dataclasses import replace

    return item if item.url else replace(item, url=url)


def _media_type(record: Any) -> tuple[str, str | None]:
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    value = (headers.get_header("Content-Type") or "") if headers is not None else ""
    media_type, _, parameters = value.partition(";")
    charset = parameters.partition("charset=")[2].strip().strip("\"'") or None
    return media_type.strip().lower(), charset


def _status(record: Any) -> int:
    if record.rec_type != "response":
        return 200
    code = record.http_headers.get_statuscode() if record.http_headers is not None else ""
    return int(code) if code and code.isdigit() else 0


def _ends_early(stream: BinaryIO, records: Any) -> bool:
    """Say whether the last gzip member has no end: the archive reader stops there without a word."""
    if not stream.seekable():
        return False
    offset = records.offset or 0
    stream.seek(0)
    if stream.read(2) != b"\x1f\x8b":
        return False
    stream.seek(offset)
    inflater = zlib.decompressobj(31)
    while chunk := stream.read(CHUNK):
        while chunk:
            try:
                inflater.decompress(chunk, CHUNK)
            except zlib.error:
                return True
            chunk = inflater.unconsumed_tail
        if inflater.eof:
            if not inflater.unused_data and not stream.peek(1) if hasattr(stream, "peek") else False:
                return False
            return bool(inflater.unused_data.strip(b"\0")) or bool(stream.read(1))
    return not inflater.eof and stream.tell() > offset
