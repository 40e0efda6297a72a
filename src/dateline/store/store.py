"""The store, opened: records in and out. Everything that writes is one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Table, func, select

from dateline.records import Span
from dateline.store import tables
from dateline.store.among import Among
from dateline.store.check import find_problems
from dateline.store.groups import Groups
from dateline.store.people import People
from dateline.store.published import PublishedIds
from dateline.store.queue import Queue
from dateline.store.reports import Reports
from dateline.store.said import Said
from dateline.store.search import find_marks, parse_query
from dateline.store.views import Counts, Hit, Problem
from dateline.store.watching import Watching

EXCERPT = 160  # characters of text shown around the first hit of a search


class Store(Queue, Reports, Said, Groups, Among, PublishedIds, People, Watching):
    """Reports, findings, groups and judgements in one database. Made by `open_store`."""

    def search(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        """Return the reports whose title or text holds all words of `query`, best first (see `store.search`).

        Raises:
            UserError: there is no word to look for.
        """
        clauses = parse_query(query)
        with self._reading() as connection:
            found = list(self._dialect.search_reports(connection, clauses, limit))
        return tuple(self._hit(*row) for row in found)

    def _hit(self, report_id: str, score: float, marked: str) -> Hit:
        report = self.report(report_id)
        spans = find_marks(marked)
        first = spans[0].start if spans else 0
        start = max(0, first - EXCERPT // 3)
        if start:
            start = report.text.rfind(" ", 0, start) + 1
        end = min(len(report.text), start + EXCERPT)
        excerpt = Span(start, max(end, start + 1))
        return Hit(report_id, score, report.title, report.publisher, report.published, excerpt, spans)

    def counts(self) -> Counts:
        """Return how much there is of everything."""
        report, done = tables.REPORT_TABLE, tables.FINDINGS.table
        languages = select(report.c.language, func.count()).group_by(report.c.language).order_by(report.c.language)
        with self._reading() as connection:

            def count(table: Table, *conditions: ColumnElement[bool]) -> int:
                return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()

            return Counts(
                reports=count(report),
                retrievals=count(tables.RETRIEVAL),
                read=count(done),
                abstained=count(done, done.c.abstained.is_not(None)),
                failures=count(tables.FAILURE),
                events=count(tables.EVENT),
                statements=count(tables.STATEMENT),
                responsibility=count(tables.RESPONSIBILITY),
                relations=count(tables.RELATION),
                stories=count(tables.STORY.table),
                incidents=count(tables.INCIDENT.table),
                judgements=count(tables.JUDGEMENT),
                languages=tuple((row[0], row[1]) for row in connection.execute(languages)),
            )

    def verify(self) -> Iterator[Problem]:
        """Prove the store: yield everything that is not as it was written, or that points nowhere."""
        with self._reading() as connection:
            damage = list(self._dialect.find_damage(connection))
        yield from (Problem("store", self.where, message) for message in damage)
        yield from find_problems(self)
