"""Quantities of people: what count phrases mean, and where they are."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from dateline.extract.marking.amounts import Amount, parse_quantity, read_cardinal
from dateline.extract.marking.numbers import find_quantities
from dateline.parse import parse_report
from dateline.records import Quantity, Report

TABLE = Path(__file__).with_name("quantities.tsv")
CASES = [tuple(line.split("\t")) for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def quantities(text: str) -> list[tuple[str, int | None, int | None]]:
    found = find_quantities(parse_report(Report("r", text, language="en")))
    return [(each.span.of(text), each.min, each.max) for each in found]


@pytest.mark.parametrize(("words", "least", "most", "flag"), CASES)
def test_count_phrase_has_its_bounds(words: str, least: str, most: str, flag: str) -> None:
    if least == "x":
        assert parse_quantity(words) is None
        return
    bounds = [None if number == "-" else int(number) for number in (least, most)]
    assert parse_quantity(words) == Amount(bounds[0], bounds[1], approx=flag == "a", vague=flag == "v")


def test_table_is_long_enough() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(
    ("words", "number"),
    [("twenty-one", 21), ("half a dozen", 6), ("one hundred and five", 105), ("1.5 million", 1_500_000), ("dozen", 12)],
)
def test_cardinal_is_read(words: str, number: int) -> None:
    assert read_cardinal(words) == number


@pytest.mark.parametrize("words", ["seven three", "soldier", ""])
def test_what_is_no_cardinal_is_not_read(words: str) -> None:
    assert read_cardinal(words) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A bomb killed at least 34 people and hurt more than 200.",
         [("at least 34 people", 34, None), ("more than 200", 201, None)]),
        ("Gunmen killed five Israeli soldiers near the border.", [("five Israeli soldiers", 5, 5)]),
        ("A soldier died and two others were hurt.", [("A soldier", 1, 1), ("two others", 2, 2)]),
        ("No one was hurt in the blast.", [("No one", 0, 0)]),
        ("There were no casualties.", [("no casualties", 0, 0)]),
        ("Dozens of people were arrested.", [("Dozens of people", 24, None)]),
        ("The raid left seven dead and 11 wounded.", [("seven", 7, 7), ("11", 11, 11)]),
        ("Scores of civilians fled.", [("Scores of civilians", 40, None)]),
        ("Two policemen and four civilians were killed.", [("Two policemen", 2, 2), ("four civilians", 4, 4)]),
        ("The shell killed 25 men, women and children.", [("25 men, women and children", 25, 25)]),
        ("Seven of his bodyguards died.", [("Seven of his bodyguards", 7, 7)]),
        ("Rebels seized two foreign aid workers.", [("two foreign aid workers", 2, 2)]),
        ("The blast killed one and injured three.", [("one", 1, 1), ("three", 3, 3)]),
        ("A British human rights activist was freed.", [("A British human rights activist", 1, 1)]),
        ("Between 15 and 20 suspected militants were killed.", [("Between 15 and 20 suspected militants", 15, 20)]),
        ("Officials raised the death toll to 41.", [("41", 41, 41)]),
        ("Two of them were beheaded.", [("Two of them", 2, 2)]),
        ("Three members of a rival party were shot.", [("Three members of a rival party", 3, 3)]),
        ("It killed at least five people, police said.", [("at least five people", 5, None)]),
        ("It killed at least five people, police and medics said.", [("at least five people", 5, None)]),
        ('The army killed 12 "bandits" there.', [('12 "bandits"', 12, 12)]),
        ("Rebels handed over six prisoners.", [("six prisoners", 6, 6)]),
        ("Six of the wounded died.", [("Six of the wounded", 6, 6)]),
        ("The toll rose from five to 11.", [("11", 11, 11)]),
        ("He was one of 12 people killed.", [("12 people", 12, 12)]),
        ("None of its soldiers was hurt.", [("None of its soldiers", 0, 0)]),
    ],
)  # fmt: skip
def test_whole_count_phrases_are_found(text: str, found: list[tuple[str, int | None, int | None]]) -> None:
    assert quantities(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The village lies 25 kilometers north of the capital.",
        "The ransom was $2 million.",
        "Turnout was 40 percent.",
        "The truce of May 3, 2016 held for three days.",
        "Two car bombs went off.",
        "The 2003 invasion began at 5:30.",
        "Four rockets struck two police stations.",
        "Route 66 was closed.",
        "He was born in 1959.",
        "The ship is worth 1,200 dollars.",
        "There was no immediate word on casualties.",
        "Inflation rose from five to 11 percent.",
        "The water rose from five to 11 meters.",
    ],
)
def test_what_counts_no_people_is_left_alone(text: str) -> None:
    assert quantities(text) == []


def test_age_is_no_count() -> None:
    assert quantities("Police shot a 25-year-old man.") == [("a 25-year-old man", 1, 1)]


def test_quantities_are_in_order_and_do_not_overlap() -> None:
    text = "At least two soldiers, a policeman and dozens of rebels were killed; nobody was taken."
    found = find_quantities(parse_report(Report("r", text, language="en")))
    assert all(isinstance(each, Quantity) for each in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert [each.span.of(text) for each in found] == [
        "At least two soldiers",
        "a policeman",
        "dozens of rebels",
        "nobody",
    ]
