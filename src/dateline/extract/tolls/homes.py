"""Homes: which event of a report had the people of a toll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.tolls.effects import Toll
from dateline.knowledge.tolls import TollLexicon
from dateline.records import Event, Parsed, Span

TAKING = frozenset({"abduction", "arrest", "release", "operation", "clash"})
CUSTODY = frozenset({"abduction", "arrest", "release"})
VIOLENT = frozenset({
    "clash", "bombing", "suicide_bombing", "air_strike", "shelling", "shooting", "assassination", "execution",
    "assault", "sexual_violence", "destruction", "attack", "operation", "riot",
})  # fmt: skip
BLOODLESS = frozenset(
    {"arrest", "release", "trial", "agreement", "threat", "organisation", "deployment", "withdrawal", "seizure"}
)
UNREAL = frozenset({"planned", "denied"})  # an attempt may have victims
BACK = 3  # sentences before a toll in which its event is looked for


@dataclass(frozen=True, slots=True)
class Home:
    """The event of a toll; `is_sure` where the grammar of the sentence links the two."""

    event: Event
    is_sure: bool
    trigger: Span | None = None  # the words that link them


@dataclass(frozen=True, slots=True)
class _Named:
    """One mention of an event that could have the toll."""

    span: Span
    event: Event


def find_home(
    parsed: Parsed, toll: Toll, field: str, told: tuple[Sequence[Event], Sequence[Toll]], lexicon: TollLexicon
) -> Home | None:
    """Return the event that a toll belongs to, ``None`` where no one is likely enough.

    `told` are all events and all tolls of the report.
    """
    sentence = parsed.sentences[toll.sentence]
    fit = [event for event in told[0] if can_have(event, field)]
    here = sorted(
        (_Named(span, event) for event in fit for span in event.triggers if sentence.span.contains(span)),
        key=lambda one: one.span,
    )
    for one in (toll, *_joined(parsed.text, toll, told[1])):
        linked = _linked(parsed, one, field, here, lexicon)
        if linked is not None:
            return Home(linked.event, True, linked.span)
    if field == "taken" and any(
        event.type in CUSTODY for event in fit
    ):  # a raid or a battle only where the words say so
        here = [one for one in here if one.event.type in CUSTODY]
        fit = [event for event in fit if event.type in CUSTODY]
    if here:
        nearest = min(here, key=lambda one: (_gap(one.span, toll.words), one.span))
        return Home(nearest.event, False)
    if sentence.is_headline or is_elsewhere(parsed, toll, fit, lexicon):
        return None
    return _from_around(parsed, toll, fit)


def find_other_custody(parsed: Parsed, toll: Toll, home: Event, events: Sequence[Event]) -> list[Event]:
    """Return the taking that a release in the same sentence ends, or the release: "freed two men kidnapped in May"."""
    sentence = parsed.sentences[toll.sentence].span
    return [
        event
        for event in events
        if event.type in CUSTODY
        and home.type in CUSTODY
        and (event.type == "release") != (home.type == "release")
        and any(sentence.contains(span) for span in event.triggers)
    ]


def find_summed(parsed: Parsed, toll: Toll, home: Home, fit: Sequence[Event], lexicon: TollLexicon) -> list[Event]:
    """Return the events that a toll sums up, the one of `home` alone where it is no sum.

    All those whose mention its words link it to ("the attacks killed 30"), or, in a first sentence that names none of
    them, all of the news of one type ("Two bombs killed five people").
    """
    shared = [event for event in fit if home.trigger in event.triggers]
    if home.trigger is None and _opens(parsed, toll):
        before = parsed.text[parsed.sentences[toll.sentence].span.start : toll.quantity.span.start].lower().split()
        if not lexicon.words["several"].isdisjoint(before):
            shared = [event for event in fit if event.type == home.event.type and not event.background]
    return shared if len(shared) > 1 else [home.event]


def is_elsewhere(parsed: Parsed, toll: Toll, events: Sequence[Event], lexicon: TollLexicon) -> bool:
    """Say whether the sentence of a toll tells of something that no event was found for: "Separately, two men ..."."""
    sentence = parsed.sentences[toll.sentence]
    if sentence.tokens[0].text.lower() not in lexicon.words["elsewhere"]:
        return False
    return not any(sentence.span.contains(span) for event in events for span in event.triggers)


def _joined(text: str, toll: Toll, tolls: Sequence[Toll]) -> list[Toll]:
    """Return the tolls that one verb or "and" joins to a toll: "killed five and wounded ten in a raid"."""
    found = []
    for other in tolls:
        first, second = sorted((toll, other), key=lambda one: one.words)
        between = text[first.words.end : second.words.start].lower().replace(",", " ").split()
        if other is not toll and other.sentence == toll.sentence and set(between) <= JOINTS:
            found.append(other)
    return found


JOINTS = frozenset({"and", "badly", "seriously", "critically", "also", "or"})


def can_have(event: Event, field: str) -> bool:
    """Say whether an event can have people killed, injured or taken."""
    if event.status in UNREAL and event.type != "release":  # "rebels will free nine sailors" says who is held
        return False
    return event.type in TAKING if field == "taken" else event.type in VIOLENT


def cannot_have(event: Event, field: str) -> bool:
    """Say whether an event is of a kind that has no dead and hurt of its own: an arrest never takes them."""
    return field != "taken" and event.type in BLOODLESS


def _gap(left: Span, right: Span) -> int:
    return max(0, left.start - right.end, right.start - left.end)


def _linked(parsed: Parsed, toll: Toll, field: str, here: Sequence[_Named], lexicon: TollLexicon) -> _Named | None:
    """Return the mention that grammar links to a toll.

    It is the word of the toll itself ("arrested two men"), or comes behind it ("killed five in an attack", "five died
    when a bomb exploded"), or is what did it ("the blast killed five", "..., killing five").
    """
    own = [one for one in here if one.span.overlaps(toll.words) and not one.span.overlaps(toll.quantity.span)]
    if own and field == "taken":
        return own[0]
    after = [one for one in here if one.span.start >= toll.words.end]
    if after and _is_cause(parsed.text[toll.words.end : after[0].span.start], lexicon):
        return after[0]
    if own:
        return own[0]
    before = [one for one in here if one.span.end <= toll.words.start]
    if before and _is_doer(parsed.text[before[-1].span.end : toll.words.start], parsed.text, toll):
        return before[-1]
    return None


def _is_cause(between: str, lexicon: TollLexicon) -> bool:
    words = between.lower().split()
    if not words or len(words) > NEAR or any(mark in between for mark in ".;:,"):
        return False
    return words[0] in lexicon.words["causes"] and not {"and", "but"} & set(words)


NEAR = 8  # words between a toll and the mention of its event


def _is_doer(between: str, text: str, toll: Toll) -> bool:
    words = between.lower().replace(",", " ,").split()
    first = toll.words.of(text).lower().split()[0]
    if first.endswith("ing") and words and words[-1] == ",":
        return not {"but", "while"} & set(words) and len(words) <= 2 * NEAR
    if toll.words.start >= toll.quantity.span.start:
        return False
    return len(words) <= NEAR and not {",", "and", "but", "when", "after", "while"} & set(words)


def _from_around(parsed: Parsed, toll: Toll, fit: Sequence[Event]) -> Home | None:
    """Find the event of a toll whose sentence names none.

    It is the event told last, or the news of the report for a whole toll, a part of it and one that opens the report.
    """
    sentence = parsed.sentences[toll.sentence]
    news = [event for event in fit if not event.background]
    if toll.kind in ("whole", "among") and news:
        return Home(news[0], False)
    first = parsed.sentences[max(0, toll.sentence - BACK)].span.start
    named = [
        _Named(span, event) for event in fit for span in event.triggers if first <= span.start < sentence.span.start
    ]
    if named:
        return Home(max(named, key=lambda one: one.span).event, False)
    if len(fit) == 1 or (news and _opens(parsed, toll)):
        return Home((news or fit)[0], False)
    return None


def _opens(parsed: Parsed, toll: Toll) -> bool:
    """Say whether a toll stands in the first sentence of the body."""
    return all(sentence.is_headline for sentence in parsed.sentences[: toll.sentence])
