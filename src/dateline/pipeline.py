"""The per-report stages in their order. Read this page first."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.extract import extract_findings
from dateline.knowledge import Knowledge
from dateline.parse import parse_report
from dateline.records import Failure, Findings, Report
from dateline.resolve import resolve_findings

PIPELINE_VERSION = "1"
STAGES = ("parse", "extract", "resolve")


def process(report: Report, knowledge: Knowledge) -> Findings:
    """Return what one report says, tied to the world."""
    if report.language not in knowledge.languages:
        return Findings(report.id, PIPELINE_VERSION, knowledge.model, abstained=f"language: {report.language}")
    parsed = parse_report(report)
    found = extract_findings(parsed, knowledge, PIPELINE_VERSION)
    return resolve_findings(parsed, found, knowledge)


def process_all(
    reports: Iterable[Report], knowledge: Knowledge, *, strict: bool = False
) -> Iterator[Findings | Failure]:
    """Process reports one by one; the one place where a bad report is caught: it becomes a `Failure`."""
    for report in reports:
        try:
            yield process(report, knowledge)
        except Exception as error:
            if strict:
                raise
            yield Failure(report.id, _stage_of(error), f"{type(error).__name__}: {error}")


def _stage_of(error: Exception) -> str:
    """Return the stage that raised `error`, read off the traceback."""
    for frame in traceback.extract_tb(error.__traceback__):
        folder = Path(frame.filename).parent.name
        if folder in STAGES:
            return folder
    return "process"
