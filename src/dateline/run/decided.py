"""What reports say, as people have decided: what groups, pages, lists and exports are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.judge import Decisions, find_standing, make_decisions, read_decision
from dateline.link.actor_judgements import ActorDecisions, apply_decisions, is_on_actor, make_actor_decisions
from dateline.records import Anchor, Findings, Judgement, Report, Span
from dateline.store import Store
from dateline.text import make_id


@dataclass(frozen=True, slots=True)
class Decided:
    """The judgements that hold in a store, and what they come to on actors and on findings and incidents."""

    standing: tuple[Judgement, ...]
    actors: ActorDecisions
    findings: Decisions

    def apply(self, found: Findings, text: str) -> Findings:
        """Return the findings of a report of this text as people have decided: whom words mean, what they say."""
        return self.findings.apply(apply_decisions(found, text, self.actors))


def read_decisions(store: Store) -> Decided:
    """Return the decisions that hold in the store, each on the id that its finding has now.

    Raises:
        UserError: the value of a judgement cannot be read.
    """
    standing = _renew(store, find_standing(store.judgements()))
    return Decided(standing, make_actor_decisions(standing), make_decisions(standing))


def read_decided(store: Store) -> Iterator[tuple[Report, Findings]]:
    """Yield each report that was read with what it says, as people have decided."""
    decided = read_decisions(store)
    for found in store.all_findings():
        report = store.report(found.report_id)
        yield report, decided.apply(found, report.text)


def _renew(store: Store, standing: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements with the ids that their subjects have now: another reader gives the same words other ids.

    What is not found again keeps its old id, and waits.
    """
    anchors = {one: read_decision(one).anchors for one in standing if not is_on_actor(one)}
    hung = {anchor.event_id for found in anchors.values() for anchor in found}
    gone = hung - store.whereabouts(hung).keys()
    if not gone:
        return tuple(standing)
    lost = [anchor for found in anchors.values() for anchor in found if anchor.event_id in gone]
    names = _find_again(store, lost)
    return tuple(_renamed(one, anchors.get(one, ()), names) for one in standing)


def _renamed(judgement: Judgement, anchors: Iterable[Anchor], names: Mapping[Anchor, str]) -> Judgement:
    subject = judgement.subject
    for anchor in anchors:
        if anchor in names:
            subject = subject.replace(anchor.event_id, names[anchor])
            subject = subject.replace(make_id("incident", anchor.event_id), make_id("incident", names[anchor]))
    return judgement if subject == judgement.subject else replace(judgement, subject=subject)


def _find_again(store: Store, lost: Iterable[Anchor]) -> dict[Anchor, str]:
    """Return the ids that lost findings have now, by the words that they hang on."""
    by_report: defaultdict[str, list[Anchor]] = defaultdict(list)
    for anchor in lost:
        by_report[anchor.report_id].append(anchor)
    found: dict[Anchor, str] = {}
    for name, kept in store.kept_findings(sorted(by_report)).items():
        places = list_places(kept.findings)
        for anchor in by_report[name]:
            word = Span(anchor.start, anchor.start + 1)
            here = [subject for kind, subject, span in places if kind == anchor.part and span.overlaps(word)]
            if here:
                found[anchor] = here[0]
    return found


def list_places(found: Findings) -> list[tuple[str, str, Span]]:
    """Return the kind, the id and the words of each finding, those first by which it is named."""
    return [
        *(("event", one.id, span) for one in found.events for span in one.triggers),
        *(("statement", one.id, one.cue or one.source) for one in found.statements),
        *(("responsibility", one.id, one.cue) for one in found.responsibility),
        *(("relation", one.id, one.cue or one.a.span) for one in found.relations),
    ]
