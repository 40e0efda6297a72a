"""Sides of a toll: attackers, civilians, soldiers: whose dead are counted, in the words of the incident itself.

A toll is kept by role (whoever did it, whoever it was done to, others). What a role is called depends on who is said to
have been attacked: civilians only where every version says so, "the attacked" where they differ or nobody says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.records import Assessment, Toll
from dateline.weigh.toll import RULES, find_numbers, make_toll

EVERYBODY = None
ROLES = (EVERYBODY, "against", "by", "other")
CIVILIANS = frozenset({"civilians", "media", "protesters"})  # not "person": his side is not told
NAMES: Mapping[str | None, str] = {
    EVERYBODY: "everybody",
    "by": "attackers",
    "against": "the attacked",
    "other": "others",
}


@dataclass(frozen=True, slots=True)
class SideToll:
    """The tolls of one side by every rule, in the order of `RULES`."""

    field: str
    role: str | None
    name: str
    tolls: tuple[Toll, ...]


def make_side_tolls(assessment: Assessment, field: str, *, rules: Sequence[str] = RULES) -> tuple[SideToll, ...]:
    """Return the tolls of everybody and of each side that some report counts apart; empty where nobody gives one.

    Where reports count one side alone, everybody is that side, and it is given once, by its name.
    """
    sides = [role for role in ROLES if find_numbers(assessment, field, role)]
    if len(sides) == 2 and find_numbers(assessment, field, None) == find_numbers(assessment, field, sides[1]):
        sides = sides[1:]
    return tuple(
        SideToll(
            field,
            role,
            name_side(assessment, role),
            tuple(make_toll(assessment, field, rule=r, role=role) for r in rules),
        )
        for role in sides
    )


def name_side(assessment: Assessment, role: str | None) -> str:
    """Return what to call a side: "civilians" for the attacked where every version says that they do not fight."""
    if role == "against" and (kinds := _kinds(assessment, "against")) and kinds <= CIVILIANS:
        return "civilians"
    return NAMES.get(role, role or NAMES[EVERYBODY])


def _kinds(assessment: Assessment, field: str) -> frozenset[str]:
    """Return the kinds of people who are named in a field; things do not count, words of no known kind do."""
    found = next((one for one in assessment.fields if one.field == field), None)
    values = found.values if found is not None else ()
    return frozenset(value.role or "unknown" for value in values if value.role != "object")
