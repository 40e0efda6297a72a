"""JSON answers: encoded once, with an ETag, so that an unchanged answer is not sent again."""

from __future__ import annotations

import hashlib

import msgspec
from starlette.requests import Request
from starlette.responses import Response

MEDIA = "application/json"


def answer_json(request: Request, content: object) -> Response:
    """Return `content` (records, tuples, words, numbers) as JSON; 304 where the asker has it already."""
    body = msgspec.json.encode(content)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in (one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=MEDIA, headers=headers)
