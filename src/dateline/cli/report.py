"""``dateline report``: one report with its findings marked in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dateline.cli.incidents import ID_DIGITS
from dateline.cli.marks import make_legend, mark_text
from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import make_console, one_line, print_json, printable
from dateline.run.marks import list_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from dateline.run.views import ReportView


@click.command()
@click.argument("report", metavar="REPORT")
@click.option("--text", "only_text", is_flag=True, help="Print the bare text and nothing else.")
@json_option("the report, its findings and the log of its retrieval as one JSON object")
@store_option
@click.pass_obj
def report(settings: Settings, report: str, only_text: bool, as_json: bool) -> None:
    """Show a report: where it comes from, its text with the findings marked, and each finding with its words.

    REPORT is an id, or as much of it as is needed.

    \b
    Examples:
      dateline report 9ab2
      dateline report 9ab2 --json | jq .findings.events
    """
    from dateline.run.views import view_report

    with settings.open_store() as store:
        view = view_report(store, report)
    if as_json:
        print_json(view)
    elif only_text:
        click.echo(printable(view.report.text))
    else:
        print_report(make_console(), view)


def print_report(console: Console, view: ReportView) -> None:
    """Print where the report comes from, its text and its findings. Lines are not cut where there is no terminal."""
    from rich.text import Text

    for line in _head(view):
        console.print(Text(line, "dim"), soft_wrap=True)
    console.print()
    if view.findings is None or view.findings.abstained:
        console.print(Text(printable(view.report.text)), soft_wrap=not console.is_terminal)
        why = view.findings.abstained if view.findings is not None else "not read yet: run `dateline read` again"
        console.print(Text(f"\nno findings: {why}", "yellow"))
        return
    console.print(mark_text(view.report, view.findings), soft_wrap=not console.is_terminal)
    console.print()
    if console.is_terminal:
        console.print(make_legend(view.findings))
        console.print()
    for heading, lines in list_findings(view.report, view.findings):
        console.print(Text(heading, "bold"), soft_wrap=not console.is_terminal)
        for line in lines:
            console.print(Text(f"  {line}"), soft_wrap=not console.is_terminal)


def _head(view: ReportView) -> Iterator[str]:
    one = view.report
    yield f"report {one.id} · {one.language} · {one.source_kind}"
    parts = (
        ("published by", one.publisher),
        ("from", one.origin),
        ("byline", one.byline),
        ("on", one.published and f"{one.published} (as the {one.published_basis} says)"),
        ("at", one.url),
    )
    yield " · ".join(f"{name} {one_line(value)}" for name, value in parts if value) or "publisher and date unknown"
    for log in view.retrievals:
        yield one_line(f"read {log.retrieved_at} from {log.locator} by {log.reader}, SHA-256 {log.raw_sha256}")
    if view.story is not None and len(view.story.reports) > 1:
        others = (name[:ID_DIGITS] for name in view.story.reports if name != one.id)
        yield f"the same story: {', '.join(others)}"
    if view.incidents:
        yield f"incidents: {', '.join(name[:ID_DIGITS] for name in view.incidents)}"
