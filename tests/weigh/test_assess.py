from __future__ import annotations

import random
from dataclasses import replace

import pytest

from archive import KABUL, KUNDUZ, KUNDUZ_PROVINCE, Draft, assess, bombing, day, field_of, group, stance
from dateline.records import Place, SourceKind, Verdict
from dateline.weigh import RULES, make_toll

POLICE = ("police", "police")
WITNESSES = ("witness", "Witnesses")
HOSPITAL = ("medical", "a hospital doctor")
MORNING, NOON, NEXT_DAY = "2019-05-10T08:00Z", "2019-05-10T12:00Z", "2019-05-11T08:00Z"


def told(
    name: str,
    killed: int | tuple[int | None, int | None] | None,
    speaker: tuple[str, str] | None = POLICE,
    published: str | None = NOON,
    *,
    who: str = "against",
    kind: str = "bombing",
    status: str = "happened",
) -> Draft:
    """A report of the bombing in words of its own."""
    draft = Draft(name, outlet=f"Outlet {name}", published=published)
    draft.say(" ".join(f"{name}{number}" for number in range(40)))
    bombing(draft, killed=killed, speaker=speaker, words=f"explosion {name}", who=who, kind=kind, status=status)
    return draft


def copy_of(draft: Draft, name: str, published: str | None) -> Draft:
    """The same words under another name."""
    copied = replace(draft, name=name, outlet=f"Outlet {name}", published=published)
    copied.events = [replace(event, id=f"{event.id}-{name}") for event in draft.events]
    return copied


@pytest.mark.parametrize(
    ("drafts", "verdict"),
    [
        ([told("a", 5), told("b", 5, WITNESSES)], Verdict.AGREE),
        ([told("a", (5, None)), told("b", 7, WITNESSES)], Verdict.AGREE),
        ([told("a", (None, 20)), told("b", 7, WITNESSES)], Verdict.AGREE),
        ([told("a", 5), told("b", 7, WITNESSES)], Verdict.CONTRADICTED),
        ([told("a", 0), told("b", 1, WITNESSES)], Verdict.CONTRADICTED),
        ([told("a", None), told("b", 1, WITNESSES)], Verdict.SINGLE_LINE),
        ([told("a", None), told("b", None, WITNESSES)], Verdict.NOT_REPORTED),
        ([told("a", 5), told("b", 5)], Verdict.SINGLE_LINE),
        ([told("a", 5), told("b", 7, HOSPITAL, NEXT_DAY)], Verdict.RISING),
        ([told("a", 5, published=MORNING), told("b", 7, HOSPITAL, "2019-05-10T09:00Z")], Verdict.RISING),
        ([told("a", 5), told("b", 7, published=NEXT_DAY)], Verdict.RISING),
        ([told("a", 7), told("b", 5, published=NEXT_DAY)], Verdict.REVISED),
        ([told("a", 7), told("b", 5, HOSPITAL, NEXT_DAY)], Verdict.CONTRADICTED),
        ([told("a", 5), told("b", 7, HOSPITAL, NEXT_DAY), told("c", 5, WITNESSES, "2019-05-13")], Verdict.CONTRADICTED),
        ([told("a", 5, published=None), told("b", 7, HOSPITAL, None)], Verdict.CONTRADICTED),
        ([told("a", 40, ("armed_group", "Black Flag"))], Verdict.CLAIMED_ONLY),
        ([told("a", 1), told("b", 40, ("armed_group", "Black Flag"), NEXT_DAY)], Verdict.CONTRADICTED),
        ([told("a", 5), told("b", 1, WITNESSES, who="by")], Verdict.AGREE),
        ([told("a", 5), told("b", 6, WITNESSES, who="total")], Verdict.AGREE),
        ([told("a", 5), told("b", 4, WITNESSES, who="total")], Verdict.CONTRADICTED),
        ([told("a", 5), told("b", 5, WITNESSES, who="unknown")], Verdict.AGREE),
    ],
)
def test_how_two_numbers_stand_to_each_other(drafts: list[Draft], verdict: Verdict) -> None:
    killed = field_of(assess(*drafts), "killed")
    assert killed.verdict is verdict, killed.explanation
    assert killed.explanation.endswith(".")


def test_a_contradiction_names_both_sides_and_their_numbers() -> None:
    killed = field_of(assess(told("a", 5), told("b", 7, WITNESSES)), "killed")
    assert killed.explanation == "Both cannot be right: police (5), witnesses (7)."


