"""Candidates for MUC-4 role fillers: the words of our findings, with what is known of them.

Every candidate comes from a finding of the pipeline: the span itself, and its usual variants (without its article, as
its head noun, widened to the whole name or noun phrase that it stands in, and the short form in brackets behind it),
because MUC-4 asks for the exact string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.records import Event, Findings, Parsed, Participant, Span
from dateline.score.matching import head_of
from dateline.score.muc4 import normalise_mention

LEADING = re.compile(
    r"^(?:(?:the|a|an|this|that|these|those|his|her|its|their|our|some|several|many|other|another|by|of|in|at|and)\b\s*)+",
    re.IGNORECASE,
)
TRAILING = re.compile(
    r"(?:\s+(?:of|the|in|a|an|and|by|for|from|with|at|who|which|that|de|la|to|on|was|were|is))+$|[\s,.;:\"(\[-]+$"
)
NAME = re.compile(
    r"\"?[A-Z][\w'-]*\.?(?:[ ](?:(?:of|de|la|del|los|y|the|da|dos|and for|for)[ ]){0,2}\"?[A-Z0-9][\w'-]*\"?)*\"?"
)
SHORT_FORM = re.compile(r"\s*[(\[]\s*([A-Z][A-Za-z0-9-]{1,7})\s*[)\]]")
LONG_FORM = re.compile(r"\s*[(\[]\s*([A-Z][a-z][^()\[\]]{5,70})[)\]]")
TITLE = re.compile(
    r"^(?:(?:(?:former|late|retired|mr|mrs|dr|gen|col|maj|capt|lt|sgt|general|colonel|major|captain|lieutenant|president|minister"
    r"|senator|deputy|father|fr|monsignor|msgr|archbishop|bishop|judge|mayor|governor|ambassador|priest|commander|leader|attorney"
    r"|doctor|journalist|lawyer|defense|justice|interior|foreign|presidential|candidate|liberal|magistrate|engineer|professor"
    r"|congressman|director|chief|police|army|jesuit|priests|peasant|justices?|rector|division|divison|national|police|officer)\b\.?\s*)+)",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Za-z][\w'-]*|\d[\d,.]*")
LEFT_WORD = re.compile(r"([\w'-]+)\s$")
STOP = frozenset(
    "the a an this that these those his her its their our of in at by and or but to for from with on as was were is are"
    " been be has have had who which when where while after before against had not it he she they said reported that"
    " did also killed wounded injured kidnapped attacked murdered yesterday today night"
    " two three four five six seven eight nine ten".split()
)

BRACKET = re.compile(r"\s?[(\[]\s?")
COMMON = frozenset(
    "of national army front san el de la del y armed forces salvadoran liberation".split()
)  # in many names


@dataclass(slots=True)
class Candidate:
    """One string of one report: where it was found, and features of all its finds."""

    text: str  # normalised
    written: str  # as first written
    spans: list[Span] = field(default_factory=list)
    events: set[str] = field(default_factory=set)
    features: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the findings of one report: its sentences, noun phrases and the triggers in text order."""

    text: str
    sentences: tuple[Span, ...]
    phrases: tuple[Span, ...]
    triggers: tuple[tuple[Span, str, str], ...]  # words, event type, event id

    def sentence_of(self, span: Span) -> Span | None:
        """Return the sentence in which `span` begins."""
        return next((one for one in self.sentences if one.start <= span.start < one.end), None)

    def triggers_in(self, sentence: Span | None) -> list[tuple[Span, str, str]]:
        """Return the triggers inside a sentence."""
        return [one for one in self.triggers if sentence is not None and sentence.contains(one[0])]


def make_around(parsed: Parsed, found: Findings, phrases: Iterable[Span]) -> Around:
    """Return the surroundings; noun phrases are those in a sentence with a trigger, names of words all."""
    triggers = sorted((span, event.type, event.id) for event in found.events for span in event.triggers)
    sentences = tuple(one.span for one in parsed.sentences)
    loud = [one for one in sentences if any(one.contains(span) for span, _, _ in triggers)]
    kept = {phrase for phrase in phrases if any(one.contains(phrase) for one in loud)}
    for one in sentences if loud else ():
        names = (Span(match.start(), match.end()) for match in NAME.finditer(parsed.text, one.start, one.end))
        kept |= {name for name in names if one in loud or " " in name.of(parsed.text)}
    return Around(parsed.text, sentences, tuple(sorted(kept)), tuple(triggers))


