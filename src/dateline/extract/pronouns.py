"""Pronouns: doers that are only "it" or "they" get the name that the statements know behind the same word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Event, Participant, Statement

NOBODY = frozenset({"no one", "nobody", "none", "no group"})
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "group", "movement"})


def name_doers(events: Sequence[Event], statements: Sequence[Statement], text: str) -> tuple[Event, ...]:
    """Return `events`; a doer that is the source of a statement, and a pronoun, gets the name that stands behind it.

    "No group" that claimed a deed is nobody and no doer of it.
    """
    known = {one.source: one.name for one in statements if one.name is not None}

    def named(one: Participant) -> Participant:
        plain = one.name is None and one.span.of(text).lower() in PRONOUNS
        return replace(one, name=known[one.span]) if plain and one.span in known else one

    def is_nobody(one: Participant) -> bool:
        before = text[max(0, one.span.start - 5) : one.span.start].rstrip().lower()
        return before.endswith(("\nno", " no", ".no", '"no')) or before == "no" or one.span.of(text).lower() in NOBODY

    return tuple(replace(event, by=tuple(named(one) for one in event.by if not is_nobody(one))) for event in events)
