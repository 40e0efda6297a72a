"""Build `histories.tsv`: dated relations of groups, and the days on which they were put on a list.

Usage: python tools/build_histories.py DIRECTORY

DIRECTORY holds Militant-Group-Relationships-clean.csv, un_entities.json and ofac_terror_entities.json (see
docs/sources.md). Only who, what kind and when is taken over, no prose. Run `build_register.py` first: a relation is
kept where the register knows both sides. What is left out is printed with the reason.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from dateline.knowledge.histories import make_bounds
from dateline.knowledge.register import Register, load_register

OUT = Path(__file__).parent.parent / "src/dateline/knowledge/data/actors/histories.tsv"
LISTS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
# What the data calls a relation: ours, the word, and whether it is an act of that day or a state that held on it.
KINDS = {
    "all": ("allied_with", "allies", False),
    "aff": ("allied_with", "affiliates", False),
    "riv": ("fights", "rivals", False),
    "spl": ("split_from", "splinter", True),
    "mer": ("merged_with", "merger", True),
}
SYMMETRIC = frozenset({"allied_with", "fights", "merged_with"})
NEWEST = 17  # the data ends in 2017: "1/1/18" would be 1918
SURE = 0.8  # of a match of a name on the register
COUNCIL = "body:united-nations-security-council"
TREASURY = "state:US:government"


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A line of the table."""

    kind: str
    a: str
    b: str
    start: str
    end: str
    word: str
    source: str


def main(directory: Path) -> None:
    """Read the lists, write the table, print what was left out."""
    register = load_register()
    skipped: Counter[str] = Counter()
    rows = sorted({*_relations(directory, register, skipped), *_listings(directory, register)})
    header = (
        "# Dated relations of groups from public lists, made by tools/build_histories.py; ours: own_histories.tsv.\n"
        "# Relation, the two actors, start, end (EDTF: ../2014-06-29 is no later than that day), word and source.\n"
    )
    lines = ["\t".join((r.kind, r.a, r.b, r.start, r.end, r.word, r.source)).rstrip() + "\n" for r in rows]
    OUT.write_text(header + "".join(lines), "utf-8")
    left = sum(skipped.values())
    print(f"{len(rows)} rows", dict(Counter(row.source for row in rows)), f"{left} dated relations left out")
    for reason, number in skipped.most_common():
        print(f"  {number:4} left out: {reason}")


def _relations(directory: Path, register: Register, skipped: Counter[str]) -> Iterator[Row]:
    path = directory / "Militant-Group-Relationships-clean.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            number = int(row["unique_id"])
            if number in LISTS["left_out"]:
                skipped[f"row {number}: {LISTS['left_out'][number]}"] += 1
                continue
            kind, word, is_act = KINDS[row["type"]]
            value = make_value(row["date"])
            sides = [_side(row[f"group{one}_name"], value, register) for one in (1, 2)]
            if None in sides:
                names = [row[f"group{one}_name"] for one in (1, 2) if sides[one - 1] is None]
                skipped[f"not in the register: {', '.join(names)}"] += 1
                continue
            a, b = (str(side) for side in sides)
            if a == b:
                skipped[f"both sides are one in the register: {a}"] += 1
                continue
            if kind == "split_from" and number not in LISTS["turned"]:
                a, b = b, a
            if kind in SYMMETRIC:
                a, b = sorted((a, b))
            start, end = (value, "") if is_act else (f"../{value}", f"{value}/..")
            yield Row(kind, a, b, start, end, word, "militant-groups")


def make_value(words: str) -> str:
    """Return a date of the data in EDTF: unknown months and days are 00, or the first where no day is known.

    "1/1/07" stands for a year and "6/1/96" for a month in this data, far more often than for that very day.
    """
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", words)
    if iso is not None:
        return "-".join(part for part in iso.groups() if part != "00")
    month, day, year = (int(part) for part in words.split("/"))
    year += 2000 if year <= NEWEST else 1900
    if day == 1:
        return f"{year}" if month == 1 else f"{year}-{month:02}"
    return date(year, month, day).isoformat()


def _side(name: str, value: str, register: Register) -> str | None:
    name = re.sub(r"[\x80-\x9f]", "", name).strip()  # dashes and apostrophes of another encoding
    found = LISTS["names"].get(name)
    if found is None:
        matches = [match for match in register.find(name) if match.score >= SURE]
        found = matches[0].actor.id if matches else None
    if found is not None and found.startswith(("group:", "body:")) and found not in register.actors:
        raise SystemExit(f"build_histories.yaml: {name} is {found}, which is not in the register")
    bounds = make_bounds(value)
    assert bounds is not None and bounds.latest is not None
    for until, earlier in LISTS["earlier"].get(found, ()):
        if bounds.latest <= until:
            return str(earlier)
    return str(found) if found else None


def _listings(directory: Path, register: Register) -> Iterator[Row]:
    first: dict[str, tuple[str, str]] = {}
    for entry in json.loads((directory / "un_entities.json").read_text("utf-8")):
        actor = _listed(entry, register)
        if actor is not None and entry.get("listed_on"):
            first[actor] = min(first.get(actor, ("9999", "")), (entry["listed_on"], entry["list"]))
    for actor, (day, page) in first.items():
        yield Row("designated_terrorist_by", actor, COUNCIL, day, "", f"{page} sanctions list", "un-list")
    for entry in json.loads((directory / "ofac_terror_entities.json").read_text("utf-8")):
        actor = _listed(entry, register)
        if actor is not None and "FTO" in entry["programs"]:
            yield Row("designated_terrorist_by", actor, TREASURY, "", "", "foreign terrorist organization", "us-list")


def _listed(entry: dict[str, object], register: Register) -> str | None:
    """Return the one group of the register that has the name of an entry, or most of its aliases."""
    aliases = entry["aliases"]
    assert isinstance(aliases, list)
    for name in (str(entry["name"]), *aliases):
        found = register.find(re.sub(r"\s*\([^)]*\)", "", name))
        if found and found[0].score >= SURE and found[0].actor.id.startswith("group:"):
            return found[0].actor.id
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
