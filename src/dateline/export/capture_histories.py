"""Capture histories: incident by list, 1 where the list knows of it, for multiple-systems estimation in R.

The columns are the lists that the incidents have, so the file is written once all are known; of each incident its lists
are held until then. See `dateline.weigh.captures` for what a list is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import UserError
from dateline.export.evidence import Evidence
from dateline.export.facts import find_not_done
from dateline.export.formats import Format, Options, Pieces, Writer, load_columns
from dateline.export.plain import IDS, clean_line, make_plain
from dateline.export.rows import Cell, Row, Scalar, cite_supports, leave_out
from dateline.weigh import LISTS, count_captures, list_captures, write_captures

NAME = "capture-histories"


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="Capture histories",
        about="Incident by list, 0 or 1, for multiple-systems estimation with Rcapture, LCMCR or dga.",
        suffix=".csv",
        columns=load_columns("capture_histories"),
        rows=make_rows,
        open=open_table,
        settings={
            "lists": f"what a list is: {', '.join(LISTS)} (line, an independent line of knowledge)",
            "least": "incidents that a list must know of; lists with fewer are one list, others (1)",
            "most": "lists that have a column of their own; those after are one list, others (all)",
        },
        ids=IDS,
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield the lists that know of each incident that is told as done.

    Raises:
        UserError: the setting ``lists`` is none of those there are.
    """
    kind = options.settings.get("lists", LISTS[0])
    for evidence in view:
        if (not_done := find_not_done(evidence)) is not None:
            yield not_done
            continue
        plain = make_plain(evidence, options)
        yield from plain.left_out
        lists = {key: clean_line(name) for key, name in list_captures(evidence.assessment, kind).items()}
        if not lists:
            yield leave_out(evidence, "no list", f"No {kind} is known to tell of it.")
            continue
        cells = {
            "incident": plain.cells["id"],
            "lists": Cell("; ".join(sorted(lists.values())), cite_supports(evidence, evidence.supports())),
        }
        yield Row(plain.id, evidence.incident.id, cells, evidence.reports, lists)


class HistoryWriter:
    """Holds the lists of each incident; equal ones are held once."""

    def __init__(self) -> None:
        self.seen: dict[str, Mapping[str, str]] = {}
        self._names: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}

    def write(self, row: Row, _cells: Mapping[str, Scalar]) -> None:
        """Hold the lists of an incident."""
        assert isinstance(row.record, dict)
        self.seen[row.id] = self._names.setdefault(tuple(row.record.items()), row.record)


@contextmanager
def open_table(path: Path, _format: Format, options: Options) -> Iterator[Writer]:
    """Open the table.

    Raises:
        UserError: a number among the settings is none.
    """
    least, most = _number(options, "least") or 1, _number(options, "most")
    writer = HistoryWriter()
    yield writer
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_captures(count_captures(writer.seen, least, most), stream)


def _number(options: Options, name: str) -> int | None:
    text = options.settings.get(name)
    if text is None:
        return None
    if not text.isdecimal() or int(text) < 1:
        raise UserError(f"--set {name}: {text!r} is no whole number above 0")
    return int(text)
