"""Places that users add: each file becomes a gazetteer of its own beside the built one, and is looked up with it.

A file is read once, line by line, into a draft; what was read is kept every `BATCH` lines with the number of the last
one, so that a run that was killed goes on where it stopped. The draft takes its place when it is whole.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dateline.errors import NotFoundError, UserError
from dateline.knowledge.gazetteer_build import PLACE_TABLE
from dateline.knowledge.gazetteer_rows import Finders, Line, open_places, read_places
from dateline.knowledge.place_names import name_key, sound_key

ADDED_VERSION = 1
BATCH = 20_000  # lines between two commits
MEGABYTE = 1_000_000
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

# Names have their order beside them: of a name that thousands of places have not all are looked at.
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS {PLACE_TABLE};
CREATE TABLE IF NOT EXISTS name(key TEXT NOT NULL, quality INTEGER NOT NULL, fewer INTEGER NOT NULL,
    place INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS sound(key TEXT NOT NULL, fewer INTEGER NOT NULL, place INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS problem(line INTEGER PRIMARY KEY, message TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS fact(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""
INSERT_PLACE = f"INSERT INTO place VALUES ({','.join('?' * 12)})"  # noqa: S608
INDEXES = """
CREATE INDEX IF NOT EXISTS name_key ON name(key, quality, fewer, place);
CREATE INDEX IF NOT EXISTS sound_key ON sound(key, fewer, place);
CREATE INDEX IF NOT EXISTS place_code ON place(code) WHERE code IS NOT NULL;
"""
COUNTS = ("places", "known", "left_out", "bad")

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Addition:
    """A file of places that a user added; the counts are of its lines."""

    name: str
    file: str  # its name, without folders
    sha256: str
    places: int
    known: int  # lines whose place the built gazetteer has, or an earlier line
    left_out: int  # of kinds that reports seldom name (see `feature_codes.tsv`)
    bad: int


def added_folder(gazetteer: Path) -> Path:
    """Return the folder of the places added to the gazetteer at this path."""
    return gazetteer.with_suffix(".added")


def added_files(gazetteer: Path) -> tuple[Path, ...]:
    """Return the files of added places, in the order of their names."""
    return tuple(sorted(added_folder(gazetteer).glob("*.sqlite")))


def list_added(gazetteer: Path) -> tuple[Addition, ...]:
    """Return what was added to the gazetteer at this path, in the order of the names.

    Raises:
        UserError: a file is damaged, or was made by another version.
    """
    return tuple(_read_addition(path) for path in added_files(gazetteer))


def make_digest(additions: Sequence[Addition]) -> str:
    """Return a digest of what was added, empty for nothing: readings with other places are other readings."""
    if not additions:
        return ""
    lines = "\n".join(sorted(f"{ADDED_VERSION} {one.sha256}" for one in additions))
    return hashlib.sha256(lines.encode()).hexdigest()[:8]


def remove_places(gazetteer: Path, name: str) -> None:
    """Remove an added file of places, also one that was never finished.

    Raises:
        NotFoundError: there is none of this name.
    """
    made, draft = _paths(gazetteer, name)
    if not made.exists() and not draft.exists():
        known = ", ".join(path.stem for path in added_files(gazetteer)) or "none"
        raise NotFoundError(f"no added places named {name!r}; there are: {known}")
    made.unlink(missing_ok=True)
    draft.unlink(missing_ok=True)


def problems_of(gazetteer: Path, name: str) -> tuple[tuple[int, str], ...]:
    """Return the lines of an added file that were wrong, with what is wrong with each."""
    with _open(_paths(gazetteer, name)[0]) as connection:
        rows: list[tuple[int, str]] = connection.execute("SELECT line, message FROM problem ORDER BY line").fetchall()
    return tuple(rows)


def add_places(
    gazetteer: Path, source: Path, finders: Finders, *, name: str | None = None, progress: Progress
) -> tuple[Addition, bool]:
    """Add the places of a file to the gazetteer at this path; return what came of it, and whether it is new.

    `name` is the file's own without ending unless it is given; a file of the same name takes the place of the earlier
    one. The same file again changes nothing; one that was begun is gone on with.

    Raises:
        SourceError: the file cannot be read at all. Single bad lines are kept as problems.
        UserError: the name will not do, or another process is adding the same.
    """
    name = name or _make_name(source)
    if not NAME.fullmatch(name):
        raise UserError(f"--name: {name!r} must be letters, digits, - and _ only, 64 at most")
    made, draft = _paths(gazetteer, name)
    with open_places(source) as (stream, size):
        sha256 = _digest(stream, size, progress)
    if made.exists() and (old := _read_addition(made)).sha256 == sha256:
        return old, False
    made.parent.mkdir(parents=True, exist_ok=True)
    with _open_draft(draft, sha256, source.name) as connection, open_places(source) as (stream, size):
        known = _known_ids(gazetteer)
        after = int(_fact(connection, "last") or 0)
        lines = read_places(source, stream, after, finders)
        while batch := list(islice(lines, BATCH)):
            _keep(connection, batch, known)
            progress("adding, MB", stream.tell() // MEGABYTE, max(1, size // MEGABYTE))
        progress("indexing", 0, None)
        connection.executescript(INDEXES + f"ANALYZE; PRAGMA user_version={ADDED_VERSION};")
        connection.commit()
    draft.replace(made)
    return _read_addition(made), True


def _make_name(source: Path) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", source.name.split(".")[0]).strip("-_")[:64] or "places"


def _paths(gazetteer: Path, name: str) -> tuple[Path, Path]:
    folder = added_folder(gazetteer)
    return folder / f"{name}.sqlite", folder / f"{name}.draft"


def _digest(stream: Iterable[bytes], size: int, progress: Progress) -> str:
    digest, done = hashlib.sha256(), 0
    for number, line in enumerate(stream):
        digest.update(line)
        done += len(line)
        if number % BATCH == 0:
            progress("checking, MB", done // MEGABYTE, max(1, size // MEGABYTE))
    return digest.hexdigest()


@contextmanager
def _open_draft(draft: Path, sha256: str, file: str) -> Iterator[sqlite3.Connection]:
    """Open the draft for the file of this digest; one that was begun with another file is begun anew."""
    with _open(draft, write=True) as connection:
        try:
            begun = _fact(connection, "sha256") if _has_tables(connection) else None
            if begun not in (None, sha256):
                for table in ("place", "name", "sound", "problem", "fact"):
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.executescript(SCHEMA)
            facts = {"sha256": sha256, "file": file}
            connection.executemany("INSERT OR REPLACE INTO fact VALUES (?,?)", sorted(facts.items()))
            connection.commit()
        except sqlite3.OperationalError as error:
            raise UserError(f"{draft.stem}: another process is adding these places ({error}); wait for it") from error
        yield connection


@contextmanager
def _open(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    mode = "rwc" if write else "ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=1.0)
    try:
        if write:
            connection.executescript(
                "PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
            )
        yield connection
    finally:
        connection.close()


def _has_tables(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'fact'").fetchone()[0]
    return bool(found)


def _fact(connection: sqlite3.Connection, name: str) -> str | None:
    found = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return None if found is None else str(found[0])


def _known_ids(gazetteer: Path) -> frozenset[int]:
    with _open(gazetteer) as connection:
        return frozenset(row[0] for row in connection.execute("SELECT id FROM place WHERE id > 0"))


def _keep(connection: sqlite3.Connection, batch: Sequence[Line], known: frozenset[int]) -> None:
    """Write one batch of lines with the number of the last, all or nothing."""
    entries = {line.entry.id: line.entry for line in reversed(batch) if line.entry and line.entry.id not in known}
    held = _held(connection, entries)
    new = [entry for number, entry in sorted(entries.items()) if number not in held]
    connection.executemany(INSERT_PLACE, (entry.row() for entry in new))
    names = ((key, quality, -entry.population, entry.id) for entry in new for key, quality in entry.names.items())
    connection.executemany("INSERT INTO name VALUES (?,?,?,?)", names)
    sounds = ((sound_key(name_key(entry.name)), -entry.population, entry.id) for entry in new)
    connection.executemany("INSERT INTO sound VALUES (?,?,?)", sounds)
    problems = [(line.number, line.problem) for line in batch if line.problem is not None]
    connection.executemany("INSERT INTO problem VALUES (?,?)", problems)
    left_out = sum(line.entry is None and line.problem is None for line in batch)
    told = len(batch) - left_out - len(problems)
    for name, count in zip(COUNTS, (len(new), told - len(new), left_out, len(problems)), strict=True):
        before = int(_fact(connection, name) or 0)
        connection.execute("INSERT OR REPLACE INTO fact VALUES (?,?)", (name, before + count))
    connection.execute("INSERT OR REPLACE INTO fact VALUES ('last', ?)", (batch[-1].number,))
    connection.commit()


def _held(connection: sqlite3.Connection, entries: Iterable[int]) -> frozenset[int]:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked(id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM asked")
    connection.executemany("INSERT INTO asked VALUES (?)", ((number,) for number in entries))
    return frozenset(row[0] for row in connection.execute("SELECT id FROM asked JOIN place USING (id)"))


def _read_addition(path: Path) -> Addition:
    try:
        with _open(path) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            facts = dict(connection.execute("SELECT name, value FROM fact").fetchall())
    except sqlite3.DatabaseError as error:
        raise UserError(f"{path}: damaged ({error}); remove it and add the file of places again") from error
    if version != ADDED_VERSION:
        raise UserError(f"{path}: made by another version of Dateline; add the file of places again")
    counts = {name: int(facts.get(name, 0)) for name in COUNTS}
    return Addition(path.stem, str(facts["file"]), str(facts["sha256"]), **counts)
