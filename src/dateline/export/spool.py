"""A spool: what several incidents share, kept on disk until a file is whole, so that memory does not grow with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_TABLES = """
create table seen(name text primary key) without rowid;
create table kept(name text primary key, body blob not null);
create table refs(name text, target text, at text, primary key(name, target)) without rowid;
"""


class Spool:
    """Remembers which things were written, and things that are written last with all that refers to them."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def is_new(self, name: str) -> bool:
        """Say whether `name` comes for the first time."""
        return self._database.execute("insert or ignore into seen values (?)", (name,)).rowcount == 1

    def keep(self, name: str, body: bytes, targets: Iterable[str], at: str) -> None:
        """Keep a thing, as it was at the first time, and what it refers to since `at`."""
        self._database.execute("insert or ignore into kept values (?, ?)", (name, body))
        self._database.executemany("insert or ignore into refs values (?, ?, ?)", ((name, one, at) for one in targets))

    def read(self) -> Iterator[tuple[bytes, tuple[str, ...], str]]:
        """Yield what was kept in the order of coming: its body, what it refers to in order, and the latest time."""
        for name, body in self._database.execute("select name, body from kept order by rowid"):
            found = self._database.execute("select target, at from refs where name = ? order by target", (name,))
            refs = found.fetchall()
            yield body, tuple(target for target, _ in refs), max(at for _, at in refs)


@contextmanager
def open_spool(path: Path) -> Iterator[Spool]:
    """Open an empty spool in the file `path`, which is removed in the end."""
    database = sqlite3.connect(path, isolation_level=None)
    try:
        # It lives no longer than the file that is made: nothing need survive a crash.
        database.executescript("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -4000;")
        database.executescript(_TABLES)
        database.execute("begin")
        yield Spool(database)
    finally:
        database.close()
        path.unlink(missing_ok=True)
