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
from dateline.store import sqlite
from dateline.store.migrations import bring_up_to_date, is_up_to_date
from dateline.store.store import Store
from dateline.store.views import Counts, Hit, Problem

__all__ = ["Counts", "Hit", "Problem", "Store", "open_store"]


@contextmanager
def open_store(url: str, *, create: bool = True) -> Iterator[Store]:
    """Open the store at `url`: the path of an SQLite file, ``sqlite:///path``, or ``:memory:``.

    A store of an older version is brought up to date first. Without `create`, a file that is not there is an error.

    Raises:
        StoreError: there is no store, it is damaged, another program's, made by a newer version, or in use.
    """
    path = _path_of(url)
    if path != sqlite.MEMORY:
        _check_path(Path(path), create)
    engine = sqlite.make_engine(path)
    try:
        _prepare(engine, path)
        yield Store(engine, path)
    finally:
        engine.dispose()


def _prepare(engine: Engine, path: str) -> None:
    try:
        with engine.connect() as connection:
            sqlite.probe_search(sqlite.driver_of(connection))
        with engine.connect() as connection:
            if is_up_to_date(connection, path):  # asked without a lock, so that readers never wait for a writer
                return
        with engine.connect() as opened:
            connection = opened.execution_options(writes=True)
            with connection.begin():
                bring_up_to_date(connection, path)
        with engine.connect() as connection:
            sqlite.write_ahead(sqlite.driver_of(connection))
    except (DBAPIError, sqlite.DriverError) as error:
        raise StoreError(f"{path}: cannot be opened as a store: {getattr(error, 'orig', error)}") from error


def _path_of(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if not separator:
        return url
    if scheme == "sqlite":
        return rest.removeprefix("/") or sqlite.MEMORY
    raise StoreError(f"{url}: this Dateline keeps its store in an SQLite file; give the path of one with --store")


def _check_path(path: Path, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; give the path of a file with --store")
    if not path.exists() and not create:
        raise StoreError(f"{path}: no store there; make one with `dateline read`, or name another with --store")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
