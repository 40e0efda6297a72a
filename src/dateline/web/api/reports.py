"""Reports as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.records import Findings, Report, Retrieval, Story
from dateline.run.views import view_report
from dateline.store import Hit
from dateline.web.answers import answer_json
from dateline.web.people import MAY_READ
from dateline.web.stored import Stored

router = APIRouter(tags=["reports"], dependencies=[MAY_READ])


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with what it says, how it came in and what it belongs to."""

    report: Report
    findings: Findings | None
    retrievals: tuple[Retrieval, ...]
    story: Story | None
    incidents: tuple[str, ...]


@router.get("/reports", response_model=tuple[Hit, ...])
def search(
    request: Request,
    store: Stored,
    q: Annotated[str, Query(min_length=1, max_length=500)],
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:
    """Search the words of reports; offsets are those of the report's text."""
    return answer_json(request, store.search(q, limit))


@router.get("/reports/{report_id}", response_model=ReportPage)
def one(request: Request, store: Stored, report_id: str) -> Response:
    """Give one report by its id, or the beginning of it."""
    view = view_report(store, report_id)
    return answer_json(request, ReportPage(view.report, view.findings, view.retrievals, view.story, view.incidents))


@router.get("/counts")
def counts(request: Request, store: Stored) -> Response:
    """Count what the store holds."""
    return answer_json(request, store.counts())