def test_changing_one_number_turns_agreement_into_a_contradiction() -> None:
    same = assess(told("a", 5), told("b", 5, WITNESSES))
    changed = assess(told("a", 5), told("b", 6, WITNESSES))
    assert field_of(same, "killed").verdict is Verdict.AGREE
    assert field_of(changed, "killed").verdict is Verdict.CONTRADICTED
    assert [field_of(changed, name).verdict for name in ("type", "time", "place")] == [
        field_of(same, name).verdict for name in ("type", "time", "place")
    ]


@pytest.mark.parametrize("verdict", [Verdict.RISING, Verdict.AGREE, Verdict.CONTRADICTED])
def test_a_copy_adds_no_line_and_changes_no_verdict(verdict: Verdict) -> None:
    higher = {Verdict.RISING: (7, NEXT_DAY), Verdict.AGREE: (5, NEXT_DAY), Verdict.CONTRADICTED: (7, NOON)}[verdict]
    first, second = told("a", 5), told("b", higher[0], HOSPITAL, higher[1])
    before = assess(first, second)
    after = assess(first, second, copy_of(first, "z", "2019-06-01"))
    assert field_of(before, "killed").verdict is verdict
    assert {line.id for line in after.lines} == {line.id for line in before.lines}
    assert [(one.field, one.verdict) for one in after.fields] == [(one.field, one.verdict) for one in before.fields]
    assert after.grade == before.grade
    assert len(after.outlets) == len(before.outlets) + 1


def test_the_result_is_the_same_in_any_order() -> None:
    drafts = [
        told("a", 5),
        told("b", 7, HOSPITAL, NEXT_DAY),
        told("c", 6, None),
        told("d", (5, None), WITNESSES, None),
        told("e", 0, ("government", "a minister"), MORNING),
    ]
    stance(drafts[0], drafts[0].events[0], "Black Flag", "claims")
    stance(drafts[1], drafts[1].events[0], "Black Flag", "accused", POLICE)
    expected = assess(*drafts)
    for seed in range(5):
        assert assess(*random.Random(seed).sample(drafts, len(drafts))) == expected


def test_values_keep_everybody_who_says_them_and_when() -> None:
    killed = field_of(
        assess(told("a", 5, published=MORNING), told("b", 5, WITNESSES, NEXT_DAY), told("c", 9)), "killed"
    )
    five, nine = killed.values
    assert (five.text, five.min, five.max, five.role) == ("5", 5, 5, "against")
    assert [(support.report_id, support.speaker) for support in five.supports] == [("a", "police"), ("b", "witness")]
    assert (five.first_said, five.last_said) == (MORNING, NEXT_DAY)
    assert len(five.lines) == 2
    assert (nine.text, len(nine.supports)) == ("9", 1)


def test_zero_and_not_reported_are_different() -> None:
    nobody, silent = assess(told("a", 0)), assess(told("a", None))
    assert [value.text for value in field_of(nobody, "killed").values] == ["0"]
    assert field_of(nobody, "killed").verdict is Verdict.SINGLE_LINE
    assert nobody.title.endswith(": nobody killed")
    assert field_of(silent, "killed").values == ()
    assert field_of(silent, "killed").verdict is Verdict.NOT_REPORTED
    assert silent.title == "Bombing in Kunduz, Afghanistan, 10 May 2019"


def test_parts_of_a_total_are_no_contradiction() -> None:
    whole, parts = told("a", 3), Draft("b", "Courier", NOON)
    event = bombing(parts, killed=1, speaker=WITNESSES)
    more = bombing(parts, killed=2, speaker=WITNESSES)
    parts.events = [replace(event, killed=event.killed + more.killed)]
    assert field_of(assess(whole, parts), "killed").verdict is Verdict.AGREE


def test_two_speakers_of_one_report_may_contradict_each_other() -> None:
    draft = told("a", 5)
    other = bombing(draft, killed=12, speaker=WITNESSES)
    draft.events = [replace(draft.events[0], killed=draft.events[0].killed + other.killed)]
    assert field_of(assess(draft), "killed").verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("bombing", "bombing", Verdict.AGREE),
        ("attack", "bombing", Verdict.AGREE),
        ("bombing", "suicide_bombing", Verdict.AGREE),
        ("shooting", "bombing", Verdict.CONTRADICTED),
    ],
)
def test_types_agree_where_one_may_stand_for_the_other(left: str, right: str, verdict: Verdict) -> None:
    assessment = assess(told("a", 5, kind=left), told("b", 5, WITNESSES, kind=right))
    assert field_of(assessment, "type").verdict is verdict


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (KUNDUZ, KUNDUZ_PROVINCE, Verdict.AGREE),
        (KUNDUZ, KABUL, Verdict.CONTRADICTED),
        (KUNDUZ, None, Verdict.SINGLE_LINE),
    ],
)
def test_places_agree_where_one_may_lie_in_the_other(left: Place, right: Place | None, verdict: Verdict) -> None:
    one, other = Draft("a", "Gazette", NOON), Draft("b", "Courier", NOON)
    bombing(one, at=left, speaker=POLICE)
    bombing(other, at=right, speaker=WITNESSES)
    assessment = assess(one, other)
    assert field_of(assessment, "place").verdict is verdict
    assert assessment.place == left


