"""Rows: what an exporter yields. Every cell knows the words that it rests on; what is not written says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.export.evidence import Evidence, once
from dateline.records import Report, Span, Support

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a report that a cell rests on, and whose they are."""

    report: str  # id
    span: Span
    words: str
    speaker: str = "outlet"
    speaker_name: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row. `why` is the rule that made it, where the rule of its column does not say all."""

    value: Scalar
    cites: tuple[Citation, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row (record, object, page) of a file.

    `id` is what the file calls it and what ``dateline cite FILE ID`` asks for. `cells` are by column, or by path in a
    format that is no table; a column that is missing there gets its sentinel. `record` is what is written by a format
    that is no table (anything that msgspec encodes, or bytes). `aside` are cells for the file beside, by column.
    """

    id: str
    incident: str
    cells: Mapping[str, Cell]
    reports: tuple[Report, ...] = ()
    record: object = None
    aside: tuple[Mapping[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that the format has no place for, or that its rules keep out."""

    incident: str
    title: str
    rule: str  # short name: "no reported death"
    reason: str  # one sentence
    row: str = ""  # id of the row, where only a field of it is missing, or an id that was published before
    field: str = ""
    words: str = ""  # what was said, in the words of the reports
    reports: tuple[str, ...] = ()


def leave_out(
    evidence: Evidence, rule: str, reason: str, *, row: str = "", field: str = "", cites: Iterable[Citation] = ()
) -> LeftOut:
    """Return the entry of an incident, or of one field of a row, for the list of what was left out."""
    known = tuple(cites)
    return LeftOut(
        incident=evidence.incident.id,
        title=evidence.assessment.title,
        rule=rule,
        reason=reason,
        row=row,
        field=field,
        words=" | ".join(dict.fromkeys(one.words for one in known)),
        reports=tuple(dict.fromkeys(one.report for one in known)) or tuple(one.id for one in evidence.reports),
    )


def cite_supports(evidence: Evidence, supports: Iterable[Support]) -> tuple[Citation, ...]:
    """Return the words of `supports`, each once; a person's correction has no words in a report."""
    texts = evidence.texts
    found = (
        Citation(one.report_id, one.span, one.span.of(texts[one.report_id]), one.speaker, one.speaker_name)
        for one in supports
        if one.report_id in texts
    )
    return tuple(dict.fromkeys(found))


@once
def cite_field(evidence: Evidence, *fields: str, role: str | None = None) -> tuple[Citation, ...]:
    """Return the words behind all versions of `fields` (with `role` only the versions of that role)."""
    return cite_supports(
        evidence,
        (
            support
            for name in fields
            if (field := evidence.field(name)) is not None
            for value in field.values
            if role is None or value.role == role
            for support in value.supports
        ),
    )


@once
def cite_heads(evidence: Evidence) -> tuple[Citation, ...]:
    """Return the heads of all reports: for what is true of the reports as such (their number, their publishers)."""
    return tuple(
        Citation(report.id, span, span.of(report.text))
        for report in evidence.reports
        if report.text and (span := Span(0, min(len(report.text), len(report.title) or 80)))
    )
