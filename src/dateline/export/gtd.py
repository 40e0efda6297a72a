"""GTD-like CSV: attacks by others than states in the 135 columns of the GTD's spreadsheet (codebook of June 2017).

Two of the three criteria must be met as far as reports indicate them, and others than a side with an interest must tell
of it. ``claimconf`` is not written: the GTD dropped it for want of a clear meaning; how well a claim is supported is in
the file of citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import UserError
from dateline.export.countries import load_countries
from dateline.export.evidence import Evidence
from dateline.export.facts import (
    count,
    find_not_done,
    find_point,
    first_day,
    head_cell,
    place_cell,
    time_cell,
    type_cell,
)
from dateline.export.formats import Format, Options, Pieces, load_columns
from dateline.export.gtd_codes import (
    Criteria,
    find_attacks,
    find_perpetrators,
    find_target_codes,
    find_weapons,
    judge_criteria,
    load_codes,
)
from dateline.export.ledger import Issued
from dateline.export.parties import STATE, find_doers, find_targets
from dateline.export.parts import split
from dateline.export.rows import Cell, LeftOut, Row, Scalar, cite_field, cite_heads, leave_out
from dateline.export.tables import read_table
from dateline.export.writers import open_csv
from dateline.ontology import load_ontology
from dateline.records import Place, PlacePrecision, TimePrecision, Verdict, When

NAME = "gtd"
TO_THE_DAY = frozenset({TimePrecision.MINUTE, TimePrecision.PART_OF_DAY, TimePrecision.DAY})
TO_DAYS = TO_THE_DAY | {TimePrecision.DAYS}
TO_THE_MONTH = TO_DAYS | {TimePrecision.WEEK, TimePrecision.MONTH}
TOWNS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR})
HELD = frozenset({"abduction", "execution"})
SOURCES = 3
KILLED, UNKNOWN_OUTCOME, UNKNOWN_EXTENT, UNKNOWN_NUMBER = 4, 7, 4, -99
DISPUTED = frozenset({Verdict.CONTRADICTED, Verdict.REVISED, Verdict.DENIED, Verdict.RISING})


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="GTD-like CSV",
        about="Attacks by others than states in the columns of the GTD, a row for each attack.",
        suffix=".csv",
        columns=load_columns(NAME),
        rows=make_rows,
        open=open_csv,
        rule="most_recent",
        grains=("attack", "place_day", "incident"),
        settings={"codes": "CSV with columns country (ISO code) and code: the GTD's numbers of countries"},
    )


@dataclass(frozen=True, slots=True)
class Made:
    """What the cells of a row are made with."""

    evidence: Evidence
    time: When
    place: Place
    criteria: Criteria
    rule: str
    codes: Mapping[str, int]  # ISO 3166-1 alpha-2 -> number in the GTD

    @property
    def group(self) -> str:
        """What related attacks have in common: the occasion that reports tell of, else the incident."""
        return self.evidence.incident.occasion or self.evidence.incident.id


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a row for each attack, and what is left out. Attacks of one day are held until the day is over.

    Attacks are related where one incident makes several of them, or where reports tell of their incidents as one
    occasion: four bombs in one city.
    """
    codes = load_country_codes(options.settings.get("codes"))
    held: list[Made] = []
    for evidence in view:
        for part in split(evidence, options.grain or "attack"):
            one = _make(part, options.rule or "most_recent", codes)
            if isinstance(one, LeftOut):
                yield one
                continue
            if held and first_day(held[0].time) != first_day(one.time) and held[-1].group != one.group:
                yield from _flush(held, options)
            held.append(one)
    yield from _flush(held, options)


def _flush(held: list[Made], options: Options) -> Pieces:
    issued = [options.ledger.publish(NAME, one.evidence, prefix=_prefix(one.time), width=4) for one in held]
    groups: dict[str, list[str]] = {}
    for one, name in zip(held, issued, strict=True):
        groups.setdefault(one.group, []).append(name.id)
    for one, name in zip(held, issued, strict=True):
        yield from _row(one, name, [other for other in groups[one.group] if other != name.id])
    held.clear()


