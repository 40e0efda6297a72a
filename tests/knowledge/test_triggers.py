"""The lexicon of triggers and the weights that go with it."""

from __future__ import annotations

import pytest

from dateline.knowledge.scorers import Scorer, load_scorers
from dateline.knowledge.triggers import Pattern, load_triggers
from dateline.ontology import load_ontology

LEXICON = load_triggers()
PATTERNS = {pattern.rank: pattern for found in LEXICON.patterns.values() for pattern in found}


def patterns(word: str) -> list[Pattern]:
    return list(LEXICON.patterns[word])


def test_every_type_has_patterns_and_every_pattern_a_type() -> None:
    assert {pattern.type for pattern in PATTERNS.values()} == set(load_ontology().event_types)


def test_expands_verbs_and_nouns() -> None:
    assert {"kidnap", "kidnaps", "kidnapped", "kidnapping"} <= set(LEXICON.patterns)
    assert {"gunbattle", "gunbattles"} <= set(LEXICON.patterns)


def test_longest_pattern_goes_first() -> None:
    lengths = [len(pattern.steps) for pattern in patterns("suicide")]
    assert lengths == sorted(lengths, reverse=True)


def test_pattern_that_asks_for_company_goes_before_one_that_does_not() -> None:
    single = [pattern.is_bound for pattern in patterns("seized") if len(pattern.steps) == 1]
    assert single == sorted(single, reverse=True)


def test_company_is_no_part_of_the_trigger() -> None:
    defused = next(pattern for pattern in patterns("defused") if pattern.tail)
    assert len(defused.steps) - defused.tail == 1


@pytest.mark.parametrize("decision", ["real", "outcome", "join", "when", "where", "killed", "injured", "taken", "home"])
def test_yes_or_no_decisions_have_two_labels(decision: str) -> None:
    assert LEXICON.scorers[decision].labels == ("no", "yes")


def test_labels_are_words_of_the_code_book() -> None:
    book = load_ontology()
    assert set(LEXICON.scorers["type"].labels) <= set(book.event_types)
    assert set(LEXICON.scorers["status"].labels) <= set(book.statuses)
    assert set(LEXICON.scorers["role"].labels) == {"by", "against", "none"}
    assert set(LEXICON.scorers["side"].labels) <= {"by", "against", "other", "total", "unknown"}


def test_scorer_sums_what_it_knows() -> None:
    scorer = Scorer(("no", "yes"), {"a": ((1, 2.0),), "b": ((0, 1.0), (1, -1.0))})
    assert scorer.scores(["a", "b", "c"]) == [1.0, 1.0]
    assert scorer.best(["a"]) == "yes"
    assert scorer.best([]) == "no"
    assert scorer.chance([]) == pytest.approx(0.5)
    assert scorer.chance(["a"]) == pytest.approx(0.8808, abs=1e-4)
    assert sum(10 ** (value / 2.302585093) for value in scorer.likelihoods(["a", "b"])) == pytest.approx(1)


def test_weights_are_loaded_the_same_every_time() -> None:
    assert load_scorers() == load_scorers()
