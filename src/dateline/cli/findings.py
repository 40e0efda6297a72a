"""``dateline findings``: what reports say, straight to standard output, without a store."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Unpack

import click

from dateline.cli.options import ReadingFlags, Settings, make_read_options, reading_options
from dateline.cli.output import print_json

if TYPE_CHECKING:
    from dateline.records import Failure, Findings, Report, Retrieval


@dataclass(frozen=True, slots=True)
class FindingsLine:
    """One line of the output: a report, how it came in, and what it says."""

    report: Report
    retrieval: Retrieval
    findings: Findings


@dataclass(frozen=True, slots=True)
class FailureLine:
    """One line of the output: an item or report that could not be processed."""

    failure: Failure


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@reading_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines; this command always does.")
@click.pass_obj
def findings(
    settings: Settings, sources: tuple[str, ...], *, strict: bool, as_json: bool, **flags: Unpack[ReadingFlags]
) -> None:
    """Print what reports say as JSON lines, and keep nothing.

    One line a report: `report` (the clean text and what the page says of itself), `retrieval`, and `findings`: events,
    statements, claims of responsibility, relations, places and times, each with half-open character offsets in
    `report.text`, its resolved values and its speaker. What cannot be read is a line with `failure`.

    \b
    Examples:
      dateline findings page.html | jq .findings.events
      cat report.txt | dateline findings -
    """
    from dateline.knowledge import load_knowledge
    from dateline.records import Failure
    from dateline.run.local import read_findings

    del as_json  # accepted, so that `--json` works everywhere
    options = make_read_options(flags)
    read = failed = 0
    for result in read_findings(sources, options, partial(load_knowledge, settings.load()), strict=strict):
        if isinstance(result, Failure):
            failed += 1
            print_json(FailureLine(result))
        else:
            read += 1
            reading, found = result
            print_json(FindingsLine(reading.report, reading.retrieval, found))
    if failed and not read:
        sys.exit(1)
