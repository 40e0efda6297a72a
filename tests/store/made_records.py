"""Records for the tests of the store, and a strategy that makes any record at all."""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from datetime import datetime
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from dateline.records import (
    Assessment,
    Comparison,
    Count,
    Event,
    FieldAssessment,
    Findings,
    Incident,
    Line,
    Member,
    Participant,
    Reading,
    Report,
    Responsibility,
    Retrieval,
    Span,
    Statement,
    Story,
    StoryLink,
    Support,
    Value,
)

NOW = "2024-03-05T06:07:08+00:00"
TEXT = (
    "Bomb hits Kandel market\n\nA bomb killed five traders in Kandel, police said. The Red Dawn Front said it did it."
)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_reading(name: str = "a", text: str = TEXT, *, locator: str | None = None, language: str = "en") -> Reading:
    raw = f"{name}: {text}".encode()
    title = text.partition("\n")[0]
    report = Report(
        id=sha(name.encode())[:16],
        text=text,
        title=title,
        body_start=len(title) + 2,
        publisher="Kandel Courier",
        published="2024-03-04",
        language=language,
        raw_sha256=sha(raw),
        text_sha256=sha(text.encode()),
    )
    log = Retrieval(report.id, locator or f"{name}.txt", NOW, report.raw_sha256, "text/plain", "text/1")
    return Reading(report, raw, log)


def make_findings(report: Report, pipeline: str = "1", model: str = "rules/1") -> Findings:
    event = Event(
        id=f"e{report.id}",
        type="bombing",
        triggers=(Span(0, 4),),
        status="happened",
        by=(Participant(Span(77, 95), doubt=True),),
        killed=(Count(Span(32, 44), 5, 5, who="against"),),
    )
    said = Statement(f"s{report.id}", Span(60, 66), Span(67, 71), Span(25, 58), "indirect", "police", (event.id,))
    claim = Responsibility(f"r{report.id}", event.id, event.by[0], "claims", Span(96, 100))
    return Findings(report.id, pipeline, model, events=(event,), statements=(said,), responsibility=(claim,))


def make_groups(*reports: Report) -> tuple[list[Story], list[Incident], list[Assessment]]:
    names = tuple(report.id for report in reports)
    link = StoryLink(names[0], names[-1], "copy", 0.9, ("same words",))
    story = Story("story1", names, "Wire", (link,))
    incident = Incident(
        "incident1", tuple(Member(name, f"e{name}") for name in names), (Comparison("x", "y", 0.5, ("near",)),)
    )
    support = Support(names[0], f"e{names[0]}", Span(32, 44), "police", "police", "2024-03-04", "line1")
    value = Value("5", 5, 5, "against", (support,), ("line1",))
    killed = FieldAssessment("killed", (value,), "single_line", "one line")  # type: ignore[arg-type]
    line = Line("line1", "police", "the same speaker", names)
    assessment = Assessment(
        "incident1", "Bombing in Kandel", "bombing", None, None, (killed,), (line,), ("Kandel Courier",), "weak", "one"
    )
    return [story], [incident], [assessment]


def records_of(record: type) -> st.SearchStrategy[Any]:
    """Return a strategy that makes every kind of `record`, from its type hints."""
    hints = typing.get_type_hints(record)
    fields = dataclasses.fields(typing.cast("Any", record))
    return st.builds(record, **{field.name: _values(hints[field.name]) for field in fields})


def _values(hint: Any) -> st.SearchStrategy[Any]:
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return st.one_of(*(_values(argument) for argument in arguments))
    if typing.get_origin(hint) is tuple:
        return st.lists(_values(arguments[0]), max_size=2).map(tuple)
    if hint is types.NoneType:
        return st.none()
    if dataclasses.is_dataclass(hint):
        return records_of(typing.cast("type", hint))
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return _SCALARS[hint]


_SCALARS: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
    int: st.integers(-(2**31), 2**31),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    datetime: st.datetimes(),
}
