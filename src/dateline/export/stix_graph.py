"""Who and what an incident is tied to in STIX: actors, speakers, places, opinions, sightings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.export.disputes import UNTOLD, describe_dispute, find_disputes, name_speaker
from dateline.export.evidence import Evidence
from dateline.export.facts import find_point
from dateline.export.instants import ALWAYS, first_known, last_changed, make_instant
from dateline.export.naming import make_uuid
from dateline.export.parties import THING, Party, find_doers, find_responsible, find_targets
from dateline.export.plain import clean_line, find_url
from dateline.export.stix_objects import (
    SPEC,
    Common,
    ExternalReference,
    Identity,
    Location,
    Note,
    Opinion,
    Relationship,
    Sighting,
    ThreatActor,
)
from dateline.export.ties import Figure, find_ties
from dateline.ontology import load_ontology
from dateline.records import Place, Support, Value
from dateline.records import Report as Article
from dateline.wording import VERDICT_WORDS, name_field, show_value

FIGHTERS = frozenset({"armed_group", "militia", "unidentified_armed"})
# What somebody thinks of an incident who tells of it so, and of a tie to a group which takes that stance.
OPINIONS = {
    "happened": "agree",
    "attempted": "agree",
    "claimed": "agree",
    "alleged": "agree",
    "general": "neutral",
    "planned": "neutral",
    "denied": "disagree",
}
STANCES = {"claims": "strongly-agree", "accused": "agree", "denies": "strongly-disagree"}


def make_stix_id(kind: str, *parts: str) -> str:
    """Return ``kind--UUID`` of what `parts` name."""
    return f"{kind}--{make_uuid(kind, *parts)}"


def name_incident(id_: str) -> str:
    """Return what a bundle calls the incident with this id."""
    return make_stix_id("incident", id_)


MAKER = make_stix_id("identity", "system", "dateline")


@dataclass(frozen=True, slots=True)
class Graph:
    """An incident under way: its evidence, its id in STIX and its times."""

    evidence: Evidence
    incident: str
    created: str
    modified: str
    fighters_as: str = "threat-actor"  # or "identity"

    def tie(self, kind: str, target: str, labels: tuple[str, ...] = (), description: str | None = None) -> Relationship:
        """Return an arrow from the incident."""
        return Relationship(
            spec_version=SPEC,
            id=make_stix_id("relationship", self.incident, kind, target),
            created_by_ref=MAKER,
            created=self.created,
            modified=self.modified,
            labels=labels,
            relationship_type=kind,
            description=description,
            source_ref=self.incident,
            target_ref=target,
        )


def make_graph(evidence: Evidence, name: str, fighters_as: str) -> Graph:
    """Return the graph of an incident whose published id is `name`."""
    created = first_known(evidence)
    return Graph(evidence, name_incident(name), created, max(created, last_changed(evidence)), fighters_as)


def make_identity(name: str, class_: str, *parts: str, labels: tuple[str, ...] = ()) -> Identity:
    """Return somebody who is only named."""
    return Identity(
        spec_version=SPEC,
        id=make_stix_id("identity", *parts),
        created=ALWAYS,
        modified=ALWAYS,
        labels=labels,
        name=clean_line(name) or "not named",
        identity_class=class_,
    )


def find_outlet(publisher: str | None) -> Identity:
    """Return the identity of who published a report."""
    name = clean_line(publisher or "")
    return make_identity(name or UNTOLD, "organization" if name else "unknown", "outlet", name.casefold())


def make_reference(report: Article) -> ExternalReference:
    """Return where a report stands, with the digest of its bytes where its address is known."""
    url = find_url(report.url)
    digest = report.raw_sha256 if url and len(report.raw_sha256) == 64 else ""
    return ExternalReference(
        source_name=clean_line(report.publisher or "") or UNTOLD,
        description=clean_line(report.title) or None,
        url=url,
        hashes={"SHA-256": digest} if digest else {},
        external_id=report.id,
    )


def find_place(graph: Graph) -> Iterator[Common]:
    """Yield the place of the incident and the arrow to it; nothing where no report tells it."""
    place = graph.evidence.assessment.place
    if place is None or (place.country is None and find_point(place) is None):
        return
    location = make_location(place)
    yield location
    yield graph.tie("located-at", location.id, (f"place-precision:{place.precision}",))


def make_location(place: Place) -> Location:
    """Return a place; a country has no point. The same place at another precision is another object."""
    point = find_point(place)
    codes = load_ontology().place_precisions[place.precision]
    radius = place.radius_km if place.radius_km is not None else codes.radius_km
    parts = (place.gazetteer_id, place.name, place.country, place.admin1, place.precision, radius, point)
    return Location(
        spec_version=SPEC,
        id=make_stix_id("location", *(str(part) for part in parts)),
        created=ALWAYS,
        modified=ALWAYS,
        name=clean_line(place.name),
        latitude=round(point[0], 6) if point else None,
        longitude=round(point[1], 6) if point else None,
        precision=radius * 1000 if point and radius is not None else None,
        country=place.country,
        administrative_area=clean_line(place.admin1) if place.admin1 else None,
        city=clean_line(place.name) if place.precision in ("exact", "near") else None,
    )


def find_parties(graph: Graph) -> Iterator[Common]:
    """Yield who is said to have done it and whom it was done to, with the arrows; things are no identities."""
    doers = {make_party(graph, one).id: one for one in (*find_responsible(graph.evidence), *find_doers(graph.evidence))}
    for name in sorted(doers):
        party = doers[name]
        yield make_party(graph, party)
        labels = (party.basis, *(("doubted",) if party.doubt else ()))
        yield graph.tie("attributed-to", name, labels, clean_line(" | ".join(one.words for one in party.cites)) or None)
    targets = {make_party(graph, one).id: one for one in find_targets(graph.evidence) if one.kind != THING}
    for name in sorted(targets):
        yield make_party(graph, targets[name])
        words = clean_line(" | ".join(one.words for one in targets[name].cites))
        yield graph.tie("targets", name, (targets[name].kind,), words or None)


def make_party(graph: Graph, party: Party) -> Common:
    """Return a party: named ones are the same in every incident, described ones ("gunmen") are this incident's."""
    own = () if party.actor_id else (graph.incident,)
    parts = ("actor", party.actor_id or party.name.casefold(), *own)
    if party.kind in FIGHTERS and graph.fighters_as == "threat-actor":
        return ThreatActor(
            spec_version=SPEC,
            id=make_stix_id("threat-actor", *parts),
            created=ALWAYS,
            modified=ALWAYS,
            labels=(party.kind,),
            name=clean_line(party.name) or "not named",
            threat_actor_types=("unknown",),
        )
    group = "organization" if party.is_named else "class" if party.is_civilian else "group"
    return make_identity(party.name, group, *parts, labels=(party.kind,))


