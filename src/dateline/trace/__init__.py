"""Trace: which reports are one story, and which line of knowledge each saying goes back to. Touches nothing.

trace_stories(reports)             all at once
StoryIndex().add(make_print(...))  one at a time, at a price that does not grow with the archive; the same stories
trace_lines(sayings, stories)      the independent lines behind the sayings of one incident
"""

from __future__ import annotations

from dateline.trace.index import StoryIndex
from dateline.trace.lines import trace_lines
from dateline.trace.prints import Print, make_print
from dateline.trace.stories import Tracing, trace, trace_stories

__all__ = ["Print", "StoryIndex", "Tracing", "make_print", "trace", "trace_lines", "trace_stories"]
