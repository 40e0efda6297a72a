"""``dateline gazetteer``: the file of places, and the places that users add."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.options import Settings, json_option
from dateline.cli.output import count, make_console, make_table, one_line, print_json, print_parts, say
from dateline.cli.progress import show_progress

if TYPE_CHECKING:
    from dateline.knowledge.gazetteer_added import Addition

PROBLEMS_SHOWN = 20


@click.group()
def gazetteer() -> None:
    """Make the file of places that reports are tied to; add places to it."""


@gazetteer.command()
@click.option("--output", metavar="PATH", help="Where to write it, instead of the place where Dateline looks for it.")
@click.pass_obj
def build(settings: Settings, output: str | None) -> None:
    """Build the gazetteer from GeoNames data that comes with the installation; it takes some seconds.

    Without this command it is built when it is first needed. Places that were added stay.
    """
    from dateline.knowledge.gazetteer_build import build_gazetteer

    build_gazetteer(Path(output) if output else settings.load().gazetteer_path, progress=say)


@gazetteer.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="What to call it; without it, the file's name without its ending.")
@json_option("what was added as one JSON object")
@click.pass_obj
def add(settings: Settings, file: Path, name: str | None, as_json: bool) -> None:
    """Add the places of FILE: a GeoNames dump (SY.txt, allCountries.txt, or the .zip), or a list of your own.

    A list is a CSV file whose header has name, lat, lon and country, and if you like admin1, admin2, kind (village,
    town, camp, district, region, river, ...), population, radius_km and alternates (other names, between "|").
    Countries and divisions go by code or by name.

    Stopped in the middle, the same command goes on where it stopped. A file of the same name takes the earlier one's
    place. Reports that were read without these places are read again by the next `dateline read`.

    \b
    Examples:
      dateline gazetteer add SY.zip
      dateline gazetteer add camps.csv --name camps
    """
    from dateline.knowledge.gazetteer import add_file
    from dateline.knowledge.gazetteer_added import problems_of

    path = settings.load().gazetteer_path
    with show_progress() as progress:
        addition, is_new = add_file(path, file, name, progress)
    problems = problems_of(path, addition.name) if is_new else ()
    for line, message in problems[:PROBLEMS_SHOWN]:
        say(f"{file}:{line}: {message}; left out")
    if len(problems) > PROBLEMS_SHOWN:
        say(f"{file}: and {count(len(problems) - PROBLEMS_SHOWN, 'more bad line')}")
    if as_json:
        print_json(addition)
        return
    click.echo(f"{one_line(addition.name)}: {_told(addition)}" if is_new else f"{addition.name} is already there")


def _told(addition: Addition) -> str:
    told = [f"{count(addition.places, 'place')} added"]
    for number, words in (
        (addition.known, "known already"),
        (addition.left_out, "of kinds that reports seldom name left out"),
        (addition.bad, "bad"),
    ):
        if number:
            told.append(f"{number:,} {words}")
    return ", ".join(told)


@gazetteer.command("list")
@json_option("one JSON object a file")
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List the files of places that were added."""
    from rich.text import Text

    from dateline.knowledge.gazetteer_added import list_added

    additions = list_added(settings.load().gazetteer_path)
    if as_json:
        print_json(*additions)
        return
    if not additions:
        click.echo("no places were added; `dateline gazetteer add FILE` adds some")
        return
    numbers = ("places", "known already", "left out", "bad lines")
    table = make_table("name", "file", *numbers, right=numbers)
    for one in additions:
        figures = (one.places, one.known, one.left_out, one.bad)
        table.add_row(Text(one_line(one.name)), Text(one_line(one.file)), *(f"{number:,}" for number in figures))
    print_parts(make_console(), table)


@gazetteer.command()
@click.argument("name", metavar="NAME")
@click.pass_obj
def remove(settings: Settings, name: str) -> None:
    """Remove the added places of this NAME, as `dateline gazetteer list` shows it."""
    from dateline.knowledge.gazetteer_added import remove_places

    remove_places(settings.load().gazetteer_path, name)
    click.echo(f"{name} removed")
