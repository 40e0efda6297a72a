from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import cast

import pytest

from dateline.extract.events.splitting import split_events, spread_tolls
from dateline.extract.marking.numbers import find_quantities
from dateline.extract.marking.times import find_times
from dateline.extract.marks import Marks
from dateline.knowledge import Knowledge
from dateline.knowledge.triggers import load_triggers
from dateline.parse import parse_report
from dateline.records import Count, Event, Participant, PlaceMention, Report, Span, TimeMention

PLACES = ("Basra", "Zubayr", "Kirkuk", "Herat", "Quetta", "Chaman")


@cache
def knowledge() -> Knowledge:
    """What splitting looks up but for the gazetteer, without which it parts no places."""
    return cast(Knowledge, SimpleNamespace(triggers=load_triggers(), gazetteer=None))


def spans(text: str, words: str) -> tuple[Span, ...]:
    """Return the spans of words joined by "+", each looked for behind the one before."""
    found: list[Span] = []
    at = 0
    for one in filter(None, words.split("+")):
        start = text.index(one, at)
        found.append(Span(start, start + len(one)))
        at = start + len(one)
    return tuple(found)


def event(
    text: str, triggers: str, kind: str = "bombing", *, killed: str = "", against: str = "", status: str = "happened"
) -> Event:
    """An event with all the times and places of the text that lie in the sentences of its triggers."""
    parsed = parse_report(Report(id="r1", text=text))
    own = spans(text, triggers)
    told = [sentence.span for sentence in parsed.sentences if any(sentence.span.contains(span) for span in own)]
    times = [span for span in find_times(parsed) if any(sentence.contains(span) for sentence in told)]
    places = [span for place in PLACES for span in (spans(text, place) if place in text else ())]
    return Event(
        id=f"e-{triggers}",
        type=kind,
        triggers=own,
        status=status,
        when=tuple(TimeMention(span) for span in times),
        where=tuple(PlaceMention(span) for span in places if any(sentence.contains(span) for sentence in told)),
        against=tuple(Participant(span) for span in spans(text, against)),
        killed=tuple(Count(span, 2, 2, "against") for span in spans(text, killed)),
    )


def split(text: str, *events: Event) -> list[str]:
    """Return the triggers of each event after splitting."""
    return ["+".join(span.of(text) for span in one.triggers) for one in parts(text, *events)]


def parts(text: str, *events: Event) -> tuple[Event, ...]:
    parsed = parse_report(Report(id="r1", text=text))
    marks = Marks(times=find_times(parsed), quantities=find_quantities(parsed), places=(), phrases=())
    return split_events(parsed, marks, events, knowledge())


@pytest.mark.parametrize(
    ("text", "triggers", "expected"),
    [
        (
            "A car bomb exploded in Basra on Tuesday night. In the morning a mine had killed two soldiers.",
            "exploded+mine",
            ["exploded", "mine"],
        ),
        (
            "A shell hit a school on Monday, and another bombing killed a guard on Thursday.",
            "hit+bombing",
            ["hit", "bombing"],
        ),
        (
            "A bomb exploded in Herat on Sunday. A separate explosion wounded a driver.",
            "exploded+explosion",
            ["exploded", "explosion"],
        ),
        (
            "A bomb exploded in Herat on Sunday. Elsewhere, a bombing wounded a driver.",
            "exploded+bombing",
            ["exploded", "bombing"],
        ),
        (
            "A bomb exploded at dawn. At noon an explosion hit a clinic. It was the second blast of the day.",
            "exploded+explosion+blast",
            ["exploded", "explosion+blast"],
        ),
        (
            "A bomb exploded at a mill at dawn. At noon an explosion hit a clinic. No group claimed the dawn attack.",
            "exploded+explosion+attack",
            ["exploded+attack", "explosion"],
        ),
        (
            "A bomb exploded at a mill at dawn. At noon an explosion hit a clinic. The second blast was the stronger.",
            "exploded+explosion+blast",
            ["exploded", "explosion+blast"],
        ),
        (
            "An explosion hit a clinic at noon. At dawn a bomb exploded at a mill. The first attack killed nobody.",
            "explosion+exploded+attack",
            ["explosion", "exploded+attack"],
        ),
        (
            "A bomb exploded at a mill at dawn. At noon an explosion hit a clinic. He denied the bombing of the mill.",
            "exploded+explosion+bombing",
            ["exploded+bombing", "explosion"],
        ),
    ],
)
def test_parts_what_cannot_be_one(text: str, triggers: str, expected: list[str]) -> None:
    assert split(text, event(text, triggers)) == expected


