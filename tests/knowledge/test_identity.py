from __future__ import annotations

import pytest

from dateline.knowledge.agencies import fold_name, fold_origin, is_wire, name_origin
from dateline.knowledge.identity import named_actor, state_of
from dateline.knowledge.likeness import is_wider, may_be_one
from dateline.knowledge.rarity import rarity, stem
from dateline.ontology import load_ontology
from dateline.records import ActorLink


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("AFP", "Agence France-Presse"),
        ("The Associated Press", "AP"),
        ("REUTERS", "Thomson Reuters"),
        ("Itar-Tass", "TASS"),
        ("The Gazette", "gazette"),
        ("Kabul Courier", "www.kabul courier"),
        ("Le Témoin", "le temoin"),
    ],
)
def test_one_maker_has_one_key(left: str, right: str) -> None:
    assert fold_origin(left) == fold_origin(right)


def test_makers_are_told_apart_and_wires_are_known() -> None:
    assert fold_origin("Kabul Courier") != fold_origin("Kabul Gazette")
    assert is_wire("Agence France-Presse")
    assert not is_wire("Kabul Courier")
    assert name_origin("agence france presse") == "AFP"
    assert name_origin(" Kabul Courier ") == "Kabul Courier"
    assert fold_name("The") == "the"


def test_a_class_of_people_names_nobody() -> None:
    assert named_actor(ActorLink("class:unidentified_armed", "gunmen", "unidentified_armed", 0.2, "")) is None
    known = ActorLink("state:AF:police", "Afghan police", "police", 0.9, "")
    assert named_actor(known) is known
    assert named_actor(None) is None
    assert [state_of(one) for one in ("state:AF:police", "group:taliban", None)] == ["AF", None, None]


def test_types_that_may_be_one() -> None:
    assert may_be_one("bombing", "suicide_bombing")
    assert may_be_one("suicide_bombing", "bombing")
    assert may_be_one("riot", "riot")
    assert not may_be_one("shooting", "bombing")
    assert is_wider("attack", "shelling")
    assert not is_wider("shelling", "attack")


def test_the_table_of_types_holds_types_of_the_code_book_only() -> None:
    types = load_ontology().event_types
    for wide in types:
        for narrow in types:
            assert not (is_wider(wide, narrow) and is_wider(narrow, wide))
            assert not is_wider(wide, wide)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("bombing", "bombings", "bombed", "bomb"), "bomb"),
        (("Kunduz", "Kunduz's", "kunduz"), "kunduz"),
        (("city", "cities"), "city"),
        (("stopped", "stopping", "stops"), "stop"),
        (("killed", "killing", "kills"), "kill"),
    ],
)
def test_stems(words: tuple[str, ...], expected: str) -> None:
    assert {stem(word) for word in words} == {expected}


def test_rare_words_weigh_more() -> None:
    assert rarity(stem("the")) == 0.0
    assert 0.0 < rarity(stem("market")) < rarity(stem("handcart")) <= 1.0
    assert rarity("zzyzx") == 1.0
