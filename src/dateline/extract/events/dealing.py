"""Dealing: what an event has goes to its parts, each finding to the part whose mention it stands with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from dateline.extract.events.pointing import Part
from dateline.extract.events.standing import Page, unit_near, unit_of
from dateline.records import Count, Event, Participant, Span
from dateline.text import make_id


def deal(event: Event, parts: Sequence[Part], page: Page) -> list[Event]:
    """Return one event a part, each with the participants, times, places, weapons and tolls of its own sentences."""
    units = sorted((unit for part in parts for unit in part.units), key=lambda unit: unit.triggers[0])
    owner = {id(unit): number for number, part in enumerate(parts) for unit in part.units}

    def home(span: Span) -> int:
        return owner[id(unit_of(span, units, page) or unit_near(span, units, page))]

    return [_make_part(event, number, part, home, page) for number, part in enumerate(parts)]


def _make_part(event: Event, number: int, part: Part, home: Callable[[Span], int], page: Page) -> Event:
    triggers = tuple(sorted(trigger for unit in part.units for trigger in unit.triggers))

    def own_counts(counts: Iterable[Count]) -> tuple[Count, ...]:
        return tuple(count for count in counts if home(count.span) == number)

    killed, injured, taken = (own_counts(counts) for counts in (event.killed, event.injured, event.taken))
    by = tuple(one for one in event.by if home(one.span) == number or _shares_clause(one.span, part, page))
    by = by or _same_words(event.by, part, page)
    against = tuple(one for one in event.against if home(one.span) == number)
    return replace(
        event,
        id=make_id(page.parsed.report.id, "event", event.type, triggers[0].start, triggers[0].end),
        triggers=triggers,
        status="planned" if all(unit.planned for unit in part.units) else event.status,
        when=tuple(mention for mention in event.when if home(mention.span) == number),
        where=tuple(mention for mention in event.where if home(mention.span) == number),
        by=by,
        against=against or _fallen((*killed, *injured, *taken), page),
        weapon=tuple(span for span in event.weapon if home(span) == number),
        killed=killed,
        injured=injured,
        taken=taken,
    )


def _shares_clause(span: Span, part: Part, page: Page) -> bool:
    """Say whether words stand in a clause of the part: two deeds of one clause have one subject."""
    passage = page.passage_of(span)
    if passage is None:
        return False
    at = next(i for i, token in enumerate(passage.sentence.tokens) if token.span.overlaps(span))
    return any(unit.passage is passage and unit.clause == passage.clauses[at] for unit in part.units)


def _same_words(found: Sequence[Participant], part: Part, page: Page) -> tuple[Participant, ...]:
    """Return the doers whom the part names in the words of another part: an event keeps each wording once."""
    text = page.parsed.text
    words = {one.span.of(text).lower() for one in found}
    spans = dict.fromkeys(
        item.phrase
        for unit in part.units
        for item in unit.passage.phrases
        if unit.passage.clauses[item.head] == unit.clause and item.phrase.span.of(text).lower() in words
    )
    return tuple(Participant(phrase.span, doubt=phrase.doubt) for phrase in spans)


def _fallen(counts: Sequence[Count], page: Page) -> tuple[Participant, ...]:
    """Return those whom the tolls of the other side count: "policemen" of "three policemen"."""
    found: dict[Span, Participant] = {}
    for count in counts:
        passage = page.passage_of(count.span)
        if count.who != "against" or count.max == 0 or passage is None:
            continue
        item = next((one for one in passage.phrases if one.phrase.span.overlaps(count.span)), None)
        if item is not None:
            found.setdefault(item.phrase.span, Participant(item.phrase.span, doubt=item.phrase.doubt))
    return tuple(found[span] for span in sorted(found))


def join_events(event: Event, other: Event) -> Event:
    """Return `event`, under its id, with everything that `other` has beside."""
    return replace(
        event,
        triggers=tuple(sorted({*event.triggers, *other.triggers})),
        when=_both(event.when, other.when),
        where=_both(event.where, other.where),
        by=_both(event.by, other.by),
        against=_both(event.against, other.against),
        weapon=tuple(sorted({*event.weapon, *other.weapon})),
        killed=_both(event.killed, other.killed),
        injured=_both(event.injured, other.injured),
        taken=_both(event.taken, other.taken),
    )


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


Found = TypeVar("Found", bound=_Spanned)


def _both(left: Sequence[Found], right: Sequence[Found]) -> tuple[Found, ...]:
    """Return the findings of both in text order, each span once."""
    found = {one.span: one for one in (*right, *left)}
    return tuple(found[span] for span in sorted(found))