@pytest.mark.parametrize(
    ("text", "triggers", "kind"),
    [
        ("A bomb exploded on Monday. The explosion killed two people.", "exploded+explosion", "bombing"),
        ("A bomb exploded on Monday. The blast was heard in the whole town.", "exploded+blast", "bombing"),
        ("A bomb exploded on Monday evening. The blast came late on Monday.", "exploded+blast", "bombing"),
        ("A bomb exploded on Tuesday night. The blast came before dawn.", "exploded+blast", "bombing"),
        ("A bomb exploded on Monday. The mayor said on Tuesday the blast hurt nobody.", "exploded+blast", "bombing"),
        ("Fighting broke out on Monday. The clashes went on until Wednesday.", "Fighting+clashes", "clash"),
        ("Fighting broke out in the morning. The clashes ended in the evening.", "Fighting+clashes", "clash"),
        ("A bomb exploded at noon. It was the second explosion of the day.", "exploded+explosion", "bombing"),
        ("A bomb exploded at noon. It was the first attack since May.", "exploded+attack", "bombing"),
        ("A bomb exploded in Quetta. A second bomb, found near by, did not explode.", "exploded+explode", "bombing"),
    ],
)
def test_leaves_whole_what_may_be_one(text: str, triggers: str, kind: str) -> None:
    assert split(text, event(text, triggers, kind)) == [triggers]


def test_gives_each_part_what_stands_with_it() -> None:
    text = (
        "A car bomb exploded in Basra on Tuesday night, killing four people. In the morning a mine killed two soldiers"
        " in Zubayr. A medic said a girl was among the dead in the mine attack."
    )
    whole = event(text, "exploded+mine", killed="four people+two soldiers+a girl", against="soldiers")
    night, morning = parts(text, whole)
    assert [span.of(text) for span in (one.span for one in night.killed)] == ["four people"]
    assert [one.span.of(text) for one in morning.killed] == ["two soldiers", "a girl"]
    assert [one.span.of(text) for one in night.when] == ["Tuesday night"]
    assert [one.span.of(text) for one in morning.when] == ["morning"]
    assert [one.span.of(text) for one in morning.where] == ["Zubayr"]
    assert [one.span.of(text) for one in morning.against] == ["soldiers"]
    assert night.against == ()
    assert night.id != morning.id


def test_moves_a_pointing_mention_to_the_event_it_points_at() -> None:
    text = (
        "Gunmen shot a judge in Quetta at dawn. Two traders were shot in Chaman at noon. The first attack was filmed."
    )
    dawn, noon = event(text, "shot", "shooting"), event(text[40:], "shot+attack", "shooting")
    moved = [Span(span.start + 40, span.end + 40) for span in noon.triggers]
    second = Event("e2", "shooting", tuple(moved), "happened", when=(TimeMention(spans(text, "noon")[0]),))
    assert split(text, dawn, second) == ["shot+attack", "shot"]


def test_spreads_a_sum_over_the_events_it_sums() -> None:
    text = "Two attacks killed nine people on Monday. A mine hit a truck at noon. A blast tore through a shop at dusk."
    both = event(text, "attacks", "attack", killed="nine people")
    noon, dusk = event(text, "hit"), event(text, "blast+tore")
    found = parts(text, both, noon, dusk)
    assert [one.id for one in found] == ["e-hit", "e-blast+tore"]
    assert [[(count.span.of(text), count.who) for count in one.killed] for one in found] == [
        [("nine people", "total")],
        [("nine people", "total")],
    ]


def test_leaves_single_mentions_alone() -> None:
    text = "A bomb exploded in Basra. Police arrested two men."
    events = (event(text, "exploded"), event(text, "arrested", "arrest"))
    assert parts(text, *events) == events


def test_what_is_planned_is_not_what_was_done() -> None:
    text = "An attack killed two people in May. The men planned to attack on Sunday."
    whole = event(text, "attack+attack", "attack", killed="two people")
    done, planned = parts(text, whole)
    assert (done.status, planned.status) == ("happened", "planned")


def test_founding_borrows_no_place_from_the_fight_beside_it() -> None:
    text = "The front set up a province in Herat after its men were killed in a clash with soldiers near Basra."
    founding, clash = event(text, "set up", "organisation"), event(text, "clash", "clash")
    third = Event("e3", "arrest", spans(text, "soldiers"), "happened")
    found = parts(text, founding, clash, third)
    assert [place.span.of(text) for place in found[0].where] == ["Herat"]


def test_doer_of_one_clause_did_both_deeds_of_it() -> None:
    text = (
        "The Lake Front split from the Hill Front, pledged allegiance to the Sea Front and merged with the Bay Front."
    )
    whole = Event(
        "e1",
        "organisation",
        spans(text, "split+pledged allegiance+merged"),
        "happened",
        by=(Participant(spans(text, "Lake Front")[0]),),
    )
    assert [one.span.of(text) for one in parts(text, whole)[0].by] == ["Lake Front"]
    assert split(text, whole) == ["split", "pledged allegiance", "merged"]


@pytest.mark.parametrize(
    ("lead", "who"),
    [("Two bombs killed five people on Monday.", "total"), ("Three bombs killed five people on Monday.", "against")],
)
def test_spreads_a_toll_over_as_many_events_as_are_counted(lead: str, who: str) -> None:
    text = f"{lead} A mine hit a truck at noon. A blast tore through a shop at dusk."
    noon, dusk = event(text, "hit", killed=""), event(text, "blast")
    noon = replace(noon, killed=(Count(spans(text, "five people")[0], 5, 5, "against"),))
    found = spread_tolls(parse_report(Report(id="r1", text=text)), (noon, dusk))
    assert [count.who for count in found[0].killed] == [who]
    assert len(found[1].killed) == (who == "total")
