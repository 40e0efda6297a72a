"""What every file has beside itself: what was left out, what each cell rests on, and where all of it comes from.

FILE.left-out.csv      incident, row or field, the rule that kept it out, the words
FILE.citations.jsonl   a line for each row: its cells, their rules, the words and reports behind them
FILE.provenance.json   versions, rule, grain, filters, counts, SHA-256 of all files
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BufferedWriter
from pathlib import Path

import msgspec

from dateline import __version__
from dateline.export.formats import Column, Format, Options
from dateline.export.rows import Citation, LeftOut, Row, Scalar
from dateline.export.writers import encode_json
from dateline.records import Report

LEFT_OUT = ".left-out.csv"
CITATIONS = ".citations.jsonl"
PROVENANCE = ".provenance.json"

LEFT_OUT_COLUMNS = (
    Column("incident", "Id of the incident in the store", "incident"),
    Column("title", "Its title", "assessment"),
    Column("row", "Id of the row, where a field of it or a row published before is meant", "ledger"),
    Column("field", "The field that is missing in the row; empty: the whole row", "format"),
    Column("rule", "The rule that kept it out", "format"),
    Column("reason", "The rule in a sentence", "format"),
    Column("words", "What the reports say, parted by |", "spans"),
    Column("reports", "Ids of the reports, parted by blanks", "incident"),
)


def left_out_cells(one: LeftOut) -> dict[str, Scalar]:
    """Return an entry as cells of `LEFT_OUT_COLUMNS`."""
    return {
        "incident": one.incident,
        "title": one.title,
        "row": one.row,
        "field": one.field,
        "rule": one.rule,
        "reason": one.reason,
        "words": one.words,
        "reports": " ".join(one.reports),
    }


class CitedWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """A citation in the file beside."""

    report: str
    start: int
    end: int
    words: str
    speaker: str
    name: str | None = None


class CitedCell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell in the file beside; `cites` are positions in the row's list."""

    value: Scalar
    why: str = ""
    cites: tuple[int, ...] = ()


class CitedReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """A report in the file beside."""

    title: str
    publisher: str | None = None
    origin: str | None = None
    published: str | None = None
    url: str | None = None
    sha256: str = ""


class CitedRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the file beside; `row` comes first so that a line is found without reading it whole."""

    row: str
    incident: str
    cells: dict[str, CitedCell]
    cites: tuple[CitedWords, ...] = ()
    reports: dict[str, CitedReport] = {}


def make_cited_row(row: Row, cells: Mapping[str, Scalar]) -> CitedRow:
    """Return what the cells of a row rest on; `cells` are its values, sentinels filled in."""
    numbers: dict[Citation, int] = {}
    known: dict[int, tuple[int, ...]] = {}  # many cells of a row rest on the same tuple of words: looked up once
    cited = {}
    for name, value in cells.items():
        if value is None or value == "":
            continue
        cell = row.cells.get(name)
        if cell is None:
            cited[name] = CitedCell(value)
            continue
        if id(cell.cites) not in known:
            known[id(cell.cites)] = tuple(numbers.setdefault(one, len(numbers)) for one in cell.cites)
        cited[name] = CitedCell(value, cell.why, known[id(cell.cites)])
    used = {one.report for one in numbers}
    return CitedRow(
        row.id,
        row.incident,
        cited,
        tuple(
            CitedWords(one.report, one.span.start, one.span.end, one.words, one.speaker, one.speaker_name)
            for one in numbers
        ),
        {one.id: _report(one) for one in row.reports if one.id in used},
    )


def _report(one: Report) -> CitedReport:
    return CitedReport(one.title, one.publisher, one.origin, one.published, one.url, one.raw_sha256)


class CitationWriter:
    """Writes the file of citations, or nothing where it is not wanted."""

    def __init__(self, stream: BufferedWriter | None) -> None:
        self._stream = stream

    def write(self, row: Row, cells: Mapping[str, Scalar]) -> None:
        """Write the line of a row."""
        if self._stream is not None:
            self._stream.write(encode_json(make_cited_row(row, cells)) + b"\n")


class FileProof(msgspec.Struct, frozen=True):
    """A file and its digest."""

    sha256: str
    bytes: int


class Provenance(msgspec.Struct, frozen=True):
    """Where a file comes from and how it was made."""

    format: str
    title: str
    dateline: str
    made: str | None
    rule: str
    grain: str
    filters: dict[str, str]
    settings: dict[str, str]
    pipelines: list[str]  # "1 rules/1": pipeline and model that read the reports
    incidents: int  # that the filters let through
    rows: int
    left_out: dict[str, int]  # by rule
    files: dict[str, FileProof]
    note: str


def make_provenance(
    format_: Format, options: Options, tally: Tally, files: Mapping[str, Path], note: str
) -> Provenance:
    """Return the provenance of finished files; `files` are by the names that they will have."""
    return Provenance(
        format=format_.name,
        title=format_.title,
        dateline=__version__,
        made=options.made,
        rule=options.rule or format_.rule,
        grain=options.grain or format_.grains[0],
        filters=dict(options.filters),
        settings=dict(options.settings),
        pipelines=sorted(tally.pipelines),
        incidents=tally.incidents,
        rows=tally.rows,
        left_out=dict(sorted(tally.left_out.items())),
        files={name: prove(path) for name, path in files.items()},
        note=note,
    )


class Tally:
    """What is counted while a file is written."""

    def __init__(self) -> None:
        self.incidents = 0
        self.rows = 0
        self.left_out: dict[str, int] = {}
        self.pipelines: set[str] = set()


def prove(path: Path) -> FileProof:
    """Return the digest and size of a file, or of all files of a folder, in the order of their names."""
    digest, size = hashlib.sha256(), 0
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    for one in files:
        if path.is_dir():
            digest.update(one.relative_to(path).as_posix().encode() + b"\0")
        with one.open("rb") as stream:
            while block := stream.read(1 << 16):
                digest.update(block)
                size += len(block)
    return FileProof(digest.hexdigest(), size)
