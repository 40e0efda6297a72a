"""Tables that a user gives with an export: CSV with the columns that are needed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.errors import UserError


def read_table(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file with their line numbers; cells that are not there are empty.

    Raises:
        UserError: the file is not there, or lacks one of `columns`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            missing = [name for name in columns if name not in (rows.fieldnames or ())]
            if missing:
                raise UserError(f"{path}:1: no column {', '.join(missing)}; the columns are {', '.join(columns)}")
            for row in rows:
                yield rows.line_num, {name: (row.get(name) or "").strip() for name in columns}
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8: save it as CSV UTF-8") from error
