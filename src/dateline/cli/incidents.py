"""``dateline incidents``: the list of incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from dateline.cli.options import FilterFlags, Settings, filter_options, json_option, make_filter, store_option
from dateline.cli.output import count, make_console, make_table, one_line, print_json, print_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from dateline.records import IncidentRow, Toll

GRADE_STYLES = {
    "confirmed": "bold green",
    "fair": "green",
    "weak": "yellow",
    "contested": "bold red",
    "discounted": "dim",
}
COUNTRY_LETTERS = 14  # a longer name is shown as its code
ID_DIGITS = 8  # of an id in a table: enough to ask for it


@click.command()
@filter_options
@click.option("--limit", type=click.IntRange(1), default=None, help="At most so many.")
@json_option("one JSON object an incident")
@store_option
@click.pass_obj
def incidents(
    settings: Settings,
    *,
    limit: int | None,
    as_json: bool,
    **filters: Unpack[FilterFlags],
) -> None:
    """List the incidents, the latest first.

    "dead" and "hurt" are the lowest and the highest number that a source stands by, "+" means "at least", "?" that no
    report gives a number, 0 that a report says nobody. "lines" counts independent lines of knowledge, not copies.

    \b
    Examples:
      dateline incidents --country Syria --since 2019-05 --until 2019-06-15
      dateline incidents --type bombing --lines 2
      dateline incidents --grade contested --json
    """
    from dateline.run.views import list_incidents

    wanted = make_filter(filters)
    with settings.open_store() as store:
        rows = list_incidents(store, wanted)
        total = store.counts().incidents
    shown = rows[:limit]
    if as_json:
        print_json(*shown)
    elif shown:
        print_parts(make_console(), make_incident_table(shown))
        click.echo(f"\n{_described(len(shown), total)}; `dateline show ID` lays one out")
    else:
        click.echo("no incidents" if not total else f"none of {count(total, 'incident')} is like that")


def _described(shown: int, total: int) -> str:
    return count(total, "incident") if shown == total else f"{shown:,} of {count(total, 'incident')}"


def make_incident_table(rows: Sequence[IncidentRow]) -> Table:
    """Return the table of incidents."""
    from rich.text import Text

    table = make_table(
        "id",
        "date",
        "where",
        "what",
        "dead",
        "hurt",
        "lines",
        "reports",
        "grade",
        right=("dead", "hurt", "lines", "reports"),
    )
    for row in rows:
        country = row.country_code if len(row.country or "") > COUNTRY_LETTERS else row.country
        where = ", ".join(dict.fromkeys(filter(None, (row.place, country)))) or "?"
        table.add_row(
            Text(row.id[:ID_DIGITS], "cyan"),
            row.date or "?",
            Text(one_line(where)),
            row.type.replace("_", " ") + (f", {show_toll(row.taken)} taken" if row.taken.high is not None else ""),
            show_toll(row.killed),
            show_toll(row.injured),
            str(row.lines),
            str(row.reports),
            Text(row.grade, GRADE_STYLES.get(row.grade, "")),
        )
    return table


def show_toll(toll: Toll) -> str:
    """Return a toll as a table shows it: "5", "5-7", "5+", "0", "?"."""
    if toll.high is None:
        return "?"
    low = "0" if toll.low is None else str(toll.low)
    span = low if toll.low == toll.high else f"{low}-{toll.high}"
    return span + ("+" if toll.is_open else "")
