"""A small archive made of records, for tests across reports: invented events in real places, no extraction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dateline.records import (
    ActorLink,
    Assessment,
    Count,
    Event,
    FieldAssessment,
    Findings,
    Incident,
    Member,
    Participant,
    Place,
    PlaceMention,
    PlacePrecision,
    Report,
    Responsibility,
    SourceKind,
    Span,
    Statement,
    TimeMention,
    TimePrecision,
    When,
)
from dateline.text import make_id
from dateline.trace import trace_lines, trace_stories
from dateline.weigh import make_sayings, weigh

KUNDUZ = Place(
    "Kunduz", "geonames:1135690", "AF", "Afghanistan", "Kunduz", "AF.24", None, 36.73, 68.86, PlacePrecision.EXACT, 5
)
KUNDUZ_PROVINCE = Place(
    "Kunduz", "geonames:1135689", "AF", "Afghanistan", "Kunduz", "AF.24", None, 36.8, 68.8, PlacePrecision.PROVINCE, 150
)
KABUL = Place(
    "Kabul", "geonames:1138958", "AF", "Afghanistan", "Kabul", "AF.13", None, 34.53, 69.17, PlacePrecision.EXACT, 5
)
LAHORE = Place(
    "Lahore", "geonames:1172451", "PK", "Pakistan", "Punjab", "PK.04", None, 31.56, 74.35, PlacePrecision.EXACT, 5
)
AFGHANISTAN = Place(
    "Afghanistan", "geonames:1149361", "AF", "Afghanistan", None, None, None, 33, 66, PlacePrecision.COUNTRY, None
)
ROLES = ("by", "against", "other", "total", "unknown")


def day(text: str, days: int = 1) -> When:
    """Return the day `text` (or that many from it)."""
    start = datetime.fromisoformat(text)
    precision = TimePrecision.DAY if days == 1 else TimePrecision.DAYS
    return When(start, start + timedelta(days=days), precision, text)


@dataclass
class Draft:
    """A report under way: words are added at the end, so that every finding has a span of its own."""

    name: str
    outlet: str | None = None
    published: str | None = None
    origin: str | None = None
    kind: SourceKind = SourceKind.OUTLET
    text: str = ""
    events: list[Event] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    responsibility: list[Responsibility] = field(default_factory=list)

    def say(self, words: str) -> Span:
        """Add words and return where they stand."""
        start = len(self.text)
        self.text += words + " "
        return Span(start, start + len(words))

    def speak(self, speaker: str, name: str, *words: str) -> tuple[Span, ...]:
        """Add words credited to a speaker; return where each of them stands."""
        source = self.say(name)
        spans = tuple(self.say(word) for word in words)
        number = make_id("statement", self.name, len(self.statements))
        content = Span(spans[0].start, spans[-1].end)
        self.statements.append(Statement(number, source, None, content, "indirect", speaker))
        return spans

    def report(self) -> Report:
        """Return the report as it stands."""
        return Report(
            id=self.name,
            text=self.text or "Nothing.",
            publisher=self.outlet,
            origin=self.origin,
            published=self.published,
            language="en",
            source_kind=self.kind,
        )

    def findings(self) -> Findings:
        """Return what was drafted."""
        return Findings(
            self.name,
            "test",
            "test",
            events=tuple(self.events),
            statements=tuple(self.statements),
            responsibility=tuple(self.responsibility),
        )


def bombing(
    draft: Draft,
    *,
    killed: int | tuple[int | None, int | None] | None = None,
    who: str = "against",
    speaker: tuple[str, str] | None = None,
    on: When | None = None,
    at: Place | None = KUNDUZ,
    kind: str = "bombing",
    status: str = "happened",
    background: bool = False,
    words: str = "explosion at the grain market",
) -> Event:
    """Add an event to `draft`: told by `speaker` (kind, name), or by the outlet itself."""
    time = on or day("2019-05-10")
    low, high = killed if isinstance(killed, tuple) else (killed, killed)
    number = f"{low}-{high} dead" if killed is not None else "some"
    pieces = (words, number, at.name if at else "somewhere", time.value)
    spans = draft.speak(speaker[0], speaker[1], *pieces) if speaker else tuple(draft.say(piece) for piece in pieces)
    event = Event(
        id=make_id("event", draft.name, len(draft.events)),
        type=kind,
        triggers=(spans[0],),
        status=status,
        background=background,
        when=(TimeMention(spans[3], time),),
        where=(PlaceMention(spans[2], at),) if at else (),
        killed=() if killed is None else (Count(spans[1], low, high, who),),
        time=time,
        place=at,
    )
    draft.events.append(event)
    return event


def group(draft: Draft, name: str, *, doubt: bool = False) -> Participant:
    """Add the name of an armed group that the register knows."""
    return Participant(draft.say(name), doubt=doubt, actor=ActorLink(f"group:{name}", name, "armed_group", 1.0, "name"))


def stance(draft: Draft, event: Event, name: str | None, how: str, by: tuple[str, str] | None = None) -> None:
    """Add who is said to be behind an event; `by` is the accuser (kind, name)."""
    who = group(draft, name) if name is not None else None
    accuser = None
    if by is not None:
        draft.speak(by[0], by[1], "so they say")
        accuser = draft.statements[-1].source
    number = make_id("responsibility", draft.name, len(draft.responsibility))
    draft.responsibility.append(Responsibility(number, event.id, who, how, draft.say("responsibility"), by=accuser))


def assess(*drafts: Draft) -> Assessment:
    """Return the assessment of one incident that all events of the drafts belong to."""
    reports = {draft.name: draft.report() for draft in drafts}
    findings = {draft.name: draft.findings() for draft in drafts}
    incident = gather(findings.values())
    sayings = make_sayings(incident, reports, findings)
    return weigh(incident, sayings, trace_lines(sayings, trace_stories(reports.values())))


def gather(findings: Iterable[Findings]) -> Incident:
    """Return one incident of all events, whatever linking would make of them."""
    members = sorted((found.report_id, event.id) for found in findings for event in found.events)
    return Incident(make_id("incident", members[0][1]), tuple(Member(*pair) for pair in members))


def field_of(assessment: Assessment, name: str) -> FieldAssessment:
    """Return one field of an assessment."""
    return next(one for one in assessment.fields if one.field == name)
