"""Tolls by named rules, all computed from the same evidence; none is stored as the number.

ucdp         low, best and high as UCDP GED gives them: the lowest and the highest credible number; best is what most
             independent lines give in their latest reports, on a tie the lower (UCDP GED codebook: be conservative);
             numbers that a later and higher one has overtaken do not count for it.
lowest       the lowest number any line stands by (ACLED: the most conservative of conflicting figures).
most_recent  the latest number that is not dubious; where the latest conflict, that of most lines, then the lowest (GTD
             codebook: the most recent source, unless it is of questionable validity or rests on a claim of the
             perpetrator; then the majority of independent sources; then the lowest). Dubious here is a speaker of whom
             the reports tell nothing ("officials") where others are named.
majority     the number of most independent lines in their latest reports, then the lowest.
minmax       the lowest and the highest number, no best one (Iraq Body Count).

Numbers of a fighting side about its enemy's losses (claims) are used only where there is no other. Every toll says in
sentences which lines it rests on and what was left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from dateline.moments import is_before, make_moment
from dateline.records import Assessment, FieldAssessment, Toll, Value

TOTAL, UNKNOWN = "total", "unknown"
DECIDED = "person:"  # what the line of a number begins with that a person decided: "person:ayla"


@dataclass(frozen=True, slots=True)
class Number:
    """What one voice in one report gives: bounds, ``None`` where it names none."""

    report_id: str
    line: str
    min: int | None
    max: int | None
    published: str | None
    claim: bool
    label: str = ""  # of the line
    is_told: bool = True  # False where reports do not tell who speaks

    @property
    def stated(self) -> int | None:
        """The number as a coder writes it down: of "at least 5", 5; of "up to 20", none."""
        return self.min


def make_toll(assessment: Assessment, field: str = "killed", *, rule: str = "ucdp", role: str | None = None) -> Toll:
    """Return low, best and high of a count field by one of `RULES` (`KeyError` for another).

    `role` is a side (by, against, other); without it everybody is counted: a report's total, or the sum of its sides.
    """
    numbers = _label(find_numbers(assessment, field, role), assessment)
    credible = [number for number in numbers if not number.claim] or numbers
    if not credible:
        return Toll(rule, field, role, None, None, None, "No report gives a number.")
    low, best, high, reason = _RULES[rule](credible)
    if left_out := [number for number in numbers if number not in credible]:
        reason += f" Left out as said by a side with an interest: {_list(left_out)}."
    return Toll(rule, field, role, low, best, high, reason, any(number.max is None for number in credible))


def find_numbers(assessment: Assessment, field: str, role: str | None) -> tuple[Number, ...]:
    """Return one number for each story and line that gives one of `role` (``None``: everybody).

    A copy says nothing anew: the number counts as said when the first report of the story gave it.
    """
    found = next((one for one in assessment.fields if one.field == field), None)
    stories = {
        (line.id, report): story
        for line in assessment.lines
        for report, story in zip(line.reports, line.stories, strict=False)  # lines made by hand may name no stories
    }
    first: dict[tuple[str, str, int | None, int | None], Number] = {}
    for number in sorted(make_numbers(found, role) if found is not None else (), key=_by_time):
        story = stories.get((number.line, number.report_id), number.report_id)
        first.setdefault((story, number.line, number.min, number.max), number)
    return tuple(sorted(first.values(), key=lambda number: (number.report_id, number.line)))


def _by_time(number: Number) -> tuple[float, str, str]:
    moment = make_moment(number.published)
    return (moment.first if moment is not None else inf, number.report_id, number.line)


def _label(numbers: Sequence[Number], assessment: Assessment) -> list[Number]:
    lines = {line.id: line for line in assessment.lines}
    return [
        replace(number, label=line.label, is_told=line.is_told) if (line := lines.get(number.line)) else number
        for number in numbers
    ]


def make_numbers(field: FieldAssessment, role: str | None) -> tuple[Number, ...]:
    """Return one number for each report and line; for everybody (`role` None) its total, else the sum of its sides."""
    sides: defaultdict[tuple[str, str], dict[str, tuple[int | None, int | None]]] = defaultdict(dict)
    published: dict[tuple[str, str], tuple[str | None, bool]] = {}
    for value in field.values:
        for support in value.supports:
            key = (support.report_id, support.line)
            published[key] = (support.published, support.claim)
            side = value.role or UNKNOWN
            sides[key][side] = _larger(sides[key].get(side), _bounds(value))
    _overrule(sides, role)
    numbers = [
        Number(*key, *bounds, *published[key])
        for key, given in sorted(sides.items())
        if (bounds := _count(given, role)) is not None
    ]
    return tuple(numbers)


def _overrule(sides: dict[tuple[str, str], dict[str, tuple[int | None, int | None]]], role: str | None) -> None:
    """Let what a person decided stand for what the reports say; a side that he leaves open stays as reports have it."""
    people = [key for key in sides if key[1].startswith(DECIDED)]
    decided = {side: bounds for key in people for side, bounds in sides[key].items()}
    if not decided or (role is not None and role not in decided):
        return
    others = [key for key in sides if key not in people]
    if role is not None or TOTAL in decided or UNKNOWN in decided:
        for key in others:
            del sides[key]
        return
    for key in others:
        sides[key] = {side: bounds for side, bounds in sides[key].items() if side not in (TOTAL, UNKNOWN)} | decided
    for key in people if others else ():
        del sides[key]


def _bounds(value: Value) -> tuple[int | None, int | None]:
    return (None if value.min is None else int(value.min), None if value.max is None else int(value.max))


def _larger(
    one: tuple[int | None, int | None] | None, other: tuple[int | None, int | None]
) -> tuple[int | None, int | None]:
    """Return the larger of two numbers of one voice for one side: the other is a part of it."""
    if one is None:
        return other
    return max(one, other, key=lambda bounds: (bounds[0] or 0, inf if bounds[1] is None else bounds[1]))


def _count(
    given: Mapping[str, tuple[int | None, int | None]], role: str | None
) -> tuple[int | None, int | None] | None:
    if role is not None:
        return given.get(role)
    if TOTAL in given:
        return given[TOTAL]
    parts = [given[side] for side in ("by", "against", "other") if side in given]
    if not parts:
        return given.get(UNKNOWN)
    lows = [low for low, _ in parts if low is not None]
    highs = [high for _, high in parts if high is not None]
    return (sum(lows) if lows else None, sum(highs) if len(highs) == len(parts) else None)


def _low(numbers: Sequence[Number]) -> int | None:
    return min((number.min for number in numbers if number.min is not None), default=None)


def _high(numbers: Sequence[Number]) -> int | None:
    given = [bound for number in numbers for bound in (number.min, number.max) if bound is not None]
    return max(given, default=None)


def _latest(numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers after which no later one of the same line is known."""
    return [
        one
        for one in numbers
        if not any(other.line == one.line and is_before(one.published, other.published) for other in numbers)
    ]


