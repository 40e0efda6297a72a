"""``dateline store``: what concerns the store as a whole."""

from __future__ import annotations

import click

from dateline.cli.output import count


@click.group()
def store() -> None:
    """Move a store."""


@store.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy a store to another database, ids and history intact, and prove that it arrived as it was.

    FROM and TO are paths of SQLite files or addresses of PostgreSQL databases; TO holds nothing yet. Nobody should
    write to FROM meanwhile.

    \b
    Examples:
      dateline store copy dateline.sqlite postgresql://desk@db.example.org/dateline
      dateline store copy postgresql:///dateline backup.sqlite
    """
    from dateline.cli.progress import show_progress
    from dateline.store import copy_store, open_store

    with open_store(source, create=False) as here, open_store(target) as there, show_progress() as progress:
        copied = copy_store(here, there, progress)
    rows = sum(copied.values())
    click.echo(f"{count(copied['report'], 'report')}, {count(rows, 'row')} in all: all as they were, by their digests")
