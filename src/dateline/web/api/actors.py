"""Actors as JSON."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.knowledge.register import load_register
from dateline.run.actor_views import ActorCount, Candidate, count_actors, list_candidates, view_actor
from dateline.web.answers import answer_json
from dateline.web.people import MAY_READ
from dateline.web.stored import Stored

router = APIRouter(tags=["actors"], dependencies=[MAY_READ])


@router.get("/actors", response_model=tuple[ActorCount, ...])
def list_all(request: Request, store: Stored) -> Response:
    """Count who did and suffered what, those in most reports first."""
    return answer_json(request, request.app.state.kept.get(store, "actors", lambda: count_actors(store)))


@router.get("/actors/candidates", response_model=tuple[Candidate, ...])
def candidates(request: Request, store: Stored) -> Response:
    """List groups that the register does not know."""
    return answer_json(request, request.app.state.kept.get(store, "candidates", lambda: list_candidates(store)))


@router.get("/actors/{wanted}")
def one(request: Request, store: Stored, wanted: str) -> Response:
    """Give an actor by its id or name: names, relations by lists and by reports, tree, first and last report."""
    view = request.app.state.kept.get(store, ("actor", wanted), lambda: view_actor(store, load_register(), wanted))
    return answer_json(request, view)
