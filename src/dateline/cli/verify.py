"""``dateline verify``: the proof of the store."""

from __future__ import annotations

import sys

import click

from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import count, print_json, printable, say


@click.command()
@json_option("one JSON object a problem")
@store_option
@click.pass_obj
def verify(settings: Settings, as_json: bool) -> None:
    """Prove that the store is as it was written: digests of bytes, texts and findings, words, references.

    Prints every problem; the exit status is 1 if there is one.
    """
    with settings.open_store() as store:
        problems = 0
        for problem in store.verify():
            problems += 1
            if as_json:
                print_json(problem)
            else:
                click.echo(printable(f"{problem.table} {problem.subject}: {problem.message}"))
        counts = store.counts()
    if problems:
        say(f"{count(problems, 'problem')} in {store.where}")
        sys.exit(1)
    if not as_json:
        click.echo(
            f"{count(counts.reports, 'report')}, {count(counts.events, 'event')}, "
            f"{count(counts.statements, 'statement')}, {count(counts.incidents, 'incident')}: all as written"
        )
        if counts.failures:
            click.echo(f"{count(counts.failures, 'failure')}; `dateline failures` lists them")