def test_days_that_do_not_meet_contradict_each_other_and_the_finest_of_the_rest_is_chosen() -> None:
    drafts = [Draft(name, f"Outlet {name}", NEXT_DAY) for name in "abc"]
    bombing(drafts[0], on=day("2019-05-08", 4), speaker=POLICE)
    bombing(drafts[1], on=day("2019-05-10"), speaker=WITNESSES)
    assert field_of(assess(*drafts[:2]), "time").verdict is Verdict.AGREE
    bombing(drafts[2], on=day("2019-05-03"), speaker=HOSPITAL)
    assessment = assess(*drafts)
    assert field_of(assessment, "time").verdict is Verdict.CONTRADICTED
    assert assessment.time == day("2019-05-10")


def test_two_named_groups_contradict_each_other_but_gunmen_do_not() -> None:
    drafts = [told("a", 5), told("b", 5, WITNESSES)]
    for draft, name in zip(drafts, ("Black Flag", "Red Star"), strict=True):
        draft.events = [replace(draft.events[0], by=(group(draft, name),))]
    assert field_of(assess(*drafts), "by").verdict is Verdict.CONTRADICTED
    gunmen = replace(group(drafts[1], "gunmen"), actor=None)
    drafts[1].events = [replace(drafts[1].events[0], by=(gunmen,))]
    assert field_of(assess(*drafts), "by").verdict is Verdict.AGREE


def test_a_report_of_a_groups_own_medium_speaks_for_the_group() -> None:
    draft = Draft("a", "Flag Agency", NOON, kind=SourceKind.ARMED_GROUP)
    bombing(draft, killed=30)
    assessment = assess(draft)
    (value,) = field_of(assessment, "killed").values
    assert value.supports[0].speaker == "armed_group"
    assert field_of(assessment, "killed").verdict is Verdict.CLAIMED_ONLY


RESPONSIBILITY: list[tuple[list[tuple[str | None, str]], Verdict, str]] = [
    ([], Verdict.NOT_REPORTED, "No claim of responsibility seen, and no report says that there was none."),
    ([(None, "nobody")], Verdict.SINGLE_LINE, "1 report said that nobody had claimed it."),
    ([("Black Flag", "claims")], Verdict.CLAIMED_ONLY, "Claimed by Black Flag."),
    (
        [("Black Flag", "claims"), ("Red Star", "claims")],
        Verdict.CONTRADICTED,
        "Competing claims by Black Flag, Red Star.",
    ),
    (
        [("Black Flag", "claims"), ("Black Flag", "denies")],
        Verdict.DENIED,
        "Claimed by Black Flag; denied by Black Flag.",
    ),
    (
        [("Black Flag", "accused"), ("Black Flag", "denies")],
        Verdict.DENIED,
        "Denied by Black Flag; Black Flag accused by police.",
    ),
    (
        [("Black Flag", "claims"), ("Black Flag", "accused")],
        Verdict.AGREE,
        "Claimed by Black Flag; Black Flag accused by police.",
    ),
    (
        [("Black Flag", "claims"), ("Red Star", "accused")],
        Verdict.CONTRADICTED,
        "Claimed by Black Flag; Red Star accused by police.",
    ),
    (
        [("Black Flag", "claims"), (None, "nobody")],
        Verdict.CLAIMED_ONLY,
        "Claimed by Black Flag; 1 report said at first that nobody had claimed it.",
    ),
]


@pytest.mark.parametrize(("stances", "verdict", "words"), RESPONSIBILITY)
def test_responsibility_across_reports(stances: list[tuple[str | None, str]], verdict: Verdict, words: str) -> None:
    drafts = [told("x", 5)]
    for number, (name, how) in enumerate(stances):
        draft = told(f"r{number}", 5)
        stance(draft, draft.events[0], name, how, POLICE if how == "accused" else None)
        drafts.append(draft)
    responsibility = field_of(assess(*drafts), "responsibility")
    assert responsibility.verdict is verdict
    assert responsibility.explanation == words


