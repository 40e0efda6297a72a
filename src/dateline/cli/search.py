"""``dateline search``: reports by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dateline.cli.incidents import ID_DIGITS
from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import make_console, one_line, print_json, print_parts, printable

if TYPE_CHECKING:
    from rich.text import Text

    from dateline.store import Hit
INDENT = ID_DIGITS + 2


@click.command()
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many.")
@json_option("one JSON object a report, with the character offsets of the words found")
@store_option
@click.pass_obj
def search(settings: Settings, query: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find reports by the words of their title and text, best first.

    All words must occur, in any English form. "a phrase" in quotation marks, OR for either, - for without, * for a
    beginning.

    \b
    Examples:
      dateline search market bombing
      dateline search '"car bomb" OR mine -drill'
      dateline search 'kidnap* Borno' --json
    """
    from rich.padding import Padding
    from rich.text import Text

    with settings.open_store() as store:
        hits = store.search(" ".join(query), limit)
        texts = {hit.report_id: store.report(hit.report_id).text for hit in hits}
    if as_json:
        print_json(*hits)
        return
    console = make_console()
    for hit in hits:
        head = one_line(f"{(hit.published or '?')[:10]} · {hit.publisher or '?'} · {hit.title}")
        excerpt = Padding(_excerpt(hit, texts[hit.report_id]), (0, 0, 0, INDENT))
        print_parts(console, Text.assemble((hit.report_id[:ID_DIGITS], "cyan"), "  ", (head, "bold")), excerpt)
    if not hits:
        click.echo("nothing found")


def _excerpt(hit: Hit, text: str) -> Text:
    """Return the words around the first hit, on one line, the hits marked."""
    from rich.text import Text

    start, end = hit.excerpt.start, hit.excerpt.end
    shown = Text(printable(text[start:end]).replace("\n", " "))
    for span in hit.spans:
        if start <= span.start and span.end <= end:
            shown.stylize("bold yellow", span.start - start, span.end - start)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return Text.assemble(before, shown, after)