def find_candidates(around: Around, found: Findings, with_phrases: bool) -> list[Candidate]:
    """Return the candidates of one report in the order of their first words."""
    text = around.text
    by_text: dict[str, Candidate] = {}
    near = ((span, {"slot=near"}, None) for span in around.phrases) if with_phrases else ()
    for span, features, event in (*_spans_of(found), *near):
        nearby = set(_nearby(around, span))
        for kind, variant in variants_of(text, span):
            key = normalise_mention(variant.of(text))
            if not key or len(key.split()) > 9:
                continue
            one = by_text.setdefault(key, Candidate(key, variant.of(text)))
            one.spans.append(variant)
            if event:
                one.events.add(event)
            one.features.update(features)
            one.features.update(f"{kind}&{feature}" for feature in features if feature.startswith("slot"))
            one.features.update(_shape(text, variant, kind))
            one.features.update(nearby)
    kept = sorted(by_text.values(), key=lambda one: (min(one.spans), one.text))
    scope = _scope(found)
    for one in kept:
        one.features.update(scope)
        one.features.add(f"finds={min(len(set(one.spans)), 4)}")
        first = min(one.spans).start
        one.features.add(f"where={0 if first < 250 else 1 if first < 800 else 2}")
    return kept


def _nearby(around: Around, span: Span) -> Iterator[str]:
    triggers = around.triggers_in(around.sentence_of(span))
    if not triggers:
        passed = [one for one in around.triggers if one[0].end <= span.start]
        yield f"last={passed[-1][1] if passed else None}"
        yield f"last={passed[-1][0].of(around.text).lower() if passed else None}"
        return
    words, type_, _ = min(triggers, key=lambda one: (_gap(one[0], span), one))
    side = "on" if words.overlaps(span) else "after" if words.end <= span.start else "before"
    gap = _gap(words, span)
    distance = 0 if gap < 6 else 1 if gap < 20 else 2 if gap < 50 else 3 if gap < 100 else 4
    yield f"near={side}&type={type_}"
    yield f"near={side}&distance={distance}"
    yield f"near={side}&trigger={words.of(around.text).lower()}"
    between = around.text[words.end : span.start] if side == "after" else around.text[span.end : words.start]
    if side != "on" and gap < 40:
        yield f"near={side}&between={' '.join(between.lower().split())}"
    for passive in ("was", "were", "been", "by", "against"):
        if gap < 100 and passive in between.lower().split():
            yield f"near={side}&has={passive}"


def _gap(left: Span, right: Span) -> int:
    return max(right.start - left.end, left.start - right.end, 0)


def _scope(found: Findings) -> set[str]:
    happened = [one.type for one in found.events if one.status != "planned"]
    return {f"has={type_}" for type_ in happened} | {f"events={min(len(happened), 6)}"}


def _spans_of(found: Findings) -> Iterator[tuple[Span, set[str], str | None]]:
    for event in found.events:
        what = {f"type={event.type}", f"status={event.status}", f"background={event.background}"}
        what.add(f"sure={int(10 * (event.confidence or 0))}")
        for slot, span, more in _slots(event):
            roles = {f"slot={slot}", f"slot={slot}&type={event.type}", f"slot={slot}&status={event.status}"}
            yield span, what | roles | more, event.id
    by_id = {event.id: event for event in found.events}
    for one in found.responsibility:
        if one.who is not None:
            type_ = by_id[one.event].type if one.event in by_id else "none"
            features = {"slot=who", f"slot=who&stance={one.stance}", f"slot=who&type={type_}"} | _actor(one.who)
            yield one.who.span, features, one.event
    for relation in found.relations:
        for side, who in (("a", relation.a), ("b", relation.b)):
            yield who.span, {f"slot=relation&{relation.type}{side}"} | _actor(who), None


def _slots(event: Event) -> Iterator[tuple[str, Span, set[str]]]:
    for slot, people in (("by", event.by), ("against", event.against)):
        for one in people:
            yield slot, one.span, _actor(one)
    for span in event.weapon:
        yield "weapon", span, set()
    for place in event.where:
        yield "where", place.span, {f"placed={place.place is not None}"}
    for slot, counts in (("killed", event.killed), ("injured", event.injured), ("taken", event.taken)):
        for count in counts:
            yield slot, count.span, {f"side={count.who}", f"slot={slot}&side={count.who}"}
    for span in event.triggers:
        yield "trigger", span, set()


def _actor(who: Participant) -> set[str]:
    return {f"doubt={who.doubt}", f"actor={who.actor.kind if who.actor else None}"}


