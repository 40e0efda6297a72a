"""Sources, saved searches and alerts in the store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, delete, select

from dateline.errors import NotFoundError, UserError
from dateline.records import Alert, Delivery, Search, Source, Visit
from dateline.store import tables
from dateline.store.columns import make_record, make_row
from dateline.store.database import Database


class Watching(Database):
    """What is watched, and who is told of what."""

    def add_source(self, source: Source) -> None:
        """Keep a new source.

        Raises:
            UserError: it is watched already.
        """
        with self._writing() as connection:
            if not self._dialect.insert_new(connection, tables.SOURCE, make_row(source)):
                raise UserError(f"{source.locator} is watched already")

    def change_source(self, source: Source) -> None:
        """Put `source` in the place of the one with its locator."""
        with self._writing() as connection:
            self._dialect.insert_or_replace(connection, tables.SOURCE, make_row(source))

    def remove_source(self, locator: str) -> None:
        """Watch a source no more; what it brought stays.

        Raises:
            NotFoundError: it is not watched.
        """
        with self._writing() as connection:
            gone = connection.execute(delete(tables.SOURCE).where(tables.SOURCE.c.locator == locator)).rowcount
        if not gone:
            raise NotFoundError(f"{locator} is not watched; `dateline sources list` shows what is")

    def sources(self) -> tuple[tuple[Source, Visit | None], ...]:
        """Return all sources, each with how the last visit went."""
        visits = {visit.locator: visit for visit in self._records(Visit, tables.VISIT, "locator")}
        found = self._records(Source, tables.SOURCE, "locator")
        return tuple((source, visits.get(source.locator)) for source in found)

    def keep_visit(self, visit: Visit) -> None:
        """Keep how a visit went, unless the source was removed meanwhile."""
        with self._writing() as connection:
            known = select(tables.SOURCE.c.locator).where(tables.SOURCE.c.locator == visit.locator)
            if connection.execute(known).first() is not None:
                self._dialect.insert_or_replace(connection, tables.VISIT, make_row(visit))

    def add_search(self, search: Search) -> None:
        """Keep a new search."""
        with self._writing() as connection:
            connection.execute(tables.SEARCH.insert(), make_row(search))

    def searches(self) -> tuple[Search, ...]:
        """Return all kept searches, the oldest first."""
        return self._records(Search, tables.SEARCH, "created_at")

    def kept_search(self, search_id: str) -> Search:
        """Return one kept search.

        Raises:
            NotFoundError: there is none with this id.
        """
        for one in self.searches():
            if one.id == search_id:
                return one
        raise NotFoundError(f"no search {search_id!r}")

    def remove_search(self, search_id: str) -> None:
        """Forget a search with its alerts."""
        with self._writing() as connection:
            connection.execute(delete(tables.SEARCH).where(tables.SEARCH.c.id == search_id))

    def add_alerts(self, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
        """Keep those alerts that were not there, and return them."""
        with self._writing() as connection:
            return tuple(one for one in alerts if self._dialect.insert_new(connection, tables.ALERT, make_row(one)))

    def alerts(self, search_id: str, limit: int = 50) -> tuple[Alert, ...]:
        """Return what was new in a search, latest first."""
        table = tables.ALERT
        query = select(table).where(table.c.search == search_id, table.c.is_old.is_not(True))
        query = query.order_by(table.c.at.desc(), table.c.id).limit(limit)
        with self._reading() as connection:
            return tuple(make_record(Alert, row) for row in connection.execute(query).mappings())

    def keep_delivery(self, delivery: Delivery) -> None:
        """Keep how far a delivery has come."""
        with self._writing() as connection:
            self._dialect.insert_or_replace(connection, tables.DELIVERY, make_row(delivery))

    def due_deliveries(self, now: str, most_tries: int) -> tuple[tuple[Delivery, Alert, Search], ...]:
        """Return what is to be sent by `now`, oldest first."""
        way, alert, search = tables.DELIVERY, tables.ALERT, tables.SEARCH
        query = select(way).where(way.c.sent_at.is_(None), way.c.next_at <= now, way.c.tries < most_tries)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(way.c.next_at, way.c.alert, way.c.channel)).mappings().all()
            found = []
            for row in rows:
                told = connection.execute(select(alert).where(alert.c.id == row["alert"])).mappings().one()
                kept = connection.execute(select(search).where(search.c.id == told["search"])).mappings().one()
                found.append((make_record(Delivery, row), make_record(Alert, told), make_record(Search, kept)))
        return tuple(found)

    def deliveries(self) -> tuple[Delivery, ...]:
        """Return all deliveries."""
        return self._records(Delivery, tables.DELIVERY, "alert")

    def _records(self, record: type[Any], table: Table, order: str) -> tuple[Any, ...]:
        query = select(table).order_by(table.c[order], *table.primary_key)
        with self._reading() as connection:
            return tuple(make_record(record, row) for row in connection.execute(query).mappings())
