"""The actors: who occurs, one actor over time, and groups that the register does not know."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.knowledge.register import load_register
from dateline.run.actor_views import count_actors, list_candidates, view_actor
from dateline.store import IncidentFilter
from dateline.text import fold_name
from dateline.web.people import Reader
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()
SHOWN = 200  # actors on the page; the search finds the others
OBJECT = "object"  # buildings and vehicles suffer, but they are nobody


@router.get("/actors")
def actors(request: Request, store: Stored, person: Reader, q: str = "", kind: str = "") -> HTMLResponse:
    """Show who does and suffers what."""
    kept = request.app.state.kept
    counted = [one for one in kept.get(store, "actors", lambda: count_actors(store)) if one.kind != OBJECT]
    rows = [
        one for one in counted if fold_name(q) in fold_name(f"{one.name} {one.id or ''}") and kind in ("", one.kind)
    ]
    return render(
        request,
        "actors.html",
        person=person,
        rows=rows[:SHOWN],
        found=len(rows),
        kinds=sorted({one.kind for one in counted if one.kind}),
        candidates=kept.get(store, "candidates", lambda: list_candidates(store))[:SHOWN],
        q=q,
        kind=kind,
    )


@router.get("/actors/{wanted:path}")
def actor(request: Request, store: Stored, person: Reader, wanted: str) -> HTMLResponse:
    """Show one actor: names, timeline, tree, relations with their words, incidents."""
    view = request.app.state.kept.get(store, ("actor", wanted), lambda: view_actor(store, load_register(), wanted))
    incidents = store.incident_rows(IncidentFilter(actor=view.name), limit=50)
    return render(request, "actor.html", person=person, view=view, incidents=incidents)
