"""An export for the browser: all its files in one ZIP, made in a folder that is gone afterwards."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.export import Ledger, Options, find_format, write_export
from dateline.run.evidence import read_evidence
from dateline.store import IncidentFilter, Store

MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file in the ZIP: the same evidence gives the same bytes


@contextmanager
def make_zip(store: Store, name: str, wanted: IncidentFilter) -> Iterator[Path]:
    """Write an export with what goes beside it and yield the path of a ZIP of it.

    Raises:
        UserError: there is no such format.
    """
    found = find_format(name)
    with tempfile.TemporaryDirectory(prefix="dateline-export-") as folder:
        inside = Path(folder) / "export"
        inside.mkdir()
        with store.publishing() as shelf:
            write_export(
                found, read_evidence(store, wanted), inside / f"incidents{found.suffix}", Options(ledger=Ledger(shelf))
            )
        archive = Path(folder) / "export.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(one for one in inside.rglob("*") if one.is_file()):
                entry = zipfile.ZipInfo(str(path.relative_to(inside)), MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with path.open("rb") as source, packed.open(entry, "w") as target:
                    while block := source.read(1 << 20):
                        target.write(block)
        yield archive
