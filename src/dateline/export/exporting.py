"""One export: evidence in, a file and the three beside it out; all of them or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dateline.errors import UserError
from dateline.export.beside import (
    CITATIONS,
    LEFT_OUT,
    LEFT_OUT_COLUMNS,
    PROVENANCE,
    CitationWriter,
    Tally,
    left_out_cells,
    make_provenance,
)
from dateline.export.evidence import Evidence
from dateline.export.formats import Column, Format, ListingWriter, Options
from dateline.export.judged import judge
from dateline.export.rows import Cell, LeftOut, Row, Scalar, leave_out
from dateline.export.writers import open_table

NOTE = (
    "Made by Dateline from news reports. It follows the layout of the format that its title names; it is not data of, "
    "nor endorsed by, the owner of that format, and none of theirs is in it."
)
Show = Callable[[int], None]  # how many incidents are done


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to."""

    incidents: int
    rows: int
    left_out: Mapping[str, int]  # by rule
    files: tuple[Path, ...]  # the file itself first


def write_export(
    format_: Format, view: Iterable[Evidence], out: Path, options: Options, *, show: Show = lambda _done: None
) -> Exported:
    """Write `view` in a format to `out`, and beside it what was left out, the citations and the provenance.

    Rows are written as they come, so the memory needed is that of one incident. The files take their places only when
    all are whole; what stood there before is replaced.

    Raises:
        UserError: an option is not one of the format's, or `out` cannot be written.
    """
    settled = format_.settle(options)
    _check(out)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as folder:
        tally, parts = Tally(), _make_parts(format_, settled, out, Path(folder))
        _write(format_, _counted(view, tally, show), settled, parts, tally)
        proof = make_provenance(format_, settled, tally, parts, NOTE)
        provenance = Path(folder) / PROVENANCE
        provenance.write_bytes(msgspec.json.format(msgspec.json.encode(proof), indent=2) + b"\n")
        parts[out.name + PROVENANCE] = provenance
        placed = tuple(_place(part, out.with_name(name)) for name, part in parts.items())
    if not settled.citations:
        out.with_name(out.name + CITATIONS).unlink(missing_ok=True)  # of an earlier file: it would speak of other rows
    return Exported(tally.incidents, tally.rows, tally.left_out, placed)


def _check(out: Path) -> None:
    if not out.parent.is_dir():
        raise UserError(f"{out}: there is no folder {out.parent}; make it first")
    if not os.access(out.parent, os.W_OK):
        raise UserError(f"{out}: the folder {out.parent} cannot be written to")
    if out.is_dir() and any(out.iterdir()) and not out.with_name(out.name + PROVENANCE).exists():
        raise UserError(f"{out}: a folder that no export made; name another one")


def _make_parts(format_: Format, options: Options, out: Path, folder: Path) -> dict[str, Path]:
    """Return the files under way by the names that they will have."""
    names = ["", LEFT_OUT]
    if options.citations:
        names.append(CITATIONS)
    names += format_.also
    if format_.aside is not None:
        names.append(f".{format_.aside[0]}.csv")
    return {out.name + name: folder / (out.name + name) for name in names}


def _counted(view: Iterable[Evidence], tally: Tally, show: Show) -> Iterator[Evidence]:
    for evidence in view:
        tally.incidents += 1
        tally.pipelines.update(f"{found.pipeline} {found.model}" for found in evidence.findings)
        yield evidence
        show(tally.incidents)


def _write(
    format_: Format, view: Iterable[Evidence], options: Options, parts: Mapping[str, Path], tally: Tally
) -> None:
    """Write the rows and what goes beside them."""
    paths = list(parts.values())
    with ExitStack() as stack:
        writer = stack.enter_context(format_.open(paths[0], format_, options))
        left_out = stack.enter_context(open_table(paths[1], LEFT_OUT_COLUMNS))
        cited = CitationWriter(stack.enter_context(paths[2].open("wb")) if options.citations else None)
        aside = stack.enter_context(open_table(paths[-1], format_.aside[1])) if format_.aside is not None else None
        rejected: list[LeftOut] = []
        for piece in _pieces(format_, view, options, rejected):
            if isinstance(piece, LeftOut):
                tally.left_out[piece.rule] = tally.left_out.get(piece.rule, 0) + 1
                left_out.write_cells(left_out_cells(piece))
                if isinstance(writer, ListingWriter):
                    writer.leave_out(piece)
                continue
            cells = fill(format_.columns, piece.cells)
            writer.write(piece, cells)
            cited.write(piece, cells)
            tally.rows += 1
            if aside is not None and format_.aside is not None:
                for one in piece.aside:
                    aside.write_cells(fill(format_.aside[1], one))


def _pieces(
    format_: Format, view: Iterable[Evidence], options: Options, rejected: list[LeftOut]
) -> Iterator[Row | LeftOut]:
    """Yield the rows of what people let stand; what they rejected goes to the list as it is met."""
    for piece in format_.rows(_judged(view, format_, options, rejected), options):
        yield from _emptied(rejected)
        yield piece
    yield from _emptied(rejected)


def _emptied(entries: list[LeftOut]) -> Iterator[LeftOut]:
    yield from entries
    entries.clear()


def _judged(view: Iterable[Evidence], format_: Format, options: Options, rejected: list[LeftOut]) -> Iterator[Evidence]:
    for evidence in view:
        judged = judge(evidence)
        if isinstance(judged, Evidence):
            yield judged
            continue
        published = options.ledger.published(format_.ids or format_.name, evidence)
        rejected.append(judged)
        rejected += (
            leave_out(evidence, "withdrawn", "a row that was published before; people rejected it since", row=one)
            for one in published
        )


def fill(columns: tuple[Column, ...], cells: Mapping[str, Cell]) -> dict[str, Scalar]:
    """Return the values of a row by column, in order, with the sentinel where there is none.

    Raises:
        KeyError: a cell is in no column.
    """
    unknown = cells.keys() - {column.name for column in columns}
    if unknown:
        raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
    return {
        column.name: column.missing if (cell := cells.get(column.name)) is None or cell.value is None else cell.value
        for column in columns
    }


def _place(part: Path, place: Path) -> Path:
    if place.is_dir() and part.is_dir():
        shutil.rmtree(place)
    try:
        part.replace(place)
    except OSError as error:
        raise UserError(f"{place}: cannot be written: {error.strerror}") from error
    return place
