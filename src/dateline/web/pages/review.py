"""Review: what is most in doubt comes first, and a person decides: accept, reject, correct, merge, split, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import ConflictError, NotFoundError, UserError
from dateline.judge import SIDES, measure_agreement
from dateline.knowledge.register import load_register
from dateline.ontology import load_ontology
from dateline.records import Place, PlacePrecision, TimePrecision
from dateline.run.actor_finding import search_actors
from dateline.run.judging import Subject, decide, find_subject, is_settled, merge_incidents, split_incident, undo
from dateline.run.reviewing import QUESTIONS, ReviewItem, find_places, list_report_deeds, mark_deeds, view_item
from dateline.store import GRADES, STATES, QueueFilter, Store
from dateline.web.excerpts import Piece, cut_pieces
from dateline.web.filters import Filtered, write_query
from dateline.web.judging import gazetteer_of, linker_of, make_stamp, read_decision_form, settle
from dateline.web.people import MAY_READ, Coder, Editor, Person, Reader
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()
OFFERED = 12  # actors for a name
PAGE = 40  # incidents of the queue on a page
DEEDS = 100  # judgements on a page of the history
PATIENCE = 4.0  # seconds that a merge waits for its conclusions before the page comes without them


def _read_asking(state: str, kind: str, person: Person) -> QueueFilter:
    return QueueFilter(by=person.name, state=state, kind=kind or None, with_questions=state == "open")


@router.get("/review")
def review(
    request: Request,
    store: Stored,
    person: Reader,
    asked: Filtered,
    state: str = "open",
    kind: str = "",
    incident: str = "",
) -> HTMLResponse:
    """Show the queue, with one incident of it laid out."""
    wanted = _read_asking(state, kind, person)
    rows = store.queue(asked.wanted, wanted, limit=PAGE, offset=(asked.page - 1) * PAGE)
    shown = incident or (rows[0].id if rows else "")
    found = store.count_queue(asked.wanted, wanted)
    more = {name: value for name, value in (("state", state), ("kind", kind)) if value and value != "open"}
    return render(
        request,
        "review.html",
        person=person,
        wanted=asked.wanted,
        rows=rows,
        found=found,
        page=asked.page,
        pages=max(1, -(-found // PAGE)),
        state=state,
        states=STATES,
        kind=kind,
        kinds=QUESTIONS,
        grades=GRADES,
        types=sorted(load_ontology().event_types),
        query=lambda wanted, **new: write_query(wanted, **{**more, **new}),
        shown=shown,
        it=_item(request, store, shown) if shown else None,
    )


@router.get("/review/items/{incident_id}")
def item(request: Request, store: Stored, person: Reader, incident_id: str) -> Response:
    """Show one incident for review, as a part of the page to htmx."""
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"/review?{urlencode({'incident': incident_id})}", status_code=303)
    return render(request, "review_item.html", it=_item(request, store, incident_id), person=person)


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An incident for review with what its forms offer; `told` says what was done last."""

    item: ReviewItem
    texts: Mapping[str, list[Piece]]
    told: str
    drawing: bool
    types: Sequence[str]
    statuses: Sequence[str]
    stances: Sequence[str]
    speakers: Sequence[str]
    sides: Sequence[str] = SIDES
    time_precisions: Sequence[str] = tuple(TimePrecision)
    place_precisions: Sequence[str] = (PlacePrecision.EXACT, PlacePrecision.NEAR)


def _item(request: Request, store: Store, incident_id: str, told: str = "") -> ItemPage:
    found, book = view_item(store, incident_id), load_ontology()
    return ItemPage(
        found,
        {report.id: _pieces(found, report.id) for report in found.view.reports},
        told,
        linker_of(request).is_drawing,
        sorted(book.event_types),
        tuple(book.statuses),
        tuple(book.stances),
        tuple(book.speakers),
    )


