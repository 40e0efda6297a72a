"""Everything that the screens show, as JSON. One module a resource."""

from typing import Any

from fastapi import APIRouter

from dateline.web.api import actors, exports, incidents, judgements, reports, review

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": words, "content": {"application/problem+json": {"schema": PROBLEM}}}
    for status, words in (
        (400, "What was asked cannot be"),
        (401, "Log in first, or send a key"),
        (403, "Your role, or the page it came from, does not allow it"),
        (404, "There is none"),
        (409, "Somebody else decided on it since you looked"),
        (422, "A parameter is missing or wrong"),
    )
}
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "You have it already"}}

api = APIRouter(responses=PROBLEMS | UNCHANGED)
for module in (incidents, reports, actors, exports, review, judgements):
    api.include_router(module.router)
