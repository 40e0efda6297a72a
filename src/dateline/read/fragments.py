"""Fragments: HTML parsed safely, and pieces of it as lines of text. Blocks become paragraphs."""

from __future__ import annotations

import re
from typing import Any

from dateline.read.characters import clean_characters

BLOCKS = frozenset(
    "address article aside blockquote caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr legend li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
HIDDEN = frozenset(
    "script style noscript template svg iframe object head button select textarea canvas audio video".split()
)
SPACES = re.compile(r"[ \t\r\f\v\n]+")


def parse_html(markup: str) -> Any | None:
    """Return the root element of `markup`; ``None`` where nothing is in it. Nothing outside is ever loaded."""
    from lxml import etree, html  # slow to load

    encoded = clean_characters(markup).encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None


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
