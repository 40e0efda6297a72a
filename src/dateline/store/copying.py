"""A store moved to another database, ids and history intact, and the proof that nothing was changed on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, RowMapping, Table, func, select, tuple_

from dateline.errors import StoreError
from dateline.store.dialects import dialect_of
from dateline.store.rows import PAGE
from dateline.store.tables import METADATA, MIGRATION, REPORT_TABLE, SETTING

if TYPE_CHECKING:
    from dateline.store.store import Store

OWN = (MIGRATION, SETTING)  # every store has rows of its own in them

Progress = Callable[[str, int, int | None], None]  # the table, rows so far, rows in all


def copy_store(source: Store, target: Store, progress: Progress) -> dict[str, int]:
    """Copy all tables of `source` into `target`, which holds nothing yet, in one transaction; return rows by table.

    What arrived is read back and its digest compared before the transaction ends.

    Raises:
        StoreError: `target` holds something already, or a table did not arrive as it was; nothing was copied then.
    """
    copied: dict[str, int] = {}
    with source._reading() as reading, target._writing() as writing:
        dialect_of(writing).lock(writing, "schema")
        _check_empty(writing, target.where)
        for table in METADATA.sorted_tables:
            total = _count(reading, table)
            copied[table.name] = total
            progress(table.name, 0, total)
            _copy_table(reading, writing, table, partial(_told, progress, table.name, total))
            if _digest(reading, table) != _digest(writing, table):
                raise StoreError(f"{target.where}: table {table.name} did not arrive as it was; nothing was copied")
    return copied


def _told(progress: Progress, name: str, total: int, done: int) -> None:
    progress(name, done, total)


def _check_empty(connection: Connection, where: str) -> None:
    for table in METADATA.sorted_tables:
        if table not in OWN and _count(connection, table):
            raise StoreError(f"{where}: holds rows in {table.name} already; copy into a new store")


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _copy_table(reading: Connection, writing: Connection, table: Table, told: Callable[[int], None]) -> None:
    dialect = dialect_of(writing)
    if table in OWN:
        for row in _rows(reading, table):
            dialect.insert_or_replace(writing, table, {str(name): value for name, value in row.items()})
        return
    dialect.insert_many(writing, table, _counted(_rows(reading, table), told))
    if table is REPORT_TABLE:
        for row in _rows(reading, table):
            dialect.index_report(writing, row["row"], row["title"], row["text"])


def _counted(rows: Iterator[RowMapping], told: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    for done, row in enumerate(rows, start=1):
        yield {str(name): value for name, value in row.items()}
        if done % PAGE == 0:
            told(done)


def _rows(connection: Connection, table: Table) -> Iterator[RowMapping]:
    """Yield all rows in the order of the key, a page at a time."""
    keys = list(table.primary_key)
    query = select(table).order_by(*keys).limit(PAGE)
    after: tuple[Any, ...] | None = None
    while True:
        page = query if after is None else query.where(tuple_(*keys) > tuple_(*after))
        rows = connection.execute(page).mappings().all()
        yield from rows
        if len(rows) < PAGE:
            return
        after = tuple(rows[-1][key.name] for key in keys)


def _digest(connection: Connection, table: Table) -> str:
    digest = hashlib.sha256()
    for row in _rows(connection, table):
        digest.update(msgspec.json.encode(dict(row)) + b"\n")
    return digest.hexdigest()
