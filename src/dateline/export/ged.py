"""GED-like CSV: deadly events in the 49 columns of UCDP's georeferenced event data (codebook 25.1).

Only incidents of a type that UCDP codes, told as done, with a reported death, a day within a year and a country. Ids of
UCDP and of Gleditsch and Ward come from a table that the user gives (``ids``: columns ``name``, ``id``, ``gwno``), they
are never invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.export.countries import load_countries
from dateline.export.evidence import Evidence
from dateline.export.facts import (
    Counted,
    count,
    find_not_done,
    find_point,
    first_day,
    head_cell,
    last_day,
    make_priogrid,
    name_speakers,
    party_cell,
    place_cell,
    time_cell,
)
from dateline.export.formats import Format, Options, Pieces, load_columns
from dateline.export.parties import Party, find_doers, find_targets
from dateline.export.parts import split
from dateline.export.rows import Cell, LeftOut, Row, cite_field, leave_out
from dateline.export.tables import read_table
from dateline.export.writers import open_csv
from dateline.ontology import load_ontology
from dateline.records import Place, TimePrecision, When

NAME = "ged"
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS = "Civilians"
UNIDENTIFIED = "Unidentified armed actor"
AGGREGATE = frozenset({TimePrecision.MONTH, TimePrecision.QUARTER, TimePrecision.YEAR})


@dataclass(frozen=True, slots=True)
class Side:
    """A side as it is written, and the parties that it is."""

    name: str
    parties: tuple[Party, ...]

    @property
    def cell(self) -> Cell:
        """Its name with the words that it rests on."""
        return party_cell(self.name, *(one.cites for one in self.parties))


@dataclass(frozen=True, slots=True)
class Fight:
    """Who fought whom: what decides the type of violence. Roles are those of tolls: by, against."""

    kind: int
    a: Side
    b: Side
    role_a: str
    role_b: str


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="GED-like CSV",
        about="Deadly events in the columns of UCDP GED 25.1, for R and statistics.",
        suffix=".csv",
        columns=load_columns(NAME),
        rows=make_rows,
        open=open_csv,
        rule="ucdp",
        grains=("incident", "place_day"),
        settings={"ids": "CSV with columns name, id and gwno: UCDP's ids of actors, Gleditsch and Ward's of countries"},
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a row for each event with a reported death, and what is left out."""
    ids = load_ids(options.settings.get("ids"))
    for evidence in view:
        for part in split(evidence, options.grain or "incident"):
            yield from _part(part, options, ids)


def _part(evidence: Evidence, options: Options, ids: Mapping[str, tuple[str, str]]) -> Pieces:
    killed = count(evidence, "killed", options.rule or "ucdp")
    left_out = find_left_out(evidence, killed)
    time, place = evidence.assessment.time, evidence.assessment.place
    if left_out is not None or time is None or place is None:
        if left_out is not None:
            yield left_out
        return
    issued = options.ledger.publish(NAME, evidence)
    for old in issued.replaces:
        yield leave_out(evidence, "merged", f"Published before as a row of its own; now row {issued.id}.", row=old)
    fight = find_fight(evidence)
    tolls, note = _tolls(evidence, killed, fight)
    if note:
        yield leave_out(evidence, "sides above best", note, row=issued.id, field="deaths", cites=killed.cites)
    cells = {
        "id": Cell(int(issued.id), why="ledger"),
        "relid": Cell(evidence.incident.id),
        **_sides(fight, ids),
        **_sources(evidence),
        **_where(evidence, place, ids),
        **_when(evidence, time),
        **tolls,
    }
    cells["code_status"] = _status(fight, place, cells)
    yield Row(issued.id, evidence.incident.id, cells, evidence.reports)


