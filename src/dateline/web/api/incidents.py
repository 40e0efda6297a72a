"""Incidents as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.records import Assessment, Incident, IncidentRow, Story
from dateline.run.views import view_incident
from dateline.store import Period
from dateline.web.answers import answer_json
from dateline.web.filters import Filtered
from dateline.web.people import MAY_READ
from dateline.web.stored import Stored

router = APIRouter(tags=["incidents"], dependencies=[MAY_READ])
MOST = 500  # incidents on a page


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Some of the incidents that were asked for, latest first; `total` counts them all."""

    total: int
    page: int
    limit: int
    items: tuple[IncidentRow, ...]


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report without its text."""

    id: str
    title: str
    publisher: str | None
    origin: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class IncidentPageOne:
    """One incident: every value with all who support it, the lines, the stories, the reports."""

    assessment: Assessment
    incident: Incident
    stories: tuple[Story, ...]
    reports: tuple[ReportHead, ...]


@router.get("/incidents", response_model=IncidentPage)
def list_page(
    request: Request, store: Stored, asked: Filtered, limit: Annotated[int, Query(ge=1, le=MOST)] = 100
) -> Response:
    """List incidents; the filters are those of `dateline incidents`."""
    rows = store.incident_rows(asked.wanted, limit=limit, offset=(asked.page - 1) * limit)
    return answer_json(request, IncidentPage(store.count_wanted(asked.wanted), asked.page, limit, tuple(rows)))


@router.get("/periods", response_model=tuple[Period, ...])
def periods(
    request: Request, store: Stored, asked: Filtered, by: str = Query("month", pattern="^(year|month|day)$")
) -> Response:
    """Count incidents by year, month or day."""
    return answer_json(request, store.count_periods(asked.wanted, {"year": 4, "month": 7, "day": 10}[by]))


@router.get("/incidents/{incident_id}", response_model=IncidentPageOne)
def one(request: Request, store: Stored, incident_id: str) -> Response:
    """Give one incident by its id, or the beginning of it."""
    view = view_incident(store, incident_id)
    heads = tuple(
        ReportHead(each.id, each.title, each.publisher, each.origin, each.published, each.url) for each in view.reports
    )
    return answer_json(request, IncidentPageOne(view.assessment, view.incident, view.stories, heads))
