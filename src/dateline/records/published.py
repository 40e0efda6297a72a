"""Published ids: what a row was called when it left the house. An id that was given once means that row for ever."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """The event that a row hangs on: by its id, and by its words, which outlast another reading of the report."""

    event_id: str
    report_id: str
    start: int  # offset of its first trigger
    part: str = ""  # where several rows come from one event


@dataclass(frozen=True, slots=True)
class Published:
    """An id in one scheme ("gtd", "acled", ...), the incident it was given to and the event that it hangs on.

    `replaced_by` is the id of the row that tells of it now, since the two were found to be one.
    """

    scheme: str
    id: str
    prefix: str  # ids are numbered within their prefix: the day of a GTD-like id, the country of an ACLED-like one
    number: int
    incident_id: str
    anchor: Anchor
    replaced_by: str | None = None
