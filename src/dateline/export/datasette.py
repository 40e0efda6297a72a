"""A SQLite file for Datasette: incidents, their versions, voices, reports, claims, relations and what was left out.

``datasette FILE -m FILE.metadata.json`` opens it with descriptions of all columns, facets and full-text search; it is
plain SQLite and opens in everything else as well. Foreign keys hold. The text of reports is in it only where it is
asked for (setting ``texts``).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import msgspec

from dateline.export.beside import LEFT_OUT_COLUMNS, left_out_cells
from dateline.export.evidence import Evidence
from dateline.export.formats import Column, Format, Options, Pieces, Writer, load_columns
from dateline.export.plain import IDS, clean, clean_line, make_plain
from dateline.export.rows import Cell, LeftOut, Row, Scalar, cite_field, cite_supports
from dateline.export.ties import find_ties
from dateline.records import Report, Responsibility

NAME = "datasette"
METADATA = ".metadata.json"
REALS = frozenset({"latitude", "longitude", "radius_km"})
WHOLE = re.compile(r".*_(?:low|best|high)|credibility|lines|reports")
TABLES = {
    "incidents": "What happened: one row an incident, weighed from all reports that tell of it.",
    "values": "Every version of every field of an incident, and how the versions stand to each other.",
    "supports": "Who gives each version: the report, the words, the speaker, the line of knowledge.",
    "reports": "The reports.",
    "tellings": "Which report tells of which incident.",
    "claims": "Who claims, denies, praises or is accused.",
    "relations": "What the reports say of named actors.",
    "left_out": "What is not in this file, and why.",
}
FACETS = {"incidents": ["country_name", "type", "grade"], "values": ["field", "verdict"], "supports": ["speaker"]}

Cells = tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A row of ``values`` without its id and incident, and the rows of ``supports`` that hang on it."""

    cells: Cells
    supports: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of all tables that an incident makes; ids are given by the writer."""

    reports: tuple[Cells, ...]
    versions: tuple[Version, ...]
    claims: tuple[Cells, ...]
    relations: tuple[Cells, ...]


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="SQLite for Datasette",
        about="All evidence in tables that a browser searches: datasette FILE -m FILE.metadata.json.",
        suffix=".db",
        columns=(*load_columns("plain"), *load_columns(NAME)),
        rows=make_rows,
        open=open_database,
        settings={
            "texts": "yes: reports with their full text, where you may pass it on (no)",
            "title": "title of the database in Datasette",
        },
        also=(METADATA,),
        ids=IDS,
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a row for each incident, also for those that everybody denies: their status says so."""
    has_text = options.settings.get("texts") == "yes"
    for evidence in view:
        plain = make_plain(evidence, options)
        yield from plain.left_out
        record = Record(
            tuple(_report(one, has_text=has_text) for one in evidence.reports),
            tuple(_versions(evidence)),
            tuple(_claims(evidence)),
            tuple(_relations(evidence)),
        )
        cells = {**plain.cells, **_counts(evidence, record)}
        yield Row(plain.id, evidence.incident.id, cells, evidence.reports, record)


def _counts(evidence: Evidence, record: Record) -> dict[str, Cell]:
    cites = cite_supports(evidence, evidence.supports())
    return {
        "values": Cell(len(record.versions), cites),
        "supports": Cell(sum(len(one.supports) for one in record.versions), cites),
        "tellings": Cell(len(record.reports)),
        "claims": Cell(len(record.claims) or None, cite_field(evidence, "responsibility")),
        "relations": Cell(len(record.relations) or None, tuple(one.cite for one in find_ties(evidence))),
    }


def _line(text: str | None) -> str | None:
    return clean_line(text) or None if text else None


def _report(one: Report, *, has_text: bool) -> Cells:
    named = (_line(one.title), _line(one.publisher), _line(one.origin), _line(one.byline), one.published)
    text = clean(one.text) if has_text else None
    return (one.id, *named, _line(one.url), one.language, str(one.source_kind), one.raw_sha256 or None, text)


def _versions(evidence: Evidence) -> Iterator[Version]:
    texts = evidence.texts
    for field in evidence.assessment.fields:
        for value in field.values:
            about = (len(value.lines), str(field.verdict), clean_line(field.explanation))
            when = (value.first_said, value.last_said, clean_line(value.summary))
            cells = (field.field, clean_line(value.text), value.role, value.min, value.max, *about, *when)
            supports = tuple(
                (
                    one.report_id if one.report_id in texts else None,
                    clean(one.span.of(texts.get(one.report_id, ""))) or None,
                    one.span.start,
                    one.span.end,
                    one.speaker,
                    _line(one.speaker_name),
                    one.published,
                    one.line,
                    one.claim,
                )
                for one in value.supports
            )
            yield Version(cells, supports)


