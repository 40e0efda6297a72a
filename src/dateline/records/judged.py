"""What a person's judgement says: the JSON in `Judgement.value`, version 1."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.findings import ActorLink, Place, TimePrecision
from dateline.records.published import Anchor
from dateline.records.spans import Span

DECISION_VERSION = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """Which part of its subject a judgement is of and, for ``correct``, what that is instead.

    `field` is empty for the whole subject. Of a field with several entries (by, against, killed, weapon ...) `of` is
    the words of the entry meant; without `of` a correction adds one. What a correction does not name stays as it is,
    but a number, a time and a place are taken as a whole, ``None`` included (not known).

    `anchors` are the words that the subject hangs on, by which it is found again when another reader gives it another
    id: one for a finding and for an incident (its first event), two for a pair of events.
    """

    field: str = ""
    version: int = DECISION_VERSION
    of: Span | None = None
    span: Span | None = None  # the words, corrected
    text: str | None = None  # type, status, stance, kind of speaker, name
    flag: bool | None = None  # background; doubt of a participant
    min: float | None = None
    max: float | None = None
    role: str | None = None  # whose side a number is of
    approx: bool = False
    vague: bool = False
    start: str | None = None  # ISO 8601, local time; `end` is exclusive
    end: str | None = None
    precision: TimePrecision | None = None
    place: Place | None = None
    actor: ActorLink | None = None
    anchors: tuple[Anchor, ...] = ()
    seen: str | None = None  # what reports said when the whole was judged, see `IncidentRow.evidence`
