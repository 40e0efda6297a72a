from __future__ import annotations

import pytest

from dateline.knowledge.register import Register, load_register
from dateline.resolve.name_pairs import Verdict, compare_names


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("Al-Qaeda", "al-Qa'ida", Verdict.SAME),
        ("al-Qaida", "al-Qaida in Iraq", Verdict.DIFFERENT),
        ("Harakat al-Sahran", "Harakat as-Saharan", Verdict.SAME),
        ("Lowland Front", "Lowland Army", Verdict.DIFFERENT),
        ("Islamic Jihad", "Palestinian Islamic Jihad", Verdict.ABSTAIN),
        ("the group", "Hamas", Verdict.ABSTAIN),
        ("LLF", "Lowland Liberation Front", Verdict.ABSTAIN),
        ("police", "Iraqi police", Verdict.ABSTAIN),
    ],
)
def test_two_names_are_one_two_or_not_to_be_told(register: Register, left: str, right: str, verdict: Verdict) -> None:
    found = compare_names(left, right, register)
    assert found.verdict == verdict
    assert compare_names(right, left, register).verdict == verdict
    assert 0.0 <= found.score <= 1.0 and found.reason
