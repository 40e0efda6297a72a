"""What counts as right, kind by kind: the definitions behind every published figure.

scope           the report holds an event of the code book at all
events          same type and an overlapping trigger, one to one in the report
triggers        an overlapping trigger, whatever the type
status, background        accuracy on matched events
by, against     heads overlap, on matched events;  doubt: accuracy on matched `by` entries
where, when, weapon       spans overlap, on matched events
killed, injured, taken, counts      same field, minimum and maximum exact, on the matched event, over all events
counts_who      accuracy of the side on matched counts
statements      sources overlap and contents share at least half of the longer one's words
speaker, kind   accuracy on matched statements
responsibility  same stance and the heads of `who` overlap (both absent for "nobody")
relations       same type and both heads overlap (either way round where the relation has no direction)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.records import Count, Event, Findings, Participant, Relation, Responsibility, Span, Statement
from dateline.score.gold import GoldReport
from dateline.score.matching import match_pairs, overlap_any, same_head, share_words
from dateline.score.tally import Tally

COUNT_FIELDS = ("killed", "injured", "taken")
SYMMETRIC = frozenset({"alias_of", "fights", "allied_with", "merged_with"})
CONTENT_SHARE = 0.5  # fixed with the task, as PolNeAR's partial match; never tuned


def score_findings(gold: GoldReport, found: Findings) -> Tally:
    """Return the tally of one report: per kind how many were right, found and there to be found."""
    tally = Tally()
    tally.add("scope", int(gold.is_conflict and bool(found.events)), int(bool(found.events)), int(gold.is_conflict))
    _score_events(gold, found, tally)
    _score_statements(gold, found.statements, tally)
    claims, relations = gold.findings.responsibility, gold.findings.relations
    same_claims = match_pairs(claims, found.responsibility, lambda g, f: _same_claim(gold.text, g, f))
    tally.add("responsibility", len(same_claims), len(found.responsibility), len(claims))
    same_relations = match_pairs(relations, found.relations, lambda g, f: _same_relation(gold.text, g, f))
    tally.add("relations", len(same_relations), len(found.relations), len(relations))
    return tally


def _score_events(gold: GoldReport, found: Findings, tally: Tally) -> None:
    text, wanted = gold.text, gold.findings.events
    loose = match_pairs(wanted, found.events, lambda g, f: overlap_any(g.triggers, f.triggers))
    tally.add("triggers", len(loose), len(found.events), len(wanted))
    pairs = [(wanted[g], found.events[f]) for g, f in match_pairs(wanted, found.events, _event_affinity)]
    tally.add("events", len(pairs), len(found.events), len(wanted))
    for left, right in pairs:
        tally.add_accuracy("status", left.status == right.status)
        tally.add_accuracy("background", left.background == right.background)
        _score_participants(text, left, right, tally)
        for name, spans in (("where", _where), ("when", _when), ("weapon", _weapon)):
            wanted_spans, found_spans = spans(left), spans(right)
            right_ones = match_pairs(wanted_spans, found_spans, Span.overlaps)
            tally.add(name, len(right_ones), len(found_spans), len(wanted_spans))
    _score_counts(wanted, found.events, pairs, tally)


def _event_affinity(gold: Event, found: Event) -> float:
    """Return 0 for events that do not match, else more for more in common: gold events may share a trigger."""
    if gold.type != found.type or not overlap_any(gold.triggers, found.triggers):
        return 0.0
    shared = len(set(gold.triggers) & set(found.triggers)) + len(set(_spans(gold)) & set(_spans(found)))
    return 1.0 + shared


def _spans(event: Event) -> Iterator[Span]:
    for participant in (*event.by, *event.against):
        yield participant.span
    for count in (*event.killed, *event.injured, *event.taken):
        yield count.span
    yield from (*_where(event), *_when(event), *event.weapon)


def _where(event: Event) -> tuple[Span, ...]:
    return tuple(mention.span for mention in event.where)


def _when(event: Event) -> tuple[Span, ...]:
    return tuple(mention.span for mention in event.when)


def _weapon(event: Event) -> tuple[Span, ...]:
    return event.weapon


def _score_participants(text: str, gold: Event, found: Event, tally: Tally) -> None:
    def alike(left: Participant, right: Participant) -> bool:
        return same_head(text, left.span, right.span)

    by = match_pairs(gold.by, found.by, alike)
    tally.add("by", len(by), len(found.by), len(gold.by))
    for g, f in by:
        tally.add_accuracy("doubt", gold.by[g].doubt == found.by[f].doubt)
    tally.add("against", len(match_pairs(gold.against, found.against, alike)), len(found.against), len(gold.against))


def _score_counts(
    gold: Sequence[Event], found: Sequence[Event], pairs: Sequence[tuple[Event, Event]], tally: Tally
) -> None:
    for name in COUNT_FIELDS:
        right = 0
        for left, other in pairs:
            wanted, given = _counts(left, name), _counts(other, name)
            matched = match_pairs(wanted, given, lambda g, f: g.min == f.min and g.max == f.max)
            right += len(matched)
            for g, f in matched:
                tally.add_accuracy("counts_who", wanted[g].who == given[f].who)
        there = sum(len(_counts(event, name)) for event in gold)
        given_total = sum(len(_counts(event, name)) for event in found)
        tally.add(name, right, given_total, there)
        tally.add("counts", right, given_total, there)


def _counts(event: Event, name: str) -> tuple[Count, ...]:
    return {"killed": event.killed, "injured": event.injured, "taken": event.taken}[name]


def _score_statements(gold: GoldReport, found: Sequence[Statement], tally: Tally) -> None:
    wanted = gold.findings.statements

    def alike(left: Statement, right: Statement) -> float:
        shared = share_words(gold.text, left.content, right.content)
        return shared if left.source.overlaps(right.source) and shared >= CONTENT_SHARE else 0.0

    pairs = match_pairs(wanted, found, alike)
    tally.add("statements", len(pairs), len(found), len(wanted))
    for g, f in pairs:
        tally.add_accuracy("speaker", wanted[g].speaker == found[f].speaker)
        tally.add_accuracy("kind", wanted[g].kind == found[f].kind)


def _same_claim(text: str, gold: Responsibility, found: Responsibility) -> bool:
    if gold.stance != found.stance:
        return False
    if gold.who is None or found.who is None:
        return gold.who is None and found.who is None
    return same_head(text, gold.who.span, found.who.span)


def _same_relation(text: str, gold: Relation, found: Relation) -> bool:
    if gold.type != found.type:
        return False
    return any(
        same_head(text, gold.a.span, a) and same_head(text, gold.b.span, b) for a, b in _readings(gold.type, found)
    )


def _readings(kind: str, found: Relation) -> Iterator[tuple[Span, Span]]:
    yield found.a.span, found.b.span
    if kind in SYMMETRIC:
        yield found.b.span, found.a.span
