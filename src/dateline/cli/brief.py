"""``dateline brief``: one incident on one page to hand on, with numbered sources."""

from __future__ import annotations

import io
from pathlib import Path

import click

from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import print_json, say

FORMATS = ("html", "markdown")
SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}


@click.command()
@click.argument("incident", metavar="INCIDENT")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="By the name of the file, else Markdown.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it; standard output otherwise.")
@json_option("the brief as one JSON object")
@store_option
@click.pass_obj
def brief(settings: Settings, incident: str, format_: str | None, out: Path | None, *, as_json: bool) -> None:
    """Write a one-page brief of an incident: what is known, who says so, what is disputed and what is not known.

    INCIDENT is an id, as much of it as is needed, or words that its title alone has. The page runs no script, asks no
    network and prints on paper. Where `dateline.toml` grades sources (table `[sources.grades]`, A to F), the grades
    stand beside them.

    \b
    Examples:
      dateline brief 4f1c92ab
      dateline brief "bombing kandahar" --out kandahar.html
      dateline brief 4f1c92ab --format html > page.html
    """
    from dateline.config import load_source_grades
    from dateline.export.brief import write_brief
    from dateline.run.views import brief_incident

    with settings.open_store() as store:
        made = brief_incident(store, incident, load_source_grades(Path.cwd()))
    if as_json:
        print_json(made)
        return
    page = io.StringIO()
    write_brief(made, page, format=format_ or SUFFIXES.get(out.suffix.lower() if out else "", "markdown"))
    if out is None:
        click.echo(page.getvalue(), nl=False)
        return
    try:
        out.write_text(page.getvalue(), "utf-8", newline="\n")
    except OSError as error:
        raise click.FileError(str(out), error.strerror or str(error)) from error
    say(f"{made.title}: {out}")
