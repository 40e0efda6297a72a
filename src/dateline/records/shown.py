"""What lists and maps show of an incident: one flat row, kept beside the assessment that it is made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toll:
    """A toll by one rule; ``None`` is not known, 0 is nobody. `is_open`: a source says "at least"."""

    rule: str
    field: str  # killed, injured, taken
    role: str | None  # by, against, other; None: everybody
    low: int | None
    best: int | None
    high: int | None
    reason: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something of an incident that a person should decide, and how much is in doubt, from 0 to 1."""

    kind: str  # toll, place, time, type, event, actor, claim, source, join
    doubt: float
    why: str  # "killed: contradicted. 5 (police) against 12 (hospital)"


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One line of a list of incidents; tolls are those of everybody by UCDP's rule, ``None`` is not known.

    `first` and `last` are the first and the last instant of the time it lies in, ISO 8601, `last` still within it;
    `latitude` and `longitude` are ``None`` where it is known to the country only, or not at all.
    """

    id: str
    title: str
    type: str
    date: str | None  # the day, month or year on which it began, at its precision
    place: str | None
    country: str | None
    country_code: str | None  # ISO 3166-1 alpha-2
    killed: Toll
    injured: Toll
    taken: Toll  # abducted, arrested, freed
    grade: str
    lines: int
    reports: int
    outlets: int
    summary: str
    credibility: int = 6  # Admiralty, 1 to 6
    first: str | None = None
    last: str | None = None
    latitude: float | None = None  # WGS84 degrees
    longitude: float | None = None
    radius_km: float | None = None
    precision: str | None = None  # of the place
    disputed: tuple[str, ...] = ()  # fields whose sources contradict each other
    claimed_by: tuple[str, ...] = ()  # as the reports write them
    side_keys: str = ""  # for searching, a line each, as `fold_name`: doers, targets, those held responsible
    place_keys: str = ""  # the names of the place, up its hierarchy
    claim_keys: str = ""  # those who claim it
    latest: str | None = None  # when the newest of its reports was published
    questions: tuple[Question, ...] = ()  # the most doubtful first
    priority: float = 0.0  # for review: how much is in doubt, times how much hangs on it
    evidence: str = ""  # digest of what its reports say, as corrected: a judgement of the whole is of this
