"""Which way the words around a time turn it."""

from __future__ import annotations

import pytest

from dateline.resolve.time_direction import find_direction, find_lead


def parts(text: str) -> tuple[str, str]:
    left, rest = text.split("[")
    return left, rest.split("]")[1]


@pytest.mark.parametrize(
    "text",
    [
        "The two sides will meet on [Friday].",
        "A vote is to be held [May 30].",
        "The new chief will be sworn in on [Tuesday].",
        "The winner will be announced [May 23].",
        "On [Friday], the court will rule.",
        "A truce is due to begin on [Monday].",
        "The report is due to be made public on [Tuesday].",
        "The hostages must be freed by [Thursday].",
        "The kidnappers threatened to kill them unless prisoners are released by [Thursday].",
        "The judge put off the hearing until [June 29].",
        "Violence has spread ahead of a [January 13] deadline.",
        "Troops patrolled the streets ahead of [Sunday]'s election.",
        "The strike, set for [Monday], would be the third.",
        "The group vowed to march on the capital [Wednesday].",
        "He said that the ministers would meet on [Monday].",
        "The first elected governor is to take office on [Tuesday].",
        "The border is expected to open for limited traffic on [Friday].",
    ],
)
def test_words_look_forward(text: str) -> None:
    assert find_direction(*parts(text)) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot a judge on [Friday].",
        "The group will avenge the killing, he said on [Friday].",
        "State media reported [Wednesday] that the army will strike back.",
        "On [Monday], the rebels extended a truce.",
        "The ministry [Monday] says it will send aid.",
        "A court will rule on [Wednesday]'s killing.",
        "Talks will end if violence goes on after the blast in Kandahar [Sunday] that killed five.",
        "By [Saturday], 30 people had died.",
        "Until [Saturday], nobody had come back.",
        "The police could not reach the village on [Friday].",
        "He would have died on [Friday].",
        "The raid was planned long before the [May 13] uprising.",
    ],
)
def test_words_look_back(text: str) -> None:
    assert find_direction(*parts(text))[0] is False


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Fighting has gone on since [Monday].", "since"),
        ("The city has been calm since [Monday]'s attack.", ""),
        ("They have until [Friday] to leave.", "until"),
        ("A vote is scheduled for [Friday].", "scheduled for"),
        ("He died on [Friday].", ""),
    ],
)
def test_lead_governs_the_time(text: str, lead: str) -> None:
    assert find_lead(*parts(text)) == lead
