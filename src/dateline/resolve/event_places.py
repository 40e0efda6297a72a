"""Where each event happened: the finest of its places that the others allow; never the dateline, never a capital that speaks."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.records import Event, Parsed, Place, PlaceMention, PlacePrecision, Span
from dateline.resolve.place_making import FINENESS, is_within, make_near
from dateline.resolve.place_settling import Setting

# Words that end the clause of a trigger: what comes after them tells of something else.
CLAUSE_END = re.compile(
    r"[;:]|\b(?:said|says|say|told|after|before|while|but|where|who|which|because|although|since)\b"
)
# A preposition right before a place name, with what may stand between: "in the southern city of".
LOCATIVE = re.compile(
    r"\b(?P<word>[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Aa]round|[Aa]cross|[Tt]hroughout|[Oo]ff|[Oo]n)\s+(?:[a-z'’-]+\s+){0,5}$"
)
# ... unless it tells where somebody sits who speaks or acts: "officials in Baghdad say".
SITS = re.compile(
    r"\b(?:officials?|police|authorities|spokesm[ae]n|spokeswoman|minist(?:er|ry)|reporters?|correspondents?|sources?|leaders?"
    r"|government|embassy|court|forces|troops|commanders?|headquarters|talks|meeting|conference|speaking)\s+$",
    re.IGNORECASE,
)
FARTHEST = 160  # characters between a trigger and a place of its clause


def place_event(parsed: Parsed, event: Event, setting: Setting) -> Event:
    """Return `event` with the place of each `where` mention, and with where it happened, if that can be told."""
    where = tuple(PlaceMention(mention.span, _place_of(mention.span, setting)) for mention in event.where)
    place = _finest(where) if where else _of_clause(parsed, event, setting)
    return replace(event, where=where, place=place)


def _place_of(span: Span, setting: Setting) -> Place | None:
    """Return the place of a `where` span: that of the finest name in it, as "near" where the words say so."""
    numbers = [number for number in setting.numbers_in(span) if setting.places[number] is not None]
    if not numbers:
        return None
    number = min(numbers, key=lambda one: (_coarseness(setting.places[one]), one))
    place = setting.places[number]
    mention = setting.mentions[number]
    if place is None or mention.speaks:
        return None
    if mention.is_near and place.gazetteer_id is not None:
        return make_near(place, mention.away_km)
    if mention.direction and place.precision is PlacePrecision.COUNTRY:
        return replace(place, reason=f"{place.reason}; {mention.direction} part of it")
    return place


def _coarseness(place: Place | None) -> float:
    """Return how coarse a place is; a place that no gazetteer knows is finer than what it lies in."""
    if place is None:
        return float(len(FINENESS))
    return FINENESS.index(place.precision) - (0.0 if place.gazetteer_id else 1.5)


def _finest(where: tuple[PlaceMention, ...]) -> Place | None:
    """Return the finest place that the others allow; of several equally fine ones the first."""
    places = [mention.place for mention in where if mention.place is not None]
    if not places:
        return None
    ordered = sorted(enumerate(places), key=lambda pair: (_coarseness(pair[1]), pair[0]))
    for _, place in ordered:
        others = [other for other in places if _coarseness(other) > _coarseness(place)]
        if not others or any(is_within(place, other) for other in others):
            return place
    return ordered[0][1]


def _of_clause(parsed: Parsed, event: Event, setting: Setting) -> Place | None:
    """Return the finest place that the clause of a trigger puts it in: "exploded in X", "In X, ... exploded"."""
    for trigger in event.triggers:
        sentence = parsed.sentence_at(trigger.start)
        if sentence is None:
            continue
        for number, mention in enumerate(setting.mentions):
            if not sentence.span.contains(mention.span) or mention.speaks or setting.places[number] is None:
                continue
            if _is_clause_place(parsed.text, sentence.span, trigger, mention.span):
                return _with_reason(_place_of(mention.span, setting))
    return None


def _is_clause_place(text: str, sentence: Span, trigger: Span, place: Span) -> bool:
    before = text[sentence.start : place.start]
    locative = LOCATIVE.search(before)
    if locative is None or SITS.search(before[: locative.start()]):
        return False
    if place.start >= trigger.end:
        between = text[trigger.end : place.start]
        return len(between) <= FARTHEST and CLAUSE_END.search(between) is None
    return locative.start() == 0 and CLAUSE_END.search(text[place.end : trigger.start]) is None


def _with_reason(place: Place | None) -> Place | None:
    return replace(place, reason=f"{place.reason}; in the clause of the trigger") if place else None
