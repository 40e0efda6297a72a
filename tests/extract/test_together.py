"""Where rules and reader meet: who has the last word on what, and how sure they are of it together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.together import join_relations, settle_claims, settle_statements
from dateline.knowledge.reader import Reader, load_reader
from dateline.records import Participant, Relation, Responsibility, Span, Statement

ALONE = {"statement_alone": (0.0, -1.0), "responsibility_alone": (0.0, 0.0), "relation_alone": (0.0, 1.0)}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return replace(load_reader(), calibration=ALONE)


def statement(cue: int, speaker: str, confidence: float | None = None) -> Statement:
    span = Span(cue, cue + 4)
    return Statement(f"s{cue}", Span(cue - 3, cue - 1), span, None, "silence", speaker, confidence=confidence)


def claim(cue: int, stance: str, confidence: float | None = None) -> Responsibility:
    return Responsibility(f"r{cue}", "e1", None, stance, Span(cue, cue + 4), None, confidence=confidence)


def relation(kind: str, a: int, b: int) -> Relation:
    return Relation(f"{kind}{a}", kind, Participant(Span(a, a + 5)), Participant(Span(b, b + 5)))


def test_a_shared_statement_gets_the_readers_speaker_and_confidence(reader: Reader) -> None:
    rules = (statement(10, "other"), statement(40, "police"))
    read = (statement(11, "government", 0.9), statement(40, "military", 0.7))
    settled = settle_statements(rules, read, reader)
    assert [(one.speaker, one.confidence) for one in settled] == [("government", 0.9), ("military", 0.7)]


def test_a_statement_of_the_rules_alone_is_as_sure_as_such_ones_were_right(reader: Reader) -> None:
    (settled,) = settle_statements((statement(10, "police"),), (statement(80, "other", 0.9),), reader)
    assert (settled.speaker, settled.confidence) == ("police", 0.269)


def test_a_claim_is_shared_where_cue_and_stance_agree(reader: Reader) -> None:
    settled = settle_claims(
        (claim(10, "claims"), claim(40, "denies")), (claim(11, "claims", 0.8), claim(40, "accused", 0.9)), reader
    )
    assert [one.confidence for one in settled] == [0.8, 0.5]


def test_the_readers_relations_join_where_the_rules_have_none(reader: Reader) -> None:
    rules = (relation("fights", 0, 20),)
    read = (relation("allied_with", 20, 0), relation("fights", 1, 21), relation("leader_of", 40, 60))
    joined = join_relations(rules, read, reader)
    assert [(one.type, one.confidence) for one in joined] == [("fights", 0.731), ("leader_of", None)]


def test_without_a_reader_relations_stay_as_they_are() -> None:
    rules = (relation("fights", 0, 20),)
    assert join_relations(rules, (), None) == rules
