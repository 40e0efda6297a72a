"""ACLED-like CSV: events in the 31 columns of ACLED's codebook.

A row is what the same actors did in the same way at the same place on the same day. Incidents known only to a country,
or to more than a month, have no place here. A file beside says for every row what its number of fatalities means,
since 0 stands both for nobody and for not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

from dateline.errors import UserError
from dateline.export.acled_actors import Actors, Naming, find_actors
from dateline.export.acled_types import Coded, code_type
from dateline.export.countries import Country, load_countries
from dateline.export.evidence import Evidence
from dateline.export.facts import (
    Counted,
    count,
    find_not_done,
    find_point,
    first_day,
    head_cell,
    last_day,
    middle_day,
    place_cell,
    time_cell,
)
from dateline.export.formats import Format, Options, Pieces, load_columns
from dateline.export.parts import split
from dateline.export.rows import Cell, Citation, LeftOut, Row, cite_field, cite_heads, leave_out
from dateline.export.tables import read_table
from dateline.export.writers import open_csv
from dateline.moments import make_moment
from dateline.ontology import load_ontology
from dateline.records import Place, PlacePrecision, SourceKind, When

NAME = "acled"
SCALES = {  # in the order in which the codebook joins them; an outlet's scale is not known
    SourceKind.STATE: "National",
    SourceKind.WIRE: "International",
    SourceKind.SOCIAL: "New media",
    SourceKind.ARMED_GROUP: "Other",
    SourceKind.NGO: "Other",
}


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="ACLED-like CSV",
        about="Events of all kinds in the columns of ACLED, a row for each place and day.",
        suffix=".csv",
        columns=load_columns(NAME),
        rows=make_rows,
        open=open_csv,
        rule="lowest",
        grains=("place_day", "incident"),
        settings={"regimes": "CSV with columns country (ISO code), from, to: periods for the names of state forces"},
        aside=("fatalities", load_columns("acled_fatalities")),
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """A row under way: what the same actors did in the same way at the same place on the same day."""

    evidence: Evidence
    coded: Coded
    actors: Actors
    country: Country
    place: Place
    time: When

    @property
    def key(self) -> tuple[object, ...]:
        """Return what makes two incidents one row.

        Where day or place are not exact, only incidents of one occasion (that reports tell together) can be one row.
        """
        exact = self.place.precision is PlacePrecision.EXACT and first_day(self.time) == last_day(self.time)
        incident = self.evidence.incident
        apart = None if exact else incident.occasion or incident.members
        names = (self.actors.one.name, self.actors.two.name)
        return (first_day(self.time), self.coded.sub_type, names, self.place.name, self.place.gazetteer_id, apart)


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a row for each event, and what is left out. Incidents of one day are held until the day is over."""
    regimes = load_regimes(options.settings.get("regimes"))
    today: date | None = None
    held: dict[tuple[object, ...], list[Draft]] = {}
    for evidence in view:
        for part in split(evidence, options.grain or "place_day"):
            draft = _draft(part, regimes)
            if isinstance(draft, LeftOut):
                yield draft
                continue
            if first_day(draft.time) != today:
                yield from _flush(held, options)
                today = first_day(draft.time)
            key = draft.key if options.grain == "place_day" else (*draft.key, draft.evidence.incident.members)
            held.setdefault(key, []).append(draft)
    yield from _flush(held, options)


def _flush(held: dict[tuple[object, ...], list[Draft]], options: Options) -> Pieces:
    for drafts in held.values():
        yield from _rows(drafts, options)
    held.clear()


def _draft(evidence: Evidence, regimes: Sequence[tuple[str, int, int | None]]) -> Draft | LeftOut:
    assessment, known = evidence.assessment, load_ontology()
    not_done = find_not_done(evidence)
    if not_done is not None:
        return not_done
    coded = code_type(evidence)
    if coded is None:
        reason = f"ACLED codes no events of this type: {assessment.type}."
        return leave_out(evidence, "not an ACLED type", reason, cites=cite_field(evidence, "type"))
    time, place = assessment.time, assessment.place
    if time is None:
        return leave_out(evidence, "time not known", "No report tells when it happened.")
    if known.time_precisions[time.precision].acled is None:
        reason = "The time is known to more than a month."
        return leave_out(evidence, "longer than a month", reason, cites=cite_field(evidence, "time"))
    country = load_countries().get(place.country or "") if place is not None else None
    if place is None or country is None:
        reason = "No report tells in which country it happened."
        return leave_out(evidence, "country not known", reason, cites=cite_field(evidence, "place"))
    if known.place_precisions[place.precision].acled is None or find_point(place) is None:
        return leave_out(evidence, "country only", "Only the country is known.", cites=cite_field(evidence, "place"))
    names = {code: one.name for code, one in load_countries().items()}
    naming = Naming(country.iso2, names, regimes, middle_day(time).year)
    actors = find_actors(evidence, coded, naming)
    if not actors.one.name:
        return leave_out(evidence, "no actor", "No report names or describes anybody on either side.")
    return Draft(evidence, coded, actors, country, place, time)


