"""Kept searches: what is new in each, as a list, a feed, by mail or by webhook."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import UserError
from dateline.records import Happening, Role, Search
from dateline.run.alerts import keep_search
from dateline.text import make_id
from dateline.web.feeds import MEDIA, Entry, make_feed
from dateline.web.passwords import make_secret
from dateline.web.people import MAY_READ, NotAllowedError, Reader, audit
from dateline.web.rendering import render
from dateline.web.stored import Stored

router = APIRouter()


@router.get("/searches")
def searches(request: Request, store: Stored, person: Reader, query: str = "") -> HTMLResponse:
    """Show the kept searches and what is new in them; `query` is one to keep."""
    kept = [(one, store.alerts(one.id, 10)) for one in store.searches()]
    waiting = {one.alert: one for one in store.deliveries() if one.problem}
    return render(
        request, "searches.html", person=person, kept=kept, query=query, happenings=list(Happening), waiting=waiting
    )


@router.post("/searches")
def keep(
    request: Request,
    store: Stored,
    person: Reader,
    name: Annotated[str, Form(min_length=1, max_length=200)],
    query: Annotated[str, Form(max_length=2000)] = "",
    mail: Annotated[str, Form(max_length=320)] = "",
    webhook: Annotated[str, Form(max_length=2000)] = "",
    happening: Annotated[list[Happening], Form()] = [],  # noqa: B006 (read, never changed)
) -> RedirectResponse:
    """Keep a search; what it finds today is not told."""
    if mail and ("@" not in mail or any(letter in mail for letter in "\r\n,; ")):
        raise UserError(f"{mail!r} is no mail address")
    if webhook and not webhook.startswith(("http://", "https://")):
        raise UserError("a webhook is an address that begins with http:// or https://")
    now = request.app.state.now().isoformat(timespec="seconds")
    search = Search(
        id=make_id(person.name, name, query, now),
        name=name.strip(),
        query=query.lstrip("?"),
        owner=person.name,
        created_at=now,
        happenings=tuple(happening) or tuple(Happening),
        mail=mail or None,
        webhook=webhook or None,
        secret=make_secret(),
    )
    keep_search(store, search)
    audit(request, person.name, "keep search", search.id, search.query)
    return RedirectResponse("/searches", status_code=303)


@router.post("/searches/{search_id}/remove")
def remove(request: Request, store: Stored, person: Reader, search_id: str) -> RedirectResponse:
    """Forget a search."""
    search = store.kept_search(search_id)
    if search.owner != person.name and not person.role.may(Role.EDITOR):
        raise NotAllowedError(f"this search is {search.owner}'s")
    store.remove_search(search_id)
    audit(request, person.name, "remove search", search_id)
    return RedirectResponse("/searches", status_code=303)


@router.get("/searches/{search_id}/feed.atom", dependencies=[MAY_READ])
def feed(request: Request, store: Stored, search_id: str) -> Response:
    """Send what is new in a search as a feed."""
    search = store.kept_search(search_id)
    base = request.app.state.config.base_url.rstrip("/")
    entries = (
        Entry(
            one.id,
            f"{one.happening}{f' ({one.detail})' if one.detail else ''}: {one.title}",
            f"{base}/incidents/{one.incident_id}",
            one.at,
        )
        for one in store.alerts(search_id)
    )
    return Response(make_feed(search.name, f"{base}/searches/{search_id}/feed.atom", entries), media_type=MEDIA)
