"""Run: many reports, on this machine. Reads what is new, keeps it at once, and draws the conclusions anew."""

from __future__ import annotations

from dateline.run.local import Summary, link_store, read_findings, read_into

__all__ = ["Summary", "link_store", "read_findings", "read_into"]
