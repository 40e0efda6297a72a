"""Rows of places from outside: a GeoNames dump, or a list of a user's own as CSV, line by line, good and bad apart."""

from __future__ import annotations

import csv
import math
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from dateline.errors import SourceError
from dateline.knowledge.gazetteer_build import (
    STRIPPED,
    Entry,
    add_names,
    read_table,
    show_plainly,
    town_radius,
    without_designator,
)
from dateline.knowledge.place_areas import Area
from dateline.text import make_id

GEONAMES_COLUMNS = 19
LARGEST_FIELD = 1_000_000  # characters of a CSV field: alternate names of a country
# Other names of the columns of a list, as tables of places use them.
COLUMN_NAMES = {
    "latitude": "lat",
    "longitude": "lon",
    "lng": "lon",
    "long": "lon",
    "y": "lat",
    "x": "lon",
    "country_code": "country",
    "iso2": "country",
    "type": "kind",
    "pop": "population",
    "alternatenames": "alternates",
    "alternate_names": "alternates",
    "aliases": "alternates",
    "radius": "radius_km",
    "asciiname": "ascii",
}
NEEDED = ("name", "lat", "lon", "country")
KNOWN_COLUMNS = (*NEEDED, "admin1", "admin2", "kind", "population", "alternates", "radius_km")

# From the name of a country, or of a division of a country (code, name, level), to its code; `None` is not known.
FindCountry = Callable[[str], str | None]
FindDivision = Callable[[str, str, int], str | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file of places: `entry` is the place, `problem` says what is wrong; neither: a kind left out."""

    number: int
    entry: Entry | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Finders:
    """How words for countries and divisions become codes."""

    country: FindCountry
    division: FindDivision


class _BadLineError(Exception):
    """What is wrong with a line."""


@contextmanager
def open_places(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Open a file of places, or the one table in a .zip archive; give the stream and its size in bytes.

    Raises:
        SourceError: it is no file, no archive, or the archive holds no table or several.
    """
    if not path.is_file():
        raise SourceError(str(path), "no such file")
    if path.suffix.lower() != ".zip":
        with path.open("rb") as stream:
            yield stream, path.stat().st_size
        return
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [one for one in archive.infolist() if _is_table(one.filename)]
            if len(tables) != 1:
                held = ", ".join(one.filename for one in tables) or "none"
                raise SourceError(
                    str(path), f"the archive must hold one .txt, .csv or .tsv file of places, not: {held}"
                )
            with archive.open(tables[0]) as stream:
                yield stream, tables[0].file_size
    except zipfile.BadZipFile as error:
        raise SourceError(str(path), f"not a readable zip archive: {error}") from error


def _is_table(name: str) -> bool:
    return name.lower().endswith((".txt", ".csv", ".tsv")) and Path(name).stem.lower() != "readme"


def read_places(path: Path, stream: IO[bytes], after: int, finders: Finders) -> Iterator[Line]:
    """Yield the lines of a file of places from the one after line `after` on.

    A table of 19 columns between tabs without a header is a GeoNames dump; anything else is a list with a header.

    Raises:
        SourceError: the file is empty, or its header lacks a column that is needed.
    """
    first = stream.readline()
    if not first.strip():
        raise SourceError(str(path), "the file is empty")
    if first.count(b"\t") == GEONAMES_COLUMNS - 1 and first.split(b"\t")[0].removeprefix(b"\xef\xbb\xbf").isdigit():
        yield from _read_geonames(first, stream, after)
    else:
        yield from _read_list(path, first, stream, after, finders)


def _read_geonames(first: bytes, stream: IO[bytes], after: int) -> Iterator[Line]:
    number, raw = 1, first.removeprefix(b"\xef\xbb\xbf")
    while raw:
        if number > after and raw.strip():
            try:
                yield Line(number, _geonames_entry(raw))
            except _BadLineError as bad:
                yield Line(number, problem=str(bad))
        raw = stream.readline()
        number += 1


def _geonames_entry(raw: bytes) -> Entry | None:
    cells = _decode(raw).rstrip("\r\n").split("\t")
    if len(cells) != GEONAMES_COLUMNS:
        raise _BadLineError(f"{len(cells)} columns between tabs instead of {GEONAMES_COLUMNS}")
    kind = _kinds().get(f"{cells[6]}.{cells[7]}") or _kinds().get(f"{cells[6]}.*")
    if kind is None:
        return None
    if not cells[0].isdigit() or not cells[1].strip():
        raise _BadLineError("no name" if cells[0].isdigit() else f"the GeoNames id {cells[0]!r} is not a number")
    country, admin1, admin2 = cells[8].upper(), cells[10], cells[11]
    entry = Entry(int(cells[0]), cells[1].strip(), kind[0], country, population=_whole(cells[14] or "0", "population"))
    entry.admin1 = f"{country}.{admin1}" if country and admin1 and admin1 != "00" else ""
    entry.admin2 = f"{entry.admin1}.{admin2}" if entry.admin1 and admin2 else ""
    entry.area = _area(cells[4], cells[5], _radius(kind[1], entry.population))
    return _named(entry, [cells[2], *cells[3].split(",")])


def _read_list(path: Path, first: bytes, stream: IO[bytes], after: int, finders: Finders) -> Iterator[Line]:
    header = _header(path, first)
    delimiter = _delimiter(first)
    csv.field_size_limit(LARGEST_FIELD)
    problems: dict[int, str] = {}
    rows = csv.reader(_decoded_lines(stream, problems), delimiter=delimiter)
    while True:
        number = rows.line_num + 2  # the header is line 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            row, problems[number] = ["?"], str(error)
        if number <= after or not any(cell.strip() for cell in row):
            continue
        try:
            bad = next((problems[line] for line in range(number, rows.line_num + 2) if line in problems), None)
            if bad is not None:
                raise _BadLineError(bad)
            yield Line(number, _list_entry(header, row, finders))
        except _BadLineError as bad:
            yield Line(number, problem=str(bad))


def _header(path: Path, first: bytes) -> list[str]:
    try:
        cells = next(csv.reader([first.decode("utf-8-sig")], delimiter=_delimiter(first)))
    except UnicodeDecodeError as error:
        raise SourceError(str(path), "not UTF-8 text", 1) from error
    header = [COLUMN_NAMES.get(cell.strip().lower(), cell.strip().lower()) for cell in cells]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        message = f"neither a GeoNames dump (19 columns between tabs) nor a list: no column {', '.join(missing)}"
        raise SourceError(str(path), f"{message}; a list has a header with {', '.join(KNOWN_COLUMNS)}", 1)
    return header


def _delimiter(first: bytes) -> str:
    return max((",", ";", "\t"), key=lambda mark: first.count(mark.encode()))


def _decoded_lines(stream: IO[bytes], problems: dict[int, str]) -> Iterator[str]:
    for number, raw in enumerate(stream, start=2):
        try:
            yield raw.decode("utf-8").replace("\x00", "")
        except UnicodeDecodeError:
            problems[number] = "not UTF-8 text"
            yield raw.decode("latin-1").replace("\x00", "")


def _list_entry(header: list[str], row: list[str], finders: Finders) -> Entry:
    if len(row) != len(header):
        raise _BadLineError(f"{len(row)} columns instead of {len(header)}")
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    if not cells["name"]:
        raise _BadLineError("no name")
    word = cells.get("kind", "").lower() or "town"
    kind = _kinds().get(word)
    if kind is None:
        words = ", ".join(one for one in _kinds() if "." not in one)
        raise _BadLineError(f"unknown kind {word!r}; the kinds are {words}")
    country, admin1, admin2 = _divisions(cells, kind[0], finders)
    population = _whole(cells.get("population") or "0", "population")
    radius = _number(cells["radius_km"], "radius_km", 0.0, 5000.0) if cells.get("radius_km") else None
    area = _area(cells["lat"], cells["lon"], _radius(kind[1], population) if radius is None else radius)
    digest = make_id(cells["name"], country, admin1, kind[0], str(area.lat), str(area.lon), length=15)
    entry = Entry(-int(digest, 16), cells["name"], kind[0], country, admin1, admin2, area=area, population=population)
    entry.code = f"added:{digest}"
    return _named(entry, [one.strip() for one in cells.get("alternates", "").replace(";", "|").split("|")])


def _named(entry: Entry, alternates: list[str]) -> Entry:
    add_names(entry, alternates)
    if entry.kind in ("admin1", "admin2"):
        entry.add_name(without_designator(entry.name), STRIPPED)
    show_plainly(entry)
    return entry


def _divisions(cells: dict[str, str], kind: str, finders: Finders) -> tuple[str, str, str]:
    """Return the codes of country, first and second level that the cells name by code or by name."""
    if not cells["country"] and kind == "sea":
        return "", "", ""
    country = finders.country(cells["country"])
    if country is None:
        raise _BadLineError(f"unknown country {cells['country']!r}; give its code of two letters or its English name")
    codes = [country]
    for level, column in ((1, "admin1"), (2, "admin2")):
        word = cells.get(column, "")
        code = finders.division(codes[-1], word, level) if word and len(codes) == level else ""
        if code is None:
            raise _BadLineError(
                f"unknown {column} {word!r} in {codes[-1]}; give its name or GeoNames code, or leave it empty"
            )
        codes += [code] if code else []
    return (*codes, "", "")[:3]  # type: ignore[return-value]


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    return {code: (kind, radius) for code, kind, radius in read_table("feature_codes.tsv")}


def _radius(radius: str, population: int) -> float:
    return town_radius(population) if radius == "people" else float(radius)


def _area(lat: str, lon: str, radius: float) -> Area:
    return Area(_number(lat, "latitude", -90.0, 90.0), _number(lon, "longitude", -180.0, 180.0), radius)


def _number(cell: str, what: str, low: float, high: float) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise _BadLineError(f"the {what} {cell!r} is not a number from {low:g} to {high:g}")
    return value


def _whole(cell: str, what: str) -> int:
    plain = cell.replace(" ", "").replace(",", "")
    if not (plain.isascii() and plain.isdigit()):
        raise _BadLineError(f"the {what} {cell!r} is not a whole number")
    return int(plain)


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _BadLineError("not UTF-8 text") from error
