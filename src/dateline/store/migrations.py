"""How a store made by an older Dateline becomes one of today: named steps, each recorded once it is done.

Two kinds of change are told apart:

* a record gained a field that has a default, or a record is new: the columns and tables are added when the store is
  opened, with no step here, because the tables are derived from the records;
* everything else (a field renamed, split, or with a new meaning) is a function at the end of `MIGRATIONS`.

All of it happens in one transaction: an upgrade that is interrupted has not begun.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, Table, inspect, select, text
from sqlalchemy.schema import CreateColumn

from dateline import __version__
from dateline.errors import StoreError
from dateline.store.dialects import dialect_of
from dateline.store.tables import APPEND_ONLY, METADATA, MIGRATION, SETTING, make_schema_digest

SCHEMA = "schema"  # the setting that holds the digest of the tables


@dataclass(frozen=True, slots=True)
class Migration:
    """A step from one form of the store to the next; `name` is for ever."""

    name: str
    apply: Callable[[Connection], None]


def _begin(connection: Connection) -> None:
    """Nothing to do: a store is created in today's form; the name marks the first form that was ever published."""


MIGRATIONS: tuple[Migration, ...] = (Migration("0001 the first form", _begin),)


def bring_up_to_date(
    connection: Connection,
    where: str,
    migrations: Sequence[Migration] = MIGRATIONS,
    metadata: MetaData = METADATA,
) -> None:
    """Create the tables, or migrate those of an older version.

    Raises:
        StoreError: the store at `where` was made by a newer version.
    """
    dialect = dialect_of(connection)
    dialect.lock(connection, "schema")
    if not dialect.check_application(connection, where):
        metadata.create_all(connection)
        dialect.create_extras(connection, APPEND_ONLY)
        _record(connection, migrations)
        _set_schema(connection, metadata)
        return
    applied = set(connection.execute(select(MIGRATION.c.name)).scalars())
    unknown = sorted(applied - {migration.name for migration in migrations})
    if unknown:
        raise StoreError(_newer(where, f"step {unknown[0]!r}"))
    missing = [migration for migration in migrations if migration.name not in applied]
    if not missing and _schema_of(connection) == make_schema_digest(metadata):
        return
    for migration in missing:
        migration.apply(connection)
    _record(connection, missing)
    _add_missing(connection, where, metadata)
    _set_schema(connection, metadata)


def is_up_to_date(connection: Connection, where: str) -> bool:
    """Say whether there is nothing to create or migrate.

    Raises:
        StoreError: the file at `where` is another program's database.
    """
    if not dialect_of(connection).check_application(connection, where):
        return False
    applied = set(connection.execute(select(MIGRATION.c.name)).scalars())
    return applied == {step.name for step in MIGRATIONS} and _schema_of(connection) == make_schema_digest()


def _newer(where: str, what: str) -> str:
    return f"{where}: made by a newer Dateline than this {__version__} ({what}); upgrade Dateline to open it"


def _add_missing(connection: Connection, where: str, metadata: MetaData) -> None:
    """Add the tables and columns that the records have and the store has not."""
    metadata.create_all(connection)
    known = inspect(connection)
    for table in metadata.sorted_tables:
        there = {column["name"] for column in known.get_columns(table.name)}
        unknown = sorted(there - set(table.columns.keys()))
        if unknown:
            raise StoreError(_newer(where, f"column {table.name}.{unknown[0]}"))
        for column in table.columns:
            if column.name not in there:
                _add_column(connection, table, column.name)


def _add_column(connection: Connection, table: Table, name: str) -> None:
    column = table.columns[name]
    if not column.nullable:
        raise TypeError(f"{table.name}.{name} has no default: fill it in a step of MIGRATIONS")
    clause = CreateColumn(column).compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {clause}"))


def _record(connection: Connection, migrations: Sequence[Migration]) -> None:
    for migration in migrations:
        connection.execute(MIGRATION.insert().values(name=migration.name, version=__version__))


def _schema_of(connection: Connection) -> str | None:
    return connection.execute(select(SETTING.c.value).where(SETTING.c.name == SCHEMA)).scalar()


def _set_schema(connection: Connection, metadata: MetaData) -> None:
    dialect_of(connection).insert_or_replace(
        connection, SETTING, {"name": SCHEMA, "value": make_schema_digest(metadata)}
    )
