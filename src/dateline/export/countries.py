"""Countries in the schemes of the field: codes and regions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Country:
    """A country; `ged` and `acled` are regions by name, `gtd` by number."""

    iso2: str
    iso3: str
    number: int  # ISO 3166-1 numeric
    name: str
    ged: str
    acled: str
    gtd: int


@cache
def load_countries() -> Mapping[str, Country]:
    """Return `data/countries.tsv` by ISO 3166-1 alpha-2."""
    page = resources.files("dateline.export").joinpath("data", "countries.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in page.splitlines() if not line.startswith("#")]
    countries = (
        Country(iso2, iso3, int(number), name, ged, acled, int(gtd))
        for iso2, iso3, number, name, ged, acled, gtd in rows
    )
    return MappingProxyType({one.iso2: one for one in countries})
