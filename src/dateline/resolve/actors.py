"""Actors: mentions tied to the register."""

from __future__ import annotations

from dateline.knowledge.register import Register
from dateline.records import Findings, Parsed


def resolve_actors(parsed: Parsed, findings: Findings, register: Register) -> Findings:
    """Return the findings with `actor` set wherever the register knows who is meant."""
    return findings
