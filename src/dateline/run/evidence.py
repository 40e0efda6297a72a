"""Evidence from the store, as a stream: what exports are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.errors import StoreError
from dateline.export import Evidence
from dateline.records import Assessment
from dateline.run.decided import Decided, read_decisions
from dateline.store import IncidentFilter, Store

AT_ONCE = 50  # incidents whose reports are held at a time
ANY = IncidentFilter()


def read_evidence(store: Store, wanted: IncidentFilter = ANY) -> Iterator[Evidence]:
    """Yield the incidents that `wanted` lets through with all that they rest on, the earliest first.

    Of all incidents only the ids are held, of some the rest: memory does not grow with the store.
    """
    decided = read_decisions(store)
    ids = store.wanted_ids(wanted)
    for start in range(0, len(ids), AT_ONCE):
        known = store.assessments_among(ids[start : start + AT_ONCE])
        chosen = [known[one] for one in ids[start : start + AT_ONCE] if one in known]
        if chosen:
            yield from _fetch(store, chosen, decided)


def _fetch(store: Store, chosen: Sequence[Assessment], decided: Decided) -> Iterator[Evidence]:
    incidents = store.incidents_among([one.incident_id for one in chosen])
    names = sorted({member.report_id for one in incidents.values() for member in one.members})
    reports, findings, stories = store.reports_among(names), store.kept_findings(names), store.stories_among(names)
    for assessment in chosen:
        incident = incidents.get(assessment.incident_id)
        if incident is None:
            raise StoreError(f"{store.where}: incident {assessment.incident_id} is gone; the store changed just now")
        members = {member.report_id for member in incident.members}
        mine = sorted((reports[name] for name in members), key=lambda one: (one.published or "~", one.id))
        told = {stories[name].id: stories[name] for name in sorted(members) if name in stories}
        yield Evidence(
            incident=incident,
            assessment=assessment,
            reports=tuple(mine),
            findings=tuple(decided.apply(findings[one.id].findings, one.text) for one in mine if one.id in findings),
            stories=tuple(told[name] for name in sorted(told)),
            judgements=decided.findings.on(incident),
        )
