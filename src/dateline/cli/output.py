"""How things are printed: JSON lines for programs, tables for people, and nothing that a report can smuggle in."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from dateline.wording import one_line, printable

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod, RenderableType
    from rich.table import Table

__all__ = [
    "count",
    "make_console",
    "make_table",
    "one_line",
    "print_json",
    "print_parts",
    "printable",
    "say",
]

NARROW, WIDE = 60, 140  # tables are no narrower and no wider than that
PIPED = 100  # the width where there is no terminal


def print_json(*records: object) -> None:
    """Print each record as one line of JSON (UTF-8, whatever the terminal's own encoding)."""
    import msgspec

    sys.stdout.flush()
    for record in records:
        sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
    sys.stdout.buffer.flush()


def make_console(*, stderr: bool = False) -> Console:
    """Return a console on standard output (or error): colours on a terminal only, a set width elsewhere."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = min(WIDE, max(NARROW, shutil.get_terminal_size((PIPED, 24)).columns)) if stream.isatty() else PIPED
    return Console(file=stream, width=width, highlight=False, emoji=False, markup=False)


def make_table(*headers: str, right: Iterable[str] = ()) -> Table:
    """Return a plain table; the columns named in `right` hold numbers."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", show_edge=False)
    for header in headers:
        side: JustifyMethod = "right" if header in right else "left"
        table.add_column(header, justify=side, no_wrap=header in ("id", "date"), overflow="fold")
    return table


def print_parts(console: Console, *parts: RenderableType) -> None:
    """Print parts of a page one below the other, without blanks at the ends of lines."""
    for part in parts:
        with console.capture() as captured:
            console.print(part)
        click.echo("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")), color=True)


def say(line: str) -> None:
    """Print a line about the work to standard error."""
    click.echo(printable(line), err=True)


def count(number: int, noun: str) -> str:
    """Return "1 report", "24 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
