"""Sources: files, folders, globs, standard input and addresses, each handed to the reader of its format."""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.errors import SourceError
from dateline.read.formats import find_format, read_format
from dateline.read.options import Item, ReadOptions
from dateline.read.readings import make_failure, make_reading
from dateline.records import Failure, Reading

STDIN = "-"
ADDRESS = ("http://", "https://")
MAGIC_CHARACTERS = "*?["


def read_reports(source: str, options: ReadOptions) -> Iterator[Reading | Failure]:
    """Yield the reports of one source: a file, folder (with all below it), glob, address, or "-" for standard input.

    The order is that of the sorted paths, and of the items in a file. An item that cannot be read comes as a
    `Failure` and the reading goes on.

    Raises:
        SourceError: there is no such source, or it may not be read (an address without `allow_network`).
    """
    for found in _read_source(source, options):
        yield make_reading(found, options) if isinstance(found, Item) else found


def read_sources(sources: Iterable[str], options: ReadOptions) -> Iterator[Reading | Failure]:
    """Yield the reports of several sources; one that cannot be read is a `Failure`, and the next one follows."""
    for source in sources:
        try:
            yield from read_reports(source, options)
        except SourceError as error:
            yield make_failure(error.locator, error.message, error.line)


def _read_source(source: str, options: ReadOptions) -> Iterator[Item | Failure]:
    if source == STDIN:
        yield from _read_stdin(options)
    elif source.startswith(ADDRESS):
        from dateline.read.fetch import read_address

        yield from read_address(source, options)
    else:
        yield from _read_path(source, options)


def _read_path(source: str, options: ReadOptions) -> Iterator[Item | Failure]:
    path = Path(source)
    if path.is_dir():
        yield from _read_folder(path, options)
    elif os.path.lexists(path):
        yield from read_file(path, options)
    elif any(mark in source for mark in MAGIC_CHARACTERS):
        names = sorted(glob.glob(source, recursive=True))  # noqa: PTH207  (absolute patterns too)
        if not names:
            raise SourceError(source, "no file matches this pattern")
        for name in names:
            yield from _catching(
                _read_folder(Path(name), options) if Path(name).is_dir() else read_file(Path(name), options)
            )
    else:
        raise SourceError(
            source, "no such file or folder; give a file, a folder, a pattern in quotes, an address (https://...) or -"
        )


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield what lies in a folder and below it, by sorted path; not what is hidden or behind a link to a folder."""
    found = False
    problems: list[OSError] = []
    for directory, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                found = True
                yield from _catching(read_file(Path(directory) / name, options))
        while problems:
            problem = problems.pop()
            yield make_failure(str(problem.filename), f"the folder cannot be read: {problem.strerror}")
    if not found and not problems:
        yield make_failure(str(folder), "the folder holds no files")


def _catching(found: Iterator[Item | Failure]) -> Iterator[Item | Failure]:
    """Yield what `found` yields; a source that cannot be read is a failure among others."""
    try:
        yield from found
    except SourceError as error:
        yield make_failure(error.locator, error.message, error.line)


def read_file(path: Path, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the reports of one file.

    Raises:
        SourceError: the file cannot be opened or is of no kind that can be read.
    """
    locator = str(path)
    try:
        if not path.is_file():
            raise SourceError(locator, "not a file (a pipe, a device, or a link that leads nowhere)")
        with path.open("rb") as stream:
            yield from read_stream(stream, locator, options)
    except OSError as error:
        raise SourceError(locator, f"cannot be read: {error.strerror or error}") from error


def read_stream(stream: io.BufferedReader[Any], locator: str, options: ReadOptions) -> Iterator[Item | Failure]:
    """Yield the reports in an open stream, whose name and first bytes tell the format."""
    form = find_format(stream.peek(8192)[:8192], locator, options)
    yield from read_format(stream, form, locator, options)


def _read_stdin(options: ReadOptions) -> Iterator[Item | Failure]:
    yield from read_stream(io.BufferedReader(sys.stdin.buffer), STDIN, options)
