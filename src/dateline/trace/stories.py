"""Stories."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.records import Report, Story
from dateline.text import make_id


def trace_stories(reports: Iterable[Report]) -> tuple[Story, ...]:
    """Return the stories of `reports`: each report is in exactly one, most stories have one report."""
    return tuple(Story(make_id("story", report.id), (report.id,), report.origin) for report in reports)