def _pieces(item: ReviewItem, report_id: str) -> list[Piece]:
    report = next(one for one in item.view.reports if one.id == report_id)
    marks = []
    for card in item.events:
        if card.report.id == report_id:
            event = card.event
            marks += [("event", span) for span in event.triggers]
            marks += [
                (who, one.span) for who, people in (("by", event.by), ("against", event.against)) for one in people
            ]
            marks += [("toll", one.span) for one in (*event.killed, *event.injured, *event.taken)]
            marks += [("place", one.span) for one in event.where]
            marks += [("time", one.span) for one in event.when]
            marks += [("claim", one.cue) for one in card.claims]
    return cut_pieces(report.text, sorted(marks, key=lambda mark: mark[1]))


@router.post("/review/judgements")
async def judge(request: Request, store: Stored, person: Coder) -> Response:
    """Keep a decision on a finding or an incident; show the incident as it stands then."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    return await run_in_threadpool(_judge, request, store, person, form)


def _judge(request: Request, store: Store, person: Person, form: dict[str, str]) -> Response:
    shown = form.get("item", "")
    try:
        found = find_subject(store, form.get("subject", ""))
        report = store.report(found.report_id) if found.report_id else None
        decision = read_decision_form(form, report, _place_of(store, found), gazetteer_of(request))
        stamp = make_stamp(request, person, form.get("note", ""), is_final=form.get("is_final") == "true")
        seen = int(form["seen"]) if form.get("seen", "").isdecimal() else None
        outcome = decide(store, found.id, form.get("verdict", ""), decision, stamp, seen=seen)
    except ConflictError as error:
        return _tell(request, person, 409, error, form, store)
    except UserError as error:
        return _tell(request, person, 404 if isinstance(error, NotFoundError) else 400, error, form, store)
    settle(request, person, outcome)
    return _show(request, store, person, shown, f"Kept: {form.get('verdict')} {form.get('field', '')}".strip())


def _place_of(store: Store, found: Subject) -> Place | None:
    """Return the place that a subject has now: a point that is set on the map lies in the same country."""
    if found.kind == "incident":
        return store.assessment(found.id).place
    events = kept.events if (kept := store.findings(found.report_id or "")) is not None else ()
    return next((one.place for one in events if one.id == found.id), None)


def _tell(
    request: Request, person: Person, status: int, error: UserError, form: dict[str, str], store: Store
) -> HTMLResponse:
    """Say why nothing was kept, with all that was typed, so that it can be sent again."""
    return render(
        request,
        "review_told.html" if request.headers.get("hx-request") == "true" else "review_refused.html",
        status=status,
        person=person,
        problem=str(error),
        is_conflict=isinstance(error, ConflictError),
        form={name: value for name, value in form.items() if name not in ("csrf", "seen")},
        seen=store.latest_judgement(),
    )


def _show(request: Request, store: Store, person: Person, shown: str, told: str) -> Response:
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"/review?{urlencode({'incident': shown})}", status_code=303)
    return render(request, "review_item.html", person=person, it=_item(request, store, shown, told))


@router.post("/review/undo")
def take_back(
    request: Request,
    store: Stored,
    person: Coder,
    number: Annotated[int, Form()],
    item: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Take back a decision."""
    try:
        stamp = make_stamp(request, person, note)
        outcome = undo(store, number, stamp, may_all=person.may("editor"))
    except UserError as error:
        return _tell(request, person, 400, error, {"number": str(number), "item": item}, store)
    settle(request, person, outcome)
    if "+" in outcome.judgements[0].subject:
        linker_of(request).wait(PATIENCE)
    shown = item if store.incidents_among([item]) else next(iter(outcome.incidents), "")
    return _show(request, store, person, shown, f"Taken back: judgement {number}")


