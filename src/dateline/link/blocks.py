"""Blocks: the keys under which events that may be one meet, so that not everything is compared with everything.

A key is a family of types, a time and a place or a rare word, or a family and the name of a person; no part of it is
ever empty. A coarser key (the week, the province, the country) only brings together events one of which is not known
more finely: it is *poor* in what the finer key goes by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dateline.link.columns import PRIOR, Columns, Flags, Reals
from dateline.link.interning import Codes, run_starts, steps

Longs = NDArray[np.int64]

MOST_DAYS = 10.0  # an interval longer than this has keys by week only
MOST_WEEKS = 14  # and one longer than this is too vague to be linked by its time at all
WEEK = 7
CELL_DEGREES = 1.0
NEAR_DEGREES = 0.3  # about 30 km: a place that near to the edge of its cell is in the neighbouring cell as well
BLOCK_LIMIT = 400  # events; in a larger block each is compared with that many that come before it, the rest is counted
RAREST = 0.75  # rarity of a word that next to no other report uses: six of 2,000, 31 of a million
RARE_WORDS = 8  # of the sentences of an event, and of its report, under which it meets others

CHUNK = 4_000_000  # pairs that are made at once
_CODE_BITS, _TIME_BITS = 28, 20  # of a key: the kind and the family stand above the time, the place or word below it


class Kind(IntEnum):
    """What a key goes by."""

    CELL = 0  # the day and the cell of a grid
    PROVINCE = 1  # the day and the province: for those that have no cell
    COUNTRY = 2  # the day and the country: for those that have no province
    WEEK = 3  # the week and the cell: for those that have no day
    WORD = 4  # the week and a rare word
    NAME = 5  # a person, at any time
    RARE = 6  # a word that next to no other report uses, at any time


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Keys of one kind: the key, whose it is (row), and whether it may be compared with everything under it."""

    kind: Kind
    key: Longs
    row: Longs
    poor: Flags | None = None  # where given, one of every two that meet must be poor


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Rows to compare, ``left < right``, each pair once, sorted; and what was left out of large blocks."""

    left: Longs
    right: Longs
    blocks_cut: int = 0
    pairs_cut: int = 0


def make_keys(columns: Columns) -> Iterator[Keys]:
    """Yield the keys of all sightings, kind by kind; a sighting that nothing dates, places or names has none."""
    known = ~np.isnan(columns.start)
    short = known & (columns.end - columns.start <= MOST_DAYS)
    days = _spread(columns.start, columns.end + 1.0, short, 1.0)
    weeks = _spread(columns.start, columns.end + 1.0, known, WEEK, most=MOST_WEEKS)
    at = _PlaceCodes(columns)
    for kind, times, codes, poor in (
        (Kind.CELL, days, at.cells, None),
        (Kind.PROVINCE, days, at.provinces, ~columns.placed),
        (Kind.COUNTRY, days, at.countries, ~columns.placed & (at.province < 0)),
        (Kind.WEEK, weeks, at.cells, ~short),
    ):
        row, time, code = _cross(times, codes)
        yield Keys(kind, _pack(columns, kind, row, time, code), row, None if poor is None else poor[row])
    row, time, code = _cross(weeks, _rare(columns))
    yield Keys(Kind.WORD, _pack(columns, Kind.WORD, row, time, code), row)
    for kind, (row, code) in ((Kind.NAME, _names(columns)), (Kind.RARE, _rarest(columns))):
        yield Keys(kind, _pack(columns, kind, row, np.zeros_like(row), code), row)


Spread = tuple[Longs, Longs]  # rows and what each has, sorted by row


def _spread(first: Reals, last: Reals, kept: Flags, unit: float, most: int = 64) -> Spread:
    """Return every unit of time from `first` to `last` (days since 1970) of the rows that are kept."""
    rows = np.flatnonzero(kept)
    start = np.floor(first[rows] / unit).astype(np.int64)
    end = np.maximum(start, np.floor((last[rows] - 1e-6) / unit).astype(np.int64))
    rows, start, sizes = rows[end - start < most], start[end - start < most], (end - start + 1)[end - start < most]
    return np.repeat(rows, sizes), np.repeat(start, sizes) + steps(sizes)


def _cross(times: Spread, codes: Spread) -> tuple[Longs, Longs, Longs]:
    """Return each row with every one of its times and every one of its codes."""
    first = np.searchsorted(codes[0], times[0], "left")
    sizes = np.searchsorted(codes[0], times[0], "right") - first
    return np.repeat(times[0], sizes), np.repeat(times[1], sizes), codes[1][np.repeat(first, sizes) + steps(sizes)]


def _pack(columns: Columns, kind: Kind, row: Longs, time: Longs, code: Longs) -> Longs:
    """Return one number for a kind, a family, a time and a code; times are made positive."""
    over = (columns.family[row].astype(np.int64) * len(Kind) + kind) << _CODE_BITS + _TIME_BITS
    return over | ((time + (1 << _TIME_BITS - 1)) << _CODE_BITS) | code


class _PlaceCodes:
    """Where each sighting is: its cells, province and country, as rows and codes."""

    def __init__(self, columns: Columns) -> None:
        places = columns.places
        self.province = _code_at(columns, [place.admin1_code for place in places])
        self.provinces = _present(self.province)
        self.countries = _present(_code_at(columns, [place.country for place in places]))
        self.cells = self._cells(columns)

    @staticmethod
    def _cells(columns: Columns) -> Spread:
        lat = _at(columns, np.array([np.nan if one.lat is None else one.lat for one in columns.places]))
        lon = _at(columns, np.array([np.nan if one.lon is None else one.lon for one in columns.places]))
        rows = np.flatnonzero(columns.placed & ~np.isnan(lat) & ~np.isnan(lon))
        found = [
            (
                rows,
                np.floor((lat[rows] + up + 90) / CELL_DEGREES) * 512
                + np.floor((lon[rows] + over + 180) / CELL_DEGREES),
            )
            for up in (-NEAR_DEGREES, 0.0, NEAR_DEGREES)
            for over in (-NEAR_DEGREES, 0.0, NEAR_DEGREES)
        ]
        both = np.unique(np.concatenate([(row << 20) + cell.astype(np.int64) + 512 for row, cell in found]))
        return both >> 20, both & ((1 << 20) - 1)


def _at(columns: Columns, values: Reals) -> Reals:
    """Return the value of each sighting's place: NaN where it has none."""
    return np.append(values, np.nan)[columns.place]


