"""Word classes and the inflection behind them."""

from __future__ import annotations

import pytest

from dateline.knowledge.words import all_forms, gerund, load_words, past, plural, present

STRESSED = frozenset({"admit"})


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("attack", ("attacks", "attacked", "attacking")),
        ("seize", ("seizes", "seized", "seizing")),
        ("bury", ("buries", "buried", "burying")),
        ("plan", ("plans", "planned", "planning")),
        ("visit", ("visits", "visited", "visiting")),
        ("admit", ("admits", "admitted", "admitting")),
        ("die", ("dies", "died", "dying")),
        ("crush", ("crushes", "crushed", "crushing")),
        ("destroy", ("destroys", "destroyed", "destroying")),
    ],
)
def test_inflects_regular_verbs(base: str, forms: tuple[str, str, str]) -> None:
    assert (present(base), past(base, STRESSED), gerund(base, STRESSED)) == forms


def test_knows_irregular_verbs() -> None:
    words = load_words()
    assert words.pasts["shot"] == words.participles["shot"] == "shoot"
    assert words.pasts["fought"] == "fight"
    assert words.participles["taken"] == "take"
    assert {"blow", "blows", "blew", "blown", "blowing"} == set(all_forms("blow", words))


@pytest.mark.parametrize(("noun", "wanted"), [("gunman", "gunmen"), ("army", "armies"), ("church", "churches")])
def test_makes_plurals(noun: str, wanted: str) -> None:
    assert plural(noun) == wanted


def test_every_actor_kind_is_in_the_code_book() -> None:
    from dateline.ontology import load_ontology

    words = load_words()
    kinds = set(load_ontology().actor_kinds)
    assert set(words.kinds.values()) <= kinds
    assert set(words.titles.values()) <= kinds


def test_closed_classes_have_one_tag_each() -> None:
    words = load_words()
    assert words.closed["the"] == "D"
    assert words.closed["after"] == "P"
    assert words.closed["to"] == "T"
    assert words.closed["who"] == "W"
