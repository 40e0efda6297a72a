"""Judgements as JSON: who decided what, and deciding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Request
from starlette.responses import Response

from dateline.judge import Agreement, measure_agreement
from dateline.records import Decision
from dateline.run.judging import Outcome, decide, merge_incidents, split_incident, undo
from dateline.run.reviewing import Deed, mark_deeds
from dateline.web.answers import answer_json
from dateline.web.judging import make_stamp, settle
from dateline.web.people import MAY_READ, Coder, Editor
from dateline.web.stored import Stored

router = APIRouter(tags=["judgements"])
MOST = 500  # judgements on a page
LARGEST = 2**63 - 1
Number = Annotated[int, Path(ge=1, le=LARGEST)]


@dataclass(frozen=True, slots=True)
class Given:
    """A decision to keep. `seen` is the number of the latest judgement when its subject was looked at."""

    subject: str  # id of an incident, event, statement, claim or relation
    verdict: str  # accept, reject, correct, undo
    decision: Decision | None = None
    note: str = ""
    seen: int | None = None
    is_final: bool = False  # an editor decides between coders


@dataclass(frozen=True, slots=True)
class Merging:
    """Incidents that are one."""

    incidents: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Splitting:
    """Events of an incident that are another one."""

    incident: str
    events: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Undoing:
    """Why a decision is taken back."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class DeedPage:
    """Judgements, latest first; `next` is what to give as `before` for the page after it."""

    items: tuple[Deed, ...]
    next: int | None


@router.get("/judgements", response_model=DeedPage, dependencies=[MAY_READ])
def list_page(
    request: Request,
    store: Stored,
    subject: Annotated[str | None, Query(max_length=200)] = None,
    by: Annotated[str | None, Query(max_length=100)] = None,
    before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Response:
    """List judgements, latest first; `holds` says whether one counts now."""
    if subject is not None:
        deeds = tuple(reversed(mark_deeds(store.judgements_of([subject]))))
        chosen = [one for one in deeds if (by is None or one.judgement.by == by) and one.number < (before or LARGEST)]
        page = tuple(chosen[:limit])
        more = len(chosen) > limit
    else:
        numbered = store.judgement_page(limit=limit, before=before, by=by)
        known = mark_deeds(store.judgements_of(sorted({one.subject for _, one in numbered})))
        by_number = {one.number: one for one in known}
        page = tuple(by_number[number] for number, _ in numbered)
        more = len(numbered) == limit
    return answer_json(request, DeedPage(page, page[-1].number if page and more else None))


@router.get("/judgements/agreement", response_model=tuple[Agreement, ...], dependencies=[MAY_READ])
def agreement(request: Request, store: Stored) -> Response:
    """Say how far coders agree, by kind: Krippendorff's alpha over what several judged."""
    return answer_json(request, measure_agreement(store.judgements()))


@router.post("/judgements", response_model=Outcome, status_code=201)
def judge(request: Request, store: Stored, person: Coder, given: Annotated[Given, Body()]) -> Response:
    """Keep a decision on a finding or an incident; what it touches is concluded anew before the answer."""
    stamp = make_stamp(request, person, given.note, is_final=given.is_final)
    decision = given.decision or Decision()
    outcome = decide(store, given.subject, given.verdict, decision, stamp, seen=given.seen)
    return _kept(request, settle(request, person, outcome))


@router.post("/judgements/merge", response_model=Outcome, status_code=201)
def merge(request: Request, store: Stored, person: Editor, given: Annotated[Merging, Body()]) -> Response:
    """Decide that incidents are one; the conclusions follow a little later unless `is_settled`."""
    outcome = merge_incidents(store, given.incidents, make_stamp(request, person, given.note))
    return _kept(request, settle(request, person, outcome))


@router.post("/judgements/split", response_model=Outcome, status_code=201)
def split(request: Request, store: Stored, person: Editor, given: Annotated[Splitting, Body()]) -> Response:
    """Decide that some events of an incident are another incident."""
    outcome = split_incident(store, given.incident, given.events, make_stamp(request, person, given.note))
    return _kept(request, settle(request, person, outcome))


@router.post("/judgements/{number}/undo", response_model=Outcome, status_code=201)
def take_back(
    request: Request, store: Stored, person: Coder, number: Number, given: Annotated[Undoing | None, Body()] = None
) -> Response:
    """Take back the act that a judgement belongs to; a coder one of their own, an editor any."""
    stamp = make_stamp(request, person, given.note if given is not None else "")
    outcome = undo(store, number, stamp, may_all=person.may("editor"))
    return _kept(request, settle(request, person, outcome))


def _kept(request: Request, outcome: Outcome) -> Response:
    answer = answer_json(request, outcome)
    answer.status_code = 201
    return answer
