"""A coded table against the store: what both have, what one of them lacks, and which fields differ.

This is how a desk measures Dateline on its own sample: both tables are coded by one codebook, at one grain and rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateline.export.coded import OWN, CodedRow, Scheme, load_schemes, make_coded
from dateline.export.evidence import Evidence
from dateline.export.exporting import fill
from dateline.export.facts import count, find_point, first_day, last_day
from dateline.export.formats import Column, Format, Options
from dateline.export.judged import judge
from dateline.export.matching import Pair, distance_km, is_same_name, match_rows
from dateline.export.parties import find_doers, find_targets
from dateline.export.rows import LeftOut
from dateline.export.writers import open_table, show
from dateline.records import Decision

SAME_PLACE_KM = 25.0
POINT = "coordinates"  # the field that stands for latitude and longitude


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a pair in which the two codings differ; empty is not coded."""

    mine: str  # ids
    ours: str
    incident: str
    field: str
    mine_value: str
    ours_value: str


@dataclass(frozen=True, slots=True)
class FieldScore:
    """How a field agrees over all pairs. Precision is of what Dateline coded, recall of what the table has."""

    field: str
    equal: int
    mine: int  # pairs in which the table has it
    ours: int  # pairs in which Dateline has it
    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row without a partner. `reason`: why Dateline left it out of the file, where it knows of it."""

    id: str
    day: str
    place: str
    killed: str
    incident: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a comparison came to. Precision counts only our rows in the days and countries of the table."""

    rows: int
    matched: int
    missed: tuple[Unmatched, ...]
    left_out: tuple[Unmatched, ...]  # missed, but known: a rule of the format kept it out
    extra: tuple[Unmatched, ...]
    precision: float | None
    recall: float | None
    fields: tuple[FieldScore, ...]
    differences: tuple[Difference, ...]
    pairs: tuple[tuple[str, str, str, float], ...]  # mine, ours, incident, likeness


def code_view(view: Iterable[Evidence], format_: Format | None, scheme: Scheme, options: Options) -> list[CodedRow]:
    """Return the incidents coded in a format (``None``: in Dateline's own fields), with those that it leaves out."""
    rows: list[CodedRow] = []
    known: dict[str, Evidence] = {}

    def kept() -> Iterable[Evidence]:
        for evidence in view:
            judged = judge(evidence)
            if isinstance(judged, Evidence):
                known[judged.incident.id] = judged
                yield judged

    if format_ is None:
        return [make_own(one, scheme, options.rule or "ucdp") for one in kept()]
    for piece in format_.rows(kept(), format_.settle(options)):
        if isinstance(piece, LeftOut):
            if not piece.row and piece.incident in known:
                rows.append(_left_out(known[piece.incident], piece.rule))
        else:
            cells = {name: show(value) for name, value in fill(format_.columns, piece.cells).items()}
            rows.append(make_coded(cells, scheme, incident=piece.incident))
    return rows


def make_own(evidence: Evidence, scheme: Scheme, rule: str) -> CodedRow:
    """Return an incident in Dateline's own fields."""
    return make_coded(_own_cells(evidence, rule), scheme, incident=evidence.incident.id)


def _left_out(evidence: Evidence, rule: str) -> CodedRow:
    cells = _own_cells(evidence, "ucdp")
    return make_coded(cells, load_schemes()[OWN], incident=evidence.incident.id, left_out=rule)


def _own_cells(evidence: Evidence, rule: str) -> dict[str, str]:
    known = evidence.assessment
    point = find_point(known.place)
    cells = {
        "id": evidence.incident.id,
        "date": first_day(known.time).isoformat() if known.time is not None else "",
        "end": last_day(known.time).isoformat() if known.time is not None else "",
        "type": known.type,
        "place": known.place.name if known.place is not None else "",
        "country": (known.place.country or "") if known.place is not None else "",
        "latitude": "" if point is None else str(point[0]),
        "longitude": "" if point is None else str(point[1]),
        "by": next((one.name for one in find_doers(evidence)), ""),
        "against": next((one.name for one in find_targets(evidence)), ""),
    }
    for field in ("killed", "injured", "taken"):
        toll = count(evidence, field, rule).toll
        number = toll.best if toll.best is not None else toll.low
        cells[field] = "" if number is None else str(number)
    return cells


def compare_tables(mine: Sequence[CodedRow], ours: Sequence[CodedRow], scheme: Scheme) -> Measured:
    """Return how the two tables stand to each other."""
    rows = [one for one in ours if not one.left_out]
    pairs = match_rows(mine, rows)
    paired = {pair.mine.id for pair in pairs}
    alone = [one for one in mine if one.id not in paired]
    known = match_rows(alone, [one for one in ours if one.left_out])
    left_out = {pair.mine.id: pair.ours for pair in known}
    extra = _find_extra(mine, rows, {pair.ours.id for pair in pairs})
    differences = [one for pair in pairs for one in _differences(pair, scheme)]
    return Measured(
        rows=len(mine),
        matched=len(pairs),
        missed=tuple(_unmatched(one) for one in alone if one.id not in left_out),
        left_out=tuple(_unmatched(one, left_out[one.id]) for one in alone if one.id in left_out),
        extra=tuple(_unmatched(one) for one in extra),
        precision=_share(len(pairs), len(pairs) + len(extra)),
        recall=_share(len(pairs), len(mine)),
        fields=tuple(_score_fields(pairs, scheme)),
        differences=tuple(differences),
        pairs=tuple((pair.mine.id, pair.ours.id, pair.ours.incident, pair.score) for pair in pairs),
    )


