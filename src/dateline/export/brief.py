"""Briefs as pages: HTML that runs no script and asks no network, and Markdown, both with numbered sources.

Reports are hostile until shown otherwise: HTML is escaped whatever it holds, a link is only made of an http or https
address, the page forbids scripts and everything from elsewhere by its own policy, and in Markdown every character that
means something is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from dateline import __version__
from dateline.errors import UserError
from dateline.export.plain import find_url
from dateline.records import Toll
from dateline.weigh import RULE_NAMES, RULES, Brief, SideToll
from dateline.wording import printable, show_numbers

BRIEF_FORMATS = {"html": "brief.html.jinja", "markdown": "brief.md.jinja"}
_MEANING = re.compile(r"([\\`*_\[\]<>|#~!$])")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def write_brief(brief: Brief, out: TextIO, *, format: str = "markdown") -> None:  # noqa: A002 (what users call it)
    """Write a brief to `out` as "html" or "markdown".

    Raises:
        UserError: another format.
    """
    if format not in BRIEF_FORMATS:
        raise UserError(f"unknown format {format!r}; the formats are {', '.join(BRIEF_FORMATS)}")
    template = make_environment(format).get_template(BRIEF_FORMATS[format])
    out.write(template.render(brief=brief, rules=RULES, rule_names=RULE_NAMES, version=__version__))


@cache
def make_environment(format: str) -> Environment:  # noqa: A002
    """Return the environment of templates, with the filters that make reports harmless in "html" or "markdown"."""
    environment = Environment(
        loader=PackageLoader("dateline.export"),
        autoescape=format == "html",  # noqa: S701 (Markdown is escaped by its own filter)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_plain if format == "html" else None,
    )
    environment.filters |= {
        "day": show_published,
        "link": find_url,
        "md": escape_markdown,
        "numbers": _bracketed,
        "toll": show_toll,
        "sides": _fields_of,
    }
    return environment


def _plain(value: object) -> object:
    return printable(value) if type(value) is str else value


def show_published(published: str | None) -> str:
    """Return "2024-03-04 12:20" for an ISO 8601 prefix; "undated" for none."""
    return published[:16].replace("T", " ") if published else "undated"


def show_toll(toll: Toll) -> str:
    """Return "4; 3–5" for a best number with its bounds, "3–5" where no number is best, "?" where none is given."""
    if toll.high is None:
        return "?"
    low = "0" if toll.low is None else str(toll.low)
    plus = "+" if toll.is_open else ""
    span = f"{low}{plus}" if toll.low == toll.high else f"{low}–{toll.high}{plus}"
    if toll.best is None or (toll.low == toll.high == toll.best):
        return span
    return f"{toll.best} ({span})"


def escape_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it is: no emphasis, link, HTML, table cell or entity."""
    plain = " ".join(printable(text).split())
    plain = _ENTITY.sub("&amp;", _MEANING.sub(r"\\\1", plain))
    return re.sub(r"^(\d+(?=[.)])|(?=[-+]))", r"\1\\", plain)


def _bracketed(numbers: Iterable[int]) -> str:
    return show_numbers(numbers)


def _fields_of(sides: Iterable[SideToll]) -> list[tuple[str, list[SideToll]]]:
    """Return the sides by field, in their order."""
    found: dict[str, list[SideToll]] = {}
    for side in sides:
        found.setdefault(side.field, []).append(side)
    return list(found.items())
