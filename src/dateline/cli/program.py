"""The program: all commands, and the one place where a user's error becomes one line and exit status 1."""

from __future__ import annotations

import os
import sys

import click

from dateline.cli.accounts import accounts
from dateline.cli.actors import actors
from dateline.cli.brief import brief
from dateline.cli.cite import cite
from dateline.cli.compare import compare
from dateline.cli.eval import evaluate_command
from dateline.cli.export import export
from dateline.cli.failures import failures
from dateline.cli.findings import findings
from dateline.cli.gazetteer import gazetteer
from dateline.cli.incidents import incidents
from dateline.cli.judgements import judgements
from dateline.cli.options import Settings, print_version
from dateline.cli.output import printable
from dateline.cli.read import read
from dateline.cli.report import report
from dateline.cli.search import search
from dateline.cli.serve import serve
from dateline.cli.show import show
from dateline.cli.sources import sources, watch
from dateline.cli.store import store as store_command
from dateline.cli.verify import verify
from dateline.errors import UserError

PIPE_CLOSED = 128 + 13  # as a shell reports a program that ended by SIGPIPE


class Complaint(click.ClickException):
    """A user's error on its way to standard error."""

    def show(self, file: object = None) -> None:  # noqa: ARG002 (click's signature)
        """Print the one line."""
        click.echo(f"error: {printable(' '.join(self.message.split()))}", err=True)


class Program(click.Group):
    """A group that turns our errors into one line each, and lists its commands in the order of the work."""

    def invoke(self, context: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(context)
        except UserError as error:
            raise Complaint(str(error)) from error
        except BrokenPipeError:
            # Whoever read our output has seen enough (`| head`): end without a word, also when Python flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            context.exit(PIPE_CLOSED)

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the commands in the order in which they were added."""
        return list(self.commands)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--store", metavar="PATH", help="The store to use, before any command: dateline.sqlite by default.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=print_version, help="Print the version."
)
@click.pass_context
def program(context: click.Context, store: str | None) -> None:
    """Read news reports of political violence; keep a sourced record of what happened, and of who says so.

    \b
    Examples:
      dateline read reports/ wire.rss export.csv --map title=Headline,text=Body
      dateline incidents --country Syria --since 2019-05
      dateline show 4f1c
      dateline report 9ab2
    """
    context.obj = Settings(store)


COMMANDS = (
    read,
    incidents,
    show,
    brief,
    report,
    actors,
    judgements,
    search,
    export,
    cite,
    compare,
    sources,
    watch,
    serve,
    accounts,
    failures,
    verify,
    findings,
    evaluate_command,
    store_command,
    gazetteer,
)
for command in COMMANDS:
    program.add_command(command)
