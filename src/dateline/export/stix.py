"""STIX 2.1 bundle: incidents with who says so, for OpenCTI, MISP and other platforms of threat intelligence.

Every id is a UUID (version 5) of a stable id of ours, every time comes from the reports: the same evidence makes the
same bundle. What an incident of STIX has no property for is in an extension that the bundle defines. Agreement and
denial are opinions of those who speak, disputes are notes, outlets see incidents. Admiralty credibility is a label as
it stands and a confidence by the STIX scale (1 is 90, 2 is 70, 3 is 50, 4 is 30, 5 is 10, 6 is none).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from dateline import __version__
from dateline.errors import UserError
from dateline.export.disputes import name_speaker
from dateline.export.evidence import Evidence
from dateline.export.facts import find_not_done
from dateline.export.formats import Column, Format, Options, Pieces, Writer, load_columns
from dateline.export.instants import ALWAYS, make_instant
from dateline.export.json_list import JsonListWriter, open_json_list
from dateline.export.naming import make_uuid
from dateline.export.plain import IDS, Plain, clean_line, make_plain
from dateline.export.rows import Cell, LeftOut, Row, Scalar, cite_field, cite_supports, leave_out
from dateline.export.spool import Spool, open_spool
from dateline.export.stix_graph import (
    MAKER,
    Graph,
    find_notes,
    find_opinions,
    find_outlet,
    find_parties,
    find_place,
    find_relations,
    find_sightings,
    make_graph,
    make_reference,
    make_stix_id,
    name_incident,
)
from dateline.export.stix_objects import (
    SPEC,
    Bundle,
    Common,
    ExtensionDefinition,
    Identity,
    Incident,
    Opinion,
    Relationship,
    Report,
    Sighting,
)
from dateline.records import FieldAssessment

NAME = "stix"
CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}  # STIX 2.1, appendix A: Admiralty credibility
GROUPS = ("threat-actor", "identity")
EXTENSION = make_stix_id("extension-definition", "incident", "1")
# Facts that STIX has properties for, and the names of others that are too short for it (three characters at least).
APART = frozenset({"id", "title", "latitude", "longitude", "radius_km", "urls", "first_published", "last_published"})
RENAMED = {"by": "done_by", "against": "done_to"}
INSIDE = "incident.extensions."


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="STIX 2.1 bundle",
        about="Incidents, actors, reports and opinions as a graph, for OpenCTI and MISP.",
        suffix=".json",
        columns=make_columns(),
        rows=make_rows,
        open=open_bundle,
        settings={
            "groups": "what armed groups are: threat-actor (the default) or identity, for those who mind the word"
        },
        ids=IDS,
    )


def make_columns() -> tuple[Column, ...]:
    """Return the paths of the objects of an incident."""
    facts = (one for one in load_columns("plain") if one.name not in APART)
    return (
        *load_columns(NAME),
        *(Column(INSIDE + RENAMED.get(one.name, one.name), one.meaning, one.source, one.rule) for one in facts),
    )


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield the objects of each incident that is told as done.

    Raises:
        UserError: the setting ``groups`` is neither threat-actor nor identity.
    """
    groups = options.settings.get("groups", GROUPS[0])
    if groups not in GROUPS:
        raise UserError(f"--set groups: unknown {groups!r}; it may be {' or '.join(GROUPS)}")
    for evidence in view:
        if (not_done := find_not_done(evidence)) is not None:
            yield not_done
            continue
        plain = make_plain(evidence, options, name_incident)
        graph = make_graph(evidence, plain.id, groups)
        yield from plain.left_out
        yield from _left_out(graph)
        incident = make_incident(graph, plain, options.rule or "ucdp")
        ties = (find_place, find_parties, find_relations, find_sightings, find_opinions, find_notes)
        objects = (incident, *(one for find in ties for one in find(graph)))
        bundle = Bundle(objects=objects, reports=tuple(_reports(graph)))
        yield Row(incident.id, evidence.incident.id, _cells(graph, plain, bundle, incident), evidence.reports, bundle)


