"""Tables: CSV and TSV exports, JSON lines, JSON documents. Streamed row by row; one bad row never stops the rest."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from dateline.errors import SourceError
from dateline.read.columns import find_columns, make_row_item
from dateline.read.encoding import decode_bytes
from dateline.read.options import Item, ReadOptions
from dateline.read.readings import is_seen, make_failure
from dateline.records import Failure

READER_CSV = "csv/1"
READER_JSON = "json/1"
OPEN_QUOTE = "a quotation mark is opened in this row and not closed where the cell ends"
MOST_BROKEN_ROWS = 100
LONE_RETURN = re.compile(rb"(?<=\r)(?!\n)(?=.)", re.DOTALL)  # how old spreadsheets end a line
LISTS = (
    "articles",
    "items",
    "results",
    "data",
    "docs",
    "documents",
    "hits",
    "entries",
    "records",
    "response",
    "stories",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table being read: where, its columns, and which of them holds which field."""

    locator: str
    columns: tuple[str, ...]
    fields: Mapping[str, str]


def read_json_lines(stream: BinaryIO, locator: str, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the reports of a file with one JSON object a line; blank lines are skipped."""
    for number, raw in read_lines(stream, options.limits.item_bytes):
        where = f"{locator}#{number}"
        if raw is None:
            yield make_failure(locator, f"the line is longer than {options.limits.item_bytes:,} bytes", number)
            continue
        if not raw.strip() or raw == codecs.BOM_UTF8:
            continue
        if is_seen(where, raw, options):
            continue
        try:
            row = json.loads(decode_bytes(raw))
        except (ValueError, RecursionError) as error:
            yield make_failure(locator, f"not valid JSON: {_problem(error)}", number)
            continue
        yield _json_item(row, raw, locator, number, options)


def read_json(raw: bytes, locator: str, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the reports of a JSON document: one object, a list of them, or an object that holds such a list.

    Raises:
        SourceError: the document is not valid JSON, or holds no objects.
    """
    try:
        page = json.loads(decode_bytes(raw))
    except RecursionError as error:
        raise SourceError(locator, "the JSON is nested too deeply") from error
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise SourceError(locator, f"not valid JSON: {_problem(error)}", line) from error
    rows = _rows_of(page)
    if rows is None:
        yield _json_item(page, raw, locator, None, options)
        return
    for number, row in enumerate(rows, start=1):
        piece = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        where = f"{locator}#{number}"
        if is_seen(where, piece, options):
            continue
        yield _json_item(row, piece, locator, number, options, is_line=False)


def read_csv(
    stream: BinaryIO, locator: str, options: ReadOptions, *, delimiter: str | None = None
) -> Iterator[Item | Failure]:
    """Yield the reports of a CSV or TSV file whose first row names the columns.

    A row that cannot be read is a failure, and reading goes on with the line after its first.

    Raises:
        SourceError: the file is empty, a mapped column is not there, or no column holds the text.
    """
    source = RowLines(stream, options.limits.item_bytes)
    csv.field_size_limit(options.limits.item_bytes)
    first = next(source, "")
    if not first.strip():
        raise SourceError(locator, "the table is empty: its first line must name the columns", 1)
    mark = delimiter or find_delimiter(first)
    try:
        columns = [column.strip() for column in next(csv.reader([first], delimiter=mark), [])]
    except csv.Error as error:
        raise SourceError(locator, f"the line that names the columns is not valid CSV: {error}", 1) from error
    table = Table(locator, tuple(columns), find_columns(columns, options, locator, 1))
    source.take()
    rows = csv.reader(source, delimiter=mark, strict=True)
    failures = 0
    while failures < MOST_BROKEN_ROWS:
        line = source.number + 1
        try:
            row, problem = next(rows, None), None
        except csv.Error as error:
            row, problem = source.read_loosely(mark), _problem_of(error)
        if row is None and problem is None:
            return
        if row is None:
            failures += 1
            yield make_failure(locator, problem or "", line)
            source.go_back()
        if problem is not None:
            rows = csv.reader(source, delimiter=mark, strict=True)
        if row is None:
            continue
        raw = source.take()
        if any(cell.strip() for cell in row):
            yield from _row_item(row, raw, table, line, options)
    yield make_failure(locator, f"{failures} rows could not be read: the rest of the table was left out", source.number)


def _problem_of(error: csv.Error) -> str:
    words = str(error)
    if "unexpected end" in words or "expected after" in words or "field larger" in words:
        return f"{OPEN_QUOTE} ({words})"
    return f"not valid CSV: {words}"


def find_delimiter(line: str) -> str:
    """Return what parts the columns in the first line of a table."""
    return max("\t,;|", key=lambda mark: (line.count(mark), mark == ","))


def _row_item(row: list[str], raw: bytes, table: Table, line: int, options: ReadOptions) -> Iterator[Item | Failure]:
    where = f"{table.locator}#{line}"
    if any(cell.strip() for cell in row[len(table.columns) :]):
        message = f"the row has {len(row)} cells for {len(table.columns)} columns: is a comma or mark in it not quoted?"
        yield make_failure(table.locator, message, line)
    elif not is_seen(where, raw, options):
        blank = Item(where, raw, "text/csv", READER_CSV, (), line=line)
        yield make_row_item(dict(zip(table.columns, row, strict=False)), table.fields, blank, options)


def _json_item(
    row: Any, raw: bytes, locator: str, line: int | None, options: ReadOptions, *, is_line: bool = True
) -> Item | Failure:
    where = f"{locator}#{line}" if line is not None else locator
    if not isinstance(row, Mapping):
        return make_failure(
            where if not is_line else locator, f"not a JSON object but {type(row).__name__}", line if is_line else None
        )
    try:
        fields = find_columns([str(key) for key in row], options, locator, line if is_line else None)
    except SourceError as error:
        return make_failure(where if not is_line else locator, error.message.replace("column", "key"), error.line)
    blank = Item(where, raw, "application/json", READER_JSON, (), line=line if is_line else None)
    return make_row_item(row, fields, blank, options)


def _rows_of(page: Any) -> list[Any] | None:
    """Return the list of objects in a document; ``None`` where the document is one report itself."""
    if isinstance(page, list):
        return page
    if not isinstance(page, Mapping):
        return None
    for key in LISTS:
        value = page.get(key)
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            return value
        if isinstance(value, Mapping):
            inner = _rows_of(value)
            if inner is not None:
                return inner
    return None


def _problem(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error).split("\n")[0]


def read_lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield line numbers from 1 and lines with their ends; ``None`` for a line of more than `limit` bytes.

    A UTF-16 stream with a mark is turned into UTF-8.
    """
    start = stream.read(2)
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        name = "utf-16-le" if start == codecs.BOM_UTF16_LE else "utf-16-be"
        yield from _read_wide_lines(stream, name, limit)
        return
    number = 0
    while True:
        if start.endswith(b"\n"):  # the two bytes read ahead hold a whole line, or end one
            line, start = start, b""
            for piece in line.splitlines(keepends=True):
                number += 1
                yield number, piece
            continue
        line, start = start + stream.readline(limit + 1), b""
        if not line:
            return
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(2**20)
        yield number, None


def _read_wide_lines(stream: BinaryIO, name: str, limit: int) -> Iterator[tuple[int, bytes | None]]:
    text = io.TextIOWrapper(stream, encoding=name, errors="replace", newline="")
    try:
        number, is_whole = 0, True
        while line := text.readline(limit):
            begins, is_whole = is_whole, line.endswith("\n")
            number += begins
            if begins:
                yield number, line.encode("utf-8", "replace") if is_whole or len(line) < limit else None
    finally:
        text.detach()  # the stream is the caller's to close


class RowLines:
    """Lines of a table for `csv.reader`, which remembers the bytes of the row being read and can go back in it."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.number = 0
        self._lines = read_lines(stream, limit)
        self._row: list[bytes] = []
        self._waiting: deque[bytes] = deque()
        self._ended = False

    def __iter__(self) -> RowLines:
        return self

    def __next__(self) -> str:
        if self._waiting:
            raw = self._waiting.popleft()
        else:
            found = next(self._lines, None)
            if found is None:
                self._ended = True
                raise StopIteration
            raw, *rest = LONE_RETURN.split(found[1] or b"\n")
            self._waiting.extend(rest)
        self.number += 1
        self._row.append(raw)
        return decode_bytes(raw).replace("\0", "")

    def take(self) -> bytes:
        """Return the bytes of the row that was just read, and begin a new one."""
        raw, self._row = b"".join(self._row), []
        return raw

    def read_loosely(self, delimiter: str) -> list[str] | None:
        """Return the cells of a row of one line that breaks the rules of quoting; ``None`` for one of several lines.

        Within one line the loose rules of spreadsheets do no harm; over several they would swallow rows.
        """
        if len(self._row) != 1 or self._ended:
            return None
        return next(csv.reader([decode_bytes(self._row[0])], delimiter=delimiter), None)

    def go_back(self) -> None:
        """Give all lines of the row but its first back to be read anew."""
        rest = self._row[1:]
        self._waiting.extendleft(reversed(rest))
        self.number -= len(rest)
        self._row = []
