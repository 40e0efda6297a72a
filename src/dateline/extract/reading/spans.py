"""From tags of pieces to spans of whole words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.knowledge.reader import Bounds, Floats
from dateline.knowledge.reader_pieces import Pieces
from dateline.records import Span

# Chosen on the validation parts: long phrases fell apart at one unsure word (doers +1, targets +3, times +2 points).
GOING_ON = 0.5  # a run goes on over words whose likelihood is this share of the threshold
BREAK = 2.0  # a new run begins where a beginning is this much likelier than a going on


@dataclass(frozen=True, slots=True)
class Found:
    """A span of pieces (counted from the start of the page) and the mean probability that its words belong to it."""

    bounds: Bounds
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A stretch of a report within which spans are linked: pieces [low, high) of the report."""

    text: str
    pieces: Pieces
    low: int
    high: int
    words: NDArray[np.int64]  # first piece of every word, from the start of the page
    sentences: NDArray[np.int64]  # (t,)

    def span(self, bounds: Bounds) -> Span:
        """Return the characters of a span of pieces."""
        return Span(
            int(self.pieces.starts[self.low + bounds[0]]),
            int(self.pieces.ends[self.low + bounds[1] - 1]),
        )

    def sentence_range(self, piece: int) -> Bounds:
        """Return the pieces of the sentence that holds `piece`."""
        number = self.sentences[piece]
        return (
            int(np.searchsorted(self.sentences, number, side="left")),
            int(np.searchsorted(self.sentences, number, side="right")),
        )


def make_page(text: str, pieces: Pieces, low: int, high: int) -> Page:
    """Cut a page out of the pieces of a report."""
    words = np.flatnonzero(np.diff(pieces.words[low:high], prepend=-1))
    return Page(text, pieces, low, high, words, pieces.sentences[low:high])


def find_bounds(page: Page, tags: Floats, threshold: float) -> list[Found]:
    """Return the runs of words that are more likely than `threshold` inside; `tags` (t, 3) are O/B/I.

    The tags of a word are those of its first piece. A run ends at the end of a sentence and before a word that is
    likelier a beginning than a going on.
    """
    inside = 1.0 - tags[:, 0]
    found: list[Found] = []
    start = -1
    ends = [*page.words[1:].tolist(), page.high - page.low]
    for index, (piece, _) in enumerate(zip(page.words.tolist(), ends, strict=True)):
        within = inside[piece] >= (threshold if start < 0 else GOING_ON * threshold)
        breaks = start >= 0 and (
            page.sentences[piece] != page.sentences[start] or tags[piece, 1] > BREAK * tags[piece, 2]
        )
        if start >= 0 and (not within or breaks):
            found.append(_make(page, inside, start, piece))
            start = -1
        if within and start < 0:
            start = piece
        if index + 1 == len(ends) and start >= 0:
            found.append(_make(page, inside, start, ends[-1]))
    return found


def _make(page: Page, inside: Floats, start: int, end: int) -> Found:
    chosen = page.words[(page.words >= start) & (page.words < end)]
    return Found((start, end), float(inside[chosen].mean()))


def find_longest(page: Page, tags: Floats, threshold: float, within: Bounds, gap: int) -> Found | None:
    """Return the run with most probability in it, joined over up to `gap` unlikely words; None if no word is likely."""
    inside = 1.0 - tags[:, 0]
    words = [int(piece) for piece in page.words if within[0] <= piece < within[1]]
    runs: list[list[int]] = []
    for position, piece in enumerate(words):
        if inside[piece] < threshold:
            continue
        if runs and position - runs[-1][1] <= gap + 1:
            runs[-1][1] = position
        else:
            runs.append([position, position])
    if not runs:
        return None
    first, last = max(runs, key=lambda run: float(inside[words[run[0] : run[1] + 1]].sum()))
    end = words[last + 1] if last + 1 < len(words) else within[1]
    return _make(page, inside, words[first], end)


def trim_marks(page: Page, bounds: Bounds, marks: str) -> Bounds:
    """Return `bounds` without pieces at its ends that are one of `marks`; never empty."""
    low, high = bounds
    while low + 1 < high and page.span((low, low + 1)).of(page.text) in marks:
        low += 1
    while low + 1 < high and page.span((high - 1, high)).of(page.text) in marks:
        high -= 1
    return low, high


def nearest_rows(page: Page, rows: Sequence[Bounds]) -> NDArray[np.bool_]:
    """Say for every row (mention) and piece whether no other mention stands in a nearer sentence: (rows, t)."""
    numbers = np.array([page.sentences[low] for low, _ in rows])
    distances = np.abs(numbers[:, None] - page.sentences[None])
    nearest: NDArray[np.bool_] = distances == distances.min(0)
    return nearest
