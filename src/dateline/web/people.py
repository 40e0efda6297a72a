"""Who asks, and what they may do.

Without accounts everybody is ``local``, who may do all but manage accounts; with them a session's cookie or a token
(``Authorization: Bearer ...``) says who it is. A change from a page carries the session's CSRF secret, in the header
``X-CSRF-Token`` or the field ``csrf``; a change with a token needs none, since no browser sends one by itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request

from dateline.records import Account, AuditEntry, Role, Session
from dateline.store import Store
from dateline.web.guard import SAFE, address_of
from dateline.web.passwords import digest_of, is_same, make_secret

COOKIE = "dateline_session"
LASTS = timedelta(hours=12)
LOCAL = "local"


class LoginNeededError(Exception):
    """Nobody is known to ask."""


class NotAllowedError(Exception):
    """Somebody asks who may not, or from a page that is not ours."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks; `csrf` is what their forms carry, empty for a program with a token."""

    name: str
    role: Role
    csrf: str = ""

    def may(self, role: str) -> bool:
        """Say whether they may do what `role` may."""
        return self.role.may(Role(role))


def find_person(request: Request) -> Person | None:
    """Return who asks."""
    if not request.app.state.settings.accounts:
        return Person(LOCAL, Role.EDITOR, request.app.state.csrf)
    store: Store = request.app.state.store
    bearer = request.headers.get("authorization", "")
    if bearer.lower().startswith("bearer "):
        return _find_program(store, bearer[7:].strip())
    cookie = request.cookies.get(COOKIE)
    session = store.session(digest_of(cookie)) if cookie else None
    if session is None or session.expires_at <= request.app.state.now().isoformat():
        return None
    account = store.account(session.account)
    return Person(account.name, account.role, session.csrf) if account and not account.disabled else None


def _find_program(store: Store, key: str) -> Person | None:
    token = store.token(digest_of(key))
    account = store.account(token.account) if token else None
    if token is None or account is None or account.disabled:
        return None
    return Person(account.name, min(token.role, account.role, key=list(Role).index))


def demand(role: Role) -> Callable[[Request], Awaitable[Person]]:
    """Return a dependency that lets through whoever has `role`, and changes from our own pages."""

    async def check(request: Request) -> Person:
        person = find_person(request)
        if person is None:
            raise LoginNeededError
        if not person.role.may(role):
            raise NotAllowedError(f"this needs the role {role}; {person.name} is {person.role}")
        if request.method not in SAFE and person.csrf:
            await check_form(request, person.csrf)
        return person

    return check


async def check_form(request: Request, csrf: str) -> None:
    """Make sure that a change carries the secret of the page it was made on.

    Raises:
        NotAllowedError: it does not.
    """
    sent = request.headers.get("x-csrf-token")
    if sent is None and "form" in request.headers.get("content-type", ""):
        field = (await request.form()).get("csrf")
        sent = field if isinstance(field, str) else None
    if sent is None or not is_same(sent, csrf):
        raise NotAllowedError("the page is too old to be sent; load it anew")


MAY_READ = Depends(demand(Role.READER))
Reader = Annotated[Person, Depends(demand(Role.READER))]
Coder = Annotated[Person, Depends(demand(Role.CODER))]
Editor = Annotated[Person, Depends(demand(Role.EDITOR))]
Admin = Annotated[Person, Depends(demand(Role.ADMIN))]


def begin_session(request: Request, account: Account) -> str:
    """Keep a new login of `account` and return the cookie's secret."""
    now: datetime = request.app.state.now()
    secret = make_secret()
    session = Session(digest_of(secret), account.name, make_secret(), now.isoformat(), (now + LASTS).isoformat())
    request.app.state.store.add_session(session, now.isoformat())
    return secret


def audit(request: Request, name: str, action: str, subject: str = "", detail: str = "") -> None:
    """Log what somebody did."""
    at = request.app.state.now().isoformat(timespec="seconds")
    request.app.state.store.add_audit(AuditEntry(at, name, action, subject, detail, address_of(request.scope)))


def utc_now() -> datetime:
    """Return the time, for an application that runs; tests give their own."""
    return datetime.now(UTC)
