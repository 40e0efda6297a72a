"""Quotations: the words inside quotation marks, also where they run over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.records import Span
from dateline.text import trim

CURLY = re.compile(r"[“”„«»]")
OPENING, CLOSING = "“„«", "”»"
# A straight mark opens after white space or a bracket, closes otherwise; two apostrophes stand for a mark as well.
STRAIGHT = re.compile(r"\"|''|``")


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans inside quotation marks, in text order.

    A quotation left open at the end of a paragraph ends there; when the next paragraph opens with a mark again, as the
    press does, that is a quotation of its own.
    """
    found: list[Span] = []
    for paragraph in paragraphs:
        opened: int | None = None
        for start, end, opens in _marks(text, paragraph):
            if opened is None:
                opened = end if opens else None
                continue
            span = trim(text, Span(opened, start)) if opened < start else None
            if span is not None:
                found.append(span)
            opened = end if opens and text[start] in OPENING else None
        if opened is not None and opened < paragraph.end:
            rest = trim(text, Span(opened, paragraph.end))
            if rest is not None:
                found.append(rest)
    return tuple(found)


def _marks(text: str, paragraph: Span) -> list[tuple[int, int, bool]]:
    """Return the quotation marks of a paragraph as (start, end, whether it opens one)."""
    marks = [(m.start(), m.end(), m.group() in OPENING) for m in CURLY.finditer(text, paragraph.start, paragraph.end)]
    for match in STRAIGHT.finditer(text, paragraph.start, paragraph.end):
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        if before.isdigit() and not (after.isspace() and _open_before(marks, match.start())) and match.group() == '"':
            continue  # inches: 12"
        marks.append((match.start(), match.end(), (before.isspace() or before in "([—–-") and not after.isspace()))
    return sorted(marks)


def _open_before(marks: list[tuple[int, int, bool]], offset: int) -> bool:
    earlier = sorted(mark for mark in marks if mark[0] < offset)
    return bool(earlier) and earlier[-1][2]