def variants_of(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield the span and its usual variants, each once, with the kind of variant."""
    seen: set[Span] = set()
    for kind, one in _variants(text, span):
        tidy = _tidy(text, one)
        if tidy is not None and tidy not in seen:
            seen.add(tidy)
            yield kind, tidy


def _variants(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    yield "whole", span
    tidy = _tidy(text, span)
    if tidy is None:
        return
    head = head_of(text, tidy)
    yield "head", head
    yield "to_head", Span(tidy.start, head.end)
    untitled = TITLE.match(tidy.of(text))
    if untitled and untitled.end() < tidy.end - tidy.start:
        yield "untitled", Span(tidy.start + untitled.end(), tidy.end)
    for words in _leftward(text, head):
        yield "left", words
    of_phrase = re.compile(r"\s+of\s+(?:the\s+)?[\w'-]+(?:\s+[A-Z][\w'-]+)*").match(text, head.end)
    if of_phrase:
        yield "of", Span(tidy.start, of_phrase.end())
        yield "of_what", Span(head.end + len(" of "), of_phrase.end())
    yield from _names(text, Span(max(tidy.start - 60, 0), min(tidy.end + 90, len(text))), tidy)


def _leftward(text: str, head: Span) -> Iterator[Span]:
    start = head.start
    for _ in range(3):
        match = LEFT_WORD.search(text[max(start - 30, 0) : start])
        if not match or match[1].lower() in STOP:
            return
        start -= len(match.group())
        yield Span(start, head.end)


def _names(text: str, window: Span, span: Span) -> Iterator[tuple[str, Span]]:
    for match in NAME.finditer(text, window.start, window.end):
        name = Span(match.start(), match.end())
        gap = text[span.end : name.start] if name.start >= span.end else None
        if not name.overlaps(span) and not (gap is not None and re.fullmatch(r"\s*(?:,|of|of the|from the)?\s*", gap)):
            continue
        yield "name", name
        words = list(WORD.finditer(text, name.start, name.end))
        untitled = TITLE.match(name.of(text))
        if untitled and untitled.end() < name.end - name.start:
            yield "untitled", Span(name.start + untitled.end(), name.end)
        if len(words) > 2:
            yield "surname", Span(words[-1].start(), name.end)
        for pattern in (SHORT_FORM, LONG_FORM):
            short = pattern.match(text, name.end)
            if short:
                yield "short", Span(short.start(1), short.end(1))


def _tidy(text: str, span: Span) -> Span | None:
    words = span.of(text)
    leading = LEADING.match(words)
    start = span.start + (leading.end() if leading else 0)
    words = text[start : span.end]
    while (match := TRAILING.search(words)) is not None and match.start() < match.end():
        words = words[: match.start()]
    words = words.rstrip()
    lead = len(words) - len(words.lstrip(" \"'([,.-"))
    return Span(start + lead, start + len(words)) if len(words) > lead else None


def _shape(text: str, span: Span, kind: str) -> Iterator[str]:
    words = [match.group() for match in WORD.finditer(span.of(text))]
    if not words:
        return
    head = head_of(text, span).of(text)
    capitals = sum(word[0].isupper() for word in words)
    case = "all" if capitals == len(words) else "none" if not capitals else "head" if head[:1].isupper() else "some"
    yield f"kind={kind}"
    yield f"case={case}&words={min(len(words), 5)}"
    yield f"head={head.lower()}"
    yield f"end={head.lower()[-3:]}"
    yield f"kind={kind}&case={case}"
    if head.isupper() and len(head) > 1:
        yield "short_form"
    for word in words:
        yield f"word={word.lower()}"
    if words[0].lower() != head.lower():
        yield f"first={words[0].lower()}"
    before = text[max(span.start - 25, 0) : span.start].split()
    after = text[span.end : span.end + 25].split()
    yield f"before={before[-1].lower() if before else ''}"
    yield f"before2={' '.join(before[-2:]).lower()}"
    yield f"after={after[0].lower() if after else ''}"
    yield f"after2={' '.join(after[:2]).lower()}"


def same_entity(left: Candidate, right: Candidate, text: str) -> bool:
    """Say whether two candidates rather name one entity: shared words, or one is the short form behind the other."""
    pairs = [sorted((one, other)) for one in left.spans for other in right.spans]
    if any(one.overlaps(other) or BRACKET.fullmatch(text[one.end : other.start]) for one, other in pairs):
        return True
    words, others = left.text.split(), right.text.split()
    if not (left.written[:1].isupper() and right.written[:1].isupper()):
        return words[-1] == others[-1] and min(len(words), len(others)) == 1
    return bool(set(words) & set(others) - COMMON)


def group_candidates(candidates: Iterable[Candidate], text: str) -> list[list[Candidate]]:
    """Return the candidates by entity, in their order; the first of each group names it."""
    groups: list[list[Candidate]] = []
    for one in candidates:
        home = next((group for group in groups if any(same_entity(one, other, text) for other in group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups
