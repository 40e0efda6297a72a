"""``dateline failures``: what could not be read or understood."""

from __future__ import annotations

import click

from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import print_json, printable
from dateline.cli.read import describe_failure


@click.command()
@json_option("one JSON object a failure")
@store_option
@click.pass_obj
def failures(settings: Settings, as_json: bool) -> None:
    """List what could not be read, and has not been since.

    A file that is mended is read again by the next `dateline read`, a report that the pipeline failed on by the next
    version of Dateline.
    """
    with settings.open_store() as store:
        found = store.failures()
    if as_json:
        print_json(*found)
        return
    for failure in found:
        click.echo(printable(describe_failure(failure)))
    if not found:
        click.echo("no failures")