def find_left_out(evidence: Evidence, killed: Counted) -> LeftOut | None:
    """Return why the incident is no event of this format, ``None`` where it is one."""
    assessment = evidence.assessment
    kind = load_ontology().event_types.get(assessment.type)
    not_done = find_not_done(evidence)
    if not_done is not None:
        return not_done
    if kind is None or kind.ucdp is None:
        reason = f"UCDP codes no events of this type: {assessment.type}."
        return leave_out(evidence, "not a GED type", reason, cites=cite_field(evidence, "type"))
    if not killed.toll.high:
        known = "Reports say that nobody was killed." if killed.toll.high == 0 else "No report gives a number of dead."
        return leave_out(evidence, "no reported death", known, cites=killed.cites)
    if assessment.time is None:
        return leave_out(evidence, "time not known", "No report tells when it happened.")
    if load_ontology().time_precisions[assessment.time.precision].ucdp is None:
        cites = cite_field(evidence, "time")
        return leave_out(evidence, "longer than a year", "The time is known to more than a year.", cites=cites)
    if assessment.place is None or assessment.place.country not in load_countries():
        cites = cite_field(evidence, "place")
        return leave_out(evidence, "country not known", "No report tells in which country it happened.", cites=cites)
    return None


def find_fight(evidence: Evidence) -> Fight:
    """Return the sides and UCDP's type of violence: a state's side is side a, people who do not fight are side b."""
    doers, targets = find_doers(evidence), find_targets(evidence)
    kind = load_ontology().event_types[evidence.assessment.type].ucdp
    fighters = tuple(one for one in targets if one.is_armed)
    doer, target = doers[:1], fighters[:1]
    here = evidence.assessment.place.country if evidence.assessment.place is not None else None
    one, other = _side(doer, here), _side(target, here)
    if not target and (kind == "one_sided" or any(party.is_civilian for party in targets)):
        return Fight(ONE_SIDED, one, Side(CIVILIANS, targets[:1]), "by", "against")
    if target and target[0].is_state and not (doer and doer[0].is_state):
        return Fight(STATE_BASED, other, one, "against", "by")
    by_state = bool(doer and doer[0].is_state) or bool(target and target[0].is_state)
    return Fight(STATE_BASED if by_state else NON_STATE, one, other, "by", "against")


def _side(parties: tuple[Party, ...], here: str | None) -> Side:
    """Return a side by its name; forces of a state that no report names are those of the country, `here`."""
    country = load_countries().get((parties[0].country or here or "") if parties else "")
    if parties and parties[0].is_state and country is not None:
        return Side(f"Government of {country.name}", parties)
    if not parties or not parties[0].is_named:
        return Side(UNIDENTIFIED, parties)
    return Side(parties[0].name, parties)


def _sides(fight: Fight, ids: Mapping[str, tuple[str, str]]) -> dict[str, Cell]:
    both = (*fight.a.cell.cites, *fight.b.cell.cites)
    cells = {
        "type_of_violence": Cell(fight.kind, both),
        "side_a": fight.a.cell,
        "side_b": fight.b.cell,
        "dyad_name": Cell(f"{fight.a.name} - {fight.b.name}", both),
    }
    for letter, side in (("a", fight.a), ("b", fight.b)):
        number, gwno = ids.get(side.name.casefold(), ("", ""))
        cells[f"side_{letter}_dset_id"] = cells[f"side_{letter}_new_id"] = Cell(number or None, side.cell.cites)
        cells[f"gwno{letter}"] = Cell(gwno or None, side.cell.cites)
    for name in ("conflict", "dyad"):
        number, _ = ids.get(f"{fight.a.name} - {fight.b.name}".casefold(), ("", ""))
        if name == "dyad":
            cells["dyad_dset_id"] = cells["dyad_new_id"] = Cell(number or None, both)
    return cells


def _sources(evidence: Evidence) -> dict[str, Cell]:
    reports = evidence.reports
    names = [one.publisher or "" for one in reports]
    days = [(one.published or "")[:10] for one in reports]
    heads = [one.title for one in reports]
    articles = [f'"{name},{day},{head}"' for name, day, head in zip(names, days, heads, strict=True)]
    speakers, cites = name_speakers(evidence)
    return {
        "number_of_sources": head_cell(evidence, len(reports)),
        "source_article": head_cell(evidence, ";".join(articles)),
        "source_office": head_cell(evidence, ";".join(dict.fromkeys(filter(None, names)))),
        "source_date": head_cell(evidence, ";".join(days) if any(days) else None),
        "source_headline": head_cell(evidence, ";".join(heads) if any(heads) else None),
        "source_original": Cell(";".join(speakers) or None, cites),
    }


