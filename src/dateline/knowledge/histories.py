"""Groups over time as public lists tell it: dated relations of the register, when groups began and ended.

Data: `data/actors/histories.tsv` (made by `tools/build_register.py` from public lists) and `own_histories.tsv` (kept by
hand) hold relations, `lives.tsv` when groups began and ended. What a report says is a `Relation` of its findings and
has its words; what is here is background from a named source and is never joined into what reports say.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dateline.knowledge.actor_tables import read_table

__all__ = ["Bounds", "KnownTie", "Life", "load_lives", "load_ties_of_lists", "make_bounds", "make_index"]

DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
ACTS = frozenset({"split_from", "merged_with", "pledged_to", "designated_terrorist_by"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """A day known between two limits, both included; ``None`` is no limit. A year is 1 January to 31 December."""

    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class KnownTie:
    """A relation between two actors of the register: `a` is `type` `b`, with when it began and ended.

    `type` is a relation of the code book (branch_of, split_from, allied_with, fights, ...); `word` is what the source
    calls it ("affiliates", "rivals", "splinter"), where that says more. `start` is ``None`` where nothing is
    known of the beginning, `end` where it is not known to have ended. A relation that a source dates to one day only
    ("rivals, 6 January 2014") began on that day or before, and ended on that day or after.
    """

    type: str
    a: str  # id of an actor: group:..., body:..., state:IQ:military
    b: str
    start: Bounds | None = None
    end: Bounds | None = None
    word: str = ""
    source: str = "register"  # a key of docs/sources.md: militant-groups, un-list, us-list, register

    @property
    def is_act(self) -> bool:
        """Whether the relation is something done on a day (a split, a pledge), not a state that lasts."""
        return self.type in ACTS

    @property
    def sort_key(self) -> tuple[date, date, str, str, str]:
        """Order in time: by the last day on which it may have begun, undated ones last."""
        start = self.start or Bounds()
        latest = start.latest or start.earliest or date.max
        return (latest, start.earliest or date.min, self.type, self.a, self.b)


@dataclass(frozen=True, slots=True)
class Life:
    """When a group was founded and when it ceased; ``None`` where that is not known (or it goes on)."""

    founded: Bounds | None = None
    ended: Bounds | None = None


def make_bounds(value: str) -> Bounds | None:
    """Return the limits of a day written as in EDTF: "2014", "2014-06-29", "2003/2004", "../2014", "2014/..".

    Raises:
        ValueError: `value` is no such date.
    """
    if not value:
        return None
    first, _, last = value.partition("/")
    return Bounds(_day(first, first_of=True), _day(last or first, first_of=False))


def _day(value: str, *, first_of: bool) -> date | None:
    if value == "..":
        return None
    match = DAY.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is no date: write 2014, 2014-06 or 2014-06-29")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if first_of:
        return date(year, month or 1, day or 1)
    return date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def load_ties_of_lists() -> tuple[KnownTie, ...]:
    """Load the dated relations in the order of time."""
    ties = [
        KnownTie(kind, a, b, make_bounds(start), make_bounds(end), word, source)
        for table in ("histories.tsv", "own_histories.tsv")
        for kind, a, b, start, end, word, source in read_table(table, 7)
    ]
    return tuple(sorted(ties, key=lambda tie: tie.sort_key))


def load_lives() -> Mapping[str, Life]:
    """Load when groups began and ended, by actor id."""
    return {name: Life(make_bounds(founded), make_bounds(ended)) for name, founded, ended in read_table("lives.tsv", 3)}


def make_index(ties: Iterable[KnownTie]) -> dict[str, tuple[KnownTie, ...]]:
    """Return the relations by the id of either side, in the order of time."""
    index: dict[str, list[KnownTie]] = {}
    for tie in sorted(ties, key=lambda one: one.sort_key):
        for end in dict.fromkeys((tie.a, tie.b)):
            index.setdefault(end, []).append(tie)
    return {end: tuple(group) for end, group in index.items()}