def _rows(drafts: Sequence[Draft], options: Options) -> Pieces:
    """Yield the row of one or several incidents, and an entry for each that went into another's."""
    joined = join([draft.evidence for draft in drafts])
    issued = options.ledger.publish(NAME, joined, prefix=drafts[0].country.iso3)
    for old in issued.replaces:
        yield leave_out(joined, "merged", f"Published before as a row of its own; now row {issued.id}.", row=old)
    for draft in drafts[1:]:
        reason = f"The same actors did the same at the same place on the same day: counted in row {issued.id}."
        yield leave_out(draft.evidence, "joined", reason, row=issued.id)
    tolls = [count_fatalities(draft, options.rule or "lowest") for draft in drafts]
    total = sum(toll.number for toll in tolls)
    cites = tuple(dict.fromkeys(cite for toll in tolls for cite in toll.cites))
    first = drafts[0]
    cells = {
        "event_id_cnty": Cell(issued.id, why="ledger"),
        **_when(first),
        **_what(first),
        **_where(first),
        **_sources(joined),
        "notes": Cell(" | ".join(_note(draft.evidence) for draft in drafts), cite_heads(joined)),
        "fatalities": Cell(total, cites, "; ".join(dict.fromkeys(toll.reason for toll in tolls))),
        "tags": head_cell(joined, "; ".join(tag for draft in drafts for tag in _tags(draft.evidence))),
    }
    aside = tuple(_aside(issued.id, toll, options) for toll in tolls)
    yield Row(issued.id, first.evidence.incident.id, cells, joined.reports, aside=aside)


def join(parts: Sequence[Evidence]) -> Evidence:
    """Return several incidents as one row's evidence: the first's assessment, the events and reports of all."""
    if len(parts) == 1:
        return parts[0]
    reports = {report.id: report for part in parts for report in part.reports}
    findings = {found.report_id: found for part in parts for found in part.findings}
    ordered = sorted(reports.values(), key=lambda one: (one.published or "~", one.id))
    members = tuple(member for part in parts for member in part.incident.members)
    return replace(
        parts[0],
        incident=replace(parts[0].incident, members=members),
        reports=tuple(ordered),
        findings=tuple(findings[one.id] for one in ordered if one.id in findings),
    )


def _when(draft: Draft) -> dict[str, Cell]:
    day = middle_day(draft.time)
    precision = load_ontology().time_precisions[draft.time.precision].acled
    return {
        "event_date": time_cell(draft.evidence, day.isoformat()),
        "year": time_cell(draft.evidence, day.year),
        "time_precision": time_cell(draft.evidence, precision),
    }


def _what(draft: Draft) -> dict[str, Cell]:
    coded, actors = draft.coded, draft.actors
    both = tuple(dict.fromkeys((*actors.one.cites, *actors.two.cites)))
    return {
        "disorder_type": Cell(coded.disorder, coded.cites),
        "event_type": Cell(coded.event_type, coded.cites, coded.why),
        "sub_event_type": Cell(coded.sub_type, coded.cites, coded.why),
        "actor1": Cell(actors.one.name or None, actors.one.cites),
        "assoc_actor_1": Cell(actors.one.others or None, actors.one.cites),
        "inter1": Cell(actors.one.inter or None, actors.one.cites),
        "actor2": Cell(actors.two.name or None, actors.two.cites),
        "assoc_actor_2": Cell(actors.two.others or None, actors.two.cites),
        "inter2": Cell(actors.two.inter, actors.two.cites),
        "interaction": Cell(actors.interaction or None, both),
        "civilian_targeting": Cell("Civilians targeted" if actors.targets_civilians else None, actors.two.cites),
    }


def _where(draft: Draft) -> dict[str, Cell]:
    evidence, place, country = draft.evidence, draft.place, draft.country
    lat, lon = find_point(place) or (0.0, 0.0)
    values: dict[str, str | float | int | None] = {
        "iso": country.number,
        "region": country.acled,
        "country": country.name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "location": place.name,
        "latitude": round(lat, 4),
        "longitude": round(lon, 4),
        "geo_precision": load_ontology().place_precisions[place.precision].acled,
    }
    return {name: place_cell(evidence, value) for name, value in values.items()}


