"""Writers: how rows become bytes. CSV that no spreadsheet executes, tab-separated lines, JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BufferedWriter, TextIOWrapper
from pathlib import Path

import msgspec

from dateline.export.formats import Column, Format, Options, Writer
from dateline.export.rows import Row, Scalar
from dateline.wording import printable

# Cells that a spreadsheet would run as a formula, also after blanks (OWASP, "CSV injection"); numbers are no formulas.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"  # what spreadsheets take for "this is text"


def escape(text: str) -> str:
    """Return `text` so that no spreadsheet runs it; its line ends are those of one cell."""
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    return MARK + text if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def encode_json(value: object) -> bytes:
    """Return `value` (anything that msgspec encodes) as JSON; a half of a character, not in UTF-8, as "?"."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value)
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def show(value: Scalar) -> str:
    """Return a value as a table shows it: nothing for ``None``, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


class CsvWriter:
    """Comma-separated, UTF-8, quoted where needed, ``\\n`` at the ends of lines."""

    def __init__(self, stream: BufferedWriter, columns: tuple[Column, ...]) -> None:
        self._text = TextIOWrapper(stream, "utf-8", errors="replace", newline="")
        self._csv = csv.writer(self._text, lineterminator="\n")
        self._names = tuple(column.name for column in columns)
        self._csv.writerow(self._names)

    def write(self, _row: Row, cells: Mapping[str, Scalar]) -> None:
        """Write a row."""
        self.write_cells(cells)

    def write_cells(self, cells: Mapping[str, Scalar]) -> None:
        """Write cells by column."""
        self._csv.writerow(
            [escape(value) if isinstance(value := cells[name], str) else show(value) for name in self._names]
        )

    def close(self) -> None:
        """Write out what is left."""
        self._text.flush()
        self._text.detach()


@contextmanager
def open_csv(path: Path, format_: Format, _options: Options) -> Iterator[Writer]:
    """Open a CSV file with the columns of the format."""
    with open_table(path, format_.columns) as writer:
        yield writer


@contextmanager
def open_table(path: Path, columns: tuple[Column, ...]) -> Iterator[CsvWriter]:
    """Open a CSV file with these columns."""
    with path.open("wb") as stream:
        writer = CsvWriter(stream, columns)
        yield writer
        writer.close()


class TsvWriter:
    """Tab-separated without quotes: tabs and line ends within a cell become blanks, what is missing ``None``."""

    def __init__(self, stream: BufferedWriter, columns: tuple[Column, ...]) -> None:
        self._stream = stream
        self._names = tuple(column.name for column in columns)
        self._line(self._names)

    def _line(self, cells: tuple[str, ...]) -> None:
        self._stream.write(("\t".join(cells) + "\n").encode("utf-8", "replace"))

    def write(self, _row: Row, cells: Mapping[str, Scalar]) -> None:
        """Write a row."""
        self._line(
            tuple(" ".join(escape(v).split()) if isinstance(v := cells[name], str) else show(v) for name in self._names)
        )


@contextmanager
def open_tsv(path: Path, format_: Format, _options: Options) -> Iterator[Writer]:
    """Open a tab-separated file with the columns of the format."""
    with path.open("wb") as stream:
        yield TsvWriter(stream, format_.columns)


class JsonLinesWriter:
    """One JSON object a line: the `record` of each row."""

    def __init__(self, stream: BufferedWriter) -> None:
        self._stream = stream

    def write(self, row: Row, _cells: Mapping[str, Scalar]) -> None:
        """Write a record."""
        line = row.record if isinstance(row.record, bytes) else encode_json(row.record)
        self._stream.write(line + b"\n")


@contextmanager
def open_json_lines(path: Path, _format: Format, _options: Options) -> Iterator[Writer]:
    """Open a file of JSON lines."""
    with path.open("wb") as stream:
        yield JsonLinesWriter(stream)