def _standing(numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers that no later and higher one has overtaken: what is left of a toll that rose."""
    latest = _latest(numbers)
    return [one for one in latest if not any(_overtakes(other, one) for other in latest)]


def _overtakes(one: Number, other: Number) -> bool:
    higher = one.min is not None and other.min is not None and one.min > other.min
    return higher and is_before(other.published, one.published)


def _most_said(numbers: Sequence[Number]) -> tuple[int | None, tuple[str, ...]]:
    """Return the number that most lines give, the lowest on a tie, and the labels of those lines."""
    lines: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for number in numbers:
        if number.stated is not None:
            lines[number.stated][number.line] = number.label or number.line
    if not lines:
        return None, ()
    best = min(lines, key=lambda stated: (-len(lines[stated]), stated))
    return best, tuple(sorted(lines[best].values()))


def _said_by(best: int | None, labels: Sequence[str]) -> str:
    if best is None:
        return "no line gives a number as such, only a bound"
    return f"{best} is the number of {len(labels)} line{'s' * (len(labels) != 1)} ({', '.join(labels)})"


def _list(numbers: Sequence[Number]) -> str:
    said = {(number.label or number.line, _bound_words(number)) for number in numbers}
    return ", ".join(f"{words} ({label})" for label, words in sorted(said))


def _bound_words(number: Number) -> str:
    if number.min == number.max:
        return str(number.min)
    if number.max is None:
        return f"at least {number.min}"
    return f"up to {number.max}" if number.min is None else f"{number.min} to {number.max}"


_Result = tuple[int | None, int | None, int | None, str]


def _ucdp(numbers: Sequence[Number]) -> _Result:
    best, labels = _most_said(_standing(numbers))
    said = f"Best: {_said_by(best, labels)}, among those that no later and higher number has overtaken."
    return _low(numbers), best, _high(numbers), f"{said} Low and high: the lowest and the highest number given."


def _lowest(numbers: Sequence[Number]) -> _Result:
    latest = _latest(numbers)
    low = _low(latest)
    labels = sorted({number.label or number.line for number in latest if number.min == low})
    reason = f"{low} is the lowest number that a line still stands by ({', '.join(labels)})."
    return low, low, _high(numbers), reason if low is not None else "No line gives a number as such, only a bound."


def _most_recent(numbers: Sequence[Number]) -> _Result:
    sound = [number for number in numbers if number.is_told] or list(numbers)
    latest = [one for one in sound if not any(is_before(one.published, other.published) for other in sound)]
    best, labels = _most_said(latest)
    given = {number.stated for number in latest if number.stated is not None}
    tie = "" if len(given) < 2 else ", that of most lines among the latest, which differ"
    reason = f"The latest number: {_said_by(best, labels)}{tie}."
    if dubious := [number for number in numbers if number not in sound]:
        reason += f" Left out as dubious, because reports do not tell who speaks: {_list(dubious)}."
    return _low(numbers), best, _high(numbers), reason


def _majority(numbers: Sequence[Number]) -> _Result:
    best, labels = _most_said(_latest(numbers))
    total = len({number.line for number in numbers})
    reason = f"The majority: {_said_by(best, labels)}, of {total} that give one in their latest reports"
    reason += "." if 2 * len(labels) > total else ", none of which most of them share: the lowest is taken."
    return _low(numbers), best, _high(numbers), reason


def _minmax(numbers: Sequence[Number]) -> _Result:
    return _low(numbers), None, _high(numbers), "The lowest and the highest number that any line gives; none is best."


_RULES: Mapping[str, Callable[[Sequence[Number]], _Result]] = {
    "ucdp": _ucdp,
    "lowest": _lowest,
    "most_recent": _most_recent,
    "majority": _majority,
    "minmax": _minmax,
}
RULES = tuple(_RULES)
