"""Findings: what one report says, each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dateline.records.spans import Span


class TimePrecision(StrEnum):
    """How fine a time is known, finest first."""

    MINUTE = "minute"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    DAYS = "days"  # two to six days
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"  # also a season or half a year
    YEAR = "year"
    YEARS = "years"  # more than one year


@dataclass(frozen=True, slots=True)
class When:
    """An interval ``[start, end)`` in local time, with its precision and its TIMEX3-like value.

    `anchor` says what the words were reckoned from: "published", "text" (another time in the text) or "absolute".
    `is_open` is "start" or "end" where that bound is a limit only ("since 1989", "until May").
    """

    start: datetime
    end: datetime
    precision: TimePrecision
    value: str
    anchor: str = "absolute"
    is_open: str | None = None


class PlacePrecision(StrEnum):
    """How well a place is known; codes of UCDP, ACLED, GTD and PLOVER derive from it (EXPORT cross-walk)."""

    EXACT = "exact"
    NEAR = "near"
    DISTRICT = "district"
    PROVINCE = "province"
    STRETCH = "stretch"  # river, road, border, region without exact bounds
    COUNTRY = "country"
    SEA_AIR = "sea_air"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer, or one placed inside a known one by the report's own words.

    `gazetteer_id` is ``geonames:<id>`` or ``dateline:<slug>`` (our own regions); ``None`` for a place that no
    gazetteer knows, whose coordinates are then those of the smallest known place around it, at that precision.
    Names run up the hierarchy. Latitude and longitude are WGS84 degrees; `radius_km` is the uncertainty.
    """

    name: str
    gazetteer_id: str | None
    country: str | None  # ISO 3166-1 alpha-2
    country_name: str | None
    admin1: str | None
    admin1_code: str | None  # GeoNames: "IN.12"
    admin2: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    radius_km: float | None
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression and what it comes to (``None`` when it cannot be told)."""

    span: Span
    when: When | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the text and the place it means (``None`` when unknown or ambiguous beyond a guess)."""

    span: Span
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ActorLink:
    """A tie from words to the register of actors, with its score and reason; a judgement, not a fact."""

    actor_id: str
    name: str
    kind: str  # armed_group, military, police, government, international, civilians, ... see ontology.yaml
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something in a role. `name` is the name behind a pronoun, description or abbreviation."""

    span: Span
    name: str | None = None
    doubt: bool = False  # suspected, alleged, blamed, apparently
    actor: ActorLink | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people as the words mean it: "at least 13" is 13..None, "up to 20" None..20, "dozens" 24..None."""

    span: Span
    min: int | None
    max: int | None
    approx: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people killed, injured or taken; `who` says whose side: by, against, other, total, unknown.

    `part` is true for a part of a number given in the same sentence: "nine people, four of them children".
    """

    span: Span
    min: int | None
    max: int | None
    who: str = "unknown"
    approx: bool = False
    vague: bool = False
    said_by: Span | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One event that one report tells of, all its mentions joined.

    `time` and `place` are what resolve concludes from the mentions: when and where *it happened*; ``None`` is unknown.
    """

    id: str
    type: str
    triggers: tuple[Span, ...]
    status: str
    background: bool = False
    when: tuple[TimeMention, ...] = ()
    where: tuple[PlaceMention, ...] = ()
    by: tuple[Participant, ...] = ()
    against: tuple[Participant, ...] = ()
    weapon: tuple[Span, ...] = ()
    killed: tuple[Count, ...] = ()
    injured: tuple[Count, ...] = ()
    taken: tuple[Count, ...] = ()
    time: When | None = None
    place: Place | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words or knowledge that the report credits to somebody. `content` is ``None`` for silence ("no comment")."""

    id: str
    source: Span
    cue: Span | None
    content: Span | None
    kind: str  # direct, indirect, mixed, silence
    speaker: str  # police, military, government, armed_group, ...
    about: tuple[str, ...] = ()  # ids of events of the same report
    name: str | None = None  # the name behind a pronoun or description
    actor: ActorLink | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is said to be behind an event. `who` is ``None`` for "no group has claimed responsibility"."""

    id: str
    event: str
    who: Participant | None
    stance: str  # claims, denies, accused, praises, nobody
    cue: Span
    by: Span | None = None  # who accuses
    channel: str | None = None  # statement, video, audio, agency, call, social, website
    when: When | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What the report says of armed groups and their people: member_of, leader_of, branch_of, pledged_to ..."""

    id: str
    type: str
    a: Participant
    b: Participant
    status: str = "happened"
    cue: Span | None = None
    when: When | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything one report yields: one JSON line, one Spark row, one transaction."""

    report_id: str
    pipeline: str  # version of the pipeline that made it
    model: str  # name and version of the reader: "rules/1"
    abstained: str | None = None  # why nothing was read: "language: si"
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    relations: tuple[Relation, ...] = ()
    places: tuple[PlaceMention, ...] = ()  # every place name in the report, also those of no event
    times: tuple[TimeMention, ...] = ()  # every time expression in the report
