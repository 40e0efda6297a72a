"""Summaries: "5 outlets, 1 wire, 2 lines: police; witnesses"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.knowledge.agencies import fold_origin, is_wire
from dateline.records import Line, Saying, SourceKind

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


def primary_lines(sayings: Sequence[Saying], lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines that know of the incident apart from each other.

    A story in its own voice counts only where it credits nobody for anything: else it knows what its speakers know.
    Speakers of whom nothing is told count only where there is nobody else: nothing shows that they are others.
    """
    voiced = {line.id for line in lines if _is_voiced(line, sayings)}
    crediting = {name for line in lines if line.id in voiced for name in line.reports}
    kept = tuple(line for line in lines if line.id in voiced or not set(line.reports) & crediting)
    return tuple(line for line in kept if line.is_told) or kept or tuple(lines)


def _is_voiced(line: Line, sayings: Sequence[Saying]) -> bool:
    held = set(line.sayings)
    return any(saying.id in held and saying.speaker != OUTLET for saying in sayings)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
