"""TimelineJS JSON: incidents on a line of time, each at the precision at which its time is known.

What is known to a month has a month and no day. TimelineJS shows its texts as HTML: everything is escaped. There are no
media: a picture beside an incident would be taken for one of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from html import escape
from pathlib import Path

import msgspec

from dateline.errors import UserError
from dateline.export.evidence import Evidence
from dateline.export.extracts import make_text
from dateline.export.facts import find_not_done, first_day, last_day
from dateline.export.formats import Format, Options, Pieces, Writer, load_columns
from dateline.export.json_list import open_json_list
from dateline.export.plain import IDS, Plain, clean_line, make_plain
from dateline.export.rows import Cell, Row, leave_out
from dateline.records import TimePrecision, When
from dateline.wording import show_value

NAME = "timelinejs"
GROUPS = ("country_name", "type", "by", "grade", "none")
BY_MONTH = frozenset({TimePrecision.MONTH, TimePrecision.QUARTER})
BY_YEAR = frozenset({TimePrecision.YEAR, TimePrecision.YEARS})


class Moment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A date as far as it is known; `display_date` is shown in its place."""

    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    display_date: str | None = None


class Text(msgspec.Struct, frozen=True):
    """HTML."""

    headline: str
    text: str


class Slide(msgspec.Struct, frozen=True, omit_defaults=True):
    """An incident."""

    unique_id: str
    start_date: Moment
    text: Text
    end_date: Moment | None = None
    group: str | None = None


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="TimelineJS JSON",
        about="Incidents on a line of time, for Knight Lab's TimelineJS.",
        suffix=".json",
        columns=load_columns(NAME),
        rows=make_rows,
        open=open_slides,
        settings={
            "group": f"what makes the rows of the timeline: {', '.join(GROUPS)} (country_name)",
            "headline": "text of the first slide; without it there is none",
        },
        ids=IDS,
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a slide for each incident that is told as done and whose time is known.

    Raises:
        UserError: the setting ``group`` names nothing that can be grouped by.
    """
    group = options.settings.get("group", GROUPS[0])
    if group not in GROUPS:
        raise UserError(f"--set group: unknown {group!r}; it may be {', '.join(GROUPS)}")
    for evidence in view:
        if (not_done := find_not_done(evidence)) is not None:
            yield not_done
            continue
        if evidence.assessment.time is None:
            yield leave_out(evidence, "time not known", "No report tells when it happened.")
            continue
        plain = make_plain(evidence, options, name_slide)
        yield from plain.left_out
        slide = _slide(evidence, plain, evidence.assessment.time, group)
        yield Row(slide.unique_id, evidence.incident.id, _cells(plain, slide), evidence.reports, (slide,))


def name_slide(id_: str) -> str:
    """Return what a timeline calls the incident with this id: what begins with a figure is no name in HTML."""
    return f"incident-{id_}"


def _slide(evidence: Evidence, plain: Plain, time: When, group: str) -> Slide:
    name = plain.text(group) if group != "none" else ""
    return Slide(
        unique_id=name_slide(plain.id),
        start_date=make_start(time),
        end_date=make_end(time),
        text=Text(escape(plain.text("title")), make_text(evidence, plain)),
        group=escape(name.partition("; ")[0].replace("_", " ")) or None,
    )


def _cells(plain: Plain, slide: Slide) -> dict[str, Cell]:
    known = plain.cells
    return {
        "unique_id": Cell(slide.unique_id, why="ledger"),
        "start_date": Cell(_show(slide.start_date), known["first_day"].cites),
        "end_date": Cell(_show(slide.end_date) if slide.end_date else None, known["last_day"].cites),
        "text.headline": Cell(slide.text.headline, known["title"].cites),
        "text.text": Cell(slide.text.text, known["summary"].cites),
        "group": Cell(slide.group, known["place"].cites),
    }


def make_start(time: When) -> Moment:
    """Return the beginning of a time as far as it is known, with the words to show where it is no day."""
    if time.precision is TimePrecision.MINUTE:
        return _minute(time.start)
    if time.precision is TimePrecision.PART_OF_DAY:
        return _day(first_day(time), clean_line(show_value("time", time.value)))
    shown = clean_line(time.value) if time.precision is TimePrecision.QUARTER else None
    return _cut(first_day(time), time.precision, shown)


def make_end(time: When) -> Moment | None:
    """Return the end of a time that is longer than a day and no single month or year; ``None`` for what needs none."""
    start, end = make_start(time), _cut(last_day(time), time.precision, None)
    same = (start.year, start.month, start.day) == (end.year, end.month, end.day)
    fine = time.precision in (TimePrecision.MINUTE, TimePrecision.PART_OF_DAY)
    return None if same or fine else end


def _minute(moment: datetime) -> Moment:
    return Moment(moment.year, moment.month, moment.day, moment.hour, moment.minute)


def _day(day: date, shown: str | None = None) -> Moment:
    return Moment(day.year, day.month, day.day, display_date=shown)


def _cut(day: date, precision: TimePrecision, shown: str | None) -> Moment:
    if precision in BY_YEAR:
        return Moment(day.year)
    if precision in BY_MONTH:
        return Moment(day.year, day.month, display_date=shown)
    return _day(day)


def _show(moment: Moment) -> str:
    parts = [f"{moment.year:04d}", *(f"{one:02d}" for one in (moment.month, moment.day) if one is not None)]
    clock = f" {moment.hour:02d}:{moment.minute:02d}" if moment.hour is not None and moment.minute is not None else ""
    return "-".join(parts) + clock


@contextmanager
def open_slides(path: Path, _format: Format, options: Options) -> Iterator[Writer]:
    """Open a timeline."""
    headline = options.settings.get("headline")
    title = {"title": {"text": {"headline": escape(clean_line(headline)), "text": ""}}} if headline else {}
    head = msgspec.json.encode({**title, "scale": "human", "eras": []})
    with open_json_list(path, head[:-1] + b',"events":[', b"]}") as writer:
        yield writer
