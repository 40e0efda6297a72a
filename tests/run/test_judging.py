"""Decisions in a store: what they change at once, what has to be linked, and what outlasts another reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from dateline.errors import ConflictError, NotFoundError, UserError
from dateline.records import (
    Count,
    Decision,
    Event,
    Findings,
    Place,
    PlaceMention,
    PlacePrecision,
    Reading,
    Report,
    Retrieval,
    SourceKind,
    Span,
    Statement,
    TimeMention,
    TimePrecision,
    When,
)
from dateline.run.actor_judging import Stamp
from dateline.run.decided import read_decisions
from dateline.run.evidence import read_evidence
from dateline.run.judging import decide, find_subject, is_settled, merge_incidents, split_incident, undo
from dateline.run.local import link_store
from dateline.run.reviewing import describe, list_report_deeds, view_item
from dateline.run.training import read_judged, write_corpus
from dateline.score.gold import read_gold
from dateline.store import IncidentFilter, Store, open_store

DAY = When(datetime(2024, 3, 4), datetime(2024, 3, 5), TimePrecision.DAY, "2024-03-04")
KANDAHAR = Place(
    "Kandahar", "geonames:1138336", "AF", "Afghanistan", "Kandahar", "AF.23", None, 31.613, 65.71,
    PlacePrecision.EXACT, 5.8,
)  # fmt: skip
TEXTS = (
    "A bomb killed five traders at the grain market in Kandahar on Monday, police said.",
    "A bomb killed seven traders at the grain market in Kandahar on Monday, a doctor said.",
    "Gunmen shot one driver dead in Kandahar on Monday, police said.",
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def add(store: Store, text: str, publisher: str, model: str = "rules/1") -> str:
    """Keep a report of one event and what it says; return the id of the event."""
    raw = text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    report = Report(
        digest[:16], text, publisher=publisher, published="2024-03-04", language="en", source_kind=SourceKind.OUTLET,
        raw_sha256=digest, text_sha256=digest,
    )  # fmt: skip
    log = Retrieval(report.id, publisher, "2024-03-05T00:00:00+00:00", digest, "text/plain", "text/1")
    store.add_reading(Reading(report, raw, log))
    name = f"{model}-{digest[:8]}"
    kind, trigger = ("bombing", "bomb") if "bomb" in text else ("shooting", "shot")
    number, words = next((n, w) for n, w in ((5, "five traders"), (7, "seven traders"), (1, "one driver")) if w in text)
    said = "police" if "police" in text else "a doctor"
    event = Event(
        name, kind, (span(text, trigger),), "happened", when=(TimeMention(span(text, "Monday"), DAY),),
        where=(PlaceMention(span(text, "Kandahar"), KANDAHAR),),
        killed=(Count(span(text, words), number, number, "against"),), time=DAY, place=KANDAHAR, confidence=0.8,
    )  # fmt: skip
    statement = Statement(
        f"s{name}", span(text, said), span(text, "said"), Span(0, text.rindex(",")), "indirect",
        "police" if said == "police" else "medical", about=(name,),
    )  # fmt: skip
    store.add_findings(Findings(report.id, "1", model, events=(event,), statements=(statement,)))
    return name


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


@pytest.fixture
def events(store: Store) -> tuple[str, ...]:
    """Two reports of one bombing, one of a shooting; linked."""
    made = tuple(add(store, text, f"Outlet {number}") for number, text in enumerate(TEXTS))
    link_store(store)
    return made


def stamp(by: str = "ann", second: int = 0, *, final: bool = False) -> Stamp:
    return Stamp(by, f"2026-01-01T00:00:{second:02}+00:00", "why", final)


def incident_of(store: Store, event: str) -> str:
    return next(one.id for one in store.incidents() if event in {member.event_id for member in one.members})


def test_two_reports_are_one_incident_to_begin_with(store: Store, events: tuple[str, ...]) -> None:
    assert incident_of(store, events[0]) == incident_of(store, events[1]) != incident_of(store, events[2])
    assert is_settled(store)


def test_a_decision_on_a_whole_is_settled_at_once(store: Store, events: tuple[str, ...]) -> None:
    incident = incident_of(store, events[0])
    outcome = decide(store, incident, "correct", Decision("killed", min=6, max=6, role="total"), stamp())
    row = store.incident_row(incident)
    assert row is not None
    assert (row.killed.low, row.killed.best, row.killed.high) == (6, 6, 6)
    assert row.title.endswith(": 6 killed")
    assert (outcome.incidents, outcome.is_settled, is_settled(store)) == ((incident,), True, True)
    assert not link_store(store)
    assert "toll" not in {one.kind for one in row.questions}  # somebody has answered it


def test_a_side_that_a_person_leaves_open_stays_as_reports_have_it(store: Store, events: tuple[str, ...]) -> None:
    incident = incident_of(store, events[0])
    decide(store, incident, "correct", Decision("killed", min=2, max=2, role="by"), stamp())
    row = store.incident_row(incident)
    assert row is not None
    assert (row.killed.low, row.killed.high) == (7, 9)


def test_a_correction_of_a_finding_is_concluded_at_once_and_then_linked(store: Store, events: tuple[str, ...]) -> None:
    incident = incident_of(store, events[0])
    words = span(TEXTS[1], "seven traders")
    outcome = decide(store, events[1], "correct", Decision("killed", of=words, min=5, max=5, role="against"), stamp())
    assert not outcome.is_settled
    at_once = store.incident_row(incident)
    assert at_once is not None
    assert (at_once.killed.low, at_once.killed.high) == (5, 5)
    assert link_store(store)
    assert store.incident_row(incident) == at_once
    shown = {card.event.id: card.event.killed[0].max for card in view_item(store, incident).events}
    assert shown[events[1]] == 5
    found = store.findings(read_report(store, events[1]))
    assert found is not None
    assert found.events[0].killed[0].max == 7  # the machine's row is untouched


def read_report(store: Store, event: str) -> str:
    return store.whereabouts([event])[event].report_id


def test_a_rejected_statement_gives_its_values_back_to_the_outlet(store: Store, events: tuple[str, ...]) -> None:
    decide(store, f"s{events[2]}", "reject", Decision(), stamp())
    killed = next(one for one in store.assessment(incident_of(store, events[2])).fields if one.field == "killed")
    assert [support.speaker for value in killed.values for support in value.supports] == ["outlet"]


def test_merge_and_split_hold_and_undo_takes_back_the_whole_act(store: Store, events: tuple[str, ...]) -> None:
    ids = [incident_of(store, events[0]), incident_of(store, events[2])]
    outcome = merge_incidents(store, ids, stamp("ed", 1))
    assert {one.verdict for one in outcome.judgements} == {"same"}
    link_store(store)
    whole = incident_of(store, events[0])
    assert {incident_of(store, one) for one in events} == {whole}
    split = split_incident(store, whole, [events[1]], stamp("ed", 2))
    link_store(store)
    assert incident_of(store, events[1]) != incident_of(store, events[0]) == incident_of(store, events[2])
    undo(store, split.number, stamp("ed", 3))
    link_store(store)
    assert {incident_of(store, one) for one in events} == {whole}
    undo(store, outcome.number, stamp("ed", 4))
    link_store(store)
    assert incident_of(store, events[0]) == incident_of(store, events[1]) != incident_of(store, events[2])


def test_a_split_that_leaves_nothing_and_a_merge_of_one_are_refused(store: Store, events: tuple[str, ...]) -> None:
    incident = incident_of(store, events[0])
    for chosen in ([], list(events[:2]), ["another"]):
        with pytest.raises(UserError, match="choose some of the incident's events"):
            split_incident(store, incident, chosen, stamp())
    with pytest.raises(UserError, match="choose two incidents or more"):
        merge_incidents(store, [incident, incident], stamp())
    assert store.judgements() == ()


def test_a_judgement_outlasts_another_reader(store: Store, events: tuple[str, ...]) -> None:
    incident = incident_of(store, events[2])
    decide(store, events[2], "correct", Decision("type", text="assassination"), stamp())
    decide(store, incident, "correct", Decision("killed", min=2, max=2, role="total"), stamp())
    split_incident(store, incident_of(store, events[0]), [events[0]], stamp("ed", 2))
    renamed = tuple(add(store, text, f"Outlet {number}", model="reader/2") for number, text in enumerate(TEXTS))
    assert not set(renamed) & set(events)
    link_store(store)
    row = store.incident_row(incident_of(store, renamed[2]))
    assert row is not None
    assert (row.type, row.killed.best) == ("assassination", 2)
    assert incident_of(store, renamed[0]) != incident_of(store, renamed[1])
    assert {one.subject for one in read_decisions(store).standing} & set(renamed) == {renamed[2]}


def test_somebody_who_was_faster_is_named_and_nothing_is_kept(store: Store, events: tuple[str, ...]) -> None:
    seen = store.latest_judgement()
    decide(store, events[0], "correct", Decision("type", text="attack"), stamp("ann"), seen=seen)
    with pytest.raises(ConflictError, match="ann decided on this"):
        decide(store, events[0], "correct", Decision("type", text="shelling"), stamp("bo", 1), seen=seen)
    decide(store, events[0], "correct", Decision("status", text="alleged"), stamp("bo", 1), seen=seen)
    decide(store, events[0], "correct", Decision("type", text="clash"), stamp("ann", 2), seen=seen)  # her own
    assert [one.by for one in store.judgements()] == ["ann", "bo", "ann"]


def test_what_is_nothing_is_told(store: Store, events: tuple[str, ...]) -> None:
    with pytest.raises(NotFoundError, match="no incident, event, statement, claim or relation 'x'"):
        find_subject(store, "x")
    with pytest.raises(NotFoundError, match="no judgement 7"):
        undo(store, 7, stamp())
    decide(store, events[0], "accept", Decision(), stamp("ann"))
    with pytest.raises(UserError, match="is ann's"):
        undo(store, 1, stamp("bo"), may_all=False)


def test_the_history_says_what_was_decided_and_what_holds(store: Store, events: tuple[str, ...]) -> None:
    words = span(TEXTS[0], "five traders")
    decide(store, events[0], "correct", Decision("killed", of=words, min=5, max=6, role="against"), stamp("ann"))
    decide(store, events[0], "correct", Decision("killed", of=words, min=4, max=4), stamp("bo", 1))
    deeds = list_report_deeds(store, read_report(store, events[0]))
    told = [(deed.judgement.by, describe(deed), deed.holds) for deed in deeds]
    assert told == [("bo", ": 4", True), ("ann", ": 5 to 6, against", False)]


def test_corrections_come_out_as_gold_that_is_read_back(store: Store, events: tuple[str, ...], tmp_path: Path) -> None:
    words = span(TEXTS[1], "seven traders")
    decide(store, events[0], "accept", Decision(), stamp())
    decide(store, events[1], "correct", Decision("killed", of=words, min=5, max=None, role="against"), stamp())
    decide(store, f"s{events[2]}", "accept", Decision(), stamp())
    judged = list(read_judged(store))
    assert {one.report_id for one in judged} == {read_report(store, one) for one in events[:2]}
    assert len(list(read_judged(store, partly=True))) == 3
    reports = store.reports_among([one.report_id for one in judged])
    sentences, objects = write_corpus(judged, reports)
    (tmp_path / "part.txt").write_text("\n".join(sentences), "utf-8")
    (tmp_path / "part.jsonl").write_text("\n".join(objects), "utf-8")
    gold = {one.text: one.findings for one in read_gold(tmp_path / "part")}
    assert set(gold) == set(TEXTS[:2])
    event = gold[TEXTS[1]].events[0]
    assert (event.type, event.killed) == ("bombing", (Count(words, 5, None, "against"),))
    assert [one.span for one in event.where] == [span(TEXTS[1], "Kandahar")]
    assert gold[TEXTS[1]].statements[0].about == (event.id,)


def test_a_rejected_event_is_no_gold_and_its_report_a_negative(store: Store, events: tuple[str, ...]) -> None:
    decide(store, events[2], "reject", Decision(), stamp())
    judged = list(read_judged(store))
    assert [one.findings.events for one in judged] == [()]
    _, objects = write_corpus(judged, store.reports_among([judged[0].report_id]))
    assert objects == ['{"report":[1,1],"topic":"other"}']


def test_exports_see_what_was_decided(store: Store, events: tuple[str, ...]) -> None:
    decide(store, events[2], "correct", Decision("type", text="assassination"), stamp())
    link_store(store)
    evidence = next(one for one in read_evidence(store, IncidentFilter()) if one.assessment.type == "assassination")
    assert [event.type for _, event in evidence.events()] == ["assassination"]
    assert [one.by for one in evidence.judgements] == ["ann"]
    assert replace(evidence.judgements[0], value=None).verdict == "correct"
