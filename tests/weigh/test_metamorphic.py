"""What must change, and what must not, when a record is changed in a known way: over many made-up incidents.

Each archive is drawn from a seed: two to seven reports by several speakers, some copied, some with claims, denials,
planned or alleged tellings and missing numbers.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from archive import Draft, assess, bombing, field_of, stance
from dateline.records import Assessment, Verdict
from dateline.weigh import RULES, independent_lines, make_toll

SPEAKERS = (
    ("police", "police"),
    ("witness", "Witnesses"),
    ("medical", "a hospital doctor"),
    ("government", "the governor"),
    ("armed_group", "Black Flag"),
    ("unnamed_official", "officials"),
    None,
)
SEEDS = range(25)
GRADES = ("weak", "fair", "confirmed")
STRENGTH = {
    Verdict.NOT_REPORTED: 0,
    Verdict.CLAIMED_ONLY: 1,
    Verdict.SINGLE_LINE: 2,
    Verdict.AGREE: 3,
}


def draw(seed: int) -> list[Draft]:
    dice = random.Random(seed)
    drafts = []
    for number in range(dice.randint(2, 7)):
        name = f"r{number}"
        day = dice.choice((None, f"2019-05-{dice.randint(10, 14)}", f"2019-05-1{dice.randint(0, 4)}T0{number}:00Z"))
        draft = Draft(name, outlet=f"Outlet {number}", published=day)
        draft.say(" ".join(f"{name}w{word}" for word in range(40)))
        speaker = dice.choice(SPEAKERS)
        told = dice.choice(("happened", "happened", "happened", "happened", "denied", "alleged"))
        status = "claimed" if speaker and speaker[0] == "armed_group" else told
        killed = dice.choice((None, 0, 3, 5, 5, 5, 7, (5, None)))
        bombing(draft, killed=killed, speaker=speaker, words=f"explosion {name}", status=status)
        if dice.random() < 0.2:
            stance(draft, draft.events[0], dice.choice(("Black Flag", "Red Star")), dice.choice(("claims", "denies")))
        drafts.append(draft)
    return drafts


def copy_of(draft: Draft, name: str, published: str | None) -> Draft:
    copied = replace(draft, name=name, outlet=f"Outlet {name}", published=published)
    copied.events = [replace(event, id=f"{event.id}-{name}") for event in draft.events]
    copied.responsibility = [
        replace(one, id=f"{one.id}-{name}", event=f"{one.event}-{name}") for one in draft.responsibility
    ]
    return copied


def essence(assessment: Assessment) -> object:
    """All conclusions, without who printed them."""
    return (
        assessment.grade,
        assessment.credibility,
        {line.id for line in independent_lines(assessment)},
        [(field.field, field.verdict) for field in assessment.fields],
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_reports_does_not_matter(seed: int) -> None:
    drafts = draw(seed)
    expected = assess(*drafts)
    assert assess(*random.Random(seed).sample(drafts, len(drafts))) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_a_copy_of_any_report_is_no_new_line_and_changes_no_conclusion(seed: int) -> None:
    drafts = draw(seed)
    expected = assess(*drafts)
    for draft in drafts:
        if draft.published is None:
            continue
        copied = assess(*drafts, copy_of(draft, "z", "2019-06-20"))
        assert essence(copied) == essence(expected), draft.name
        for rule in RULES:
            assert make_toll(copied, rule=rule) == make_toll(expected, rule=rule)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_verdict_and_no_grade_grows_stronger_when_a_report_is_taken_away(seed: int) -> None:
    """Only the report that disturbed the agreement may go and leave it stronger: a clash or a denial is the reason."""
    drafts = draw(seed)
    whole = assess(*drafts)
    verdicts = {field.field: field.verdict for field in whole.fields}
    for draft in drafts:
        rest = assess(*(one for one in drafts if one is not draft))
        for field in rest.fields:
            if field.field in ("status", "responsibility"):
                continue
            before = verdicts.get(field.field, Verdict.NOT_REPORTED)
            if before in STRENGTH and field.verdict in STRENGTH:
                assert STRENGTH[field.verdict] <= STRENGTH[before], (draft.name, field.field)
        if rest.credibility < whole.credibility:
            assert any(event.status == "denied" for event in draft.events), (draft.name, rest.credibility_reason)
        if whole.grade in GRADES and rest.grade in GRADES and not draft.responsibility:
            assert GRADES.index(rest.grade) <= GRADES.index(whole.grade), (draft.name, rest.grade_reason)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_number_by_another_line_at_one_time_is_a_contradiction(seed: int) -> None:
    number = random.Random(seed).randint(1, 40)
    one, other = bombed("a", number, ("police", "police")), bombed("b", number, ("witness", "Witnesses"))
    assert field_of(assess(one, other), "killed").verdict is Verdict.AGREE
    changed = bombed("b", number + 1, ("witness", "Witnesses"))
    after = assess(one, changed)
    assert field_of(after, "killed").verdict is Verdict.CONTRADICTED
    assert {field.field: field.verdict for field in after.fields if field.field != "killed"} == {
        field.field: field.verdict for field in assess(one, other).fields if field.field != "killed"
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_a_higher_number_an_hour_later_is_a_rise_and_a_lower_one_is_not(seed: int) -> None:
    number = random.Random(seed).randint(2, 40)
    first = bombed("a", number, ("police", "police"), "2019-05-10T08:00Z")
    higher = bombed("b", number + 3, ("medical", "a hospital doctor"), "2019-05-10T09:00Z")
    lower = bombed("b", number - 1, ("medical", "a hospital doctor"), "2019-05-10T09:00Z")
    risen = assess(first, higher)
    assert field_of(risen, "killed").verdict is Verdict.RISING
    assert make_toll(risen, rule="ucdp").best == number + 3
    assert field_of(assess(first, lower), "killed").verdict is Verdict.CONTRADICTED
    assert essence(assess(first, higher, copy_of(first, "z", "2019-05-12"))) == essence(risen)


def bombed(name: str, killed: int, speaker: tuple[str, str], published: str = "2019-05-10T12:00Z") -> Draft:
    draft = Draft(name, outlet=f"Outlet {name}", published=published)
    draft.say(" ".join(f"{name}w{word}" for word in range(40)))
    bombing(draft, killed=killed, speaker=speaker, words=f"explosion {name}")
    return draft
