"""Keys: reports that may be one story meet under a key, so that nothing is ever compared with everything.

    coarse     32 bands of 4 hashes of word triples, over all time: copies, whenever they were printed (J = 0.6: 99 %)
    rare       64 bands of 3 hashes of rare words, within a fortnight: rewrites (J = 0.4: 98 %; of reports of two
               shootings 0.6 % meet)
    lead       two of the four rarest words of the opening, within a fortnight: a brief of a long story
    sentences  long sentences that recur word for word, and quotations

The keys of one report are the same whether it is alone or among a million: a key is a number of 64 bits mixed from what
it stands for. `make_columns` makes them for many prints at once, by columns in which each key stands for one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dateline.moments import Moment
from dateline.trace.prints import RARE_SKETCH, SKETCH, Print

COARSE_ROWS = 4
RARE_ROWS = 3
FORTNIGHT = 14
UNDATED = 0xFFFF_FFFF  # the period of reports without a day: they meet each other

Keys = NDArray[np.uint64]
Members = NDArray[np.int64]
Column = tuple[Keys, Members]

_SALTS = {"coarse": 1, "rare": 2, "lead": 3, "sentence": 4, "quotation": 5}


def make_keys(one: Print) -> tuple[int, ...]:
    """Return all keys of one print, each once, sorted."""
    return tuple(sorted({int(key) for keys, _ in make_columns([one]) for key in keys}))


def make_columns(prints: Sequence[Print]) -> Iterator[Column]:
    """Yield keys with the positions in `prints` of those who have them; positions rise within each column."""
    full = np.array([at for at, one in enumerate(prints) if one.sketch], dtype=np.int64)
    if not len(full):
        return
    yield from _bands(_sketches(prints, full, SKETCH), full, COARSE_ROWS, _SALTS["coarse"])
    periods = np.array([_fortnights(one.moment) for one in prints], dtype=np.uint64)
    told = np.array([at for at, one in enumerate(prints) if one.rare_sketch], dtype=np.int64)
    if len(told):
        yield from _dated_bands(_sketches(prints, told, RARE_SKETCH), told, periods[told])
    yield from _leads(prints, periods)
    yield _ragged([one.sentences for one in prints], _SALTS["sentence"])
    yield _ragged([one.quotations for one in prints], _SALTS["quotation"])


def _sketches(prints: Sequence[Print], held: Members, size: int) -> NDArray[np.uint32]:
    data = b"".join(prints[at].sketch if size == SKETCH else prints[at].rare_sketch for at in held)
    return np.frombuffer(data, dtype=np.uint32).reshape(len(held), size)


def _bands(sketches: NDArray[np.uint32], held: Members, rows: int, salt: int) -> Iterator[Column]:
    for band, start in enumerate(range(0, sketches.shape[1], rows)):
        yield _mix_rows(sketches[:, start : start + rows], salt * 1000 + band), held


def _dated_bands(sketches: NDArray[np.uint32], held: Members, periods: Keys) -> Iterator[Column]:
    """Yield each band twice, for the two fortnights that a report is in; undated reports have one."""
    later = periods[:, 0] != periods[:, 1]
    for keys, members in _bands(sketches, held, RARE_ROWS, _SALTS["rare"]):
        # One column for both: a report of this week's second fortnight meets one of next week's first.
        both = np.concatenate([_mix(keys ^ _mix(periods[:, 0])), _mix(keys ^ _mix(periods[:, 1]))[later]])
        yield _ordered(both, np.concatenate([members, members[later]]))


def _leads(prints: Sequence[Print], periods: Keys) -> Iterator[Column]:
    found: list[tuple[int, int, int, int]] = []
    for at, one in enumerate(prints):
        for left, right in combinations(one.lead, 2):
            found += [(left, right, period, at) for period in sorted({int(period) for period in periods[at]})]
    if found:
        table = np.array(found, dtype=np.uint64)
        yield _mix_rows(table[:, :3], _SALTS["lead"]), table[:, 3].astype(np.int64)


def _ragged(marks: Sequence[tuple[int, ...]], salt: int) -> Column:
    members = np.repeat(np.arange(len(marks), dtype=np.int64), [len(one) for one in marks])
    values = np.array([value for one in marks for value in one], dtype=np.uint64)
    return _mix(values ^ _mix(np.full(1, salt, dtype=np.uint64))[0]), members


def _ordered(keys: Keys, members: Members) -> Column:
    order = np.argsort(members, kind="stable")
    return keys[order], members[order]


def _mix_rows(rows: NDArray[np.uint32] | Keys, salt: int) -> Keys:
    """Return one key for each row of numbers."""
    keys = np.full(len(rows), salt, dtype=np.uint64)
    for column in range(rows.shape[1]):
        keys = _mix(keys ^ rows[:, column].astype(np.uint64))
    return keys


def _mix(values: Keys) -> Keys:
    """Return 64 bits that depend on all 64 bits of `values` (splitmix64, Steele, Lea and Flood 2014)."""
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)), dtype=np.uint64)


def _fortnights(moment: Moment | None) -> tuple[int, int]:
    """Return two overlapping fortnights, so that reports a week apart share one."""
    if moment is None or moment.last - moment.first > 1.5:
        return UNDATED, UNDATED
    number = int(moment.first // (FORTNIGHT / 2)) + 0x1000_0000  # days before 1970 stay positive
    return number, number + 1