def find_opinions(graph: Graph) -> Iterator[Common]:
    """Yield who agrees and who disagrees, each source once for each thing, with the words."""
    status = graph.evidence.field("status")
    for value in status.values if status is not None else ():
        if value.text in OPINIONS:
            yield from _opinions(graph, value, OPINIONS[value.text], graph.incident)
    ties = {one.name.casefold(): one for one in (*find_responsible(graph.evidence), *find_doers(graph.evidence))}
    field = graph.evidence.field("responsibility")
    for value in field.values if field is not None else ():
        party = ties.get(value.text.casefold())
        if party is not None and value.role in STANCES:
            tie = graph.tie("attributed-to", make_party(graph, party).id)
            yield from _opinions(graph, value, STANCES[value.role], tie.id)


def _opinions(graph: Graph, value: Value, opinion: str, about: str) -> Iterator[Common]:
    said: defaultdict[str, list[Support]] = defaultdict(list)
    speakers: dict[str, Identity] = {}
    for support in value.supports:
        speaker = find_speaker(graph.evidence, support)
        speakers[speaker.id] = speaker
        said[speaker.id].append(support)
    texts = graph.evidence.texts
    for name, supports in said.items():
        words = dict.fromkeys(clean_line(one.span.of(texts.get(one.report_id, ""))) for one in supports)
        yield speakers[name]
        yield Opinion(
            spec_version=SPEC,
            id=make_stix_id("opinion", about, name, opinion, value.text),
            created_by_ref=name,
            created=min(filter(None, (make_instant(one.published) for one in supports)), default=graph.created),
            modified=graph.modified,
            explanation=f"{show_value('status', value.text)}: {' | '.join(filter(None, words))}",
            authors=(speakers[name].name,),
            opinion=opinion,
            object_refs=(about,),
        )


