"""Clustering in two grains: occasions, and the incidents that they are made of.

An *occasion* is what reports tell together: one attack, or four bombs in one city on one day. Its units are the events
of one report that it does not part by day or place. Inside an occasion, an *incident* is one of the four bombs: two
events of one report are then two incidents, unless other reports show that they are one event in two words (a shooting,
an assassination), or a person says so.

People's decisions come before everything: what they called the same is joined first, what they called different never
meets. Each connected part of the archive is worked on by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.link.agglomerate import JOIN, Square, agglomerate, empty_square
from dateline.link.columns import Columns, Flags, Reals
from dateline.link.compare import Comparer
from dateline.link.features import Longs, find_facts
from dateline.link.interning import run_starts, steps
from dateline.link.judgements import Decided

RARE = 0.8  # weight of a word that stands in fewer than one report in a thousand
RARE_WORDS = 3
APART = ("time_gap", "place_far", "killed_differs", "killed_rises", "injured_differs", "injured_rises")
LARGE = 600  # events of a connected part; a larger one is taken apart at its weaker ties first
STEPS = (JOIN, 0.7, 0.85, 0.95, 0.99, 0.999)  # likeness below which ties are cut there
SURE = 2.0  # likeness of what is tied whatever the machine finds
BATCH = 500_000  # pairs of connected parts that are looked at together

Occasion = list[Longs]  # the rows of each of its incidents


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Pairs of rows, ``left < right``, sorted, with their likeness."""

    left: Longs
    right: Longs
    score: Reals


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """All pairs of events of one report, ``left < right``, sorted: whether it parts them, coarse and fine."""

    left: Longs
    right: Longs
    parted: Flags
    two: Flags


def cluster(comparer: Comparer, scored: Scored, decided: Decided | None = None) -> list[Occasion]:
    """Return the occasions with their incidents, every row in exactly one, in the order of their first rows."""
    columns = comparer.columns
    solver = _Solver(comparer, scored, decided or Decided())
    found: list[Occasion] = []
    batch: list[Longs] = []
    held = 0
    for part in find_parts(len(columns), *solver.ties()):
        if len(part) == 1:
            found.append([part])
            continue
        batch.append(part)
        held += len(part) ** 2
        if held >= BATCH:
            found.extend(solver.solve(batch))
            batch, held = [], 0
    found.extend(solver.solve(batch))
    return sorted(found, key=lambda occasion: min(int(rows[0]) for rows in occasion))


def _rows(decided: Decided, columns: Columns) -> tuple[list[tuple[int, int]], frozenset[tuple[int, int]]]:
    """Return the decisions as rows; those on events that are not here are passed over."""
    row = {name: at for at, name in enumerate(columns.events)} if decided.same or decided.different else {}
    known = [(row[one], row[other]) for one, other in decided.same if one in row and other in row]
    apart = {(row[one], row[other]) for one, other in decided.different if one in row and other in row}
    return known, frozenset((min(pair), max(pair)) for pair in apart)


def is_specific(columns: Columns) -> Flags:
    """Say which sightings tell enough to hold a group together.

    That is the day and the place (to a district), or, where one of them is left to be guessed, rare words or names that
    few reports share.
    """
    rare = (columns.words.weights >= RARE).sum(axis=1) + (columns.names.weights > 0).sum(axis=1)
    told: Flags = (columns.dated & columns.placed) | (~np.isnan(columns.start) & (rare >= RARE_WORDS))
    return told


