"""The objects of STIX 2.1 that incidents need, as records; what is empty is not written.

Names and rules: OASIS STIX version 2.1, sections 3 (common properties), 4 (domain objects), 5 (relationships), 7.3
(extension definitions).
"""

from __future__ import annotations

import msgspec

SPEC = "2.1"


class Common(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """What all objects have; times are instants in UTC with milliseconds."""

    spec_version: str
    id: str
    created_by_ref: str | None = None
    created: str
    modified: str
    labels: tuple[str, ...] = ()
    confidence: int | None = None
    lang: str | None = None
    external_references: tuple[ExternalReference, ...] = ()


class ExternalReference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where something stands outside STIX."""

    source_name: str
    description: str | None = None
    url: str | None = None
    hashes: dict[str, str] = {}
    external_id: str | None = None


class Identity(Common, frozen=True, kw_only=True, omit_defaults=True, tag="identity"):
    """An outlet, a speaker, a force, people."""

    name: str
    identity_class: str


class ThreatActor(Common, frozen=True, kw_only=True, omit_defaults=True, tag="threat-actor"):
    """An armed group."""

    name: str
    threat_actor_types: tuple[str, ...] = ()


class Location(Common, frozen=True, kw_only=True, omit_defaults=True, tag="location"):
    """A place; `precision` is in metres."""

    name: str
    latitude: float | None = None
    longitude: float | None = None
    precision: float | None = None
    country: str | None = None
    administrative_area: str | None = None
    city: str | None = None


class Incident(Common, frozen=True, kw_only=True, omit_defaults=True, tag="incident"):
    """An incident; what STIX has no property for is in the extension."""

    name: str
    description: str
    extensions: dict[str, dict[str, object]]


class ExtensionDefinition(Common, frozen=True, kw_only=True, omit_defaults=True, tag="extension-definition"):
    """What the extension of incidents is."""

    name: str
    description: str
    schema: str
    version: str
    extension_types: tuple[str, ...]


class Relationship(Common, frozen=True, kw_only=True, omit_defaults=True, tag="relationship"):
    """An arrow."""

    relationship_type: str
    description: str | None = None
    source_ref: str
    target_ref: str
    start_time: str | None = None
    stop_time: str | None = None


class Sighting(Common, frozen=True, kw_only=True, omit_defaults=True, tag="sighting"):
    """That an outlet tells of an incident."""

    first_seen: str | None = None
    last_seen: str | None = None
    count: int
    sighting_of_ref: str
    where_sighted_refs: tuple[str, ...]


class Opinion(Common, frozen=True, kw_only=True, omit_defaults=True, tag="opinion"):
    """That somebody agrees or disagrees."""

    explanation: str
    authors: tuple[str, ...]
    opinion: str
    object_refs: tuple[str, ...]


class Note(Common, frozen=True, kw_only=True, omit_defaults=True, tag="note"):
    """What is disputed of an incident."""

    abstract: str
    content: str
    authors: tuple[str, ...] = ()
    object_refs: tuple[str, ...]


class Report(Common, frozen=True, kw_only=True, omit_defaults=True, tag="report"):
    """An article; what it refers to is gathered while the bundle is written."""

    name: str
    report_types: tuple[str, ...]
    published: str
    object_refs: tuple[str, ...] = ()


class Bundle(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="bundle"):
    """What the objects of one incident come to; shared ones are written once, reports in the end."""

    objects: tuple[Common, ...]
    reports: tuple[Report, ...]
