"""``dateline actors``: who occurs, how often, as what."""

from __future__ import annotations

import click

from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import make_console, make_table, one_line, print_json, print_parts

OBJECT = "object"  # buildings and vehicles suffer, but they are nobody: shown with `--kind object` only


@click.command()
@click.option("--kind", metavar="KIND", help="Only this kind: armed_group, military, police, civilians, ...")
@click.option("--known", is_flag=True, help="Only those that the register of actors knows.")
@click.option("--limit", type=click.IntRange(1), default=None, help="At most so many.")
@json_option("one JSON object an actor")
@store_option
@click.pass_obj
def actors(settings: Settings, kind: str | None, known: bool, limit: int | None, as_json: bool) -> None:
    """List who does or suffers what, those in most reports first.

    "did" and "suffered" count events as single reports tell of them, so that a much-reported attack counts often.

    \b
    Examples:
      dateline actors --kind armed_group
      dateline actors --known --json
    """
    from rich.text import Text

    from dateline.run.views import count_actors

    with settings.open_store() as store:
        rows = [
            row
            for row in count_actors(store)
            if (row.kind == kind if kind else row.kind != OBJECT) and (not known or row.id is not None)
        ][:limit]
    if as_json:
        print_json(*rows)
        return
    numbers = ("reports", "did", "suffered", "claims", "relations")
    table = make_table("actor", "kind", "register", *numbers, right=numbers)
    for row in rows:
        kind_words = (row.kind or "?").replace("_", " ")
        figures = (row.reports, row.did, row.suffered, row.claims, row.relations)
        table.add_row(Text(one_line(row.name)), kind_words, Text(row.id or "-", "cyan"), *map(str, figures))
    if rows:
        print_parts(make_console(), table)
    else:
        click.echo("no actors")
