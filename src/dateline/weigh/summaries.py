"""Summaries: "5 outlets, 1 wire, 2 lines: police; witnesses"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from dateline.knowledge.agencies import fold_origin, is_wire
from dateline.records import Assessment, Line, Saying, SourceKind
from dateline.weigh.traced import Traced

OUTLET = "outlet"


def summarise(sayings: Sequence[Saying], lines: Sequence[Line]) -> str:
    """Return how many outlets and wires speak, and from how many independent lines; see `primary_lines`."""
    outlets = {saying.outlet or saying.report_id for saying in sayings}
    credited = {fold_origin(saying.origin): is_wire(saying.origin) for saying in sayings if saying.origin}
    for saying in sayings:
        if saying.outlet and (saying.source_kind is SourceKind.WIRE or is_wire(saying.outlet)):
            credited[fold_origin(saying.outlet)] = True
    wires = sum(credited.values())
    primary = primary_lines(sayings, lines)
    parts = [_many(len(outlets), "outlet")]
    if wires:
        parts.append(_many(wires, "wire"))
    if len(credited) > wires:
        parts.append(_many(len(credited) - wires, "other credited origin"))
    names = "; ".join(line.label for line in primary)
    return f"{', '.join(parts)}, {_many(len(primary), 'line')}: {names}"


def summarise_value(group: Sequence[Saying], traced: Traced) -> str:
    """Return the same of the sayings that give one value: who prints it, and which lines it goes back to."""
    held, reports = {saying.id for saying in group}, {saying.report_id for saying in group}
    lines = tuple(
        replace(line, reports=tuple(name for name in line.reports if name in reports))
        for line in traced.known
        if held.intersection(line.sayings)
    )
    return summarise(group, lines)


def primary_lines(sayings: Sequence[Saying], lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines that know of the incident apart from each other.

    A story in its own voice counts only where it credits nobody for anything: else it knows what its speakers know.
    Speakers of whom nothing is told count only where there is nobody else: nothing shows that they are others.
    """
    spoken = {saying.id for saying in sayings if saying.speaker != OUTLET}
    return _pick(lines, {line.id for line in lines if spoken.intersection(line.sayings)})


def independent_lines(assessment: Assessment) -> tuple[Line, ...]:
    """Return the same of an incident that has been weighed."""
    supports = (one for field in assessment.fields for value in field.values for one in value.supports)
    return _pick(assessment.lines, {one.line for one in supports if one.speaker != OUTLET})


def _pick(lines: Sequence[Line], voiced: Set[str]) -> tuple[Line, ...]:
    crediting = {name for line in lines if line.id in voiced for name in line.reports}
    kept = tuple(line for line in lines if line.id in voiced or not crediting.intersection(line.reports))
    return tuple(line for line in kept if line.is_told) or kept or tuple(lines)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
