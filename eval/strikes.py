"""Places of strike releases of US Central Command: is the place found, in the right country, and told as near.

    python eval/strikes.py [SHARED]

SHARED holds `data/strikes/centcom.csv` (5,531 lines of releases of 2014-2016: date, country, place, text). Each place
of a country is asked once, in a line that names it, and counts as often as the releases name it. "alone" reads the
line as it stands; "headed" after the country's name, as a release has it; "most people" answers with the most populous
place of the name.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.config import Config
from dateline.extract.marking.places import find_places
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.parse import parse_report
from dateline.records import Event, Findings, PlaceMention, PlacePrecision, Report, Span
from dateline.resolve.places import resolve_places

NEAR = re.compile(r"^-? ?Near (?:the )?(?P<name>[A-Z][^,;:]{1,40}),? (?=\w)")
CODES = {"Iraq": "IQ", "Syria": "SY"}


@dataclass(slots=True)
class Place:
    """A place of the releases with one line that names it."""

    country: str
    line: str
    name: Span
    times: int = 0


@dataclass(slots=True)
class Tally:
    """Weighted by how often the releases name each place."""

    asked: int = 0
    found: int = 0
    country: int = 0
    known: int = 0  # in the right country, with a gazetteer id
    near: int = 0

    def row(self) -> str:
        """Return the shares as columns."""
        shares = (self.found, self.country, self.known, self.near)
        return "".join(f"{share / max(1, self.asked):9.3f}" for share in shares)


def read_places(path: Path) -> list[Place]:
    """Return the places that lines of releases name, those named most often first."""
    places: dict[tuple[str, str], Place] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            text = " ".join((row["line"] or "").split()).removeprefix("- ")
            match = NEAR.match(text)
            if match and row["country"] in CODES:
                name = match["name"]
                span = Span(match.start("name"), match.end("name"))
                place = places.setdefault((row["country"], name), Place(row["country"], text, span))
                place.times += 1
    return sorted(places.values(), key=lambda one: (-one.times, one.country, one.line))


def measure(places: list[Place], gazetteer: Gazetteer) -> Iterator[tuple[str, Tally]]:
    """Yield each way with its tally."""
    for label, head in (("alone", ""), ("headed", "Strikes in {}.\n\n")):
        tally = Tally()
        for place in places:
            before = head.format(place.country)
            _add(tally, place, before, gazetteer)
        yield label, tally
    tally = Tally()
    for place in places:
        known = gazetteer.candidates(place.name.of(place.line))
        best = max(known, key=lambda one: one.population, default=None)
        right = best is not None and best.country == CODES[place.country]
        for name, hit in (("asked", True), ("found", best is not None), ("country", right), ("known", right)):
            setattr(tally, name, getattr(tally, name) + place.times * hit)
    yield "most people", tally


def _add(tally: Tally, place: Place, before: str, gazetteer: Gazetteer) -> None:
    text = before + place.line
    parsed = parse_report(Report("r", text, language="en"))
    spans = find_places(parsed, gazetteer)
    name = Span(len(before) + place.name.start, len(before) + place.name.end)
    trigger = Span(name.end, name.end + 1)
    event = Event("e", "air_strike", (trigger,), "happened", where=(PlaceMention(name),))
    findings = Findings("r", "eval", "eval", places=tuple(map(PlaceMention, spans)), events=(event,))
    found = resolve_places(parsed, findings, gazetteer).events[0].place
    tally.asked += place.times
    tally.found += place.times * any(span.overlaps(name) for span in spans)
    right = found is not None and found.country == CODES[place.country]
    tally.country += place.times * right
    tally.known += place.times * (right and found is not None and found.gazetteer_id is not None)
    tally.near += place.times * (right and found is not None and found.precision is PlacePrecision.NEAR)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=Path(__file__).parents[1] / ".." / "shared")
    options = parser.parse_args()
    gazetteer = open_gazetteer(Config().gazetteer_path)
    places = read_places(options.shared / "data" / "strikes" / "centcom.csv")
    print(f"{len(places)} names of places in {sum(one.times for one in places):,} lines")
    print(f"{'':12}{'found':>9}{'country':>9}{'known':>9}{'near':>9}")
    for label, tally in measure(places, gazetteer):
        print(f"{label:12}{tally.row()}")


if __name__ == "__main__":
    main()
