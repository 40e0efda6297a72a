"""Findings and failures in the store: what reports say, as one pipeline read them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Select, and_, delete, func, select

from dateline.records import Failure, Findings, Report
from dateline.store import tables
from dateline.store.columns import make_record, make_row
from dateline.store.database import Database
from dateline.store.rows import PAGE, delete_owner, fetch_owners, insert_owner
from dateline.store.views import Kept, Whereabouts


class Said(Database):
    """What reports say."""

    def pending_reports(self, pipeline: str, model: str) -> Iterator[Report]:
        """Yield, in the order of arrival, the reports that this pipeline and model have neither read nor failed on."""
        query = _pending(select(tables.REPORT_TABLE), pipeline, model).order_by(tables.REPORT_TABLE.c.row).limit(PAGE)
        after = -1
        while True:
            with self._reading() as connection:
                page = query.where(tables.REPORT_TABLE.c.row > after)
                rows = list(connection.execute(page).mappings())
            for row in rows:
                yield make_record(Report, row)
            if len(rows) < PAGE:
                return
            after = rows[-1]["row"]

    def count_pending(self, pipeline: str, model: str) -> int:
        """Return how many reports `pending_reports` would yield."""
        query = _pending(select(func.count()).select_from(tables.REPORT_TABLE), pipeline, model)
        with self._reading() as connection:
            return int(connection.execute(query).scalar_one())

    def add_findings(self, findings: Findings) -> None:
        """Keep what a report says, in the place of what an older pipeline made of it."""
        digest = hashlib.sha256(msgspec.json.encode(findings)).hexdigest()
        failed = tables.FAILURE
        with self._writing() as connection:
            self._dialect.lock(connection, f"findings {findings.report_id}")
            delete_owner(connection, tables.FINDINGS, findings.report_id)
            insert_owner(connection, tables.FINDINGS, findings, {"digest": digest})
            connection.execute(delete(failed).where(failed.c.subject == findings.report_id))

    def add_failure(self, failure: Failure, pipeline: str | None = None, model: str | None = None) -> None:
        """Keep a failure; `pipeline` and `model` say what failed on a report, so that only a newer one tries again."""
        with self._writing() as connection:
            row = make_row(failure) | {"pipeline": pipeline, "model": model}
            self._dialect.insert_or_replace(connection, tables.FAILURE, row)

    def failures(self) -> tuple[Failure, ...]:
        """Return all items and reports that could not be processed, and have not been since."""
        query = select(tables.FAILURE).order_by(tables.FAILURE.c.subject, tables.FAILURE.c.stage)
        with self._reading() as connection:
            return tuple(make_record(Failure, row) for row in connection.execute(query).mappings())

    def findings(self, report_id: str) -> Findings | None:
        """Return what the report with this (full) id says; ``None`` while nothing has been read from it."""
        return next(self._owners(tables.FINDINGS, report_id), None)

    def whereabouts(self, finding_ids: Collection[str]) -> dict[str, Whereabouts]:
        """Return of these events, statements, claims and relations of what kind they are and in which report."""
        wanted, found = sorted(finding_ids), {}
        with self._reading() as connection:
            for start in range(0, len(wanted), PAGE):
                some = wanted[start : start + PAGE]
                for child in tables.FINDINGS.children:
                    table = child.table
                    query = select(table.c.id, table.c.report_id).where(table.c.id.in_(some))
                    found.update({row.id: Whereabouts(table.name, row.report_id) for row in connection.execute(query)})
        return found

    def all_findings(self) -> Iterator[Findings]:
        """Yield the findings of all reports in the order of their ids."""
        return self._owners(tables.FINDINGS)

    def kept_findings(self, report_ids: Sequence[str]) -> dict[str, Kept]:
        """Return the findings of these reports by report id, each with the SHA-256 that it was stored under."""
        done = tables.FINDINGS.table
        with self._reading() as connection:
            rows = list(connection.execute(select(done).where(done.c.report_id.in_(report_ids))).mappings())
            found = list(fetch_owners(connection, tables.FINDINGS, rows))
        return {one.report_id: Kept(one, row["digest"]) for one, row in zip(found, rows, strict=True)}


def _pending(query: Select[Any], pipeline: str, model: str) -> Select[Any]:
    report, done, failed = tables.REPORT_TABLE, tables.FINDINGS.table, tables.FAILURE
    same = and_(done.c.report_id == report.c.id, done.c.pipeline == pipeline, done.c.model == model)
    tried = and_(failed.c.subject == report.c.id, failed.c.pipeline == pipeline, failed.c.model == model)
    return (
        query.outerjoin(done, same)
        .outerjoin(failed, tried)
        .where(done.c.report_id.is_(None), failed.c.subject.is_(None))
    )
