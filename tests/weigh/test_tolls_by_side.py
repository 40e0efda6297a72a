"""Tolls of each side by each rule, and the sentences that explain them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive import Draft, assess, bombing
from dateline.records import ActorLink, Assessment, Participant
from dateline.weigh import RULE_NAMES, RULES, make_side_tolls, make_toll

POLICE, WITNESSES, HOSPITAL = ("police", "police"), ("witness", "Witnesses"), ("medical", "a hospital doctor")
GROUP, OFFICIALS = ("armed_group", "Black Flag"), ("unnamed_official", "officials")


def told(name: str, killed: int, speaker: tuple[str, str], published: str, who: str = "against") -> Draft:
    draft = Draft(name, outlet=f"Outlet {name}", published=published)
    draft.say(" ".join(f"{name}{number}" for number in range(40)))
    bombing(draft, killed=killed, speaker=speaker, words=f"explosion {name}", who=who)
    return draft


def attack_on(kind: str, *, also: str | None = None) -> Assessment:
    drafts = [told("a", 5, POLICE, "2019-05-10"), told("b", 5, WITNESSES, "2019-05-10")]
    for draft, each in zip(drafts, (kind, also or kind), strict=True):
        link = ActorLink(f"class:{each}", each, each, 0.9, "description")
        people = (Participant(draft.say(f"the {each}"), actor=link),)
        draft.events = [replace(draft.events[0], against=people)]
    return assess(*drafts)


def test_every_rule_has_a_name_and_explains_itself() -> None:
    assert tuple(RULE_NAMES) == RULES
    assessment = assess(told("a", 5, POLICE, "2019-05-10"), told("b", 7, HOSPITAL, "2019-05-11"))
    for rule in RULES:
        assert make_toll(assessment, rule=rule).reason.endswith(".")


def test_the_sentence_names_the_lines_behind_the_best_number() -> None:
    assessment = assess(
        told("a", 5, POLICE, "2019-05-10"),
        told("b", 5, WITNESSES, "2019-05-10"),
        told("c", 4, HOSPITAL, "2019-05-10"),
        told("d", 40, GROUP, "2019-05-10"),
    )
    assert make_toll(assessment, rule="ucdp").reason == (
        "Best: 5 is the number of 2 lines (police, witnesses), among those that no later and higher number has"
        " overtaken. Low and high: the lowest and the highest number given. Left out as said by a side with an"
        " interest: 40 (Black Flag)."
    )
    assert make_toll(assessment, rule="lowest").reason.startswith(
        "4 is the lowest number that a line still stands by (hospital"
    )


def test_the_most_recent_number_is_not_taken_from_officials_whom_nobody_names() -> None:
    assessment = assess(told("a", 5, POLICE, "2019-05-10"), told("b", 9, OFFICIALS, "2019-05-11"))
    toll = make_toll(assessment, rule="most_recent")
    assert (toll.low, toll.best, toll.high) == (5, 5, 9)
    assert "Left out as dubious" in toll.reason
    alone = make_toll(assess(told("b", 9, OFFICIALS, "2019-05-11")), rule="most_recent")
    assert alone.best == 9


def test_a_line_that_corrected_itself_counts_once_for_the_majority() -> None:
    assessment = assess(
        told("a", 5, POLICE, "2019-05-10"),
        told("b", 8, POLICE, "2019-05-11"),
        told("c", 8, HOSPITAL, "2019-05-11"),
        told("d", 5, WITNESSES, "2019-05-10"),
    )
    assert make_toll(assessment, rule="majority").best == 8


def test_sides_stand_beside_each_other() -> None:
    draft = told("a", 5, POLICE, "2019-05-10")
    event = bombing(draft, killed=1, who="by", speaker=POLICE)
    draft.events = [replace(draft.events[0], killed=draft.events[0].killed + event.killed)]
    sides = make_side_tolls(assess(draft), "killed")
    assert [(side.name, side.tolls[0].best) for side in sides] == [
        ("everybody", 6),
        ("the attacked", 5),
        ("attackers", 1),
    ]
    assert all(len(side.tolls) == len(RULES) for side in sides)
    assert make_side_tolls(assess(draft), "injured") == ()


def test_one_side_alone_is_given_once() -> None:
    (side,) = make_side_tolls(assess(told("a", 5, POLICE, "2019-05-10")), "killed")
    assert side.name == "the attacked"


@pytest.mark.parametrize(
    ("kind", "also", "name"),
    [
        ("civilians", None, "civilians"),
        ("civilians", "media", "civilians"),
        ("civilians", "police", "the attacked"),
        ("police", None, "the attacked"),
        ("person", None, "the attacked"),
        ("object", None, "the attacked"),
        ("civilians", "object", "civilians"),
    ],
)
def test_the_attacked_are_called_civilians_only_where_every_version_says_so(
    kind: str, also: str | None, name: str
) -> None:
    (side,) = make_side_tolls(attack_on(kind, also=also), "killed")
    assert side.name == name
