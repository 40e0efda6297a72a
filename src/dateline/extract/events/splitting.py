"""Splitting: an event whose mentions cannot be one becomes several, each with what stands with its own mentions.

"A bomb exploded on Wednesday evening. It was the second blast of the day; in the morning a mine had killed two." What
parts two mentions is said outright: parts of a day or days that exclude each other, towns that lie apart, "another",
"a separate", "Elsewhere". Nothing is parted because something is merely absent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.events.dealing import deal, join_events
from dateline.extract.events.joining import are_akin
from dateline.extract.events.pointing import Part, counted, opens_new, point_at, points_back, sum_of
from dateline.extract.events.standing import Page, Unit, can_be_one, find_units, unit_of
from dateline.extract.marking.passages import make_passages
from dateline.extract.marks import Marks
from dateline.knowledge import Knowledge
from dateline.records import Count, Event, Parsed, PlaceMention, Span

LONGEST = 400  # tokens; what is longer is a list or debris
UNTOLD = frozenset({"planned", "general", "denied"})


def split_events(parsed: Parsed, marks: Marks, events: tuple[Event, ...], knowledge: Knowledge) -> tuple[Event, ...]:
    """Return `events` with those parted whose mentions cannot be one, in the order of their first triggers.

    The part with the first trigger keeps its id. "The first attack", "the evening attack" then go to the event that
    they point at, also where they were joined to another one.
    """
    told = [trigger for event in events for trigger in event.triggers]
    if len(told) == len(events) < 3:  # nothing to part, and no two that a third could sum up
        return events
    sentences = [
        sentence
        for sentence in parsed.sentences
        if len(sentence.tokens) <= LONGEST and any(sentence.span.contains(trigger) for trigger in told)
    ]
    page = Page(parsed, make_passages(sentences, marks, knowledge.triggers), knowledge, tuple(told))
    parted: list[Event] = []
    for event in events:
        parts = find_parts(event, page) if len(event.triggers) > 1 else []
        parted += deal(event, parts, page) if len(parts) > 1 else [event]
    parted = _without_borrowed(spread_sums(point_back(parted, page), page), page)
    return tuple(sorted(parted, key=lambda event: event.triggers[0]))


def find_parts(event: Event, page: Page) -> list[Part]:
    """Return the parts of one event in text order, each with the units that belong to it."""
    units = find_units(event, page)
    parts: list[Part] = []
    for unit in units:
        if _opens(unit, parts, event, page):
            parts.append(Part([unit]))
        elif unit.tells:
            fit = [part for part in parts if _fits(unit, part, event, page)]
            (fit[-1] if fit else _new(parts)).units.append(unit)
    if len(parts) < 2:
        return parts
    parts.sort(key=lambda part: part.first)
    placed = {id(unit) for part in parts for unit in part.units}
    for unit in units:
        if id(unit) not in placed:
            (point_at(unit, parts) or _alike(unit, parts) or _before(unit, parts)).units.append(unit)
    return sorted(parts, key=lambda part: part.first)


def _new(parts: list[Part]) -> Part:
    parts.append(Part())
    return parts[-1]


def _opens(unit: Unit, parts: Sequence[Part], event: Event, page: Page) -> bool:
    """Say whether a unit is of another event than all parts so far; the first unit that tells opens the first part."""
    told_before = unit.triggers[0] != event.triggers[0]
    return told_before and bool(parts) and opens_new(unit, page.knowledge.triggers.cues)


def _fits(unit: Unit, part: Part, event: Event, page: Page) -> bool:
    return all(can_be_one(unit, other, event.type, page.knowledge) for other in part.units)


def _alike(unit: Unit, parts: Sequence[Part]) -> Part | None:
    """Return the one part that shares most nouns with the unit's clause: "the bombing of the bus station"."""
    nouns = _nouns(unit)
    shared = [len(nouns & frozenset(noun for one in part.units for noun in _nouns(one))) for part in parts]
    best = max(shared)
    return parts[shared.index(best)] if best and shared.count(best) == 1 else None


def _nouns(unit: Unit) -> frozenset[str]:
    """Return the nouns of the unit's clause that name neither the deed nor a time."""
    passage = unit.passage
    own = {i for start, end in unit.tokens for i in range(start, end)}
    return frozenset(
        word
        for i, (word, tag) in enumerate(zip(passage.lower, passage.tags, strict=True))
        if tag == "N" and passage.clauses[i] == unit.clause and i not in own and word not in ("people", "others")
    )


def _before(unit: Unit, parts: Sequence[Part]) -> Part:
    """Return the part told last before the unit; the first one where none was."""
    told = [
        (max(t for u in part.units for t in u.triggers if t < unit.triggers[0]), n)
        for n, part in enumerate(parts)
        if part.first < unit.triggers[0]
    ]
    return parts[max(told)[1]] if told else parts[0]


