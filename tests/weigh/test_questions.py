"""What is asked of an incident, how doubtful it is, and what comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from dateline.records import (
    Assessment,
    Comparison,
    Decision,
    Event,
    FieldAssessment,
    Incident,
    Judgement,
    Line,
    Member,
    Place,
    PlacePrecision,
    Question,
    Span,
    Support,
    TimePrecision,
    Value,
    Verdict,
    When,
)
from dateline.weigh import apply_rulings, find_questions, rank_questions

DAY = When(datetime(2024, 3, 4), datetime(2024, 3, 5), TimePrecision.DAY, "2024-03-04")
QASR = Place("Qasr", "geonames:1", "XX", "Xland", None, None, None, 1.0, 2.0, PlacePrecision.EXACT, 5.0)
LINES = (Line("l1", "police", "speaker", ("r1",)), Line("l2", "hospital", "speaker", ("r2",)))
INCIDENT = Incident("i", (Member("r1", "e1"), Member("r2", "e2")))


def number(count: int, report: str, line: str) -> Value:
    support = Support(report, f"e{report[1]}", Span(0, 1), "police", "police", "2024-03-04", line)
    return Value(str(count), count, count, "total", (support,), (line,))


def assessed(verdict: Verdict = Verdict.AGREE, *counts: int) -> Assessment:
    values = tuple(number(count, f"r{at}", f"l{at}") for at, count in enumerate(counts or (5, 5), start=1))
    fields = (FieldAssessment("killed", values, verdict, "they differ"),)
    return Assessment("i", "", "bombing", DAY, QASR, fields, LINES, ("A", "B"), "fair", "")


def kinds(assessment: Assessment, incident: Incident = INCIDENT, *events: Event) -> dict[str, Question]:
    return {one.kind: one for one in find_questions(assessment, incident, events)}


def test_nothing_is_asked_where_nothing_is_in_doubt() -> None:
    assert find_questions(assessed(), INCIDENT, ()) == ()
    assert rank_questions(assessed(), ()) == 0.0


def test_a_contradiction_is_asked_about_until_a_person_has_decided() -> None:
    contradicted = assessed(Verdict.CONTRADICTED, 5, 12)
    assert kinds(contradicted)["toll"] == Question("toll", 0.8, "they differ")
    judgement = Judgement("i", "correct", "ann", "2026-01-01T00:00:00+00:00")
    decided = apply_rulings(contradicted, [(judgement, Decision("killed", min=5, max=5, role="total"))])
    assert "toll" not in kinds(decided)
    assert decided.fields[0].verdict is Verdict.DECIDED


@pytest.mark.parametrize(
    ("precision", "words"),
    [(PlacePrecision.PROVINCE, "province"), (PlacePrecision.COUNTRY, "country"), (PlacePrecision.STRETCH, "stretch")],
)
def test_a_coarse_place_is_asked_about(precision: PlacePrecision, words: str) -> None:
    assert words in kinds(replace(assessed(), place=replace(QASR, precision=precision)))["place"].why


def test_what_is_not_known_and_what_may_mean_another_is_asked_about() -> None:
    found = kinds(replace(assessed(), place=None, time=None))
    assert (found["place"].why, found["time"].why) == ("no place is known", "no time is known")
    unsure = kinds(replace(assessed(), place=replace(QASR, score=0.3, reason="three towns are called so")))
    assert unsure["place"].doubt == 0.7
    month = kinds(replace(assessed(), time=replace(DAY, precision=TimePrecision.MONTH)))
    assert "month" in month["time"].why


def test_one_line_a_loose_joint_and_an_unsure_reader_are_asked_about() -> None:
    assert kinds(replace(assessed(), lines=LINES[:1]))["source"].doubt == 0.3
    loose = replace(INCIDENT, comparisons=(Comparison("e1", "e2", 0.4),))
    assert kinds(assessed(), loose)["join"].doubt == 0.6
    assert "join" not in kinds(assessed(), replace(INCIDENT, comparisons=(Comparison("e1", "e2", 0.9),)))
    event = Event("e1", "bombing", (Span(0, 1),), "happened", confidence=0.4)
    assert kinds(assessed(), INCIDENT, event)["event"].doubt == 0.6
    sure = replace(event, confidence=0.95)
    assert "event" not in kinds(assessed(), INCIDENT, event, sure)  # another report makes it sure


def test_the_more_doubtful_comes_first_and_deaths_weigh() -> None:
    found = find_questions(replace(assessed(Verdict.CONTRADICTED, 5, 12), place=None), INCIDENT, ())
    assert [one.kind for one in found] == ["toll", "place"]
    few, many = assessed(Verdict.CONTRADICTED, 1, 2), assessed(Verdict.CONTRADICTED, 40, 90)
    asked = find_questions(few, INCIDENT, ())
    assert 0 < rank_questions(few, asked) < rank_questions(many, asked)
    assert rank_questions(few, asked) < rank_questions(replace(few, grade="contested"), asked)
