"""What differs from one database to the next, and which module says how: `sqlite` or `postgres`, each a `Dialect`.

Everything else in the store is the same SQL on both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Select, Table

from dateline.store import postgres, sqlite
from dateline.store.search import Clause


class Dialect(Protocol):
    """The functions that a module for a database has."""

    def make_engine(self, url: str) -> Engine:
        """Return an engine for the store at `url`."""
        ...

    def prepare(self, engine: Engine, where: str) -> None:
        """Make sure that the database can do what the store needs, before its tables are looked at."""
        ...

    def settle(self, engine: Engine) -> None:
        """Set what a new store needs outside a transaction."""
        ...

    def check_application(self, connection: Connection, where: str) -> bool:
        """Say whether there is a store already; another program's database is an error."""
        ...

    def create_extras(self, connection: Connection, append_only: tuple[Table, ...]) -> None:
        """Create what the records do not say: the search index and the guards of the evidence."""
        ...

    def lock(self, connection: Connection, name: str) -> None:
        """Wait until no other transaction holds the lock `name`, and hold it until this one ends."""
        ...

    def insert_new(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
        """Insert `row` unless its key is there already; say whether it was new."""
        ...

    def insert_or_replace(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
        """Insert `row`, or put it in the place of the one with the same key."""
        ...

    def insert_many(self, connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows that are all new, in the fastest way there is."""
        ...

    def index_report(self, connection: Connection, row: int, title: str, text: str) -> None:
        """Make a report that was just inserted findable by its words."""
        ...

    def search_reports(
        self, connection: Connection, clauses: tuple[Clause, ...], limit: int
    ) -> Iterator[tuple[str, float, str]]:
        """Yield report id, score (higher is better) and the text with its hits between marks, best first."""
        ...

    def matching_reports(self, clauses: tuple[Clause, ...]) -> Select[tuple[str]]:
        """Return a query for the ids of the reports that the clauses let through."""
        ...

    def find_damage(self, connection: Connection) -> Iterator[str]:
        """Yield what the database itself finds wrong with the store."""
        ...


def dialect_of(connection: Connection | Engine) -> Dialect:
    """Return the module for the database behind `connection`."""
    return dialect_named(connection.dialect.name)


def dialect_named(name: str) -> Dialect:
    """Return the module for ``sqlite`` or ``postgresql``."""
    return postgres if name == "postgresql" else sqlite
