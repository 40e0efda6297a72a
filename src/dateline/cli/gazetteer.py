"""``dateline gazetteer``: the file of places."""

from __future__ import annotations

import click

from dateline.cli.options import Settings
from dateline.cli.output import say


@click.group()
def gazetteer() -> None:
    """Make the file of places that reports are tied to."""


@gazetteer.command()
@click.option("--output", metavar="PATH", help="Where to write it, instead of the place where Dateline looks for it.")
@click.pass_obj
def build(settings: Settings, output: str | None) -> None:
    """Build the gazetteer from GeoNames data that comes with the installation; it takes some seconds.

    Without this command it is built when it is first needed.
    """
    from pathlib import Path

    from dateline.knowledge.gazetteer_build import build_gazetteer

    build_gazetteer(Path(output) if output else settings.load().gazetteer_path, progress=say)
