"""Reports in the store: what came in, its raw bytes and the log of its retrieval. Never changed, only added to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sqlalchemy import and_, delete, literal, select

from dateline.errors import NotFoundError, StoreError
from dateline.records import Reading, Report, Retrieval
from dateline.store import tables
from dateline.store.columns import make_record, make_row
from dateline.store.database import Database
from dateline.store.rows import PAGE


class Reports(Database):
    """The evidence."""

    def add_reading(self, reading: Reading) -> bool:
        """Keep a report, its raw bytes and the log entry; return False when the report was known already."""
        report = reading.report
        packed = {
            "sha256": report.raw_sha256,
            "size": len(reading.raw),
            "content": zlib.compress(reading.raw, 6),
        }
        with self._writing() as connection:
            self._dialect.lock(connection, f"report {report.id}")
            self._dialect.insert_new(connection, tables.RAW, packed)
            known = select(tables.REPORT_TABLE.c.id).where(tables.REPORT_TABLE.c.id == report.id)
            new = connection.execute(known).first() is None
            if new:
                number = tables.REPORT_TABLE.c.row
                added = connection.execute(tables.REPORT_TABLE.insert().returning(number), make_row(report))
                self._dialect.index_report(connection, added.scalar_one(), report.title, report.text)
            self._dialect.insert_new(connection, tables.RETRIEVAL, make_row(reading.retrieval))
            mended = and_(tables.FAILURE.c.subject == reading.retrieval.locator, tables.FAILURE.c.stage == "read")
            connection.execute(delete(tables.FAILURE).where(mended))
        return new

    def has_read(self, locator: str, raw_sha256: str) -> bool:
        """Say whether these bytes were read from this place before."""
        log = tables.RETRIEVAL
        query = select(literal(1)).where(log.c.locator == locator, log.c.raw_sha256 == raw_sha256).limit(1)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def has_page(self, locator: str) -> bool:
        """Say whether anything was read from this place before."""
        query = select(literal(1)).where(tables.RETRIEVAL.c.locator == locator).limit(1)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def reports(self) -> Iterator[Report]:
        """Yield all reports in the order of their ids."""
        return self._owners(tables.REPORT)

    def report(self, wanted: str) -> Report:
        """Return the report with this id, or whose id alone starts so.

        Raises:
            NotFoundError: there is none, or there are several.
        """
        found: Report = self._one(tables.REPORT, wanted, "report")
        return found

    def retrievals(self, report_id: str) -> tuple[Retrieval, ...]:
        """Return the log of how a report came in: from where, when, by which reader."""
        log = tables.RETRIEVAL
        query = select(log).where(log.c.report_id == report_id).order_by(log.c.locator, log.c.raw_sha256)
        with self._reading() as connection:
            return tuple(make_record(Retrieval, row) for row in connection.execute(query).mappings())

    def raw(self, sha256: str) -> bytes:
        """Return the bytes with this digest, as they were retrieved.

        Raises:
            NotFoundError: there are none.
        """
        with self._reading() as connection:
            content = connection.execute(select(tables.RAW.c.content).where(tables.RAW.c.sha256 == sha256)).scalar()
            if content is None:
                raise NotFoundError(f"no bytes with SHA-256 {sha256} in {self.where}")
        try:
            return zlib.decompress(content)
        except zlib.error as error:
            raise StoreError(f"{self.where}: the bytes with SHA-256 {sha256} are damaged: {error}") from error

    def raw_digests(self) -> Iterator[tuple[str, int]]:
        """Yield the SHA-256 and the size in bytes that every piece of raw bytes was stored under."""
        columns = (tables.RAW.c.sha256, tables.RAW.c.size)
        after = ""
        while True:
            query = select(*columns).where(tables.RAW.c.sha256 > after).order_by(tables.RAW.c.sha256).limit(PAGE)
            with self._reading() as connection:
                rows = [(row.sha256, row.size) for row in connection.execute(query)]
            yield from rows
            if len(rows) < PAGE:
                return
            after = rows[-1][0]
