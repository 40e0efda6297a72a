"""PLOVER JSON lines: one record an event, after the manual 0.8; missing fields are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dateline import __version__
from dateline.export.evidence import Evidence
from dateline.export.facts import count, find_point, first_day, head_cell, last_day, place_cell, time_cell
from dateline.export.formats import Format, Options, Pieces, load_columns
from dateline.export.ledger import INCIDENT
from dateline.export.parties import Party
from dateline.export.parts import split
from dateline.export.plover_codes import UNKNOWN, Coded, code_event, country_code, country_letters, join_names, sector
from dateline.export.rows import Cell, LeftOut, Row, cite_field, cite_heads, leave_out
from dateline.export.writers import open_json_lines
from dateline.ontology import load_ontology
from dateline.records import PlacePrecision, TimePrecision

NAME = "plover"
CODEBOOK = "PLOVER 0.8"
TOWNS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR})
GEONAMES = "geonames:"


class Entity(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor or recipient."""

    sector: str
    entity_text: str = ""
    code: str | None = None
    identifier_id: str | None = None
    identifier_text: str | None = None


class Size(msgspec.Struct, frozen=True, omit_defaults=True):
    """Numbers of people."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None
    abducted: int | None = None


class Location(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where it happened."""

    extracted_place: str | None = None
    resolved_place: str | None = None
    geonameid: str | None = None
    lat: float | None = None
    lon: float | None = None
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    country_code: str | None = None
    resolution: int | None = None


