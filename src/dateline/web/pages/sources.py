"""The sources that are watched, with their health."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse

from dateline.errors import NotFoundError, UserError
from dateline.records import Source
from dateline.web.people import Editor, Reader, audit
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()
LONGEST = 2000  # characters of an address


@router.get("/sources")
def sources(request: Request, store: Stored, person: Reader) -> HTMLResponse:
    """Show what is watched, and what could not be read."""
    failures = store.failures()
    return render(
        request,
        "sources.html",
        person=person,
        sources=store.sources(),
        failures=failures[:100],
        failed=len(failures),
        counts=store.counts(),
    )


@router.post("/sources")
def add(
    request: Request,
    store: Stored,
    person: Editor,
    locator: Annotated[str, Form(max_length=LONGEST)],
    minutes: Annotated[int, Form(ge=1, le=10080)] = 60,
    follow: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    """Watch another feed, sitemap or page."""
    address = locator.strip()
    if not address.startswith(("http://", "https://")):
        # Folders of the server are its operator's: `dateline sources add` names them.
        raise UserError("give an address that begins with http:// or https://")
    now = request.app.state.now().isoformat(timespec="seconds")
    store.add_source(Source(address, minutes, follow, added_by=person.name, added_at=now))
    audit(request, person.name, "watch", address)
    return RedirectResponse("/sources", status_code=303)


@router.post("/sources/change")
def change(
    request: Request,
    store: Stored,
    person: Editor,
    locator: Annotated[str, Form(max_length=LONGEST)],
    what: Annotated[str, Form(pattern="^(pause|go on|remove)$")],
) -> RedirectResponse:
    """Pause, go on with, or remove a source."""
    if what == "remove":
        store.remove_source(locator)
    else:
        found = next((source for source, _ in store.sources() if source.locator == locator), None)
        if found is None:
            raise NotFoundError(f"{locator} is not watched")
        store.change_source(replace(found, paused=what == "pause"))
    audit(request, person.name, what, locator)
    return RedirectResponse("/sources", status_code=303)
