"""Events: one sentence of each kind by a table, then whole reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from readings import knowledge, mark, parse, read_events

from dateline.extract.events.finding import find_events
from dateline.ontology import load_ontology
from dateline.records import Event

CASES = Path(__file__).with_name("event_cases.tsv")


def read_cases() -> Iterator[list[str]]:
    for line in CASES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def words(text: str, event: Event, field: str) -> list[str]:
    if field == "triggers":
        return [span.of(text) for span in event.triggers]
    if field == "where":
        return [place.span.of(text) for place in event.where]
    return [participant.span.of(text) for participant in (event.by if field == "by" else event.against)]


def only(events: tuple[Event, ...], type_: str) -> Event:
    found = [event for event in events if event.type == type_]
    assert len(found) == 1, [event.type for event in events]
    return found[0]


@pytest.mark.parametrize(("type_", "status", "trigger", "by", "against", "where", "text"), list(read_cases()))
def test_reads_one_event(type_: str, status: str, trigger: str, by: str, against: str, where: str, text: str) -> None:
    event = only(read_events(text), type_)
    assert event.status == status
    assert trigger in words(text, event, "triggers")
    for field, wanted in (("by", by), ("against", against), ("where", where)):
        found = words(text, event, field)
        assert wanted == "?" or (not found if wanted == "-" else wanted in found), (field, found)


def test_cases_cover_every_type_and_status() -> None:
    cases = list(read_cases())
    assert {case[0] for case in cases} == set(load_ontology().event_types)
    assert {case[1] for case in cases} >= {
        "happened", "claimed", "alleged", "denied", "attempted", "planned", "general",
    }  # fmt: skip


ORDINARY = (
    "The central bank raised interest rates by half a point on Tuesday.",
    "The striker shot wide in the second half and United lost the match 2-1.",
    "A fire at a textile factory near Lima killed nine workers, officials said.",
    "The minister opened a new bridge over the river on Sunday.",
    "The company launched a new telephone and its shares hit a record.",
    "Doctors are fighting an outbreak of measles in the north.",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_leaves_ordinary_news_alone(text: str) -> None:
    assert read_events(text) == ()


TWO_BOMBS = (
    "At least 34 people were killed when two car bombs exploded in the city of Kirkuk on Tuesday, police said. "
    "The first bomb went off near a bakery, killing 21 people. "
    "Last year, 50 people died in a similar attack in the city."
)


def test_joins_mentions_of_one_event_and_keeps_another_apart() -> None:
    events = [event for event in read_events(TWO_BOMBS) if event.type == "bombing"]
    assert [words(TWO_BOMBS, event, "triggers")[0] for event in events][:1] == ["exploded"]
    assert "went off" in words(TWO_BOMBS, events[0], "triggers")
    assert not any("attack" in words(TWO_BOMBS, event, "triggers") for event in events[:1])


def test_gives_tolls_with_their_bounds_and_side() -> None:
    event = read_events(TWO_BOMBS)[0]
    first = event.killed[0]
    assert (first.min, first.max, first.who) == (34, None, "against")
    assert (event.killed[1].min, event.killed[1].max) == (21, 21)


def test_tells_zero_from_not_reported() -> None:
    text = "A bomb exploded at a market in Quetta on Monday. Police said that nobody was hurt."
    event = only(read_events(text), "bombing")
    assert [(count.min, count.max) for count in event.injured] == [(0, 0)]
    assert event.killed == ()


def test_tells_injured_from_killed() -> None:
    text = "Rebels attacked an army post near Agadez, killing five soldiers and wounding 11 others."
    event = only(read_events(text), "attack")
    assert [(count.min, count.max) for count in event.killed] == [(5, 5)]
    assert [(count.min, count.max) for count in event.injured] == [(11, 11)]


def test_counts_the_taken() -> None:
    text = "Armed men kidnapped at least four aid workers in eastern Chad on Tuesday."
    event = only(read_events(text), "abduction")
    assert [(count.min, count.max, count.who) for count in event.taken] == [(4, None, "against")]


def test_keeps_doubt_with_the_doer() -> None:
    text = "Suspected rebels attacked a bus near Jolo on Friday."
    event = only(read_events(text), "attack")
    assert [(one.span.of(text), one.doubt) for one in event.by] == [("Suspected rebels", True)]
    assert event.status == "happened"


def test_keeps_blame_with_the_blamed() -> None:
    text = "Gunmen killed six people on a bus near Jolo. The government blamed the River Brigade for the attack."
    doubted = [one.span.of(text) for event in read_events(text) for one in event.by if one.doubt]
    assert doubted == ["River Brigade"]


def test_names_the_weapon() -> None:
    text = "Militants fired rocket-propelled grenades at a police station in Goma."
    weapons = [span.of(text) for event in read_events(text) for span in event.weapon]
    assert weapons == ["rocket-propelled grenades"]


def test_ties_times_to_the_event_and_not_to_the_saying() -> None:
    text = "The army said Tuesday that rebels attacked a convoy near Goma on Sunday."
    event = only(read_events(text), "attack")
    assert [mention.span.of(text) for mention in event.when] == ["on Sunday"] or [
        mention.span.of(text) for mention in event.when
    ] == ["Sunday"]


def test_recalls_are_background() -> None:
    text = (
        "The president visited the city of Mosul on Monday. He met the families of officers. "
        "A suicide bombing in the city killed 30 people last year."
    )
    assert only(read_events(text), "suicide_bombing").background


def test_lead_is_news() -> None:
    assert not only(read_events("Gunmen kidnapped two nurses in Goma on Friday."), "abduction").background


def test_headline_counts_only_where_the_body_is_silent() -> None:
    body = "A car bomb exploded in Kirkuk on Tuesday, killing four people."
    title = "Bomb attack kills four in Kirkuk"
    assert len(read_events(body, title)) == 1
    other = read_events("Officials met in Kirkuk on Tuesday.", "Gunmen kidnap two nurses")
    assert [event.type for event in other] == ["abduction"]


CLAIM = (
    "A militant was killed in an encounter with security forces in the Shopian district of Kashmir on Friday. "
    "The group's news agency claimed that its fighters had killed several soldiers in Amshipora. "
    "The group declared a new province in India."
)


def test_keeps_a_boast_apart_from_what_is_told_as_fact() -> None:
    events = read_events(CLAIM)
    assert [(event.type, event.status) for event in events] == [
        ("clash", "happened"),
        ("attack", "claimed"),
        ("organisation", "happened"),
    ]
    assert [(count.min, count.max) for count in events[0].killed] == [(1, 1)]
    assert [count.min for count in events[1].killed] == [2]


def test_ids_are_unique_and_the_same_every_time() -> None:
    first, second = read_events(CLAIM), read_events(CLAIM)
    assert first == second
    assert len({event.id for event in first}) == len(first)


@pytest.mark.parametrize("text", [CLAIM, TWO_BOMBS, *(case[-1] for case in read_cases())])
def test_every_span_lies_in_the_text(text: str) -> None:
    for event in read_events(text):
        spans = [*event.triggers, *event.weapon, *(one.span for one in (*event.by, *event.against))]
        spans += [*(one.span for one in event.when), *(one.span for one in event.where)]
        spans += [count.span for count in (*event.killed, *event.injured, *event.taken)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert event.type in load_ontology().event_types


@pytest.mark.parametrize("text", ["", "   ", "...", "“", "'s", "of of of", "Killed", "1 2 3 . , ;", "a" * 5000])
def test_survives_odd_text(text: str) -> None:
    parsed = parse(text)

    assert isinstance(find_events(parsed, mark(parsed), knowledge()), tuple)


def test_counts_the_one_person_who_is_named() -> None:
    text = "Unknown gunmen killed police chief Ahmad Nazari outside his home in Kandahar."
    event = only(read_events(text), "assassination")
    assert [(count.span.of(text), count.min, count.max) for count in event.killed] == [
        ("police chief Ahmad Nazari", 1, 1)
    ]


HLF = "The Hill Liberation Front fled. The HLF kidnapped two nurses in Goma on Sunday."


@pytest.mark.parametrize(
    ("text", "words_of", "name"),
    [
        ("The group, Ansar Hill, attacked a convoy near Goma on Sunday.", "group", "Ansar Hill"),
        ("Journalist Ana Duarte left home at noon. Gunmen kidnapped her in Goma on Sunday.", "her", "Ana Duarte"),
        (HLF, "HLF", "Hill Liberation Front"),
    ],
)
def test_gives_the_name_behind_a_description(text: str, words_of: str, name: str) -> None:
    named = {one.span.of(text): one.name for event in read_events(text) for one in (*event.by, *event.against)}
    assert named[words_of] == name


def test_leaves_lists_and_debris_alone() -> None:
    assert read_events("bombs killed soldiers and " * 300) == ()


def test_reads_long_reports_to_the_end() -> None:
    text = "The council met again and talked of the harvest. " * 130 + "Gunmen kidnapped two nurses in Goma."
    assert [event.type for event in read_events(text)] == ["abduction"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor spoke to Rosa Vidal of the Lake Institute for Conflict Studies in Lima.",
        "The mayor spoke to the Valley Centre for Riot Research in Lima.",
        "The mayor gave a prize to the Institute of Combat Medicine in Lima.",
    ],
)
def test_words_inside_names_tell_no_event(text: str) -> None:
    assert read_events(text) == ()
