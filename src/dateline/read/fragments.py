"""Fragments: HTML parsed safely, and pieces of it as lines of text. Blocks become paragraphs."""

from __future__ import annotations

import re
from typing import Any

from dateline.read.characters import clean_characters

BLOCKS = frozenset(
    "address article aside blockquote caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr legend li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
HIDDEN = frozenset(
    "script style noscript template svg iframe object head button select textarea canvas audio video".split()
)
# What a page runs or draws. JSON-LD stays: it tells of the page.
PROGRAMS = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<script\b(?![^<>]*ld\+json)[^<>]*>", re.IGNORECASE), re.compile(r"</script[^<>]*>", re.IGNORECASE)),
    (re.compile(r"<style\b[^<>]*>", re.IGNORECASE), re.compile(r"</style[^<>]*>", re.IGNORECASE)),
    (re.compile(r"<svg\b[^<>]*>", re.IGNORECASE), re.compile(r"</svg[^<>]*>", re.IGNORECASE)),
)
LONG_TAG = re.compile(r"<(?P<name>(?!meta\b|link\b)[a-zA-Z][a-zA-Z0-9:-]*)\s[^<>]{3000,}>")
TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>")
EMPTY_PARAGRAPHS = re.compile(r"(?:<p>\s*)+")
FLAT = frozenset("html head title meta link script body h1 h2 h3 p br".split())
SPACES = re.compile(r"[ \t\r\f\v\n]+")


def parse_html(markup: str) -> Any | None:
    """Return the root element of `markup`; ``None`` where nothing is in it. Nothing outside is ever loaded.

    The parser drops what is nested deeper than 256 levels; such markup is read again without the tags that nest.
    """
    root, is_cut = _parse(markup)
    return _parse(flatten_markup(markup))[0] if is_cut else root


def slim_markup(markup: str) -> str:
    """Return `markup` without programs, styles, drawings and comments, and without the attributes of overlong tags.

    Pages carry megabytes of these, and parsers are quadratic in the attributes of one element. Linear in the markup.
    """
    for opening, closing in PROGRAMS:
        markup = _drop_between(markup, opening, closing)
    return LONG_TAG.sub(lambda match: f"<{match['name']}>", markup)


def flatten_markup(markup: str) -> str:
    """Return `markup` with only head, headings, paragraphs and line breaks; other blocks become paragraphs."""

    def flat(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if name in FLAT:
            return match.group()
        return "<p>" if name in BLOCKS else ""

    return EMPTY_PARAGRAPHS.sub("<p>", TAG.sub(flat, markup))


def _parse(markup: str) -> tuple[Any | None, bool]:
    """Return the root element, and whether the parser gave up on depth."""
    from lxml import etree, html  # slow to load

    encoded = clean_characters(markup).encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        root = None
    return root, any("depth" in entry.message for entry in parser.error_log)


def _drop_between(markup: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    parts: list[str] = []
    position = 0
    while opened := opening.search(markup, position):
        closed = closing.search(markup, opened.end())
        if closed is None:
            break
        parts.append(markup[position : opened.start()])
        position = closed.end()
    return "".join([*parts, markup[position:]])


def find_fragment_text(markup: str) -> str:
    """Return the words of `markup`: blocks parted by a blank line, ``<br>`` as a line break, scripts left out."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    root = parse_html(f"<div>{markup}</div>")
    return find_element_text(root) if root is not None else ""


def find_element_text(root: Any, leave_out: frozenset[str] = frozenset()) -> str:
    """Return the words under `root`, as `find_fragment_text` does; elements named in `leave_out` are skipped too."""
    from lxml import etree

    parts: list[str] = []
    depth_hidden = 0
    hidden = HIDDEN | leave_out
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            depth_hidden += name in hidden
            if not depth_hidden:
                parts.append("\n\n" if name in BLOCKS else "\n" if name == "br" else "")
                parts.append(SPACES.sub(" ", element.text or ""))
            continue
        depth_hidden -= name in hidden
        if not depth_hidden:
            parts.append("\n\n" if name in BLOCKS else "")
            if element is not root:
                parts.append(SPACES.sub(" ", element.tail or ""))
    lines = [line.strip() for line in "".join(parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
