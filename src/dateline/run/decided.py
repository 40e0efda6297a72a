"""What reports say, with the actors as people have decided: what groups, pages and lists are made from."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.link.actor_judgements import ActorDecisions, apply_decisions, make_actor_decisions
from dateline.records import Findings, Report
from dateline.store import Store


def read_decisions(store: Store) -> ActorDecisions:
    """Return the decisions on actors that hold in the store."""
    return make_actor_decisions(store.standing_judgements())


def read_decided(store: Store) -> Iterator[tuple[Report, Findings]]:
    """Yield each report that was read with what it says, the actors as people have decided."""
    decisions = read_decisions(store)
    for found in store.all_findings():
        report = store.report(found.report_id)
        yield report, apply_decisions(found, report.text, decisions)
