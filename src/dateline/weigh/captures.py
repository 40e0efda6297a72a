"""Capture histories: incident by list, 1 where the list knows of the incident, for multiple-systems estimation.

What no list has seen can be estimated from how much the lists overlap, and only if a list is an independent line of
knowledge: forty papers that print one wire are one list. The table has the shape that R's packages read: one row an
incident, one column of 0 and 1 a list (Rcapture's `closedp`, LCMCR's `lcmCR` after turning columns to factors, dga's
`make.strata`). No row is all 0: incidents that nobody saw are what the packages estimate.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

from anyascii import anyascii

from dateline.errors import UserError
from dateline.records import Assessment
from dateline.weigh.summaries import independent_lines

LISTS = ("line", "speaker", "outlet")
REST = "others"
_NOT_NAME = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Captures:
    """`lists` are column names; `rows` an incident's id with 0 or 1 for each list, in the order of ids."""

    lists: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def make_captures(
    assessments: Iterable[Assessment], *, lists: str = "line", least: int = 1, most: int | None = None
) -> Captures:
    """Return which list knows of which incident; the lists that know of most incidents come first.

    `lists` says what a list is: "line", an independent line of knowledge (the police of a country, a wire, a group);
    "speaker", its kind (police, military, medical, the outlets' own); "outlet", a publisher. With "outlet" copies of a
    wire story make lists depend on each other. Lists with fewer than `least` incidents, and those after the first
    `most`, are one list "others": the packages take few lists, and each needs overlap with another.

    Raises:
        UserError: `lists` is none of `LISTS`.
    """
    return count_captures({found.incident_id: list_captures(found, lists) for found in assessments}, least, most)


def count_captures(seen: Mapping[str, Mapping[str, str]], least: int = 1, most: int | None = None) -> Captures:
    """Return the same of the lists that know of each incident (`list_captures`), by its id."""
    sizes = Counter(key for keys in seen.values() for key in keys)
    ordered = sorted(sizes, key=lambda key: (-sizes[key], key))
    own = [key for key in ordered if sizes[key] >= least][:most]
    columns = own + [REST] * (len(own) < len(ordered))
    rows = []
    for incident, keys in sorted(seen.items()):
        marks = [int(key in keys) for key in own]
        if len(columns) > len(own):
            marks.append(int(any(key not in own for key in keys)))
        if any(marks):
            rows.append((incident, tuple(marks)))
    labels: dict[str, str] = {key: name for keys in seen.values() for key, name in keys.items()}
    return Captures(_name([*(labels[key] for key in own), *columns[len(own) :]]), tuple(rows))


def write_captures(captures: Captures, out: TextIO) -> None:
    """Write the table as CSV (UTF-8, a header, ``incident`` first) to `out`, which must not translate newlines."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("incident", *captures.lists))
    writer.writerows((incident, *marks) for incident, marks in captures.rows)


def list_captures(assessment: Assessment, lists: str) -> Mapping[str, str]:
    """Return the lists that know of an incident, by a key that is the same across incidents, with their names.

    Raises:
        UserError: `lists` is none of `LISTS`.
    """
    if lists not in LISTS:
        raise UserError(f"unknown lists {lists!r}; they are {', '.join(LISTS)}")
    if lists == "outlet":
        return {name.casefold(): name for name in assessment.outlets}
    lines = independent_lines(assessment)
    if lists == "line":
        country = assessment.place.country if assessment.place is not None else None
        return {line.id: f"{line.label} {country or ''}".strip() for line in lines}
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for field in assessment.fields:
        for value in field.values:
            for support in value.supports:
                kinds[support.line].add(support.speaker)
    # A line that is voiced anywhere is its speaker's; the outlet only repeats him.
    chosen = {min(kinds[line.id] - {"outlet"} or {"outlet"}) for line in lines if kinds[line.id]}
    return {kind: kind for kind in sorted(chosen)}


def _name(labels: Iterable[str]) -> tuple[str, ...]:
    """Return names that R keeps as they are: ASCII, no blanks, each once."""
    plain = [_NOT_NAME.sub("_", anyascii(label)).strip("_") or "list" for label in labels]
    plain = [f"list_{name}" if name[0].isdigit() else name for name in plain]
    taken: Counter[str] = Counter()
    names = []
    for name in plain:
        taken[name] += 1
        names.append(name if taken[name] == 1 else f"{name}__{taken[name]}")  # two blanks never stand in one of `plain`
    return tuple(names)
