"""Quotations: straight and curly marks, over sentences, left open at the end of a paragraph."""

from __future__ import annotations

import pytest

from dateline.parse import parse_report
from dateline.records import Report


def quotations_of(text: str) -> list[str]:
    """Return the quoted words of a plain text."""
    return [span.of(text) for span in parse_report(Report(id="r", text=text)).quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We fled," she said. "There was smoke."', ["We fled,", "There was smoke."]),
        ("He said “the post fell. We left it” and wept.", ["the post fell. We left it"]),
        ("The so-called ``Emirate'' denied it.", ["Emirate"]),
        ('A 12" shell fell near the "old fort".', ["old fort"]),
        ("It's the group's 'province'.", []),
        ('He told reporters: "We will fight on.', ["We will fight on."]),
        ('The envoy ("a friend") left.', ["a friend"]),
    ],
)
def test_words_inside_marks_are_quotations(text: str, expected: list[str]) -> None:
    assert quotations_of(text) == expected


def test_a_quotation_that_opens_each_paragraph_anew_is_one_quotation_a_paragraph() -> None:
    text = "“We saw them come.\n\n“Then they fired,” she said."
    assert quotations_of(text) == ["We saw them come.", "Then they fired,"]
