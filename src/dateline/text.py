"""Pure helpers on strings and offsets."""

from __future__ import annotations

import hashlib

from anyascii import anyascii

from dateline.records import Span


def make_id(*parts: str | int | None, length: int = 16) -> str:
    """Return a hexadecimal digest of `parts`: the same parts give the same id, everywhere and always.

    `length` is the number of hexadecimal digits kept of the SHA-256 (16 digits = 64 bits).
    """
    digest = hashlib.sha256()
    for part in parts:
        data = b"\x00" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:length]


def fold_name(name: str) -> str:
    """Return a name without accents, capitals and scripts, as searches compare it."""
    return " ".join(anyascii(name).casefold().split())


def trim(text: str, span: Span, characters: str = " \t\n") -> Span | None:
    """Return `span` without `characters` at its ends; ``None`` when nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in characters:
        start += 1
    while end > start and text[end - 1] in characters:
        end -= 1
    return Span(start, end) if start < end else None
