"""Names that last: UUIDs of a fixed namespace, so that the same thing has the same name in every file, for ever."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid5

# Drawn once at random; changing it would give everything that was ever published another name.
NAMESPACE = UUID("3f0d8a52-6c1b-4e77-9a64-c2b1e58d7f30")


def make_uuid(kind: str, *parts: str) -> UUID:
    """Return the UUID (version 5) of a thing of `kind` that `parts` name."""
    name = "\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass")
    return uuid5(NAMESPACE, hashlib.sha256(name).hexdigest())
