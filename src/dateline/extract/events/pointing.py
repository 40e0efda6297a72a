"""Pointing: the words around a mention that point at an event told elsewhere, or say that this is another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.extract.events.standing import SHARED_HOURS, Unit, find_days, find_hours
from dateline.extract.marking.passages import Passage
from dateline.knowledge.cardinals import read_cardinal
from dateline.knowledge.time_words import ORDINALS, PARTS
from dateline.records import Span

FIRST, LAST = frozenset({"earlier", "initial"}), frozenset({"later", "latest", "last"})
BEYOND = frozenset(
    {"since", "of", "in", "ever", "by", "against", "this"}
)  # "the first attack since": counts others too


@dataclass(slots=True)
class Part:
    """The units of one event while they are being gathered."""

    units: list[Unit] = field(default_factory=list)

    @property
    def first(self) -> Span:
        """The first trigger."""
        return min(trigger for unit in self.units for trigger in unit.triggers)

    @property
    def hours(self) -> frozenset[int]:
        """The hours of the day that its mentions name."""
        return frozenset(hour for unit in self.units for hour in unit.hours)

    @property
    def days(self) -> frozenset[int]:
        """The weekdays that its mentions name."""
        return frozenset(day for unit in self.units for day in unit.days)


REACH = 6  # words before a noun that may describe it
NEXT = frozenset({"second", "third", "fourth", "fifth"})
DEFINITE = frozenset({"the", "this", "that", "its", "their", "'s"})


@dataclass(frozen=True, slots=True)
class Described:
    """A noun that names an event: the words that describe it, where they begin, and where the noun ends."""

    words: tuple[str, ...]
    first: int
    end: int


def described_by(unit: Unit) -> Iterator[Described]:
    """Yield the nouns among the triggers that words before them describe: "the second attack"."""
    passage = unit.passage
    for start, end in unit.tokens:
        first = start
        while passage.tags[end - 1] == "N" and first > 0 and start - first < REACH and _describes(passage, first - 1):
            first -= 1
        if first < start:
            yield Described(passage.lower[first:start], first, end)


def _describes(passage: Passage, i: int) -> bool:
    word = passage.lower[i]
    return passage.tags[i] in "NQ#SXDHF" or word in ORDINALS or word in PARTS or word in ("'s", "earlier", "later")


def opens_new(unit: Unit, cues: Mapping[str, frozenset[str]]) -> bool:
    """Say whether the words open another event: "another attack", "in a separate incident", "Elsewhere, ...".

    "It was the second explosion of the day" says that there was another, and opens none; nor does "the second bomb".
    """
    if unit.clause == 0 and not cues["elsewhere"].isdisjoint(unit.passage.lower[:2]):
        return True
    for one in described_by(unit):
        if is_predicate(unit.passage, one) or one.words[0] in DEFINITE:
            continue
        if not cues["other"].isdisjoint(one.words) or (one.words[0] in (*NEXT, "a") and not NEXT.isdisjoint(one.words)):
            return True
    return False


def is_predicate(passage: Passage, noun: Described) -> bool:
    """Say whether a noun is said of "it" or "this": "It was the second explosion"."""
    before = set(passage.lower[max(0, noun.first - 4) : noun.first])
    return bool({"was", "is", "were"} & before) and bool({"it", "this", "that", "these"} & before)


def points_back(unit: Unit) -> bool:
    """Say whether a noun of the unit looks back at one of several: "the first", "Monday's", "the evening raid"."""
    return any(True for _ in _pointing(unit))


def _pointing(unit: Unit) -> Iterator[tuple[str, ...]]:
    for one in described_by(unit):
        behind = unit.passage.lower[one.end : one.end + 1]
        orders = {*ORDINALS, *FIRST, *LAST} & set(one.words)
        if is_predicate(unit.passage, one) or DEFINITE.isdisjoint(one.words):
            continue
        if (orders and BEYOND.isdisjoint(behind)) or find_hours(one.words) or find_days(one.words):
            yield one.words


def point_at(unit: Unit, parts: Sequence[Part]) -> Part | None:
    """Return the part that the words of a unit point back to; ``None`` where they do not tell one from the others."""
    for words in _pointing(unit):
        pointed = _by_time(words, parts) or _by_order(words, parts)
        if pointed is not None:
            return pointed
    return None


def _by_time(words: Sequence[str], parts: Sequence[Part]) -> Part | None:
    hours, days = find_hours(words), find_days(words)
    fit = [part for part in parts if len(hours & part.hours) >= SHARED_HOURS or (days & part.days)]
    return fit[0] if len(fit) == 1 else None


def _by_order(words: Sequence[str], parts: Sequence[Part]) -> Part | None:
    """Return the n-th part in the order in which they happened, where their hours tell it, else were told."""
    happened = list(parts)
    if all(part.hours for part in parts) and len({part.days for part in parts if part.days}) < 2:
        happened.sort(key=lambda part: _begins(part.hours))
    number = next((ORDINALS.index(word) for word in words if word in ORDINALS), None)
    if number is not None:
        return happened[number] if number < len(happened) else None
    if not FIRST.isdisjoint(words):
        return happened[0]
    return None if LAST.isdisjoint(words) else happened[-1]


def _begins(hours: frozenset[int]) -> int:
    """Return the hour that a stretch begins with; a night runs over midnight."""
    return min((hour for hour in hours if (hour - 1) % 24 not in hours), default=0)


def sum_of(units: Sequence[Unit]) -> int | None:
    """Return how many events the units name together, where they say so: "two bombings", "the twin attacks"."""
    numbers: set[int] = set()
    for unit in units:
        for start, end in unit.tokens:
            if not unit.passage.lower[end - 1].endswith("s") or unit.passage.tags[end - 1] != "N":
                return None
            if start and (number := counted(unit.passage.lower[start - 1])) is not None:
                numbers.add(number)
    return numbers.pop() if len(numbers) == 1 else None


def counted(word: str) -> int | None:
    """Return how many a word counts, from two up: "two", "twin"."""
    return 2 if word in ("twin", "both") else (read_cardinal(word) if word.isalpha() and word != "one" else None)
