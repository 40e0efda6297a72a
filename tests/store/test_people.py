"""Accounts, sessions, tokens and the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from dateline.errors import NotFoundError, StoreError, UserError
from dateline.records import Account, ApiToken, AuditEntry, Role, Session
from dateline.store import Store, open_store

NOON = "2026-01-01T12:00:00+00:00"
ANN = Account("ann", Role.CODER, "hash", NOON)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        yield opened


def session(digest: str, expires_at: str) -> Session:
    return Session(digest, "ann", "csrf", NOON, expires_at)


@pytest.mark.parametrize(
    ("role", "needed", "may"),
    [
        (Role.READER, Role.READER, True),
        (Role.READER, Role.CODER, False),
        (Role.EDITOR, Role.CODER, True),
        (Role.EDITOR, Role.ADMIN, False),
        (Role.ADMIN, Role.READER, True),
    ],
)
def test_a_role_may_do_what_those_below_it_may(role: Role, needed: Role, may: bool) -> None:
    assert role.may(needed) is may


def test_a_name_is_taken_once(store: Store) -> None:
    store.add_account(ANN)
    with pytest.raises(UserError, match="an account 'ann' already"):
        store.add_account(replace(ANN, role=Role.ADMIN))
    assert store.accounts() == (ANN,)


def test_whoever_is_changed_must_log_in_again(store: Store) -> None:
    store.add_account(ANN)
    store.add_session(session("d1", "2026-01-02"), NOON)
    store.change_account(replace(ANN, disabled=True))
    assert store.session("d1") is None
    assert store.account("ann") == replace(ANN, disabled=True)
    with pytest.raises(NotFoundError, match="no account 'bob'"):
        store.change_account(replace(ANN, name="bob"))


def test_sessions_end_and_are_forgotten(store: Store) -> None:
    store.add_account(ANN)
    store.add_session(session("old", "2026-01-01T11:00:00+00:00"), "2026-01-01T10:00:00+00:00")
    store.add_session(session("new", "2026-01-02"), NOON)
    assert store.session("old") is None
    store.end_session("new")
    assert store.session("new") is None


def test_a_token_is_found_by_its_digest_and_ended_by_its_beginning(store: Store) -> None:
    store.add_account(ANN)
    for digest in ("aa11", "aa22", "bb33"):
        store.add_token(ApiToken(digest, "ann", "script", Role.READER, NOON))
    found = store.token("bb33")
    assert found is not None
    assert found.role is Role.READER
    with pytest.raises(NotFoundError, match="2 tokens begin with 'aa'"):
        store.end_token("aa")
    store.end_token("bb")
    assert [token.digest for token in store.tokens()] == ["aa11", "aa22"]


def test_the_log_is_only_added_to(store: Store) -> None:
    for number in range(3):
        store.add_audit(AuditEntry(NOON, "ann", "login", detail=str(number)))
    latest = store.audit(limit=2)
    assert [entry.detail for _, entry in latest] == ["2", "1"]
    assert [entry.detail for _, entry in store.audit(before=latest[-1][0])] == ["0"]
    with pytest.raises(StoreError, match="never changed"), store._writing() as connection:
        connection.execute(text("DELETE FROM audit"))
