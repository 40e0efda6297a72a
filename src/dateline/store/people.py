"""Accounts, sessions, tokens and the audit log in the store."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, delete, select, update

from dateline.errors import NotFoundError, UserError
from dateline.records import Account, ApiToken, AuditEntry, Session
from dateline.store import tables
from dateline.store.columns import make_record, make_row
from dateline.store.database import Database


class People(Database):
    """Who works with the store, and what they did."""

    def add_account(self, account: Account) -> None:
        """Keep a new account.

        Raises:
            UserError: there is one of this name.
        """
        with self._writing() as connection:
            if not self._dialect.insert_new(connection, tables.ACCOUNT, make_row(account)):
                raise UserError(f"there is an account {account.name!r} already")

    def change_account(self, account: Account) -> None:
        """Put `account` in the place of the one of its name, and end that one's sessions.

        Raises:
            NotFoundError: there is none of this name.
        """
        table = tables.ACCOUNT
        with self._writing() as connection:
            changed = connection.execute(
                update(table).where(table.c.name == account.name).values(make_row(account))
            ).rowcount
            if not changed:
                raise NotFoundError(f"no account {account.name!r}")
            connection.execute(delete(tables.SESSION).where(tables.SESSION.c.account == account.name))

    def account(self, name: str) -> Account | None:
        """Return the account of this name."""
        found: Account | None = self._single(Account, tables.ACCOUNT, "name", name)
        return found

    def accounts(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        return self._all(Account, tables.ACCOUNT, "name")

    def add_session(self, session: Session, now: str) -> None:
        """Keep a login, and forget those that have ended by `now`."""
        table = tables.SESSION
        with self._writing() as connection:
            connection.execute(delete(table).where(table.c.expires_at <= now))
            connection.execute(table.insert(), make_row(session))

    def session(self, digest: str) -> Session | None:
        """Return the login whose secret has this SHA-256."""
        found: Session | None = self._single(Session, tables.SESSION, "digest", digest)
        return found

    def end_session(self, digest: str) -> None:
        """Forget a login."""
        with self._writing() as connection:
            connection.execute(delete(tables.SESSION).where(tables.SESSION.c.digest == digest))

    def add_token(self, token: ApiToken) -> None:
        """Keep a key for programs."""
        with self._writing() as connection:
            connection.execute(tables.API_TOKEN.insert(), make_row(token))

    def token(self, digest: str) -> ApiToken | None:
        """Return the key whose secret has this SHA-256."""
        found: ApiToken | None = self._single(ApiToken, tables.API_TOKEN, "digest", digest)
        return found

    def tokens(self) -> tuple[ApiToken, ...]:
        """Return all keys, oldest first."""
        return self._all(ApiToken, tables.API_TOKEN, "created_at")

    def end_token(self, digest: str) -> None:
        """Forget the key whose SHA-256 begins with `digest`.

        Raises:
            NotFoundError: there is none, or there are several.
        """
        found = [token for token in self.tokens() if digest and token.digest.startswith(digest)]
        if len(found) != 1:
            raise NotFoundError(f"{len(found) or 'no'} tokens begin with {digest!r}")
        with self._writing() as connection:
            connection.execute(delete(tables.API_TOKEN).where(tables.API_TOKEN.c.digest == found[0].digest))

    def add_audit(self, entry: AuditEntry) -> None:
        """Log what somebody did; the log is only ever added to."""
        with self._writing() as connection:
            connection.execute(tables.AUDIT.insert(), make_row(entry))

    def audit(self, limit: int = 100, before: int | None = None) -> tuple[tuple[int, AuditEntry], ...]:
        """Return the latest entries of the log with their numbers, latest first; `before` goes on after a page."""
        table = tables.AUDIT
        query = select(table).order_by(table.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(table.c.number < before)
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple((row["number"], make_record(AuditEntry, row)) for row in rows)

    def _single(self, record: type[Any], table: Table, column: str, wanted: str) -> Any:
        with self._reading() as connection:
            row = connection.execute(select(table).where(table.c[column] == wanted)).mappings().first()
        return None if row is None else make_record(record, row)

    def _all(self, record: type[Any], table: Table, order: str) -> tuple[Any, ...]:
        query = select(table).order_by(table.c[order], *table.primary_key)
        with self._reading() as connection:
            return tuple(make_record(record, row) for row in connection.execute(query).mappings())
