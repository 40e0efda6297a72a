from __future__ import annotations

from dataclasses import replace

import pytest

from archive import Draft, bombing, gather, stance
from dateline.records import ActorLink, Count, Participant, Relation, Saying, Span, Statement
from dateline.weigh import make_sayings
from dateline.weigh.sayings import number_text


def sayings_of(draft: Draft, field: str | None = None) -> list[Saying]:
    report, findings = draft.report(), draft.findings()
    incident = gather([findings])
    found = make_sayings(incident, {report.id: report}, {report.id: findings})
    return [one for one in found if field in (None, one.field)]


def voices(draft: Draft, field: str = "killed") -> list[tuple[str, str | None]]:
    return sorted((one.speaker, one.speaker_name) for one in sayings_of(draft, field))


def test_an_uncredited_value_is_the_outlets_own() -> None:
    draft = Draft("a", "Gazette", "2019-05-10")
    bombing(draft, killed=5)
    assert voices(draft) == [("outlet", None)]


def test_a_value_inside_a_statement_is_its_speakers() -> None:
    draft = Draft("a", "Gazette", "2019-05-10")
    bombing(draft, killed=5, speaker=("police", "Police"))
    assert voices(draft) == [("police", "Police")]


def test_the_narrowest_statement_wins() -> None:
    draft = Draft("a")
    event = bombing(draft, killed=5, speaker=("police", "Police"))
    inner = draft.say("Witnesses")
    draft.statements.append(Statement("in", inner, None, event.killed[0].span, "indirect", "witness"))
    assert voices(draft) == [("witness", "Witnesses")]


@pytest.mark.parametrize(("kind", "expected"), [("medical", "medical"), (None, "other")])
def test_whose_number_it_is_outranks_the_statement_around_it(kind: str | None, expected: str) -> None:
    draft = Draft("a")
    event = bombing(draft, killed=5, speaker=("police", "Police"))
    source = draft.say("Two hospitals")
    if kind is not None:
        draft.statements.append(Statement("h", source, None, None, "indirect", kind))
    draft.events = [replace(event, killed=(replace(event.killed[0], said_by=source),))]
    assert voices(draft) == [(expected, "Two hospitals")]


def test_silence_says_nothing() -> None:
    draft = Draft("a")
    bombing(draft, killed=5)
    draft.statements.append(Statement("s", draft.say("The army"), None, None, "silence", "military"))
    assert voices(draft) == [("outlet", None)]


def test_whoever_claims_the_deed_speaks_for_the_armed_group() -> None:
    draft = Draft("a")
    event = bombing(draft, killed=20, speaker=("other", "Black Flag"))
    stance(draft, event, "Black Flag", "claims")
    assert voices(draft) == [("armed_group", "Black Flag")]
    assert voices(draft, "responsibility") == [("armed_group", "Black Flag")]


def test_a_medium_that_is_said_to_be_a_groups_own_speaks_for_the_group() -> None:
    draft = Draft("a", "Flag Agency", "2019-05-10")
    bombing(draft, killed=20)
    report = draft.report()
    medium, group = Participant(Span(0, 4), name="Flag Agency"), Participant(Span(0, 4), name="Black Flag")
    findings = replace(draft.findings(), relations=(Relation("r", "media_of", medium, group),))
    incident = gather([findings])
    found = make_sayings(incident, {"a": report}, {"a": findings})
    assert {(one.speaker, one.speaker_name) for one in found} == {("armed_group", "Black Flag")}


def test_an_accusation_is_the_accusers() -> None:
    draft = Draft("a")
    event = bombing(draft)
    stance(draft, event, "Black Flag", "accused", ("government", "The governor"))
    (saying,) = sayings_of(draft, "responsibility")
    assert (saying.role, saying.by, saying.speaker, saying.text) == (
        "accused",
        "The governor",
        "government",
        "Black Flag",
    )


def test_a_description_is_shown_in_its_own_words_and_is_nobody_in_particular() -> None:
    draft = Draft("a")
    event = bombing(draft)
    link = ActorLink("class:unidentified_armed", "unidentified armed", "unidentified_armed", 0.2, "description")
    draft.events = [replace(event, by=(Participant(draft.say("masked gunmen"), actor=link),))]
    (saying,) = sayings_of(draft, "by")
    assert (saying.text, saying.target, saying.role) == ("masked gunmen", None, "unidentified_armed")


def test_a_force_of_another_state_speaks_for_that_state() -> None:
    draft = Draft("a")
    bombing(draft, killed=5, speaker=("military", "U.S. military"))
    link = ActorLink("state:US:military", "U.S. military", "military", 0.9, "name")
    draft.statements = [replace(draft.statements[0], actor=link)]
    assert {one.country for one in sayings_of(draft, "killed")} == {"US"}
    draft.statements = [replace(draft.statements[0], actor=None)]
    assert {one.country for one in sayings_of(draft, "killed")} == {"AF"}


def test_a_voice_that_says_a_thing_twice_is_kept_once_and_every_saying_has_words() -> None:
    draft = Draft("a", "Gazette")
    event = bombing(draft, killed=5)
    again = draft.say("5-5 dead")
    draft.events = [replace(event, killed=(*event.killed, Count(again, 5, 5, "against")))]
    (killed,) = sayings_of(draft, "killed")
    assert killed.span == event.killed[0].span
    text = draft.report().text
    for saying in sayings_of(draft):
        assert 0 <= saying.span.start < saying.span.end <= len(text)
    assert len({saying.id for saying in sayings_of(draft)}) == len(sayings_of(draft))


@pytest.mark.parametrize(
    ("low", "high", "approx", "vague", "expected"),
    [
        (5, 5, False, False, "5"),
        (0, 0, False, False, "0"),
        (13, None, False, False, "at least 13"),
        (None, 20, False, False, "up to 20"),
        (50, 50, True, False, "about 50"),
        (5, 7, False, False, "5 to 7"),
        (24, None, False, True, "24 or more"),
        (None, None, False, True, "some"),
    ],
)
def test_numbers_read_as_people_say_them(
    low: int | None, high: int | None, approx: bool, vague: bool, expected: str
) -> None:
    assert number_text(Count(Span(0, 1), low, high, "total", approx, vague)) == expected


def test_a_spokesman_of_the_police_speaks_for_the_police_whatever_the_reader_took_him_for() -> None:
    draft = Draft("a")
    bombing(draft, killed=5, speaker=("person", "police spokesman Bala Audu"))
    link = ActorLink("class:police", "police", "police", 0.5, "description")
    draft.statements = [replace(draft.statements[0], actor=link)]
    assert voices(draft) == [("police", "police spokesman Bala Audu")]
