"""Marks: the spans that all extractors share, found once a report."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Quantity, Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may name an actor or a target, without leading article and relative clause.

    `head` is its head noun, `kind` a word of the ontology's actor kinds, `doubt` says that a word in or before it
    ("suspected", "alleged") puts it in doubt.
    """

    span: Span
    head: Span
    kind: str
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything found before events: time expressions, quantities of people, place names, noun phrases."""

    times: tuple[Span, ...]
    quantities: tuple[Quantity, ...]
    places: tuple[Span, ...]
    phrases: tuple[Phrase, ...]
