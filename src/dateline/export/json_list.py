"""JSON files that are one long list: written object by object, so that no more than one row is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BufferedWriter
from pathlib import Path

from dateline.export.rows import Row, Scalar
from dateline.export.writers import encode_json


class JsonListWriter:
    """Writes the objects of each row (`Row.record` is a tuple of them) between two texts, parted by commas."""

    def __init__(self, stream: BufferedWriter, before: bytes) -> None:
        self._stream = stream
        self._parting = before + b"\n"

    def write(self, row: Row, _cells: Mapping[str, Scalar]) -> None:
        """Write the objects of a row."""
        assert isinstance(row.record, tuple)
        for one in row.record:
            self.write_one(one)

    def write_one(self, one: object) -> None:
        """Write an object."""
        self._stream.write(self._parting + encode_json(one))
        self._parting = b",\n"

    def end(self, after: bytes) -> None:
        """Write what follows the list."""
        if self._parting != b",\n":
            self._stream.write(self._parting)
        self._stream.write(b"\n" + after + b"\n")


@contextmanager
def open_json_list(path: Path, before: bytes, after: bytes) -> Iterator[JsonListWriter]:
    """Open a file that begins with `before` (``{"objects": [``) and ends with `after` (``]}``)."""
    with path.open("wb") as stream:
        writer = JsonListWriter(stream, before)
        yield writer
        writer.end(after)
