from __future__ import annotations

import pytest

from dateline.knowledge.register import Register, load_register
from dateline.records import Span
from dateline.resolve.antecedents import SURE, find_antecedent, read_named


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Boko Haram struck. The group fled.", "group", "group:boko-haram"),
        ("Boko Haram struck. The banned group fled.", "banned group", "group:boko-haram"),
        ("Boko Haram struck. Troops chased the rebels.", "rebels", "group:boko-haram"),
        ("The Lebanese army fired. The army lost a man.", "army", "state:LB:military"),
        ("Boko Haram struck. Other rebels fled.", "rebels", None),  # others
        ("Boko Haram struck. A group fled.", "group", None),  # not definite
        ("The group fled. Boko Haram struck.", "group", None),  # named only behind
        ("Boko Haram fought Ansar Dine. The group fled.", "group", None),  # which of the two?
        ("Boko Haram struck. The second group fled.", "second group", None),
        ("Boko Haram struck. The gunmen fled.", "gunmen", None),  # may be anybody
        ("The Lebanese army fired on the Syrian army. The army fled.", "army", None),
        ("The Lebanese army fired. The police fled.", "police", None),
    ],
)
def test_definite_description_goes_back_to_the_only_one_named(
    register: Register, text: str, words: str, actor: str | None
) -> None:
    start = text.rindex(words) if text.count(words) > 1 or actor else text.index(words)
    link = find_antecedent(text, Span(start, start + len(words)), read_named(text, register))
    assert (link.actor_id if link else None) == actor
    assert link is None or link.score == SURE
