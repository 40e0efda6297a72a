"""Build `listed.tsv`, the part of the register of actors that comes from public lists.

Usage: python tools/build_register.py DIRECTORY

DIRECTORY holds the lists (see docs/sources.md): un_entities.json, ofac_terror_entities.json,
Phoenix.MilNonState.actors.txt, Militant-Group-Key.csv. Only names, countries and what is an alias of what are taken
over. Bodies that are no armed groups (banks, firms, charities, ships) and persons are left out. A name that two groups
share, and a name made of common words alone, is put among those that mislead.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError
from rapidfuzz.distance import JaroWinkler

from dateline.knowledge.actor_tables import read_table
from dateline.knowledge.names import are_alike, name_key, sound_key

OUT = Path(__file__).parent.parent / "src/dateline/knowledge/data/actors/listed.tsv"
LISTS = yaml.safe_load((Path(__file__).with_suffix(".yaml")).read_text("utf-8"))
ARMED = re.compile(rf"\b(?:{'|'.join(LISTS['armed'])})\b", re.IGNORECASE)
BUSINESS = re.compile(rf"\b(?:{'|'.join(LISTS['business'])})\b", re.IGNORECASE)
DROPPED = re.compile("|".join(LISTS["dropped"]), re.IGNORECASE)
PERSONS = re.compile("|".join(LISTS["persons"]), re.IGNORECASE)
KEPT, SMALL, COMMON = (frozenset(LISTS[name]) for name in ("kept", "small", "common"))
WORDS_IN_CAPITALS = frozenset(LISTS["words_in_capitals"])


@dataclass
class Group:
    """A group while it is gathered."""

    name: str
    countries: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def main(directory: Path) -> None:
    """Read the lists, join what is one group, mark names that mislead, write the table."""
    known = {name_key(name): row[0] for row in _curated() for name in _names_of(row)}
    groups: dict[str, Group] = {}
    owners = Owners()
    for row in _curated():
        for name in _names_of(row):
            owners.add(name, row[0])
    for group in (*_un(directory), *_ofac(directory), *_militant_key(directory), *_phoenix(directory)):
        _join(group, groups, owners)
    rows = _mark(groups, known)
    header = (
        "# Armed groups from public lists; made by tools/build_register.py, corrections belong into groups.tsv.\n"
        "# Columns as in groups.tsv. A row with the name of a group there adds names to it.\n"
    )
    OUT.write_text(header + "".join("\t".join(row) + "\n" for row in sorted(rows)), "utf-8")
    print(f"{len(rows)} rows, {sum(1 + len(row[4].split('|')) for row in rows)} names")


def _curated() -> Iterator[list[str]]:
    yield from read_table("groups.tsv", 6)
    yield from read_table("bodies.tsv", 6)


def _names_of(row: list[str]) -> list[str]:
    return [name for name in (row[0], *row[4].split("|"), *row[5].split("|")) if name]


@dataclass
class Owners:
    """Which group has a name, also in another romanisation."""

    by_key: dict[str, str] = field(default_factory=dict)
    by_sound: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, owner: str) -> None:
        """Give `name` to `owner` unless somebody has it."""
        key = name_key(name)
        if key and key not in self.by_key:
            self.by_key[key] = owner
            self.by_sound[sound_key(key)].append(key)

    def of(self, name: str) -> str | None:
        """Return who has `name`, or a name that sounds the same and is spelt much alike."""
        key = name_key(name)
        if key in self.by_key or name.isupper():
            return self.by_key.get(key)
        alike = [
            (JaroWinkler.similarity(key, other), other)
            for other in self.by_sound.get(sound_key(key), ())
            if len(key) > 6 and are_alike(key, other)
        ]
        best = max(alike, default=(0.0, ""))
        return self.by_key[best[1]] if best[0] >= 0.9 else None


COUNTRIES = frozenset(
    word.upper() for row in read_table("states.tsv", 5) for word in (row[1], *row[2].split("|"), *row[3].split("|"))
)


def _join(group: Group, groups: dict[str, Group], owners: Owners) -> None:
    """Add `group`, joined to the one that has its main name or a long one; names of others are left to them."""
    strong = [
        name for name in group.names if len(name_key(name).split()) >= 2 and not set(name_key(name).split()) <= COMMON
    ]
    found = [owner for owner in map(owners.of, (group.name, *strong)) if owner]
    target = found[0] if found else group.name
    place = groups.setdefault(target, Group(target))
    place.countries += [code for code in group.countries if code not in place.countries]
    for name in (group.name, *group.names):
        if name_key(name) and name not in place.names and owners.of(name) in (None, target):
            place.names.append(name)
            owners.add(name, target)


def _mark(groups: dict[str, Group], known: dict[str, str]) -> list[list[str]]:
    """Return the rows; a name of two groups, or of common words only, misleads; a curated group keeps its names."""
    users: dict[str, set[str]] = defaultdict(set)
    for key, target in known.items():
        users[key].add(target)
    for target, group in groups.items():
        for name in group.names:
            users[name_key(name)].add(target)
    rows = []
    for target, group in groups.items():
        seen = {name_key(target)}
        good: list[str] = []
        bad: list[str] = []
        for name in group.names:
            key = name_key(name)
            if key in seen or known.get(key) not in (None, target) or known.get(key) == target:
                continue
            seen.add(key)
            (bad if len(users[key]) > 1 or _is_common(key) else good).append(name)
        if target not in known.values() and (_is_common(name_key(target)) or len(users[name_key(target)]) > 1):
            bad.insert(0, target)
        if good or bad or target not in known.values():
            rows.append([target, "armed_group", "|".join(group.countries[:4]), "", "|".join(good), "|".join(bad)])
    return rows


def _is_common(key: str) -> bool:
    words = [word for word in key.split() if word not in SMALL]
    short = len(words) <= 1 and len(key.replace(" ", "")) <= 4
    return (
        short
        or key.upper() in COUNTRIES
        or (len(words) <= 2 and all(word in COMMON or word.isdigit() for word in words))
    )


def _titled(name: str) -> str:
    """Return a name in capitals as a newspaper writes it; abbreviations and mixed case stay."""
    name = re.sub(r"\s+", " ", name.replace("’", "'").replace("‘", "'")).strip(' ,;-"')
    if name.upper() != name or (len(name) <= 6 and " " not in name and name not in WORDS_IN_CAPITALS):
        return name
    words = [
        word.lower() if word.lower() in SMALL and place else word.capitalize()
        for place, word in enumerate(name.split())
    ]
    joined = " ".join(words)
    joined = re.sub(r"-(?:[a-z])", lambda match: match.group().upper(), joined)
    joined = re.sub(r"-(Ul|E|I|Ud|Al|Wal|El|Ur|Us)(?=[- ])", lambda match: match.group().lower(), joined)
    return re.sub(r"\b(Ira|Isis|Isil|Pij|Pkk|Pflp)\b", lambda match: match.group().upper(), joined)


def _split_names(name: str) -> list[str]:
    """Split "ISLAMIC ARMY OF ADEN (IAA)" and "A / B" into their names; other scripts are left out."""
    found = []
    for part in re.split(r"\s+/\s+|;", name):
        inner = re.findall(r"\(([^()]*)\)", part)
        found.append(re.sub(r"\s*\([^()]*\)", "", part))
        found += [
            piece
            for piece in inner
            if re.fullmatch(r"[A-Z]{2,9}(?:[/-][A-Z]+)?|[A-Z][A-Za-z]{1,4}", piece) and piece.upper() not in COUNTRIES
        ]
    named = [_titled(one) for one in found]
    return [
        one
        for one in named
        if (len(one) >= 2 and one.isascii()) or (re.fullmatch(r"[\w\s'’\-À-ɏ]{4,}", one) and re.search("[a-z]", one))
    ]


def _group(names: list[str], countries: list[str]) -> Group | None:
    split = [name for given in names for name in _split_names(given)]
    split = [
        name
        for name in split
        if len(name) <= 70
        and not PERSONS.search(name)
        and not re.search(r"(?i)\\.(?:org|com)$", name)
        and not re.search(r"\((?:original|QDe|QDi)|[\"#\d]{4,}|\bcare of\b", name)
    ]
    return Group(split[0], countries, split[1:]) if split else None


def _un(directory: Path) -> Iterator[Group]:
    for entry in json.loads((directory / "un_entities.json").read_text("utf-8")):
        if entry["list"] in ("Iran", "DPRK", "Iraq", "Libya") or not _is_armed(
            entry["name"], entry["aliases"], entry["list"] in ("DRC", "Haiti")
        ):
            continue
        group = _group([entry["name"], *entry["aliases"]], [code for code in map(_code, entry["countries"]) if code])
        if group is not None:
            yield group


def _ofac(directory: Path) -> Iterator[Group]:
    for entry in json.loads((directory / "ofac_terror_entities.json").read_text("utf-8")):
        listed = "FTO" in entry["programs"] and "IRGC" not in entry["programs"]
        if (
            "IFSR" in entry["programs"]
            and not listed
            and "DIVISION" not in entry["name"]
            and "BRIGADE" not in entry["name"]
        ):
            continue
        if listed or _is_armed(entry["name"], entry["aliases"]):
            group = _group([entry["name"], *entry["aliases"]], [])
            if group is not None:
                yield group


def _is_armed(name: str, aliases: list[str], known: bool = False) -> bool:
    if DROPPED.search(name) or BUSINESS.search(name):
        return name in KEPT
    if any(BUSINESS.search(alias) and not ARMED.search(alias) for alias in aliases):
        return False
    return known or bool(ARMED.search(name))


def _militant_key(directory: Path) -> Iterator[Group]:
    with (directory / "Militant-Group-Key.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            name = re.sub(r"^The ", "", row["name"].strip())
            if name and not BUSINESS.search(name) and not DROPPED.search(name):
                group = _group([re.sub(r" \(Formerly[^)]*\)", "", name)], [])
                if group is not None:
                    yield group


def _phoenix(directory: Path) -> Iterator[Group]:
    """Yield the groups of the dictionary's first part; a head without a rebel code is a person or a state body."""
    names: list[str] = []
    countries: list[str] = []
    for line in (*(directory / "Phoenix.MilNonState.actors.txt").read_text("utf-8", "replace").splitlines(), "END"):
        body = line.split("#")[0].strip()
        if not line.startswith("+"):
            if names:
                group = _group(names, countries)
                if group is not None:
                    yield group
            head = re.match(r"([^\[]+?)_*\s*\[([A-Z]{3})\w*REB\w*\]", body)
            names = [_plain(head.group(1))] if head and not DROPPED.search(_plain(head.group(1))) else []
            code = _code(head.group(2)) if head else None
            countries = [code] if code else []
        elif names:
            names.append(_plain(body[1:]))


def _plain(name: str) -> str:
    name = re.sub(r"\s*\[[^\]]*\]", "", name).strip("_ ").replace("_", " ")
    swapped = re.fullmatch(r"(.*), THE", name)
    return re.sub(r"\s+", " ", swapped.group(1) if swapped else name)


def _code(country: str) -> str | None:
    special = {
        "Iran (Islamic Republic of)": "IR",
        "Democratic Republic of the Congo": "CD",
        "Syrian Arab Republic": "SY",
        "PSE": "PS",
    }
    if country in special:
        return special[country]
    try:
        info = CountryInfo(country)
    except CountryNotFoundError:
        return None
    known = len(country) > 3 or info.iso(3) == country  # "INT" and "WEU" are no countries, whatever they are likened to
    return str(info.iso(2)) if known else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
