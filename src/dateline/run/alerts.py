"""Alerts: what is new in a kept search since it was looked at last; each thing is told once."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.records import Alert, Delivery, Happening, IncidentRow, Search
from dateline.run.asking import read_query
from dateline.store import Store
from dateline.text import fold_name, make_id


def keep_search(store: Store, search: Search) -> None:
    """Keep a search; what it finds today is known already, and nobody is told of it."""
    read_query(search.query)  # a query that cannot be read is refused at once
    store.add_search(search)
    store.add_alerts(_alerts(store, search, search.created_at, is_old=True))


def find_alerts(store: Store, now: str) -> tuple[Alert, ...]:
    """Keep and return what is new in all kept searches; what goes by mail or webhook is put on its way."""
    new: list[Alert] = []
    for search in store.searches():
        found = store.add_alerts(_alerts(store, search, now, is_old=False))
        channels = [name for name, target in (("mail", search.mail), ("webhook", search.webhook)) if target]
        for alert in found:
            for channel in channels:
                store.keep_delivery(Delivery(alert.id, channel, next_at=now))
        new += found
    return tuple(new)


def _alerts(store: Store, search: Search, now: str, *, is_old: bool) -> Iterator[Alert]:
    for row in store.incident_rows(read_query(search.query)):
        for happening, detail in happenings_of(row):
            if happening in search.happenings:
                name = make_id(search.id, happening, row.id, fold_name(detail))
                yield Alert(name, search.id, happening, row.id, row.title, detail, now, is_old)


def happenings_of(row: IncidentRow) -> Iterator[tuple[Happening, str]]:
    """Yield what somebody may want to be told of an incident, with what tells one such thing from the next."""
    yield Happening.INCIDENT, ""
    for name in row.claimed_by:
        yield Happening.CLAIM, name
    for field in row.disputed:
        if field in ("killed", "injured", "taken"):
            yield Happening.CONTESTED, field
