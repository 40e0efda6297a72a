"""Small records that only the store makes."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Findings, Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that a search found; `spans` are the words that matched, in the report's text. Higher scores first."""

    report_id: str
    score: float
    title: str
    publisher: str | None
    published: str | None
    excerpt: Span
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the store that is not as it was written, or points nowhere."""

    table: str
    subject: str  # the key of the row
    message: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of each kind a store holds, and how many reports in each language."""

    reports: int
    retrievals: int
    read: int  # reports with findings
    abstained: int  # of these, those that the reader left alone: a language it cannot read
    failures: int
    events: int
    statements: int
    responsibility: int
    relations: int
    stories: int
    incidents: int
    judgements: int
    languages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Findings as they come out of the store, and the SHA-256 under which they went in."""

    findings: Findings
    digest: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Of what kind a finding is (event, statement, responsibility, relation), and the report that it is from."""

    kind: str
    report_id: str
