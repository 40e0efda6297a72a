"""``dateline cite``: the words and reports behind a row of an exported file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.options import json_option
from dateline.cli.output import one_line, print_json
from dateline.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.export.beside import CitedRow


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.argument("row", metavar="ROW")
@click.argument("column", metavar="COLUMN", required=False)
@json_option("the row's cells, words and reports as one JSON object")
def cite(out: Path, row: str, column: str | None, *, as_json: bool) -> None:
    """Print the words and reports behind a row of an exported file, or behind one cell of it.

    ROW is an id in the file, or #1 for the first row. It reads OUT.citations.jsonl and needs no store.

    \b
    Examples:
      dateline cite events.csv 17
      dateline cite events.csv 17 best
    """
    from dateline.export import find_format
    from dateline.export.cite import find_row, read_provenance

    found = find_row(out, row)
    if column is not None and column not in found.cells:
        raise NotFoundError(f"{out}: row {found.row} has nothing in {column!r}; it has {', '.join(found.cells)}")
    if as_json:
        print_json(found)
        return
    grounds = {one.name: one.ground for one in find_format(read_provenance(out).format).columns}
    click.echo(f"row {found.row} of {out}: incident {found.incident}")
    wanted = found.cells if column is None else (column,)
    used = sorted({number for name in wanted for number in found.cells[name].cites})
    numbers = {number: at for at, number in enumerate(used, start=1)}
    for name in wanted:
        _print_cell(found, name, grounds.get(name, ""), numbers)
    if used:
        click.echo("\nwords")
    for number, at in numbers.items():
        click.echo(f"  [{at}] {_show_words(found, number)}")


def _print_cell(found: CitedRow, name: str, ground: str, numbers: Mapping[int, int]) -> None:
    """Print a cell, its rule, and the numbers of its words in the list below."""
    cell = found.cells[name]
    marks = "".join(f"[{numbers[number]}]" for number in cell.cites)
    click.echo(f"\n{name} = {one_line(str(cell.value))}  {marks}".rstrip())
    for why in dict.fromkeys(filter(None, (ground, cell.why))):
        click.echo(f"  rule: {one_line(why)}")


def _show_words(found: CitedRow, number: int) -> str:
    """Return “five traders” — police; Orbis Wire, 2024-03-04, https://... [id of the report]."""
    words = found.cites[number]
    report = found.reports.get(words.report)
    voice = words.name or ("the report itself" if words.speaker == "outlet" else words.speaker.replace("_", " "))
    where = ", ".join(filter(None, (report.publisher, report.published, report.url))) if report else ""
    return f"“{one_line(words.words)}” — {one_line(voice)}; {one_line(where)} [{words.report}]"
