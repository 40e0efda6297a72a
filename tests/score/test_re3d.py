"""re3d: its types in ours, what counts as the same relation, and what linking comes to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.knowledge.register import load_register
from dateline.records import Event, Participant, Relation, Span
from ratios import Ratio
from re3d import Tie, compare, has_name, is_same, judge_link, make_ties, named, read_documents, ties_of_events

TEXT = "Adan Ruvi leads the Blue Front, which fights the Al-Shabaab militants; they fight it too."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


LEADS = Tie("InChargeOf", at("Adan Ruvi"), at("the Blue Front"))
FIGHTS = Tie("FightingAgainst", at("Blue Front"), at("the Al-Shabaab militants"))


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        (LEADS, Tie("InChargeOf", at("Ruvi"), at("Blue Front")), True),
        (LEADS, Tie("InChargeOf", at("Blue Front"), at("Ruvi")), False),
        (LEADS, Tie("BelongsTo", at("Ruvi"), at("Blue Front")), False),
        (LEADS, Tie("InChargeOf", at("Ruvi"), at("militants")), False),
        (FIGHTS, Tie("FightingAgainst", at("Al-Shabaab militants"), at("Blue Front")), True),
        (FIGHTS, Tie("FightingAgainst", at("Blue Front"), at("Al-Shabaab")), False),  # the head is "militants"
    ],
)
def test_relations_are_the_same_by_type_heads_and_direction(gold: Tie, found: Tie, same: bool) -> None:
    assert is_same(TEXT, gold, found) == same


def relation(kind: str, a: str, b: str) -> Relation:
    return Relation("R", kind, Participant(at(a)), Participant(at(b)))


def test_our_relations_become_their_types() -> None:
    ours = [
        relation("branch_of", "Blue Front", "Al-Shabaab"),
        relation("fights", "Al-Shabaab", "Blue Front"),
        relation("fights", "Blue Front", "Al-Shabaab"),
        relation("media_of", "Blue Front", "Al-Shabaab"),
    ]
    assert make_ties(ours) == (
        Tie("BelongsTo", at("Blue Front"), at("Al-Shabaab")),
        Tie("FightingAgainst", at("Blue Front"), at("Al-Shabaab")),
    )


def test_sides_of_violent_events_fight() -> None:
    by, against = (Participant(at("Blue Front")),), (Participant(at("Al-Shabaab")),)
    clash = Event("E1", "clash", (at("fights"),), "happened", by=by, against=against)
    trial = Event("E2", "trial", (at("leads"),), "happened", by=by, against=against)
    assert ties_of_events([clash, trial]) == (Tie("FightingAgainst", at("Blue Front"), at("Al-Shabaab")),)


def test_ratio_of_each_type() -> None:
    ratios = compare(TEXT, [LEADS, FIGHTS], [Tie("InChargeOf", at("Ruvi"), at("Blue Front"))])
    assert ratios["InChargeOf"] == Ratio(1, 1, 1)
    assert ratios["FightingAgainst"] == Ratio(0, 0, 1)
    assert ratios["AlliesOf"] == Ratio()


@pytest.mark.parametrize(
    ("words", "expected"),
    [("the Blue Front", True), ("ISIL", True), ("They", False), ("the Foreign Minister", False), ("gunmen", False)],
)
def test_names_are_told_from_titles_and_pronouns(words: str, expected: bool) -> None:
    assert has_name(words) == expected


def test_only_relations_of_two_names_are_named() -> None:
    assert named(TEXT, [FIGHTS, Tie("FightingAgainst", at("they"), at("Blue Front"))]) == [FIGHTS]


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        ("Islamic State", "ISIL", "one actor"),
        ("Hamas", "Hezbollah", "two actors"),
        ("Hamas", "the mayor", "one name tied"),
        ("the mayor", "the market", "neither tied"),
    ],
)
def test_names_tie_to_one_actor_or_not(a: str, b: str, outcome: str) -> None:
    text = f"{a} and {b}."
    tie = Tie("IsSynonymOf", Span(0, len(a)), Span(len(a) + 5, len(a) + 5 + len(b)))
    assert judge_link(text, tie, load_register()) == outcome


def test_reads_trusted_relations_between_actors(tmp_path: Path) -> None:
    place = tmp_path / "Gazette"
    place.mkdir()
    ends = {"Adan Ruvi": "Person", "Blue Front": "Organisation", "Kidal": "Location"}
    text = "Adan Ruvi leads Blue Front in Kidal."
    spans = {words: (text.index(words), text.index(words) + len(words)) for words in ends}

    def row(kind: str, a: str, b: str, confidence: float) -> str:
        (start, stop), (low, high) = spans[a], spans[b]
        page = {"documentId": "D", "type": kind, "confidence": confidence, "sourceBegin": start, "sourceEnd": stop}
        return json.dumps({**page, "targetBegin": low, "targetEnd": high})

    entities = [{"documentId": "D", "type": kind, "begin": spans[w][0], "end": spans[w][1]} for w, kind in ends.items()]
    (place / "documents.json").write_text(json.dumps({"_id": "D", "text": text}) + "\n", "utf-8")
    (place / "entities.json").write_text("\n".join(map(json.dumps, entities)), "utf-8")
    rows = [
        row("InChargeOf", "Adan Ruvi", "Blue Front", 0.9),
        row("BelongsTo", "Adan Ruvi", "Blue Front", 0.1),  # not trusted
        row("FightingAgainst", "Blue Front", "Kidal", 1),  # a place does not fight
        row("CoLocated", "Blue Front", "Adan Ruvi", 1),  # not asked for
    ]
    (place / "relations.json").write_text("\n".join(rows), "utf-8")
    (document,) = read_documents(tmp_path)
    assert document.publisher == "Gazette"
    assert document.ties == (Tie("InChargeOf", Span(*spans["Adan Ruvi"]), Span(*spans["Blue Front"])),)
