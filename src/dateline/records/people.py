"""The people who work with a store: accounts, sessions, tokens, and the log of what they did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    READER = "reader"  # look, search, export
    CODER = "coder"  # accept, correct and reject findings
    EDITOR = "editor"  # merge and split incidents and actors, decide between coders, change the sources
    ADMIN = "admin"  # accounts, the log

    def may(self, needed: Role) -> bool:
        """Say whether this role may do what `needed` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in. `password` is an Argon2id hash with its parameters; instants are ISO 8601 in UTC."""

    name: str
    role: Role
    password: str
    created_at: str
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A login in one browser. The cookie's secret is not kept, only its SHA-256."""

    digest: str
    account: str
    csrf: str  # what a form of this session must carry
    created_at: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A key for programs, with a role no higher than its owner's. Only the SHA-256 of the key is kept."""

    digest: str
    account: str
    label: str
    role: Role
    created_at: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Something that somebody did: login, failed_login, judgement, export, account, ..."""

    at: str
    account: str
    action: str
    subject: str = ""
    detail: str = ""
    address: str = ""  # where the request came from
