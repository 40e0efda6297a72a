"""A report's text on a terminal with its findings marked in it, and a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.run.marks import MARKS, find_marks
from dateline.wording import printable

if TYPE_CHECKING:
    from rich.text import Text

    from dateline.records import Findings, Report

STYLES = {
    "statement": "italic",
    "speaker": "bold underline",
    "event": "bold red",
    "by": "magenta",
    "against": "cyan",
    "weapon": "bright_black",
    "toll": "bold yellow",
    "place": "green",
    "time": "blue",
    "claim": "reverse",
}


def mark_text(report: Report, findings: Findings) -> Text:
    """Return the report's text with every finding in the style of its kind."""
    from rich.text import Text

    marked = Text(printable(report.text))
    marked.stylize("bold", 0, len(report.title))
    for kind, span in find_marks(findings):
        marked.stylize(STYLES[kind], span.start, span.end)
    return marked


def make_legend(findings: Findings) -> Text:
    """Return the kinds that occur, each in its style."""
    from rich.text import Text

    found = {kind for kind, _ in find_marks(findings)}
    parts = [Text(words, STYLES[kind]) for kind, words in MARKS if kind in found]
    return Text.assemble("marked: ", Text(" · ").join(parts)) if parts else Text("nothing found in this report")
