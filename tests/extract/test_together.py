"""Where rules and reader meet: who has the last word on what."""

from __future__ import annotations

from dateline.extract.together import join_relations, settle_speakers
from dateline.records import Participant, Relation, Span, Statement


def statement(cue: int, speaker: str) -> Statement:
    return Statement(f"s{cue}", Span(cue - 3, cue - 1), Span(cue, cue + 4), None, "silence", speaker)


def relation(kind: str, a: int, b: int) -> Relation:
    return Relation(f"{kind}{a}", kind, Participant(Span(a, a + 5)), Participant(Span(b, b + 5)))


def test_a_speaker_of_no_known_kind_gets_the_readers() -> None:
    settled = settle_speakers(
        (statement(10, "other"), statement(40, "police"), statement(80, "other")),
        (statement(11, "government"), statement(40, "military")),
    )
    assert [one.speaker for one in settled] == ["government", "police", "other"]


def test_the_readers_relations_join_where_the_rules_have_none() -> None:
    rules = (relation("fights", 0, 20),)
    reader = (relation("allied_with", 20, 0), relation("fights", 1, 21), relation("leader_of", 40, 60))
    assert [one.type for one in join_relations(rules, reader)] == ["fights", "leader_of"]
