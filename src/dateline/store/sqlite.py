"""All that is particular to SQLite: opening, transactions, the search index, append-only guards, integrity."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, Select, Table, Text, column, create_engine, event, select, text
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from dateline.errors import StoreError
from dateline.store.search import MARK_END, MARK_START, Clause

DriverError = sqlite3.Error
MEMORY = ":memory:"
BATCH = 1000
BUSY_SECONDS = 30  # how long a writer waits for another one before it gives up
APPLICATION_ID = 0x44544C4E  # "DTLN", so that `file` and others know a store


def make_engine(url: str) -> Engine:
    """Return an engine for the file at `url`, or for a store in memory (``:memory:``)."""
    memory = url == MEMORY
    engine = create_engine(
        "sqlite://" if memory else f"sqlite:///{Path(url)}",
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        **({"poolclass": StaticPool} if memory else {}),
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: a crash of the machine keeps it consistent

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that will write takes its lock at once: a read lock that is raised later can deadlock.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection, on which no transaction has begun."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def prepare(engine: Engine, where: str) -> None:  # noqa: ARG001 (every dialect is told where)
    """Make sure that full-text search is there.

    Raises:
        StoreError: this SQLite was built without it.
    """
    with engine.connect() as connection:
        probe_search(driver_of(connection))


def settle(engine: Engine) -> None:
    """Let readers and a writer work side by side (SQLite keeps its older way where the file system has no locks)."""
    with engine.connect() as connection:
        driver_of(connection).execute("PRAGMA journal_mode = WAL")


def check_application(connection: Connection, where: str) -> bool:
    """Say whether the file holds a store already.

    Raises:
        StoreError: the file is another program's database.
    """
    tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    if not tables:
        return False
    if "migration" not in tables or "report" not in tables:
        raise StoreError(f"{where}: an SQLite file, but no Dateline store; name another file with --store")
    return True


def probe_search(connection: sqlite3.Connection) -> None:
    """Make sure that full-text search is there, given the driver's own connection.

    Raises:
        StoreError: this SQLite was built without FTS5.
    """
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.probe USING fts5(words)")
        connection.execute("DROP TABLE temp.probe")
    except sqlite3.Error as error:
        raise StoreError(
            "this Python's SQLite has no full-text search (FTS5); use a Python from python.org, "
            f"your distribution or conda, whose SQLite has it ({error})"
        ) from error


def create_extras(connection: Connection, append_only: tuple[Table, ...]) -> None:
    """Create what the records do not say: the search index and the guards of the evidence."""
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE report_search USING fts5(title, text, content='report', content_rowid='row', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
    )
    connection.execute(
        text(
            "CREATE TRIGGER report_searchable AFTER INSERT ON report BEGIN "
            "INSERT INTO report_search(rowid, title, text) VALUES (new.row, new.title, new.text); END"
        )
    )
    for table in append_only:
        for action in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER {table.name}_no_{action.lower()} BEFORE {action} ON {table.name} "
                    f"BEGIN SELECT RAISE(ABORT, '{table.name}: evidence is never changed'); END"
                )
            )


def lock(connection: Connection, name: str) -> None:
    """Do nothing: a transaction that writes has the whole file to itself."""


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert `row` unless its key is there already; say whether it was new."""
    return connection.execute(_insert_new(table), row).rowcount == 1


def insert_or_replace(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert `row`, or put it in the place of the one with the same key."""
    connection.execute(_insert_or_replace(table), row)


def insert_many(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that are all new, a thousand at a time."""
    left = iter(rows)
    while batch := [dict(row) for row in islice(left, BATCH)]:
        connection.execute(table.insert(), batch)


def index_report(connection: Connection, row: int, title: str, text_: str) -> None:
    """Do nothing: a trigger does it."""


# Statements without values, made once a table: making them anew for each row costs more than the row itself.
@cache
def _insert_new(table: Table) -> Insert:
    return insert(table).on_conflict_do_nothing()


@cache
def _insert_or_replace(table: Table) -> Insert:
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def search_reports(connection: Connection, clauses: tuple[Clause, ...], limit: int) -> Iterator[tuple[str, float, str]]:
    """Yield report id, score (higher is better) and the text with its hits between marks, best first."""
    rows = connection.execute(
        text(
            "SELECT report.id, -bm25(report_search, 5.0, 1.0) AS score, "
            "highlight(report_search, 1, :start, :end) AS marked "
            "FROM report_search JOIN report ON report.row = report_search.rowid "
            "WHERE report_search MATCH :query ORDER BY score DESC, report.id LIMIT :limit"
        ),
        {"start": MARK_START, "end": MARK_END, "query": _match(clauses), "limit": limit},
    )
    for row in rows:
        yield row.id, row.score, row.marked


def matching_reports(clauses: tuple[Clause, ...]) -> Select[tuple[str]]:
    """Return a query for the ids of the reports that the clauses let through."""
    found = text(
        "SELECT report.id FROM report_search JOIN report ON report.row = report_search.rowid "
        "WHERE report_search MATCH :query"
    )
    chosen = found.bindparams(query=_match(clauses)).columns(column("id", Text)).subquery()
    return select(chosen.c.id)


def _match(clauses: tuple[Clause, ...]) -> str:
    """Write the clauses in FTS5's language; every word is quoted, so nothing that a user types is syntax there."""
    wanted = [" OR ".join(_word(word) for word in clause.words) for clause in clauses if not clause.excluded]
    unwanted = [_word(word) for clause in clauses if clause.excluded for word in clause.words]
    query = " AND ".join(f"({words})" for words in wanted)
    return f"({query}) NOT ({' OR '.join(unwanted)})" if unwanted else query


def _word(word: str) -> str:
    prefix = word.endswith("*") and len(word) > 1
    quoted = word.rstrip("*").replace('"', '""')
    return f'"{quoted}"*' if prefix else f'"{quoted}"'


def find_damage(connection: Connection) -> Iterator[str]:
    """Yield what SQLite itself finds wrong with the file."""
    try:
        for message in connection.execute(text("PRAGMA integrity_check")).scalars():
            if message != "ok":
                yield str(message)
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"row {row[1]} of {row[0]} refers to a missing row of {row[2]}"
        connection.execute(text("INSERT INTO report_search(report_search, rank) VALUES ('integrity-check', 1)"))
    except DatabaseError as error:
        yield str(error.orig)
