"""One report: its text with the findings highlighted, its bytes, and what it belongs to."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, PlainTextResponse

from dateline.run.marks import MARKS, find_marks, list_findings
from dateline.run.views import view_report
from dateline.web.excerpts import cut_pieces, make_excerpt
from dateline.web.people import MAY_READ, Reader
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()


@router.get("/reports/{report_id}")
def report(request: Request, store: Stored, person: Reader, report_id: str) -> HTMLResponse:
    """Show a report with its findings."""
    view = view_report(store, report_id)
    marks = [] if view.findings is None else find_marks(view.findings)
    found = {kind for kind, _ in marks}
    copies = tuple(one for one in (view.story.reports if view.story else ()) if one != view.report.id)
    return render(
        request,
        "report.html",
        person=person,
        view=view,
        found=view.report,
        pieces=cut_pieces(view.report.text, marks),
        legend=[(kind, words) for kind, words in MARKS if kind in found],
        listed=[] if view.findings is None else list(list_findings(view.report, view.findings)),
        copies=store.reports_among(copies).values(),
        incidents=[row for one in view.incidents if (row := store.incident_row(one)) is not None],
    )


@router.get("/reports/{report_id}/words", dependencies=[MAY_READ])
def words(
    request: Request,
    store: Stored,
    report_id: str,
    start: Annotated[int, Query(ge=0)],
    end: Annotated[int, Query(ge=1)],
) -> HTMLResponse:
    """Show words with what stands around them, for the panel beside a matrix."""
    found = store.report(report_id)
    return render(request, "words.html", report=found, excerpt=make_excerpt(found, start, end), start=start)


@router.get("/reports/{report_id}/raw", dependencies=[MAY_READ])
def raw(store: Stored, report_id: str) -> PlainTextResponse:
    """Send the bytes as they were retrieved, as plain text that no browser runs."""
    found = store.report(report_id)
    headers = {"Content-Disposition": f'attachment; filename="{found.id}.txt"'}
    return PlainTextResponse(store.raw(found.raw_sha256), media_type="text/plain", headers=headers)


@router.get("/search")
def search(request: Request, store: Stored, person: Reader, q: str = "") -> HTMLResponse:
    """Show the reports whose words match."""
    hits = store.search(q, limit=50) if q.strip() else ()
    texts = store.reports_among([hit.report_id for hit in hits])
    shown = []
    for hit in hits:
        text = texts[hit.report_id].text
        inside = [
            ("hit", type(span)(span.start - hit.excerpt.start, span.end - hit.excerpt.start))
            for span in hit.spans
            if hit.excerpt.start <= span.start and span.end <= hit.excerpt.end
        ]
        shown.append((hit, cut_pieces(hit.excerpt.of(text), inside)))
    return render(request, "search.html", person=person, q=q, shown=shown)
