"""The code book, loaded from `ontology.yaml`: the one place that knows the closed lists and their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

import msgspec
import yaml


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event with its codes in the schemes of the field; ``None`` where a scheme has no such event."""

    family: str
    definition: str
    acled: tuple[str, str] | None
    plover: tuple[str, str | None] | None
    gtd: int | None
    ucdp: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a closed list and what it means."""

    definition: str


@dataclass(frozen=True, slots=True)
class Status:
    """A status of an event and the PLOVER auxiliary mode that says the same."""

    definition: str
    plover: str | None


@dataclass(frozen=True, slots=True)
class ActorKind:
    """A kind of actor with ACLED's interaction code and PLOVER's sector."""

    definition: str
    inter: int
    sector: str


@dataclass(frozen=True, slots=True)
class PlaceCodes:
    """The codes of a place precision in UCDP, ACLED, GTD and PLOVER, and the radius assumed without a better one."""

    definition: str
    ucdp: int
    acled: int | None
    gtd: int
    plover: int | None
    radius_km: float | None


@dataclass(frozen=True, slots=True)
class TimeCodes:
    """The codes of a time precision in UCDP and ACLED."""

    definition: str
    ucdp: int | None
    acled: int | None


@dataclass(frozen=True, slots=True)
class Ontology:
    """All closed lists, in the order of the page."""

    version: int
    event_types: Mapping[str, EventType]
    statuses: Mapping[str, Status]
    speakers: Mapping[str, Term]
    statement_kinds: Mapping[str, Term]
    stances: Mapping[str, Term]
    channels: Mapping[str, Term]
    relations: Mapping[str, Term]
    actor_kinds: Mapping[str, ActorKind]
    place_precisions: Mapping[str, PlaceCodes]
    time_precisions: Mapping[str, TimeCodes]


@cache
def load_ontology() -> Ontology:
    """Return the code book; read once a process, and checked against its own shape (`msgspec.ValidationError`)."""
    page = yaml.safe_load(resources.files("dateline").joinpath("ontology.yaml").read_text("utf-8"))
    loaded = msgspec.convert(page, Ontology)
    return Ontology(
        version=loaded.version,
        event_types=MappingProxyType(dict(loaded.event_types)),
        statuses=MappingProxyType(dict(loaded.statuses)),
        speakers=MappingProxyType(dict(loaded.speakers)),
        statement_kinds=MappingProxyType(dict(loaded.statement_kinds)),
        stances=MappingProxyType(dict(loaded.stances)),
        channels=MappingProxyType(dict(loaded.channels)),
        relations=MappingProxyType(dict(loaded.relations)),
        actor_kinds=MappingProxyType(dict(loaded.actor_kinds)),
        place_precisions=MappingProxyType(dict(loaded.place_precisions)),
        time_precisions=MappingProxyType(dict(loaded.time_precisions)),
    )
