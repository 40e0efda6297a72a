"""``dateline read``: read reports into the store."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Unpack

import click

from dateline.cli.options import ReadingFlags, Settings, json_option, make_read_options, reading_options, store_option
from dateline.cli.output import count, print_json, say

if TYPE_CHECKING:
    from dateline.records import Failure
    from dateline.run.local import Summary

SHOWN = 20  # failures that are named one by one


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@reading_options
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read side by side.")
@json_option("the figures of the run as one JSON object")
@store_option
@click.pass_obj
def read(
    settings: Settings,
    sources: tuple[str, ...],
    *,
    strict: bool,
    jobs: int,
    as_json: bool,
    **flags: Unpack[ReadingFlags],
) -> None:
    """Read reports into the store, and draw the conclusions anew.

    SOURCES are files, folders, globs, "-" for standard input or, with --allow-network, URLs: plain text, HTML, JSON
    lines, CSV and TSV tables, RSS and Atom feeds, sitemaps, WARC archives. What was read before is not read again,
    and a run that was stopped goes on where it was.

    \b
    Examples:
      dateline read reports/
      dateline read "archive/*.warc.gz" --jobs 4
      dateline read export.csv --map title=Headline,text=Body,published=Date
      dateline read https://example.org/feed.xml --allow-network
    """
    from dateline.cli.progress import show_progress
    from dateline.knowledge import load_knowledge
    from dateline.run.local import read_into

    options = make_read_options(flags)
    knowledge = partial(load_knowledge, settings.load())
    with settings.open_store(create=True) as store, show_progress() as progress:
        summary = read_into(store, sources, options, knowledge, progress=progress, jobs=jobs, strict=strict)
        incidents = store.counts().incidents
    _print_failures(summary.failures)
    if as_json:
        print_json(summary)
    else:
        click.echo(describe(summary, incidents))
    if summary.stopped:
        say("stopped; everything read so far is kept: run the same command again to go on")
        sys.exit(130)
    if summary.failures and not summary.new and not summary.known:
        sys.exit(1)


def describe(summary: Summary, incidents: int) -> str:
    """Return the figures of a run in one or two lines."""
    line = f"{count(summary.new, 'new report')}, {summary.known:,} known"
    if summary.failures:
        line += f", {len(summary.failures):,} failed"
    if not summary.read:
        return line
    line += f"\n{count(summary.read, 'report')} read: {count(summary.events, 'event')}"
    if summary.abstained:
        line += f"; {summary.abstained:,} left alone, in a language that cannot be read"
    return f"{line}\n{count(incidents, 'incident')} in the store"


def _print_failures(failures: tuple[Failure, ...]) -> None:
    for failure in failures[:SHOWN]:
        say(f"warning: {describe_failure(failure)}")
    if len(failures) > SHOWN:
        say(f"warning: {len(failures) - SHOWN:,} more; `dateline failures` lists them all")


def describe_failure(failure: Failure) -> str:
    """Return a failure in one line: where, which line, what."""
    where = failure.subject if failure.line is None else f"{failure.subject}:{failure.line}"
    return f"{where}: {failure.message}" if failure.stage == "read" else f"{where}: {failure.stage}: {failure.message}"