def find_within(comparer: Comparer) -> Within:
    """Return the pairs of events of one report with what parts them.

    In the coarse grain an event stands alone only where it tells both its day and its place: else it is taken to be a
    part of what the report tells. In the fine grain two events of one type are two, and so are those with tolls, days
    or places of their own: two bombs in one city on one day. What is left may be one event that is told first in one
    word and then in another, or in one word by two voices: a group claims a clash, and the police tell of it.
    """
    report = comparer.columns.report
    order = np.argsort(report, kind="stable")
    starts = run_starts(report[order])
    sizes = np.diff(np.append(starts, len(order)))
    after = np.repeat(starts + sizes, sizes) - np.arange(len(order)) - 1
    one = np.repeat(np.arange(len(order)), after)
    pairs = np.column_stack([order[one], order[one + 1 + steps(after)]])
    pairs.sort(axis=1)
    left, right = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
    columns, facts = comparer.columns, find_facts(comparer.facts, left, right)
    placed = columns.placed[left] & columns.placed[right]
    recalls = columns.background[left] != columns.background[right]
    elsewhere = (facts["place_far"] > 0) & placed & columns.dated[left] & columns.dated[right]
    parted = ((facts["time_gap"] > 0) & (placed | recalls)) | elsewhere | (facts["place_other_country"] > 0)
    apart = np.add.reduce([facts[name] for name in APART]) > 0
    voices = columns.voice[left] != columns.voice[right]
    return Within(left, right, parted, two=parted | apart | ((facts["type_near"] == 0) & ~voices))


def find_bundles(columns: Columns, within: Within) -> Longs:
    """Return for each row the first row of its bundle: events of one report that it tells together."""
    held = np.column_stack([columns.report, columns.family])
    _, first, bundle = np.unique(held, axis=0, return_index=True, return_inverse=True)
    bundles: Longs = first[bundle.reshape(-1)]
    parted = set(zip(within.left[within.parted].tolist(), within.right[within.parted].tolist(), strict=True))
    mixed = {int(bundles[one]) for one, other in parted if bundles[one] == bundles[other]}
    members: dict[int, list[int]] = {}
    for row in np.flatnonzero(np.isin(bundles, np.array(sorted(mixed), dtype=np.int64))).tolist():
        members.setdefault(int(bundles[row]), []).append(row)
    for rows in members.values():
        kept: list[list[int]] = []
        for row in rows:
            home = next((one for one in kept if not any((other, row) in parted for other in one)), None)
            if home is None:
                kept.append([row])
            else:
                home.append(row)
        for one in kept:
            bundles[one] = one[0]
    return bundles


def find_parts(size: int, left: Longs, right: Longs, weight: Reals) -> Iterator[Longs]:
    """Yield the rows of each connected part; parts that are too large fall apart at their weaker ties."""
    labels = np.arange(size)
    for step in STEPS:
        kept = weight >= step
        labels = connect(size, left[kept], right[kept])
        large = np.bincount(labels, minlength=size)[labels] > LARGE
        if not large.any():
            break
        weight = np.where(large[left] | (weight < step), weight, SURE)  # what is small enough is not touched again
    order = np.argsort(labels, kind="stable")
    yield from np.split(order, run_starts(labels[order])[1:]) if size else ()


def connect(size: int, left: Longs, right: Longs) -> Longs:
    """Return for each of `size` rows the first row that ties lead to."""
    labels = np.arange(size)
    while True:
        before = labels.copy()
        low = np.minimum(labels[left], labels[right])
        np.minimum.at(labels, labels[left], low)
        np.minimum.at(labels, labels[right], low)
        while not np.array_equal(labels[labels], labels):
            labels = labels[labels]
        if np.array_equal(before, labels):
            return labels


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """All pairs of some parts, one part after the other."""

    left: Longs
    right: Longs
    likeness: Reals
    counted: Flags
    parted: Flags
    two: Flags
    forbidden: Flags


