"""Findings as people decided: corrected fields, without what they rejected.

A rejected statement, claim, relation or entry (a number, somebody in a role) is taken out. A rejected event stays among
the findings, so that it keeps its place in its incident where a person can see and undo it, but it says nothing any
more: `Decisions.keep` leaves it out of what is weighed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, TypeVar

from dateline.judge.standing import is_shared
from dateline.judge.values import read_decision
from dateline.records import (
    Count,
    Decision,
    Event,
    Findings,
    Incident,
    Judgement,
    Member,
    Participant,
    PlaceMention,
    Relation,
    Responsibility,
    Span,
    Statement,
    TimeMention,
    TimePrecision,
    When,
)
from dateline.text import make_id

T = TypeVar("T")
Found = TypeVar("Found", Event, Statement, Responsibility, Relation)
Ruling = tuple[Judgement, Decision]


class _Corrector(Protocol[Found]):
    """Something that corrects one kind of finding."""

    def __call__(self, one: Found, rulings: Sequence[Ruling], /) -> Found:
        """Return it as people decided."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that hold on findings and incidents, by subject, each in the order in which they were made."""

    rulings: Mapping[str, tuple[Ruling, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rulings)

    def of(self, subject: str) -> tuple[Ruling, ...]:
        """Return the decisions on one subject."""
        return self.rulings.get(subject, ())

    def rejection(self, subject: str) -> Judgement | None:
        """Return the decision that rejects a subject as a whole."""
        return next((one for one, value in self.of(subject) if one.verdict == "reject" and not value.field), None)

    def keep(self, members: Iterable[Member]) -> tuple[Member, ...]:
        """Return the members of an incident whose events nobody rejected."""
        return tuple(one for one in members if self.rejection(one.event_id) is None)

    def of_incident(self, incident: Incident) -> tuple[Ruling, ...]:
        """Return the decisions on an incident: under its id, and under those that it could have from its events.

        So a decision on an incident that was joined with another, or has another first event now, goes on to hold.
        """
        names = dict.fromkeys((incident.id, *(make_id("incident", one.event_id) for one in incident.members)))
        return tuple(sorted((each for name in names for each in self.of(name)), key=lambda each: each[0].at))

    def on(self, incident: Incident) -> tuple[Judgement, ...]:
        """Return the judgements on an incident and on its events."""
        told = (each for member in incident.members for each in self.of(member.event_id))
        return tuple(judgement for judgement, _ in (*self.of_incident(incident), *told))

    def apply(self, found: Findings) -> Findings:
        """Return the findings of one report as people decided."""
        if not self.rulings:
            return found
        return replace(
            found,
            events=tuple(_correct_event(one, self.of(one.id)) for one in found.events),
            statements=self._kept(found.statements, _correct_statement),
            responsibility=self._kept(found.responsibility, _correct_claim),
            relations=self._kept(found.relations, _correct_relation),
        )

    def _kept(self, findings: tuple[Found, ...], correct: _Corrector[Found]) -> tuple[Found, ...]:
        return tuple(correct(one, self.of(one.id)) for one in findings if self.rejection(one.id) is None)


def make_decisions(standing: Iterable[Judgement]) -> Decisions:
    """Return the decisions on findings and incidents among the judgements that hold, see `find_standing`.

    Raises:
        UserError: the value of one cannot be read.
    """
    found: defaultdict[str, list[Ruling]] = defaultdict(list)
    for one in standing:
        if not is_shared(one):
            found[one.subject].append((one, read_decision(one)))
    return Decisions({subject: tuple(rulings) for subject, rulings in found.items()})


def _correct_event(event: Event, rulings: Sequence[Ruling]) -> Event:
    for judgement, value in rulings:
        if value.field and judgement.verdict in ("correct", "reject"):
            event = _change_event(event, value, drop=judgement.verdict == "reject")
    return event


def _change_event(event: Event, value: Decision, *, drop: bool) -> Event:
    match value.field:
        case "type" if value.text and not drop:
            return replace(event, type=value.text)
        case "status" if value.text and not drop:
            return replace(event, status=value.text)
        case "background":
            return replace(event, background=bool(value.flag) and not drop)
        case "time":
            when = None if drop else make_when(value)
            told = () if value.span is None or drop else (TimeMention(value.span, when),)
            return replace(event, time=when, when=told or event.when)
        case "place":
            place = None if drop else value.place
            named = () if value.span is None or drop else (PlaceMention(value.span, place),)
            return replace(event, place=place, where=named or event.where)
    return _change_entries(event, value, drop=drop)


def _change_entries(event: Event, value: Decision, *, drop: bool) -> Event:
    match value.field:
        case "triggers":
            return replace(event, triggers=_spans(event.triggers, value, drop=drop) or event.triggers)
        case "weapon":
            return replace(event, weapon=_spans(event.weapon, value, drop=drop))
        case "by":
            return replace(event, by=_people(event.by, value, drop=drop))
        case "against":
            return replace(event, against=_people(event.against, value, drop=drop))
        case "killed":
            return replace(event, killed=_counts(event.killed, value, drop=drop))
        case "injured":
            return replace(event, injured=_counts(event.injured, value, drop=drop))
        case "taken":
            return replace(event, taken=_counts(event.taken, value, drop=drop))
    return event


def make_when(value: Decision) -> When | None:
    """Return the time that a person gave; ``None`` for one that is not known."""
    if value.start is None or value.end is None:
        return None
    start, end = datetime.fromisoformat(value.start), datetime.fromisoformat(value.end)
    return When(start, end, value.precision or TimePrecision.DAY, value.text or value.start[:10])


def _put(entries: tuple[T, ...], spans: Sequence[Span], value: Decision, new: T | None) -> tuple[T, ...]:
    """Put `new` in the place of the entry that is meant (``None``: take that out), or at the end."""
    kept = list(entries)
    at = next((place for place, span in enumerate(spans) if span == value.of), None)
    if at is None:
        return tuple(kept) if new is None else (*kept, new)
    kept[at : at + 1] = [] if new is None else [new]
    return tuple(kept)


def _spans(spans: tuple[Span, ...], value: Decision, *, drop: bool) -> tuple[Span, ...]:
    new = None if drop else value.span or value.of
    return tuple(sorted(set(_put(spans, spans, value, new))))


def _people(people: tuple[Participant, ...], value: Decision, *, drop: bool) -> tuple[Participant, ...]:
    spans = [one.span for one in people]
    before = next((one for one in people if one.span == value.of), None)
    words = value.span or value.of
    new = None if drop or words is None else _person(before or Participant(words), value)
    return _put(people, spans, value, new)


def _person(one: Participant, value: Decision) -> Participant:
    return replace(
        one,
        span=value.span or one.span,
        name=value.text or one.name,
        doubt=one.doubt if value.flag is None else value.flag,
        actor=value.actor or one.actor,
    )


def _counts(counts: tuple[Count, ...], value: Decision, *, drop: bool) -> tuple[Count, ...]:
    spans = [one.span for one in counts]
    before = next((one for one in counts if one.span == value.of), None)
    words = value.span or value.of
    if drop or words is None:
        return _put(counts, spans, value, None)
    new = Count(
        span=words,
        min=None if value.min is None else int(value.min),
        max=None if value.max is None else int(value.max),
        who=value.role or (before.who if before is not None else "unknown"),
        approx=value.approx,
        vague=value.vague,
        said_by=before.said_by if before is not None else None,
        part=before.part if before is not None else False,
    )
    return _put(counts, spans, value, new)


def _correct_statement(one: Statement, rulings: Sequence[Ruling]) -> Statement:
    for judgement, value in rulings:
        if not value.field or judgement.verdict not in ("correct", "reject"):
            continue
        drop = judgement.verdict == "reject"
        match value.field:
            case "source" if value.span is not None:
                one = replace(one, source=value.span)
            case "cue":
                one = replace(one, cue=None if drop else value.span)
            case "content":
                one = replace(one, content=None if drop else value.span)
            case "speaker" if value.text:
                one = replace(one, speaker=value.text)
            case "name":
                one = replace(one, name=None if drop else value.text)
            case "actor":
                one = replace(one, actor=None if drop else value.actor)
    return one


def _correct_claim(one: Responsibility, rulings: Sequence[Ruling]) -> Responsibility:
    for judgement, value in rulings:
        if not value.field or judgement.verdict not in ("correct", "reject"):
            continue
        drop = judgement.verdict == "reject"
        match value.field:
            case "who" if drop:
                one = replace(one, who=None)
            case "who":
                before = one.who or (None if value.span is None else Participant(value.span))
                one = replace(one, who=None if before is None else _person(before, value))
            case "stance" if value.text:
                one = replace(one, stance=value.text)
            case "by":
                one = replace(one, by=None if drop else value.span)
    return one


def _correct_relation(one: Relation, rulings: Sequence[Ruling]) -> Relation:
    for judgement, value in rulings:
        if judgement.verdict != "correct":
            continue
        match value.field:
            case "type" if value.text:
                one = replace(one, type=value.text)
            case "status" if value.text:
                one = replace(one, status=value.text)
            case "a":
                one = replace(one, a=_person(one.a, value))
            case "b":
                one = replace(one, b=_person(one.b, value))
    return one
