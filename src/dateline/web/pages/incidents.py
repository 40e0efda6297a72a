"""The incidents: map, timeline and list under one filter."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse

from dateline.run.views import list_incidents
from dateline.store import IncidentFilter
from dateline.web.people import Reader
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()


@router.get("/", response_class=RedirectResponse)
def home() -> RedirectResponse:
    """Lead to the incidents."""
    return RedirectResponse("/incidents")


@router.get("/incidents", response_class=HTMLResponse)
def incidents(request: Request, store: Stored, person: Reader) -> HTMLResponse:
    """Show the incidents."""
    return render(request, "incidents.html", person=person, rows=list_incidents(store, IncidentFilter()))