def find_speaker(evidence: Evidence, support: Support) -> Identity:
    """Return who says it: the outlet in its own voice, or the speaker, who is the same where the line is the same."""
    name = name_speaker(evidence, support)
    if support.speaker == "outlet":
        return find_outlet(None if name == UNTOLD else name)
    if support.speaker == "person":
        return make_identity(name, "individual", "person", name)
    parts = ("speaker", support.line, support.speaker, name.casefold())
    return make_identity(name, "unknown", *parts, labels=(support.speaker,))


def find_relations(graph: Graph) -> Iterator[Common]:
    """Yield what the reports say of named actors ("split-from"), an arrow for each report."""
    for tie in find_ties(graph.evidence):
        a, b = _figure(graph, tie.a), _figure(graph, tie.b)
        published = make_instant(tie.report.published) or graph.created
        yield from (a, b)
        yield Relationship(
            spec_version=SPEC,
            id=make_stix_id("relationship", a.id, tie.type, b.id, tie.report.id),
            created_by_ref=MAKER,
            created=published,
            modified=published,
            labels=(f"status:{tie.status}",),
            external_references=(make_reference(tie.report),),
            relationship_type=tie.type.replace("_", "-"),
            description=clean_line(tie.cite.words) or None,
            source_ref=a.id,
            target_ref=b.id,
        )


def _figure(graph: Graph, one: Figure) -> Common:
    if one.kind == "person":
        return make_identity(one.name, "individual", "actor", one.key)
    return make_party(graph, Party(one.name, one.kind, one.key, None, True, (), 0))


def find_sightings(graph: Graph) -> Iterator[Common]:
    """Yield a sighting for each outlet, with the number of its reports and when the first and the last came out."""
    outlets: dict[str, Identity] = {}
    seen: defaultdict[str, list[str | None]] = defaultdict(list)
    for report in graph.evidence.reports:
        outlet = find_outlet(report.publisher)
        outlets[outlet.id] = outlet
        seen[outlet.id].append(make_instant(report.published))
    for name, times in seen.items():
        known = sorted(filter(None, times))
        yield outlets[name]
        yield Sighting(
            spec_version=SPEC,
            id=make_stix_id("sighting", graph.incident, name),
            created_by_ref=MAKER,
            created=graph.created,
            modified=graph.modified,
            first_seen=known[0] if known else None,
            last_seen=known[-1] if known else None,
            count=len(times),
            sighting_of_ref=graph.incident,
            where_sighted_refs=(name,),
        )


def find_notes(graph: Graph) -> Iterator[Common]:
    """Yield a note for each field on which sources differ: every version and who gives it."""
    for field in find_disputes(graph.evidence):
        yield Note(
            spec_version=SPEC,
            id=make_stix_id("note", graph.incident, field.field),
            created_by_ref=MAKER,
            created=graph.created,
            modified=graph.modified,
            labels=(f"verdict:{field.verdict}",),
            abstract=f"{name_field(field.field).capitalize()}: {VERDICT_WORDS[field.verdict]}",
            content=describe_dispute(graph.evidence, field),
            authors=("Dateline",),
            object_refs=(graph.incident,),
        )
