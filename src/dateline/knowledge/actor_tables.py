"""Tables of the register of actors: tab-separated files under `data/actors`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

__all__ = ["read_table", "split_cell"]


def read_table(name: str, columns: int) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file, short rows filled up; lines that begin with # are comments."""
    text = files("dateline.knowledge").joinpath("data", "actors", name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (columns - len(cells))


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several, parted by "|"."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
