"""FollowTheMoney JSON lines: incidents, articles, groups and links, for Aleph and OpenAleph.

FollowTheMoney has no casualties, roles or confidence of events, and merging its entities would pile up contradictions
as bare values. So an event is one incident as it was weighed, counts stand in its description, roles are links, and
every field on which sources differ has a note with each version and who gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BufferedWriter
from pathlib import Path

from dateline.export.evidence import Evidence
from dateline.export.facts import find_not_done
from dateline.export.formats import Format, Options, Pieces, Writer, load_columns
from dateline.export.ftm_entities import (
    Entity,
    find_links,
    find_mentions,
    find_named,
    find_notes,
    find_relations,
    make_article,
    make_event,
    name_event,
)
from dateline.export.plain import IDS, Plain, make_plain
from dateline.export.rows import Cell, Row, Scalar, cite_field, cite_supports
from dateline.export.spool import Spool, open_spool
from dateline.export.ties import find_ties
from dateline.export.writers import encode_json

NAME = "followthemoney"


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="FollowTheMoney JSON lines",
        about="Events, articles, groups and their links as entities, for Aleph and OpenAleph.",
        suffix=".ftm.json",
        columns=load_columns(NAME),
        rows=make_rows,
        open=open_entities,
        settings={"texts": "yes: articles with their full text, where you may pass it on (no)"},
        ids=IDS,
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield the entities of each incident that is told as done."""
    has_text = options.settings.get("texts") == "yes"
    for evidence in view:
        if (not_done := find_not_done(evidence)) is not None:
            yield not_done
            continue
        plain = make_plain(evidence, options, name_event)
        yield from plain.left_out
        entities = tuple(make_entities(evidence, plain, has_text=has_text))
        yield Row(
            name_event(plain.id), evidence.incident.id, _cells(evidence, plain, entities), evidence.reports, entities
        )


def make_entities(evidence: Evidence, plain: Plain, *, has_text: bool) -> Iterator[Entity]:
    """Yield the entities of an incident, what they refer to first; what several incidents share comes again."""
    for report in evidence.reports:
        yield make_article(report, has_text=has_text)
    named = find_named(evidence)
    yield from named.values()
    yield make_event(evidence, plain, [one.id for one in named.values()])
    yield from find_links(evidence, plain)
    yield from find_mentions(evidence)
    yield from find_relations(evidence)
    yield from find_notes(evidence, plain)


def _cells(evidence: Evidence, plain: Plain, entities: tuple[Entity, ...]) -> dict[str, Cell]:
    """Return the values of the event by path; of what belongs to it, the roles, names and disputes."""
    known = plain.cells
    cites = {
        "name": known["title"].cites,
        "location": known["place"].cites,
        "country": known["place"].cites,
        "startDate": known["first_day"].cites,
        "endDate": known["last_day"].cites,
        "involved": (*known["by"].cites, *known["against"].cites),
        "description": (*known["killed_best"].cites, *known["injured_best"].cites, *known["taken_best"].cites),
    }
    event = next(one for one in entities if one.schema == "Event")
    all_cites = cite_supports(evidence, evidence.supports())
    parties = cite_field(evidence, "by", "against")
    grounds = {
        "UnknownLink": (*parties, *cite_field(evidence, "responsibility"), *(one.cite for one in find_ties(evidence))),
        "Mention": parties,
        "Note": all_cites,
        "Article": known["reports"].cites,
    }
    cells = {
        f"Event.{name}": Cell(" | ".join(values), tuple(dict.fromkeys(cites.get(name, all_cites))))
        for name, values in event.properties.items()
    }
    for schema, name in (("UnknownLink", "role"), ("Mention", "name"), ("Note", "description"), ("Article", "title")):
        found = _all(entities, schema, name)
        cells[f"{schema}.{name}"] = Cell(" | ".join(found) or None, tuple(dict.fromkeys(grounds[schema])))
    return {"id": Cell(event.id, why="ledger"), **cells}


def _all(entities: tuple[Entity, ...], schema: str, name: str) -> list[str]:
    return [value for one in entities if one.schema == schema for value in one.properties.get(name, ())]


class EntityWriter:
    """Writes each entity once."""

    def __init__(self, stream: BufferedWriter, spool: Spool) -> None:
        self._stream = stream
        self._spool = spool

    def write(self, row: Row, _cells: Mapping[str, Scalar]) -> None:
        """Write what is new of an incident."""
        assert isinstance(row.record, tuple)
        for one in row.record:
            if self._spool.is_new(one.id):
                self._stream.write(encode_json(one) + b"\n")


@contextmanager
def open_entities(path: Path, _format: Format, _options: Options) -> Iterator[Writer]:
    """Open a file of entities."""
    with path.open("wb") as stream, open_spool(path.with_name(path.name + ".spool")) as spool:
        yield EntityWriter(stream, spool)
