"""The actors: who occurs, one actor over time, and groups that the register does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse

from dateline.knowledge.register import load_register
from dateline.run.actor_judging import (
    Stamp,
    alias_actor,
    list_changes,
    merge_actors,
    rename_actor,
    split_actor,
    undo_change,
)
from dateline.run.actor_views import count_actors, list_candidates, view_actor
from dateline.store import IncidentFilter
from dateline.text import fold_name
from dateline.web.people import Editor, Reader, audit
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()
SHOWN = 200  # actors on the page; the search finds the others
LONGEST = 500  # characters of a name or note
DEEDS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {"merge": merge_actors, "split": split_actor, "alias": alias_actor, "rename": rename_actor}
)
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
    keys = {one for one in (view.id, view.name) if one}
    changes = [one for one in list_changes(store) if keys & {one.actor, one.of, one.name}]
    return render(request, "actor.html", person=person, view=view, incidents=incidents, changes=changes)


@router.post("/actors")
def decide(
    request: Request,
    store: Stored,
    person: Editor,
    actor: Annotated[str, Form(min_length=1, max_length=LONGEST)],
    what: Annotated[str, Form(pattern="^(merge|split|alias|rename)$")],
    name: Annotated[str, Form(min_length=1, max_length=LONGEST)],
    note: Annotated[str, Form(max_length=LONGEST)] = "",
) -> RedirectResponse:
    """Decide who is who; it wins over the machine everywhere, and can be undone."""
    stamp = Stamp(person.name, request.app.state.now().isoformat(timespec="seconds"), note)
    DEEDS[what](store, load_register(), actor, name, stamp)
    audit(request, person.name, f"actor {what}", actor, name)
    request.app.state.linker.ask()
    return RedirectResponse(f"/actors/{quote(actor)}", status_code=303)


@router.post("/actors/undo")
def undo(
    request: Request,
    store: Stored,
    person: Editor,
    number: Annotated[int, Form(ge=1)],
    actor: Annotated[str, Form(min_length=1, max_length=LONGEST)],
) -> RedirectResponse:
    """Take a decision back."""
    stamp = Stamp(person.name, request.app.state.now().isoformat(timespec="seconds"))
    undo_change(store, number, stamp)
    audit(request, person.name, "actor undo", actor, str(number))
    request.app.state.linker.ask()
    return RedirectResponse(f"/actors/{quote(actor)}", status_code=303)
