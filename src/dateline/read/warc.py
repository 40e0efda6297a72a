"""WARC archives (warcio): every archived page that holds a report; a truncated archive is told of, not passed over."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
GZIP = b"\x1f\x8b"
RECORD_START = b"WARC/"


@dataclass(frozen=True, slots=True)
class Archived:
    """What one record holds: nothing to read (`raw` is ``None``), or the bytes of a page or text."""

    is_complete: bool
    raw: bytes | None = None
    media_type: str = ""
    charset: str | None = None
    url: str | None = None


def read_warc(stream: BinaryIO, locator: str, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the pages and texts of an archive, gzipped or not; images, redirects and error pages are passed over."""
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(stream)
    number = last_offset = 0
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            number += 1
            archived = _take_record(record, options.limits.item_bytes)
            last_offset = records.get_record_offset()  # reads what is left of the record
        except _broken() as error:
            problem = (str(error).splitlines() or [type(error).__name__])[0][:120]
            message = (
                f"the archive is broken or cut short behind record {number} ({problem}); those before it were kept"
            )
            yield make_failure(locator, message)
            return
        if not archived.is_complete:
            yield make_failure(f"{locator}#{number}", TRUNCATED)
            return
        yield from _read_archived(archived, f"{locator}#{number}", options)
    if _ends_early(stream, last_offset):
        yield make_failure(locator, TRUNCATED)
    elif number == 0:
        yield make_failure(locator, "the archive holds no records")


def _broken() -> tuple[type[Exception], ...]:
    """Return what warcio raises on broken archives: its own errors, and others where a header was cut short."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    plain = (ValueError, OSError, EOFError, zlib.error, AttributeError, TypeError, KeyError)
    return (ArchiveLoadFailed, StatusAndHeadersParserException, *plain)


def _take_record(record: Any, limit: int) -> Archived:
    """Return what `record` holds, at most one byte more than `limit`; the rest of it is read and dropped."""
    if not record.rec_headers.get_header("Content-Length"):
        return Archived(is_complete=False)  # its header was cut short
    media_type, charset = _media_type(record)
    wanted = record.rec_type in RECORD_TYPES and _status(record) == 200 and media_type in (*HTML_TYPES, "text/plain")
    raw = record.content_stream().read(limit + 1) if wanted else None
    while record.raw_stream.read(CHUNK):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        return Archived(is_complete=False)
    return Archived(True, raw, media_type, charset, record.rec_headers.get_header("WARC-Target-URI"))


def _read_archived(archived: Archived, where: str, options: ReadOptions) -> Iterator[Item | Failure]:
    raw = archived.raw
    if raw is None or is_seen(where, raw, options):
        return
    if len(raw) > options.limits.item_bytes:
        yield make_failure(
            where, f"the page is larger than {options.limits.item_bytes:,} bytes; nothing was read of it"
        )
    elif archived.media_type == "text/plain":
        item = read_text(raw, where, options, charset=archived.charset)
        yield item if item.url else replace(item, url=archived.url)
    else:
        yield read_html(raw, where, options, url=archived.url, charset=archived.charset)


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


def _ends_early(stream: BinaryIO, offset: int) -> bool:
    """Say whether the record at `offset`, the last that was read, has no end, or something lies behind it.

    The archive reader stops there without a word.
    """
    if not stream.seekable():
        return False
    stream.seek(offset)
    start = stream.read(len(RECORD_START))
    if not start.startswith(GZIP):
        return _has_rest(stream, offset, start)
    stream.seek(offset)
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while not inflater.eof:
        chunk = inflater.unconsumed_tail or stream.read(CHUNK)
        if not chunk:
            return True
        try:
            inflater.decompress(chunk, CHUNK)
        except zlib.error:
            return True
    return bool(inflater.unused_data.strip(b"\0") or stream.read(1))


def _has_rest(stream: BinaryIO, offset: int, start: bytes) -> bool:
    """Say whether something lies behind the uncompressed record at `offset`."""
    if start != RECORD_START:
        return False
    stream.seek(offset)
    length = 0
    while line := stream.readline(CHUNK).strip():
        name, _, value = line.partition(b":")
        length = int(value) if name.strip().lower() == b"content-length" and value.strip().isdigit() else length
    stream.seek(stream.tell() + length)
    return bool(stream.read(CHUNK).strip())
