"""Records in and out of their tables, those that own other records with all that they own."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, delete, select

from dateline.store.columns import make_record, make_row
from dateline.store.tables import Child, Layout

NEAR_AMONG = 5000  # keys looked through for those near a mistyped one
PAGE = 200  # owners fetched at a time; their children come in one query a kind


def insert_owner(connection: Connection, layout: Layout, record: Any, extra: dict[str, Any] | None = None) -> None:
    """Insert `record` with all that it owns; `extra` holds columns that are not fields."""
    connection.execute(layout.table.insert(), make_row(record, without=layout.apart) | (extra or {}))
    owner = getattr(record, layout.key)
    for child in layout.children:
        rows = [
            {child.owner: owner, "position": position} | ({child.word: part} if child.word else make_row(part))
            for position, part in enumerate(getattr(record, child.field))
        ]
        if rows:
            connection.execute(child.table.insert(), rows)


def delete_owner(connection: Connection, layout: Layout, owner: str) -> None:
    """Delete a record with all that it owns (by the foreign keys)."""
    connection.execute(delete(layout.table).where(layout.table.c[layout.key] == owner))


def fetch_owners(connection: Connection, layout: Layout, rows: Sequence[RowMapping]) -> Iterator[Any]:
    """Yield the records of `rows`, each with what it owns."""
    owners = [row[layout.key] for row in rows]
    owned = {child.field: _fetch_children(connection, child, owners) for child in layout.children}
    for row in rows:
        extra = {field: tuple(parts.get(row[layout.key], ())) for field, parts in owned.items()}
        yield make_record(layout.record, row, extra)


def _fetch_children(connection: Connection, child: Child, owners: Iterable[str]) -> dict[str, list[Any]]:
    owner = child.table.c[child.owner]
    query = select(child.table).where(owner.in_(list(owners))).order_by(owner, child.table.c.position)
    found: dict[str, list[Any]] = {}
    for row in connection.execute(query).mappings():
        part = make_record(child.record, row) if child.record else row[child.word]
        found.setdefault(row[child.owner], []).append(part)
    return found


def fetch_page(
    connection: Connection, table: Table, key: str, after: Any, *conditions: ColumnElement[bool]
) -> list[RowMapping]:
    """Return the next rows of `table` in the order of `key`, beginning after the value `after` (``None``: the first).

    Pages, not an open cursor: the store may be written to while a long list is read.
    """
    column = table.c[key]
    query = select(table).where(*conditions).order_by(column).limit(PAGE)
    if after is not None:
        query = query.where(column > after)
    return list(connection.execute(query).mappings())


def find_by_prefix(connection: Connection, table: Table, key: str, prefix: str, limit: int = 9) -> list[str]:
    """Return the first keys that start with `prefix`."""
    column = table.c[key]
    query = select(column).where(column >= prefix, column < prefix + "\U0010ffff").order_by(column).limit(limit)
    return list(connection.execute(query).scalars())


def find_near(connection: Connection, table: Table, key: str, wanted: str, limit: int) -> list[str]:
    """Return keys whose beginning looks like `wanted`, for a message."""
    keys = connection.execute(select(table.c[key]).order_by(table.c[key]).limit(NEAR_AMONG)).scalars()
    begin: dict[str, str] = {}
    for one in keys:
        begin.setdefault(one[: len(wanted)], one)
    return [begin[near] for near in difflib.get_close_matches(wanted, begin, n=limit, cutoff=0.7) if near]
