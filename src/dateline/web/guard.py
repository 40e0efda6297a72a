"""What is refused before anything looks at it: foreign hosts and origins, too many requests, too large bodies."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.web.limits import ASKING, CHANGING, Limiter
from dateline.web.settings import WebSettings, is_loopback

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST = 4 * 1024 * 1024  # bytes of a request's body


class Guard:
    """Wraps an application; what it lets through comes from a page of ours, or from a program with a key."""

    def __init__(self, app: ASGIApp, settings: WebSettings, limiter: Limiter) -> None:
        self.app = app
        self.settings = settings
        self.limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refuse(scope)
        await (refusal or self.app)(scope, receive, send)

    def _refuse(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        changes = scope["method"] not in SAFE
        if not self.settings.accounts and not is_loopback(host_of(headers.get("host", ""))):
            # Without accounts whoever asks is trusted, so a page elsewhere must not reach us under a name of its own
            # (DNS rebinding).
            return PlainTextResponse("this workbench answers on this machine's own address only\n", 421)
        if changes and not is_from_here(headers):
            return PlainTextResponse("changes are taken from the workbench's own pages only\n", 403)
        if "transfer-encoding" in headers:
            return PlainTextResponse("a request says how long it is\n", 411)
        size = headers.get("content-length", "0")
        if not size.isdecimal() or int(size) > LARGEST:
            return PlainTextResponse(f"a request has at most {LARGEST} bytes\n", 413)
        if scope["path"].startswith("/static/"):
            return None
        wait = self.limiter.take(address_of(scope), CHANGING if changes else ASKING)
        if wait:
            retry = {"Retry-After": str(int(wait) + 1)}
            return PlainTextResponse("too many requests; wait a little\n", 429, headers=retry)
        return None


def address_of(scope: Scope) -> str:
    """Return the address that a request comes from (a proxy's own, unless the server was told to trust it)."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def host_of(name: str) -> str:
    """Return the host in a Host header, without its port and brackets."""
    return urlsplit(f"//{name}").hostname or ""


def is_from_here(headers: Headers) -> bool:
    """Say whether a change was asked for by a page of ours, or by a program (which names no origin)."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
