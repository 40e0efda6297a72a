"""The matrix of an incident as records: fields down, kinds of speakers across, in each cell values with their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from dateline.records import Assessment, FieldAssessment, Support, Value
from dateline.wording import one_line

if TYPE_CHECKING:
    from dateline.run.views import IncidentView

T = TypeVar("T")
OUTLET = "outlet"


@dataclass(slots=True)
class Entry:
    """One value in one cell: what one kind of speaker says of one field, in which words and reports."""

    value: Value
    speakers: list[str] = field(default_factory=list)  # as the reports name them
    quotes: list[str] = field(default_factory=list)
    supports: list[Support] = field(default_factory=list)  # one for each quotation: where it stands
    reports: list[int] = field(default_factory=list)  # numbers in the list of reports
    days: list[str] = field(default_factory=list)  # on which it was published
    is_claim: bool = False


def number_reports(view: IncidentView) -> dict[str, int]:
    """Return the number that each report has in the list below the matrix, from 1."""
    return {report.id: number for number, report in enumerate(view.reports, start=1)}


def find_speakers(assessment: Assessment) -> list[str]:
    """Return the kinds of speakers, those who say most first, the outlets' own voice always first."""
    said: dict[str, int] = {}
    for assessed in assessment.fields:
        for value in assessed.values:
            for support in value.supports:
                said[support.speaker] = said.get(support.speaker, 0) + 1
    return sorted(said, key=lambda speaker: (speaker != OUTLET, -said[speaker], speaker))


def make_cells(
    assessed: FieldAssessment, texts: Mapping[str, str], numbers: Mapping[str, int]
) -> dict[str, list[Entry]]:
    """Return the entries of one row of the matrix by kind of speaker; `texts` are those of the reports."""
    cells: dict[str, list[Entry]] = {}
    for value in assessed.values:
        entries: dict[str, Entry] = {}
        for support in value.supports:
            entry = entries.setdefault(support.speaker, Entry(value))
            words = one_line(support.span.of(texts.get(support.report_id, "")))
            if words and words not in entry.quotes:
                entry.quotes.append(words)
                entry.supports.append(support)
            _add(entry.speakers, one_line(support.speaker_name or ""))
            _add(entry.reports, numbers.get(support.report_id, 0))
            _add(entry.days, (support.published or "")[:10])
            entry.is_claim = entry.is_claim or support.claim
        for speaker, entry in entries.items():
            cells.setdefault(speaker, []).append(entry)
    return cells


def _add(items: list[T], item: T) -> None:
    if item and item not in items:
        items.append(item)


def is_plain_fact(assessed: FieldAssessment) -> bool:
    """Say whether this is the status of an event that everybody tells as fact: nothing worth a row."""
    return assessed.field == "status" and all(value.text == "happened" for value in assessed.values)
