"""Templates: Jinja with autoescape always on, and the few filters that all screens share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dateline import __version__
from dateline.run.reviewing import describe
from dateline.run.views import RULE_NAMES
from dateline.wording import (
    NOBODY,
    ROLE_NAMES,
    SPEAKER_NAMES,
    VERDICT_WORDS,
    name_field,
    shorten,
    show_numbers,
    show_value,
)

if TYPE_CHECKING:
    from starlette.requests import Request

    from dateline.records import Toll, Value

SIGNS = {
    "agree": "=",
    "rising": "↑",
    "revised": "↻",
    "contradicted": "≠",
    "claimed_only": "“",
    "denied": "✕",
    "single_line": "1",
    "decided": "✓",
    "not_reported": "–",
}
TEMPLATES = Path(__file__).parent / "templates"


def show_words(code: str) -> str:
    """Return a code of the code book as words: "air_strike" as "air strike"."""
    return code.replace("_", " ")


def show_speaker(kind: str) -> str:
    """Return what a kind of speaker is called."""
    return SPEAKER_NAMES.get(kind, kind.replace("_", " "))


def show_verdict(verdict: str) -> str:
    """Return what a verdict is called."""
    return VERDICT_WORDS.get(verdict, verdict)


def show_sign(verdict: str) -> str:
    """Return the sign of a verdict, which stands beside its colour."""
    return SIGNS.get(verdict, "·")


def show_entry(value: Value, field: str) -> str:
    """Return a value of the matrix with its side or stance: "5 of the attacked"."""
    if value.role == "nobody":
        return NOBODY
    return f"{show_value(field, value.text)} {ROLE_NAMES.get(value.role or '', '')}".rstrip()


def show_rule(rule: str) -> str:
    """Return what a rule for tolls is called."""
    return RULE_NAMES.get(rule, rule)


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
    environment.filters |= {
        "words": show_words,
        "toll": show_toll,
        "speaker": show_speaker,
        "verdict": show_verdict,
        "sign": show_sign,
        "value": show_entry,
        "rule": show_rule,
        "field": name_field,
        "numbers": show_numbers,
        "shorten": shorten,
        "deed": describe,
    }
    environment.globals["version"] = __version__
    return environment


ENVIRONMENT = _make_environment()


def render(request: Request, template: str, /, status: int = 200, **content: object) -> HTMLResponse:
    """Return the page that `template` makes of `content`; htmx asks for parts of a page by its own template."""
    page = ENVIRONMENT.get_template(template)
    return HTMLResponse(page.render(request=request, path=request.url.path, **content), status_code=status)
