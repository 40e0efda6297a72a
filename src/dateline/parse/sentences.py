"""Paragraphs and sentences with exact offsets: sentencex proposes, a merge pass repairs what news prose breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from dateline.parse.tokens import find_tokens
from dateline.records import Report, Sentence, Span
from dateline.text import trim

PARAGRAPH = re.compile(r"[^\n]+")
# An end that is no end: after these abbreviations a sentence goes on ("approx. 30", "incl. women", "Lt. Gen.").
ABBREVIATION = re.compile(
    r"(?:\b(?:approx|incl|est|ca|cf|vs|No|Nos|Lt|Gen|Col|Sgt|Maj|Capt|Cmdr|Brig|Adm|Cpl|Pvt|Gov|Sen|Rep|Rev|Hon|St|Ft|Mt"
    r"|Mr|Mrs|Ms|Dr|Prof|Supt|Insp|Dep|Asst|Amb|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b[A-Z])\.\s*$"
)
# ... and the dotted ones after which a capital may or may not begin a new sentence: they merge only before what cannot
# begin one (lower case, a digit) or before a name ("U.S. Army", "U.N. Secretary").
DOTTED_STATE = re.compile(r"\b(?:U\.S|U\.N|U\.K|E\.U|A\.U|D\.C)\.\s*$")
CLOCK = re.compile(r"\b[ap]\.m\.\s*$")
CANNOT_BEGIN = re.compile(r"[a-z0-9,;)\]]")
# Words that begin a sentence far more often than they follow "U.S." inside one.
SENTENCE_OPENER = re.compile(
    r"(?:The|A|An|He|She|It|They|We|I|In|On|At|But|And|Two|Three|Police|Officials|Witnesses|There|This|That|These|Those"
    r"|His|Her|Its|Their|Meanwhile|However|Earlier|Also|After|Before|When|While|If|As|Some|Many|Most|No|Several)\b"
)
# A boundary that sentencex does not see: a full stop, perhaps a closing quotation mark, then an opening mark.
MISSED = re.compile(r"(?<=[a-z0-9)%][.!?])(?P<close>[\"”’']?)\s+(?=[\"“][A-Z])|(?<=[a-z0-9)%][.!?][\"”])\s+(?=[A-Z])")


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of `text`: its non-empty lines, trimmed."""
    trimmed = (trim(text, Span(match.start(), match.end())) for match in PARAGRAPH.finditer(text))
    return tuple(span for span in trimmed if span is not None)


def find_sentences(report: Report, paragraphs: tuple[Span, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of all paragraphs in text order; the dateline is left out."""
    return tuple(_sentences_of(report, paragraphs))


def _sentences_of(report: Report, paragraphs: tuple[Span, ...]) -> Iterator[Sentence]:
    for number, paragraph in enumerate(paragraphs):
        if report.title and paragraph.end <= report.body_start:
            yield Sentence(paragraph, find_tokens(report.text, paragraph), number, is_headline=True)
            continue
        body = _without_dateline(report, paragraph)
        if body is None:
            continue
        for span in split_sentences(report.text, body):
            yield Sentence(span, find_tokens(report.text, span), number)


def _without_dateline(report: Report, paragraph: Span) -> Span | None:
    dateline = report.dateline
    if dateline is None or not paragraph.contains(dateline.span):
        return paragraph
    if dateline.span.end >= paragraph.end:
        return None
    return trim(report.text, Span(dateline.span.end, paragraph.end))


def split_sentences(text: str, paragraph: Span) -> list[Span]:
    """Cut one paragraph into sentences; together they cover all its characters but white space."""
    words = paragraph.of(text)
    starts = [int(boundary["start_index"]) for boundary in get_sentence_boundaries("en", words)]
    starts = sorted({0, *starts, *(match.end() for match in MISSED.finditer(words))})
    kept = [start for start in starts if start == 0 or not _goes_on(words, start)]
    spans = []
    for start, end in zip(kept, [*kept[1:], len(words)], strict=True):
        span = trim(text, Span(paragraph.start + start, paragraph.start + end)) if start < end else None
        if span is not None:
            spans.append(span)
    return spans


def _goes_on(words: str, start: int) -> bool:
    """Say whether the sentence before `start` goes on there."""
    before, after = words[:start], words[start:]
    if not after.strip():
        return True
    if ABBREVIATION.search(before[-12:]):
        return not (SENTENCE_OPENER.match(after) and re.search(r"\b[A-Z]\.\s*$", before[-12:]))
    if DOTTED_STATE.search(before[-8:]):
        return not SENTENCE_OPENER.match(after)
    if CLOCK.search(before[-8:]):
        return bool(CANNOT_BEGIN.match(after))
    return bool(re.match(r"[a-z,;]", after)) and not before.rstrip().endswith(("!", "?"))
