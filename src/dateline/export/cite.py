"""Citations, read again: what a row of an exported file rests on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.errors import NotFoundError, UserError
from dateline.export.beside import CITATIONS, PROVENANCE, CitedRow, Provenance


def read_provenance(out: Path) -> Provenance:
    """Return the provenance of an exported file.

    Raises:
        UserError: there is none, or it cannot be read.
    """
    path = out.with_name(out.name + PROVENANCE)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Provenance)
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}; it is written beside every exported file") from error
    except msgspec.DecodeError as error:
        raise UserError(f"{path}: cannot be read: {error}") from error


def read_citations(out: Path) -> Iterator[CitedRow]:
    """Yield what each row of an exported file rests on, in its order.

    Raises:
        UserError: there is no file of citations, or it cannot be read.
    """
    decoder = msgspec.json.Decoder(CitedRow)
    for number, line in enumerate(_lines(out), start=1):
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as error:
            raise UserError(f"{out.name}{CITATIONS}:{number}: cannot be read: {error}") from error


def find_row(out: Path, wanted: str) -> CitedRow:
    """Return what the row with the id `wanted`, or the row at ``#3``, rests on.

    Raises:
        NotFoundError: the file has no such row.
        UserError: there is no file of citations, or it cannot be read.
    """
    number = int(wanted[1:]) if wanted[:1] == "#" and wanted[1:].isdigit() else None
    begin = b'{"row":' + msgspec.json.encode(wanted) + b","
    shown: list[str] = []
    for at, line in enumerate(_lines(out), start=1):
        if at == number or line.startswith(begin):
            return msgspec.json.decode(line, type=CitedRow)
        if len(shown) < 3:
            shown.append(msgspec.json.decode(line, type=CitedRow).row)
    ids = f"ids look like {', '.join(shown)}; #1 is the first row" if shown else "it has no rows"
    raise NotFoundError(f"{out}: no row {wanted!r}; {ids}")


def _lines(out: Path) -> Iterator[bytes]:
    path = out.with_name(out.name + CITATIONS)
    if not path.exists():
        raise UserError(f"{path}: not there; `dateline export` writes it unless told --no-citations")
    with path.open("rb") as stream:
        yield from stream