class _Solver:
    """Works on connected parts, with all that is known of their pairs."""

    def __init__(self, comparer: Comparer, scored: Scored, decided: Decided) -> None:
        self.comparer, self.scored = comparer, scored
        self.within = find_within(comparer)
        self.bundles = find_bundles(comparer.columns, self.within)
        self.same, self.different = _rows(decided, comparer.columns)
        self.specific = is_specific(comparer.columns)
        self.scored_keys = scored.left << 32 | scored.right
        self.within_keys = self.within.left << 32 | self.within.right

    def ties(self) -> tuple[Longs, Longs, Reals]:
        """Return what ties rows: likeness, that a report tells them together, and people's decisions."""
        alike = self.scored.score >= JOIN
        joined = np.array(self.same, dtype=np.int64).reshape(-1, 2)
        rows = np.flatnonzero(self.bundles != np.arange(len(self.bundles)))
        left = np.concatenate([self.scored.left[alike], self.bundles[rows], joined[:, 0]])
        right = np.concatenate([self.scored.right[alike], rows, joined[:, 1]])
        return left, right, np.append(self.scored.score[alike], np.full(len(rows) + len(joined), SURE))

    def solve(self, parts: Sequence[Longs]) -> Iterator[Occasion]:
        """Yield the occasions of some parts."""
        if not parts:
            return
        pairs = self._pairs(parts)
        start = 0
        for part in parts:
            end = start + len(part) * (len(part) - 1) // 2
            yield from self._solve(part, _cut(pairs, start, end), self.specific[part])
            start = end

    def _pairs(self, parts: Sequence[Longs]) -> _Pairs:
        both = [np.triu_indices(len(part), 1) for part in parts]
        left = np.concatenate([part[one] for part, (one, _) in zip(parts, both, strict=True)])
        right = np.concatenate([part[other] for part, (_, other) in zip(parts, both, strict=True)])
        report = self.comparer.columns.report
        counted = report[left] != report[right]
        wanted = left << 32 | right
        at = _find(self.scored_keys, wanted)
        likeness = np.append(self.scored.score, 0.0)[at]
        new = np.flatnonzero((at < 0) & counted)
        likeness[new] = self.comparer.score(left[new], right[new])
        inside = _find(self.within_keys, wanted)
        forbidden = np.zeros(len(left), dtype=bool)
        if self.different:
            forbidden[:] = [pair in self.different for pair in zip(left.tolist(), right.tolist(), strict=True)]
        return _Pairs(
            left,
            right,
            likeness,
            counted,
            parted=np.append(self.within.parted, False)[inside] | forbidden,
            two=np.append(self.within.two, False)[inside] | forbidden,
            forbidden=forbidden,
        )

    def _solve(self, part: Longs, pairs: _Pairs, specific: Flags) -> Iterator[Occasion]:
        place = {row: at for at, row in enumerate(part.tolist())}
        same = [(place[one], place[other]) for one, other in self.same if one in place and other in place]
        if pairs.counted.all():  # one event of each report: then both grains are one
            yield from ([part[group]] for group in agglomerate(_square(len(part), pairs, pairs.two), specific, same))
            return
        units, unit = np.unique(self.bundles[part], return_inverse=True)
        told = np.zeros(len(units), dtype=bool)
        told[unit[specific]] = True
        fine = _square(len(part), pairs, pairs.two)
        joined = [(int(unit[one]), int(unit[other])) for one, other in same]
        for group in agglomerate(_bundle(fine, unit, _square(len(part), pairs, pairs.parted)), told, joined):
            rows = np.flatnonzero(np.isin(unit, group))
            here = {int(row): at for at, row in enumerate(rows)}
            kept = [(here[one], here[other]) for one, other in same if one in here and other in here]
            yield [part[rows[members]] for members in agglomerate(fine.part(rows), specific[rows], kept)]


def _cut(pairs: _Pairs, start: int, end: int) -> _Pairs:
    return _Pairs(*(getattr(pairs, name)[start:end] for name in _Pairs.__slots__))


def _find(known: Longs, wanted: Longs) -> Longs:
    """Return where each key stands among sorted keys; -1 where it does not."""
    if not len(known):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1)


def _square(size: int, pairs: _Pairs, apart: Flags) -> Square:
    one, other = np.triu_indices(size, 1)
    made = empty_square(size)
    for table, values in (
        (made.likeness, pairs.likeness),
        (made.counted, pairs.counted),
        (made.apart, apart),
        (made.forbidden, pairs.forbidden),
    ):
        table[one, other] = table[other, one] = values
    return made


def _bundle(fine: Square, unit: Longs, parted: Square) -> Square:
    """Return the square of bundles: two are as alike as the most alike of their events, and part where any two do."""
    size = int(unit.max()) + 1
    made = empty_square(size)
    at = (unit[:, None], unit[None, :])
    np.maximum.at(made.likeness, at, fine.likeness * fine.counted)
    np.maximum.at(made.counted, at, fine.counted)
    np.logical_or.at(made.apart, at, parted.apart)
    np.logical_or.at(made.forbidden, at, fine.forbidden)
    return made
