"""``dateline sources`` and ``dateline watch``: what is read again and again."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import count, make_console, make_table, print_json, print_parts, printable, say
from dateline.errors import NotFoundError
from dateline.records import Source

if TYPE_CHECKING:
    from types import FrameType

    from dateline.run.watching import Round
    from dateline.store import Store


@click.group()
def sources() -> None:
    """Manage what `dateline watch` reads: feeds, sitemaps, pages and folders.

    \b
    Examples:
      dateline sources add https://example.org/feed.xml --minutes 30
      dateline sources list
    """


@sources.command()
@click.argument("locators", nargs=-1, required=True, metavar="SOURCES...")
@click.option("--minutes", type=click.IntRange(1, 10080), default=60, show_default=True, help="Between two visits.")
@click.option("--follow/--no-follow", default=True, show_default=True, help="Read the pages that entries lead to.")
@store_option
@click.pass_obj
def add(settings: Settings, locators: tuple[str, ...], minutes: int, follow: bool) -> None:
    """Watch sources: addresses of feeds, sitemaps or pages, or folders on this machine."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with settings.open_store(create=True) as store:
        for locator in locators:
            store.add_source(Source(locator, minutes, follow, added_at=now))
    click.echo(f"{count(len(locators), 'source')} watched; `dateline watch` reads them")


def _source(store: Store, locator: str) -> Source:
    for source, _ in store.sources():
        if source.locator == locator:
            return source
    raise NotFoundError(f"{locator} is not watched; `dateline sources list` shows what is")


@sources.command()
@click.argument("locator", metavar="SOURCE")
@click.option("--again", is_flag=True, help="Go on with it.")
@store_option
@click.pass_obj
def pause(settings: Settings, locator: str, again: bool) -> None:
    """Leave a source alone for now."""
    with settings.open_store() as store:
        store.change_source(replace(_source(store, locator), paused=not again))
    click.echo(f"{locator} is {'watched again' if again else 'left alone'}")


@sources.command()
@click.argument("locator", metavar="SOURCE")
@store_option
@click.pass_obj
def remove(settings: Settings, locator: str) -> None:
    """Watch a source no more; the reports that it brought stay."""
    with settings.open_store() as store:
        store.remove_source(locator)
    click.echo(f"{locator} is watched no more")


@sources.command("list")
@json_option("one JSON object a source, with how the last visit went")
@store_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List the sources with their health: last visit, new reports, failures in a row."""
    with settings.open_store() as store:
        found = store.sources()
    if as_json:
        print_json(*({"source": source, "visit": visit} for source, visit in found))
        return
    table = make_table("source", "minutes", "last visit", "new", "in all", "health", right=("minutes", "new", "in all"))
    for source, visit in found:
        health = "paused" if source.paused else "not visited yet" if visit is None else "well"
        if visit is not None and visit.problem:
            health = f"{count(visit.failures, 'failure')} in a row: {visit.problem}"
        figures = ("", "", "") if visit is None else (visit.at[:16].replace("T", " "), str(visit.new), str(visit.total))
        table.add_row(printable(source.locator), str(source.minutes), *figures, printable(health))
    if found:
        print_parts(make_console(), table)
    else:
        click.echo("nothing is watched; `dateline sources add` names something")


@click.command()
@click.option("--once", is_flag=True, help="One round: visit what is due, then end (for cron or a systemd timer).")
@click.option("--rest", type=click.FloatRange(1), default=60.0, show_default=True, help="Most seconds between rounds.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read side by side.")
@store_option
@click.pass_obj
def watch(settings: Settings, once: bool, rest: float, jobs: int) -> None:
    """Watch the sources: visit each when it is due, read what is new, tell whoever asked.

    One process does it for days without care: servers are asked politely (robots.txt, ETag, pauses), a source that
    fails is asked less and less, and after a stop or a crash it goes on where it was. This command fetches from the
    network; `dateline sources` says from where.

    \b
    Examples:
      dateline watch
      dateline watch --once
    """
    from dateline.knowledge import load_knowledge
    from dateline.read import ReadOptions
    from dateline.run.telling import Channels, tell_all
    from dateline.run.watching import Watcher, watch_round
    from dateline.run.watching import watch as keep_watching

    config = settings.load()
    now = partial(datetime.now, UTC)
    channels = Channels(config.mail_server, config.mail_from, config.base_url)
    watcher = Watcher(ReadOptions(now=now(), allow_network=True), partial(load_knowledge, config), now, jobs=jobs)
    signal.signal(signal.SIGTERM, _stop)
    with settings.open_store(create=True) as store:
        rounds = iter([watch_round(store, watcher)]) if once else keep_watching(store, watcher, rest=rest)
        try:
            for done in rounds:
                sent = tell_all(store, channels, now())
                _tell(done, len([one for one in sent if one.sent_at]), len([one for one in sent if one.problem]))
        except KeyboardInterrupt:
            say("stopped; what was read is kept")
            sys.exit(130)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _tell(done: Round, sent: int, failed: int) -> None:
    if not done.visited and not sent and not failed:
        return
    words = [count(len(done.visited), "source") + " visited", count(done.new, "new report")]
    words += [count(done.alerts, "alert")] if done.alerts else []
    words += [f"{sent} sent"] if sent else []
    words += [f"{failed} not sent, to be tried again"] if failed else []
    click.echo(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {', '.join(words)}")
    for visit in done.visited:
        if visit.problem:
            say(f"warning: {visit.locator}: {printable(visit.problem)}")
