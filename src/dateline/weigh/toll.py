"""Tolls by named rules."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Assessment

RULES = ("ucdp", "lowest", "most_recent", "majority", "minmax")


@dataclass(frozen=True, slots=True)
class Toll:
    """A toll by one rule; ``None`` is not known, 0 is nobody."""

    rule: str
    field: str  # killed, injured, taken
    role: str | None  # by, against, other; None: everybody
    low: int | None
    best: int | None
    high: int | None
    reason: str


def make_toll(assessment: Assessment, field: str = "killed", *, rule: str = "ucdp", role: str | None = None) -> Toll:
    """Return low, best and high estimate of a count field by one of `RULES`."""
    del assessment
    return Toll(rule, field, role, None, None, None, "")