def test_grades() -> None:
    one = told("a", 5)
    assert assess(one).grade == "weak"
    assert assess(one, copy_of(one, "z", NEXT_DAY)).grade == "weak"
    fair = assess(one, told("b", 5, WITNESSES))
    assert (fair.grade, fair.grade_reason) == ("fair", "2 independent lines tell of it as fact: police, witnesses.")
    claim = told("c", 5)
    stance(claim, claim.events[0], "Black Flag", "claims")
    assert assess(one, claim).grade == "confirmed"
    denial = told("d", 5)
    stance(denial, denial.events[0], "Black Flag", "denies")
    assert assess(one, claim, denial).grade == "contested"
    assert assess(told("e", 5, status="denied")).grade == "discounted"
    assert assess(one, told("e", 5, ("military", "the army"), status="denied")).grade == "contested"
    assert assess(told("e", 50, ("armed_group", "Black Flag"), status="claimed")).grade == "weak"


def test_a_summary_counts_outlets_wires_and_lines() -> None:
    wire = told("a", 5)
    wire.origin = "Reuters"
    copies = [copy_of(wire, name, NOON) for name in "bcd"]
    own = told("e", 5, WITNESSES)
    assert assess(wire, *copies, own).summary == "5 outlets, 1 wire, 2 lines: police; witnesses"


def test_officials_who_are_not_told_are_no_second_line() -> None:
    officials = told("b", 5, ("unnamed_official", "officials"))
    assessment = assess(told("a", 5), officials)
    assert assessment.summary == "2 outlets, 1 line: police"
    assert assessment.grade == "weak"
    assert assess(officials).summary == "1 outlet, 1 line: unnamed officials"


def test_an_own_voice_counts_where_it_credits_nobody() -> None:
    own = told("b", 5, None)
    assert assess(told("a", 5), own).grade == "fair"
    bombing(own, killed=2, speaker=POLICE)
    assert assess(told("a", 5), own).grade == "weak"


TOLLS = {
    "ucdp": (4, 9, 9),
    "lowest": (4, 4, 9),
    "most_recent": (4, 9, 9),
    "majority": (4, 5, 9),
    "minmax": (4, None, 9),
}


@pytest.mark.parametrize("rule", RULES)
def test_tolls_by_rule(rule: str) -> None:
    assessment = assess(
        told("a", 5, POLICE, MORNING),
        told("b", 5, WITNESSES, NOON),
        told("c", 4, HOSPITAL, MORNING),
        told("d", 9, ("government", "the governor"), NEXT_DAY),
        told("e", 90, ("armed_group", "Black Flag"), NEXT_DAY),
    )
    toll = make_toll(assessment, rule=rule)
    assert (toll.low, toll.best, toll.high) == TOLLS[rule]
    assert toll.reason
    assert not toll.is_open


def test_the_best_toll_follows_a_rise_but_not_a_contradiction() -> None:
    first, later = told("a", 5, POLICE, MORNING), told("b", 7, HOSPITAL, NOON)
    assert make_toll(assess(first, later)).best == 7
    assert make_toll(assess(first, later, told("c", 5, POLICE, NEXT_DAY))).best == 5


def test_a_toll_counts_everybody_or_one_side() -> None:
    draft = told("a", 5)
    event = bombing(draft, killed=1, who="by", speaker=POLICE)
    draft.events = [replace(draft.events[0], killed=draft.events[0].killed + event.killed)]
    assessment = assess(draft)
    assert make_toll(assessment).best == 6
    assert make_toll(assessment, role="against").best == 5
    assert make_toll(assessment, role="by").best == 1
    assert make_toll(assessment, role="other").best is None


def test_open_and_missing_tolls() -> None:
    at_least = make_toll(assess(told("a", (13, None))))
    assert (at_least.low, at_least.best, at_least.high, at_least.is_open) == (13, 13, 13, True)
    up_to = make_toll(assess(told("a", (None, 20))))
    assert (up_to.low, up_to.best, up_to.high) == (None, None, 20)
    none = make_toll(assess(told("a", None)))
    assert (none.low, none.best, none.high) == (None, None, None)
    nobody = make_toll(assess(told("a", 0)))
    assert (nobody.low, nobody.best, nobody.high) == (0, 0, 0)


def test_only_claims_make_a_toll_where_nobody_else_gives_one() -> None:
    assert make_toll(assess(told("a", 90, ("armed_group", "Black Flag")))).best == 90


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        make_toll(assess(told("a", 5)), rule="average")
