"""Joining: lines of scraped or pasted text put together to paragraphs again.

A line break may be a wrap or the end of a paragraph; a blank line may stand between paragraphs or, in scraped text,
inside a sentence. What tells them apart: whether the words before it end a sentence, how those after it begin, and how
full the line is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ENDS_SENTENCE = re.compile(r"(?:[.!?…:;।۔؟。！？]|\.\.\.)[\"'”’»)\]]*$")
ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Lt|Gen|Col|Sgt|Maj|Capt|Cmdr|Brig|Adm|Gov|Sen|Rep|Rev|Hon|St|No|Prof|Supt|Insp|approx|incl|vs"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)|\b[A-Z])\.$"
)
# Words that no line of a report ends with unless its sentence goes on.
OPEN_END = re.compile(
    r"(?:[,–—(“‘]|\b(?:the|a|an|of|in|on|at|to|for|from|by|with|and|or|but|that|which|who|whose|as|its|their|his|her|is|was"
    r"|were|are|be|been|has|have|had|than|into|near|over|under|after|before|during|between|among|against|about|not|no|it|they"
    r"|he|she|where|when|while|said|says|told|including|called|will|would|could|may|least|some|several))$",
    re.IGNORECASE,
)
LIST_MARK = re.compile(r"(?:[-*•–▪●◦]\s|\(?\d{1,2}[.)]\s)")
HYPHENATED = re.compile(r"[^\W\d_]-$")  # "a govern-" at the end of a line
SPEECH = re.compile(r"[,?!][\"”’']\s")  # "We will find them," Col. Ali ...
LONG_LINE = 160  # characters; a text with longer lines than this is not wrapped
HEADING_WORDS = 10
LEAST_LINES = 6  # fewer lines do not show a habit
SLACK = 6  # characters a wrapped line may be short of its width, beyond the word that did not fit


@dataclass(frozen=True, slots=True)
class Line:
    """A line without white space at its ends; `gap` says that a blank line stands before it."""

    text: str
    gap: bool


def make_lines(text: str) -> list[Line]:
    """Return the non-empty lines of `text`."""
    lines: list[Line] = []
    gap = False
    for raw in text.split("\n"):
        words = " ".join(raw.split())
        if words:
            lines.append(Line(words, gap))
        gap = not words
    return lines


def join_lines(lines: Sequence[Line], *, are_paragraphs: bool = False) -> list[str]:
    """Return the paragraphs of `lines`, each without a newline.

    Where `are_paragraphs`, blank lines are known to part paragraphs, as in markup; only a small letter speaks against.
    """
    width = find_width(lines)
    if not are_paragraphs and _is_double_spaced(lines):
        lines = [Line(line.text, gap=False) for line in lines]
    paragraphs: list[list[str]] = []
    for line in lines:
        is_open = not (are_paragraphs and line.gap) or line.text[0].islower()
        if paragraphs and is_open and _goes_on(paragraphs[-1], line, width):
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
    return [_glue(parts) for parts in paragraphs]


def find_width(lines: Sequence[Line]) -> int | None:
    """Return the width at which the text is wrapped, in characters; ``None`` where its lines are not wrapped."""
    lengths = sorted(len(line.text) for line in lines)
    if not lengths or lengths[-1] > LONG_LINE:
        return None
    unfinished = sum(not ENDS_SENTENCE.search(line.text) for line in lines)
    return lengths[-1] if unfinished >= max(1, len(lines) // 4) else None


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Say whether blank lines stand between wrapped lines too, and so say nothing: most lines are unfinished."""
    gaps = sum(line.gap for line in lines[1:])
    unfinished = sum(not ENDS_SENTENCE.search(line.text) for line in lines[:-1])
    return len(lines) >= LEAST_LINES and gaps > 0.7 * (len(lines) - 1) and unfinished > 0.5 * (len(lines) - 1)


def _goes_on(parts: list[str], line: Line, width: int | None) -> bool:
    """Say whether `line` continues the paragraph made of `parts`."""
    before, after = parts[-1], line.text
    if LIST_MARK.match(after):
        return False
    ended = bool(ENDS_SENTENCE.search(before)) and not ABBREVIATED.search(before)
    starts_low = after[0].islower()
    if not ended:
        if not before[-1:].isascii() and not (
            before[-1:].isupper() or before[-1:].islower() or OPEN_END.search(before)
        ):
            return not line.gap and _is_full(before, after, width)  # a script without cases
        if starts_low or after[0] in ",;)(”»" or OPEN_END.search(before) or ABBREVIATED.search(before):
            return True
        return not _is_heading(parts, line, width)
    if starts_low and not line.gap:
        return True
    return not line.gap and _is_full(before, after, width)


def _is_full(before: str, after: str, width: int | None) -> bool:
    """Say whether the line is as full as wrapped lines are: the next word would not have fitted."""
    if width is None:
        return False
    return len(before) + 1 + len(after.split(" ", 1)[0]) > width - SLACK


def _is_heading(parts: list[str], line: Line, width: int | None) -> bool:
    """Say whether an unfinished line before a capital is a heading of its own rather than the middle of a sentence."""
    if len(parts) > 1:
        return False
    before = parts[0]
    if len(before.split()) > HEADING_WORDS or SPEECH.search(before):
        return False
    return line.gap or not _is_full(before, line.text, width)


def _glue(parts: list[str]) -> str:
    """Join wrapped lines; a hyphen between letters at the end of a line belongs to the word."""
    words = [parts[0]]
    for before, part in pairwise(parts):
        hyphenated = HYPHENATED.search(before[-2:]) and part[0].islower()
        words += [part] if hyphenated or part[0] in "”»," else [" ", part]
    return "".join(words)
