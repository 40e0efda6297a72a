"""Parquet: a row an incident, typed, with all of its evidence inside, for pandas, DuckDB, R and Spark.

Needs pyarrow (``pip install 'dateline[parquet]'``). Rows are written in groups, so memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.errors import UserError
from dateline.export.evidence import Evidence
from dateline.export.formats import Column, Format, Options, Pieces, Writer, load_columns
from dateline.export.plain import IDS, Plain, clean, clean_line, make_plain
from dateline.export.rows import Cell, Row, Scalar, cite_supports
from dateline.records import FieldAssessment, Support, Value

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

NAME = "parquet"
BATCH = 20  # rows held as they are
GROUP = 1000  # rows held as columns before they are written
DAYS = frozenset({"first_day", "last_day"})
REALS = frozenset({"latitude", "longitude", "radius_km"})
WHOLE = frozenset({"credibility", "lines", "reports"})
BOUNDS = ("_low", "_best", "_high")


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="Parquet",
        about="Incidents as typed rows with all of their evidence inside, for pandas, DuckDB, R and Spark.",
        suffix=".parquet",
        columns=(*load_columns("plain"), *load_columns(NAME)),
        rows=make_rows,
        open=open_parquet,
        ids=IDS,
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a row for each incident, also for those that everybody denies: their status says so."""
    for evidence in view:
        plain = make_plain(evidence, options)
        yield from plain.left_out
        record = {**_typed(plain), **_nested(evidence)}
        yield Row(plain.id, evidence.incident.id, _cells(evidence, plain), evidence.reports, record)


def _typed(plain: Plain) -> dict[str, object]:
    return {
        name: date.fromisoformat(str(cell.value)) if name in DAYS and cell.value else cell.value
        for name, cell in plain.cells.items()
    }


def _nested(evidence: Evidence) -> dict[str, object]:
    return {
        "fields": [_field(evidence, one) for one in evidence.assessment.fields],
        "known_lines": [
            {
                "id": one.id,
                "label": clean_line(one.label),
                "basis": clean_line(one.basis),
                "reports": list(one.reports),
                "is_told": one.is_told,
            }
            for one in evidence.assessment.lines
        ],
        "report_list": [
            {
                "id": one.id,
                "title": clean_line(one.title),
                "publisher": _line(one.publisher),
                "origin": _line(one.origin),
                "byline": _line(one.byline),
                "published": one.published,
                "url": _line(one.url),
                "language": one.language,
                "source_kind": str(one.source_kind),
                "sha256": one.raw_sha256 or None,
            }
            for one in evidence.reports
        ],
        "judgements": [
            {
                "subject": one.subject,
                "verdict": one.verdict,
                "by": clean_line(one.by),
                "at": one.at,
                "note": clean(one.note),
                "value": clean(one.value) if one.value else None,
            }
            for one in evidence.judgements
        ],
    }


def _line(text: str | None) -> str | None:
    return clean_line(text) or None if text else None


def _field(evidence: Evidence, field: FieldAssessment) -> dict[str, object]:
    return {
        "field": field.field,
        "verdict": str(field.verdict),
        "explanation": clean_line(field.explanation),
        "values": [_value(evidence, one) for one in field.values],
    }


def _value(evidence: Evidence, value: Value) -> dict[str, object]:
    texts = evidence.texts
    return {
        "text": clean_line(value.text),
        "role": value.role,
        "min": value.min,
        "max": value.max,
        "lines": list(value.lines),
        "first_said": value.first_said,
        "last_said": value.last_said,
        "summary": clean_line(value.summary),
        "supports": [_support(one, texts.get(one.report_id, "")) for one in value.supports],
    }


def _support(support: Support, text: str) -> dict[str, object]:
    return {
        "report": support.report_id,
        "start": support.span.start,
        "end": support.span.end,
        "words": clean(support.span.of(text)),
        "speaker": support.speaker,
        "speaker_name": _line(support.speaker_name),
        "published": support.published,
        "line": support.line,
        "is_claim": support.claim,
    }


def _cells(evidence: Evidence, plain: Plain) -> dict[str, Cell]:
    supports = tuple(evidence.supports())
    nested = {
        "fields": Cell(len(supports), cite_supports(evidence, supports)),
        "known_lines": Cell(len(evidence.assessment.lines)),
        "report_list": Cell(len(evidence.reports), plain.cells["reports"].cites),
        "judgements": Cell(len(evidence.judgements) or None),
    }
    return {**plain.cells, **nested}


class ParquetWriter:
    """Turns a few rows at a time into columns, which take less room, and writes them in groups."""

    def __init__(self, file: pq.ParquetWriter, schema: pa.Schema) -> None:
        self._file = file
        self._schema = schema
        self._rows: list[object] = []
        self._batches: list[pa.RecordBatch] = []

    def write(self, row: Row, _cells: Mapping[str, Scalar]) -> None:
        """Write a row, once enough are held."""
        self._rows.append(row.record)
        if len(self._rows) == BATCH:
            self._turn()
        if len(self._batches) * BATCH >= GROUP:
            self.flush()

    def _turn(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._batches.append(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def flush(self) -> None:
        """Write what is held as a group."""
        import pyarrow as pa

        self._turn()
        if self._batches:
            self._file.write_table(pa.Table.from_batches(self._batches).combine_chunks())
            self._batches = []


@contextmanager
def open_parquet(path: Path, _format: Format, options: Options) -> Iterator[Writer]:
    """Open a Parquet file.

    Raises:
        UserError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UserError("writing Parquet needs pyarrow: pip install 'dateline[parquet]'") from error
    schema = make_schema().with_metadata({"dateline": __version__, "rule": options.rule or ""})
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        writer = ParquetWriter(file, schema)
        yield writer
        writer.flush()


def make_schema() -> pa.Schema:
    """Return the types of the columns."""
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()
    texts = pa.list_(text)
    support = {"report": text, "start": whole, "end": whole, "words": text, "speaker": text, "speaker_name": text}
    support |= {"published": text, "line": text, "is_claim": pa.bool_()}
    value = {"text": text, "role": text, "min": pa.float64(), "max": pa.float64(), "lines": texts}
    value |= {"first_said": text, "last_said": text, "summary": text, "supports": _list_of(support)}
    field = {"field": text, "verdict": text, "explanation": text, "values": _list_of(value)}
    line = {"id": text, "label": text, "basis": text, "reports": texts, "is_told": pa.bool_()}
    names = ("id", "title", "publisher", "origin", "byline", "published", "url", "language", "source_kind", "sha256")
    judgement = dict.fromkeys(("subject", "verdict", "by", "at", "note", "value"), text)
    nested = {
        "fields": _list_of(field),
        "known_lines": _list_of(line),
        "report_list": _list_of(dict.fromkeys(names, text)),
        "judgements": _list_of(judgement),
    }
    plain = [(one.name, _type_of(one)) for one in load_columns("plain")]
    return pa.schema([*plain, *nested.items()])


def _list_of(fields: Mapping[str, pa.DataType]) -> pa.DataType:
    import pyarrow as pa

    return pa.list_(pa.struct(list(fields.items())))


def _type_of(column: Column) -> pa.DataType:
    import pyarrow as pa

    if column.name in DAYS:
        return pa.date32()
    if column.name in REALS:
        return pa.float64()
    return pa.int64() if column.name in WHOLE or column.name.endswith(BOUNDS) else pa.string()
