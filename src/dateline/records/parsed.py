"""Parsed text: sentences, tokens and quotations of a report."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.reports import Report
from dateline.records.spans import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens; `paragraph` counts from 0, the headline (if any) is paragraph 0."""

    span: Span
    tokens: tuple[Token, ...]
    paragraph: int
    is_headline: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report cut into paragraphs, sentences, tokens and quotations. The dateline belongs to no sentence."""

    report: Report
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Span, ...]  # the words inside the marks; may run over sentences and paragraphs

    @property
    def text(self) -> str:
        """The text that all spans point into."""
        return self.report.text

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers `offset`, if one does."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].span.end <= offset:
                low = middle + 1
            else:
                high = middle
        found = low < len(self.sentences) and self.sentences[low].span.start <= offset
        return self.sentences[low] if found else None

    def is_quoted(self, span: Span) -> bool:
        """Say whether `span` lies wholly within quotation marks."""
        return any(quotation.contains(span) for quotation in self.quotations)
