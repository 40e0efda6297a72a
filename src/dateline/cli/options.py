"""Options that several commands share, and the settings behind them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

if TYPE_CHECKING:
    from dateline.config import Config
    from dateline.read import ReadOptions
    from dateline.store import IncidentFilter, Store

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Settings:
    """What the flags say; the rest comes from the environment and `dateline.toml` when it is asked for."""

    store: str | None = None

    def load(self) -> Config:
        """Return the settings that hold here.

        Raises:
            ConfigError: `dateline.toml` is wrong.
        """
        from dateline.config import load_config

        return load_config(Path.cwd(), os.environ, {"store": self.store})

    @contextmanager
    def open_store(self, *, create: bool = False) -> Iterator[Store]:
        """Open the store that the settings name."""
        from dateline.store import open_store

        with open_store(self.load().store, create=create) as store:
            yield store


def print_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print the version and end."""
    if wanted and not context.resilient_parsing:
        from dateline import __version__

        click.echo(f"dateline {__version__}")
        context.exit()


def _keep_store(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.ensure_object(Settings).store = value


def store_option(command: F) -> F:
    """Give a command ``--store``; it outranks the one before the command."""
    return click.option(
        "--store",
        metavar="PATH",
        expose_value=False,
        callback=_keep_store,
        help="The store to use.  [default: dateline.sqlite]",
    )(command)


def json_option(what: str) -> Callable[[F], F]:
    """Give a command ``--json``; `what` says what it prints."""
    return click.option("--json", "as_json", is_flag=True, help=f"Print {what}.")


def filter_options(command: F) -> F:
    """Give a command the options that say which incidents are wanted; their values make a `FilterFlags`."""
    for option in reversed(
        (
            click.option("--since", metavar="DAY", help="Not over before this day (2019-05-10, 2019-05 or 2019)."),
            click.option("--until", metavar="DAY", help="Not begun after this day."),
            click.option("--place", "--where", "place", metavar="NAME", help="In this town, district or country."),
            click.option("--country", metavar="NAME", help="In this country: its name or its code of two letters."),
            click.option("--type", "type_", metavar="TYPE", help="Of this type: bombing, clash, abduction, ..."),
            click.option("--actor", metavar="NAME", help="With this name on either side."),
            click.option(
                "--grade", metavar="GRADE", help="Of this grade: confirmed, fair, weak, contested, discounted."
            ),
            click.option("--lines", "least_lines", type=click.IntRange(0), default=0, help="Of so many lines or more."),
        )
    ):
        command = option(command)
    return command


class FilterFlags(TypedDict):
    """The values of `filter_options`."""

    since: str | None
    until: str | None
    place: str | None
    country: str | None
    type_: str | None
    actor: str | None
    grade: str | None
    least_lines: int


def make_filter(flags: FilterFlags) -> IncidentFilter:
    """Return the filter.

    Raises:
        UserError: a type, grade or day is wrong.
    """
    from dateline.store import IncidentFilter

    return IncidentFilter(
        flags["since"],
        flags["until"],
        flags["place"],
        flags["country"],
        flags["type_"],
        flags["grade"],
        flags["actor"],
        flags["least_lines"],
    )


def reading_options(command: F) -> F:
    """Give a command the options that say how sources are read."""
    for option in reversed(
        (
            click.option(
                "--map",
                "mapping",
                metavar="FIELD=COLUMN,...",
                help="Which columns or keys of a table hold what: title=Headline,text=Body,published=Date.",
            ),
            click.option("--format", "format_", metavar="NAME", help="The format, where name and content mislead."),
            click.option("--publisher", metavar="NAME", help="Who published the reports, where they do not say."),
            click.option("--language", metavar="CODE", help="Their language (ISO 639-1), instead of finding it out."),
            click.option(
                "--day-first/--month-first", default=None, help="How 03/04/2019 is meant: 3 April, or 4 March."
            ),
            click.option("--allow-network", is_flag=True, help="Fetch URLs; without it nothing touches the network."),
            click.option("--strict", is_flag=True, help="Stop at the first report that cannot be read."),
        )
    ):
        command = option(command)
    return command


class ReadingFlags(TypedDict):
    """The values of `reading_options`, but for ``--strict``."""

    mapping: str | None
    format_: str | None
    publisher: str | None
    language: str | None
    day_first: bool | None
    allow_network: bool


def make_read_options(flags: ReadingFlags) -> ReadOptions:
    """Return the options for the readers, stamped with the present time.

    Raises:
        UserError: the mapping or the format is wrong.
    """
    from datetime import UTC, datetime

    from dateline.read import ReadOptions, make_mapping

    return ReadOptions(
        now=datetime.now(UTC),
        mapping=make_mapping(flags["mapping"]) if flags["mapping"] else {},
        allow_network=flags["allow_network"],
        language=flags["language"],
        publisher=flags["publisher"],
        format=flags["format_"],
        day_first=flags["day_first"],
    )