def _where(evidence: Evidence, place: Place, ids: Mapping[str, tuple[str, str]]) -> dict[str, Cell]:
    country = load_countries()[place.country or ""]
    point = find_point(place)
    words = dict.fromkeys(one.words for one in cite_field(evidence, "place"))
    cells = {
        "where_prec": place_cell(evidence, load_ontology().place_precisions[place.precision].ucdp),
        "where_coordinates": place_cell(evidence, place.name),
        "where_description": place_cell(evidence, ";".join(words) or None),
        "adm_1": place_cell(evidence, place.admin1),
        "adm_2": place_cell(evidence, place.admin2),
        "country": place_cell(evidence, country.name),
        "country_id": place_cell(evidence, ids.get(country.name.casefold(), ("", ""))[1] or None),
        "region": place_cell(evidence, country.ged),
    }
    if point is not None:
        lat, lon = round(point[0], 6), round(point[1], 6)
        cells["latitude"], cells["longitude"] = place_cell(evidence, lat), place_cell(evidence, lon)
        cells["geom_wkt"] = place_cell(evidence, f"POINT ({lon} {lat})")
        cells["priogrid_gid"] = place_cell(evidence, make_priogrid(lat, lon))
    return cells


def _when(evidence: Evidence, time: When) -> dict[str, Cell]:
    first, last = first_day(time), last_day(time)
    status = evidence.field("status")
    general = status is not None and bool(status.values) and all(value.text == "general" for value in status.values)
    return {
        "year": time_cell(evidence, first.year),
        "date_prec": time_cell(evidence, load_ontology().time_precisions[time.precision].ucdp),
        "date_start": time_cell(evidence, f"{first} 00:00:00.000"),
        "date_end": time_cell(evidence, f"{last} 00:00:00.000"),
        "event_clarity": time_cell(evidence, 2 if general or time.precision in AGGREGATE else 1),
    }


def _tolls(evidence: Evidence, killed: Counted, fight: Fight) -> tuple[dict[str, Cell], str]:
    """Return low, best and high and whose dead they are; a note where the sides do not fit into best."""
    toll = killed.toll
    low = toll.low or 0
    best = toll.best if toll.best is not None else low
    high = max(best, toll.high or 0)
    cells = {"best": killed.cell(best), "high": killed.cell(high), "low": killed.cell(min(low, best))}
    sides = {role: count(evidence, "killed", toll.rule, role) for role in ("by", "against")}
    given = {role: _stated(one) for role, one in sides.items()}
    note = ""
    if sum(given.values()) > best:
        note = f"The sides' dead ({given['by']} and {given['against']}) are more than the best estimate, {best}."
        given = dict.fromkeys(given, 0)
    second = "deaths_civilians" if fight.kind == ONE_SIDED or _are_civilians(evidence) else None
    names = {fight.role_a: "deaths_a", fight.role_b: "deaths_b"}
    if second is not None:
        names["against"] = second
    for role, name in names.items():
        cells[name] = sides[role].cell(given[role])
    cells["deaths_unknown"] = killed.cell(best - sum(given.values()))
    return cells, note


def _stated(one: Counted) -> int:
    return (one.toll.best if one.toll.best is not None else one.toll.low) or 0


def _are_civilians(evidence: Evidence) -> bool:
    targets = [one for one in find_targets(evidence) if one.kind != "object"]
    return bool(targets) and all(one.is_civilian for one in targets)


def _status(fight: Fight, place: Place, cells: Mapping[str, Cell]) -> Cell:
    """Return Clear, or what a person should look at."""
    checks = []
    if UNIDENTIFIED in (fight.a.name, fight.b.name):
        checks.append("dyad")
    if cells["best"].value == 0:
        checks.append("deaths")
    if find_point(place) is None:
        checks.append("place")
    return Cell(f"Check {', '.join(checks)}" if checks else "Clear", (*fight.a.cell.cites, *fight.b.cell.cites))


def load_ids(path: str | None) -> Mapping[str, tuple[str, str]]:
    """Return ids and numbers by folded name from a user's table; none without one.

    Raises:
        UserError: the table is not there or lacks a column.
    """
    if path is None:
        return {}
    rows = read_table(Path(path), ("name", "id", "gwno"))
    return {row["name"].casefold(): (row["id"], row["gwno"]) for _, row in rows}
