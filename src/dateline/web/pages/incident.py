"""One incident: the matrix, its tolls, lines, stories and reports; every value leads to the words it comes from."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.export.brief import write_brief
from dateline.records import FieldAssessment
from dateline.run.matrix import OUTLET, Entry, find_speakers, is_plain_fact, make_cells, number_reports
from dateline.run.views import IncidentView, brief_incident, list_sides, view_incident
from dateline.web.charts import TollChart, make_toll_chart
from dateline.web.people import MAY_READ, Reader
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()
COUNTS = ("killed", "injured", "taken")
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One field: how its versions stand to each other, and the entries of each kind of speaker in their order."""

    field: FieldAssessment
    cells: tuple[tuple[Entry, ...], ...]


@router.get("/incidents/{incident_id}")
def incident(request: Request, store: Stored, person: Reader, incident_id: str) -> HTMLResponse:
    """Show what is known of an incident, and who says so."""
    view = view_incident(store, incident_id)
    speakers = find_speakers(view.assessment)
    return render(
        request,
        "incident.html",
        person=person,
        view=view,
        found=view.assessment,
        speakers=speakers,
        outlet=OUTLET,
        rows=make_matrix_rows(view, speakers),
        tolls={name: list_sides(view.assessment, name) for name in COUNTS},
        charts=[chart for name in COUNTS if (chart := toll_chart(view, name)) is not None],
        numbers=number_reports(view),
    )


def make_matrix_rows(view: IncidentView, speakers: list[str]) -> list[MatrixRow]:
    """Return the rows of the matrix, a column for each of `speakers`; fields of which nothing is said are left out."""
    texts = {report.id: report.text for report in view.reports}
    numbers = number_reports(view)
    rows = []
    for field in view.assessment.fields:
        if not field.values or is_plain_fact(field):
            continue
        cells = make_cells(field, texts, numbers)
        rows.append(MatrixRow(field, tuple(tuple(cells.get(speaker, ())) for speaker in speakers)))
    return rows


def toll_chart(view: IncidentView, name: str) -> TollChart | None:
    """Return the chart of one count over time, if it was given at two times or more."""
    field = next((one for one in view.assessment.fields if one.field == name), None)
    lines = {line.id: line.label for line in view.assessment.lines}
    return make_toll_chart(field, lines) if field is not None else None


@router.get("/incidents/{incident_id}/brief", dependencies=[MAY_READ])
def brief(store: Stored, incident_id: str) -> HTMLResponse:
    """Show the brief, to print or to send on."""
    page = io.StringIO()
    write_brief(brief_incident(store, incident_id), page, format="html")
    return HTMLResponse(page.getvalue(), headers={"Content-Security-Policy": policy_of(page.getvalue())})


def policy_of(page: str) -> str:
    """Return the content policy of a page that carries its own style: this style and nothing else."""
    digests = (hashlib.sha256(style.encode()).digest() for style in STYLE.findall(page))
    styles = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests) or "'none'"
    return f"default-src 'none'; style-src {styles}; frame-ancestors 'none'; base-uri 'none'"
