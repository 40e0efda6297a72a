"""``dateline actors``: who occurs and as what, one actor laid out, and what people decide of actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dateline.cli.actor_page import render_actor
from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import count, make_console, make_table, one_line, print_json, print_parts, say
from dateline.cli.progress import show_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.knowledge.register import Register
    from dateline.run.actor_judging import Stamp
    from dateline.store import Store

OBJECT = "object"  # buildings and vehicles suffer, but they are nobody: shown with `--kind object` only
ID_DIGITS = 8


class Actors(click.Group):
    """A group whose first command is meant where none is named: ``dateline actors --known`` lists."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        """Put ``list`` before options that are not of the group itself."""
        if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
            arguments = ["list", *arguments]
        return super().parse_args(context, arguments)


@click.group(cls=Actors)
def actors() -> None:
    """List who does or suffers what; lay an actor out; decide who is who.

    \b
    Examples:
      dateline actors --kind armed_group
      dateline actors show "Islamic State"
      dateline actors candidates
      dateline actors merge "Islamic State" "Caliphate soldiers" --note "their own statement"
    """


@actors.command("list")
@click.option("--kind", metavar="KIND", help="Only this kind: armed_group, military, police, civilians, ...")
@click.option("--known", is_flag=True, help="Only those that the register of actors knows.")
@click.option("--limit", type=click.IntRange(1), default=None, help="At most so many.")
@json_option("one JSON object an actor")
@store_option
@click.pass_obj
def list_(settings: Settings, kind: str | None, known: bool, limit: int | None, as_json: bool) -> None:
    """List who does or suffers what, those in most reports first.

    "did" and "suffered" count events as single reports tell of them, so that a much-reported attack counts often.

    \b
    Examples:
      dateline actors list --kind armed_group
      dateline actors list --known --json
    """
    from rich.text import Text

    from dateline.run.actor_views import count_actors

    with settings.open_store() as store:
        rows = [
            row
            for row in count_actors(store)
            if (row.kind == kind if kind else row.kind != OBJECT) and (not known or row.id is not None)
        ][:limit]
    if as_json:
        print_json(*rows)
        return
    numbers = ("reports", "did", "suffered", "claims", "relations")
    table = make_table("actor", "kind", "register", *numbers, right=numbers)
    for row in rows:
        figures = (row.reports, row.did, row.suffered, row.claims, row.relations)
        table.add_row(Text(one_line(row.name)), _words(row.kind), Text(row.id or "-", "cyan"), *map(str, figures))
    if rows:
        print_parts(make_console(), table)
    else:
        click.echo("no actors")


def _words(kind: str | None) -> str:
    return (kind or "?").replace("_", " ")


@actors.command()
@click.argument("actor", metavar="ACTOR")
@json_option("the actor with its tree and relations as one JSON object")
@store_option
@click.pass_obj
def show(settings: Settings, actor: str, as_json: bool) -> None:
    """Lay an actor out: its names, its tree, and its relations over time, each with who says so in which words.

    ACTOR is an id (group:islamic-state), a name, or words that one name alone has. What public lists say and what
    reports say are kept apart; versions that exclude each other stand side by side.

    \b
    Examples:
      dateline actors show group:islamic-state
      dateline actors show "lashkar taiba" --json
    """
    from dateline.knowledge.register import load_register
    from dateline.run.actor_views import view_actor

    with settings.open_store() as store:
        view = view_actor(store, load_register(), actor)
    if as_json:
        print_json(view)
        return
    print_parts(make_console(), *render_actor(view))


@actors.command()
@click.argument("words", metavar="WORDS")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many.")
@json_option("one JSON object an actor")
@store_option
@click.pass_obj
def search(settings: Settings, words: str, limit: int, as_json: bool) -> None:
    """Look for actors with these WORDS in a name, in the reports and in the register.

    \b
    Examples:
      dateline actors search front
    """
    from rich.text import Text

    from dateline.knowledge.register import load_register
    from dateline.run.actor_finding import list_targets, search_actors
    from dateline.run.actor_mentions import read_actor_mentions

    with settings.open_store() as store:
        found = search_actors(list_targets(read_actor_mentions(store)), load_register(), words)
    if as_json:
        print_json(*found[:limit])
        return
    table = make_table("id", "name", "kind", "reports", right=("reports",))
    for one in found[:limit]:
        table.add_row(Text(one.id or "-", "cyan"), Text(one_line(one.name)), _words(one.kind), str(one.reports))
    if not found:
        click.echo(f"no actor has {one_line(words)!r} in a name")
        return
    print_parts(make_console(), table)
    if len(found) > limit:
        click.echo(f"\n{limit} of {count(len(found), 'actor')}; --limit shows more")


@actors.command()
@click.option("--limit", type=click.IntRange(1), default=None, help="At most so many.")
@json_option("one JSON object a group")
@store_option
@click.pass_obj
def candidates(settings: Settings, limit: int | None, as_json: bool) -> None:
    """List the groups that the register does not know: where each was met first, and how often."""
    from rich.text import Text

    from dateline.run.actor_views import list_candidates

    with settings.open_store() as store:
        rows = list_candidates(store)[:limit]
    if as_json:
        print_json(*rows)
        return
    if not rows:
        click.echo("no groups but those of the register")
        return
    table = make_table("name", "id", "reports", "mentions", "first report", right=("reports", "mentions"))
    for row in rows:
        first = f"{(row.first_published or '?')[:10]} {row.first_publisher or '?'} {row.first_report[:ID_DIGITS]}"
        figures = (str(row.reports), str(row.mentions))
        table.add_row(Text(one_line(row.name)), Text(row.id, "cyan"), *figures, Text(one_line(first)))
    print_parts(make_console(), table)


def _deciding(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a person's decision."""
    command = click.option("--note", default="", metavar="TEXT", help="Why.")(command)
    command = click.option("--by", metavar="NAME", help="Who decides.  [default: the name of the login]")(command)
    return store_option(click.pass_obj(command))


