"""How errors are told: a page to a person, ``application/problem+json`` (RFC 9457) to a program."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from dateline.errors import ConflictError, NotFoundError, UserError
from dateline.web.people import LoginNeededError, NotAllowedError, find_person
from dateline.web.rendering import render

HEADINGS = {
    400: "That cannot be done",
    401: "Log in first",
    403: "Not allowed",
    404: "Nothing here",
    405: "Not that way",
    409: "Somebody was faster",
    422: "That is not understood",
}


def tell_problem(request: Request, status: int, detail: str) -> Response:
    """Return the answer for a request that came to nothing."""
    heading = HEADINGS.get(status, "That did not work")
    if request.url.path.startswith("/api/"):
        page = {"type": "about:blank", "title": heading, "status": status, "detail": detail}
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse(page, status, headers, media_type="application/problem+json")
    if status == 401:
        back = request.url.path if request.method == "GET" else "/incidents"
        return RedirectResponse(f"/login?back={quote(back)}", status_code=303)
    return render(request, "problem.html", status=status, heading=heading, problem=detail, person=find_person(request))


def add_problems(app: FastAPI) -> None:
    """Let `app` tell problems so."""

    @app.exception_handler(LoginNeededError)
    def _login(request: Request, _error: LoginNeededError) -> Response:
        return tell_problem(request, 401, "this needs an account")

    @app.exception_handler(NotAllowedError)
    def _allowed(request: Request, error: NotAllowedError) -> Response:
        return tell_problem(request, 403, str(error))

    @app.exception_handler(NotFoundError)
    def _missing(request: Request, error: NotFoundError) -> Response:
        return tell_problem(request, 404, str(error))

    @app.exception_handler(ConflictError)
    def _conflict(request: Request, error: ConflictError) -> Response:
        return tell_problem(request, 409, str(error))

    @app.exception_handler(UserError)
    def _user(request: Request, error: UserError) -> Response:
        return tell_problem(request, 400, str(error))

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        parts = [f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors()]
        return tell_problem(request, 422, "; ".join(parts))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        return tell_problem(request, error.status_code, str(error.detail))
