"""Text in pieces, some of them marked: the words behind a value, and a report with all its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.records import Report, Span
from dateline.wording import printable

AROUND = 320  # characters shown on either side of the words


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words with what stands around them; `cut_before` and `cut_after` say whether the text goes on."""

    before: str
    words: str
    after: str
    cut_before: bool
    cut_after: bool


def make_excerpt(report: Report, start: int, end: int) -> Excerpt:
    """Return the words at ``[start, end)`` of a report with their surroundings, cut at blanks."""
    text = printable(report.text)
    start, end = min(start, len(text)), min(max(end, start), len(text))
    begin, finish = max(0, start - AROUND), min(len(text), end + AROUND)
    if begin:
        begin = max(
            text.rfind(" ", 0, begin + 1) + 1,
            text.rfind("\n\n", begin, start) + 2 if "\n\n" in text[begin:start] else 0,
        )
    if finish < len(text):
        blank = text.find(" ", finish)
        finish = len(text) if blank < 0 else blank
    return Excerpt(text[begin:start], text[start:end], text[end:finish], begin > 0, finish < len(text))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks; `kinds` is empty for plain text, `starts` are the marks that begin here."""

    text: str
    start: int
    kinds: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()


def cut_pieces(text: str, marks: Sequence[tuple[str, Span]]) -> list[Piece]:
    """Return the text in pieces between the ends of all marks; `starts` counts the marks in their order, from 0."""
    shown = printable(text)
    ends = sorted({0, len(text)} | {end for _, span in marks for end in (span.start, span.end) if end <= len(text)})
    pieces = []
    for start, end in pairwise(ends):
        over = [(number, kind) for number, (kind, span) in enumerate(marks) if span.start <= start and end <= span.end]
        begun = tuple(number for number, _ in over if marks[number][1].start == start)
        pieces.append(Piece(shown[start:end], start, tuple(dict.fromkeys(kind for _, kind in over)), begun))
    return pieces
