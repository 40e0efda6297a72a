"""The gazetteer: names of places and what they may mean, in one read-only SQLite file."""

from __future__ import annotations

from pathlib import Path


class Gazetteer:
    """Names of places and what they may mean."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        self.path = path


def open_gazetteer(path: Path) -> Gazetteer:
    """Open the gazetteer file at `path`; it is built first if it is missing."""
    return Gazetteer(path)
