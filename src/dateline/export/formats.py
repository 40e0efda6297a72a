"""Formats: what an exporter is. A format says its columns, its rule and grain, how rows are made and how written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Protocol, runtime_checkable

from dateline.errors import UserError
from dateline.export.evidence import Evidence
from dateline.export.ledger import Ledger, MemoryShelf
from dateline.export.rows import LeftOut, Row, Scalar
from dateline.weigh import RULES

GRAINS = {
    "incident": "one row for each incident",
    "place_day": "one row for each day and place of an incident that one report tells apart",
    "attack": "one row for each attack of an incident that one report tells apart",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a path in a format that is none."""

    name: str
    meaning: str
    source: str  # where in the evidence it comes from
    rule: str = ""
    missing: Scalar = None  # what is written where nothing is known

    @property
    def ground(self) -> str:
        """What a cell rests on that no words of a report carry."""
        return self.rule or self.source


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose. ``None`` is the format's own default.

    `made` is the time that goes into the provenance (nothing reads a clock). `filters` are written there as they are:
    what is exported was chosen before. `settings` are a format's own: ``{"country_ids": "gw.csv"}``.
    """

    rule: str | None = None
    grain: str | None = None
    made: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    citations: bool = True
    ledger: Ledger = field(default_factory=lambda: Ledger(MemoryShelf()))


class Writer(Protocol):
    """Writes rows to a file; made by `Format.open`, closed by its context."""

    def write(self, row: Row, cells: Mapping[str, Scalar], /) -> None:
        """Write one row; `cells` are its values by column, sentinels filled in."""


@runtime_checkable
class ListingWriter(Writer, Protocol):
    """A writer of a file that has what was left out inside as well."""

    def leave_out(self, one: LeftOut, /) -> None:
        """Write an entry of what was left out."""


Pieces = Iterator[Row | LeftOut]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `rows` is pure and streams, `open` makes the writer for a path that does not exist yet."""

    name: str  # as on the command line
    title: str
    about: str  # one sentence: what it is for
    suffix: str
    columns: tuple[Column, ...]
    rows: Callable[[Iterable[Evidence], Options], Pieces]
    open: Callable[[Path, Format, Options], AbstractContextManager[Writer]]
    rule: str = "ucdp"
    grains: tuple[str, ...] = ("incident",)  # the first is the default
    settings: Mapping[str, str] = field(default_factory=dict)  # name -> help
    aside: tuple[str, tuple[Column, ...]] | None = None  # name of the file beside and its columns
    also: tuple[str, ...] = ()  # ends of the names of further files that `open` makes beside: (".metadata.json",)
    ids: str = ""  # scheme of its published ids in the ledger; empty: its own name

    def settle(self, options: Options) -> Options:
        """Return `options` with this format's defaults in the place of what was not chosen.

        Raises:
            UserError: the rule, the grain or a setting is not one of this format's.
        """
        rule, grain = options.rule or self.rule, options.grain or self.grains[0]
        if rule not in RULES:
            raise UserError(f"--rule: unknown rule {rule!r}; the rules are {', '.join(RULES)}")
        if grain not in self.grains:
            raise UserError(f"--grain: {self.name} has no grain {grain!r}; it has {', '.join(self.grains)}")
        for name in options.settings:
            if name not in self.settings:
                known = ", ".join(self.settings) or "none"
                raise UserError(f"--set: {self.name} has no setting {name!r}; it has {known}")
        return replace(options, rule=rule, grain=grain)


@cache
def load_columns(name: str) -> tuple[Column, ...]:
    """Return the columns of ``data/<name>.tsv``: name, meaning, source, rule, sentinel; the order is the file's."""
    page = resources.files("dateline.export").joinpath("data", f"{name}.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in page.splitlines() if line and not line.startswith("#")]
    padded = [(*row, *[""] * (5 - len(row))) for row in rows]
    return tuple(Column(name, meaning, source, rule, _sentinel(cell)) for name, meaning, source, rule, cell in padded)


def _sentinel(cell: str) -> Scalar:
    if cell == "":
        return None
    return int(cell) if cell.lstrip("-").isdigit() else cell
