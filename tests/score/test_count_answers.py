"""Counts on other news: which numbers stand in a text, and what one report's toll comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counts import Answer, Item, answers, causes, main_incident, score, stands_in, tolls
from dateline.records import Count, Event, Findings, Report, Span
from ratios import Ratio

REPORT = Report(id="r", text="Gunmen shot dead 3 people in Kidal; 5 others were hurt. A trial opened.", language="en")


@pytest.mark.parametrize(
    ("number", "text", "there"),
    [
        (3, "Police said 3 people died.", True),
        (3, "Three people died.", True),
        (3, "Some 13 people died at 3:15 p.m. for $3 and 3.5 miles.", False),
        (3, "A 3-year-old boy was hurt.", False),
        (30, "It hurt 30.", True),
        (30, "It hurt 300 and 1,030.", False),
        (20, "Twenty people died.", False),  # words go up to fifteen
    ],
)
def test_numbers_stand_in_a_text_by_themselves(number: int, text: str, there: bool) -> None:
    assert stands_in(number, text) == there


def event(name: str, kind: str, trigger: str, *triggers: str, background: bool = False) -> Event:
    spans = [Span(start := REPORT.text.index(word), start + len(word)) for word in (trigger, *triggers)]
    return Event(name, kind, tuple(spans), "happened", background)


def count(words: str, number: int) -> Count:
    start = REPORT.text.index(words)
    return Count(Span(start, start + len(words)), number, number, "against")


def shooting() -> Event:
    found = event("E1", "shooting", "shot")
    return Event("E1", "shooting", found.triggers, "happened", killed=(count("3 people", 3),))


@pytest.mark.parametrize("background", [False, True])
def test_violence_goes_before_a_trial_with_more_words(background: bool) -> None:
    deed = replace(shooting(), background=background)
    found = Findings("r", "1", "m", events=(event("E2", "trial", "trial", "opened"), deed))
    incident = main_incident(REPORT, found)
    assert incident is not None
    assert [member.event_id for member in incident.members] == ["E1"]


def test_toll_of_one_report_keeps_what_is_not_said_apart_from_nobody() -> None:
    found = Findings("r", "1", "m", events=(shooting(),))
    assert tolls(REPORT, found, main_incident(REPORT, found)) == {"killed": 3, "injured": None}
    assert tolls(REPORT, found, None) == {"killed": None, "injured": None}


def test_answers_say_where_the_number_was_found() -> None:
    killed, injured = answers(Item(REPORT, 3, 5), Findings("r", "1", "m", events=(shooting(),)))
    assert killed == Answer("killed", 3, 3, True, True, on_main=True)
    assert injured == Answer("injured", 5, None, False, True)


def test_silence_is_no_wrong_number() -> None:
    asked = [
        Answer("killed", 3, 3, True, True),
        Answer("killed", 3, 2, True, True),
        Answer("killed", 3, None, False, True),
    ]
    assert score(asked) == Ratio(1, 2, 3)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer("killed", 3, None, False, True, has_event=False), "no event"),
        (Answer("killed", 3, 2, True, True), "on another event"),
        (Answer("killed", 3, 2, True, True, on_main=True), "beside another number"),
        (Answer("killed", 3, None, False, True), "number not read"),
        (Answer("killed", 3, 2, False, True), "another number"),
    ],
)
def test_causes_say_how_far_reading_came(answer: Answer, why: str) -> None:
    assert causes([answer, Answer("killed", 3, 3, True, True)]) == {why: 1}