@actors.command()
@click.argument("actor", metavar="ACTOR")
@click.argument("other", metavar="OTHER")
@_deciding
def merge(settings: Settings, *, actor: str, other: str, by: str | None, note: str) -> None:
    """Decide that OTHER is the same as ACTOR: both count as ACTOR, in every list, page and export.

    \b
    Examples:
      dateline actors merge group:islamic-state unlisted:caliphate-army --note "their own statement of 3 May"
    """
    from dateline.run.actor_judging import merge_actors

    _decide(settings, by, note, lambda store, register, stamp: merge_actors(store, register, actor, other, stamp))


@actors.command()
@click.argument("actor", metavar="ACTOR")
@click.argument("name", metavar="NAME")
@click.option("--to", metavar="ACTOR", help="Who it is instead; without it, an actor of its own.")
@_deciding
def split(settings: Settings, *, actor: str, name: str, to: str | None, by: str | None, note: str) -> None:
    """Decide that NAME, which was taken for ACTOR, is somebody else.

    \b
    Examples:
      dateline actors split "Free Army" "Free Army of the North"
    """
    from dateline.run.actor_judging import split_actor

    _decide(settings, by, note, lambda store, register, stamp: split_actor(store, register, actor, name, stamp, to=to))


@actors.command()
@click.argument("actor", metavar="ACTOR")
@click.argument("name", metavar="NAME")
@_deciding
def alias(settings: Settings, *, actor: str, name: str, by: str | None, note: str) -> None:
    """Decide that NAME is a name of ACTOR wherever a report uses it.

    \b
    Examples:
      dateline actors alias group:islamic-state "soldiers of the Caliphate"
    """
    from dateline.run.actor_judging import alias_actor

    _decide(settings, by, note, lambda store, register, stamp: alias_actor(store, register, actor, name, stamp))


@actors.command()
@click.argument("actor", metavar="ACTOR")
@click.argument("name", metavar="NAME")
@_deciding
def rename(settings: Settings, *, actor: str, name: str, by: str | None, note: str) -> None:
    """Decide by which NAME the ACTOR is shown."""
    from dateline.run.actor_judging import rename_actor

    _decide(settings, by, note, lambda store, register, stamp: rename_actor(store, register, actor, name, stamp))


@actors.command()
@click.argument("number", type=int)
@_deciding
def undo(settings: Settings, *, number: int, by: str | None, note: str) -> None:
    """Take back the decision of this NUMBER, as `dateline actors history` lists them."""
    from dateline.run.actor_judging import undo_change

    _decide(settings, by, note, lambda store, _register, stamp: undo_change(store, number, stamp))


def _decide(settings: Settings, by: str | None, note: str, decide: Callable[[Store, Register, Stamp], object]) -> None:
    """Keep a decision, say what holds now, and draw the conclusions anew."""
    import getpass
    from datetime import UTC, datetime

    from dateline.knowledge.register import load_register
    from dateline.run.actor_judging import Stamp, list_changes
    from dateline.run.local import link_store

    stamp = Stamp(by or getpass.getuser(), datetime.now(UTC).isoformat(timespec="microseconds"), note)
    with settings.open_store() as store:
        before = len(list_changes(store))
        decide(store, load_register(), stamp)
        made = list_changes(store)[before:]
        with show_progress() as progress:
            link_store(store, progress=progress)
    for change in made:
        number = f"; `dateline actors undo {change.number}` takes it back" if change.verdict != "undo" else ""
        say(f"decided by {stamp.by}: {_told(change.verdict, change.of, change.name, change.subject)}{number}")


def _told(verdict: str, of: str, name: str, subject: str) -> str:
    told = {
        "merge": f"{of} is {name}",
        "split": f"{of} is {name}, an actor of its own",
        "alias": f"{of} is a name of {name}",
        "rename": f"{of} is shown as {name}",
    }
    return told.get(verdict, f"taken back: {subject}")


@actors.command()
@json_option("one JSON object a decision")
@store_option
@click.pass_obj
def history(settings: Settings, as_json: bool) -> None:
    """List what people decided of actors, the earliest first; those that do not hold any more are marked."""
    from rich.text import Text

    from dateline.run.actor_judging import list_changes

    with settings.open_store() as store:
        changes = list_changes(store)
    if as_json:
        print_json(*changes)
        return
    if not changes:
        click.echo("nobody has decided anything of actors")
        return
    table = make_table("number", "decision", "by", "at", "note", right=("number",))
    for one in changes:
        told = Text(one_line(_told(one.verdict, one.of, one.name, one.subject)), "" if one.holds else "dim strike")
        if not one.holds and one.verdict != "undo":
            told.append(" (does not hold)", "not strike dim")
        cells = (one.by, one.at[:16].replace("T", " "), one.note)
        table.add_row(str(one.number), told, *(Text(one_line(cell)) for cell in cells))
    print_parts(make_console(), table)
