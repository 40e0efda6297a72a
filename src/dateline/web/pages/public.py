"""The public front page, behind a switch: one page and one feed an incident instead of forty copies of a story."""

from __future__ import annotations

import io

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from dateline.errors import NotFoundError
from dateline.export.brief import write_brief
from dateline.run.views import brief_incident
from dateline.store import IncidentFilter
from dateline.web.feeds import MEDIA, Entry, make_feed, make_instant
from dateline.web.pages.incident import policy_of
from dateline.web.rendering import render
from dateline.web.stored import Chosen, Stored

SHOWN = 100


def is_open(settings: Chosen) -> None:
    """Let nobody in unless the operator opened the public pages."""
    if not settings.public:
        raise NotFoundError("the public pages are not open here")


router = APIRouter(prefix="/public", dependencies=[Depends(is_open)])


@router.get("")
def front(request: Request, store: Stored) -> HTMLResponse:
    """Show the latest incidents, each once, with how many reports and lines stand behind it."""
    rows = store.incident_rows(IncidentFilter(), limit=SHOWN)
    return render(request, "public.html", rows=rows, person=None)


@router.get("/incidents/{incident_id}")
def brief(store: Stored, incident_id: str) -> HTMLResponse:
    """Show the brief of an incident, every source named."""
    page = io.StringIO()
    write_brief(brief_incident(store, incident_id), page, format="html")
    return HTMLResponse(page.getvalue(), headers={"Content-Security-Policy": policy_of(page.getvalue())})


@router.get("/feed.atom")
def feed(request: Request, store: Stored) -> Response:
    """Send the latest incidents as a feed."""
    base = request.app.state.config.base_url.rstrip("/")
    entries = (
        Entry(row.id, row.title, f"{base}/public/incidents/{row.id}", make_instant(row.latest), row.summary)
        for row in store.incident_rows(IncidentFilter(), limit=SHOWN)
    )
    return Response(make_feed("Incidents", f"{base}/public/feed.atom", entries), media_type=MEDIA)


@router.get("/incidents/{incident_id}/feed.atom")
def incident_feed(request: Request, store: Stored, incident_id: str) -> Response:
    """Send the reports of one incident as a feed: it grows as the story does."""
    base = request.app.state.config.base_url.rstrip("/")
    incident = store.incident(incident_id)
    reports = store.reports_among(sorted({member.report_id for member in incident.members})).values()
    newest = sorted(reports, key=lambda one: (one.published or "", one.id), reverse=True)
    entries = (
        Entry(
            f"{incident.id}:{one.id}", one.title, f"{base}/public/incidents/{incident.id}", make_instant(one.published)
        )
        for one in newest
    )
    row = store.incident_row(incident.id)
    address = f"{base}/public/incidents/{incident.id}/feed.atom"
    return Response(make_feed(row.title if row else incident.id, address, entries), media_type=MEDIA)
