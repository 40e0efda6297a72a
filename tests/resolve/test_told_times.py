from __future__ import annotations

from datetime import datetime

import pytest

from dateline.parse import parse_report
from dateline.records import (
    Event,
    Findings,
    Participant,
    Relation,
    Report,
    Responsibility,
    Span,
    TimeMention,
    TimePrecision,
    When,
)
from dateline.resolve.times import resolve_times
from dateline.resolve.told_times import time_relations


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def tell(
    text: str, times: list[str], relations: tuple[Relation, ...] = (), claims: tuple[Responsibility, ...] = ()
) -> Findings:
    parsed = parse_report(Report(id="r", text=text, language="en", published="2016-05-11"))
    mentions = tuple(TimeMention(at(text, words)) for words in times)
    findings = Findings("r", "1", "rules", times=mentions, relations=relations, responsibility=claims)
    return time_relations(parsed, resolve_times(parsed, findings))


def relation(text: str, kind: str, a: str, b: str) -> Relation:
    left, right = at(text, a), at(text, b)
    cue = Span(min(left.start, right.start), max(left.end, right.end))
    return Relation("x", kind, Participant(left), Participant(right), cue=cue)


@pytest.mark.parametrize(
    ("text", "kind", "a", "b", "time", "value"),
    [
        (
            "The Lakes pledged loyalty to the Front in March 2015.",
            "pledged_to",
            "Lakes",
            "Front",
            "March 2015",
            "2015-03",
        ),
        ("In 2014, the Lakes split from the Front.", "split_from", "Lakes", "Front", "2014", "2014"),
        ("The Lakes have been fighting the Front since 1987.", "fights", "Lakes", "Front", "since 1987", "1987"),
        (
            "The Lakes were named a terror group by Mali in 2012.",
            "designated_terrorist_by",
            "Lakes",
            "Mali",
            "2012",
            "2012",
        ),
        (
            "Mali designated the Lakes a terrorist organization in 2012.",
            "designated_terrorist_by",
            "Lakes",
            "Mali",
            "2012",
            "2012",
        ),
        ("The Lakes, known until 2009 as the Front, fled.", "alias_of", "Front", "Lakes", "until 2009", "2009"),
        ("The war in 2003 between the Lakes and the Front ended.", "fights", "Lakes", "Front", "2003", None),
        ("Lakes leader Anso Bey was killed on Monday.", "leader_of", "Anso Bey", "Lakes", "Monday", None),
        ("The Lakes, an arm of the Front, struck on Monday.", "branch_of", "Lakes", "Front", "Monday", None),
        ("On Monday, police said the Lakes split from the Front.", "split_from", "Lakes", "Front", "Monday", None),
        ("The Lakes split from the Front after the Monday attack.", "split_from", "Lakes", "Front", "Monday", None),
        ("It was 2014. The Lakes split from the Front.", "split_from", "Lakes", "Front", "2014", None),
    ],
)
def test_relation_has_the_time_that_its_own_words_tell(
    text: str, kind: str, a: str, b: str, time: str, value: str | None
) -> None:
    (found,) = tell(text, [time], (relation(text, kind, a, b),)).relations
    assert (found.when.value if found.when else None) == value


def test_since_leaves_the_end_open() -> None:
    text = "The Lakes have been fighting the Front since 1987."
    (found,) = tell(text, ["since 1987"], (relation(text, "fights", "Lakes", "Front"),)).relations
    assert found.when is not None
    assert (found.when.start.year, found.when.is_open) == (1987, "end")


@pytest.mark.parametrize(
    ("text", "time", "value"),
    [
        ("On Tuesday, the Lakes claimed responsibility for the bombing.", "Tuesday", "2016-05-10"),
        ("The Lakes on Tuesday claimed responsibility for the bombing.", "Tuesday", "2016-05-10"),
        ("The Lakes claimed responsibility Tuesday for the bombing.", "Tuesday", "2016-05-10"),
        ("The Lakes claimed responsibility in a statement posted Tuesday.", "Tuesday", "2016-05-10"),
        ("The Lakes claimed responsibility for the bombing on Tuesday.", "Tuesday", None),
        ("The Lakes claimed responsibility for Tuesday's bombing.", "Tuesday", None),
        ("On Tuesday, police said that the Lakes claimed responsibility.", "Tuesday", None),
    ],
)
def test_claim_has_its_own_time_and_not_that_of_the_deed(text: str, time: str, value: str | None) -> None:
    claim = Responsibility("c", "e", Participant(at(text, "Lakes")), "claims", at(text, "claimed responsibility"))
    (found,) = tell(text, [time], claims=(claim,)).responsibility
    assert (found.when.value if found.when else None) == value


def test_sides_of_a_clash_fought_when_it_happened() -> None:
    text = "Soldiers clashed with the Lakes."
    parsed = parse_report(Report(id="r", text=text, language="en", published="2016-05-11"))
    sides = Participant(at(text, "Soldiers")), Participant(at(text, "Lakes"))
    time = When(datetime(2016, 5, 8), datetime(2016, 5, 9), TimePrecision.DAY, "2016-05-08", "published")
    event = Event("e", "clash", (at(text, "clashed"),), "happened", by=sides[:1], against=sides[1:], time=time)
    told = relation(text, "fights", "Soldiers", "Lakes")
    found = time_relations(parsed, Findings("r", "1", "rules", events=(event,), relations=(told,)))
    assert found.relations[0].when == time
