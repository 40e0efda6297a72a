"""People's decisions on findings and incidents, put into the store; what they change is concluded anew at once.

A decision on what a report says, or on an incident as a whole, changes the incidents of that report: these are weighed
anew before the call returns. Whether events of other reports belong together with it is looked at by `link_store`
afterwards, which may take a while: `Outcome.is_settled` says whether that is still to be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from dateline.errors import NotFoundError, UserError
from dateline.judge import check_decision, encode_decision, is_shared, part_of, read_decision
from dateline.link.judgements import make_decided
from dateline.records import Anchor, Decision, Findings, Incident, Judgement
from dateline.run.actor_judging import Stamp
from dateline.run.concluding import Ground, conclude
from dateline.run.decided import list_places, read_decisions
from dateline.run.local import make_inputs_digest
from dateline.store import Store
from dateline.text import make_id

CROSSED = (
    400  # pairs of a split that are all called different; of more, one is, and the rest of each side is held as one
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a judgement is of: a finding of one report, or an incident; `incidents` are those that it touches."""

    id: str
    kind: str  # event, statement, responsibility, relation, incident
    report_id: str | None
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision; `number` is that of its last judgement, which undoes all of it."""

    number: int
    judgements: tuple[Judgement, ...]
    incidents: tuple[str, ...]  # concluded anew
    is_settled: bool  # nothing is left to be linked


def find_subject(store: Store, subject: str) -> Subject:
    """Return what an id is of.

    Raises:
        NotFoundError: no incident and no finding has this id.
    """
    if store.incidents_among([subject]):
        return Subject(subject, "incident", None, (subject,))
    found = store.whereabouts([subject]).get(subject)
    if found is None:
        raise NotFoundError(f"no incident, event, statement, claim or relation {subject!r} in {store.where}")
    return Subject(subject, found.kind, found.report_id, store.incidents_of(found.report_id))


def decide(
    store: Store, subject: str, verdict: str, decision: Decision, stamp: Stamp, *, seen: int | None = None
) -> Outcome:
    """Keep a decision on a finding or an incident and draw the conclusions that it touches anew.

    `seen` is the number of the latest judgement when the page was made that it comes from: where somebody else decided
    on the same part since, nothing is kept.

    Raises:
        NotFoundError: there is no such subject.
        UserError: the decision means nothing.
        ConflictError: somebody else was faster.
    """
    found = find_subject(store, subject)
    text = store.report(found.report_id).text if found.report_id is not None else None
    check_decision(found.kind, verdict, decision, text)
    if found.kind == "incident" and verdict in ("accept", "reject"):
        row = store.incident_row(subject)
        decision = replace(decision, seen=row.evidence if row is not None else None)
    value = encode_decision(replace(decision, anchors=_find_anchors(store, found)))
    judgement = Judgement(subject, verdict, stamp.by, stamp.at, stamp.note, value, stamp.is_final)
    part = part_of(decision)

    def clashes(number: int, other: Judgement) -> bool:
        return seen is not None and number > seen and other.by != stamp.by and part_of(read_decision(other)) == part

    changes_events = bool(decision.field or verdict == "undo") and found.kind != "incident"
    return _keep(store, (judgement,), found.incidents, clashes=clashes, links=changes_events)


def _find_anchors(store: Store, found: Subject) -> tuple[Anchor, ...]:
    if found.kind == "incident":
        incident = store.incidents_among([found.id])[found.id]
        member = next(
            (one for one in incident.members if make_id("incident", one.event_id) == found.id), incident.members[0]
        )
        return _anchors_of(store.findings(member.report_id), (member.event_id,))
    return _anchors_of(store.findings(found.report_id or ""), (found.id,))


def _anchors_of(found: Findings | None, subjects: Sequence[str]) -> tuple[Anchor, ...]:
    if found is None:
        return ()
    first: dict[str, Anchor] = {}
    for kind, subject, span in list_places(found):
        if subject in subjects:
            first.setdefault(subject, Anchor(subject, found.report_id, span.start, kind))
    return tuple(first[one] for one in subjects if one in first)


def merge_incidents(store: Store, incident_ids: Sequence[str], stamp: Stamp) -> Outcome:
    """Decide that incidents are one: each of their events is the same as the first one's first.

    Raises:
        NotFoundError: there is no such incident.
        UserError: there are fewer than two.
    """
    incidents = _incidents(store, incident_ids)
    if len(incidents) < 2:
        raise UserError("choose two incidents or more to merge")
    first, *others = (member.event_id for incident in incidents for member in incident.members)
    events = {first, *others}
    apart = make_decided(read_decisions(store).standing).different
    pairs = [("undo", pair) for pair in sorted(apart) if events.issuperset(pair) and first not in pair]
    pairs += [("same", (first, other)) for other in others]
    return _keep_pairs(store, pairs, [one.id for one in incidents], stamp)


def split_incident(store: Store, incident_id: str, events: Iterable[str], stamp: Stamp) -> Outcome:
    """Decide that some events of an incident are another incident, held together as one.

    Raises:
        NotFoundError: there is no such incident.
        UserError: the events are none of its, or all.
    """
    incident = _incidents(store, [incident_id])[0]
    held = [member.event_id for member in incident.members]
    wanted = set(events)
    chosen, rest = [one for one in held if one in wanted], [one for one in held if one not in wanted]
    if wanted - set(held) or not chosen or not rest:
        raise UserError("choose some of the incident's events to split off, and leave at least one")
    pairs = [("same", (chosen[0], other)) for other in chosen[1:]]
    crossed = list(product(chosen, rest))
    if len(crossed) > CROSSED:
        pairs += [("same", (rest[0], other)) for other in rest[1:]]
        crossed = crossed[:1]
    pairs += [("different", pair) for pair in crossed]
    return _keep_pairs(store, pairs, [incident.id], stamp)


def _incidents(store: Store, incident_ids: Sequence[str]) -> list[Incident]:
    return [store.incident(one) for one in dict.fromkeys(incident_ids)]


def _keep_pairs(
    store: Store, pairs: Sequence[tuple[str, tuple[str, str]]], incidents: Sequence[str], stamp: Stamp
) -> Outcome:
    where = store.whereabouts({event for _, pair in pairs for event in pair})
    reports = sorted({one.report_id for one in where.values()})
    places = {
        subject: Anchor(subject, name, span.start, kind)
        for name, kept in store.kept_findings(reports).items()
        for kind, subject, span in reversed(list_places(kept.findings))
        if subject in where
    }
    made = []
    for verdict, pair in pairs:
        left, right = sorted(pair)
        value = encode_decision(Decision(anchors=tuple(places[one] for one in (left, right) if one in places)))
        made.append(Judgement(f"{left}+{right}", verdict, stamp.by, stamp.at, stamp.note, value, stamp.is_final))
    return _keep(store, tuple(made), tuple(incidents), links=True)


def undo(store: Store, number: int, stamp: Stamp, *, may_all: bool = True) -> Outcome:
    """Take back the act that a judgement belongs to: the judgement of this number and those of one merge or split.

    Raises:
        NotFoundError: there is no such judgement.
        UserError: it is somebody else's and `may_all` is not given, or it takes back another one itself.
    """
    known = dict(store.judgement_page(limit=1, before=number + 1))
    one = known.get(number)
    if one is None:
        raise NotFoundError(f"no judgement {number}; `dateline judgements list` lists them")
    if one.verdict == "undo":
        raise UserError(f"judgement {number} takes back an earlier one; decide anew instead")
    if one.by != stamp.by and not may_all:
        raise UserError(f"judgement {number} is {one.by}'s; only {one.by} or an editor may take it back")
    if is_shared(one) and "+" not in one.subject:
        raise UserError(f"judgement {number} is on an actor; `dateline actors undo` takes it back")
    act = [one]
    if is_shared(one):
        near = store.judgement_page(limit=2 * CROSSED + 2, before=number + CROSSED + 1)
        act = [each for _, each in near if is_shared(each) and (each.by, each.at) == (one.by, one.at)]
        act = [each for each in act if each.verdict != "undo"]
    is_final = one.by != stamp.by
    back = tuple(replace(_undoing(each), by=stamp.by, at=stamp.at, note=stamp.note, is_final=is_final) for each in act)
    touched = _touched(store, act)
    links = is_shared(one) or bool(read_decision(one).field)
    return _keep(store, back, touched, links=links)


def _undoing(one: Judgement) -> Judgement:
    value = read_decision(one)
    part = Decision(field=value.field, of=part_of(value)[1], role=value.role, anchors=value.anchors)
    return replace(one, verdict="undo", value=encode_decision(part))


def _touched(store: Store, judgements: Iterable[Judgement]) -> tuple[str, ...]:
    names = {event for one in judgements for event in one.subject.split("+")}
    found = set(store.incidents_among(sorted(names)))
    for where in store.whereabouts(names - found).values():
        found.update(store.incidents_of(where.report_id))
    return tuple(sorted(found))


def _keep(
    store: Store,
    judgements: tuple[Judgement, ...],
    incidents: tuple[str, ...],
    *,
    links: bool,
    clashes: Callable[[int, Judgement], bool] = lambda *_: False,
) -> Outcome:
    """Keep judgements and weigh the incidents anew; `links`: whether they bear on which events are one."""
    was_settled = is_settled(store)
    number = store.add_judgements(judgements, clashes)
    settled = was_settled and not links
    conclude_again(store, incidents, make_inputs_digest(store) if settled else None)
    return Outcome(number, judgements, incidents, settled)


def is_settled(store: Store) -> bool:
    """Say whether the conclusions are drawn from all that the store holds."""
    return store.groups_digest() == make_inputs_digest(store)


def conclude_again(store: Store, incident_ids: Sequence[str], digest: str | None = None) -> None:
    """Weigh some incidents anew as they stand; `digest` says what all conclusions rest on then."""
    incidents = store.incidents_among(incident_ids)
    names = sorted({member.report_id for one in incidents.values() for member in one.members})
    reports, decided = store.reports_among(names), read_decisions(store)
    findings = {
        name: decided.apply(kept.findings, reports[name].text) for name, kept in store.kept_findings(names).items()
    }
    ground = Ground(reports, findings, store.stories_among(names), decided.findings)
    store.change_assessments([conclude(one, ground) for one in incidents.values()], digest)
