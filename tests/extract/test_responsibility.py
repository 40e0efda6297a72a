from __future__ import annotations

import pytest
from speaking import at, event, known, read

from dateline.extract.voices.responsibility import find_responsibility
from dateline.extract.voices.statements import find_statements
from dateline.records import Event, Responsibility

Row = tuple[str, str | None, str, str | None]


def found(text: str, *events: Event) -> tuple[Responsibility, ...]:
    parsed, marks = read(text)
    return find_responsibility(parsed, marks, events, find_statements(parsed, marks, events, known()), known())


def rows(text: str, *events: Event) -> list[Row]:
    return [
        (one.stance, one.who.span.of(text) if one.who else None, one.cue.of(text), one.by.of(text) if one.by else None)
        for one in found(text, *events)
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "row"),
    [
        (
            "The Valley Front has claimed responsibility for the bombing in Mosul.",
            "bombing",
            ("claims", "Valley Front", "claimed responsibility", None),
        ),
        (
            "The Valley Front claimed credit for the attack.",
            "attack",
            ("claims", "Valley Front", "claimed credit", None),
        ),
        (
            "The Lake Brigades took responsibility for the raid.",
            "raid",
            ("claims", "Lake Brigades", "took responsibility", None),
        ),
        (
            "Responsibility for the blast was claimed by the Valley Front.",
            "blast",
            ("claims", "Valley Front", "claimed by", None),
        ),
        (
            "The Valley Front said it was behind the attack.",
            "attack",
            ("claims", "Valley Front", "said it was behind", None),
        ),
        (
            "The Valley Front said it had carried out the attack.",
            "attack",
            ("claims", "Valley Front", "said it had carried out", None),
        ),
        (
            "No one has claimed responsibility for the blast.",
            "blast",
            ("nobody", None, "No one has claimed responsibility", None),
        ),
        (
            "No group immediately claimed responsibility for the blast.",
            "blast",
            ("nobody", None, "No group immediately claimed responsibility", None),
        ),
        (
            "There was no immediate claim of responsibility for the blast.",
            "blast",
            ("nobody", None, "no immediate claim of responsibility", None),
        ),
        (
            "It is not clear who was behind the blast.",
            "blast",
            ("nobody", None, "not clear who was behind", None),
        ),
        (
            "The Valley Front denied involvement in the attack.",
            "attack",
            ("denies", "Valley Front", "denied involvement", None),
        ),
        (
            "The Valley Front has denied any role in the attack.",
            "attack",
            ("denies", "Valley Front", "denied any role", None),
        ),
        ("The two men pleaded not guilty to the attack.", "attack", ("denies", "two men", "pleaded not guilty", None)),
        (
            "The army accused the Lake Brigades of shelling a village.",
            "shelling",
            ("accused", "Lake Brigades", "accused", "army"),
        ),
        (
            "Officials blame the Lake Brigades for the attack.",
            "attack",
            ("accused", "Lake Brigades", "blame", "Officials"),
        ),
        (
            "Officials blamed the attack on the Lake Brigades.",
            "attack",
            ("accused", "Lake Brigades", "blamed", "Officials"),
        ),
        (
            "The attack was blamed on the Lake Brigades.",
            "attack",
            ("accused", "Lake Brigades", "blamed on", None),
        ),
        (
            "The Lake Brigades are accused of the attack.",
            "attack",
            ("accused", "Lake Brigades", "accused", None),
        ),
        (
            "Karim Doss was convicted of the attack.",
            "attack",
            ("accused", "Karim Doss", "convicted", None),
        ),
    ],
)
def test_finds_who_is_behind(text: str, trigger: str, row: Row) -> None:
    assert rows(text, event(text, trigger)) == [row]


def test_two_claimants_are_two_entries() -> None:
    text = "Hamas and the Valley Front claimed responsibility for the raid."
    assert [row[1] for row in rows(text, event(text, "raid"))] == ["Hamas", "Valley Front"]


def test_claim_without_a_deed_goes_to_the_last_one_told() -> None:
    text = "A bomb exploded in Mosul. Gunmen stormed a bank. The Valley Front claimed responsibility."
    events = (event(text, "exploded", "bombing"), event(text, "stormed", "attack"))
    (one,) = found(text, *events)
    assert one.event == "e-stormed"


def test_deed_named_behind_the_claim_outweighs_the_nearest() -> None:
    text = "A bomb exploded in Mosul. Gunmen stormed a bank. The Valley Front claimed responsibility for the bomb."
    events = (event(text, "bomb", "bombing"), event(text, "stormed", "attack"))
    bombing = Event(id="bombing", type="bombing", triggers=(at(text, "exploded"), at(text, "bomb.")), status="happened")
    assert [one.event for one in found(text, bombing, events[1])] == ["bombing"]


def test_trial_is_no_deed_to_be_claimed() -> None:
    text = "His trial opened in Mosul. The Valley Front claimed responsibility."
    assert found(text, event(text, "trial", "trial")) == ()


