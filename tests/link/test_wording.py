from __future__ import annotations

import pytest

from dateline.link.wording import find_words, rarity, share_of, weigh


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 23-year-old teacher", ["A", "23", "year", "old", "teacher"]),
        ("at 4500 Elm", ["at", "4500", "Elm"]),
        ("on 2019-05-10 at 9:30", ["on", "at"]),
        ("on 10/5/2019", ["on"]),
        ("1,200 people", ["people"]),
        ("the 4th brigade", ["the", "th", "brigade"]),
        ("they didn’t", ["they", "didn’t"]),
    ],
)
def test_words_and_numerals_are_found_and_times_are_not(text: str, expected: list[str]) -> None:
    assert find_words(text) == expected


def test_a_long_numeral_tells_more_than_a_short_one_and_a_year_nothing() -> None:
    assert rarity("4500") > rarity("23") > 0.0
    assert rarity("2019") == 0.0
    assert share_of("2019") == 1.0


def test_a_word_is_weighed_by_its_stem() -> None:
    assert weigh("handcarts") == ("handcart", rarity("handcart"))
    assert weigh("police")[1] == 0.0
