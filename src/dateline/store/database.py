"""A database, opened: the ways in which the store fetches and writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from dateline.errors import NotFoundError, StoreError
from dateline.store.dialects import dialect_of
from dateline.store.rows import PAGE, fetch_owners, fetch_page, find_by_prefix, find_near
from dateline.store.tables import Layout

SHOWN = 4  # ids named in a message


class Database:
    """An engine, and where its data lie. No transaction is held open between two items of a long list."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._dialect = dialect_of(engine)
        self.where = where

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._guarded(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._guarded(), self._engine.connect() as opened:
            connection = opened.execution_options(writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise StoreError(f"{self.where}: {error.orig}") from error

    def _owners(self, layout: Layout, key: str | None = None) -> Iterator[Any]:
        """Yield the records of a layout page by page in the order of their keys, or the one with this key."""
        after: str | None = None
        chosen = () if key is None else (layout.table.c[layout.key] == key,)
        while True:
            with self._reading() as connection:
                rows = fetch_page(connection, layout.table, layout.key, after, *chosen)
                page = list(fetch_owners(connection, layout, rows))
            yield from page
            if len(rows) < PAGE:
                return
            after = rows[-1][layout.key]

    def _one(self, layout: Layout, wanted: str, what: str) -> Any:
        """Return the record with the key `wanted`, or whose key alone starts so.

        Raises:
            NotFoundError: there is none, or there are several; the message names those that are near.
        """
        found = self._id(layout, wanted, what)
        record = next(self._owners(layout, found), None)
        if record is None:
            raise StoreError(f"{self.where}: {what} {found} is gone; another program changed the store just now")
        return record

    def _id(self, layout: Layout, wanted: str, what: str) -> str:
        with self._reading() as connection:
            found = find_by_prefix(connection, layout.table, layout.key, wanted) if wanted else []
            near = [] if found else find_near(connection, layout.table, layout.key, wanted, SHOWN)
            first = find_by_prefix(connection, layout.table, layout.key, "", 1)
        if len(found) == 1 or wanted in found:
            return wanted if wanted in found else found[0]
        if found:
            shown = ", ".join(found[:SHOWN]) + (", ..." if len(found) > SHOWN else "")
            raise NotFoundError(f"{wanted!r} is the beginning of several {what}s: {shown}; give more of the id")
        if not first:
            raise NotFoundError(f"no {what} {wanted!r}: there is no {what} in {self.where} yet")
        way_out = f"did you mean {' or '.join(near)}?" if near else f"an id is written like {first[0]}"
        raise NotFoundError(f"no {what} {wanted!r} in {self.where}; {way_out}")
