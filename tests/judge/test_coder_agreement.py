"""Krippendorff's alpha against the worked examples of its author, and agreement over judgements."""

from __future__ import annotations

import pytest

from dateline.judge.agreement import alpha, interval, measure_agreement, nominal
from dateline.records import Judgement

# Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): four observers, twelve units, some missing.
FOUR = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = [[float(value) for value in unit if value is not None] for unit in zip(*FOUR, strict=True)]


def test_nominal_alpha_is_that_of_the_paper() -> None:
    assert alpha(UNITS, nominal) == pytest.approx(0.743, abs=0.0005)


def test_interval_alpha_is_that_of_the_paper() -> None:
    assert alpha(UNITS, interval) == pytest.approx(0.849, abs=0.0005)


def test_two_observers_of_binary_and_of_named_values_are_as_in_the_paper() -> None:
    binary = list(zip("0100000010", "1110010000", strict=True))
    named = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
    assert alpha(binary, nominal) == pytest.approx(0.095, abs=0.0005)
    assert alpha(named, nominal) == pytest.approx(0.692, abs=0.0005)


def test_full_agreement_is_one_and_one_value_alone_tells_nothing() -> None:
    assert alpha([["a", "a"], ["b", "b"]], nominal) == 1.0
    assert alpha([["a", "a"], ["a", "a"]], nominal) is None
    assert alpha([["a"], ["b"]], nominal) is None


def judged(subject: str, verdict: str, by: str, value: str | None = None) -> Judgement:
    return Judgement(subject, verdict, by, "2026-01-01T00:00:00+00:00", value=value)


def killed(number: int) -> str:
    return f'{{"field":"killed","of":{{"start":1,"end":4}},"min":{number},"max":{number}}}'


def test_agreement_is_measured_by_kind() -> None:
    found = {
        one.kind: one
        for one in measure_agreement(
            [
                judged("e1", "correct", "ann", killed(5)),
                judged("e1", "correct", "bo", killed(5)),
                judged("e2", "correct", "ann", killed(7)),
                judged("e2", "correct", "bo", killed(9)),
                judged("e3", "accept", "ann"),
                judged("e3", "reject", "bo"),
                judged("e4", "accept", "ann"),
                judged("a+b", "same", "ann"),
                judged("a+b", "different", "bo"),
            ]
        )
    }
    assert set(found) == {"killed", "finding"}
    assert (found["killed"].measure, found["killed"].units, found["killed"].coders) == ("interval", 2, 2)
    expected = alpha([[5.0, 5.0], [7.0, 9.0]], interval)
    assert found["killed"].alpha == expected
    assert expected is not None
    assert 0 < expected < 1
    assert (found["finding"].units, found["finding"].values) == (3, 6)  # a correction says that it is one


def test_what_was_undone_does_not_count() -> None:
    both = [judged("e1", "correct", "ann", killed(5)), judged("e1", "correct", "bo", killed(9))]
    undo = judged("e1", "undo", "bo", '{"field":"killed","of":{"start":1,"end":4}}')
    assert [one.kind for one in measure_agreement(both)] == ["finding", "killed"]
    assert "killed" not in [one.kind for one in measure_agreement([*both, undo])]
    assert measure_agreement([*both, judged("e1", "undo", "bo")]) == ()
