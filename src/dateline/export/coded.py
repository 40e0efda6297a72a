"""Coded tables: rows that people (or Dateline) coded by a codebook, and what they are matched by."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec
import yaml
from dateutil import parser

from dateline.errors import UserError
from dateline.export.countries import load_countries
from dateline.knowledge.actor_tables import read_table, split_cell
from dateline.text import fold_name

OWN = "own"
ISO_DAY = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:[ T].*)?$")


class Scheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a table keeps what: see data/schemes.yaml."""

    id: str
    first: str | tuple[str, ...]
    last: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    precision: str | None = None
    place: str | None = None
    country: str | None = None
    killed: str | None = None
    kind: str | None = None
    names: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class OwnTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user's own table: which column holds which of Dateline's fields, and what its words for types mean."""

    columns: dict[str, str]
    types: dict[str, str] = {}
    day_first: bool = True


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A coded row; `last` is included. `left_out` is the rule by which Dateline left it out of the file."""

    id: str
    cells: Mapping[str, str]
    first: date | None
    last: date | None
    point: tuple[float, float] | None
    place: str
    country: str | None  # ISO 3166-1 alpha-2
    killed: float | None
    kind: str
    names: tuple[str, ...]
    incident: str = ""
    left_out: str = ""


@cache
def load_schemes() -> Mapping[str, Scheme]:
    """Return the schemes by name."""
    page = resources.files("dateline.export").joinpath("data", "schemes.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(page), dict[str, Scheme])


def load_mapping(path: Path) -> OwnTable:
    """Return a user's mapping.

    Raises:
        UserError: it is not there, or is no mapping.
    """
    try:
        found = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), OwnTable)
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from error
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise UserError(f"{path}: not a mapping: {' '.join(str(error).split())}") from error
    known = {*load_schemes()[OWN].fields, "id", "end", "latitude", "longitude"}
    unknown = [name for name in found.columns if name not in known]
    if unknown or "date" not in found.columns:
        wrong = f"no field {unknown[0]!r}" if unknown else "no column for date"
        raise UserError(f"{path}: {wrong}; the fields are {', '.join(sorted(known))}")
    return found


def read_coded(
    path: Path, scheme: Scheme, mapping: OwnTable | None = None, encoding: str = "utf-8"
) -> Iterator[CodedRow]:
    """Yield the rows of a coded table.

    Raises:
        UserError: the file cannot be read or lacks a column; the message says which line.
    """
    for number, cells in _read_cells(path, encoding):
        if mapping is not None:
            cells = {name: cells.get(column, "") for name, column in mapping.columns.items()}
            cells["type"] = mapping.types.get(cells.get("type", ""), cells.get("type", ""))
            cells.setdefault("id", f"line {number}")
        try:
            yield make_coded(cells, scheme, day_first=mapping is None or mapping.day_first)
        except ValueError as error:
            raise UserError(f"{path}:{number}: {error}") from error


def _read_cells(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, str]]]:
    delimiter = "\t" if path.suffix in (".tsv", ".txt") else ","
    try:
        with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as stream:
            rows = csv.DictReader(stream, delimiter=delimiter)
            for row in rows:
                yield rows.line_num, {name: (value or "").strip() for name, value in row.items() if name is not None}
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not {encoding}: name the encoding, --encoding latin-1 for example") from error
    except (csv.Error, LookupError) as error:
        raise UserError(f"{path}: {error}") from error


def make_coded(
    cells: Mapping[str, str], scheme: Scheme, *, incident: str = "", left_out: str = "", day_first: bool = True
) -> CodedRow:
    """Return a row from its cells.

    Raises:
        ValueError: a column is missing, or a day or number cannot be read.
    """
    begin = (scheme.first,) if isinstance(scheme.first, str) else scheme.first
    for name in (scheme.id, *begin):
        if name not in cells:
            raise ValueError(f"no column {name!r}: is it a table of another format? (--format)")
    first, end = _days([cells[name] for name in begin], day_first)
    if scheme.last is not None and cells.get(scheme.last):
        end = _days([cells[scheme.last]], day_first)[1]
    lat, lon = _number(cells, scheme.latitude), _number(cells, scheme.longitude)
    country = find_country(cells.get(scheme.country or "", ""))
    if len(begin) == 1 and first is not None and first == end:
        cells = {**cells, begin[0]: first.isoformat()}  # "3 June 2024" and 2024-06-03 are one day
    return CodedRow(
        id=cells[scheme.id],
        cells=cells,
        first=first,
        last=end,
        point=None if lat is None or lon is None else (lat, lon),
        place=cells.get(scheme.place or "", ""),
        country=country,
        killed=_number(cells, scheme.killed),
        kind=cells.get(scheme.kind or "", ""),
        names=tuple(name for column in scheme.names if (name := cells.get(column, ""))),
        incident=incident,
        left_out=left_out,
    )


def _days(parts: list[str], day_first: bool) -> tuple[date | None, date | None]:
    """Return the first and last day that a date, or year, month and day, may mean; ``None`` for none."""
    if len(parts) == 1:
        text = parts[0]
        if not text:
            return None, None
        found = ISO_DAY.match(text)
        if found is None:
            day = parser.parse(text, dayfirst=day_first).date()
            return day, day
        parts = [part or "0" for part in found.groups()]
    year, month, day_ = (int(part or 0) for part in (*parts, "0", "0")[:3])
    if not year:
        return None, None
    first = date(year, month or 1, day_ or 1)
    if day_ and month:
        return first, first
    after = date(year + 1, 1, 1) if not month else date(year + month // 12, month % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _number(cells: Mapping[str, str], column: str | None) -> float | None:
    text = cells.get(column or "", "").replace(",", "")
    return float(text) if text and text != "None" else None


def find_country(name: str) -> str | None:
    """Return the code of a country by its name or code; ``None`` for an unknown one."""
    return _countries().get(fold_name(name)) if name else None


@cache
def _countries() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in load_countries().values():
        for name in (one.name, one.iso2, one.iso3):
            found.setdefault(fold_name(name), one.iso2)
    for code, name, others, *_ in read_table("states.tsv", 5):
        for each in (name, *split_cell(others)):
            found.setdefault(fold_name(each), code)
    return found


def find_scheme(path: Path, encoding: str = "utf-8") -> str:
    """Return the scheme whose columns a table has.

    Raises:
        UserError: it has those of none.
    """
    cells = next((cells for _, cells in _read_cells(path, encoding)), {})
    for name, scheme in load_schemes().items():
        begin = (scheme.first,) if isinstance(scheme.first, str) else scheme.first
        if name != OWN and all(column in cells for column in (scheme.id, *begin)):
            return name
    known = ", ".join(name for name in load_schemes() if name != OWN)
    raise UserError(f"{path}: has the columns of none of {known}; give a mapping of its columns with --format")
