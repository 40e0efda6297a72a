from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import cast

import pytest
from readings import mark, parse

from dateline.extract.events.finding import find_events
from dateline.extract.marking.numbers import find_quantities
from dateline.extract.tolls.completing import complete_tolls
from dateline.extract.tolls.effects import Toll, find_tolls
from dateline.extract.voices.statements import find_statements
from dateline.knowledge import Knowledge
from dateline.knowledge.register import load_register
from dateline.knowledge.tolls import TollLexicon, load_tolls
from dateline.knowledge.triggers import load_triggers
from dateline.knowledge.voices import load_voices
from dateline.parse import parse_report
from dateline.records import Count, Event, Report, Span


@pytest.fixture(scope="module")
def lexicon() -> TollLexicon:
    return load_tolls()


def tolls_of(text: str, lexicon: TollLexicon) -> tuple[Toll, ...]:
    parsed = parse_report(Report(id="r", text=text, language="en"))
    return find_tolls(parsed, find_quantities(parsed), lexicon)


def effects(text: str, lexicon: TollLexicon) -> dict[str, str]:
    return {toll.quantity.span.of(text): "+".join(toll.effects) for toll in tolls_of(text, lexicon)}


@pytest.mark.parametrize(
    ("text", "words", "effect"),
    [
        ("A mine went off in Gao, killing at least five people.", "at least five people", "killed"),
        ('The army said a strike near Kidal had killed 12 "rebels".', '12 "rebels"', "killed"),
        ("The death toll from the blast in Herat has risen to 11.", "11", "killed"),
        ("Two more deaths raised the toll to 23.", "23", "killed"),
        ("Police put the number of dead at five.", "five", "killed"),
        ("Fourteen people are now known to have died in the raid.", "Fourteen people", "killed"),
        ("Five people lost their lives in Mopti.", "Five people", "killed"),
        ("Three more patients did not survive the night.", "Three more patients", "killed"),
        ("Residents said the dead were nine civilians.", "nine civilians", "killed"),
        ('"We buried nine people," a farmer said.', "nine people", "killed"),
        ("Volunteers carried 12 bodies from the market.", "12 bodies", "killed"),
        ("The bodies of 12 people were found near Goma.", "12 people", "killed"),
        ("The attack claimed seven lives.", "seven lives", "killed"),
        ("The blast left 12 people dead.", "12 people", "killed"),
        ("A child was among the dead.", "A child", "killed"),
        ("A policeman was shot dead in Basra.", "A policeman", "killed"),
        ("Twelve fighters were eliminated in the raid.", "Twelve fighters", "killed"),
        ("At least 20 people, including two nurses, were killed in Ghazni.", "At least 20 people", "killed"),
        ("At least 20 people, including two nurses, were killed in Ghazni.", "two nurses", "killed"),
        ("A bomb exploded in Quetta, wounding several others.", "several others", "injured"),
        ("Sixteen people were treated for burns.", "Sixteen people", "injured"),
        ("Seven soldiers were taken to a hospital in Kano.", "Seven soldiers", "injured"),
        ("Police said dozens of protesters were detained.", "dozens of protesters", "taken"),
        ("Gunmen kidnapped four aid workers near Goma.", "four aid workers", "taken"),
        ("Troops freed 12 hostages in Jolo.", "12 hostages", "taken"),
        ("Rebels took three engineers hostage.", "three engineers", "taken"),
        ("Nobody was hurt in the blast.", "Nobody", "injured"),
        ("No casualties were reported in the village.", "No casualties", "killed+injured"),
        ("The number of people killed in the blast climbed to 63.", "63", "killed"),
        ("The bombing cost 14 people their lives.", "14 people", "killed"),
        ("Four soldiers succumbed to their wounds.", "Four soldiers", "killed"),
        ("At least eight were feared dead.", "At least eight", "killed"),
        ("Up to 30 are believed to have been killed.", "Up to 30", "killed"),
        ("The army said none of its soldiers was hurt.", "none of its soldiers", "injured"),
        ("Three policemen were shot and wounded.", "Three policemen", "injured"),
        ("A sniper killed one and wounded two more.", "two more", "injured"),
        ("Armed men marched away 30 schoolgirls.", "30 schoolgirls", "taken"),
        ("Rebels handed over six prisoners to the Red Cross.", "six prisoners", "taken"),
        ("Bandits abducted more than 100 pupils.", "more than 100 pupils", "taken"),
        ("The toll rose from five to 11.", "11", "killed"),
        ("He was one of 12 people killed on Sunday.", "12 people", "killed"),
        ("Two brothers, aged 12 and 14, were killed.", "Two brothers", "killed"),
        ("The number of injured rose to 120, the ministry said.", "120", "injured"),
        ("He was arrested along with two associates.", "two associates", "taken"),
        ("He confirmed the toll of 14 and said two suspects had been arrested.", "14", "killed"),
        ("He confirmed the toll of 14 and said two suspects had been arrested.", "two suspects", "taken"),
    ],
)
def test_find_tolls_tells_what_befell(text: str, words: str, effect: str, lexicon: TollLexicon) -> None:
    assert effects(text, lexicon).get(words) == effect


