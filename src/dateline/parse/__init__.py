"""Parse: a report cut into paragraphs, sentences, tokens and quotations, all with exact offsets. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.parse.quotations import find_quotations
from dateline.parse.sentences import find_paragraphs, find_sentences
from dateline.records import Parsed, Report

__all__ = ["parse_report", "parse_reports"]


def parse_report(report: Report) -> Parsed:
    """Cut one report; the dateline belongs to no sentence, the headline is a sentence of its own."""
    paragraphs = find_paragraphs(report.text)
    return Parsed(
        report=report,
        paragraphs=paragraphs,
        sentences=find_sentences(report, paragraphs),
        quotations=find_quotations(report.text, paragraphs),
    )


def parse_reports(reports: Iterable[Report]) -> Iterator[Parsed]:
    """Cut reports one by one."""
    return map(parse_report, reports)
