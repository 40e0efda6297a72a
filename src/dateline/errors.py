"""One tree of exceptions.

    DatelineError
    |-- UserError          what the user asked for cannot be done; one line, exit status 1
    |   |-- ConfigError    dateline.toml, DATELINE_* or a flag is wrong
    |   |-- SourceError    a source cannot be read; the run goes on with the next one
    |   |-- NotFoundError  no such incident, report or actor
    |   `-- ConflictError  somebody else decided on the same thing meanwhile
    `-- StoreError         the store is damaged or was made by a newer version

Absence is a value, not an exception; anything that is not in this tree is a bug and shows its traceback.
"""

from __future__ import annotations


class DatelineError(Exception):
    """The root."""


class UserError(DatelineError):
    """A mistake or circumstance that the user can mend; the message says how."""


class ConfigError(UserError):
    """A setting is unknown or has a wrong value."""


class NotFoundError(UserError):
    """Nothing in the store has this id or name."""


class ConflictError(UserError):
    """Somebody else decided on the same thing since it was looked at; nothing was kept."""


class StoreError(UserError):
    """The store cannot be opened, is damaged, or was made by a newer version."""


class SourceError(UserError):
    """A source, or an item of it, cannot be read."""

    def __init__(self, locator: str, message: str, line: int | None = None) -> None:
        self.locator = locator
        self.message = message
        self.line = line
        super().__init__(f"{locator}:{line}: {message}" if line is not None else f"{locator}: {message}")
