"""``dateline export``: the incidents in a format of the field."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from dateline.cli.options import FilterFlags, Settings, filter_options, json_option, make_filter, store_option
from dateline.cli.output import count, make_console, make_table, print_json, print_parts
from dateline.cli.progress import show_progress

if TYPE_CHECKING:
    from dateline.export import Exported
    from dateline.store import IncidentFilter


@click.command()
@click.argument("format_", metavar="FORMAT", required=False)
@click.argument("out", metavar="OUT", required=False, type=click.Path(path_type=Path))
@click.option("--list", "wants_list", is_flag=True, help="List the formats and end.")
@click.option("--rule", metavar="RULE", help="How tolls are made of conflicting numbers: ucdp, lowest, ...")
@click.option("--grain", metavar="GRAIN", help="What a row is: incident, place_day or attack.")
@filter_options
@click.option("--set", "pairs", metavar="NAME=VALUE", multiple=True, help="A setting of the format (see --list).")
@click.option("--made", metavar="TIME", help="The time to write into the provenance; without it none is written.")
@click.option("--no-citations", is_flag=True, help="Do not write OUT.citations.jsonl, which `dateline cite` reads.")
@json_option("what was written, as one JSON object; with --list the formats")
@store_option
@click.pass_obj
def export(
    settings: Settings,
    *,
    format_: str | None,
    out: Path | None,
    wants_list: bool,
    rule: str | None,
    grain: str | None,
    pairs: tuple[str, ...],
    made: str | None,
    no_citations: bool,
    as_json: bool,
    **filters: Unpack[FilterFlags],
) -> None:
    """Write the incidents to OUT in a format of the field.

    Beside OUT it writes what was left out and why (OUT.left-out.csv), what each cell rests on (OUT.citations.jsonl) and
    where all of it comes from (OUT.provenance.json).

    \b
    Examples:
      dateline export --list
      dateline export ged events.csv --since 2019 --country Syria
      dateline export acled week.csv --rule lowest --grade confirmed
      dateline cite events.csv 17 best
    """
    from dateline.export import Options

    if wants_list:
        _list_formats(as_json)
        return
    if format_ is None or out is None:
        raise click.UsageError("give a format and a file: dateline export ged events.csv (`--list` names the formats)")
    wanted = make_filter(filters)
    options = Options(
        rule=rule,
        grain=grain,
        made=made,
        filters=_filters(wanted),
        settings=make_settings(pairs),
        citations=not no_citations,
    )
    _report(_write(settings, format_, out, wanted, options), as_json)


def _report(done: Exported, as_json: bool) -> None:
    out, left_out = done.files[0], sum(done.left_out.values())
    if as_json:
        print_json(
            {
                "incidents": done.incidents,
                "rows": done.rows,
                "left_out": dict(done.left_out),
                "files": [str(path) for path in done.files],
            }
        )
        return
    click.echo(f"{out}: {count(done.rows, 'row')} from {count(done.incidents, 'incident')}")
    if left_out:
        reasons = ", ".join(f"{number:,} {rule}" for rule, number in sorted(done.left_out.items()))
        click.echo(f"{out}.left-out.csv: {count(left_out, 'line')}: {reasons}")


def _write(settings: Settings, format_: str, out: Path, wanted: IncidentFilter, options: object) -> Exported:
    from dataclasses import replace
    from typing import cast

    from dateline.export import Ledger, Options, find_format, write_export
    from dateline.run.evidence import read_evidence

    found = find_format(format_)
    with settings.open_store() as store, show_progress() as progress, store.publishing() as shelf:
        known = replace(cast("Options", options), ledger=Ledger(shelf))
        total = store.count_wanted(wanted)
        return write_export(
            found, read_evidence(store, wanted), out, known, show=lambda done: progress("writing", done, total)
        )


def _filters(wanted: IncidentFilter) -> dict[str, str]:
    from dataclasses import asdict

    return {name: str(value) for name, value in asdict(wanted).items() if value}


def make_settings(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return the settings of a format from NAME=VALUE."""
    return dict(_pair(one) for one in pairs)


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name:
        raise click.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--set")
    return name, value


def _list_formats(as_json: bool) -> None:
    from dateline.export import FORMATS, find_format

    formats = [find_format(name) for name in FORMATS]
    if as_json:
        print_json(
            *(
                {
                    "name": one.name,
                    "title": one.title,
                    "about": one.about,
                    "suffix": one.suffix,
                    "rule": one.rule,
                    "grains": one.grains,
                    "settings": one.settings,
                }
                for one in formats
            )
        )
        return
    table = make_table("format", "file", "rule", "grain", "what for")
    for one in formats:
        table.add_row(one.name, one.suffix, one.rule, one.grains[0], one.about)
    print_parts(make_console(), table)
    for one in formats:
        for name, help_ in one.settings.items():
            click.echo(f"  {one.name} --set {name}=...  {help_}")
