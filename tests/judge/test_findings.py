"""Findings as people decided: each field, each entry, and what is rejected."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from dateline.errors import UserError
from dateline.judge import check_decision, decode_decision, encode_decision, make_decisions
from dateline.records import (
    ActorLink,
    Anchor,
    Count,
    Decision,
    Event,
    Findings,
    Incident,
    Judgement,
    Member,
    Participant,
    Place,
    PlacePrecision,
    Relation,
    Responsibility,
    Span,
    Statement,
    TimePrecision,
)
from dateline.text import make_id

TEXT = "A bomb killed five soldiers in Qasr, police said. The Sahar Front claimed it; its leader is Karim."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


FIVE = Count(at("five soldiers"), 5, 5, "against")
EVENT = Event("e", "attack", (at("bomb"),), "happened", against=(Participant(at("soldiers")),), killed=(FIVE,))
FOUND = Findings(
    "r",
    "test",
    "test",
    events=(EVENT,),
    statements=(
        Statement("s", at("police"), at("said"), at("A bomb killed five soldiers in Qasr"), "indirect", "other"),
    ),
    responsibility=(Responsibility("c", "e", Participant(at("Sahar Front")), "claims", at("claimed")),),
    relations=(Relation("l", "member_of", Participant(at("Karim")), Participant(at("Sahar Front"))),),
)
QASR = Place("Qasr", None, "XX", None, None, None, None, 1.5, 2.5, PlacePrecision.NEAR, 25.0)
AGENCY = ActorLink("group:sahar-front", "Sahar Front", "armed_group", 1.0, "chosen")


def decided(subject: str, decision: Decision, verdict: str = "correct") -> Findings:
    judgement = Judgement(subject, verdict, "ann", "2026-01-01T00:00:00+00:00", value=encode_decision(decision))
    return make_decisions([judgement]).apply(FOUND)


def event(decision: Decision, verdict: str = "correct") -> Event:
    return decided("e", decision, verdict).events[0]


def test_nothing_decided_changes_nothing() -> None:
    assert make_decisions([]).apply(FOUND) is FOUND
    assert decided("another", Decision("type", text="clash")) == FOUND


def test_plain_fields_are_corrected() -> None:
    assert event(Decision("type", text="bombing")).type == "bombing"
    assert event(Decision("status", text="claimed")).status == "claimed"
    assert event(Decision("background", flag=True)).background
    made = event(Decision("time", start="2024-05-10T00:00:00", end="2024-05-11T00:00:00", precision=TimePrecision.DAY))
    assert made.time is not None
    assert (made.time.start, made.time.precision) == (datetime(2024, 5, 10), TimePrecision.DAY)
    assert event(Decision("time")).time is None
    placed = event(Decision("place", place=QASR, span=at("Qasr")))
    assert (placed.place, placed.where[0].span) == (QASR, at("Qasr"))


def test_a_number_is_corrected_added_and_taken_out() -> None:
    corrected = event(Decision("killed", of=FIVE.span, min=6, max=None))
    assert corrected.killed == (Count(FIVE.span, 6, None, "against"),)
    moved = event(Decision("killed", of=FIVE.span, span=at("five"), min=5, max=5, role="by"))
    assert moved.killed == (Count(at("five"), 5, 5, "by"),)
    assert event(Decision("injured", span=at("five"), min=0, max=0, role="other")).injured[0].max == 0
    assert event(Decision("killed", of=FIVE.span), "reject").killed == ()
    assert event(Decision("killed", of=at("bomb")), "reject").killed == (FIVE,)  # no such entry: nothing is taken out


def test_people_and_words_are_corrected_added_and_taken_out() -> None:
    added = event(Decision("by", span=at("Sahar Front"), flag=True, actor=AGENCY))
    assert added.by == (Participant(at("Sahar Front"), None, doubt=True, actor=AGENCY),)
    named = event(Decision("against", of=at("soldiers"), text="the 5th Battalion"))
    assert named.against == (Participant(at("soldiers"), "the 5th Battalion"),)
    assert event(Decision("against", of=at("soldiers")), "reject").against == ()
    assert event(Decision("weapon", span=at("bomb"))).weapon == (at("bomb"),)
    assert event(Decision("triggers", of=at("bomb"), span=at("killed"))).triggers == (at("killed"),)
    assert event(Decision("triggers", of=at("bomb")), "reject").triggers == (at("bomb"),)  # an event keeps its words


def test_statements_claims_and_relations_are_corrected_and_rejected() -> None:
    assert decided("s", Decision("speaker", text="police")).statements[0].speaker == "police"
    assert decided("s", Decision("content", span=at("A bomb"))).statements[0].content == at("A bomb")
    assert decided("c", Decision("stance", text="denies")).responsibility[0].stance == "denies"
    assert decided("c", Decision("who"), "reject").responsibility[0].who is None
    assert decided("l", Decision("type", text="leader_of")).relations[0].type == "leader_of"
    assert decided("s", Decision(), "reject").statements == ()
    assert decided("c", Decision(), "reject").responsibility == ()
    assert decided("l", Decision(), "reject").relations == ()


def test_a_rejected_event_keeps_its_place_but_is_not_weighed() -> None:
    judgement = Judgement("e", "reject", "ann", "2026-01-01T00:00:00+00:00", "a drill")
    decisions = make_decisions([judgement])
    assert decisions.apply(FOUND).events == (EVENT,)
    assert decisions.keep([Member("r", "e"), Member("q", "f")]) == (Member("q", "f"),)
    assert decisions.rejection("e") == judgement


def test_a_decision_on_an_incident_follows_its_events() -> None:
    judgement = Judgement(make_id("incident", "f"), "reject", "ann", "2026-01-01T00:00:00+00:00")
    joined = Incident(make_id("incident", "e"), (Member("r", "e"), Member("q", "f")))
    assert [one for one, _ in make_decisions([judgement]).of_incident(joined)] == [judgement]
    assert make_decisions([judgement]).of_incident(Incident(joined.id, joined.members[:1])) == ()


def test_a_decision_survives_its_json() -> None:
    decision = Decision("place", of=Span(1, 2), place=QASR, anchors=(Anchor("e", "r", 2, "event"),), min=0)
    assert decode_decision(encode_decision(decision)) == decision
    assert encode_decision(Decision()) == '{"version":1}'
    assert decode_decision(None) == Decision()


@pytest.mark.parametrize(
    ("kind", "decision", "message"),
    [
        ("event", Decision("who", text="x"), "unknown field 'who'"),
        ("event", Decision(), "a correction names its field"),
        ("event", Decision("type", text="bomb"), "none of clash"),
        ("statement", Decision("speaker", text="nobody"), "none of police"),
        ("event", Decision("killed", min=5), "select the words"),
        ("event", Decision("killed", of=Span(0, 3), min=7, max=5), "leaves nothing"),
        ("incident", Decision("killed", min=-1), "no number of people"),
        ("incident", Decision("killed", min=2.5), "no number of people"),
        ("incident", Decision("killed", min=1, role="them"), "the side is one of"),
        ("event", Decision("by", span=Span(0, 9999)), "not in the report"),
        (
            "event",
            Decision("time", start="2024-05-10", end="2024-05-09", precision=TimePrecision.DAY),
            "before the end",
        ),
        ("event", Decision("time", start="soon", end="later", precision=TimePrecision.DAY), "time: "),
        ("event", Decision("time", start="2024-05-10"), "give start, end and precision"),
        (
            "event",
            Decision("place", place=replace(QASR, lat=99.0)),
            "earth",
        ),
        ("event", Decision("background"), "true or false"),
    ],
)
def test_a_decision_that_means_nothing_is_refused(kind: str, decision: Decision, message: str) -> None:
    with pytest.raises(UserError, match=message):
        check_decision(kind, "correct", decision, TEXT)
