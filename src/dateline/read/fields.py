"""Fields: under which names the fields of a report come, from `data/fields.yaml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class FieldNames:
    """Names by field, best first, for tables, pages and header lines; and the small tables beside them."""

    columns: dict[str, tuple[str, ...]]
    metas: dict[str, tuple[str, ...]]
    articles: frozenset[str]
    headers: dict[str, str]  # key -> field
    zones: dict[str, str]  # letters -> offset
    formats: dict[str, str]  # suffix -> format


@functools.cache
def load_field_names() -> FieldNames:
    """Load the names that come with Dateline."""
    page = yaml.safe_load((files("dateline.read") / "data" / "fields.yaml").read_text("utf-8"))
    return FieldNames(
        columns={field: tuple(names) for field, names in page["columns"].items()},
        metas={field: tuple(names) for field, names in page["metas"].items()},
        articles=frozenset(page["articles"]),
        headers={key: field for field, keys in page["headers"].items() for key in keys},
        zones=dict(page["zones"]),
        formats=dict(page["files"]),
    )
