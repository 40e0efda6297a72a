"""MUC-4: mentions compared without articles, entities aligned one to one, a mention too many makes an entity wrong."""

from __future__ import annotations

import pytest

from dateline.score.muc4 import (
    Count,
    Template,
    count_fillers,
    count_templates,
    merge_entities,
    normalise_mention,
    roles_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Blue Front", "blue front"),
        ('"SANTA RITA"  BRIDGE', "santa rita bridge"),
        ("an M-60 rifle", "m60 rifle"),
        ("theatre", "theatre"),
        ("the", ""),
    ],
)
def test_mentions_lose_case_articles_and_punctuation(text: str, expected: str) -> None:
    assert normalise_mention(text) == expected


def test_entities_that_share_a_mention_become_one() -> None:
    merged = merge_entities([["rebels"], ["Blue Front", "BF"], ["gunmen"], ["the BF", "rebels"], [""]])
    assert merged == (frozenset({"rebels", "blue front", "bf"}), frozenset({"gunmen"}))


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ([{"a", "b"}], [{"a"}], 1),
        ([{"a", "b"}], [{"a", "b"}], 1),
        ([{"a", "b"}], [{"a", "c"}], 0),  # a mention too many
        ([{"a", "b"}], [{"a"}, {"b"}], 1),  # the same entity twice: one is spurious
        ([{"a", "b"}, {"a"}], [{"a"}, {"b"}], 2),  # the alignment is the best one, not the first
        ([{"a"}], [set()], 0),
        ([], [{"a"}], 0),
    ],
)
def test_fillers_are_aligned_one_to_one(gold: list[set[str]], found: list[set[str]], right: int) -> None:
    expected = Count(right, len(found), len(gold))
    assert count_fillers([frozenset(one) for one in gold], [frozenset(one) for one in found]) == expected


def test_counts_give_precision_recall_and_f1() -> None:
    count = Count(1, 2, 2) + Count(0, 0, 2)
    assert (count.precision, count.recall) == (0.5, 0.25)
    assert count.f1 == pytest.approx(1 / 3)
    assert Count().f1 == Count().precision == Count().recall == 0.0


def test_roles_of_a_report_are_those_of_all_templates() -> None:
    first = Template("bombing", {"Victim": (frozenset({"mayor", "ana ruiz"}),)})
    second = Template("attack", {"Victim": (frozenset({"ana ruiz"}), frozenset({"driver"}))})
    roles = roles_of([first, second])
    assert roles["Victim"] == (frozenset({"mayor", "ana ruiz"}), frozenset({"driver"}))
    assert roles["Weapon"] == ()


def test_templates_are_aligned_so_that_most_is_right() -> None:
    mayor, bridge, bomb = (frozenset({one}) for one in ("mayor", "bridge", "bomb"))
    gold = [Template("bombing", {"Target": (bridge,), "Weapon": (bomb,)}), Template("bombing", {"Victim": (mayor,)})]
    found = [Template("bombing", {"Victim": (mayor,)}), Template("bombing", {"Weapon": (bomb,), "Victim": (mayor,)})]
    assert count_templates(gold, found) == Count(4, 5, 5)  # two types, the mayor and the bomb
    assert count_templates(gold, found[1:]) == Count(2, 3, 5)
    assert count_templates(gold, []) == Count(0, 0, 5)


def test_fillers_of_a_template_of_another_type_are_wrong() -> None:
    victim = {"Victim": (frozenset({"mayor"}),)}
    assert count_templates([Template("attack", victim)], [Template("bombing", victim)]) == Count(0, 2, 2)


def test_many_templates_are_aligned_too() -> None:
    many = [Template("attack", {"Victim": (frozenset({f"man {number}"}),)}) for number in range(9)]
    assert count_templates(many, many[::-1]) == Count(18, 18, 18)
