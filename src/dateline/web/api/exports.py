"""Exports: the formats, and a ZIP of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from dateline.export import FORMATS, find_format
from dateline.web.answers import answer_json
from dateline.web.exporting import make_zip
from dateline.web.filters import Filtered
from dateline.web.people import MAY_READ, Reader, audit
from dateline.web.stored import Stored

router = APIRouter(tags=["exports"])
BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class FormatHead:
    """A format that incidents can be exported in."""

    name: str
    title: str
    about: str


@router.get("/exports", response_model=tuple[FormatHead, ...], dependencies=[MAY_READ])
def list_formats(request: Request) -> Response:
    """List the formats."""
    found = (find_format(name) for name in FORMATS)
    return answer_json(request, tuple(FormatHead(one.name, one.title, one.about) for one in found))


@router.get("/exports/{name}", responses={200: {"content": {"application/zip": {}}}})
def export(request: Request, store: Stored, person: Reader, name: str, asked: Filtered) -> StreamingResponse:
    """Export the incidents that were asked for, with the list of what was left out, provenance and citations."""
    stack = ExitStack()
    path = stack.enter_context(make_zip(store, name, asked.wanted))
    audit(request, person.name, "export", name, str(request.url.query)[:500])

    def send() -> Iterator[bytes]:
        with stack, path.open("rb") as source:
            while block := source.read(BLOCK):
                yield block

    headers = {"Content-Disposition": f'attachment; filename="dateline-{name}.zip"'}
    return StreamingResponse(send(), media_type="application/zip", headers=headers)
