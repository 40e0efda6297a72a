"""Sayings: every value that a report gives for a field of an incident, with the voice that gives it.

A value's voice is whom the report credits with the number; else the speaker of the narrowest statement whose words
hold the value; else the report's own voice, "outlet" (for an armed group's own medium: the group).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dateline.knowledge.agencies import fold_name
from dateline.knowledge.identity import named_actor, state_of
from dateline.records import (
    Count,
    Event,
    Findings,
    Incident,
    Participant,
    Report,
    Responsibility,
    Saying,
    SourceKind,
    Span,
    Statement,
)
from dateline.text import make_id
from dateline.weigh.titles import clock_words

OUTLET = "outlet"
NOBODY = "nobody"
OWN_MEDIA = {SourceKind.ARMED_GROUP: "armed_group"}
SELF_SPOKEN = frozenset({"claims", "denies", "praises"})
_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class _Voice:
    speaker: str
    name: str | None = None
    actor_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Telling:
    """One report's telling of one event: what all its sayings have in common."""

    report: Report
    findings: Findings
    event: Event
    media: Mapping[str, _Voice]  # folded names of media that belong to armed groups: whose voice they are


def make_sayings(
    incident: Incident, reports: Mapping[str, Report], findings: Mapping[str, Findings]
) -> tuple[Saying, ...]:
    """Return every value that a report gives for a field of the incident, with who says it; sorted, without repeats.

    `reports` and `findings` are by report id and must hold those of the members of `incident`. A voice that gives one
    value several times in one report is kept once, at its first words.
    """
    found: dict[str, Saying] = {}
    media = find_own_media(incident, reports, findings)
    for member in incident.members:
        events = {event.id: event for event in findings[member.report_id].events}
        telling = _Telling(reports[member.report_id], findings[member.report_id], events[member.event_id], media)
        for saying in sorted(_sayings(telling), key=lambda saying: saying.span):
            found.setdefault(saying.id, saying)
    return tuple(sorted(found.values(), key=lambda saying: (saying.report_id, saying.field, saying.span, saying.id)))


def find_own_media(
    incident: Incident, reports: Mapping[str, Report], findings: Mapping[str, Findings]
) -> dict[str, _Voice]:
    """Return the voices of media that any report of the incident says are an armed group's own."""
    media: dict[str, _Voice] = {}
    for name in sorted({member.report_id for member in incident.members}):
        text = reports[name].text
        for relation in findings[name].relations:
            if relation.type == "media_of":
                group = named_actor(relation.b.actor)
                shown = group.name if group is not None else (relation.b.name or relation.b.span.of(text))
                voice = _Voice("armed_group", shown, group.actor_id if group is not None else None)
                media.setdefault(fold_name(relation.a.name or relation.a.span.of(text)), voice)
    return media


def _sayings(telling: _Telling) -> Iterator[Saying]:
    event = telling.event
    for trigger in event.triggers:
        yield _make(telling, "type", trigger, event.type)
        yield _make(telling, "status", trigger, event.status)
    yield from _when_and_where(telling)
    for field, people in (("by", event.by), ("against", event.against)):
        for one in people:
            yield _participant(telling, field, one)
    for span in event.weapon:
        yield _make(telling, "weapon", span, _words(telling, span).casefold())
    for field, counts in (("killed", event.killed), ("injured", event.injured), ("taken", event.taken)):
        for count in counts:
            if not count.part:  # "nine people, four of them children": the voice gives nine
                yield _count(telling, field, count)
    for entry in telling.findings.responsibility:
        if entry.event == event.id:
            yield _responsibility(telling, entry)


def _make(telling: _Telling, field: str, span: Span, text: str, voice: _Voice | None = None) -> Saying:
    report, event = telling.report, telling.event
    voice = voice or _voice_of(telling, span)
    return _identified(
        Saying(
            id="",
            report_id=report.id,
            event_id=event.id,
            field=field,
            text=text,
            span=span,
            speaker=voice.speaker,
            speaker_name=voice.name,
            actor_id=voice.actor_id,
            country=state_of(voice.actor_id) or (event.place.country if event.place is not None else None),
            published=report.published,
            outlet=report.publisher,
            origin=report.origin or (report.dateline.agency if report.dateline is not None else None),
            source_kind=report.source_kind,
            background=event.background,
            status=event.status,
        )
    )


def _identified(saying: Saying) -> Saying:
    """Return `saying` with the id of what it says: its place in the text is not part of it."""
    parts = (saying.report_id, saying.event_id, saying.field, saying.text, saying.role, saying.speaker)
    return replace(
        saying, id=make_id("saying", *parts, saying.speaker_name, saying.by, str(saying.min), str(saying.max))
    )


def _when_and_where(telling: _Telling) -> Iterator[Saying]:
    event = telling.event
    if event.time is not None:
        time = event.time
        span = next((one.span for one in event.when if one.when == time), _first_span(event.when, event))
        saying = _make(telling, "time", span, clock_words(time))
        yield _identified(replace(saying, min=_seconds(time.start), max=_seconds(time.end), when=time))
    if event.place is not None:
        place = event.place
        span = next((one.span for one in event.where if one.place == place), _first_span(event.where, event))
        saying = _make(telling, "place", span, place.name)
        yield _identified(replace(saying, place=place, target=place.gazetteer_id))


def _first_span(mentions: tuple[object, ...], event: Event) -> Span:
    spans = [span for mention in mentions if isinstance(span := getattr(mention, "span", None), Span)]
    return spans[0] if spans else event.triggers[0]


