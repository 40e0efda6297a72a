"""Reports about invented groups whose every relation is known, put into a store by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline.records import (
    ActorLink,
    Event,
    Findings,
    Participant,
    Reading,
    Relation,
    Report,
    Responsibility,
    Retrieval,
    SourceKind,
    Span,
    Statement,
    TimePrecision,
    When,
)
from dateline.store import Store

FRONT = ActorLink("unlisted:sahar-front", "Sahar Front", "armed_group", 0.5, "head noun")
SOLDIERS = ActorLink("unlisted:soldiers-of-sahar", "Soldiers of Sahar", "armed_group", 0.5, "head noun")
STATE = ActorLink("group:islamic-state", "Islamic State", "armed_group", 1.0, "name")
GUNMEN = ActorLink("class:unidentified_armed", "unidentified armed", "unidentified_armed", 0.2, "description")
ACTORS = {"Sahar Front": FRONT, "Soldiers of Sahar": SOLDIERS, "Islamic State": STATE, "gunmen": GUNMEN}


@dataclass(frozen=True, slots=True)
class Told:
    """A relation as a report tells it: `a` is `type` `b`, by the words of a cue; `by` is who says so."""

    type: str
    a: str
    b: str
    cue: str
    status: str = "happened"
    when: When | None = None
    by: str | None = None


def year(number: int, is_open: str | None = None) -> When:
    return When(datetime(number, 1, 1), datetime(number + 1, 1, 1), TimePrecision.YEAR, str(number), is_open=is_open)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def who(text: str, words: str) -> Participant:
    return Participant(span(text, words), actor=ACTORS.get(words))


def add_report(
    store: Store, text: str, published: str | None, ties: Sequence[Told] = (), by: Sequence[str] = (), claims: str = ""
) -> str:
    """Keep a report with its relations, an attack by each of `by`, and a claim of responsibility; return its id."""
    raw = text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    report = Report(
        id=digest[:16], text=text, publisher="Orbis Wire", published=published, language="en",
        source_kind=SourceKind.OUTLET, raw_sha256=digest, text_sha256=digest,
    )  # fmt: skip
    store.add_reading(
        Reading(
            report, raw, Retrieval(report.id, digest[:4], "2024-01-01T00:00:00+00:00", digest, "text/plain", "text/1")
        )
    )
    events = tuple(
        Event(f"e{number}{report.id}", "attack", (span(text, "attack"),), "happened", by=(who(text, name),))
        for number, name in enumerate(by)
    )
    relations = tuple(
        Relation(
            f"t{number}{report.id}", one.type, who(text, one.a), who(text, one.b), one.status,
            span(text, one.cue), one.when,
        )
        for number, one in enumerate(ties)
    )  # fmt: skip
    statements = tuple(
        Statement(f"s{number}{report.id}", span(text, one.by), None, Span(0, len(text)), "indirect", "police")
        for number, one in enumerate(ties)
        if one.by is not None
    )
    claim = tuple(
        Responsibility(f"r{report.id}", events[0].id, who(text, name), "claims", span(text, "claimed"))
        for name in filter(None, [claims])
    )
    store.add_findings(
        Findings(
            report.id, "1", "rules/1", events=events, statements=statements, relations=relations,
            responsibility=claim,
        )
    )  # fmt: skip
    return report.id