def _find_extra(mine: Sequence[CodedRow], ours: Sequence[CodedRow], matched: set[str]) -> list[CodedRow]:
    """Return our rows without a partner, of those in the days and countries that the table is about."""
    days = [day for one in mine for day in (one.first, one.last) if day is not None]
    if not days:
        return []
    countries = {one.country for one in mine if one.country}
    begin, end = min(days), max(days)
    return [one for one in ours if one.id not in matched and _is_within(one, begin, end, countries)]


def _is_within(one: CodedRow, begin: date, end: date, countries: set[str]) -> bool:
    if one.first is None or one.last is None or one.last < begin or one.first > end:
        return False
    return not countries or one.country is None or one.country in countries


def _unmatched(one: CodedRow, known: CodedRow | None = None) -> Unmatched:
    killed = "" if one.killed is None else f"{one.killed:g}"
    day = one.first.isoformat() if one.first is not None else ""
    incident, reason = (one.incident, "") if known is None else (known.incident, known.left_out)
    return Unmatched(one.id, day, one.place, killed, incident, reason)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _fields(pair: Pair, scheme: Scheme) -> dict[str, tuple[str, str, bool]]:
    """Return for every compared field that both tables have both values and whether they agree."""
    found = {}
    for name in scheme.fields:
        if name in pair.mine.cells and name in pair.ours.cells:
            one, other = pair.mine.cells[name], pair.ours.cells[name]
            same = _agree(one, other, name in scheme.loose)
            if name == scheme.country and not same:
                same = pair.mine.country is not None and pair.mine.country == pair.ours.country
            found[name] = (one, other, same)
    if scheme.latitude in pair.mine.cells and scheme.latitude is not None:
        one, other = (_show_point(row.point) for row in (pair.mine, pair.ours))
        near = pair.mine.point is not None and pair.ours.point is not None
        same = near and distance_km(pair.mine.point, pair.ours.point) <= SAME_PLACE_KM  # type: ignore[arg-type]
        found[POINT] = (one, other, same)
    return found


def _show_point(point: tuple[float, float] | None) -> str:
    return "" if point is None else f"{point[0]:g}, {point[1]:g}"


def _agree(one: str, other: str, loose: bool) -> bool:
    """Say whether two cells are one: numbers as numbers, dates by their day, names loosely where that is asked for."""
    if one == other:
        return True
    if not one or not other:
        return False
    try:
        return float(one) == float(other)
    except ValueError:
        pass
    if loose:
        return is_same_name(one, other)
    return one.casefold() == other.casefold() or (one[:10] == other[:10] and one[:4].isdigit())


def _differences(pair: Pair, scheme: Scheme) -> list[Difference]:
    return [
        Difference(pair.mine.id, pair.ours.id, pair.ours.incident, name, one, other)
        for name, (one, other, same) in _fields(pair, scheme).items()
        if not same
    ]


def _score_fields(pairs: Sequence[Pair], scheme: Scheme) -> list[FieldScore]:
    equal: Counter[str] = Counter()
    mine: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    names: dict[str, None] = {}
    for pair in pairs:
        for name, (one, other, same) in _fields(pair, scheme).items():
            names[name] = None
            mine[name] += bool(one)
            ours[name] += bool(other)
            equal[name] += bool(same and one)
    return [
        FieldScore(
            name, equal[name], mine[name], ours[name], _share(equal[name], ours[name]), _share(equal[name], mine[name])
        )
        for name in names
    ]


DIFFERENCE_COLUMNS = (
    Column("mine", "Id in the table", "table"),
    Column("ours", "Id in Dateline's coding", "export"),
    Column("incident", "Id of the incident in the store", "store"),
    Column("field", "The field", "format"),
    Column("mine_value", "What the table has", "table"),
    Column("ours_value", "What Dateline has", "export"),
)


def write_differences(measured: Measured, path: Path) -> None:
    """Write the differing fields as CSV, one a line (`OSError` where that cannot be)."""
    with open_table(path, DIFFERENCE_COLUMNS) as writer:
        for one in measured.differences:
            writer.write_cells({column.name: getattr(one, column.name) for column in DIFFERENCE_COLUMNS})


# Fields of tables that are tolls of Dateline's.
CORRECTABLE = {"best": "killed", "fatalities": "killed", "nkill": "killed", "nwound": "injured", "killed": "killed",
               "injured": "injured", "taken": "taken"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the table says of an incident that it matches, to be kept as a judgement."""

    incident: str
    verdict: str  # accept, correct
    decision: Decision
    note: str


def make_opinions(measured: Measured, table: str) -> tuple[Opinion, ...]:
    """Return what the table says of the incidents that it matches: each is accepted, or its differing tolls corrected.

    `table` is its name, for the notes.
    """
    wrong: dict[str, list[Difference]] = {}
    for one in measured.differences:
        if one.field in CORRECTABLE and one.mine_value.isdigit():
            wrong.setdefault(one.incident, []).append(one)
    made = []
    for mine, _, incident, _ in measured.pairs:
        note = f"{table}, row {mine}"
        if incident not in wrong:
            made.append(Opinion(incident, "accept", Decision(), note))
        for one in wrong.get(incident, ()):
            number = int(one.mine_value)
            decision = Decision(CORRECTABLE[one.field], role="total", min=number, max=number)
            made.append(Opinion(incident, "correct", decision, note))
    return tuple(made)
