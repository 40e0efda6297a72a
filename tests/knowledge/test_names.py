from __future__ import annotations

import pytest

from dateline.knowledge.names import name_key, sound_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Taliban", "taliban"),
        ("al-Qa'ida", "al qaida"),
        ("Al-Qaeda", "al qaeda"),
        ("Lord’s Resistance Army", "lords resistance army"),
        ("Kurdistan Workers' Party", "kurdistan workers party"),
        ("U.N.", "un"),
        ("Séléka", "seleka"),
        ("CPI (Maoist)", "cpi maoist"),
        ("DHKP/C", "dhkp c"),
        ("The", "the"),
        ("", ""),
        ("…", ""),
    ],
)
def test_key_sets_case_marks_and_article_aside(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lashkar-e-Taiba", "Lashkar-i-Tayyiba"),
        ("Hezbollah", "Hizbullah"),
        ("Jaish-e-Mohammed", "Jaysh Muhammad"),
        ("Qods Force", "Quds Force"),
        ("Khatiba", "Katiba"),
        ("Al Shabaab", "Shabab"),
    ],
)
def test_romanisations_of_one_name_sound_the_same(left: str, right: str) -> None:
    assert sound_key(name_key(left)) == sound_key(name_key(right))


@pytest.mark.parametrize(("left", "right"), [("Hamas", "Hizb"), ("Yusuf", "Yunus"), ("Taliban", "Tarkhan")])
def test_other_names_sound_otherwise(left: str, right: str) -> None:
    assert sound_key(name_key(left)) != sound_key(name_key(right))


def test_key_of_a_key_is_itself() -> None:
    for name in ("Lord’s Resistance Army", "al-Qa'ida", "DHKP/C", "The Taliban"):
        assert name_key(name_key(name)) == name_key(name)
