"""All that is particular to PostgreSQL (15 or newer): opening, locks, the search index, append-only guards, COPY."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, Text, column, create_engine, func, inspect, select, text
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.sql.dml import ReturningInsert

from dateline.errors import StoreError
from dateline.store.search import MARK_END, MARK_START, Clause

OLDEST = 15  # the oldest release that the tests run on
CONFIGURATION = "dateline_english"  # of full-text search: English stems, every word kept
TITLE_WEIGHT = 5.0  # of a word in the title against one in the text, as in SQLite
CONNECT_SECONDS = 15


def make_engine(url: str) -> Engine:
    """Return an engine for the database at `url` (``postgresql://user@host/name``), by psycopg 3.

    Raises:
        StoreError: the address cannot be read, or psycopg is not installed.
    """
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
        return create_engine(
            address,
            pool_pre_ping=True,  # a connection that the server has dropped is made anew, not used
            connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "dateline"},
        )
    except ImportError as error:
        raise StoreError("a store in PostgreSQL needs psycopg: pip install 'dateline[postgres]'") from error
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(f"{url}: not an address such as postgresql://user@host/database ({error})") from error


def prepare(engine: Engine, where: str) -> None:
    """Make sure that the server is new enough and keeps text as UTF-8.

    Raises:
        StoreError: it is not.
    """
    with engine.connect() as connection:
        version = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
        if version < OLDEST:
            raise StoreError(f"{where}: PostgreSQL {version} is too old, {OLDEST} or newer is needed")
        encoding = connection.execute(text("SHOW server_encoding")).scalar()
        if encoding != "UTF8":
            raise StoreError(
                f"{where}: the database keeps text as {encoding}; make one with "
                "CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0"
            )


def settle(engine: Engine) -> None:
    """Do nothing: all that a store needs was made in one transaction."""


def check_application(connection: Connection, where: str) -> bool:
    """Say whether the schema holds a store already.

    Raises:
        StoreError: tables of the same names are another program's.
    """
    tables = set(inspect(connection).get_table_names())
    if "migration" in tables and "report" in tables:
        return True
    if "report" in tables or "migration" in tables or "event" in tables:
        raise StoreError(f"{where}: holds another program's tables; name an empty database with --store")
    return False


def create_extras(connection: Connection, append_only: tuple[Table, ...]) -> None:
    """Create what the records do not say: the search index and the guards of the evidence."""
    for statement in (
        f"CREATE TEXT SEARCH DICTIONARY {CONFIGURATION} (TEMPLATE = snowball, Language = english)",
        f"CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = english)",
        f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, "
        f"hword, hword_part, word WITH {CONFIGURATION}",
        "CREATE TABLE report_search (row INTEGER PRIMARY KEY REFERENCES report (row), words tsvector NOT NULL)",
        "CREATE INDEX report_search_words ON report_search USING gin (words)",
        "CREATE FUNCTION evidence_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: evidence is never changed', TG_TABLE_NAME; END $$",
    ):
        connection.execute(text(statement))
    for table in append_only:
        connection.execute(
            text(
                f"CREATE TRIGGER {table.name}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_kept()"
            )
        )


def lock(connection: Connection, name: str) -> None:
    """Wait until no other transaction holds the lock `name`, and hold it until this one ends."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert `row` unless its key is there already; say whether it was new."""
    return connection.execute(_insert_new(table), row).first() is not None


def insert_or_replace(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert `row`, or put it in the place of the one with the same key."""
    connection.execute(_insert_or_replace(table), row)


@cache
def _insert_new(table: Table) -> ReturningInsert[Any]:
    return insert(table).on_conflict_do_nothing().returning(*table.primary_key)  # the driver counts no rows here


@cache
def _insert_or_replace(table: Table) -> Insert:
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def insert_many(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that are all new, by COPY; each has all columns of the table."""
    names = [column.name for column in table.columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])
    serial = next((column for column in table.primary_key if column.name in ("row", "number")), None)
    if serial is not None:
        _continue_after(connection, table, serial.name)


def _continue_after(connection: Connection, table: Table, column: str) -> None:
    """Let the numbers that the database gives go on after those that were copied."""
    last = connection.execute(select(func.max(table.c[column]))).scalar()
    if last is not None:
        sequence = func.pg_get_serial_sequence(table.name, column)
        connection.execute(select(func.setval(sequence, last)))


def index_report(connection: Connection, row: int, title: str, text_: str) -> None:
    """Make a report that was just inserted findable by its words."""
    connection.execute(
        text(
            "INSERT INTO report_search (row, words) VALUES (:row, "  # noqa: S608 (a name of ours)
            f"setweight(to_tsvector('{CONFIGURATION}', :title), 'A') || to_tsvector('{CONFIGURATION}', :text))"
        ),
        {"row": row, "title": _fold(title), "text": _fold(text_)},
    )


def search_reports(connection: Connection, clauses: tuple[Clause, ...], limit: int) -> Iterator[tuple[str, float, str]]:
    """Yield report id, score (higher is better) and the text with its hits between marks, best first."""
    query, values = _match(clauses)
    rows = connection.execute(
        text(
            "SELECT report.id, report.text, "  # noqa: S608 (the query holds names of values, not what was typed)
            f"ts_rank(ARRAY[0.1, 0.2, 0.4, 1.0]::real[], report_search.words, {query}, 1) AS score "
            "FROM report_search JOIN report USING (row) "
            f"WHERE report_search.words @@ ({query}) ORDER BY score DESC, report.id LIMIT :limit"
        ),
        values | {"limit": limit},
    ).all()
    options = f"HighlightAll=true, StartSel={MARK_START}, StopSel={MARK_END}"
    headline = text(f"SELECT ts_headline('{CONFIGURATION}', :page, {query}, :options)")
    for row in rows:
        folded = connection.execute(headline, values | {"page": _fold(row.text), "options": options}).scalar_one()
        yield row.id, float(row.score), _unfold(folded, row.text)


def matching_reports(clauses: tuple[Clause, ...]) -> Select[tuple[str]]:
    """Return a query for the ids of the reports that the clauses let through."""
    query, values = _match(clauses)
    found = text(
        "SELECT report.id FROM report_search JOIN report USING (row) "  # noqa: S608 (as above)
        f"WHERE report_search.words @@ ({query})"
    )
    chosen = found.bindparams(**values).columns(column("id", Text)).subquery()
    return select(chosen.c.id)


def _match(clauses: tuple[Clause, ...]) -> tuple[str, dict[str, Any]]:
    """Write the clauses as a tsquery; every word is a value, so nothing that a user types is syntax there."""
    values: dict[str, Any] = {}

    def word(typed: str) -> str:
        name = f"word{len(values)}"
        folded = _fold(typed)
        if folded.endswith("*") and len(folded) > 1:
            values[name] = "'" + folded.rstrip("*").replace("\\", "\\\\").replace("'", "''") + "':*"
            return f"to_tsquery('simple', :{name})"
        values[name] = folded
        return f"phraseto_tsquery('{CONFIGURATION}', :{name})"

    wanted = ["(" + " || ".join(word(one) for one in clause.words) + ")" for clause in clauses if not clause.excluded]
    unwanted = [f"!!({word(one)})" for clause in clauses if clause.excluded for one in clause.words]
    return "(" + " && ".join(wanted + unwanted) + ")", values


def _fold(words: str) -> str:
    """Return `words` without accents, character for character, so that offsets hold."""
    if words.isascii():
        return words
    return "".join(_fold_letter(letter) for letter in words)


@cache
def _fold_letter(letter: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return plain if len(plain) == 1 else letter


def _unfold(marked: str, original: str) -> str:
    """Put the original characters back into a page that came back with marks."""
    letters = iter(original)
    return "".join(one if one in (MARK_START, MARK_END) else next(letters, "") for one in marked)


def find_damage(connection: Connection) -> Iterator[str]:
    """Yield reports that no search would find: the server checks its own files and references."""
    missing = connection.execute(
        text("SELECT report.id FROM report LEFT JOIN report_search USING (row) WHERE report_search.row IS NULL")
    )
    for row in missing:
        yield f"report {row.id} is not in the search index"
