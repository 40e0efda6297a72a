"""Records by their keys, many at a time: what long lists with all that belongs to them are put together from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from dateline.records import Assessment, Incident, Report, Story
from dateline.store import tables
from dateline.store.columns import make_record
from dateline.store.database import Database
from dateline.store.rows import PAGE, fetch_owners
from dateline.store.tables import Layout


class Among(Database):
    """Many records in a few queries. Keys are full ids; those that are not there are left out."""

    def assessments_among(self, incident_ids: Sequence[str]) -> dict[str, Assessment]:
        """Return what is known of these incidents, by id."""
        return {one.incident_id: one for one in self._among(tables.ASSESSMENT, incident_ids)}

    def incidents_among(self, incident_ids: Sequence[str]) -> dict[str, Incident]:
        """Return these incidents, by id."""
        return {one.id: one for one in self._among(tables.INCIDENT, incident_ids)}

    def reports_among(self, report_ids: Sequence[str]) -> dict[str, Report]:
        """Return these reports, by id."""
        table, found = tables.REPORT_TABLE, {}
        with self._reading() as connection:
            for some in _pages(report_ids):
                for row in connection.execute(select(table).where(table.c.id.in_(some))).mappings():
                    found[row["id"]] = make_record(Report, row)
        return found

    def stories_among(self, report_ids: Sequence[str]) -> dict[str, Story]:
        """Return the stories that these reports belong to, by id of the report."""
        link = tables.STORY_REPORT.c
        story_of: dict[str, str] = {}
        with self._reading() as connection:
            for some in _pages(report_ids):
                query = select(link.report_id, link.story_id).where(link.report_id.in_(some))
                story_of.update((row.report_id, row.story_id) for row in connection.execute(query))
        stories = {one.id: one for one in self._among(tables.STORY, sorted(set(story_of.values())))}
        return {report: stories[story] for report, story in story_of.items()}

    def _among(self, layout: Layout, keys: Sequence[str]) -> Iterator[Any]:
        """Yield the records of a layout with these keys, in no order."""
        for some in _pages(keys):
            with self._reading() as connection:
                chosen = select(layout.table).where(layout.table.c[layout.key].in_(some))
                page = list(fetch_owners(connection, layout, list(connection.execute(chosen).mappings())))
            yield from page


def _pages(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + PAGE] for start in range(0, len(keys), PAGE))