def _make(evidence: Evidence, rule: str, codes: Mapping[str, int]) -> Made | LeftOut:
    assessment = evidence.assessment
    not_done = find_not_done(evidence)
    if not_done is not None:
        return not_done
    kind = load_ontology().event_types.get(assessment.type)
    if kind is None or kind.gtd is None:
        reason = f"The GTD codes no incidents of this type: {assessment.type}."
        return leave_out(evidence, "not a GTD type", reason, cites=cite_field(evidence, "type"))
    doers = find_doers(evidence)
    if doers and (doers[0].kind in STATE or doers[0].kind == "international"):
        reason = f"Done by forces of a state or of states: {doers[0].name}."
        return leave_out(evidence, "not sub-national", reason, cites=doers[0].cites)
    if assessment.time is None:
        return leave_out(evidence, "time not known", "No report tells when it happened.")
    if assessment.time.precision is TimePrecision.YEARS:
        reason = "The year is not known."
        return leave_out(evidence, "year not known", reason, cites=cite_field(evidence, "time"))
    if assessment.place is None or assessment.place.country not in load_countries():
        reason = "No report tells in which country it happened."
        return leave_out(evidence, "country not known", reason, cites=cite_field(evidence, "place"))
    status = [one for field in [evidence.field("status")] if field for value in field.values for one in value.supports]
    if status and all(one.claim for one in status):
        reason = "Only a side with an interest tells of it."
        return leave_out(evidence, "no independent source", reason, cites=cite_field(evidence, "status"))
    criteria = judge_criteria(evidence)
    if not criteria.are_met:
        reason = f"Fewer than two criteria are indicated: {criteria.goal}, {criteria.audience}, {criteria.unlawful}."
        return leave_out(evidence, "criteria", reason, cites=cite_field(evidence, "by", "against"))
    return Made(evidence, assessment.time, assessment.place, criteria, rule, codes)


def _prefix(time: When) -> str:
    """Return the day as the first eight digits of an id; 00 for a month or day that is not known."""
    year, month, day = _date(time)
    return f"{year:04d}{month:02d}{day:02d}"


def _date(time: When) -> tuple[int, int, int]:
    first = first_day(time)
    month = first.month if time.precision in TO_THE_MONTH else 0
    return first.year, month, first.day if time.precision in TO_DAYS else 0


def _row(made: Made, issued: Issued, related: Sequence[str]) -> Pieces:
    evidence = made.evidence
    for old in issued.replaces:
        yield leave_out(evidence, "merged", f"Published before as a row of its own; now row {issued.id}.", row=old)
    for report in evidence.reports[SOURCES:]:
        reason = f"The GTD has {SOURCES} columns for sources; this report is one more."
        entry = leave_out(evidence, "source", reason, row=issued.id, field="scite")
        yield LeftOut(
            entry.incident, entry.title, entry.rule, entry.reason, entry.row, entry.field, report.title, (report.id,)
        )
    cells = {
        "eventid": Cell(issued.id, why="ledger"),
        **_when(made),
        **_where(made),
        **_judged(made, related),
        **_attacks(made),
        **_targets(made),
        **_groups(made),
        **_weapons(made),
        **_tolls(made),
        **_taken(made),
        **_property(made),
        **_sources(made),
    }
    yield Row(issued.id, evidence.incident.id, cells, evidence.reports)


def _when(made: Made) -> dict[str, Cell]:
    evidence, time = made.evidence, made.time
    year, month, day = _date(time)
    words = "; ".join(dict.fromkeys(one.words for one in cite_field(evidence, "time")))
    return {
        "iyear": time_cell(evidence, year),
        "imonth": time_cell(evidence, month),
        "iday": time_cell(evidence, day),
        "approxdate": time_cell(evidence, None if time.precision in TO_THE_DAY else words or time.value),
        "extended": type_cell(evidence, int(evidence.assessment.type == "abduction")),
    }


