"""The incidents: map, timeline and list under one filter; the address holds what is chosen."""

from __future__ import annotations

import hashlib

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.ontology import load_ontology
from dateline.store import GRADES, IncidentFilter, Store
from dateline.web.charts import Histogram, choose_digits, make_histogram
from dateline.web.filters import Filtered, write_query
from dateline.web.people import MAY_READ, Reader
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()
PAGE = 100  # incidents on a page of the list


@router.get("/", response_class=RedirectResponse)
def home() -> RedirectResponse:
    """Lead to the incidents."""
    return RedirectResponse("/incidents")


@router.get("/incidents", response_class=HTMLResponse)
def incidents(request: Request, store: Stored, person: Reader, asked: Filtered) -> HTMLResponse:
    """Show the incidents; to htmx, the part of the page that depends on the filter."""
    wanted = asked.wanted
    found = store.count_wanted(wanted)
    part = request.headers.get("hx-request") == "true" and request.headers.get("hx-history-restore-request") != "true"
    return render(
        request,
        "incidents_found.html" if part else "incidents.html",
        person=person,
        wanted=wanted,
        rows=store.incident_rows(wanted, limit=PAGE, offset=(asked.page - 1) * PAGE),
        found=found,
        total=store.count_wanted(IncidentFilter()),
        page=asked.page,
        pages=max(1, -(-found // PAGE)),
        histogram=histogram_of(store, wanted),
        query=write_query,
        types=sorted(load_ontology().event_types),
        grades=GRADES,
    )


def histogram_of(store: Store, wanted: IncidentFilter) -> Histogram | None:
    """Return the bars of the timeline, by day, month or year as the whole span asks for."""
    months = store.count_periods(wanted, 7)
    if not months:
        return make_histogram(store.count_periods(wanted, 4), wanted)
    digits = choose_digits(f"{months[0].name}-01", f"{months[-1].name}-28")
    return make_histogram(months if digits == 7 else store.count_periods(wanted, digits), wanted)


@router.get("/incidents/points", dependencies=[MAY_READ])
def points(request: Request, store: Stored, asked: Filtered) -> Response:
    """Send what the map shows: id, latitude, longitude, radius in km, grade, type, title, one row an incident."""
    rows = [
        (one.id, one.latitude, one.longitude, one.radius_km, one.grade, one.type, one.title)
        for one in store.points(asked.wanted)
    ]
    content = msgspec.json.encode(rows)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)
