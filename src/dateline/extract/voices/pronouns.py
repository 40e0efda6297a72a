"""Pronouns: doers that are only "it" or "they" get the name that the statements know behind the same word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Event, Participant, Span, Statement

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

    made = (replace(event, by=tuple(named(one) for one in event.by if not is_nobody(one))) for event in events)
    return tuple(event if event.by else replace(event, by=_founders(event, statements, text)) for event in made)


def _founders(event: Event, statements: Sequence[Statement], text: str) -> tuple[Participant, ...]:
    """Return the group that says that it did it, for the deeds of an organisation: "the front said it had set up"."""
    for one in statements:
        if event.type != "organisation" or one.speaker != "armed_group" or one.content is None:
            continue
        first = text[one.content.start : one.content.end].split()[0]
        if first.lower() in ("it", "they") and any(one.content.contains(trigger) for trigger in event.triggers):
            start = one.content.start
            return (Participant(Span(start, start + len(first)), one.name or one.source.of(text)),)
    return ()