def _where(made: Made) -> dict[str, Cell]:
    evidence, place = made.evidence, made.place
    country = load_countries()[place.country or ""]
    point = find_point(place)
    code = load_ontology().place_precisions[place.precision].gtd
    values: dict[str, Scalar] = {
        "country": made.codes.get(country.iso2),
        "country_txt": country.name,
        "region": country.gtd,
        "region_txt": load_codes("region")[country.gtd],
        "provstate": place.admin1,
        "city": place.name if place.precision in TOWNS else None,
        "latitude": None if point is None else round(point[0], 6),
        "longitude": None if point is None else round(point[1], 6),
        "specificity": code,
        "vicinity": int(place.precision is PlacePrecision.NEAR),
        "location": ";".join(dict.fromkeys(one.words for one in cite_field(evidence, "place"))) or None,
    }
    return {name: place_cell(evidence, value) for name, value in values.items()}


def _judged(made: Made, related: Sequence[str]) -> dict[str, Cell]:
    evidence, criteria = made.evidence, made.criteria
    parties = cite_field(evidence, "by", "against", "responsibility")
    known = evidence.assessment
    status = evidence.field("status")
    failed = status is not None and bool(status.values) and all(one.text == "attempted" for one in status.values)
    suicide = [one for one in find_weapons(evidence) if one.sub == 13]
    summary = " ".join(part for part in (f"{known.title}.", f"{known.summary}.", known.grade_reason) if part)
    alternative = criteria.alternative if criteria.is_doubtful else None
    return {
        "summary": Cell(summary, cite_heads(evidence)),
        "crit1": Cell(criteria.goal, parties),
        "crit2": Cell(criteria.audience, parties),
        "crit3": Cell(criteria.unlawful, parties),
        "doubtterr": Cell(int(criteria.is_doubtful), parties),
        "alternative": Cell(alternative, parties),
        "alternative_txt": Cell(load_codes("alternative").get(alternative or 0), parties),
        "multiple": Cell(int(bool(related)), cite_field(evidence, "type")),
        "success": Cell(int(not failed), cite_field(evidence, "status")),
        "suicide": Cell(int(known.type == "suicide_bombing" or bool(suicide)), cite_field(evidence, "type", "weapon")),
        "related": Cell(", ".join(related) or None, cite_field(evidence, "type")),
    }


def _attacks(made: Made) -> dict[str, Cell]:
    cells = {}
    for number, attack in enumerate(find_attacks(made.evidence), start=1):
        cells[f"attacktype{number}"] = Cell(attack.value, attack.cites)
        cells[f"attacktype{number}_txt"] = Cell(load_codes("attacktype")[attack.value], attack.cites)
    return cells


def _targets(made: Made) -> dict[str, Cell]:
    cells = {}
    for number, (party, code) in enumerate(find_target_codes(made.evidence), start=1):
        country = load_countries().get(party.country or "")
        values: dict[str, Scalar] = {
            "targtype": code,
            "corp": party.name if party.is_named else None,
            "target": party.name,
            "natlty": made.codes.get(party.country or ""),
        }
        for name, value in values.items():
            cells[f"{name}{number}"] = Cell(value, party.cites)
        cells[f"targtype{number}_txt"] = Cell(load_codes("targtype")[code], party.cites)
        cells[f"natlty{number}_txt"] = Cell(country.name if country is not None else None, party.cites)
    return cells


def _groups(made: Made) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    perpetrators = find_perpetrators(made.evidence)
    said = cite_field(made.evidence, "responsibility")
    for number, one in enumerate(perpetrators, start=1):
        name, claim, mode = (
            ("gname", "claimed", "claimmode")
            if number == 1
            else (f"gname{number}", f"claim{number}", f"claimmode{number}")
        )
        cells[name] = Cell(one.party.name, one.cites, f"{one.party.basis} in the reports")
        cells[f"guncertain{number}"] = Cell(int(one.is_uncertain), one.cites)
        cells[claim] = Cell(one.claimed, one.cites or said)
        cells[mode] = Cell(one.mode, one.cites)
        cells[f"{mode}_txt"] = Cell(load_codes("claimmode").get(one.mode or 0), one.cites)
    claims = sum(one.claimed == 1 for one in perpetrators)
    if len(perpetrators) > 1 and claims:
        cells["compclaim"] = Cell(int(claims > 1), said)
    if not perpetrators:
        field = made.evidence.field("responsibility")
        if field is not None and any(value.role == "nobody" for value in field.values):
            cells["claimed"] = Cell(0, said)
    return cells