def _claims(evidence: Evidence) -> Iterator[Cells]:
    events = {member.event_id for member in evidence.incident.members}
    texts = evidence.texts
    for found in evidence.findings:
        text = texts.get(found.report_id, "")
        for one in found.responsibility:
            if one.event in events:
                time = clean_line(one.when.value) if one.when is not None else None
                said_by = _line(one.by.of(text)) if one.by is not None else None
                words = clean_line(one.cue.of(text))
                yield (found.report_id, _who(one, text), one.stance, said_by, one.channel, time, words)


def _who(one: Responsibility, text: str) -> str | None:
    if one.who is None:
        return None
    name = one.who.actor.name if one.who.actor is not None else one.who.name
    return _line(name or one.who.span.of(text))


def _relations(evidence: Evidence) -> Iterator[Cells]:
    for tie in find_ties(evidence):
        time = clean_line(tie.when.value) if tie.when is not None else None
        sides = (tie.a.name, tie.a.kind, tie.type, tie.b.name, tie.b.kind)
        yield (tie.report.id, *sides, tie.status, time, clean_line(tie.cite.words))


class DatabaseWriter:
    """Writes the rows of all tables."""

    def __init__(self, database: sqlite3.Connection, names: Sequence[str]) -> None:
        self._database = database
        self._names = names

    def write(self, row: Row, cells: Mapping[str, Scalar]) -> None:
        """Write the rows that an incident makes."""
        record = row.record
        assert isinstance(record, Record)
        self._insert("incidents", [tuple(cells[name] for name in self._names)])
        self._insert("reports", record.reports, or_="or ignore")
        self._insert("tellings", [(row.id, one[0]) for one in record.reports])
        for version in record.versions:
            value = self._insert("values", [(None, row.id, *version.cells)])
            self._insert("supports", [(None, value, row.id, *one) for one in version.supports])
        self._insert("claims", [(None, row.id, *one) for one in record.claims])
        self._insert("relations", [(None, row.id, *one) for one in record.relations])

    def leave_out(self, one: LeftOut) -> None:
        """Write an entry of what was left out."""
        cells = left_out_cells(one)
        texts = (cells[column.name] for column in LEFT_OUT_COLUMNS)
        self._insert("left_out", [(None, *(clean(cell) if isinstance(cell, str) else cell for cell in texts))])

    def _insert(self, table: str, rows: Sequence[Cells], or_: str = "") -> int | None:
        last = None
        for row in rows:
            marks = ", ".join("?" * len(row))
            last = self._database.execute(f'insert {or_} into "{table}" values ({marks})', row).lastrowid  # noqa: S608
        return last


@contextmanager
def open_database(path: Path, _format: Format, options: Options) -> Iterator[Writer]:
    """Open an empty database, and write what Datasette is told of it beside."""
    plain = load_columns("plain")
    columns = ", ".join(f'"{one.name}" {_type_of(one)}' for one in plain)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Until it is whole it has another name, so that nothing need survive a crash.
        database.executescript("pragma journal_mode = off; pragma synchronous = off; pragma foreign_keys = on;")
        database.executescript(f"create table incidents ({columns});")
        database.executescript(_load("datasette.sql"))
        database.execute("begin")
        yield DatabaseWriter(database, [one.name for one in plain])
        database.execute("commit")
        database.executescript(_load("datasette_indexes.sql"))
        database.executescript("analyze; vacuum;")
    metadata = make_metadata(path.stem, options.settings.get("title"))
    path.with_name(path.name + METADATA).write_bytes(msgspec.json.format(msgspec.json.encode(metadata), indent=2))


def _type_of(column: Column) -> str:
    if column.name == "id":
        return "text primary key"
    if column.name in REALS:
        return "real"
    return "integer" if WHOLE.fullmatch(column.name) else "text"


def _load(name: str) -> str:
    return resources.files("dateline.export").joinpath("data", name).read_text("utf-8")


def make_metadata(name: str, title: str | None) -> dict[str, object]:
    """Return what Datasette is told of a database with this name: descriptions, facets, order."""
    facts = {one.name: f"{one.meaning}. {one.rule}".strip(". ") for one in load_columns("plain")}
    tables: dict[str, dict[str, object]] = {
        table: {"description": text, "facets": FACETS.get(table, []), "size": 50} for table, text in TABLES.items()
    }
    tables["incidents"] |= {"columns": facts, "label_column": "title", "sort": "first_day"}
    tables["reports"] |= {"label_column": "title", "sort": "published"}
    tables["values"] |= {"label_column": "text"}
    about = {"title": clean_line(title or "") or "Dateline", "description": "Conflict events and who says so."}
    return {**about, "source": "Dateline", "databases": {name: {"tables": tables}}}
