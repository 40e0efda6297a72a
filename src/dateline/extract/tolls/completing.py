"""Tolls: the dead, hurt and taken of a report, each given to the event that had them and to the voice that says so.

The last word on counts, whatever found the events: rules or a trained reader. Each count whose words say what befell
its people goes to its event; a count that stands where its words do not allow it is taken away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.extract.events.counts import side_features
from dateline.extract.marking.passages import make_passages
from dateline.extract.marks import Marks
from dateline.extract.tolls.effects import Toll, find_tolls
from dateline.extract.tolls.homes import can_have, cannot_have, find_home, find_other_custody, find_summed, is_elsewhere
from dateline.knowledge import Knowledge
from dateline.records import Count, Event, Parsed, Participant, Span, Statement

FIELDS = ("killed", "injured", "taken")


@dataclass(slots=True)
class _Ledger:
    """The counts of each event while they are being put right: ``counts[event][field]``."""

    counts: dict[str, dict[str, list[Count]]]

    def holders(self, span: Span, field: str) -> list[str]:
        """Return the ids of the events that have a count overlapping `span` in `field`."""
        return [
            event for event, fields in self.counts.items() if any(count.span.overlaps(span) for count in fields[field])
        ]

    def drop(self, event: str, field: str, span: Span) -> list[Count]:
        """Take the counts that overlap `span` off an event and return them."""
        found = [count for count in self.counts[event][field] if count.span.overlaps(span)]
        self.counts[event][field] = [count for count in self.counts[event][field] if not count.span.overlaps(span)]
        return found

    def drop_all(self, span: Span, field: str) -> None:
        """Take the counts that overlap `span` off every event."""
        for event in self.counts:
            self.drop(event, field, span)


@dataclass(frozen=True, slots=True)
class _Scene:
    """A report with all that was found in it before."""

    parsed: Parsed
    marks: Marks
    events: tuple[Event, ...]
    tolls: tuple[Toll, ...]
    knowledge: Knowledge

    @property
    def read(self) -> frozenset[str]:
        """The ids of the events that a trained reader found: rules give no confidence."""
        return frozenset(event.id for event in self.events if event.confidence is not None)


def complete_tolls(
    parsed: Parsed, marks: Marks, events: tuple[Event, ...], statements: Sequence[Statement], knowledge: Knowledge
) -> tuple[Event, ...]:
    """Return the events with their tolls completed, corrected and credited to who says so.

    Where an event has a toll that is said to be the whole ("the death toll has risen to 11"), what comes on top of
    another ("six of the wounded died") and what is overtaken ("an earlier toll of five") are left out.
    """
    scene = _Scene(parsed, marks, events, find_tolls(parsed, marks.quantities, knowledge.tolls), knowledge)
    ledger = _Ledger({event.id: {field: list(_counts(event, field)) for field in FIELDS} for event in events})
    for toll in scene.tolls:
        for field in FIELDS:
            if field in toll.effects:
                _place(toll, field, scene, ledger)
            else:  # the words rule it out
                ledger.drop_all(toll.quantity.span, field)
    _leave_out(scene.tolls, ledger)
    _side_parts(scene.tolls, ledger)
    _mark_kin(scene, ledger)
    givers = _givers(scene)
    return tuple(_rebuild(event, ledger.counts[event.id], statements, givers) for event in events)


def _counts(event: Event, field: str) -> tuple[Count, ...]:
    return {"killed": event.killed, "injured": event.injured, "taken": event.taken}[field]


def _place(toll: Toll, field: str, scene: _Scene, ledger: _Ledger) -> None:
    """Give a toll to its event: the one that the words link it to, else the one that has it, else the likeliest.

    What a trained reader placed stays; on the validation parts that makes no difference (F1 0.702 against 0.701), and
    it keeps what the reader knows from the words around.
    """
    span, lexicon = toll.quantity.span, scene.knowledge.tolls
    fit = [event for event in scene.events if can_have(event, field)]
    for event in scene.events:
        if cannot_have(event, field):
            ledger.drop(event.id, field, span)
    if is_elsewhere(scene.parsed, toll, fit, lexicon):
        ledger.drop_all(span, field)
        return
    holders = ledger.holders(span, field)
    home = find_home(scene.parsed, toll, field, (scene.events, scene.tolls), lexicon)
    if home is None or (holders and not home.is_sure):
        return
    if len(holders) == 1 and holders[0] in scene.read:
        return
    if len(holders) > 1:
        _undouble(toll, field, home.event, ledger)
        return
    if field == "taken":
        _place_other_custody(toll, home.event, scene, ledger)
    if home.event.id in holders:
        return
    # Those who are freed stay counted where they were taken.
    leave = holders if home.event.type != "release" else []
    moved = [count for holder in leave for count in ledger.drop(holder, field, span)]
    summed = find_summed(scene.parsed, toll, home, fit, lexicon)
    for event in summed:
        who = moved[0].who if moved else _side(toll, field, event, scene)
        ledger.counts[event.id][field].append(_count_of(toll, who if len(summed) < 2 else "total"))


def _undouble(toll: Toll, field: str, home: Event, ledger: _Ledger) -> None:
    """Leave a toll that several events have to the one that its words link it to, unless it sums them up."""
    counts = [one for fields in ledger.counts.values() for one in fields[field] if one.span == toll.quantity.span]
    if field == "taken" or any(count.who == "total" for count in counts):
        return
    for event in ledger.holders(toll.quantity.span, field):
        if event != home.id and home.id in ledger.holders(toll.quantity.span, field):
            ledger.drop(event, field, toll.quantity.span)


def _place_other_custody(toll: Toll, home: Event, scene: _Scene, ledger: _Ledger) -> None:
    """Count those who are freed where they were taken as well, if the sentence tells of both and of nobody else."""
    if sum(one.sentence == toll.sentence and "taken" in one.effects for one in scene.tolls) > 1:
        return
    holders = ledger.holders(toll.quantity.span, "taken")
    for event in find_other_custody(scene.parsed, toll, home, scene.events):
        if event.id not in holders:
            ledger.counts[event.id]["taken"].append(_count_of(toll, "against"))


def _count_of(toll: Toll, who: str) -> Count:
    quantity = toll.quantity
    return Count(quantity.span, quantity.min, quantity.max, who, approx=quantity.approx, vague=quantity.vague)


def _side(toll: Toll, field: str, event: Event, scene: _Scene) -> str:
    """Return whose side the people of a toll are on."""
    lexicon = scene.knowledge.triggers
    scorer = lexicon.scorers.get("side")
    sentence = scene.parsed.sentences[toll.sentence]
    passage = make_passages([sentence], _within(scene.marks, sentence.span), lexicon)[0]
    item = next((one for one in passage.quantities if one.quantity.span == toll.quantity.span), None)
    if scorer is None or item is None:
        return "unknown"
    heads = (_heads(scene.parsed, event.by), _heads(scene.parsed, event.against))
    side = scorer.best(side_features(replace(passage, number=toll.sentence), item, field, event.type, heads))
    return "total" if toll.kind == "whole" and side == "other" else side  # a whole toll is not of bystanders alone


def _heads(parsed: Parsed, found: Sequence[Participant]) -> set[str]:
    return {one.span.of(parsed.text).split()[-1].lower() for one in found}


def _within(marks: Marks, span: Span) -> Marks:
    return Marks(
        times=(),
        quantities=tuple(quantity for quantity in marks.quantities if span.contains(quantity.span)),
        places=(),
        phrases=tuple(phrase for phrase in marks.phrases if span.contains(phrase.span)),
    )


def _leave_out(tolls: Sequence[Toll], ledger: _Ledger) -> None:
    """Leave out increments and overtaken tolls of events that have a whole one."""
    whole = [toll.quantity.span for toll in tolls if toll.kind == "whole"]
    for toll in tolls:
        if toll.kind not in ("more", "old"):
            continue
        for event in ledger.holders(toll.quantity.span, "killed"):
            if any(count.span in whole for count in ledger.counts[event]["killed"]):
                ledger.drop(event, "killed", toll.quantity.span)


def _side_parts(tolls: Sequence[Toll], ledger: _Ledger) -> None:
    """Mark parts, and put them on the side of their whole: "nine civilians, among them four children"."""
    whole: Toll | None = None
    for toll in tolls:
        if toll.kind == "among":
            _mark_among(toll, ledger)
        if toll.kind != "part":
            whole = toll
        if whole is None or whole is toll or whole.sentence != toll.sentence:
            continue
        for fields in ledger.counts.values():
            for field in FIELDS:
                sides = [count.who for count in fields[field] if count.span == whole.quantity.span]
                if sides:
                    fields[field] = [_as_part(count, toll.quantity.span, sides[0]) for count in fields[field]]


def _mark_among(toll: Toll, ledger: _Ledger) -> None:
    """Mark "a child was among the dead" as a part where the event has another toll."""
    for fields in ledger.counts.values():
        for field in FIELDS:
            if any(count.span != toll.quantity.span and not count.part for count in fields[field]):
                fields[field] = [_as_part(count, toll.quantity.span, "total") for count in fields[field]]


def _mark_kin(scene: _Scene, ledger: _Ledger) -> None:
    """Mark what somebody says of his own as a part: "they have killed my two brothers"."""
    lists = scene.knowledge.tolls.words

    def is_kin(count: Count) -> bool:
        words = count.span.of(scene.parsed.text).lower().split()
        before = scene.parsed.text[: count.span.start].lower().split()[-1:]
        return words[-1] in lists["kin"] and not lists["owners"].isdisjoint((*before, *words[:1]))

    for fields in ledger.counts.values():
        for field in FIELDS:
            fields[field] = [replace(count, part=True) if is_kin(count) else count for count in fields[field]]


def _as_part(count: Count, span: Span, side: str) -> Count:
    if count.span != span:
        return count
    return replace(count, part=True, who=count.who if side == "total" or count.who == "by" else side)


def _givers(scene: _Scene) -> dict[Span, Span]:
    """Return who gives a toll where no verb of saying tells it: "police put the number of dead at five"."""
    found: dict[Span, Span] = {}
    text = scene.parsed.text
    for toll in scene.tolls:
        words = toll.words.of(text).lower().split()
        if scene.knowledge.tolls.words["givers"].isdisjoint(words[:2]):
            continue
        start = scene.parsed.sentences[toll.sentence].span.start
        before = [one.span for one in scene.marks.phrases if start <= one.span.start < one.span.end <= toll.words.start]
        if before and len(text[before[-1].end : toll.words.start].split()) <= ASIDE:
            found[toll.quantity.span] = before[-1]
    return found


ASIDE = 3  # words between a giver and its verb: "had earlier"


def _rebuild(
    event: Event, fields: Mapping[str, Sequence[Count]], statements: Sequence[Statement], givers: Mapping[Span, Span]
) -> Event:
    made = {
        field: tuple(_said(count, statements, givers.get(count.span)) for count in _once(fields[field]))
        for field in FIELDS
    }
    return replace(event, killed=made["killed"], injured=made["injured"], taken=made["taken"])


def _once(counts: Sequence[Count]) -> list[Count]:
    """Return counts in text order, one of each words; of two that overlap the shorter one stays."""
    kept: list[Count] = []
    for count in sorted(counts, key=lambda one: (one.span.end - one.span.start, one.span)):
        if not any(count.span.overlaps(other.span) for other in kept):
            kept.append(count)
    return sorted(kept, key=lambda one: one.span)


def _said(count: Count, statements: Sequence[Statement], giver: Span | None) -> Count:
    """Credit a count to who gives it, else to the source of the narrowest statement that it stands in."""
    covering = [
        (one.content.end - one.content.start, one.source)
        for one in statements
        if one.content is not None and one.content.contains(count.span)
    ]
    return replace(count, said_by=giver or (min(covering)[1] if covering else None))
