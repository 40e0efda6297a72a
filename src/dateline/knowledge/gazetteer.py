"""The gazetteer: names of places and what they may mean, in one read-only SQLite file.

The file holds the places of GeoNames (towns and villages of 500 inhabitants or more, first- and second-level divisions,
countries) and regions and conflict areas of our own. `gazetteer_build` makes it. Places that users add lie in files of
their own beside it (`gazetteer_added`) and are looked up with it.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from rapidfuzz.distance import JaroWinkler

from dateline.knowledge.gazetteer_added import Addition, Progress, add_places, added_files, list_added, make_digest
from dateline.knowledge.gazetteer_build import SCHEMA_VERSION, build_gazetteer
from dateline.knowledge.gazetteer_rows import Finders
from dateline.knowledge.place_names import name_key, sound_key, without_article

__all__ = ["Candidate", "Gazetteer", "add_file", "build_gazetteer", "open_gazetteer"]

CACHED_NAMES = 16384
# Below this Jaro-Winkler similarity of keys the same consonants are another name. Set by hand on a dozen spellings of
# towns in the training part of the corpus (2026-11); not tuned.
SAME_NAME = 0.86
COLUMNS = (
    "p.id, p.code, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.radius, p.population, p.is_capital"
)
BY_NAME = f"SELECT {COLUMNS}, n.quality FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"  # noqa: S608
BY_SOUND = f"SELECT {COLUMNS}, 4 FROM sound s JOIN place p ON p.id = s.place WHERE s.key = ?"  # noqa: S608
# Of a name that thousands of added places have, those with the most people: a look-up stays under a millisecond
# (`benchmarks/gazetteer.py`), and no more are weighed anyway.
MOST_ADDED = 40
MAPPED = 1 << 32  # bytes of an added file that are read as memory
ADDED_BY_NAME = (
    f"SELECT {COLUMNS}, n.quality FROM (SELECT place, quality FROM name WHERE key = ? ORDER BY quality, fewer, place"  # noqa: S608
    f" LIMIT {MOST_ADDED}) n JOIN place p ON p.id = n.place"
)
ADDED_BY_SOUND = (
    f"SELECT {COLUMNS}, 4 FROM (SELECT place FROM sound WHERE key = ? ORDER BY fewer, place LIMIT {MOST_ADDED}) s"  # noqa: S608
    " JOIN place p ON p.id = s.place"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    `kind` is country, admin1, admin2, town, region, stretch (river, road, mountains, area without exact bounds), sea or
    continent. `lat`, `lon` in degrees are the centre, `radius_km` how far the place reaches from it. `quality` says how
    the name was met: -1 what the name means first of all (our own list), 0 its usual name, 1 a name of our own list,
    2 the usual name without its designator or article, 3 any other name of it, 4 the same name in another romanisation.
    `country` is empty where the place lies in several.
    """

    id: str
    name: str
    kind: str
    country: str
    admin1: str
    admin2: str
    lat: float | None
    lon: float | None
    radius_km: float
    population: int
    is_capital: bool
    quality: int = 0


Row = tuple[int, str | None, str, str, str, str, str, float | None, float | None, float, int, int, int]


def _candidate(row: Row) -> Candidate:
    number, code, name, kind, country, admin1, admin2, lat, lon, radius, population, capital, quality = row
    # Places that are not of GeoNames have a number below zero and their id for a code.
    place_id = f"geonames:{number}" if number > 0 else code or ""
    return Candidate(
        place_id, name, kind, country, admin1, admin2, lat, lon, radius, population, bool(capital), quality
    )


class _Files:
    """The connection of this process; a forked child opens its own."""

    __slots__ = ("connection", "path", "pid")

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pid = -1
        self.connection: sqlite3.Connection | None = None

    def rows(self, query: str, *values: str | int) -> list[Row]:
        if self.connection is None or self.pid != os.getpid():
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            self.connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self.connection.execute(f"PRAGMA mmap_size={MAPPED}")
            self.pid = os.getpid()
        return cast("list[Row]", self.connection.execute(query, values).fetchall())


class Gazetteer:
    """Names of places and what they may mean. Safe to share in a process; pickled as the paths of its files."""

    __slots__ = ("_by_code", "_by_name", "_by_sound", "_demonym", "added", "digest", "path")

    def __init__(self, path: Path, added: tuple[Path, ...] = (), digest: str = "") -> None:
        """Take the file at `path` and the places that users added, which are opened at the first look-up.

        `digest` tells what was added, see `gazetteer_added.make_digest`.
        """
        self.path, self.added, self.digest = path, added, digest
        files = _Files(path)
        others = [_Files(one) for one in added]

        def first_of_each(built: list[Row], query: str, *values: str | int) -> list[Candidate]:
            rows = built + [row for one in others for row in one.rows(query, *values)]
            known: dict[str, Candidate] = {}
            for row in rows:  # of a place that several files have, that of the built one
                candidate = _candidate(row)
                known.setdefault(candidate.id, candidate)
            return list(known.values())

        @lru_cache(maxsize=CACHED_NAMES)
        def by_name(key: str) -> tuple[Candidate, ...]:
            return tuple(sorted(first_of_each(files.rows(BY_NAME, key), ADDED_BY_NAME, key), key=_fit))

        @lru_cache(maxsize=CACHED_NAMES)
        def by_sound(key: str) -> tuple[Candidate, ...]:
            sound = sound_key(key)
            found = first_of_each(files.rows(BY_SOUND, sound), ADDED_BY_SOUND, sound)
            alike = [(JaroWinkler.similarity(without_article(key), _bare(one)), one) for one in found]
            close = [pair for pair in alike if pair[0] >= SAME_NAME]
            return tuple(one for _, one in sorted(close, key=lambda pair: (-pair[0], -pair[1].population, pair[1].id)))

        @lru_cache(maxsize=CACHED_NAMES)
        def by_code(code: str) -> Candidate | None:
            scheme, _, value = code.partition(":")
            column = {"geonames": "id", "capital": "is_capital AND p.country"}.get(scheme, "code")
            query = f"SELECT {COLUMNS}, 0 FROM place p WHERE p.{column} = ?"  # noqa: S608
            asked = code if column == "code" else value
            found = first_of_each(files.rows(query, asked), query, asked)
            return found[0] if found else None

        @lru_cache(maxsize=CACHED_NAMES)
        def demonym(key: str) -> str | None:
            found = cast("list[tuple[str]]", files.rows("SELECT country FROM demonym WHERE key = ?", key))
            return found[0][0] if found else None

        self._by_name, self._by_sound, self._by_code, self._demonym = by_name, by_sound, by_code, demonym

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, tuple[Path, ...], str]]:
        return (Gazetteer, (self.path, self.added, self.digest))

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return all places of this name, the best match and the most people first; empty when there is none."""
        return self._by_name(name_key(name))

    def similar(self, name: str) -> tuple[Candidate, ...]:
        """Return places whose usual name is `name` in another romanisation, closest first (`quality` 4)."""
        key = name_key(name)
        return self._by_sound(key) if len(sound_key(key)) >= 2 and len(key) >= 4 else ()

    def is_name(self, name: str) -> bool:
        """Say whether any place has this name."""
        return bool(self.candidates(name))

    def get(self, place_id: str) -> Candidate | None:
        """Return the place of an id (``geonames:1256414``, ``dateline:kashmir``) or code (``IN``, ``IN.12``)."""
        return self._by_code(place_id)

    def capital_of(self, country: str) -> Candidate | None:
        """Return the capital of a country by its code."""
        return self._by_code(f"capital:{country}")

    def country_of_demonym(self, word: str) -> str | None:
        """Return the country code of a demonym or adjective ("Iraqi", "Iraqis"), ``None`` where it is none."""
        return self._demonym(name_key(word))


def _fit(one: Candidate) -> tuple[int, int, str]:
    """Return the order of the places of one name: usual and listed names alike first, then by people."""
    return (0 if one.quality == 1 else one.quality, -one.population, one.id)


def _bare(candidate: Candidate) -> str:
    return without_article(name_key(candidate.name))


def open_gazetteer(path: Path, progress: Callable[[str], None] | None = None) -> Gazetteer:
    """Return the gazetteer at `path` with what users added; it is built first when missing or of an older version.

    `progress` takes one line at each step of the building; by default the lines go to standard error.

    Raises:
        UserError: a file of added places is damaged, or was made by another version.
    """
    if _version(path) != SCHEMA_VERSION:
        build_gazetteer(path, progress=progress or _say)
    return Gazetteer(path, added_files(path), make_digest(list_added(path)))


def add_file(path: Path, source: Path, name: str | None, progress: Progress) -> tuple[Addition, bool]:
    """Add the places of a file to the gazetteer at `path`, see `gazetteer_added.add_places`."""
    gazetteer = open_gazetteer(path)
    finders = Finders(
        country=lambda words: _code_of(gazetteer, words, "", "country"),
        division=lambda around, words, level: _code_of(gazetteer, words, around, f"admin{level}"),
    )
    return add_places(path, source, finders, name=name, progress=progress)


def _code_of(gazetteer: Gazetteer, words: str, around: str, kind: str) -> str | None:
    """Return the code of a country or division, given by code, last part of it, or name; ``None`` is unknown."""
    codes = (words.upper(), words, f"{around}.{words}" if around else words)
    found = [one for one in map(gazetteer.get, codes) if one is not None]
    found += gazetteer.candidates(words)
    for one in found:
        code = {"country": one.country, "admin1": one.admin1, "admin2": one.admin2}[kind]
        if one.kind == kind and (not around or code.startswith(f"{around}.")):
            return code
    return None


def _version(path: Path) -> int:
    if not path.exists():
        return 0
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return 0


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
