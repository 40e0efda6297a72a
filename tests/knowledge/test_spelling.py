from __future__ import annotations

import pytest

from dateline.knowledge.spelling import is_misspelt


@pytest.mark.parametrize("word", ["adminstration", "goverment", "commisioner", "adminsitration", "miltiary"])
def test_slips_of_the_keyboard_are_seen(word: str) -> None:
    assert is_misspelt(word)


@pytest.mark.parametrize(
    "word",
    [
        "administration",
        "labour",
        "organisation",
        "travelling",
        "programme",
        "reporter",
        "tamarisks",
        "zqxw",
        "",
        "bombs",
    ],
)
def test_right_words_other_spellings_and_rare_words_are_none(word: str) -> None:
    assert not is_misspelt(word)