def _left_out(graph: Graph) -> Iterator[LeftOut]:
    evidence = graph.evidence
    if evidence.assessment.place is None:
        reason = "No report tells where it happened."
        yield leave_out(evidence, "no location", reason, row=graph.incident, field="location")
    for report in evidence.reports:
        if make_instant(report.published) is None:
            reason = (
                f"A report of STIX must have a time of publication; {report.id} has none. The incident refers to it."
            )
            yield leave_out(evidence, "undated report", reason, row=graph.incident, field="report")


def make_incident(graph: Graph, plain: Plain, rule: str) -> Incident:
    """Return the incident with the extension."""
    assessment = graph.evidence.assessment
    facts: dict[str, object] = {
        RENAMED.get(name, name): cell.value
        for name, cell in plain.cells.items()
        if name not in APART and cell.value is not None
    }
    versions = [version for field in assessment.fields for version in _versions(graph.evidence, field)]
    return Incident(
        spec_version=SPEC,
        id=graph.incident,
        created_by_ref=MAKER,
        created=graph.created,
        modified=graph.modified,
        labels=_labels(plain),
        confidence=CONFIDENCE.get(assessment.credibility),
        external_references=tuple(make_reference(one) for one in graph.evidence.reports),
        name=plain.text("title"),
        description=f"{plain.text('summary')}. {plain.text('grade').capitalize()}: {plain.text('grade_reason')}",
        extensions={EXTENSION: {"extension_type": "property-extension", **facts, "rule": rule, "versions": versions}},
    )


def _labels(plain: Plain) -> tuple[str, ...]:
    statuses = plain.text("status").split("; ") if plain["status"] else []
    marks = [f"type:{plain['type']}", *(f"status:{one}" for one in statuses)]
    return (*marks, f"grade:{plain['grade']}", f"admiralty:{plain['credibility']}")


def _versions(evidence: Evidence, field: FieldAssessment) -> Iterator[dict[str, object]]:
    """Yield the versions of a field with who gives them: the matrix, as far as an extension can hold it."""
    for value in field.values:
        bounds = {"least": value.min, "most": value.max} if field.field in ("killed", "injured", "taken") else {}
        yield {
            "field": field.field,
            "verdict": str(field.verdict),
            "value": clean_line(value.text),
            **({"role": value.role} if value.role else {}),
            **{name: bound for name, bound in bounds.items() if bound is not None},
            "independent_lines": len(value.lines),
            "said_by": list(dict.fromkeys(name_speaker(evidence, one) for one in value.supports)),
            "reports": list(dict.fromkeys(one.report_id for one in value.supports)),
        }


def _reports(graph: Graph) -> Iterator[Report]:
    for report in graph.evidence.reports:
        published = make_instant(report.published)
        if published is not None:
            yield Report(
                spec_version=SPEC,
                id=make_stix_id("report", report.id),
                created_by_ref=find_outlet(report.publisher).id,
                created=published,
                modified=graph.modified,
                labels=(f"published:{report.published}",),
                lang=report.language if report.language not in ("und", "zxx") else None,
                external_references=(make_reference(report),),
                name=clean_line(report.title) or f"Report {report.id}",
                report_types=("threat-report",),
                published=published,
                object_refs=(graph.incident,),
            )