def _code_at(columns: Columns, values: list[str | None]) -> Longs:
    """Return the number of what each sighting's place has: -1 where it has none."""
    return np.append(_number(values), -1)[columns.place]


def _number(values: list[str | None]) -> Longs:
    codes = {value: code for code, value in enumerate(sorted({value for value in values if value}))}
    return np.array([codes[value] if value else -1 for value in values], dtype=np.int64)


def _present(codes: Longs) -> Spread:
    rows = np.flatnonzero(codes >= 0)
    return rows, codes[rows]


def _names(columns: Columns) -> Spread:
    """Return the names of each row that tell something and stand in another report too."""
    counts = np.append(columns.names.counts, 0)
    row, at = np.nonzero((columns.names.weights > 0) & (counts[columns.names.ids] > 1))
    return row, columns.names.ids[row, at].astype(np.int64)


def _rarest(columns: Columns) -> Spread:
    """Return the words of each row's report that stand in very few others."""
    counts = np.append(columns.context.counts, 0)
    most = (PRIOR + len(columns.report_names)) ** (1.0 - RAREST)
    row, at = np.nonzero((counts[columns.context.ids] > 1) & (counts[columns.context.ids] <= most))
    return row, columns.context.ids[row, at].astype(np.int64)


def _rare(columns: Columns) -> Spread:
    """Return the weightiest words of each event's sentences and of its report that stand in another report too."""
    found: list[Longs] = []
    for bag in (columns.words, columns.context):
        counts = np.append(bag.counts, 0)
        weights = np.where(counts[bag.ids] > 1, bag.weights, 0.0)
        best = np.argsort(-weights, axis=1, kind="stable")[:, :RARE_WORDS]
        row, at = np.nonzero(np.take_along_axis(weights, best, axis=1) > 0)
        found.append((row.astype(np.int64) << 28) + bag.ids[row, best[row, at]])
    both = np.unique(np.concatenate(found))
    return both >> 28, both & ((1 << 28) - 1)


def make_pairs(columns: Columns) -> Pairs:
    """Return the pairs that meet under a key and are worth a look, each once."""
    found: list[Longs] = []
    blocks_cut = pairs_cut = 0
    for keys in make_keys(columns):
        pairs, blocks, cut = block_pairs(keys, columns)
        blocks_cut, pairs_cut = blocks_cut + blocks, pairs_cut + cut
        found.append(pairs)
    both = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return Pairs(both >> 32, both & ((1 << 32) - 1), blocks_cut, pairs_cut)


def block_pairs(keys: Keys, columns: Columns) -> tuple[Longs, int, int]:
    """Return the pairs of all blocks of one kind as ``left << 32 | right``, how many blocks were cut and by how much.

    In a block, those that are poor come first, then the earlier published; each is compared with what follows it, and
    in a block over the limit with the `BLOCK_LIMIT` that follow it.
    """
    published = np.nan_to_num(columns.published, nan=np.inf)
    rich = np.zeros(len(keys.row), bool) if keys.poor is None else ~keys.poor
    order = np.lexsort((keys.row, published[keys.row], rich, keys.key))
    key, row, rich = keys.key[order], keys.row[order], rich[order]
    starts = run_starts(key)
    sizes = np.diff(np.append(starts, len(key)))
    after = np.repeat(starts + sizes, sizes) - np.arange(len(key)) - 1  # how many follow in the block
    after[rich & (keys.poor is not None)] = 0
    cut = np.maximum(after - BLOCK_LIMIT, 0)
    taken = np.minimum(after, BLOCK_LIMIT)
    blocks_cut = int((np.add.reduceat(cut, starts) > 0).sum()) if len(starts) else 0
    found = [_meet(row, taken, columns.report, slice(first, last)) for first, last in pairwise(_parts(taken))]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64), blocks_cut, int(cut.sum())


def _parts(taken: Longs) -> list[int]:
    """Return where to cut rows so that about `CHUNK` pairs are made at once."""
    whole = np.cumsum(taken)
    marks = np.arange(0, int(whole[-1]) if len(whole) else 0, CHUNK)
    return [0, *sorted({int(at) for at in np.searchsorted(whole, marks[1:])}), len(taken)] if len(taken) else []


def _meet(row: Longs, taken: Longs, report: Codes, part: slice) -> Longs:
    left = np.repeat(np.arange(part.start, part.stop), taken[part])
    one, other = row[left], row[left + 1 + steps(taken[part])]
    kept = report[one] != report[other]  # nothing but another report makes two events of one report one
    return np.unique(np.minimum(one, other)[kept] << 32 | np.maximum(one, other)[kept])