@router.post("/review/merge")
def merge(
    request: Request,
    store: Stored,
    person: Editor,
    item: Annotated[str, Form()],
    incident: Annotated[list[str] | None, Form()] = None,
    note: Annotated[str, Form()] = "",
) -> Response:
    """Decide that incidents are one."""
    stamp = make_stamp(request, person, note)
    event = store.incident(item).members[0]
    try:
        outcome = merge_incidents(store, [item, *(incident or [])], stamp)
    except UserError as error:
        return _tell(request, person, 400, error, {"item": item}, store)
    settle(request, person, outcome)
    return _show_event(request, store, person, (event.report_id, event.event_id), "Merged")


@router.post("/review/split")
def split(
    request: Request,
    store: Stored,
    person: Editor,
    item: Annotated[str, Form()],
    event: Annotated[list[str] | None, Form()] = None,
    note: Annotated[str, Form()] = "",
) -> Response:
    """Decide that some events of an incident are another incident."""
    stamp = make_stamp(request, person, note)
    members = store.incident(item).members
    try:
        outcome = split_incident(store, item, event or [], stamp)
    except UserError as error:
        return _tell(request, person, 400, error, {"item": item}, store)
    settle(request, person, outcome)
    kept = next(one for one in members if one.event_id not in (event or []))
    return _show_event(request, store, person, (kept.report_id, kept.event_id), "Split")


def _show_event(request: Request, store: Store, person: Person, event: tuple[str, str], told: str) -> Response:
    """Show the incident that an event belongs to, once the conclusions are drawn or patience has ended."""
    done = linker_of(request).wait(PATIENCE)
    held = store.incidents_among(store.incidents_of(event[0])).values()
    shown = next(one.id for one in held if event[1] in {member.event_id for member in one.members})
    return _show(request, store, person, shown, told if done else f"{told}; conclusions are being drawn anew")


@router.get("/review/incidents/{incident_id}/deeds")
def deeds_of_incident(request: Request, store: Stored, person: Reader, incident_id: str) -> HTMLResponse:
    """Show what may be merged and split, and who decided what of an incident, for its page."""
    return render(request, "review_beside.html", person=person, it=None, item=view_item(store, incident_id))


@router.get("/review/reports/{report_id}/deeds")
def deeds_of_report(request: Request, store: Stored, person: Reader, report_id: str) -> HTMLResponse:
    """Show who decided what of the findings of a report, for its page."""
    deeds = list_report_deeds(store, report_id)
    return render(request, "review_deeds.html", person=person, it=None, item=None, deeds=deeds)


@router.get("/review/places", dependencies=[MAY_READ])
def places(request: Request, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Show the places that a name may mean, to choose from."""
    found = find_places(gazetteer_of(request), q.strip()) if len(q.strip()) > 1 else ()
    return render(request, "review_places.html", places=found, q=q)


@router.get("/review/actors", dependencies=[MAY_READ])
def actors(request: Request, whom: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Show the actors of the register whom a name may mean, to choose from."""
    found = search_actors((), load_register(), whom) if len(whom.strip()) > 1 else []
    return render(request, "review_actors.html", actors=found[:OFFERED], q=whom)


@router.get("/review/state", dependencies=[MAY_READ])
def state(request: Request, store: Stored) -> HTMLResponse:
    """Say whether conclusions are being drawn anew."""
    linker = linker_of(request)
    stale = not linker.is_drawing and not is_settled(store)
    return render(request, "review_state.html", drawing=linker.is_drawing, problem=linker.problem, stale=stale)


@router.get("/review/history")
def history(request: Request, store: Stored, person: Reader, before: int | None = None, by: str = "") -> HTMLResponse:
    """Show who decided what, latest first, and how far coders agree."""
    numbered = store.judgement_page(limit=DEEDS, before=before, by=by or None)
    subjects = sorted({one.subject for _, one in numbered})
    deeds = {deed.number: deed for deed in mark_deeds(store.judgements_of(subjects))}
    return render(
        request,
        "review_history.html",
        person=person,
        deeds=[deeds[number] for number, _ in numbered],
        by=by,
        older=numbered[-1][0] if len(numbered) == DEEDS else None,
        agreement=measure_agreement(store.judgements()),
    )