@pytest.mark.parametrize(
    "text",
    [
        "The group threatened to kill two hostages.",
        "Three gunmen killed the mayor of Herat.",
        "Five witnesses said they heard an explosion.",
        "There was no word on casualties.",
        "Two ministers met in Geneva.",
    ],
)
def test_find_tolls_leaves_out_those_whom_nothing_befell(text: str, lexicon: TollLexicon) -> None:
    assert not any(toll.effects for toll in tolls_of(text, lexicon))


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The death toll in Sebha rose to 31.", "31", "whole"),
        ("Six of the wounded died overnight.", "Six of the wounded", "more"),
        ("More than 30 people died in the fire.", "More than 30 people", "plain"),
        ("Ten people died, including two children.", "two children", "part"),
    ],
)
def test_find_tolls_tells_wholes_from_increments(text: str, words: str, kind: str, lexicon: TollLexicon) -> None:
    assert {toll.quantity.span.of(text): toll.kind for toll in tolls_of(text, lexicon)}[words] == kind


def test_find_tolls_does_not_count_the_speaker(lexicon: TollLexicon) -> None:
    found = effects("The toll has risen to 11, a hospital official said.", lexicon)
    assert found["11"] == "killed"
    assert not found.get("a hospital official")


@cache
def knowledge() -> Knowledge:
    """What tolls look up; no gazetteer is needed."""
    return cast(
        Knowledge,
        SimpleNamespace(triggers=load_triggers(), voices=load_voices(), register=load_register(), tolls=load_tolls()),
    )


def read_tolls(text: str) -> tuple[Event, ...]:
    parsed = parse(text)
    marks = mark(parsed)
    events = find_events(parsed, marks, knowledge())
    statements = find_statements(parsed, marks, events, knowledge())
    return complete_tolls(parsed, marks, events, statements, knowledge())


def counted(text: str, field: str, type_: str | None = None) -> list[tuple[str, str | None]]:
    """Return the words and the voice of the counts in `field`, over the events of a type."""
    found: list[tuple[str, str | None]] = []
    for event in read_tolls(text):
        counts: tuple[Count, ...] = {"killed": event.killed, "injured": event.injured, "taken": event.taken}[field]
        if type_ in (None, event.type):
            found += [(one.span.of(text), one.said_by.of(text) if one.said_by else None) for one in counts]
    return found


MARKET = "A bomb exploded at a market in Jos on Monday. "


@pytest.mark.parametrize(
    ("text", "words", "voice"),
    [
        (MARKET + "The death toll has risen to 31, a hospital official said.", "31", "hospital official"),
        (MARKET + "Police put the number of dead at five.", "five", "Police"),
        (MARKET + "The blast claimed seven lives.", "seven lives", None),
        (MARKET + "Police said Fourteen people did not survive.".replace("Fo", "fo"), "fourteen people", "Police"),
        (
            "A bomb exploded in Jos on Monday, killing at least five people, police said.",
            "at least five people",
            "police",
        ),
    ],
)
def test_complete_tolls_gives_the_dead_to_the_bombing(text: str, words: str, voice: str | None) -> None:
    assert (words, voice) in counted(text, "killed", "bombing")


def test_complete_tolls_keeps_the_dead_from_an_arrest() -> None:
    text = MARKET + "The governor confirmed the toll of 14 and said two suspects had been arrested in Kaduna."
    assert [words for words, _ in counted(text, "killed")] == ["14"]
    assert [words for words, _ in counted(text, "taken", "arrest")] == ["two suspects"]
    assert counted(text, "killed", "arrest") == []


def test_complete_tolls_leaves_out_increments_beside_the_whole() -> None:
    text = MARKET + "The death toll rose to 23 on Tuesday. Six of the wounded died overnight."
    assert [words for words, _ in counted(text, "killed")] == ["23"]


def test_complete_tolls_keeps_increments_that_stand_alone() -> None:
    text = MARKET + "Six of the wounded died overnight."
    assert [words for words, _ in counted(text, "killed")] == ["Six of the wounded"]


def test_complete_tolls_leaves_out_what_is_overtaken() -> None:
    text = MARKET + "The death toll has risen to 23. Police had earlier put the number of dead at nine."
    assert [words for words, _ in counted(text, "killed")] == ["23"]


def test_complete_tolls_marks_parts() -> None:
    text = "A bomb attack killed nine people, four of them children, in Jos on Monday."
    (event,) = read_tolls(text)
    assert [(one.span.of(text), one.part) for one in event.killed] == [("nine people", False), ("four of them", True)]


def test_complete_tolls_leaves_the_next_incident_alone() -> None:
    text = MARKET + "Separately, a fisherman drowned and two people died near Lima."
    assert counted(text, "killed", "bombing") == []


