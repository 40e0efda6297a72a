"""Scores: gold against itself is perfect, each definition counts what it says, floors hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import SourceError
from dateline.records import Findings, Span
from dateline.score import Floors, GoldReport, Score, check_floors, make_scores, raise_floors, read_gold, score_findings
from dateline.score.matching import head_of, match_pairs, share_words

PART = """\
1\tGunmen of the Blue Front killed at least three soldiers in Kidal on Friday.
2\tPolice said the gunmen fled, and no group claimed the attack.
3\tRain fell on Saturday.
"""
GOLD = (
    '{"report":[1,2],"topic":"conflict","events":[{"id":"E1","type":"shooting","trigger":["1|killed","2|attack"],'
    '"status":"happened","background":false,"when":["1|Friday"],"where":["1|Kidal"],'
    '"by":[{"q":"1|Gunmen of the Blue Front"}],"against":[{"q":"1|soldiers"}],"weapon":[],'
    '"killed":[{"q":"1|at least three soldiers","min":3,"max":null,"who":"against"}],'
    '"injured":[],"taken":[]}],"statements":[{"source":"2|Police","cue":"2|said","content":"2|the gunmen fled",'
    '"kind":"indirect","speaker":"police","about":["E1"]}],'
    '"responsibility":[{"event":"E1","who":null,"stance":"nobody","cue":"2|no group claimed"}],'
    '"relations":[{"type":"fights","a":"1|Blue Front","b":"1|soldiers","status":"happened"}]}\n'
    '{"report":[3,3],"topic":"other"}\n'
)


@pytest.fixture
def gold(tmp_path: Path) -> list[GoldReport]:
    """Two annotated reports, one of them without conflict."""
    (tmp_path / "p.txt").write_text(PART, "utf-8")
    (tmp_path / "p.jsonl").write_text(GOLD, "utf-8")
    return list(read_gold(tmp_path / "p.txt"))


def f1_of(gold: list[GoldReport], found: list[Findings]) -> dict[str, float]:
    """Return F1 by kind."""
    tallies = [score_findings(each, findings) for each, findings in zip(gold, found, strict=True)]
    return {score.kind: score.f1 for score in make_scores(tallies, draws=10)}


def test_quotations_become_spans_of_the_joined_text(gold: list[GoldReport]) -> None:
    event = gold[0].findings.events[0]
    assert [span.of(gold[0].text) for span in event.triggers] == ["killed", "attack"]
    assert event.killed[0].min == 3
    assert event.killed[0].max is None
    assert not gold[1].is_conflict


def test_gold_against_itself_is_perfect(gold: list[GoldReport]) -> None:
    scores = f1_of(gold, [each.findings for each in gold])
    assert set(scores.values()) == {1.0}
    assert {"events", "counts", "statements", "responsibility", "relations", "status"} <= set(scores)


def test_a_wrong_type_costs_the_event_and_what_hangs_on_it(gold: list[GoldReport]) -> None:
    findings = gold[0].findings
    wrong = replace(findings, events=(replace(findings.events[0], type="bombing"),))
    scores = f1_of(gold, [wrong, gold[1].findings])
    assert scores["events"] == scores["killed"] == 0.0
    assert scores["triggers"] == 1.0
    assert "status" not in scores


def test_a_count_must_have_both_bounds_right(gold: list[GoldReport]) -> None:
    findings = gold[0].findings
    event = findings.events[0]
    exact = replace(event, killed=(replace(event.killed[0], max=3),))
    assert f1_of(gold, [replace(findings, events=(exact,)), gold[1].findings])["killed"] == 0.0


def test_findings_in_a_report_without_conflict_cost_precision(gold: list[GoldReport]) -> None:
    findings = gold[0].findings
    stray = replace(gold[1].findings, events=(replace(findings.events[0], triggers=(Span(0, 4),)),))
    scores = {s.kind: s for s in make_scores([score_findings(gold[0], findings), score_findings(gold[1], stray)])}
    assert scores["events"].precision == 0.5
    assert scores["scope"].precision == 0.5
    assert scores["events"].recall == 1.0


def test_heads_decide_for_actors(gold: list[GoldReport]) -> None:
    findings, text = gold[0].findings, gold[0].text
    event = findings.events[0]
    front = text.index("Blue Front")
    shifted = replace(event, by=(replace(event.by[0], span=Span(front, front + len("Blue Front"))),))
    assert f1_of(gold, [replace(findings, events=(shifted,)), gold[1].findings])["by"] == 0.0


def test_intervals_enclose_the_score_and_repeat(gold: list[GoldReport]) -> None:
    tallies = [score_findings(gold[0], gold[0].findings), score_findings(gold[0], gold[1].findings)]
    first, second = make_scores(tallies), make_scores(tallies)
    assert first == second
    assert all(score.low <= score.f1 <= score.high for score in first)
    assert next(s for s in first if s.kind == "events").low < next(s for s in first if s.kind == "events").high


def test_floors_name_the_kind_that_fell(gold: list[GoldReport]) -> None:
    scores = make_scores([score_findings(gold[0], gold[1].findings)], draws=10)
    assert check_floors(scores, Floors("g", {"events": 0.5}), "g") == ["events: F1 0.000 is below the floor 0.50"]
    assert check_floors(scores, Floors("g", {"events": 0.0}), "g") == []
    assert "another gold set" in check_floors(scores, Floors("g", {}), "h")[0]


def test_floors_only_rise_on_the_same_gold_set(gold: list[GoldReport]) -> None:
    scores = make_scores([score_findings(gold[0], gold[0].findings)], draws=10)
    assert raise_floors(scores, Floors("g", {"events": 1.0}), "g").f1["events"] == 1.0
    assert raise_floors(scores, Floors("h", {"events": 1.0}), "g").f1["events"] == 0.0


def test_floors_leave_room_for_two_items_and_no_more() -> None:
    many = Score("events", 0.8, 0.8, 0.8, 800, 1000, 1000, 0.7, 0.9)
    few = Score("taken", 0.5, 0.5, 0.5, 10, 20, 20, 0.3, 0.7)
    assert raise_floors([many, few], None, "g").f1 == {"events": 0.79, "taken": 0.4}


def test_a_quotation_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(PART, "utf-8")
    (tmp_path / "p.jsonl").write_text(GOLD.replace("1|Kidal", "1|Gao"), "utf-8")
    with pytest.raises(SourceError, match=r"p\.jsonl:1: the quotation '1\|Gao' is not in its sentence"):
        list(read_gold(tmp_path / "p"))


def test_a_missing_part_says_what_a_part_is(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="side by side"):
        list(read_gold(tmp_path / "nothing"))


def test_matching_is_largest_and_prefers_the_likelier_pair() -> None:
    weights = {(0, 0): 1.0, (0, 1): 2.0, (1, 1): 1.0}
    assert match_pairs([0, 1], [0, 1], lambda g, f: weights.get((g, f), 0.0)) == [(0, 0), (1, 1)]
    assert match_pairs([0], [0, 1], lambda g, f: weights.get((g, f), 0.0)) == [(0, 1)]


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("suspected Islamist rebels", "rebels"),
        ("leader of the Blue Front", "leader"),
        ("police chief Amadou Ba, 54", "Ba"),
        ("car-bomb", "car-bomb"),
        ("gunmen in uniform", "gunmen"),
    ],
)
def test_the_head_comes_before_what_follows_it(phrase: str, head: str) -> None:
    assert head_of(phrase, Span(0, len(phrase))).of(phrase) == head


def test_shared_words_are_counted_over_the_longer_span() -> None:
    text = "the gunmen fled north at dawn"
    assert share_words(text, Span(0, 15), Span(0, 29)) == 0.5
    assert share_words(text, None, None) == 1.0
    assert share_words(text, None, Span(0, 3)) == 0.0