def _cells(graph: Graph, plain: Plain, bundle: Bundle, incident: Incident) -> dict[str, Cell]:
    known, evidence = plain.cells, graph.evidence
    all_cites = cite_supports(evidence, evidence.supports())
    extension = {INSIDE + RENAMED.get(name, name): cell for name, cell in known.items() if name not in APART}
    ties = [one for one in bundle.objects if isinstance(one, Relationship)]
    doers = [one.target_ref for one in ties if one.relationship_type == "attributed-to"]
    targets = [one.target_ref for one in ties if one.relationship_type == "targets"]
    opinions = [f"{one.authors[0]}: {one.opinion}" for one in bundle.objects if isinstance(one, Opinion)]
    sightings = [one for one in bundle.objects if isinstance(one, Sighting)]
    return {
        "incident.id": Cell(incident.id, why="ledger"),
        "incident.created": Cell(incident.created, known["first_published"].cites),
        "incident.modified": Cell(incident.modified, known["last_published"].cites),
        "incident.name": known["title"],
        "incident.description": known["summary"],
        "incident.labels": Cell("; ".join(incident.labels), known["grade"].cites),
        "incident.confidence": Cell(incident.confidence, known["credibility"].cites),
        "incident.external_references": Cell(len(incident.external_references), known["reports"].cites),
        **extension,
        INSIDE + "rule": Cell(str(incident.extensions[EXTENSION]["rule"])),
        INSIDE + "versions": Cell(len(list(evidence.supports())), all_cites),
        "location.latitude": known["latitude"],
        "location.longitude": known["longitude"],
        "location.precision": known["radius_km"],
        "relationship.attributed-to": Cell("; ".join(doers) or None, known["by"].cites),
        "relationship.targets": Cell("; ".join(targets) or None, known["against"].cites),
        "sighting.count": Cell(sum(one.count for one in sightings) or None, known["reports"].cites),
        "opinion.opinion": Cell("; ".join(opinions) or None, cite_field(evidence, "status", "responsibility")),
        "report.published": Cell("; ".join(one.published for one in bundle.reports) or None, known["reports"].cites),
    }


class BundleWriter:
    """Writes objects once each; reports in the end, with all incidents that they tell of."""

    def __init__(self, file: JsonListWriter, spool: Spool) -> None:
        self._file = file
        self._spool = spool
        self._encoder = msgspec.json.Encoder()
        for one in make_frame():
            self._write(one)

    def write(self, row: Row, _cells: Mapping[str, Scalar]) -> None:
        """Write what is new of an incident."""
        assert isinstance(row.record, Bundle)
        for one in row.record.objects:
            self._write(one)
        for report in row.record.reports:
            self._spool.keep(report.id, self._encoder.encode(report), report.object_refs, report.modified)

    def _write(self, one: Common) -> None:
        if self._spool.is_new(one.id):
            self._file.write_one(one)

    def finish(self) -> None:
        """Write the reports."""
        decoder = msgspec.json.Decoder(Report)
        for body, incidents, modified in self._spool.read():
            report = decoder.decode(body)
            self._file.write_one(
                msgspec.structs.replace(report, object_refs=incidents, modified=max(report.created, modified))
            )


def make_frame() -> tuple[Common, ...]:
    """Return who made the bundle and what its extension is."""
    maker = Identity(
        spec_version=SPEC, id=MAKER, created=ALWAYS, modified=ALWAYS, name="Dateline", identity_class="system"
    )
    known = [one for one in make_columns() if one.name.startswith(INSIDE)]
    extension = ExtensionDefinition(
        spec_version=SPEC,
        id=EXTENSION,
        created_by_ref=MAKER,
        created=ALWAYS,
        modified=ALWAYS,
        name="Dateline incident",
        description="What reports say of an incident and who says so; STIX has a name and a description for it alone.",
        schema="\n".join(f"{one.name.removeprefix(INSIDE)}: {one.meaning}" for one in known),
        version="1.0.0",
        extension_types=("property-extension",),
    )
    return maker, extension


@contextmanager
def open_bundle(path: Path, _format: Format, options: Options) -> Iterator[Writer]:
    """Open a bundle. Its id is that of what was asked for: what it holds is told by its objects."""
    asked = (f"{name}={value}" for chosen in (options.filters, options.settings) for name, value in chosen.items())
    number = make_uuid("bundle", __version__, options.rule or "", *asked)
    head = f'{{"type":"bundle","id":"bundle--{number}","objects":['
    with open_json_list(path, head.encode(), b"]}") as file, open_spool(path.with_name(path.name + ".spool")) as spool:
        writer = BundleWriter(file, spool)
        yield writer
        writer.finish()
