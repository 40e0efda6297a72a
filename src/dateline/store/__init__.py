"""Store: the only place with SQL. Records in, records out; an SQLite file by default.

with open_store("dateline.sqlite") as store:
    store.add_reading(reading)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from dateline.errors import StoreError
from dateline.store import postgres, sqlite
from dateline.store.copying import copy_store
from dateline.store.dialects import dialect_of
from dateline.store.migrations import bring_up_to_date, is_up_to_date
from dateline.store.queue import STATES, QueueFilter
from dateline.store.store import Store
from dateline.store.views import Counts, Hit, Problem
from dateline.store.wanted import GRADES, IncidentFilter, Period

POSTGRES = ("postgresql", "postgres")
__all__ = [
    "GRADES",
    "STATES",
    "Counts",
    "Hit",
    "IncidentFilter",
    "Period",
    "Problem",
    "QueueFilter",
    "Store",
    "copy_store",
    "open_store",
]


@contextmanager
def open_store(url: str, *, create: bool = True) -> Iterator[Store]:
    """Open the store at `url`.

    That is the path of an SQLite file, ``sqlite:///path``, ``:memory:``, or a PostgreSQL database,
    ``postgresql://user@host/name``. A store of an older version is brought up to date first. Without `create`, a
    store that is not there is an error.

    Raises:
        StoreError: there is no store, it is damaged, another program's, made by a newer version, or in use.
    """
    scheme, separator, _ = url.partition("://")
    if separator and scheme.partition("+")[0] in POSTGRES:
        engine = postgres.make_engine(url)
        where = engine.url.render_as_string(hide_password=True).replace("+psycopg", "", 1)
    else:
        where = _path_of(url)
        _check_path(where, create)
        engine = sqlite.make_engine(where)
    try:
        _prepare(engine, where, create)
        yield Store(engine, where)
    finally:
        engine.dispose()


def _prepare(engine: Engine, where: str, create: bool) -> None:
    try:
        dialect_of(engine).prepare(engine, where)
        with engine.connect() as connection:
            if is_up_to_date(connection, where):  # asked without a lock, so that readers never wait for a writer
                return
            if not create and not dialect_of(connection).check_application(connection, where):
                raise StoreError(f"{where}: no store there; make one with `dateline read`")
        with engine.connect() as opened:
            connection = opened.execution_options(writes=True)
            with connection.begin():
                bring_up_to_date(connection, where)
        dialect_of(engine).settle(engine)
    except (DBAPIError, sqlite.DriverError) as error:
        raise StoreError(f"{where}: cannot be opened as a store: {getattr(error, 'orig', error)}") from error


def _path_of(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if not separator:
        return url
    if scheme == "sqlite":
        return rest.removeprefix("/") or sqlite.MEMORY
    raise StoreError(f"{url}: a store is the path of an SQLite file or a database postgresql://user@host/name")


def _check_path(name: str, create: bool) -> None:
    if name == sqlite.MEMORY:
        return
    path = Path(name)
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; give the path of a file with --store")
    if not path.exists() and not create:
        raise StoreError(f"{path}: no store there; make one with `dateline read`, or name another with --store")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
