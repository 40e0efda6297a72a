"""Settings: flags over `DATELINE_*` over `dateline.toml` over the defaults. Unknown keys are refused, never ignored."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import platformdirs

from dateline.errors import ConfigError

CONFIG_FILE = "dateline.toml"
ENV_PREFIX = "DATELINE_"
READERS = ("trained", "rules")
SOURCES = "sources"  # a table of its own: what the user thinks of his sources
GRADES = "ABCDEF"


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a run, with their defaults."""

    store: str = "dateline.sqlite"  # path of an SQLite file, or a database URL
    gazetteer: str = ""  # path of the gazetteer file; empty: the built one in the cache directory
    reader: str = "trained"  # who reads: "trained" (the trained reader with the rules) or "rules" (the rules alone)

    mail_server: str = ""  # host:port that takes the mail of alerts; empty: no mail is sent
    mail_from: str = "dateline@localhost"  # whose name it bears
    base_url: str = "http://127.0.0.1:8765"  # where people reach the workbench: for links in feeds, mail and webhooks

    def __post_init__(self) -> None:
        if self.reader not in READERS:
            raise ConfigError(f"reader must be one of {', '.join(READERS)}, not {self.reader!r}")

    @property
    def gazetteer_path(self) -> Path:
        """Where the gazetteer lies (it is built there at set-up or on first use)."""
        return Path(self.gazetteer) if self.gazetteer else cache_directory() / "gazetteer.sqlite"


def cache_directory() -> Path:
    """Return the directory for files that can be built anew: `DATELINE_CACHE` or the user's cache directory."""
    return Path(os.environ.get("DATELINE_CACHE") or platformdirs.user_cache_path("dateline", appauthor=False))


def load_config(
    directory: Path, environ: Mapping[str, str], overrides: Mapping[str, str | None] | None = None
) -> Config:
    """Return the settings that hold in `directory`.

    Raises:
        ConfigError: a key is unknown or a value is not a string; the message names the file or variable.
    """
    settings = _read_file(directory / CONFIG_FILE)
    known = {field.name for field in fields(Config)}
    for name in sorted(known):
        value = environ.get(ENV_PREFIX + name.upper())
        if value is not None:
            settings[name] = value
    settings |= {name: value for name, value in (overrides or {}).items() if value is not None}
    return replace(Config(), **settings)


def load_source_grades(directory: Path) -> dict[str, str]:
    """Return the reliability, A to F, that the user gives to publishers and origins, by name as he writes it.

    They stand in `dateline.toml` as ``[sources.grades]`` with lines such as ``"Orbis Wire" = "B"``; without it nobody
    is graded.

    Raises:
        ConfigError: the table is of another shape, or a grade is none of A to F.
    """
    path = directory / CONFIG_FILE
    table = _read_page(path).get(SOURCES, {})
    grades = table.get("grades", {}) if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(grades, dict) or set(table) - {"grades"}:
        raise ConfigError(f'{path}: grades of sources are written [sources.grades] and then "Orbis Wire" = "B"')
    for name, grade in grades.items():
        if not isinstance(grade, str) or len(grade) != 1 or grade not in GRADES:
            raise ConfigError(f"{path}: the grade of {name!r} must be one of {', '.join(GRADES)}, not {grade!r}")
    return {str(name): str(grade) for name, grade in grades.items()}


def _read_page(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


def _read_file(path: Path) -> dict[str, str]:
    page = {key: value for key, value in _read_page(path).items() if key != SOURCES}
    known = [field.name for field in fields(Config)]
    for key, value in page.items():
        if key not in known:
            raise ConfigError(f"{path}: unknown key {key!r}; the keys are {', '.join(known)}")
        if not isinstance(value, str):
            raise ConfigError(f"{path}: {key} must be a string, not {value!r}")
    return {key: str(value) for key, value in page.items()}
