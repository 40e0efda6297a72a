"""Atom feeds (RFC 4287) of what is new, made anew at every request from what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.web.rendering import ENVIRONMENT

MEDIA = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a feed; `id` is for ever, `updated` an instant with its zone."""

    id: str
    title: str
    link: str
    updated: str
    summary: str = ""


def make_feed(title: str, address: str, entries: Iterable[Entry]) -> str:
    """Return a feed that is found at `address`; its `updated` is that of its newest entry."""
    listed = list(entries)
    updated = max((one.updated for one in listed), default="1970-01-01T00:00:00+00:00")
    return ENVIRONMENT.get_template("feed.xml").render(title=title, address=address, entries=listed, updated=updated)


def make_instant(published: str | None) -> str:
    """Return an instant as a feed needs it: a day is its first moment, a time without zone is taken for UTC."""
    if published is None:
        return "1970-01-01T00:00:00+00:00"
    if len(published) <= 10:
        return f"{published + '-01-01'[len(published) - 4 :] if len(published) < 10 else published}T00:00:00+00:00"
    return published if published[-1] == "Z" or published[-6] in "+-" else f"{published}+00:00"