def test_complete_tolls_takes_away_what_the_words_rule_out() -> None:
    text = "A bomb exploded in Jos on Monday. Five witnesses said they heard a blast."
    parsed = parse(text)
    marks = mark(parsed)
    (event, *_) = find_events(parsed, marks, knowledge())
    start = text.index("Five")
    wrong = Event(event.id, event.type, event.triggers, event.status, killed=(Count(Span(start, start + 14), 5, 5),))
    assert complete_tolls(parsed, marks, (wrong,), (), knowledge())[0].killed == ()


def test_complete_tolls_gives_a_sum_to_each_event_that_its_words_name() -> None:
    text = "Two blasts killed 30 people in Jos."
    parsed = parse(text)
    first = Event("a", "bombing", (Span(4, 10),), "happened")
    second = Event("b", "bombing", (Span(4, 10),), "happened")
    made = complete_tolls(parsed, mark(parsed), (first, second), (), knowledge())
    assert [(event.killed[0].min, event.killed[0].who) for event in made] == [(30, "total"), (30, "total")]


def test_complete_tolls_counts_the_freed_where_they_were_taken() -> None:
    text = "Gunmen in Goma have freed three nurses who were kidnapped last week."
    assert [words for words, _ in counted(text, "taken", "release")] == ["three nurses"]
    assert [words for words, _ in counted(text, "taken", "abduction")] == ["three nurses"]


def test_complete_tolls_credits_the_narrowest_statement() -> None:
    text = "Police said a bomb exploded in Jos on Monday and that hospital officials said six people had died."
    assert ("six people", "hospital officials") in counted(text, "killed")


def test_complete_tolls_sums_up_the_events_of_the_lead() -> None:
    text = "Two bombs killed five people in Mali. A bomb exploded in Gao. Another bomb went off in Kidal."
    parsed = parse(text)
    gao, kidal = text.index("exploded"), text.index("went off")
    events = (
        Event("a", "bombing", (Span(gao, gao + 8),), "happened"),
        Event("b", "bombing", (Span(kidal, kidal + 8),), "happened"),
    )
    made = complete_tolls(parsed, mark(parsed), events, (), knowledge())
    assert [[(one.min, one.who) for one in event.killed] for event in made] == [[(5, "total")], [(5, "total")]]


def test_complete_tolls_leaves_a_doubled_toll_to_the_event_it_is_linked_to() -> None:
    text = "A car bomb went off in Gao. An explosion in Kidal wounded nine people."
    parsed = parse(text)
    nine = Count(Span(text.index("nine"), text.index("nine") + 11), 9, 9, "against")
    other, own = text.index("went off"), text.index("explosion")
    events = (
        Event("a", "bombing", (Span(other, other + 8),), "happened", injured=(nine,)),
        Event("b", "bombing", (Span(own, own + 9),), "happened", injured=(nine,)),
    )
    made = complete_tolls(parsed, mark(parsed), events, (), knowledge())
    assert [len(event.injured) for event in made] == [0, 1]


def test_complete_tolls_takes_the_kin_of_a_speaker_for_a_part() -> None:
    text = 'A bomb attack killed nine people in Jos on Monday. "The bomb killed my two brothers," said a trader.'
    parsed = parse(text)
    trigger, nine, two = (Span(text.index(words), text.index(words) + len(words)) for words in KIN)
    told = Event(
        "e1", "bombing", (trigger,), "happened", killed=(Count(nine, 9, 9, "against"), Count(two, 2, 2, "against"))
    )
    (event,) = complete_tolls(parsed, mark(parsed), (told,), (), knowledge())
    assert [(one.min, one.part) for one in event.killed] == [(9, False), (2, True)]


KIN = ("bomb attack", "nine people", "two brothers")


def test_complete_tolls_takes_one_among_the_dead_for_a_part() -> None:
    text = "A blast killed nine people in Jos on Monday. A doctor said a child was among the dead."
    (event,) = read_tolls(text)
    assert [(one.span.of(text), one.part) for one in event.killed] == [("nine people", False), ("a child", True)]


@pytest.mark.parametrize(("confidence", "homes"), [(None, [0, 1]), (0.9, [1, 0])])
def test_complete_tolls_moves_only_what_no_trained_reader_placed(confidence: float | None, homes: list[int]) -> None:
    text = "A car bomb went off in Gao. An explosion in Kidal wounded nine people."
    parsed = parse(text)
    nine = Count(Span(text.index("nine"), text.index("nine") + 11), 9, 9, "against")
    other, own = text.index("went off"), text.index("explosion")
    events = (
        Event("a", "bombing", (Span(other, other + 8),), "happened", injured=(nine,), confidence=confidence),
        Event("b", "bombing", (Span(own, own + 9),), "happened", confidence=confidence),
    )
    made = complete_tolls(parsed, mark(parsed), events, (), knowledge())
    assert [len(event.injured) for event in made] == homes