def _sources(evidence: Evidence) -> dict[str, Cell]:
    names = dict.fromkeys(one.publisher for one in evidence.reports if one.publisher)
    kinds = {one.source_kind for one in evidence.reports}
    scales = dict.fromkeys(scale for kind, scale in SCALES.items() if kind in kinds)
    moment = make_moment(evidence.last_published)
    seconds = None if moment is None else int(moment.first * 86400 + 0.5)
    return {
        "source": head_cell(evidence, "; ".join(names) or None),
        "source_scale": head_cell(evidence, "-".join(scales) or None),
        "timestamp": head_cell(evidence, seconds),
    }


def _note(evidence: Evidence) -> str:
    said = evidence.field("responsibility")
    parts = [f"{evidence.assessment.title}.", evidence.assessment.grade_reason, said.explanation if said else ""]
    return " ".join(part for part in parts if part)


def _tags(evidence: Evidence) -> tuple[str, ...]:
    known = evidence.assessment
    return (
        f"grade={known.grade}",
        f"lines={len(known.lines)}",
        f"credibility={known.credibility}",
        f"incident={evidence.incident.id}",
    )


@dataclass(frozen=True, slots=True)
class Fatalities:
    """A number of fatalities and what it means."""

    number: int
    known: str  # number, words, nobody, not reported
    reason: str
    cites: tuple[Citation, ...]


def count_fatalities(draft: Draft, rule: str) -> Fatalities:
    """Return the dead of an incident: the toll by a rule, words without a number by ACLED's table, else 0."""
    killed = count(draft.evidence, "killed", rule)
    vague = _find_vague(draft)
    if vague is not None:
        word, number = vague
        return Fatalities(number, "words", f"{word!r} is {number} by the table of vague words", killed.cites)
    return _known(killed)


def _known(killed: Counted) -> Fatalities:
    toll = killed.toll
    number = toll.best if toll.best is not None else toll.low
    if number is None:
        if toll.high is None:
            return Fatalities(0, "not reported", "0 stands for not reported", killed.cites)
        return Fatalities(0, "number", f"at most {toll.high}: no lowest number is given", killed.cites)
    return Fatalities(number, "number" if number else "nobody", f"{toll.rule}: {toll.reason}", killed.cites)


def _find_vague(draft: Draft) -> tuple[str, int] | None:
    """Return the word that stands for the number and what it counts as; ``None`` where anybody gives a number."""
    field = draft.evidence.field("killed")
    values = field.values if field is not None else ()
    cites = cite_field(draft.evidence, "killed")
    found = []
    for value in values:
        if not (value.text == "some" or value.text.endswith(" or more")):  # as `weigh.sayings` writes what is vague
            return None
        found += [word for cite in cites for word in load_vague() if word in cite.words.casefold().split()]
    if not found:
        return None
    confined = draft.key[-1] is None
    word = min(found, key=lambda one: load_vague()[one])
    return word, load_vague()[word][confined]


def _aside(name: str, toll: Fatalities, options: Options) -> dict[str, Cell]:
    words = " | ".join(dict.fromkeys(cite.words for cite in toll.cites))
    return {
        "event_id_cnty": Cell(name),
        "fatalities": Cell(toll.number),
        "known": Cell(toll.known),
        "rule": Cell(options.rule),
        "reason": Cell(toll.reason),
        "words": Cell(words or None),
    }


@cache
def load_vague() -> Mapping[str, tuple[int, int]]:
    """Return `data/vague.tsv`: word to its number, and its number in an attack of one place and day."""
    page = resources.files("dateline.export").joinpath("data", "vague.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in page.splitlines() if not line.startswith("#")]
    return {word: (int(number), int(confined)) for word, number, confined in rows}


def load_regimes(path: str | None) -> tuple[tuple[str, int, int | None], ...]:
    """Return periods of government from a user's table; none without one.

    Raises:
        UserError: the table is not there or cannot be read.
    """
    if path is None:
        return ()
    found = []
    for number, row in read_table(Path(path), ("country", "from", "to")):
        try:
            found.append((row["country"].upper(), int(row["from"]), int(row["to"]) if row["to"] else None))
        except ValueError as error:
            raise UserError(f"{path}:{number}: {error}; a row is like ML,2021,") from error
    return tuple(found)
