"""Templates: Jinja with autoescape always on, and the few filters that all screens share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dateline import __version__

if TYPE_CHECKING:
    from starlette.requests import Request

    from dateline.records import Toll

TEMPLATES = Path(__file__).parent / "templates"


def show_words(code: str) -> str:
    """Return a code of the code book as words: "air_strike" as "air strike"."""
    return code.replace("_", " ")


def show_toll(toll: Toll) -> str:
    """Return a toll as people write it: "5", "5–7", "5+", "0"; "?" where no report gives a number."""
    if toll.high is None:
        return "?"
    low = "0" if toll.low is None else str(toll.low)
    span = low if toll.low == toll.high else f"{low}–{toll.high}"
    return span + ("+" if toll.is_open else "")


def _make_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,  # of every template, whatever its name ends in
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"words": show_words, "toll": show_toll}
    environment.globals["version"] = __version__
    return environment


ENVIRONMENT = _make_environment()


def render(request: Request, template: str, /, status: int = 200, **content: object) -> HTMLResponse:
    """Return the page that `template` makes of `content`; htmx asks for parts of a page by its own template."""
    page = ENVIRONMENT.get_template(template)
    return HTMLResponse(page.render(request=request, path=request.url.path, **content), status_code=status)
