"""Standing: what stands with a mention of an event in its clause, and whether two mentions can be of one event."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from dateline.extract.marking.passages import Passage
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer import Candidate, Gazetteer
from dateline.knowledge.time_words import PARTS, WEEKDAYS
from dateline.records import Event, Parsed, Span

FINE = frozenset({"town", "admin2"})
# Places of one kind are two when more than this lies between their bounds; the gazetteer's centres are no better.
APART_KM = 5.0
NAMESAKES = 6  # places of one name that are looked at
# Deeds that are over within hours: two days or parts of the day are two of them. Fighting and protests go on.
SHORT = frozenset(
    {
        "bombing", "suicide_bombing", "air_strike", "shelling", "shooting", "assassination", "execution", "abduction",
        "assault", "destruction", "attack", "arrest",
    }
)  # fmt: skip
# Deeds that happen at one place; those who are taken are moved about.
PLACED = SHORT - {"arrest", "abduction"}
SHARED_HOURS = 2  # the night runs into the morning and the afternoon into the evening by an hour


@dataclass(frozen=True, slots=True)
class Unit:
    """The triggers of one event in one clause, and what stands with them.

    `hours` are those of the day that the words allow (empty: not said), `days` the weekdays, `towns` the fine places.
    """

    passage: Passage
    clause: int
    tokens: tuple[tuple[int, int], ...]  # first token of each trigger, and the one behind its last
    triggers: tuple[Span, ...]
    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    towns: tuple[str, ...] = ()
    deeds: frozenset[str] = frozenset()  # kinds of organisation: pledge, split, merge
    planned: bool = False  # only meant to be done
    done: bool = False  # people fell in it

    @property
    def tells(self) -> bool:
        """Whether anything stands with it that could part it from another."""
        return bool(self.hours or self.days or self.towns or self.deeds or self.planned or self.done)


@dataclass(frozen=True, slots=True)
class Page:
    """A report as splitting sees it: the sentences that name an event, and what is known."""

    parsed: Parsed
    passages: tuple[Passage, ...]
    knowledge: Knowledge
    triggers: tuple[Span, ...] = ()  # of all events

    def passage_of(self, span: Span) -> Passage | None:
        """Return the sentence that holds `span`, if it is one that names an event."""
        at = bisect_right(self.passages, span.start, key=lambda passage: passage.sentence.span.start) - 1
        found = self.passages[at] if at >= 0 else None
        return found if found is not None and found.sentence.span.contains(span) else None


def find_hours(words: Sequence[str]) -> frozenset[int]:
    """Return the hours of the day that the words of a time leave open; none where they name no part of the day."""
    found: set[int] | None = None
    for word in words:
        if word in PARTS:
            _, first, end = PARTS[word]
            hours = {hour % 24 for hour in range(first, end)}
            found = hours if found is None else found & hours
    return frozenset(found or ())


def find_days(words: Sequence[str]) -> frozenset[int]:
    """Return the weekdays among the words of a time, 0 for Monday; none where it is open ("since Monday")."""
    if any(word in ("since", "until", "till", "by") for word in words):
        return frozenset()
    return frozenset(WEEKDAYS.index(word) for word in words if word in WEEKDAYS)


def find_deeds(unit_words: Sequence[str], cues: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return which kinds of deeds of an organisation the words name: to pledge, to split, to merge."""
    return frozenset(name for name in DEEDS if not cues[name].isdisjoint(unit_words))


DEEDS = ("pledging", "splitting", "merging")


def can_be_one(left: Unit, right: Unit, type_: str, knowledge: Knowledge) -> bool:
    """Say whether two mentions of an event of `type_` may be of one event, for all that stands with them."""
    if left.deeds and right.deeds and left.deeds.isdisjoint(right.deeds):
        return False
    if (left.planned and right.done) or (left.done and right.planned):
        return False
    if type_ in SHORT:
        if left.hours and right.hours and len(left.hours & right.hours) < SHARED_HOURS:
            return False
        if left.days and right.days and left.days.isdisjoint(right.days):
            return False
    return type_ not in PLACED or not are_apart(left.towns, right.towns, knowledge.gazetteer)


def are_apart(left: Sequence[str], right: Sequence[str], gazetteer: Gazetteer | None) -> bool:
    """Say whether every fine place of one side lies clearly apart from every one of the other, in the same country."""
    if gazetteer is None or not left or not right or not set(left).isdisjoint(right):
        return False
    ones, others = _fine(left, gazetteer), _fine(right, gazetteer)
    if not ones or not others:
        return False
    return all(_lie_apart(one, other) for one, other in product(ones, others))


def _fine(names: Sequence[str], gazetteer: Gazetteer) -> list[tuple[Candidate, ...]]:
    found = (tuple(one for one in gazetteer.candidates(name) if one.quality <= 2)[:NAMESAKES] for name in names)
    return [candidates for candidates in found if candidates and candidates[0].kind in FINE]


def _lie_apart(ones: Sequence[Candidate], others: Sequence[Candidate]) -> bool:
    gaps = [_gap(one, other) for one, other in product(ones, others) if one.country == other.country]
    return bool(gaps) and min(gaps) > APART_KM