def point_back(events: Sequence[Event], page: Page) -> list[Event]:
    """Move "the first attack", "the morning bombing" to the event that they point at, from the one they were joined to.

    Pointed at are events of the family that were told before, other than sums of several ("two attacks").
    """
    found = {event.triggers[0]: event for event in events}
    for event in sorted(events, key=lambda one: one.triggers[0]):
        if len(event.triggers) > 1:
            for unit in find_units(event, page)[1:]:
                _move(unit, event.triggers[0], found, page)
    return list(found.values())


def _move(unit: Unit, home: Span, found: dict[Span, Event], page: Page) -> None:
    """Move one unit out of the event `home` if it points at another one; `found` is changed in place."""
    if not points_back(unit):
        return
    near = {
        first: [one for one in find_units(event, page) if one.triggers != unit.triggers]
        for first, event in sorted(found.items())
        if first < unit.triggers[0] and _is_told(event) and are_akin(event.type, found[home].type)
    }
    parts = {first: Part(units) for first, units in near.items() if units and not sum_of(units)}
    aim = point_at(unit, list(parts.values())) if len(parts) > 1 else None
    goal = next((first for first, part in parts.items() if part is aim), home)
    if goal == home:
        return
    stay = Part([one for one in find_units(found[home], page) if one.triggers != unit.triggers])
    rest, moved = deal(found[home], [stay, Part([unit])], page)
    found[home] = rest
    found[goal] = join_events(found[goal], moved)


def _is_told(event: Event) -> bool:
    return event.status not in UNTOLD and not event.background


def spread_sums(events: Sequence[Event], page: Page) -> list[Event]:
    """Give what is told of "two bombings" to the two that follow: the code book has no event of their own for sums.

    Their time, place and toll go to each of them, the toll as that of all together.
    """
    left = sorted(events, key=lambda one: one.triggers[0])
    for event in list(left):
        number = sum_of(find_units(event, page)) if _is_told(event) else None
        rest = [one for one in left if one is not event and _is_told(one) and are_akin(one.type, event.type)]
        if number is None or len(rest) != number or any(one.triggers[0] < event.triggers[0] for one in rest):
            continue
        killed, injured, taken = (_of_all(counts) for counts in (event.killed, event.injured, event.taken))
        shared = replace(event, against=(), killed=killed, injured=injured, taken=taken)
        joined = {one.id: join_events(one, shared) for one in rest}
        left = [joined.get(one.id, one) for one in left if one is not event]
    return left


def _without_borrowed(events: Sequence[Event], page: Page) -> list[Event]:
    """Take from the founding of a group the places of the deed beside it: "a province, after a clash in the hills"."""
    told = [(event, unit) for event in events if event.type != "organisation" for unit in find_units(event, page)]
    return [_own_places(event, told, page) if event.type == "organisation" else event for event in events]


def _own_places(event: Event, told: Sequence[tuple[Event, Unit]], page: Page) -> Event:
    own = find_units(event, page)

    def is_borrowed(place: PlaceMention) -> bool:
        beside = [unit for other, unit in told if place.span in {mention.span for mention in other.where}]
        near = unit_of(place.span, [*own, *beside], page)
        return near is not None and near not in own

    kept = tuple(place for place in event.where if not is_borrowed(place))
    return replace(event, where=kept or event.where)


def _of_all(counts: Sequence[Count]) -> tuple[Count, ...]:
    return tuple(replace(count, who="total") for count in counts)


def spread_tolls(parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give the toll of "two bombs killed five people" to both events, as that of all together.

    So it is where the report tells of just as many events of the family as the words before the toll count.
    """
    told = [event for event in events if _is_told(event)]
    for name in ("killed", "injured"):
        for event in told:
            for count in getattr(event, name):
                number = _counted_before(parsed, count.span)
                akin = [one for one in told if are_akin(one.type, event.type)]
                if number is not None and number == len(akin) > 1:
                    events = tuple(
                        _with_total(one, name, count, one.id in {other.id for other in akin}) for one in events
                    )
    return events


def _with_total(event: Event, name: str, count: Count, is_one: bool) -> Event:
    if not is_one:
        return event
    counts = {one.span: one for one in (*getattr(event, name), replace(count, who="total"))}
    return _with_counts(event, name, tuple(counts[span] for span in sorted(counts)))


def _with_counts(event: Event, name: str, counts: tuple[Count, ...]) -> Event:
    return replace(event, killed=counts) if name == "killed" else replace(event, injured=counts)


def _counted_before(parsed: Parsed, toll: Span) -> int | None:
    """Return how many deeds or weapons the sentence counts before a toll: 2 for "Two bombs killed five people"."""
    sentence = parsed.sentence_at(toll.start)
    if sentence is None:
        return None
    found = SUM.match(parsed.text[sentence.span.start : toll.start])
    return counted(found.group(1).lower()) if found is not None else None


SUM = re.compile(
    r"(?:The |At least )?([A-Za-z]+) (?:[a-z-]+ ){0,2}?"
    r"(?:bombs|bombings|blasts|explosions|attacks|shootings|mines|raids)\b"
)
