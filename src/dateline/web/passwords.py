"""Passwords and secrets: Argon2id for what people choose, SHA-256 for what we draw at random."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import UserError

SHORTEST = 12  # characters of a password
HASHER = PasswordHasher()  # RFC 9106's second recommendation: 64 MiB, three passes, four lanes
NOBODY = HASHER.hash("nobody has this password")  # so that an unknown name takes as long as a known one


def hash_password(password: str) -> str:
    """Return the Argon2id hash of `password` with its salt and parameters.

    Raises:
        UserError: it is too short.
    """
    if len(password) < SHORTEST:
        raise UserError(f"a password has at least {SHORTEST} characters")
    return HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Say whether `password` is the one whose hash is `kept`; ``None`` takes as long and is never right."""
    try:
        return HASHER.verify(kept or NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def make_secret() -> str:
    """Return 256 random bits for a cookie, a key or a form."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is kept of a random secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(one: str, other: str) -> bool:
    """Compare two secrets in a time that says nothing of where they differ."""
    return secrets.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