class TextInfo(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where in the first report it stands."""

    start: int | None = None
    end: int | None = None
    text_story: str | None = None


class CiteInfo(msgspec.Struct, frozen=True, omit_defaults=True):
    """The reports."""

    corpus: str
    citation: str
    url: str | None = None
    title: str | None = None
    language: str | None = None
    publication: str | None = None
    codebook: str | None = None
    version: str | None = None


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """A PLOVER record."""

    id: str
    has_event: bool
    date: str
    actor: tuple[Entity, ...]
    event: tuple[str, ...]
    quad_code: int
    event_scale: float
    recipient: tuple[Entity, ...] = ()
    time: str | None = None
    enddate: str | None = None
    endtime: str | None = None
    mode: tuple[str, ...] = ()
    auxiliary: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    event_loc: Location | None = None
    event_text: str | None = None
    size: Size | None = None
    link: tuple[str, ...] = ()
    text: str | None = None
    text_info: TextInfo | None = None
    cite_info: CiteInfo | None = None
    coder: str | None = None
    coded_date: str | None = None
    comment: str | None = None


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="PLOVER JSON lines",
        about="Events with actors, recipients, modes and contexts, one JSON record each.",
        suffix=".jsonl",
        columns=load_columns(NAME),
        rows=make_rows,
        open=open_json_lines,
        rule="ucdp",
        grains=("place_day", "incident", "attack"),
        ids=INCIDENT,
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a record for each event, and what is left out."""
    for evidence in view:
        done: list[tuple[Evidence, Coded]] = []
        for part in split(evidence, options.grain or "place_day"):
            coded = code_event(part)
            if isinstance(coded, LeftOut):
                yield coded
            else:
                done.append((part, coded))
        issued = [options.ledger.publish_incident(part) for part, _ in done]
        names = [one.id for one in issued]
        for (part, coded), one in zip(done, issued, strict=True):
            for old in one.replaces:
                yield leave_out(part, "merged", f"Published before as a record of its own; now {one.id}.", row=old)
            yield _row(part, coded, one.id, [name for name in names if name != one.id], options)


def _row(evidence: Evidence, coded: Coded, name: str, related: Sequence[str], options: Options) -> Row:
    cells = {
        "id": Cell(name, why="ledger"),
        "has_event": Cell(True, coded.cites),
        **_when(evidence),
        **_what(evidence, coded, related),
        **_where(evidence),
        **_sizes(evidence, options),
        **_texts(evidence),
    }
    made = (options.made or "")[:10] or None
    return Row(name, evidence.incident.id, cells, evidence.reports, _record(coded, cells, related, made))


def _when(evidence: Evidence) -> dict[str, Cell]:
    time = evidence.assessment.time
    if time is None:
        return {}
    first, last = first_day(time), last_day(time)
    clock = time.precision is TimePrecision.MINUTE
    return {
        "date": time_cell(evidence, first.isoformat()),
        "time": time_cell(evidence, f"{time.start:%H:%M}" if clock else None),
        "enddate": time_cell(evidence, last.isoformat() if last != first else None),
        "endtime": time_cell(evidence, f"{time.end:%H:%M}" if clock and time.end > time.start else None),
    }


def _what(evidence: Evidence, coded: Coded, related: Sequence[str]) -> dict[str, Cell]:
    known = evidence.assessment
    return {
        "actor": _people(coded.actors),
        "recipient": _people(coded.recipients),
        "event": Cell(coded.event, coded.cites),
        "quad_code": Cell(coded.quad, coded.cites),
        "event_scale": Cell(coded.scale, coded.mode_cites),
        "mode": Cell(coded.mode, coded.mode_cites),
        "auxiliary": Cell(coded.auxiliary, cite_field(evidence, "status")),
        "context": Cell(join_names(coded.contexts), coded.mode_cites),
        "link": Cell(join_names(related), coded.cites),
        "text": Cell(known.title or None, cite_heads(evidence)),
        "comment": Cell(f"{known.grade}: {known.grade_reason}", cite_heads(evidence)),
    }


def _people(parties: tuple[Party, ...]) -> Cell:
    cites = tuple(dict.fromkeys(cite for one in parties for cite in one.cites))
    return Cell(join_names(one.name for one in parties), cites)


def _where(evidence: Evidence) -> dict[str, Cell]:
    place = evidence.assessment.place
    if place is None:
        return {}
    point = find_point(place)
    ours = place.gazetteer_id or ""
    values: dict[str, str | float | int | None] = {
        "extracted_place": join_names(one.words for one in cite_field(evidence, "place")),
        "resolved_place": place.name,
        "geonameid": ours.removeprefix(GEONAMES) if ours.startswith(GEONAMES) else None,
        "lat": None if point is None else round(point[0], 6),
        "lon": None if point is None else round(point[1], 6),
        "city": place.name if place.precision in TOWNS else None,
        "district": place.admin2,
        "province": place.admin1,
        "country": place.country_name,
        "country_code": country_letters(place.country),
        "resolution": load_ontology().place_precisions[place.precision].plover,
    }
    return {f"event_loc.{name}": place_cell(evidence, value) for name, value in values.items()}


def _sizes(evidence: Evidence, options: Options) -> dict[str, Cell]:
    taken = {"arrest": "arrested", "abduction": "abducted"}.get(evidence.assessment.type)
    wanted = [("killed", "dead"), ("injured", "injured"), *([("taken", taken)] if taken else [])]
    cells = {}
    for field, name in wanted:
        counted = count(evidence, field, options.rule or "ucdp")
        best = counted.toll.best if counted.toll.best is not None else counted.toll.low
        cells[f"size.{name}"] = counted.cell(best)
    return cells


def _texts(evidence: Evidence) -> dict[str, Cell]:
    cites = cite_field(evidence, "type")
    first = evidence.reports[0] if evidence.reports else None
    here = next((one for one in cites if first is not None and one.report == first.id), None)
    found = next((one for one in evidence.findings if first is not None and one.report_id == first.id), None)
    values: dict[str, str | int | None] = {
        "cite_info.corpus": "Dateline",
        "cite_info.citation": join_names(one.id for one in evidence.reports),
        "cite_info.url": first.url if first else None,
        "cite_info.title": first.title if first and first.title else None,
        "cite_info.language": first.language if first else None,
        "cite_info.publication": join_names(one.publisher for one in evidence.reports),
        "cite_info.codebook": CODEBOOK,
        "cite_info.version": __version__,
        "text_info.text_story": first.id if first else None,
        "coder": f"dateline {found.pipeline} {found.model}" if found else None,
    }
    cells = {name: head_cell(evidence, value) for name, value in values.items()}
    cells["event_text"] = Cell(join_names(one.words for one in cites), cites)
    if here is not None:
        cells["text_info.start"] = Cell(here.span.start, (here,))
        cells["text_info.end"] = Cell(here.span.end, (here,))
    return cells


def _record(coded: Coded, cells: dict[str, Cell], related: Sequence[str], made: str | None) -> Record:
    """Return the record that the cells are of."""
    flat: dict[str, object] = {}
    parts: dict[str, dict[str, object]] = {}
    for name, cell in cells.items():
        part, inside, field = name.partition(".")
        if not inside:
            flat[name] = cell.value
        elif cell.value is not None:
            parts.setdefault(part, {})[field] = cell.value
    flat |= {
        "actor": tuple(_entity(one) for one in coded.actors) or (Entity(UNKNOWN),),
        "recipient": tuple(_entity(one) for one in coded.recipients),
        "event": (coded.event,),
        "mode": (coded.mode,) if coded.mode else (),
        "auxiliary": (coded.auxiliary,) if coded.auxiliary else (),
        "context": coded.contexts,
        "link": tuple(related),
        "coded_date": made,
        **parts,
    }
    return msgspec.convert(flat, Record)


def _entity(party: Party) -> Entity:
    return Entity(
        sector=sector(party),
        entity_text=join_names(one.words for one in party.cites) or party.name,
        code=country_code(party),
        identifier_id=party.actor_id,
        identifier_text=party.name if party.is_named else None,
    )
