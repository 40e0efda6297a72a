"""What is watched, how it fares, and who wants to be told of what. Instants are ISO 8601 in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, sitemap, page or folder that is read again and again; with `follow`, the pages that entries lead to."""

    locator: str
    minutes: int = 60  # between two visits
    follow: bool = True
    paused: bool = False
    added_by: str = "local"
    added_at: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """How the last visit to a source went; `failures` counts those in a row, `next_at` is when it is due again."""

    locator: str
    at: str
    next_at: str
    failures: int = 0
    problem: str | None = None
    new: int = 0  # reports that were new at the last visit
    total: int = 0  # reports that were new at any visit
    latest_at: str | None = None  # the last visit that brought a new report
    etag: str | None = None
    last_modified: str | None = None


class Happening(StrEnum):
    """What somebody wants to be told of."""

    INCIDENT = "new incident"
    CLAIM = "new claim of responsibility"
    CONTESTED = "contested toll"


@dataclass(frozen=True, slots=True)
class Search:
    """A search that is kept, and how its owner is told of what is new in it.

    `query` is the part of an address after "?", as the list of incidents understands it. Every search has a feed;
    `mail` and `webhook` are further ways. `secret` signs what is sent to the webhook.
    """

    id: str
    name: str
    query: str
    owner: str
    created_at: str
    happenings: tuple[Happening, ...] = tuple(Happening)
    mail: str | None = None
    webhook: str | None = None
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something new in a search: told once, whatever comes later. `detail` is the claimant of a claim."""

    id: str
    search: str
    happening: Happening
    incident_id: str
    title: str
    detail: str
    at: str
    is_old: bool = False  # was so already when the search was kept: nobody is told


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert on its way by mail or webhook; `sent_at` is ``None`` until it arrived."""

    alert: str
    channel: str  # mail, webhook
    tries: int = 0
    next_at: str = ""
    sent_at: str | None = None
    problem: str | None = None
