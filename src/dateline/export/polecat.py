"""POLECAT-like TSV: PLOVER's events in the 40 columns of POLECAT; UTF-8, no quotes, ``None`` for what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline import __version__
from dateline.export.evidence import Evidence
from dateline.export.facts import find_point, first_day, head_cell, place_cell, time_cell
from dateline.export.formats import Format, Options, Pieces, load_columns
from dateline.export.ledger import INCIDENT
from dateline.export.parties import Party
from dateline.export.parts import split
from dateline.export.plover import GEONAMES, TOWNS
from dateline.export.plover_codes import QUADS, Coded, code_event, country_code, country_letters, join_names, sector
from dateline.export.rows import Cell, Citation, LeftOut, Row, Scalar, cite_field, leave_out
from dateline.export.writers import open_tsv
from dateline.knowledge.identity import named_actor
from dateline.records import Participant, Report

NAME = "polecat"
BODIES = frozenset(
    {"armed_group", "militia", "military", "police", "government", "intelligence", "international", "party"}
)


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="POLECAT-like TSV",
        about="PLOVER events in the columns of POLECAT, for programs that read its files.",
        suffix=".txt",
        columns=load_columns(NAME),
        rows=make_rows,
        open=open_tsv,
        rule="ucdp",
        grains=("place_day", "incident", "attack"),
        ids=INCIDENT,
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a row for each event, and what is left out."""
    for evidence in view:
        for part in split(evidence, options.grain or "place_day"):
            coded = code_event(part)
            if isinstance(coded, LeftOut):
                yield coded
                continue
            issued = options.ledger.publish_incident(part)
            for old in issued.replaces:
                yield leave_out(part, "merged", f"Published before as a row of its own; now {issued.id}.", row=old)
            cells = {
                "Event ID": Cell(issued.id, why="ledger"),
                **_what(coded),
                **_people("Actor", coded.actors),
                **_people("Recipient", coded.recipients),
                **_where(part),
                **_story(part),
            }
            yield Row(issued.id, part.incident.id, cells, part.reports)


def _what(coded: Coded) -> dict[str, Cell]:
    return {
        "Event Type": Cell(coded.event, coded.cites),
        "Event Mode": Cell(coded.mode, coded.mode_cites),
        "Intensity": Cell(coded.scale, coded.mode_cites),
        "Quad Code": Cell(QUADS[coded.quad], coded.cites),
        "Contexts": Cell(join_names(coded.contexts), coded.mode_cites),
    }


def _people(side: str, parties: tuple[Party, ...]) -> dict[str, Cell]:
    cites = tuple(dict.fromkeys(cite for one in parties for cite in one.cites))
    values = {
        f"{side} Name": join_names(one.name for one in parties),
        f"{side} Country": join_names(country_code(one) for one in parties),
        f"Primary {side} Sector": sector(parties[0]) if parties else None,
        f"{side} Sectors": join_names(sector(one) for one in parties),
        f"{side} Name Raw": join_names(one.words for one in cites),
    }
    return {name: Cell(value, cites) for name, value in values.items()}


def _where(evidence: Evidence) -> dict[str, Cell]:
    time, place = evidence.assessment.time, evidence.assessment.place
    cells = {} if time is None else {"Event Date": time_cell(evidence, first_day(time).isoformat())}
    if place is None:
        return cells
    point = find_point(place)
    ours = place.gazetteer_id or ""
    values: dict[str, Scalar] = {
        "Placename": place.name,
        "City": place.name if place.precision in TOWNS else None,
        "District": place.admin2,
        "Province": place.admin1,
        "Country": country_letters(place.country),
        "Latitude": None if point is None else round(point[0], 6),
        "Longitude": None if point is None else round(point[1], 6),
        "GeoNames ID": ours.removeprefix(GEONAMES) if ours.startswith(GEONAMES) else None,
        "Raw Placename": join_names(one.words for one in cite_field(evidence, "place")),
        "Feature Type": str(place.precision),
    }
    return cells | {name: place_cell(evidence, value) for name, value in values.items()}


def _story(evidence: Evidence) -> dict[str, Cell]:
    people = list(_participants(evidence))
    persons = [(name, cite) for name, kind, cite in people if kind == "person"]
    bodies = [(name, cite) for name, kind, cite in people if kind in BODIES]
    places = list(_places(evidence))
    return {
        "Source": head_cell(evidence, join_names(one.publisher for one in evidence.reports)),
        "Publication Date": head_cell(evidence, (evidence.first_published or "")[:10] or None),
        "Story People": _list_cell(persons),
        "Story Organizations": _list_cell(bodies),
        "Story Locations": _list_cell(places),
        "Language": head_cell(evidence, join_names(sorted({one.language for one in evidence.reports}))),
        "Version": Cell(f"Dateline {__version__}"),
    }


def _list_cell(found: list[tuple[str, Citation]]) -> Cell:
    return Cell(join_names(name for name, _ in found), tuple(dict.fromkeys(cite for _, cite in found)))


def _participants(evidence: Evidence) -> Iterator[tuple[str, str, Citation]]:
    """Yield name, kind and words of everybody who is named in the events."""
    for report, event in evidence.events():
        for one in (*event.by, *event.against):
            actor = named_actor(one.actor)
            if actor is not None:
                yield actor.name, actor.kind, _cite(report, one)


def _cite(report: Report, one: Participant) -> Citation:
    return Citation(report.id, one.span, one.span.of(report.text))


def _places(evidence: Evidence) -> Iterator[tuple[str, Citation]]:
    texts = evidence.texts
    for found in evidence.findings:
        for mention in found.places:
            if mention.place is not None and found.report_id in texts:
                words = mention.span.of(texts[found.report_id])
                yield mention.place.name, Citation(found.report_id, mention.span, words)
