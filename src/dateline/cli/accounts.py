"""``dateline accounts``: who may log in to the workbench."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import make_console, make_table, print_json, print_parts
from dateline.errors import NotFoundError, UserError
from dateline.records import Account, ApiToken, Role

if TYPE_CHECKING:
    from dateline.store import Store

ROLES = click.Choice([str(role) for role in Role])


@click.group()
def accounts() -> None:
    """Manage who may log in to the workbench (`dateline serve --accounts`).

    A reader looks, searches and exports; a coder accepts, corrects and rejects too; an editor merges and splits, too;
    an admin manages the accounts, too. Passwords are asked for, or read from a pipe.

    \b
    Examples:
      dateline accounts add ann --role admin
      dateline accounts token ann --label nightly-export
    """


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _account(store: Store, name: str) -> Account:
    found = store.account(name)
    if found is None:
        raise NotFoundError(f"no account {name!r}; `dateline accounts list` shows them")
    return found


def _ask_password() -> str:
    import sys

    from dateline.web.passwords import hash_password

    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        typed = sys.stdin.readline().rstrip("\n")
    return hash_password(typed)


@accounts.command()
@click.argument("name")
@click.option("--role", type=ROLES, default="coder", show_default=True)
@store_option
@click.pass_obj
def add(settings: Settings, name: str, role: str) -> None:
    """Add an account."""
    if not name.strip() or name == "local":
        raise UserError("give another name: it is shown beside what the person decides")
    with settings.open_store(create=True) as store:
        store.add_account(Account(name, Role(role), _ask_password(), _now()))
    click.echo(f"{name} may log in as {role}")


@accounts.command()
@click.argument("name")
@click.argument("role", type=ROLES)
@store_option
@click.pass_obj
def role(settings: Settings, name: str, role: str) -> None:
    """Give an account another role, and end its sessions."""
    with settings.open_store() as store:
        store.change_account(replace(_account(store, name), role=Role(role)))
    click.echo(f"{name} is {role} now")


@accounts.command()
@click.argument("name")
@store_option
@click.pass_obj
def password(settings: Settings, name: str) -> None:
    """Set another password, and end the account's sessions."""
    with settings.open_store() as store:
        found = _account(store, name)
        store.change_account(replace(found, password=_ask_password()))
    click.echo(f"{name} has a new password")


@accounts.command()
@click.argument("name")
@click.option("--again", is_flag=True, help="Let it log in again.")
@store_option
@click.pass_obj
def disable(settings: Settings, name: str, again: bool) -> None:
    """Keep an account from logging in; what it decided stays."""
    with settings.open_store() as store:
        store.change_account(replace(_account(store, name), disabled=not again))
    click.echo(f"{name} may {'' if again else 'not '}log in")


@accounts.command()
@click.argument("name")
@click.option("--label", required=True, help="What it is for.")
@click.option("--role", type=ROLES, default="reader", show_default=True, help="No higher than the account's own.")
@store_option
@click.pass_obj
def token(settings: Settings, name: str, label: str, role: str) -> None:
    """Make a key for a program; it is printed once and never kept."""
    from dateline.web.passwords import digest_of, make_secret

    with settings.open_store() as store:
        owner = _account(store, name)
        if not owner.role.may(Role(role)):
            raise UserError(f"{name} is {owner.role}: a token of {role} would be more")
        secret = make_secret()
        store.add_token(ApiToken(digest_of(secret), name, label, Role(role), _now()))
    click.echo(secret)


@accounts.command()
@click.argument("digest")
@store_option
@click.pass_obj
def revoke(settings: Settings, digest: str) -> None:
    """End the key whose digest (see `list`) begins with DIGEST."""
    with settings.open_store() as store:
        store.end_token(digest)
    click.echo("the key is ended")


@accounts.command("list")
@json_option("one JSON object an account or key; no secrets")
@store_option
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List the accounts and their keys."""
    with settings.open_store() as store:
        people, keys = store.accounts(), store.tokens()
    if as_json:
        print_json(*(replace(one, password="") for one in people), *keys)
        return
    table = make_table("name", "role", "since", "", "keys")
    for one in people:
        mine = ", ".join(f"{key.digest[:8]} {key.label} ({key.role})" for key in keys if key.account == one.name)
        table.add_row(one.name, str(one.role), one.created_at[:10], "disabled" if one.disabled else "", mine)
    if people:
        print_parts(make_console(), table)
    else:
        click.echo("no accounts; `dateline accounts add NAME --role admin` makes one")
