"""Blocks: the keys under which events that may be one meet, so that not everything is compared with everything.

A key is a day, a place or a rare word, and a family of types; no part of it is ever empty. A day is every day on which
the event may lie and the one after (a night attack is told of under both days). The place is the cell of a grid, the
province or the country; a coarser key only brings together events one of which is not known more finely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from dateline.link.sightings import Sighting

MOST_DAYS = 10  # an interval longer than this has keys by month only
MOST_MONTHS = 3  # and one longer than this is too vague to be linked by its time at all
CELL_DEGREES = 1.0
NEAR_DEGREES = 0.3  # about 30 km: a place that near to the edge of its cell is in the neighbouring cell as well
BLOCK_LIMIT = 400  # events; a larger block is compared in part only, and what was left out is counted
MONTH_DAYS = 30.44


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of event ids to compare, sorted, and what was left out because a block was too large."""

    pairs: tuple[tuple[str, str], ...]
    blocks_cut: int
    pairs_cut: int


def keys(sighting: Sighting) -> tuple[str, ...]:
    """Return the keys of a sighting; none for one whose time cannot be told to the quarter."""
    times = _times(sighting)
    where = [*_places(sighting), *(f"w:{word}" for word in sighting.rare)]
    return tuple(f"{sighting.family}|{time}|{place}" for time in times for place in where)


def _times(sighting: Sighting) -> list[str]:
    if sighting.start is None or sighting.end is None:
        return []
    first, last = floor(sighting.start), max(floor(sighting.start), floor(sighting.end - 1e-6))
    days = last - first + 1
    if days > MOST_MONTHS * 31:
        return []
    months = [f"m{month}" for month in range(floor(first / MONTH_DAYS), floor((last + 1) / MONTH_DAYS) + 1)]
    if days > MOST_DAYS:
        return months
    return [f"d{day}" for day in range(first, last + 2)] + months


def _places(sighting: Sighting) -> list[str]:
    place = sighting.place
    if place is None:
        return []
    found = [f"c:{place.country}"] if place.country else []
    if place.admin1_code:
        found.append(f"a:{place.admin1_code}")
    if sighting.placed and place.lat is not None and place.lon is not None:
        found += [f"g:{row}:{column}" for row in _cells(place.lat) for column in _cells(place.lon)]
    return found


def _cells(degrees: float) -> list[int]:
    return sorted({floor((degrees + shift) / CELL_DEGREES) for shift in (-NEAR_DEGREES, 0.0, NEAR_DEGREES)})


def make_pairs(sightings: Iterable[Sighting]) -> Pairs:
    """Return the pairs that meet under a key and are worth a look, each once."""
    known = {sighting.event_id: sighting for sighting in sightings}
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(known):
        for key in keys(known[name]):
            blocks[key].append(name)
    pairs: set[tuple[str, str]] = set()
    blocks_cut = pairs_cut = 0
    for key in sorted(blocks):
        block = blocks[key]
        if len(block) > BLOCK_LIMIT:
            blocks_cut += 1
            pairs_cut += len(block) * (len(block) - 1) // 2 - BLOCK_LIMIT * (BLOCK_LIMIT - 1) // 2
            block = block[:BLOCK_LIMIT]
        pairs.update(block_pairs(key, block, known))
    return Pairs(tuple(sorted(pairs)), blocks_cut, pairs_cut)


def block_pairs(key: str, block: Sequence[str], known: Mapping[str, Sighting]) -> Iterator[tuple[str, str]]:
    """Return the pairs of one block that this key is meant for."""
    _, time, place = key.split("|", 2)
    by_month, level = time.startswith("m"), place[0]
    for at, left in enumerate(block):
        one = known[left]
        for right in block[:at]:
            other = known[right]
            if by_month and _is_short(one) and _is_short(other) and (level != "w" or (one.dated and other.dated)):
                continue  # they have days, and meet under those; guessed days may be wrong where rare words are shared
            if one.report_id == other.report_id:
                continue  # nothing but another report, or a person, makes two events of one report one
            if level in "ca" and one.placed and other.placed:
                continue  # they have cells, and meet under those
            yield (right, left) if right < left else (left, right)


def _is_short(sighting: Sighting) -> bool:
    return sighting.start is not None and sighting.end is not None and sighting.end - sighting.start <= MOST_DAYS
