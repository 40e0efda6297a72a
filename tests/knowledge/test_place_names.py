from __future__ import annotations

import pytest

from dateline.knowledge.place_names import name_key, sound_key, without_article


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Srīnagar", "srinagar"),
        ("Sana'a", "sanaa"),
        ("Ba‘qūbah", "baqubah"),
        ("Nahr al-Bared", "nahr al bared"),
        ("the Gaza Strip", "gaza strip"),
        ("The Hague", "hague"),
        ("St. Louis", "saint louis"),
        ("Ft. Worth", "fort worth"),
        ("U.S.", "u s"),
        ("  ", ""),
        ("The", "the"),
    ],
)
def test_name_key_levels_spelling(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("key", "bare"), [("ar raqqah", "raqqah"), ("al hillah", "hillah"), ("as", "as"), ("ad is", "ad is")]
)
def test_without_article_leaves_short_words(key: str, bare: str) -> None:
    assert without_article(key) == bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baquba", "Ba'qubah"),
        ("Tulkarem", "Tulkarm"),
        ("Bijbehera", "Bijbehara"),
        ("Mensehra", "Mansehra"),
        ("Irbil", "Arbil"),
    ],
)
def test_sound_key_is_shared_by_romanisations(one: str, other: str) -> None:
    assert sound_key(name_key(one)) == sound_key(name_key(other))


@pytest.mark.parametrize(("one", "other"), [("Kabul", "Karbala"), ("Mali", "Malta"), ("Ramadi", "Ramallah")])
def test_sound_key_keeps_other_consonants_apart(one: str, other: str) -> None:
    assert sound_key(name_key(one)) != sound_key(name_key(other))


def test_sound_key_of_vowels_alone_is_one_letter() -> None:
    assert sound_key("aue") == "a"
    assert sound_key("") == ""