def _gap(one: Candidate, other: Candidate) -> float:
    """Return the kilometres between the bounds of two places on the ground; 0 where one of them has no centre."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    east = math.radians(other.lon - one.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    north = math.radians(other.lat - one.lat)
    return EARTH_KM * math.hypot(east, north) - one.radius_km - other.radius_km


EARTH_KM = 6371.0


def is_of_saying(passage: Passage, span: Span, saying: frozenset[str]) -> bool:
    """Say whether a time belongs to a verb of saying right before it: "said on Thursday"."""
    at = next((time.start for time in passage.times if time.span == span), 0)
    return not saying.isdisjoint(passage.lower[max(0, at - 2) : at])


def find_units(event: Event, page: Page) -> list[Unit]:
    """Return the mentions of an event by clause, each with the times and places that stand with it."""
    found: dict[tuple[int, int, str], Unit] = {}
    for trigger in event.triggers:
        passage = page.passage_of(trigger)
        if passage is None:
            continue
        inside = [i for i, token in enumerate(passage.sentence.tokens) if token.span.overlaps(trigger)]
        deeds = find_deeds(trigger.of(page.parsed.text).lower().split(), page.knowledge.triggers.cues)
        key = (
            passage.number,
            passage.clauses[inside[0]],
            min(deeds, default="") if event.type == "organisation" else "",
        )
        tokens, triggers = (inside[0], inside[-1] + 1), (trigger,)
        known = found.get(key)
        found[key] = (
            replace(known, tokens=(*known.tokens, tokens), triggers=(*known.triggers, trigger))
            if known
            else Unit(passage, key[1], (tokens,), triggers)
        )
    units = list(found.values())
    return [_told_of(unit, units, event, page) for unit in units]


def _told_of(unit: Unit, units: Sequence[Unit], event: Event, page: Page) -> Unit:
    text, cues = page.parsed.text, page.knowledge.triggers.cues

    def words(spans: Iterable[Span]) -> list[list[str]]:
        own = (
            span
            for span in spans
            if unit_of(span, units, page) is unit and not _is_beside_other(span, unit, event, page)
        )
        return [span.of(text).lower().replace("-", " ").split() for span in own]

    times = words(
        mention.span for mention in event.when if not is_of_saying(unit.passage, mention.span, cues["saying"])
    )
    triggers = [word for trigger in unit.triggers for word in trigger.of(text).lower().split()]
    return replace(
        unit,
        hours=frozenset(hour for one in times for hour in find_hours(one)),
        days=frozenset(day for one in times for day in find_days(one)),
        towns=tuple(" ".join(one) for one in words(mention.span for mention in event.where)),
        deeds=find_deeds(triggers, cues) if event.type == "organisation" else frozenset(),
        planned=any(_is_planned(unit.passage, start, cues) for start, _ in unit.tokens),
        done=any(count.max != 0 and unit_of(count.span, units, page) is unit for count in event.killed),
    )


def _is_beside_other(span: Span, unit: Unit, event: Event, page: Page) -> bool:
    """Say whether words stand in another clause than the unit, with a trigger of another event: no evidence."""
    passage = unit.passage
    clause = {passage.clauses[i] for i, token in enumerate(passage.sentence.tokens) if token.span.overlaps(span)}
    if unit.clause in clause:
        return False
    others = [trigger for trigger in page.triggers if trigger not in event.triggers]
    return any(
        passage.clauses[i] in clause and any(token.span.overlaps(trigger) for trigger in others)
        for i, token in enumerate(passage.sentence.tokens)
    )


def _is_planned(passage: Passage, verb: int, cues: Mapping[str, frozenset[str]]) -> bool:
    """Say whether a verb is only meant: "planned to strike", "plotting to bomb", "would attack"."""
    before = passage.lower[max(0, verb - 4) : verb]
    if passage.tags[verb] != "B" or not before:
        return False
    return before[-1] in ("will", "would") or (before[-1] == "to" and not cues["planned"].isdisjoint(before))


def unit_of(span: Span, units: Sequence[Unit], page: Page) -> Unit | None:
    """Return the unit that words stand with: that of their clause, else the only or nearest one of their sentence."""
    passage = page.passage_of(span)
    here = [unit for unit in units if unit.passage is passage]
    if passage is None or len(here) < 2:
        return here[0] if here else None
    at = next(i for i, token in enumerate(passage.sentence.tokens) if token.span.overlaps(span))
    return min(here, key=lambda unit: (unit.clause != passage.clauses[at], abs(unit.tokens[0][0] - at)))


def unit_near(span: Span, units: Sequence[Unit], page: Page) -> Unit:
    """Return the unit that a sentence without one goes on about: of its paragraph the last before it or the next one
    behind it, else the last one before it.
    """
    before = [unit for unit in units if unit.triggers[0].start < span.start]
    behind = [unit for unit in units if unit.triggers[0].start >= span.start]
    sentence = page.parsed.sentence_at(span.start)
    for unit in (*before[-1:], *behind[:1]):
        if sentence is not None and unit.passage.sentence.paragraph == sentence.paragraph:
            return unit
    return before[-1] if before else units[0]