def test_what_a_source_tells_of_a_named_doer_is_an_accusation() -> None:
    text = "Police say the Valley Front attacked the post."
    assert rows(text, event(text, "attacked", by="Valley Front")) == [("accused", "Valley Front", "say", "Police")]


def test_nameless_doer_is_accused_only_where_he_is_suspected() -> None:
    plain = "Police say gunmen attacked the post."
    assert rows(plain, event(plain, "attacked", by="gunmen")) == []
    doubted = "Police say suspected rebels attacked the post."
    row = rows(doubted, event(doubted, "attacked", by="suspected rebels", doubt=True))
    assert row == [("accused", "suspected rebels", "suspected", "Police")]


def test_side_that_tells_of_its_own_deed_claims_it() -> None:
    text = "The Valley Liberation Front said its fighters attacked the post."
    (one,) = found(text, event(text, "attacked", by="its fighters"))
    assert (one.stance, one.who.span.of(text) if one.who else None) == ("claims", "Valley Liberation Front")


def test_state_is_not_accused_by_its_own_forces() -> None:
    text = "The U.S. military says coalition forces attacked the post."
    assert rows(text, event(text, "attacked", by="coalition forces")) == []


def test_own_medium_claims_for_its_group() -> None:
    text = "The Amaq news agency said a fighter attacked the post."
    (one,) = found(text, event(text, "attacked", by="fighter"))
    assert (one.stance, one.channel) == ("claims", "agency")
    assert one.who is not None and one.who.name == "Islamic State"


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("in a statement", "statement"),
        ("in a video", "video"),
        ("in an audio recording", "audio"),
        ("in a telephone call", "call"),
        ("on Telegram", "social"),
        ("on its website", "website"),
        ("through its news agency", "agency"),
    ],
)
def test_tells_the_channel_of_a_claim(words: str, channel: str) -> None:
    text = f"The Valley Front claimed responsibility for the attack {words}."
    assert [one.channel for one in found(text, event(text, "attack"))] == [channel]


def test_no_channel_where_none_is_told() -> None:
    text = "The Valley Front claimed responsibility for the attack."
    assert [one.channel for one in found(text, event(text, "attack"))] == [None]


def test_nothing_without_events() -> None:
    assert found("The Valley Front claimed responsibility for the attack.") == ()


def test_pronoun_carries_the_name_behind_it() -> None:
    text = "The Valley Liberation Front said the road is shut. It claimed responsibility for the attack."
    (one,) = found(text, event(text, "attack"))
    assert one.who is not None and one.who.name == "Valley Liberation Front"


def test_news_agency_of_a_group_is_the_channel_of_its_claim() -> None:
    text = "The Sahar Front fought on. The group's news agency, Dispatch, said its fighters had killed a guard."
    (one,) = found(text, event(text, "killed"))
    assert (one.stance, one.channel) == ("claims", "agency")
    assert one.who is not None and one.who.name == "Sahar Front"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "Police suspect Lake Rebels carried out the bombing.",
            "bombing",
            [("accused", "Lake Rebels", "suspect", "Police")],
        ),
        ("The first suspect saw the bombing.", "bombing", []),
        (
            "A trial opened for at least 25 miners accused of the bombing.",
            "bombing",
            [("accused", "miners", "accused", None)],
        ),
        ("The bombing was filmed. The mayor was accused of smuggling.", "bombing", []),
        ("The bombing was filmed. The mayor may be linked to the bombing.", "bombing was", []),
        ("Two brothers were not suspected of the bombing.", "bombing", []),
        (
            "A spokesman for the Valley Front claimed responsibility for the bombing.",
            "bombing",
            [("claims", "Valley Front", "claimed responsibility", None)],
        ),
        (
            "Gunmen from the Valley Front claimed responsibility for the bombing.",
            "bombing",
            [("claims", "Valley Front", "claimed responsibility", None)],
        ),
    ],
)
def test_accuses_only_of_the_deed_told(text: str, trigger: str, expected: list[Row]) -> None:
    assert rows(text, event(text, trigger, "bombing")) == expected


def test_denial_of_the_group_goes_to_the_group_named_before() -> None:
    text = (
        "Officials counted five dead. The Orchard Covenant claimed responsibility for the mine. A spokesman for the"
        " group, reached by phone, denied that it was behind the explosion."
    )
    denied = found(text, event(text, "mine", "bombing"), event(text, "explosion", "bombing"))
    assert [(one.stance, one.event, one.who.name if one.who else None) for one in denied] == [
        ("claims", "e-mine", None),
        ("denies", "e-explosion", "Orchard Covenant"),
    ]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("The Valley Front said in a message on its website that it had carried out the attack.", "website"),
        ("The Valley Front said in a video that its fighters had killed two guards in the attack.", "video"),
    ],
)
def test_claim_tells_the_channel(text: str, channel: str) -> None:
    assert {one.channel for one in found(text, event(text, "attack"))} == {channel}


def test_unnamed_gunmen_are_not_accused() -> None:
    text = "Gunmen attacked the post, police said."
    assert found(text, event(text, "attacked", by="Gunmen")) == ()
