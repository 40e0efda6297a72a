"""Sayings."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.records import Findings, Incident, Report, Saying


def make_sayings(
    incident: Incident, reports: Mapping[str, Report], findings: Mapping[str, Findings]
) -> tuple[Saying, ...]:
    """Return every value that a report gives for a field of the incident, with who says it.

    `reports` and `findings` are by report id and must hold those of the members of `incident`.
    """
    del incident, reports, findings
    return ()
