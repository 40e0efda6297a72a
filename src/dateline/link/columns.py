"""Columns: sightings side by side as arrays, so that millions of pairs can be compared at once.

Words are weighed here by the archive at hand: a word that many of its reports use tells no event from another. The
fixed table of news prose stands for a thousand reports, so a small archive goes by the table and a large one by itself:
"sheriff" tells much among reports of wars, and nothing among reports from one county.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from dateline.link.interning import Coder, Codes, Counts, Rows, Weights
from dateline.link.sightings import Bounds, Sighting
from dateline.link.wording import rarity, share_of, stem, weigh_share
from dateline.records import Place

Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]

PRIOR = 1000.0  # reports that the fixed table counts for
SHARPEN = 1.5  # words weigh by this power of their rarity; of 1, 1.5 and 2, on the tuning half of the threads
NAME_FROM, NAME_FULL = 0.7, 0.85  # rarity from which a name tells something, and from which it tells all it can
FEW = 4  # actors, weapons and words of a place's name that are compared


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """What n sightings hold of a vocabulary: ids (n, width), padded with the size of the vocabulary, and weights."""

    ids: Codes
    weights: Weights
    vocabulary: tuple[str, ...]
    counts: NDArray[np.int64]  # in how many reports each stands

    def lengths(self) -> Reals:
        """Return the Euclidean length of each row."""
        lengths: Reals = np.sqrt(np.square(self.weights).sum(axis=1, dtype=np.float64))
        return lengths


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """n sightings in the order of their event ids. Codes are -1 where a report does not tell, and so are times NaN."""

    events: tuple[str, ...]
    report_names: tuple[str, ...]
    report: Codes
    type_names: tuple[str, ...]
    type: Codes
    family_names: tuple[str, ...]
    family: Codes
    background: Flags
    voice: Codes  # -1 where nobody is credited
    published: Reals
    start: Reals
    end: Reals
    dated: Flags
    places: tuple[Place, ...]
    place: Codes
    placed: Flags
    actor_names: tuple[str, ...]
    actors: Codes  # (n, FEW)
    doers: Flags
    weapon_names: tuple[str, ...]
    weapons: Codes  # (n, FEW)
    killed: Reals  # (n, 2)
    injured: Reals  # (n, 2)
    words: Bag
    context: Bag
    names: Bag
    place_words: Codes  # (n, FEW): ids of the name of its place in `context`

    def __len__(self) -> int:
        return len(self.events)


class _Builder:
    """Columns under way: sightings are taken one at a time and not kept."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.events: list[str] = []
        self.coders = {
            name: Coder() for name in ("report", "type", "family", "actor", "weapon", "word", "name", "place", "voice")
        }
        self.places: dict[Place, int] = {}
        self.plain = {name: array("i") for name in ("report", "type", "family", "place", "voice", "flags")}
        self.times, self.counts = array("d"), array("d")
        self.rows = {name: Rows() for name in ("actor", "weapon", "words", "context", "name", "place_words")}
        self.word_counts, self.name_counts = Counts(), Counts()
        self.last_report = -1
        self.counted: set[int] = set()

    def add(self, one: Sighting) -> None:
        """Take a sighting; one that is here already is passed over."""
        if one.event_id in self.seen:
            return
        self.seen.add(one.event_id)
        self.events.append(one.event_id)
        report = self.coders["report"][one.report_id]
        self.plain["report"].append(report)
        self.plain["type"].append(self.coders["type"][one.type])
        self.plain["family"].append(self.coders["family"][one.family])
        self.plain["place"].append(-1 if one.place is None else self.places.setdefault(one.place, len(self.places)))
        self.plain["voice"].append(self.coders["voice"][one.voice] if one.voice else -1)
        self.plain["flags"].append(one.background | one.dated << 1 | one.placed << 2 | bool(one.doers) << 3)
        self.times.extend(nan if moment is None else moment for moment in (one.published, one.start, one.end))
        self.counts.extend((*_bounds(one.killed), *_bounds(one.injured)))
        self._add_few("actor", one.actors)
        self._add_few("weapon", one.weapon)
        self._add_words(report, one)

    def _add_few(self, name: str, values: frozenset[str]) -> None:
        codes = self.coders[name]
        self.rows[name].add([codes[value] for value in sorted(values)[:FEW]])

    def _add_words(self, report: int, one: Sighting) -> None:
        codes, names = self.coders["word"], self.coders["name"]
        named = [names[name] for name in one.names]
        held = {codes[word] for word, _ in one.words}
        if report != self.last_report:
            self.last_report, self.counted = report, set()
            held.update([codes[word] for word, _ in one.context])
            self.name_counts.add(report, named)
        self.word_counts.add(report, held - self.counted)
        self.counted |= held
        for row, pairs in (("words", one.words), ("context", one.context)):
            kept = [pair for pair in pairs if pair[0] not in one.place_words]
            self.rows[row].add([codes[word] for word, _ in kept], [weight for _, weight in kept])
        self.rows["name"].add(named)
        place = [] if one.place is None else [stem(word) for word in one.place.name.split()]
        self.rows["place_words"].add([codes[word] for word in place[:FEW]])

    def finish(self) -> Columns:
        """Return the columns, the same whatever the order in which sightings came."""
        order = np.argsort(np.array(self.events, dtype=np.str_), kind="stable")
        reports, report_ranks = self.coders["report"].ranks()
        types, type_ranks = self.coders["type"].ranks()
        families, family_ranks = self.coders["family"].ranks()
        actors, actor_ranks = self.coders["actor"].ranks()
        weapons, weapon_ranks = self.coders["weapon"].ranks()
        times = np.array(self.times, dtype=np.float64).reshape(-1, 3)[order]
        counts = np.array(self.counts, dtype=np.float64).reshape(-1, 4)[order]
        flags = np.array(self.plain["flags"], dtype=np.int32)[order]
        words = self._vocabulary("word", self.word_counts)
        context = self._bag("context", words, order)
        return Columns(
            events=tuple(self.events[at] for at in order),
            report_names=reports,
            report=report_ranks[np.array(self.plain["report"], dtype=np.int32)][order],
            type_names=types,
            type=type_ranks[np.array(self.plain["type"], dtype=np.int32)][order],
            family_names=families,
            family=family_ranks[np.array(self.plain["family"], dtype=np.int32)][order],
            background=(flags & 1) > 0,
            voice=self._codes("voice")[order],
            published=times[:, 0],
            start=times[:, 1],
            end=times[:, 2],
            dated=(flags & 2) > 0,
            placed=(flags & 4) > 0,
            places=tuple(self.places),
            place=np.array(self.plain["place"], dtype=np.int32)[order],
            actor_names=actors,
            actors=self.rows["actor"].square(actor_ranks, -1, FEW)[0][order],
            doers=(flags & 8) > 0,
            weapon_names=weapons,
            weapons=self.rows["weapon"].square(weapon_ranks, -1, FEW)[0][order],
            killed=counts[:, :2],
            injured=counts[:, 2:],
            words=self._bag("words", words, order),
            context=context,
            names=self._names(order),
            place_words=self.rows["place_words"].square(words.ranks, -1, FEW)[0][order],
        )

    def _codes(self, name: str) -> Codes:
        """Return codes by the order of their words, -1 where there is none; whatever order sightings came in."""
        ranks = np.append(self.coders[name].ranks()[1], -1)
        codes: Codes = ranks[np.array(self.plain[name], dtype=np.int32)].astype(np.int32)
        return codes

    def _vocabulary(self, name: str, counts: Counts) -> _Vocabulary:
        strings, ranks = self.coders[name].ranks()
        found = np.empty(len(strings), dtype=np.int64)
        found[ranks] = counts.total(len(strings))
        return _Vocabulary(strings, ranks, found)

    def _bag(self, name: str, vocabulary: _Vocabulary, order: NDArray[np.int64]) -> Bag:
        ids, weights = self.rows[name].square(vocabulary.ranks, len(vocabulary.strings))
        changed = np.append(_changes(vocabulary, len(self.coders["report"])), 0.0).astype(np.float32)
        ids = ids[order]
        return Bag(ids, weights[order] * changed[ids], vocabulary.strings, vocabulary.counts)

    def _names(self, order: NDArray[np.int64]) -> Bag:
        """Return the names, weighed so that the sum over those that two share is the product of their weights."""
        known = self._vocabulary("name", self.name_counts)
        total = PRIOR + len(self.coders["report"])
        rarities = np.log(total / np.maximum(known.counts, 1)) / np.log(total)
        told = np.sqrt(np.clip((rarities - NAME_FROM) / (NAME_FULL - NAME_FROM), 0.0, 1.0))
        ids = self.rows["name"].square(known.ranks, len(known.strings))[0][order]
        return Bag(ids, np.append(told, 0.0).astype(np.float32)[ids], known.strings, known.counts)


@dataclass(frozen=True, slots=True, eq=False)
class _Vocabulary:
    """Strings in alphabetical order, the rank of each number, and in how many reports each string stands."""

    strings: tuple[str, ...]
    ranks: Codes
    counts: NDArray[np.int64]


def make_columns(sightings: Iterable[Sighting]) -> Columns:
    """Return the columns of `sightings`, which are taken one at a time; the same in any order."""
    builder = _Builder()
    for one in sightings:
        builder.add(one)
    return builder.finish()


def _bounds(count: Bounds | None) -> tuple[float, float]:
    return (nan, nan) if count is None else (count.low, count.high)


def _changes(vocabulary: _Vocabulary, reports: int) -> Reals:
    """Return by what the weight of each word, as the table of news prose has it, is to be multiplied."""
    total = PRIOR + reports
    found = [
        weigh_share((PRIOR * share_of(word) + count) / total, 1.0 / total) ** SHARPEN / (rarity(word) or 1.0)
        for word, count in zip(vocabulary.strings, vocabulary.counts.tolist(), strict=True)
    ]
    return np.array(found, dtype=np.float64)
