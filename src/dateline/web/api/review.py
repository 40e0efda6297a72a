"""The queue for review as JSON, and what a reviewer chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.records import Event, IncidentRow, Judgement, Place, Relation, Responsibility, Statement
from dateline.run.judging import is_settled
from dateline.run.reviewing import Deed, find_places, view_item
from dateline.store import QueueFilter
from dateline.web.answers import answer_json
from dateline.web.filters import Filtered
from dateline.web.judging import gazetteer_of, linker_of
from dateline.web.people import MAY_READ, Reader
from dateline.web.stored import Stored

router = APIRouter(tags=["review"])
MOST = 200  # incidents on a page
KINDS = "^(toll|place|time|type|actor|claim|event|join|source)$"


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Incidents to look at, the most doubtful and weighty first; each row says its `questions`."""

    total: int
    page: int
    limit: int
    items: tuple[IncidentRow, ...]


@dataclass(frozen=True, slots=True)
class EventUnderReview:
    """One event as one report tells it, as people corrected it."""

    report_id: str
    event: Event
    claims: tuple[Responsibility, ...]
    rejected: Judgement | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An incident for review; `seen` is to be sent with a decision on it."""

    row: IncidentRow
    events: tuple[EventUnderReview, ...]
    statements: tuple[Statement, ...]
    relations: tuple[Relation, ...]
    history: tuple[Deed, ...]
    contested: tuple[Judgement, ...]
    near: tuple[IncidentRow, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Whether conclusions are drawn from all that the store holds, and whether that is under way."""

    is_settled: bool
    is_drawing: bool
    problem: str | None


@router.get("/review", response_model=QueuePage)
def queue(
    request: Request,
    store: Stored,
    person: Reader,
    asked: Filtered,
    state: Annotated[str, Query(pattern="^(open|done|second|all)$")] = "open",
    kind: Annotated[str | None, Query(pattern=KINDS)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 40,
) -> Response:
    """List incidents for review; the filters are those of the incidents."""
    wanted = QueueFilter(person.name, state, kind, with_questions=state == "open")
    rows = store.queue(asked.wanted, wanted, limit=limit, offset=(asked.page - 1) * limit)
    return answer_json(request, QueuePage(store.count_queue(asked.wanted, wanted), asked.page, limit, tuple(rows)))


@router.get("/review/state", response_model=Drawing, dependencies=[MAY_READ])
def state(request: Request, store: Stored) -> Response:
    """Say whether conclusions are being drawn anew."""
    linker = linker_of(request)
    return answer_json(request, Drawing(is_settled(store), linker.is_drawing, linker.problem))


@router.get("/review/places", response_model=tuple[Place, ...], dependencies=[MAY_READ])
def places(request: Request, q: Annotated[str, Query(min_length=1, max_length=200)]) -> Response:
    """List places that a name may mean, the likeliest first."""
    return answer_json(request, find_places(gazetteer_of(request), q))


@router.get("/review/{incident_id}", response_model=ItemPage, dependencies=[MAY_READ])
def item(request: Request, store: Stored, incident_id: str) -> Response:
    """Give one incident for review, with what its reports say as people corrected it."""
    found = view_item(store, incident_id)
    events = tuple(EventUnderReview(one.report.id, one.event, one.claims, one.rejected) for one in found.events)
    return answer_json(
        request,
        ItemPage(
            found.row,
            events,
            tuple(one for _, one in found.statements),
            tuple(one for _, one in found.relations),
            found.history,
            found.contested,
            found.near,
            found.seen,
        ),
    )
