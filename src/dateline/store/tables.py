"""The tables, derived from the records. A record that owns others (a report's events) has a table for each kind.

Evidence (report, raw, retrieval, judgement) is only ever added to; findings are replaced as a whole when a newer
pipeline reads the report again; groups (story, incident, assessment) are conclusions and are replaced as a whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, LargeBinary, MetaData, Table
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from dateline import records
from dateline.store.columns import TEXT, make_columns

METADATA = MetaData()


@dataclass(frozen=True, slots=True)
class Child:
    """A field of a record whose elements are rows of their own, in order; `record` is ``None`` for plain words."""

    field: str
    table: Table
    owner: str  # the column that names the owner
    record: type | None
    word: str = ""  # the column of a plain word


@dataclass(frozen=True, slots=True)
class Layout:
    """A record with its table, its key and the fields that live in tables of their own."""

    record: type
    table: Table
    key: str
    children: tuple[Child, ...] = ()

    @property
    def apart(self) -> frozenset[str]:
        """The names of the fields that live in tables of their own."""
        return frozenset(child.field for child in self.children)


def _child(field: str, table: str, owner: tuple[str, str], record: type | None, word: str = "") -> Child:
    parent, column = owner
    own = make_columns(record) if record else [Column(word, TEXT, nullable=False)]
    made = Table(
        table,
        METADATA,
        Column(column, TEXT, primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *own,
        ForeignKeyConstraint([column], [f"{parent}.{_key_of(parent)}"], ondelete="CASCADE"),
    )
    return Child(field, made, column, record, word)


def _key_of(parent: str) -> str:
    return next(iter(METADATA.tables[parent].primary_key)).name


RAW = Table(
    "raw",
    METADATA,
    Column("sha256", TEXT, primary_key=True),
    Column("size", Integer, nullable=False),  # bytes before compression
    Column("content", LargeBinary, nullable=False),  # zlib
)
REPORT_TABLE = Table(
    "report",
    METADATA,
    Column("row", Integer, primary_key=True),  # the order of arrival; the search index points here
    *make_columns(records.Report),
    Unique("id"),
    ForeignKeyConstraint(["raw_sha256"], ["raw.sha256"]),
)
REPORT = Layout(records.Report, REPORT_TABLE, "id")
RETRIEVAL = Table(
    "retrieval",
    METADATA,
    *make_columns(records.Retrieval, key=("locator", "raw_sha256", "report_id")),
    ForeignKeyConstraint(["report_id"], ["report.id"]),
    ForeignKeyConstraint(["raw_sha256"], ["raw.sha256"]),
)
FAILURE = Table(
    "failure",
    METADATA,
    *make_columns(records.Failure, key=("subject", "stage")),
    Column("pipeline", TEXT),  # what failed: a newer pipeline tries again
    Column("model", TEXT),
)
FINDINGS_TABLE = Table(
    "findings",
    METADATA,
    *make_columns(
        records.Findings,
        key=("report_id",),
        without=frozenset({"events", "statements", "responsibility", "relations"}),
    ),
    Column("digest", TEXT, nullable=False),  # SHA-256 of the findings as JSON
    ForeignKeyConstraint(["report_id"], ["report.id"]),
)
FINDINGS = Layout(
    records.Findings,
    FINDINGS_TABLE,
    "report_id",
    (
        _child("events", "event", ("findings", "report_id"), records.Event),
        _child("statements", "statement", ("findings", "report_id"), records.Statement),
        _child("responsibility", "responsibility", ("findings", "report_id"), records.Responsibility),
        _child("relations", "relation", ("findings", "report_id"), records.Relation),
    ),
)
STORY_TABLE = Table("story", METADATA, *make_columns(records.Story, key=("id",), without=frozenset({"reports"})))
STORY = Layout(
    records.Story,
    STORY_TABLE,
    "id",
    (_child("reports", "story_report", ("story", "story_id"), None, "report_id"),),
)
INCIDENT_TABLE = Table(
    "incident", METADATA, *make_columns(records.Incident, key=("id",), without=frozenset({"members"}))
)
INCIDENT = Layout(
    records.Incident,
    INCIDENT_TABLE,
    "id",
    (_child("members", "member", ("incident", "incident_id"), records.Member),),
)
ASSESSMENT = Layout(
    records.Assessment,
    Table(
        "assessment",
        METADATA,
        *make_columns(records.Assessment, key=("incident_id",)),
        ForeignKeyConstraint(["incident_id"], ["incident.id"], ondelete="CASCADE"),
    ),
    "incident_id",
)
INCIDENT_ROW = Layout(
    records.IncidentRow,
    Table(
        "incident_row",
        METADATA,
        *make_columns(records.IncidentRow, key=("id",)),
        ForeignKeyConstraint(["id"], ["incident.id"], ondelete="CASCADE"),
    ),
    "id",
)
JUDGEMENT = Table(
    "judgement",
    METADATA,
    Column("number", Integer, primary_key=True),  # the order in which people decided
    *make_columns(records.Judgement),
)
PUBLISHED = Table(
    "published",
    METADATA,
    Column("row", Integer, primary_key=True),  # the order in which ids were given
    *make_columns(records.Published),
    Unique("scheme", "id"),
)
ACCOUNT = Table("account", METADATA, *make_columns(records.Account, key=("name",)))
SESSION = Table(
    "session",
    METADATA,
    *make_columns(records.Session, key=("digest",)),
    ForeignKeyConstraint(["account"], ["account.name"], ondelete="CASCADE"),
)
API_TOKEN = Table(
    "api_token",
    METADATA,
    *make_columns(records.ApiToken, key=("digest",)),
    ForeignKeyConstraint(["account"], ["account.name"], ondelete="CASCADE"),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True),  # the order in which things were done
    *make_columns(records.AuditEntry),
)
SOURCE = Table("source", METADATA, *make_columns(records.Source, key=("locator",)))
VISIT = Table(
    "visit",
    METADATA,
    *make_columns(records.Visit, key=("locator",)),
    ForeignKeyConstraint(["locator"], ["source.locator"], ondelete="CASCADE"),
)
SEARCH = Table("search", METADATA, *make_columns(records.Search, key=("id",)))
ALERT = Table(
    "alert",
    METADATA,
    *make_columns(records.Alert, key=("id",)),
    ForeignKeyConstraint(["search"], ["search.id"], ondelete="CASCADE"),
)
DELIVERY = Table(
    "delivery",
    METADATA,
    *make_columns(records.Delivery, key=("alert", "channel")),
    ForeignKeyConstraint(["alert"], ["alert.id"], ondelete="CASCADE"),
)
MIGRATION = Table(
    "migration",
    METADATA,
    Column("name", TEXT, primary_key=True),
    Column("version", TEXT, nullable=False),  # of Dateline, that applied it
)
SETTING = Table("setting", METADATA, Column("name", TEXT, primary_key=True), Column("value", TEXT, nullable=False))

EVENT, STATEMENT, RESPONSIBILITY, RELATION = (child.table for child in FINDINGS.children)
MEMBER = INCIDENT.children[0].table
STORY_REPORT = STORY.children[0].table
GROUPS = (STORY, INCIDENT, ASSESSMENT, INCIDENT_ROW)
APPEND_ONLY = (RAW, REPORT_TABLE, RETRIEVAL, JUDGEMENT, AUDIT)

Index("event_id", EVENT.c.id)
Index("event_type_time", EVENT.c.type, EVENT.c.time_start)
Index("incident_row_first", INCIDENT_ROW.table.c.first)
Index("alert_search", ALERT.c.search, ALERT.c.at)
Index("member_event", MEMBER.c.event_id)
Index("member_report", MEMBER.c.report_id)
Index("story_report_report", STORY_REPORT.c.report_id)
Index("report_raw", REPORT_TABLE.c.raw_sha256)
Index("retrieval_report", RETRIEVAL.c.report_id)
Index("judgement_subject", JUDGEMENT.c.subject)
Index("published_event", PUBLISHED.c.scheme, PUBLISHED.c.anchor_event_id)
Index("published_words", PUBLISHED.c.scheme, PUBLISHED.c.anchor_report_id, PUBLISHED.c.anchor_start)
Index("published_number", PUBLISHED.c.scheme, PUBLISHED.c.prefix, PUBLISHED.c.number)


@cache
def make_schema_digest(metadata: MetaData = METADATA) -> str:
    """Return a digest of all tables and columns; it changes when a record gains, loses or renames a field."""
    pages = [str(CreateTable(table).compile(dialect=sqlite.dialect())) for table in metadata.sorted_tables]
    return hashlib.sha256("\n".join(pages).encode()).hexdigest()
