"""Which clocks a place keeps: the time zones of its first-level division, else of its country."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dateline.knowledge.gazetteer import Candidate
from dateline.knowledge.gazetteer_build import read_table

__all__ = ["load_zones", "zones_of"]


@cache
def load_zones() -> Mapping[str, tuple[str, ...]]:
    """Return the IANA names of the zones of countries and divisions by GeoNames code, the most people first.

    A division that keeps what its country keeps has no row of its own.
    """
    return {code: tuple(names.split("|")) for code, names in read_table("zones.tsv")}


def zones_of(place: Candidate) -> tuple[str, ...]:
    """Return the zones that `place` may keep; none where it lies in several countries."""
    zones = load_zones()
    return zones.get(place.admin1) or zones.get(place.country, ())
