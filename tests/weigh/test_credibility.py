"""Credibility by the Admiralty scale: counted in independent lines, explained, and never the grade by another name."""

from __future__ import annotations

import pytest

from archive import Draft, assess, bombing, stance
from dateline.wording import CREDIBILITY_WORDS

POLICE, WITNESSES, HOSPITAL = ("police", "police"), ("witness", "Witnesses"), ("medical", "a hospital doctor")
GROUP = ("armed_group", "Black Flag")


def told(name: str, speaker: tuple[str, str], status: str = "happened") -> Draft:
    draft = Draft(name, outlet=f"Outlet {name}", published="2019-05-10")
    draft.say(" ".join(f"{name}{number}" for number in range(40)))
    bombing(draft, killed=5, speaker=speaker, words=f"explosion {name}", status=status)
    return draft


@pytest.mark.parametrize(
    ("tellings", "number"),
    [
        ([(POLICE, "happened"), (WITNESSES, "happened")], 1),
        ([(POLICE, "happened"), (POLICE, "happened")], 3),
        ([(POLICE, "happened"), (GROUP, "claimed")], 2),
        ([(POLICE, "happened"), (WITNESSES, "alleged")], 2),
        ([(POLICE, "happened")], 3),
        ([(POLICE, "happened"), (WITNESSES, "happened"), (("military", "the army"), "denied")], 3),
        ([(WITNESSES, "alleged"), (GROUP, "claimed")], 3),
        ([(GROUP, "claimed")], 4),
        ([(WITNESSES, "alleged")], 4),
        ([(WITNESSES, "happened"), (("military", "the army"), "denied")], 4),
        ([(GROUP, "claimed"), (("military", "the army"), "denied")], 5),
        ([(("military", "the army"), "denied")], 5),
        ([(POLICE, "planned")], 6),
    ],
)
def test_credibility_by_the_lines_that_tell_claim_and_deny(
    tellings: list[tuple[tuple[str, str], str]], number: int
) -> None:
    assessment = assess(*(told(chr(97 + at), speaker, status) for at, (speaker, status) in enumerate(tellings)))
    assert assessment.credibility == number, assessment.credibility_reason
    assert assessment.credibility_reason.endswith(".")


def test_every_number_has_words() -> None:
    assert sorted(CREDIBILITY_WORDS) == [1, 2, 3, 4, 5, 6]


def test_a_contested_author_does_not_make_the_deed_less_credible() -> None:
    one, other = told("a", POLICE), told("b", WITNESSES)
    stance(one, one.events[0], "Black Flag", "accused", POLICE)
    stance(other, other.events[0], "Black Flag", "denies")
    assessment = assess(one, other)
    assert assessment.grade == "contested"
    assert assessment.credibility == 1


def test_a_group_that_denies_the_deed_does_not_claim_that_there_was_one() -> None:
    one = told("a", POLICE)
    denial = Draft("b", outlet="Outlet b", published="2019-05-10")
    event = bombing(denial, speaker=("armed_group", "Black Flag"))
    stance(denial, event, "Black Flag", "denies")
    assert assess(one).credibility == 3
    assert assess(one, denial).credibility == 3
