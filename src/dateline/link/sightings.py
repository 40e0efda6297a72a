"""Sightings: one report's event with what is needed to compare it with another's, worked out once a report.

Where a report does not say when its news happened, the days before its publication are taken as a bound: it happened
by then, and news is not old. That bound only serves to find and compare; it never becomes the event's time.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import log

from dateline.knowledge.identity import named_actor
from dateline.link.names import find_names
from dateline.link.wording import find_words, stem, weigh
from dateline.moments import make_moment
from dateline.ontology import load_ontology
from dateline.records import Count, Event, Findings, Participant, Place, PlacePrecision, Report, Span, When

NEWS_DAYS = 6.0  # news of an event without a date is taken to be at most that old
RECALLED_DAYS = 30.0  # and what is recalled without a date: further back, a report would say when
WINDOW = 160  # characters around a trigger that are looked at where its sentence does not end before
LEAD_WORDS = 60
SENTENCE_WORDS = 24  # of the sentences of an event, the weightiest, that are compared
CONTEXT_WORDS = 60  # and of its report
PLANNED = "planned"
FINE_PLACES = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT})
GENERIC_KINDS = frozenset({"unidentified_armed", "unknown", "person", "civilians", "object"})

_END = re.compile(r"[.!?][\"”’)]*\s|\n")
_EPOCH = datetime(1970, 1, 1)


Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a count comes to over its entries: ``low <= number <= high``, in people."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """An event as one report tells of it. Times are days since 1970-01-01, local.

    `dated` says that the report tells the day (to a week); `placed` that it tells the place (to a district). `words`
    are the weightiest stems of the sentences that name the event, `context` those of the whole report, each with its
    weight; `names` are the persons whom the report names, as digests. `voice` is the kind of speaker who is credited
    with telling it ("police"), empty in the outlet's own voice.
    """

    report_id: str
    event_id: str
    type: str
    family: str
    background: bool
    published: float | None
    start: float | None
    end: float | None
    dated: bool
    place: Place | None
    placed: bool
    actors: frozenset[str]
    doers: frozenset[str]
    killed: Bounds | None
    injured: Bounds | None
    weapon: frozenset[str]
    words: Weights
    context: Weights
    place_words: frozenset[str]
    names: tuple[str, ...] = ()
    voice: str = ""


def make_sightings(report: Report, findings: Findings) -> tuple[Sighting, ...]:
    """Return the events of one report that are worth linking (general practice, for one, is not)."""
    events = [event for event in findings.events if event.status != "general" and event.triggers]
    if not events:
        return ()
    context, names = _context(report), find_names(report, findings)
    return tuple(replace(_make(report, event, context, names), voice=_find_voice(event, findings)) for event in events)


def _find_voice(event: Event, findings: Findings) -> str:
    """Return the kind of speaker whose words hold all mentions of the event; empty where there is no such one."""
    voices = {
        next((one.speaker for one in findings.statements if one.content is not None and _holds(one.content, span)), "")
        for span in event.triggers
    }
    return voices.pop() if len(voices) == 1 else ""


def _holds(whole: Span, part: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _make(report: Report, event: Event, context: Weights, names: tuple[str, ...]) -> Sighting:
    published = make_moment(report.published)
    start, end, dated = _bounds(event, published.last if published is not None else None)
    words = _weights(Counter(find_words(_trigger_sentences(report.text, event.triggers))), SENTENCE_WORDS)
    kind = load_ontology().event_types.get(event.type)
    return Sighting(
        report_id=report.id,
        event_id=event.id,
        type=event.type,
        family=PLANNED if event.status == PLANNED else (kind.family if kind is not None else event.type),
        background=event.background,
        published=published.first if published is not None else None,
        start=start,
        end=end,
        dated=dated,
        place=event.place,
        placed=event.place is not None and event.place.precision in FINE_PLACES,
        actors=_names(event.by) | _names(event.against),
        doers=_names(event.by),
        killed=_count(event.killed),
        injured=_count(event.injured),
        weapon=frozenset(stem(word) for span in event.weapon for word in find_words(span.of(report.text))),
        words=words,
        context=context,
        place_words=_place_words(event.place),
        names=names,
    )


def _bounds(event: Event, published: float | None) -> tuple[float | None, float | None, bool]:
    """Return the days between which the event lies and whether the report tells them."""
    if event.time is not None:
        start, end = _days(event.time.start), _days(event.time.end)
        return start, max(end, start), _is_dated(event.time)
    if published is None:
        return None, None, False
    if event.background:
        return published - RECALLED_DAYS, published, False
    if event.status == PLANNED:
        return published, published + NEWS_DAYS, False
    return published - NEWS_DAYS, published, False


def _is_dated(time: When) -> bool:
    return time.is_open is None and time.end.replace(tzinfo=None) - time.start.replace(tzinfo=None) <= timedelta(days=8)


def _names(people: tuple[Participant, ...]) -> frozenset[str]:
    """Return the ids of known actors that are told apart from others ("gunmen" are not)."""
    actors = (named_actor(one.actor) for one in people)
    return frozenset(actor.actor_id for actor in actors if actor is not None and actor.kind not in GENERIC_KINDS)


def _count(counts: tuple[Count, ...]) -> Bounds | None:
    """Return the bounds of everybody killed or injured: at least the largest number, at most the sum of all."""
    given = {(count.min or 0, 10**6 if count.max is None else count.max) for count in counts if _is_given(count)}
    if not given:
        return None
    return Bounds(max(low for low, _ in given), sum(high for _, high in given))


def _is_given(count: Count) -> bool:
    return count.min is not None or count.max is not None


def _trigger_sentences(text: str, triggers: tuple[Span, ...]) -> str:
    """Return the sentences around the triggers, each once."""
    pieces: dict[int, str] = {}
    for span in triggers:
        before = [match.end() for match in _END.finditer(text, max(0, span.start - WINDOW), span.start)]
        start = before[-1] if before else max(0, span.start - WINDOW)
        after = _END.search(text, span.end, span.end + WINDOW)
        pieces.setdefault(start, text[start : after.start() if after else span.end + WINDOW])
    return " ".join(pieces[start] for start in sorted(pieces))


def _context(report: Report) -> Weights:
    """Return the words of a report that tell it from others; those of its headline and opening count twice."""
    body = report.text[report.body_start :]
    counts = Counter(find_words(report.text))
    counts.update(find_words(" ".join((report.title, *body.split()[:LEAD_WORDS]))))
    return _weights(counts, CONTEXT_WORDS)


def _weights(words: Counter[str], most: int) -> Weights:
    """Return the weightiest stems of `words`: how rare in news prose, and (by its logarithm) how often here."""
    counts: dict[tuple[str, float], int] = {}
    for word, count in words.items():
        found = weigh(word)
        if found[1]:
            counts[found] = counts.get(found, 0) + count
    weighed = sorted(
        [(-weight * (1 + log(count)) if count > 1 else -weight, one) for (one, weight), count in counts.items()]
    )
    return tuple(sorted((one, round(-weight, 4)) for weight, one in weighed[:most]))


def _place_words(place: Place | None) -> frozenset[str]:
    """Return the stems of the names of a place, which its comparison with another place already speaks of."""
    if place is None:
        return frozenset()
    names = (place.name, place.admin2, place.admin1, place.country_name)
    return frozenset(stem(word) for name in names if name for word in find_words(name))


def _days(moment: datetime) -> float:
    return (moment.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
