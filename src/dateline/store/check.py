"""The proof of a store: digests match, every span lies in its text, every reference exists."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from dateline.errors import StoreError
from dateline.records import Report, Span
from dateline.store.rows import PAGE
from dateline.store.views import Kept, Problem

if TYPE_CHECKING:
    from dateline.store.store import Store


def find_problems(store: Store) -> Iterator[Problem]:
    """Yield everything in `store` that is not as it was written, or that points nowhere."""
    yield from _check_raw(store)
    events: set[str] = set()
    reports: set[str] = set()
    listed = store.reports()
    while page := list(islice(listed, PAGE)):
        reports.update(report.id for report in page)
        for report in page:
            yield from _check_report(report)
        kept: dict[str, Kept] = {}
        yield from _fetch_kept(store, [report.id for report in page], kept)
        for report in page:
            if report.id in kept:
                events.update(event.id for event in kept[report.id].findings.events)
                yield from _check_findings(report, kept[report.id])
    yield from _check_groups(store, reports, events)


def _fetch_kept(store: Store, report_ids: list[str], kept: dict[str, Kept]) -> Iterator[Problem]:
    """Fill `kept`; if a row is damaged, fetch one report at a time and yield which one it is."""
    try:
        kept.update(store.kept_findings(report_ids))
    except StoreError as error:
        if len(report_ids) == 1:
            yield Problem("findings", report_ids[0], str(error))
        else:
            for report_id in report_ids:
                yield from _fetch_kept(store, [report_id], kept)


def _check_raw(store: Store) -> Iterator[Problem]:
    for sha256, size in store.raw_digests():
        try:
            raw = store.raw(sha256)
        except StoreError as error:
            yield Problem("raw", sha256, str(error))
            continue
        if len(raw) != size or hashlib.sha256(raw).hexdigest() != sha256:
            yield Problem("raw", sha256, "the bytes are not those that were retrieved: their SHA-256 differs")


def _check_report(report: Report) -> Iterator[Problem]:
    digest = hashlib.sha256(report.text.encode("utf-8")).hexdigest()
    if report.text_sha256 != digest:
        yield Problem("report", report.id, "the text is not the one that was stored: its SHA-256 differs")
    if not report.text.startswith(report.title):
        yield Problem("report", report.id, "the text does not begin with the title")
    if not 0 <= report.body_start <= len(report.text):
        yield Problem("report", report.id, f"the body begins outside the text, at {report.body_start}")
    if report.dateline is not None:
        yield from _check_spans("report", report.id, report.dateline, len(report.text))


def _check_findings(report: Report, kept: Kept) -> Iterator[Problem]:
    findings = kept.findings
    if hashlib.sha256(msgspec.json.encode(findings)).hexdigest() != kept.digest:
        yield Problem("findings", report.id, "the findings are not those that were stored: their SHA-256 differs")
    yield from _check_spans("findings", report.id, findings, len(report.text))
    known = {event.id for event in findings.events}
    for statement in findings.statements:
        for about in statement.about:
            if about not in known:
                yield Problem("statement", statement.id, f"speaks of event {about}, which its report does not have")
    for claim in findings.responsibility:
        if claim.event not in known:
            yield Problem("responsibility", claim.id, f"names event {claim.event}, which its report does not have")


def _check_spans(table: str, subject: str, record: object, length: int) -> Iterator[Problem]:
    for span in find_spans(record):
        if not 0 <= span.start < span.end <= length:
            yield Problem(table, subject, f"words at {span.start}-{span.end} of a text of {length} characters")


def find_spans(record: object) -> Iterator[Span]:
    """Yield every span anywhere in a record."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for part in record:
            yield from find_spans(part)
    elif dataclasses.is_dataclass(record):
        for field in dataclasses.fields(record):
            yield from find_spans(getattr(record, field.name))


def _check_groups(store: Store, reports: set[str], events: set[str]) -> Iterator[Problem]:
    for story in store.stories():
        for report_id in story.reports:
            if report_id not in reports:
                yield Problem("story", story.id, f"holds report {report_id}, which is not in the store")
    for incident in store.incidents():
        for member in incident.members:
            if member.event_id not in events:
                yield Problem("incident", incident.id, f"holds event {member.event_id}, which is not in the store")
