"""Small charts as coordinates, drawn by the templates as SVG: tolls over time, incidents by period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.records import FieldAssessment
from dateline.store import IncidentFilter, Period

WIDTH, HEIGHT = 640, 180
LEFT, RIGHT, TOP, BOTTOM = 36, 12, 12, 24  # margins
LEAST_DAYS = 1


@dataclass(frozen=True, slots=True)
class TollPoint:
    """A number as one line gave it on one day; `low` and `high` are y of its bounds, equal for a plain number."""

    x: float
    low: float
    high: float
    words: str  # "5 killed, of the attacked: police, 4 March"
    is_claim: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class TollChart:
    """One count over the days on which it was given."""

    name: str
    points: tuple[TollPoint, ...]
    days: tuple[Tick, ...]
    numbers: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT


def make_toll_chart(field: FieldAssessment, lines: Mapping[str, str]) -> TollChart | None:
    """Return the chart of a count field; ``None`` where it was given on fewer than two days. `lines` are labels."""
    told = [
        (date.fromisoformat(support.published[:10]), value, support)
        for value in field.values
        for support in value.supports
        if support.published and len(support.published) >= 10 and (value.min is not None or value.max is not None)
    ]
    days = sorted({day for day, _, _ in told})
    if len(days) < 2:
        return None
    top = max(bound for _, value, _ in told for bound in (value.min, value.max) if bound is not None)
    first, span = days[0], max((days[-1] - days[0]).days, LEAST_DAYS)
    ceiling = max(top, 1.0)

    def across(day: date) -> float:
        return round(LEFT + (day - first).days / span * (WIDTH - LEFT - RIGHT), 1)

    def up(number: float) -> float:
        return round(HEIGHT - BOTTOM - number / ceiling * (HEIGHT - TOP - BOTTOM), 1)

    points = {}
    for day, value, support in told:
        low = value.min if value.min is not None else 0.0
        high = value.max if value.max is not None else low
        words = f"{value.text}: {lines.get(support.line, support.speaker)}, {day.isoformat()}"
        points[words] = TollPoint(across(day), up(low), up(high), words, support.claim)
    ticks = [Tick(up(number), f"{number:g}") for number in dict.fromkeys((0.0, round(ceiling / 2), ceiling))]
    shown = [days[0], days[-1]]
    return TollChart(
        field.field, tuple(points.values()), tuple(Tick(across(day), day.isoformat()) for day in shown), tuple(ticks)
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """A period: where its bar stands, how high it is, and what is wanted when it is chosen."""

    x: float
    y: float
    width: float
    height: float
    words: str  # "2024-05: 12 incidents"
    wanted: IncidentFilter


@dataclass(frozen=True, slots=True)
class Histogram:
    """Incidents by year, month or day."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    most: int
    width: int = 960
    height: int = 72


FINEST = 120  # bars; with more, the next coarser period is taken


def choose_digits(first: str, last: str) -> int:
    """Return how many digits of a date to group by (10 days, 7 months, 4 years) between two days."""
    begin, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    days = (end - begin).days + 1
    if days <= FINEST:
        return 10
    return 7 if days / 30 <= FINEST else 4


def make_histogram(periods: Sequence[Period], wanted: IncidentFilter) -> Histogram | None:
    """Return the bars of periods of one length, gaps between them shown as gaps; ``None`` where there are none."""
    if not periods:
        return None
    names = _all_between(periods[0].name, periods[-1].name)
    counts = {period.name: period.incidents for period in periods}
    most = max(counts.values())
    width, height = 960, 72
    step = width / len(names)
    bars = []
    for place, name in enumerate(names):
        if name not in counts:
            continue
        tall = max(2.0, counts[name] / most * height)
        words = f"{name}: {counts[name]} incident{'s' * (counts[name] != 1)}"
        chosen = replace(wanted, since=name, until=name)
        x, broad = round(place * step, 2), round(max(1.0, step - min(2.0, step / 4)), 2)
        bars.append(Bar(x, round(height - tall, 2), broad, round(tall, 2), words, chosen))
    return Histogram(tuple(bars), names[0], names[-1], most, width, height)


def _all_between(first: str, last: str) -> list[str]:
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if len(first) == 7:
        begin, end = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (first, last))
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, end + 1)]
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return [(date.fromisoformat(first) + timedelta(days=day)).isoformat() for day in range(days + 1)]
