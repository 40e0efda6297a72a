"""Logging in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dateline.web.guard import address_of
from dateline.web.limits import LOGGING_IN
from dateline.web.passwords import digest_of, is_password
from dateline.web.people import COOKIE, LASTS, NotAllowedError, Reader, audit, begin_session
from dateline.web.rendering import render
from dateline.web.stored import Chosen, Stored

router = APIRouter()
NAME_LENGTH, PASSWORD_LENGTH = 100, 1000


@router.get("/login")
def show_login(request: Request, back: str = "/incidents") -> HTMLResponse:
    """Show the form."""
    return render(request, "login.html", back=back, problem=None, person=None)


@router.post("/login")
def login(
    request: Request,
    store: Stored,
    settings: Chosen,
    name: Annotated[str, Form(max_length=NAME_LENGTH)],
    password: Annotated[str, Form(max_length=PASSWORD_LENGTH)],
    back: Annotated[str, Form()] = "/incidents",
) -> Response:
    """Begin a session; after a few wrong passwords for a name, or from an address, it must wait."""
    limiter = request.app.state.limiter
    if not settings.accounts:
        raise NotAllowedError("this workbench has no accounts")
    wait = max(limiter.take(f"name {name}", LOGGING_IN), limiter.take(f"at {address_of(request.scope)}", LOGGING_IN))
    if wait:
        problem = f"Too many tries. Wait {int(wait) + 1} seconds."
        return render(request, "login.html", status=429, back=back, problem=problem, person=None)
    account = store.account(name)
    right = is_password(password, account.password if account else None)
    if account is None or not right or account.disabled:
        audit(request, name, "failed login")
        problem = "The name or the password is wrong."
        return render(request, "login.html", status=401, back=back, problem=problem, person=None)
    audit(request, name, "login")
    response = RedirectResponse(back if is_path(back) else "/incidents", status_code=303)
    response.set_cookie(
        COOKIE,
        begin_session(request, account),
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def is_path(address: str) -> bool:
    """Say whether `address` stays on this workbench ("//elsewhere" and "/\\\\elsewhere" do not)."""
    return address.startswith("/") and not address.startswith(("//", "/\\"))


@router.post("/logout")
def logout(request: Request, store: Stored, person: Reader) -> RedirectResponse:
    """End the session."""
    cookie = request.cookies.get(COOKIE)
    if cookie:
        store.end_session(digest_of(cookie))
        audit(request, person.name, "logout")
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(COOKIE)
    return response
