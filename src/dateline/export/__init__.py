"""Export: one evidence base, every format of the field. Touches no store, no network, no clock.

    export("ged", view, Path("mine.csv"))               # `view` yields `Evidence`, see `run.evidence`

A format is a `Format`, made by `make_format` of its module: its columns (which are its documentation too), its default
rule and grain, a pure generator of rows (``rows``) and a writer (``open``). Around every one `write_export` applies
people's judgements and writes what was left out, what each cell rests on and where it comes from. To add one: a module
with `make_format`, its columns in ``data/<name>.tsv``, a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dateline.errors import UserError
from dateline.export import (
    acled,
    atom,
    capture_histories,
    claimreview,
    datasette,
    followthemoney,
    ged,
    geojson,
    gtd,
    parquet,
    plover,
    polecat,
    site,
    stix,
    timelinejs,
)
from dateline.export.evidence import Evidence
from dateline.export.exporting import Exported, write_export
from dateline.export.formats import GRAINS, Column, Format, Options
from dateline.export.ledger import Ledger, MemoryShelf

__all__ = [
    "FORMATS",
    "GRAINS",
    "Column",
    "Evidence",
    "Exported",
    "Format",
    "Ledger",
    "MemoryShelf",
    "Options",
    "export",
    "find_format",
    "write_export",
]

# In the order in which they are listed. Each is made when it is asked for; libraries that not everybody has are
# imported by the functions that need them, never by a module.
FORMATS: Mapping[str, Callable[[], Format]] = MappingProxyType(
    {
        "ged": ged.make_format,
        "acled": acled.make_format,
        "gtd": gtd.make_format,
        "plover": plover.make_format,
        "polecat": polecat.make_format,
        "geojson": geojson.make_format,
        "timelinejs": timelinejs.make_format,
        "stix": stix.make_format,
        "followthemoney": followthemoney.make_format,
        "claimreview": claimreview.make_format,
        "parquet": parquet.make_format,
        "datasette": datasette.make_format,
        "atom": atom.make_format,
        "site": site.make_format,
        "capture-histories": capture_histories.make_format,
    }
)


@cache
def find_format(name: str) -> Format:
    """Return a format by its name.

    Raises:
        UserError: there is none of that name.
    """
    if name not in FORMATS:
        raise UserError(f"unknown format {name!r}; the formats are {', '.join(FORMATS)}")
    return FORMATS[name]()


def export(name: str, view: Iterable[Evidence], out: Path, options: Options | None = None) -> Exported:
    """Write `view` to `out` in the format `name`; see `write_export`."""
    return write_export(find_format(name), view, out, options or Options())
