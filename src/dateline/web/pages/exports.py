"""The formats to export in, for the incidents that the filter lets through."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.export import FORMATS, find_format
from dateline.web.filters import Filtered, write_query
from dateline.web.people import Reader
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()


@router.get("/export")
def exports(request: Request, store: Stored, person: Reader, asked: Filtered) -> HTMLResponse:
    """Show the formats."""
    formats = [find_format(name) for name in FORMATS]
    found = store.count_wanted(asked.wanted)
    return render(request, "exports.html", person=person, formats=formats, query=write_query(asked.wanted), found=found)
