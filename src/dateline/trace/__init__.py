"""Trace: which reports are one story, and which line of knowledge each saying goes back to. Touches nothing."""

from __future__ import annotations

from dateline.trace.lines import trace_lines
from dateline.trace.stories import trace_stories

__all__ = ["trace_lines", "trace_stories"]
