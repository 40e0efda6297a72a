"""Formats: which reader a stream of bytes needs, by the caller's word, its name and its first bytes."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from dateline.errors import SourceError
from dateline.read.encoding import decode_bytes, find_binary
from dateline.read.fields import load_field_names
from dateline.read.options import Item, Limits, ReadOptions
from dateline.read.readings import is_seen
from dateline.records import Failure

GZIP = b"\x1f\x8b"
XML_ROOT = re.compile(rb"<(?:\w+:)?(?P<name>rss|feed|RDF|urlset|sitemapindex|html)[\s>]", re.IGNORECASE)
HTML_START = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|article|p|h1|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
CHUNK = 2**16
SURE_TEXTS = 9  # so many of the names of text columns mean nothing else


def find_format(start: bytes, locator: str, options: ReadOptions) -> str:
    """Return one of `FORMATS`, or "gzip" or "binary", for a stream that begins with `start`."""
    if start.startswith(GZIP):
        return (
            "warc"
            if PurePath(locator).name.lower().endswith((".warc.gz", ".wet.gz")) or options.format == "warc"
            else "gzip"
        )
    if options.format:
        return options.format
    if start.startswith(b"WARC/"):
        return "warc"
    if find_binary(start):
        return "binary"
    suffix = PurePath(locator.removesuffix(".gz")).suffix.lower()
    sniffed = _sniff(start)
    named = load_field_names().formats.get(suffix)
    if named == "json" and sniffed == "jsonl":
        return "json"  # decided when the whole document is there
    if named == "text" and sniffed in ("html", "feed"):
        return sniffed  # pages are saved under such names; prose does not begin with a tag
    return named or sniffed


def read_format(
    stream: io.BufferedReader[Any], form: str, locator: str, options: ReadOptions
) -> Iterator[Item | Failure]:
    """Yield the reports of a stream in the format `form`."""
    if form == "gzip":
        yield from _read_gzip(stream, locator, options)
    elif form == "warc":
        from dateline.read.warc import read_warc

        yield from read_warc(stream, locator, options)
    elif form in ("jsonl", "csv", "tsv"):
        yield from _read_table(stream, form, locator, options)
    else:
        raw = read_whole(stream, locator, options.limits.item_bytes)
        if form == "json" or not is_seen(locator, raw, options):
            yield from read_document(raw, form, locator, options)


def read_document(
    raw: bytes, form: str, locator: str, options: ReadOptions, *, charset: str | None = None
) -> Iterator[Item | Failure]:
    """Yield the reports of one whole document.

    Raises:
        SourceError: it is empty, binary, or broken as a whole.
    """
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise SourceError(locator, "the file is empty")
    kind = find_binary(raw)
    if kind or form == "binary":
        message = (
            f"this is {kind or 'binary data'}, not text; text, HTML, JSON, CSV, feeds and WARC can be read: convert it"
        )
        raise SourceError(locator, message)
    if form == "html":
        from dateline.read.html import read_html

        yield read_html(raw, locator, options, url=locator if locator.startswith("http") else None, charset=charset)
    elif form == "feed":
        from dateline.read.feeds import read_feed

        yield from read_feed(raw, locator, options)
    elif form == "json":
        yield from _read_json(raw, locator, options)
    elif form == "sitemap":
        from dateline.read.fetch import read_sitemap

        yield from read_sitemap(raw, locator, options)
    else:
        from dateline.read.textfiles import read_text

        yield read_text(raw, locator, options, charset=charset)


def read_whole(stream: BinaryIO, locator: str, limit: int) -> bytes:
    """Return all bytes of a stream.

    Raises:
        SourceError: there are more than `limit`.
    """
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise SourceError(
            locator, f"larger than {limit:,} bytes, the most one page or feed may have; nothing was read of it"
        )
    return raw


class GuardedGzip(io.RawIOBase):
    """A gzip stream that stops where it grows beyond all measure of text, or ends before its end."""

    def __init__(self, stream: BinaryIO, locator: str, limits: Limits) -> None:
        self._counted = _Counted(stream)
        self._inner = gzip.GzipFile(fileobj=self._counted, mode="rb")  # type: ignore[call-overload]
        self._locator = locator
        self._limits = limits
        self._grown = 0

    def readable(self) -> bool:
        """Say that this stream can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` with uncompressed bytes."""
        try:
            data = self._inner.read(len(buffer))
        except EOFError as error:
            raise SourceError(self._locator, "the gzip file is truncated") from error
        except (OSError, zlib.error) as error:
            raise SourceError(self._locator, f"not a valid gzip file: {error}") from error
        self._grown += len(data)
        if self._grown > self._limits.expansion_floor and self._grown > self._limits.expansion * self._counted.count:
            raise SourceError(
                self._locator,
                f"grows more than {self._limits.expansion} times when unpacked (a gzip bomb?): left alone",
            )
        buffer[: len(data)] = data
        return len(data)


class _Counted:
    """A stream that counts what was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data


def _read_gzip(stream: io.BufferedReader[Any], locator: str, options: ReadOptions) -> Iterator[Item | Failure]:
    inner = io.BufferedReader(GuardedGzip(stream, locator, options.limits), CHUNK)
    start = inner.peek(8192)[:8192]
    if start.startswith(GZIP):
        raise SourceError(locator, "a gzip file inside a gzip file: unpack it first")
    yield from read_format(inner, find_format(start, locator, options), locator, options)


def _read_table(
    stream: io.BufferedReader[Any], form: str, locator: str, options: ReadOptions
) -> Iterator[Item | Failure]:
    from dateline.read.tables import read_csv, read_json_lines

    if not stream.peek(1):
        raise SourceError(locator, "the file is empty")
    if form == "jsonl":
        yield from read_json_lines(stream, locator, options)
    else:
        yield from read_csv(stream, locator, options, delimiter="\t" if form == "tsv" else None)


def _read_json(raw: bytes, locator: str, options: ReadOptions) -> Iterator[Item | Failure]:
    """Read a .json file: a document, a JSON Feed, or JSON lines under that name."""
    from dateline.read.feeds import is_json_feed, read_json_feed
    from dateline.read.tables import read_json, read_json_lines

    try:
        page = json.loads(decode_bytes(raw))
    except (ValueError, RecursionError):
        first = raw.lstrip().split(b"\n", 1)
        if len(first) == 2 and _is_json_object(first[0]):
            yield from read_json_lines(io.BytesIO(raw), locator, options)
            return
        page = None
    yield from read_json_feed(raw, locator, options) if is_json_feed(page) else read_json(raw, locator, options)


def _sniff(start: bytes) -> str:
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] in (b"{", b"["):
        first = head.split(b"\n", 1)
        return (
            "jsonl"
            if head[:1] == b"{" and (_is_json_object(first[0]) or len(first) == 1) and len(first[0]) > 2
            else "json"
        )
    root = XML_ROOT.search(head[:4096]) if head.startswith(b"<") else None
    if root and root["name"].lower() in (b"rss", b"feed", b"rdf"):
        return "feed"
    if root and root["name"].lower() in (b"urlset", b"sitemapindex"):
        return "sitemap"
    if root or HTML_START.match(head):
        return "html"
    return "csv" if _is_table_header(head) else "text"


def _is_json_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_table_header(head: bytes) -> bool:
    """Say whether the first line names columns as tables of news do: two or more, a text or headline among them."""
    names = load_field_names().columns
    line = decode_bytes(head.split(b"\n", 1)[0][:1000]).strip().lower()
    for mark in "\t,;|":
        cells = [re.sub(r"[\W_]+", "", cell) for cell in line.split(mark)]
        known = [cell for cell in cells if any(cell in known_names for known_names in names.values())]
        texts = [cell for cell in cells if cell in names["text"][:SURE_TEXTS] or cell in names["title"]]
        if len(cells) >= 2 and texts and len(known) >= max(2, len(cells) // 2):
            return True
    return False
