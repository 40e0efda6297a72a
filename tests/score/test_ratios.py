"""Ratios: what they count, and that they add up."""

from __future__ import annotations

import pytest

from ratios import Ratio, add_up, f1_interval


@pytest.mark.parametrize(
    ("ratio", "precision", "recall", "f1"),
    [
        (Ratio(3, 4, 6), 0.75, 0.5, 0.6),
        (Ratio(0, 0, 5), 0.0, 0.0, 0.0),
        (Ratio(0, 5, 0), 0.0, 0.0, 0.0),
        (Ratio(), 0.0, 0.0, 0.0),
        (Ratio(2, 2, 2), 1.0, 1.0, 1.0),
    ],
)
def test_precision_recall_and_f1(ratio: Ratio, precision: float, recall: float, f1: float) -> None:
    assert (ratio.precision, ratio.recall) == (precision, recall)
    assert ratio.f1 == pytest.approx(f1)


def test_ratios_of_reports_add_up() -> None:
    assert add_up([Ratio(1, 2, 3), Ratio(0, 1, 0)]) == Ratio(1, 3, 3)
    assert add_up([]) == Ratio()


def test_interval_holds_the_f1_and_is_the_same_each_time() -> None:
    each = [Ratio(1, 1, 1), Ratio(0, 1, 1), Ratio(1, 2, 1), Ratio(1, 1, 2)] * 5
    low, high = f1_interval(each)
    assert low < add_up(each).f1 < high
    assert (low, high) == f1_interval(each)


def test_interval_of_equal_reports_has_no_width() -> None:
    assert f1_interval([Ratio(1, 2, 2)] * 4) == (0.5, 0.5)
    assert f1_interval([]) == (0.0, 0.0)
