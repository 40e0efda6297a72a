"""Confidence: bins, calibration error, and findings that state none."""

from __future__ import annotations

import pytest

from confidence import Judged, calibration_error, judge, make_bins
from dateline.records import Event, Findings, Participant, Responsibility, Span, Statement
from dateline.score import GoldReport


def judged(*pairs: tuple[float | None, bool]) -> list[Judged]:
    return [Judged("events", confidence, is_right) for confidence, is_right in pairs]


def test_bins_hold_mean_confidence_and_share_of_right_ones() -> None:
    low, high = make_bins(judged((0.12, False), (0.18, True), (1.0, True), (0.92, True), (None, True)))
    assert (low.low, low.high, low.number) == (0.1, 0.2, 2)
    assert low.stated == pytest.approx(0.15)
    assert low.observed == 0.5
    assert (high.low, high.number, high.observed) == (0.9, 2, 1.0)


@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        ([(1.0, True), (1.0, True)], 0.0),
        ([(1.0, False)], 1.0),
        ([(0.75, True), (0.75, False)], 0.25),
        ([(0.05, False), (0.95, True), (0.95, True), (0.95, True)], 0.05),
    ],
)
def test_calibration_error_weighs_bins_by_their_findings(pairs: list[tuple[float, bool]], error: float) -> None:
    assert calibration_error(make_bins(judged(*pairs))) == pytest.approx(error)


def test_findings_without_confidence_have_no_calibration_error() -> None:
    assert calibration_error(make_bins(judged((None, True)))) is None


def test_judges_each_kind_of_finding() -> None:
    text = "Police said the Blue Front shot a man."
    front, said, shot = Span(16, 26), Span(7, 11), Span(27, 31)
    event = Event("E1", "shooting", (shot,), "happened", confidence=0.9)
    statement = Statement("S1", Span(0, 6), said, Span(12, 37), "indirect", "police")
    claim = Responsibility("R1", "E1", Participant(front), "accused", said)
    gold = Findings("r", "gold", "gold", events=(event,), statements=(statement,), responsibility=(claim,))
    other = Event("E2", "bombing", (shot,), "happened", confidence=0.4)
    denial = Responsibility("R2", "E1", Participant(front), "denies", said)
    found = Findings("r", "1", "m", events=(other, event), statements=(statement,), responsibility=(denial,))
    assert list(judge(GoldReport("r", text, gold, True), found)) == [
        Judged("events", 0.4, False),
        Judged("events", 0.9, True),
        Judged("statements", None, True),
        Judged("responsibility", None, False),
    ]