def _weapons(made: Made) -> dict[str, Cell]:
    cells = {}
    found = find_weapons(made.evidence)
    for number, weapon in enumerate(found, start=1):
        cells[f"weaptype{number}"] = Cell(weapon.value, weapon.cites)
        cells[f"weaptype{number}_txt"] = Cell(load_codes("weaptype")[weapon.value], weapon.cites)
        cells[f"weapsubtype{number}"] = Cell(weapon.sub, weapon.cites)
        cells[f"weapsubtype{number}_txt"] = Cell(load_codes("weapsubtype").get(weapon.sub or 0), weapon.cites)
    cites = cite_field(made.evidence, "weapon")
    cells["weapdetail"] = Cell(";".join(dict.fromkeys(one.words for one in cites)) or None, cites)
    return cells


def _tolls(made: Made) -> dict[str, Cell]:
    cells = {}
    for field, all_of_them, attackers in (("killed", "nkill", "nkillter"), ("injured", "nwound", "nwoundte")):
        for role, name in ((None, all_of_them), ("by", attackers)):
            counted = count(made.evidence, field, made.rule, role)
            best = counted.toll.best if counted.toll.best is not None else counted.toll.low
            cells[name] = counted.cell(None if _is_vague(made.evidence, field) else best)
    return cells


def _is_vague(evidence: Evidence, field: str) -> bool:
    """Say whether nobody gives a number, only words such as "dozens" (as `weigh.sayings` writes them)."""
    found = evidence.field(field)
    values = found.values if found is not None else ()
    return bool(values) and all(value.text == "some" or value.text.endswith(" or more") for value in values)


def _taken(made: Made) -> dict[str, Cell]:
    evidence = made.evidence
    if evidence.assessment.type not in HELD:
        return {}
    counted = count(evidence, "taken", made.rule)
    outcome = KILLED if evidence.assessment.type == "execution" else UNKNOWN_OUTCOME
    best = counted.toll.best if counted.toll.best is not None else counted.toll.low
    return {
        "ishostkid": type_cell(evidence, 1),
        "nhostkid": counted.cell(UNKNOWN_NUMBER if best is None else best),
        "hostkidoutcome": type_cell(evidence, outcome),
        "hostkidoutcome_txt": type_cell(evidence, load_codes("hostkidoutcome")[outcome]),
        "nreleased": type_cell(evidence, UNKNOWN_NUMBER),
    }


def _property(made: Made) -> dict[str, Cell]:
    things = [one for one in find_targets(made.evidence) if one.kind == "object"]
    if not things and made.evidence.assessment.type != "destruction":
        return {}
    cites = tuple(dict.fromkeys(cite for one in things for cite in one.cites)) or cite_field(made.evidence, "type")
    words = ";".join(dict.fromkeys(one.name for one in things))
    return {
        "property": Cell(1, cites),
        "propextent": Cell(UNKNOWN_EXTENT, cites),
        "propextent_txt": Cell(load_codes("propextent")[UNKNOWN_EXTENT], cites),
        "propcomment": Cell(words or None, cites),
    }


def _sources(made: Made) -> dict[str, Cell]:
    evidence = made.evidence
    notes = [f"{field.field}: {field.explanation}" for field in evidence.assessment.fields if field.verdict in DISPUTED]
    cells = {"addnotes": Cell(" ".join(notes) or None, cite_heads(evidence))}
    for number, report in enumerate(evidence.reports[:SOURCES], start=1):
        parts = (f'"{report.title}"' if report.title else "", report.publisher, (report.published or "")[:10])
        text = ", ".join(part for part in parts if part)
        cells[f"scite{number}"] = head_cell(evidence, text or report.id)
    return cells


def load_country_codes(path: str | None) -> Mapping[str, int]:
    """Return the GTD's numbers of countries from a user's table; none without one.

    Raises:
        UserError: the table is not there or cannot be read.
    """
    if path is None:
        return {}
    codes = {}
    for number, row in read_table(Path(path), ("country", "code")):
        if not row["code"].isdigit():
            raise UserError(f"{path}:{number}: {row['code']!r} is no number; a row is like AF,4")
        codes[row["country"].upper()] = int(row["code"])
    return codes
