"""A small store whose every figure is known: one incident in three reports, made by hand."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from dateline.records import (
    ActorLink,
    Assessment,
    Count,
    Event,
    Failure,
    FieldAssessment,
    Findings,
    Incident,
    Line,
    Member,
    Participant,
    Place,
    PlaceMention,
    PlacePrecision,
    Reading,
    Report,
    Responsibility,
    Retrieval,
    SourceKind,
    Span,
    Statement,
    Story,
    StoryLink,
    Support,
    TimeMention,
    TimePrecision,
    Value,
    Verdict,
    When,
)
from dateline.run.views import make_incident_row
from dateline.store import Store, open_store

POLICE = (
    "Five dead in Kandahar market blast\n\n"
    "A bomb killed five traders at a market in Kandahar on Monday, police said.\n\n"
    "The Red Dawn Front claimed responsibility."
)
LATER = (
    "Kandahar toll rises to seven\n\n"
    "Seven people died when a bomb went off in Kandahar on Monday, a hospital doctor said."
)
HOSTILE = "\x1b[2J[red]Owned[/red]\u202e\n\nNothing happened in Kandahar."

DAY = When(datetime(2024, 3, 4), datetime(2024, 3, 5), TimePrecision.DAY, "2024-03-04")
KANDAHAR = Place(
    "Kandahar", "geonames:1138336", "AF", "Afghanistan", "Kandahar", "AF.23", None, 31.613, 65.71,
    PlacePrecision.EXACT, 5.8,
)  # fmt: skip
FRONT = ActorLink("dl:red-dawn", "Red Dawn Front", "armed_group", 1.0, "name")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def make_reading(text: str, publisher: str, published: str, origin: str | None = None) -> Reading:
    digest = hashlib.sha256(text.encode()).hexdigest()
    title = text.partition("\n")[0]
    raw = hashlib.sha256(publisher.encode() + text.encode()).hexdigest()
    report = Report(
        id=raw[:16],
        text=text,
        title=title,
        body_start=len(title) + 2,
        url=f"https://example.org/{raw[:4]}",
        publisher=publisher,
        origin=origin,
        published=published,
        published_basis="page",
        language="en",
        source_kind=SourceKind.OUTLET,
        raw_sha256=raw,
        text_sha256=digest,
    )
    log = Retrieval(report.id, f"{raw[:4]}.html", "2024-03-10T00:00:00+00:00", raw, "text/html", "html/1")
    return Reading(report, publisher.encode() + text.encode(), log)


WIRE = make_reading(POLICE, "Orbis Wire", "2024-03-04T12:20:00+00:00")
COPY = make_reading(POLICE, "Daily Kite", "2024-03-04T15:00:00+00:00", "Orbis Wire")
TOLL = make_reading(LATER, "Pamir Post", "2024-03-05")
EVIL = make_reading(HOSTILE, "\x1b]0;Evil\x07 Press", "2024-03-06")


def make_findings(reading: Reading) -> Findings:
    report, text = reading.report, reading.report.text
    if text == HOSTILE:
        return Findings(report.id, "1", "rules/1", abstained="language: und")
    seven = text == LATER
    toll = span(text, "Seven people" if seven else "five traders")
    event = Event(
        id=f"e{report.id}",
        type="bombing",
        triggers=(span(text, "went off" if seven else "blast"),),
        status="happened",
        when=(TimeMention(span(text, "Monday"), DAY),),
        where=(PlaceMention(span(text, "Kandahar"), KANDAHAR),),
        by=() if seven else (Participant(span(text, "Red Dawn Front"), actor=FRONT),),
        against=(Participant(toll),),
        weapon=(span(text, "bomb"),),
        killed=(Count(toll, 7 if seven else 5, 7 if seven else 5, "against"),),
        time=DAY,
        place=KANDAHAR,
    )
    said = Statement(
        id=f"s{report.id}",
        source=span(text, "a hospital doctor" if seven else "police"),
        cue=span(text, "said"),
        content=Span(text.index("\n") + 2, text.index(" on Monday")),
        kind="indirect",
        speaker="medical" if seven else "police",
        about=(event.id,),
    )
    claim = () if seven else (_claim(report, event),)
    return Findings(
        report.id, "1", "rules/1", events=(event,), statements=(said,), responsibility=claim, places=event.where,
        times=event.when,
    )  # fmt: skip


def _claim(report: Report, event: Event) -> Responsibility:
    return Responsibility(f"r{report.id}", event.id, event.by[0], "claims", span(report.text, "claimed responsibility"))


def _support(
    reading: Reading, words: str, speaker: str, name: str | None, line: str, *, claim: bool = False
) -> Support:
    report = reading.report
    where = span(report.text, words)
    return Support(report.id, f"e{report.id}", where, speaker, name, report.published, line, claim)


def make_assessment() -> Assessment:
    five = tuple(_support(one, "five traders", "police", "police", "l1") for one in (WIRE, COPY))
    seven = (_support(TOLL, "Seven people", "medical", "a hospital doctor", "l2"),)
    told = tuple(_support(one, "blast", "outlet", None, "l1") for one in (WIRE, COPY))
    claims = tuple(
        _support(one, "Red Dawn Front", "armed_group", "Red Dawn Front", "l3", claim=True) for one in (WIRE,)
    )
    fields = (
        FieldAssessment(
            "type", (Value("bombing", None, None, None, told, ("l1",)),), Verdict.AGREE, "Everybody says so."
        ),
        FieldAssessment(
            "killed",
            (
                Value("5", 5, 5, "against", five, ("l1",), "2024-03-04", "2024-03-04"),
                Value("7", 7, 7, "against", seven, ("l2",), "2024-03-05", "2024-03-05"),
            ),
            Verdict.RISING,
            "The number rose from 5 (2024-03-04) to 7 (2024-03-05).",
        ),
        FieldAssessment("injured", (), Verdict.NOT_REPORTED, "No report gives a number."),
        FieldAssessment(
            "responsibility",
            (Value("Red Dawn Front", None, None, "claims", claims, ("l3",)),),
            Verdict.CLAIMED_ONLY,
            "Claimed by Red Dawn Front.",
        ),
    )
    lines = (
        Line("l1", "police", "one primary speaker: police, in 2 reports", (WIRE.report.id, COPY.report.id)),
        Line("l2", "a hospital doctor", "one primary speaker: a hospital doctor", (TOLL.report.id,)),
        Line("l3", "Red Dawn Front", "one primary speaker: Red Dawn Front", (WIRE.report.id,)),
    )
    return Assessment(
        incident_id="1ncident00000001",
        title="Bombing in Kandahar, Afghanistan, 4 March 2024: 5 to 7 killed",
        type="bombing",
        time=DAY,
        place=KANDAHAR,
        fields=fields,
        lines=lines,
        outlets=("Daily Kite", "Orbis Wire", "Pamir Post"),
        grade="fair",
        grade_reason="2 independent lines tell of it as fact: police, a hospital doctor.",
        summary="3 outlets, 3 lines",
    )


def fill(store: Store) -> None:
    for reading in (WIRE, COPY, TOLL, EVIL):
        store.add_reading(reading)
        store.add_findings(make_findings(reading))
    store.add_failure(Failure("broken.csv", "read", "no column 'Body'", 1))
    members = tuple(Member(one.report.id, f"e{one.report.id}") for one in (WIRE, COPY, TOLL))
    pair = (COPY.report.id, WIRE.report.id)
    story = Story("story1", pair, "Orbis Wire", (StoryLink(*pair, "copy", 1.0, ("same words",), WIRE.report.id),))
    assessment = make_assessment()
    incident = Incident("1ncident00000001", members)
    store.replace_groups([story], [incident], [assessment], rows=[make_incident_row(assessment)])


def write_store(path: Path) -> Path:
    with open_store(str(path)) as store:
        fill(store)
    return path
