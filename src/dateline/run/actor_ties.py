"""What reports say of the relations of actors over time: version by version, each with its speaker and its bounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.knowledge.histories import ACTS, Bounds, make_bounds
from dateline.knowledge.identity import named_actor
from dateline.records import Findings, Participant, Relation, Report, Span, Statement, When
from dateline.run.actor_mentions import make_key
from dateline.run.decided import read_decided
from dateline.store import Store

__all__ = ["TieClaim", "TieVersions", "list_ties"]

OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class TieClaim:
    """One report's word on a relation: who says it, in which words, and when it began and ended by it.

    `start` and `end` are the earliest and latest day of each; a state that a report tells of as present began on its
    day of publication or before, and ended on it or after. ``None``: nothing is said of it.
    """

    report_id: str
    publisher: str | None
    published: str | None
    speaker: str  # kind of speaker; "outlet" where nobody is credited
    speaker_name: str | None
    status: str
    span: Span
    words: str
    start: Bounds | None = None
    end: Bounds | None = None


@dataclass(frozen=True, slots=True)
class TieVersions:
    """All that reports say of one relation between two actors: `a` is `type` `b`.

    `conflict` says how the versions exclude each other, empty where they do not. `start` and `end` are the bounds that
    all versions leave open; ``None`` where they exclude each other or nothing is said.
    """

    type: str
    a_id: str | None
    a: str
    b_id: str | None
    b: str
    claims: tuple[TieClaim, ...]
    start: Bounds | None
    end: Bounds | None
    conflict: str = ""


def list_ties(store: Store) -> tuple[TieVersions, ...]:
    """Return all relations that reports tell, in the order of time."""
    groups: defaultdict[tuple[str, str, str], list[tuple[Report, Findings, Relation]]] = defaultdict(list)
    for report, found in read_decided(store):
        for relation in found.relations:
            ends = [make_key(*_named(report, one)) for one in (relation.a, relation.b)]
            groups[relation.type, ends[0], ends[1]].append((report, found, relation))
    versions = [_versions(group) for _, group in sorted(groups.items())]
    return tuple(sorted(versions, key=_sort_key))


def _named(report: Report, who: Participant) -> tuple[str | None, str]:
    """Return id and name of a side; a class of people ("gunmen") is nobody: what the report writes names it."""
    actor = named_actor(who.actor)
    if actor is not None:
        return actor.actor_id, actor.name
    return None, who.name or who.span.of(report.text)


def _sort_key(versions: TieVersions) -> tuple[date, str, str, str]:
    bounds = versions.start or Bounds()
    told = [day for one in versions.claims if one.start for day in (one.start.earliest, one.start.latest) if day]
    day = bounds.latest or bounds.earliest or min(told, default=date.max)
    return (day, versions.type, versions.a, versions.b)


def _versions(group: list[tuple[Report, Findings, Relation]]) -> TieVersions:
    claims = tuple(
        sorted((_claim(*one) for one in group), key=lambda one: (one.published or "~", one.report_id, one.span))
    )
    report, _, relation = group[0]
    a_id, a = _named(report, relation.a)
    b_id, b = _named(report, relation.b)
    start, start_conflict = _common([one.start for one in claims])
    end, end_conflict = _common([one.end for one in claims])
    conflict = []
    if any(one.status == "denied" for one in claims) and any(one.status == "happened" for one in claims):
        conflict.append("told as fact and denied")
    conflict += ["the times of its beginning exclude each other"] * start_conflict
    conflict += ["the times of its end exclude each other"] * end_conflict
    return TieVersions(relation.type, a_id, a, b_id, b, claims, start, end, "; ".join(conflict))


def _common(told: Iterable[Bounds | None]) -> tuple[Bounds | None, bool]:
    """Return the bounds that all leave open, and whether they exclude each other."""
    known = [one for one in told if one is not None]
    earliest = max((one.earliest for one in known if one.earliest), default=None)
    latest = min((one.latest for one in known if one.latest), default=None)
    if earliest is not None and latest is not None and earliest > latest:
        return None, True
    return (Bounds(earliest, latest) if earliest or latest else None), False


def _claim(report: Report, found: Findings, relation: Relation) -> TieClaim:
    spans = [one for one in (relation.a.span, relation.cue, relation.b.span) if one is not None]
    span = Span(min(one.start for one in spans), max(one.end for one in spans))
    said = _narrowest(found.statements, relation.cue or relation.a.span)
    start, end = _bounds(relation, report.published)
    return TieClaim(
        report_id=report.id,
        publisher=report.publisher,
        published=report.published,
        speaker=OUTLET if said is None else said.speaker,
        speaker_name=None if said is None else (said.name or said.source.of(report.text)),
        status=relation.status,
        span=span,
        words=span.of(report.text),
        start=start,
        end=end,
    )


def _narrowest(statements: Iterable[Statement], span: Span) -> Statement | None:
    around = [(one.content.end - one.content.start, one.id, one) for one in statements if one.content]
    holding = [one for one in around if one[2].content is not None and one[2].content.contains(span)]
    return min(holding, key=lambda one: one[:2])[2] if holding else None


def _bounds(relation: Relation, published: str | None) -> tuple[Bounds | None, Bounds | None]:
    """Return when a relation began and ended by one report; one that is denied or only planned did neither."""
    if relation.status != "happened":
        return None, None
    said = make_bounds(published[:10]) if published else None
    if relation.when is None:
        if said is None:
            return None, None
        return Bounds(None, said.latest), None if relation.type in ACTS else Bounds(said.earliest, None)
    told = _days(relation.when)
    if relation.when.is_open == "end":
        return told, Bounds(said.earliest, None) if said else None
    if relation.when.is_open == "start":
        return Bounds(None, told.earliest), told
    if relation.type in ACTS:
        return told, None
    return Bounds(None, told.latest), Bounds(told.earliest, None)


def _days(when: When) -> Bounds:
    try:
        told = make_bounds(when.value)
    except ValueError:
        told = None
    return told or Bounds(when.start.date(), (when.end - timedelta(microseconds=1)).date())