def _participant(telling: _Telling, field: str, one: Participant) -> Saying:
    actor = named_actor(one.actor)
    name = actor.name if actor is not None else (one.name or _words(telling, one.span))
    saying = _make(telling, field, one.span, name)
    target = actor.actor_id if actor is not None else None
    role = one.actor.kind if one.actor is not None else None
    return _identified(replace(saying, target=target, doubt=one.doubt, role=role))


def _count(telling: _Telling, field: str, count: Count) -> Saying:
    voice = None
    if count.said_by is not None:
        voice = _speaker_at(telling, count.said_by)
    saying = _make(telling, field, count.span, number_text(count), voice)
    low = None if count.min is None else float(count.min)
    high = None if count.max is None else float(count.max)
    return _identified(replace(saying, min=low, max=high, role=count.who, vague=count.vague))


def number_text(count: Count) -> str:
    """Return a count as people read it: "5", "at least 13", "up to 20", "about 50", "24 or more" for "dozens"."""
    about = "about " if count.approx else ""
    if count.min is None and count.max is None:
        return "some"
    if count.max is None:
        return f"{count.min} or more" if count.vague else f"at least {about}{count.min}"
    if count.min is None:
        return f"up to {about}{count.max}"
    return f"{about}{count.min}" if count.min == count.max else f"{about}{count.min} to {count.max}"


def _responsibility(telling: _Telling, one: Responsibility) -> Saying:
    name, target, voice, doubt = NOBODY, None, None, False
    span = one.cue
    if one.who is not None:
        actor = named_actor(one.who.actor)
        name = actor.name if actor is not None else (one.who.name or _words(telling, one.who.span))
        target, doubt = (actor.actor_id if actor is not None else None), one.who.doubt
        span = one.who.span
        if one.stance in SELF_SPOKEN:
            voice = _own_voice(telling, one.who, one.stance)
    accuser = None
    if one.stance == "accused" and one.by is not None:
        voice = _speaker_at(telling, one.by)
        accuser = voice.name
    saying = _make(telling, "responsibility", span, name, voice)
    return _identified(replace(saying, role=one.stance, by=accuser, target=target, doubt=doubt))


def _own_voice(telling: _Telling, one: Participant, stance: str) -> _Voice:
    """Return the voice of who speaks of his own part; who claims a deed is taken for an armed group."""
    actor = named_actor(one.actor)
    name = actor.name if actor is not None else (one.name or _words(telling, one.span))
    if actor is not None:
        kind = "armed_group" if actor.kind in _GROUPS else _SPEAKER_OF.get(actor.kind, "other")
        return _Voice(kind, name, actor.actor_id)
    if stance == "claims":
        return _Voice("armed_group", name)
    spoken = (statement.speaker for statement in telling.findings.statements if statement.source.overlaps(one.span))
    return _Voice(next(spoken, "other"), name)


_MAY_BE_OFFICIALS = frozenset({"other", "unnamed_official", "person"})
_STATE_BODIES = frozenset({"police", "military", "government"})
_MAY_BE_GROUPS = frozenset({"other", "unnamed_official", "person", "media", "party"})
_GROUPS = frozenset({"armed_group", "militia", "unidentified_armed", "unknown"})
_SPEAKER_OF = {kind: kind for kind in ("military", "police", "government", "international", "party", "person", "media")}


def _voice_of(telling: _Telling, span: Span) -> _Voice:
    """Return whose words `span` is: the speaker of the narrowest statement around it, else the report's own voice."""
    around = [
        statement
        for statement in telling.findings.statements
        if statement.content is not None and statement.content.contains(span)
    ]
    if around:
        return _voice(telling, min(around, key=lambda one: (_length(one.content), one.id)))
    publisher = telling.report.publisher
    if publisher is not None and fold_name(publisher) in telling.media:
        return telling.media[fold_name(publisher)]
    own = OWN_MEDIA.get(telling.report.source_kind)
    return _Voice(own, publisher) if own is not None else _Voice(OUTLET)


def _speaker_at(telling: _Telling, span: Span) -> _Voice:
    """Return the speaker whom the words at `span` name; of a kind that is not told where no statement tells it."""
    words = _words(telling, span)
    for statement in telling.findings.statements:
        if statement.source.overlaps(span):
            return _voice(telling, statement)
    for statement in telling.findings.statements:
        if statement.source.of(telling.report.text).casefold() == words.casefold():
            return _voice(telling, statement)
    return _Voice("other", words)


def _voice(telling: _Telling, statement: Statement) -> _Voice:
    name = statement.name or statement.source.of(telling.report.text)
    actor = named_actor(statement.actor)
    kind = statement.speaker
    if fold_name(name) in telling.media:
        return telling.media[fold_name(name)]
    if kind in _MAY_BE_OFFICIALS and statement.actor is not None and statement.actor.kind in _STATE_BODIES:
        kind = statement.actor.kind  # "police spokesman Bala Audu" is no private person
    if kind in _MAY_BE_GROUPS and fold_name(name) in _claimants(telling):
        kind = "armed_group"  # who claims the deed in this report speaks for the doer, whatever else he is called
    return _Voice(kind, name, actor.actor_id if actor is not None else None)


def _claimants(telling: _Telling) -> frozenset[str]:
    """Return the folded names of those who claim or deny a deed in this report."""
    people = [one.who for one in telling.findings.responsibility if one.who and one.stance in SELF_SPOKEN]
    names = [name for one in people for name in (one.name, _words(telling, one.span)) if name]
    return frozenset(fold_name(name) for name in names)


def _length(span: Span | None) -> int:
    return 0 if span is None else span.end - span.start


def _words(telling: _Telling, span: Span) -> str:
    return span.of(telling.report.text)


def _seconds(moment: datetime) -> float:
    """Return seconds since 1970-01-01 of a local time, whatever zone it is in."""
    return (moment.replace(tzinfo=None) - _EPOCH) / timedelta(seconds=1)
