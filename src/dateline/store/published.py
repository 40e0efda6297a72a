"""Published ids in the store: given once, kept for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.exc import IntegrityError

from dateline.errors import StoreError
from dateline.records import Anchor, Published
from dateline.store.columns import make_record, make_row
from dateline.store.database import Database
from dateline.store.tables import PUBLISHED

AT_ONCE = 200  # anchors asked for in one query: SQLite takes no endless lists
PENDING = 2000  # ids held before they are written: writers wait for each other, so transactions stay short


class PublishedIds(Database):
    """The ledger of ids that left the house in files."""

    @contextmanager
    def publishing(self) -> Iterator[PublishedShelf]:
        """Open the shelf of published ids for one export.

        Ids are written as they are given: those of an export that failed are given to nobody else.
        """
        shelf = PublishedShelf(self)
        yield shelf
        shelf.write_pending()

    def published(self, scheme: str | None = None) -> Iterator[Published]:
        """Yield all published ids (of one scheme) in the order in which they were given."""
        chosen = () if scheme is None else (PUBLISHED.c.scheme == scheme,)
        after = 0
        while True:
            query = select(PUBLISHED).where(PUBLISHED.c.row > after, *chosen).order_by(PUBLISHED.c.row).limit(PENDING)
            with self._reading() as connection:
                rows = list(connection.execute(query).mappings())
            yield from (make_record(Published, row) for row in rows)
            if len(rows) < PENDING:
                return
            after = rows[-1]["row"]

    def find_published(self, scheme: str, anchors: Sequence[Anchor]) -> Sequence[Published]:
        """Return what hangs on these anchors (all of one part) in this scheme, the oldest first."""
        found: dict[int, Published] = {}
        with self._reading() as connection:
            for start in range(0, len(anchors), AT_ONCE):
                for query in _at(scheme, anchors[start : start + AT_ONCE]):
                    rows = connection.execute(query).mappings()
                    found.update((row["row"], make_record(Published, row)) for row in rows)
        return [found[row] for row in sorted(found)]

    def last_published(self, scheme: str, prefix: str) -> int:
        """Return the highest number given in this scheme under this prefix, 0 for none."""
        at = PUBLISHED.c
        query = select(func.max(at.number)).where(at.scheme == scheme, at.prefix == prefix)
        with self._reading() as connection:
            return connection.execute(query).scalar() or 0

    def keep_published(self, new: Sequence[Published], changed: Sequence[Published]) -> None:
        """Keep new ids, and of others what they are replaced by."""
        at = PUBLISHED.c
        try:
            with self._writing() as connection:
                if new:
                    connection.execute(PUBLISHED.insert(), [make_row(one) for one in new])
                for one in changed:
                    there = PUBLISHED.update().where(at.scheme == one.scheme, at.id == one.id)
                    connection.execute(there.values(replaced_by=one.replaced_by))
        except StoreError as error:
            if isinstance(error.__cause__, IntegrityError):
                raise StoreError(
                    f"{self.where}: another export gave the same ids just now; run this one again"
                ) from error
            raise


class PublishedShelf:
    """The ids of one export under way."""

    def __init__(self, ids: PublishedIds) -> None:
        self._ids = ids
        self._new: dict[tuple[str, str], Published] = {}
        self._at: dict[tuple[object, ...], tuple[str, str]] = {}  # by event and by words: what is not written yet
        self._changed: list[Published] = []
        self._last: dict[tuple[str, str], int] = {}

    def find(self, scheme: str, anchors: Sequence[Anchor]) -> Sequence[Published]:
        """Return what hangs on these anchors (all of one part) in this scheme, the oldest first."""
        if self._changed:
            self.write_pending()
        keys = {self._at[name] for one in anchors for name in _names(scheme, one) if name in self._at}
        pending = [self._new[key] for key in self._new if key in keys] if keys else []
        return [*self._ids.find_published(scheme, anchors), *pending]

    def last_number(self, scheme: str, prefix: str) -> int:
        """Return the highest number given under this prefix, 0 for none."""
        key = (scheme, prefix)
        if key not in self._last:
            self._last[key] = self._ids.last_published(scheme, prefix)
        return self._last[key]

    def add(self, published: Published) -> None:
        """Keep a new id."""
        key = (published.scheme, published.id)
        self._last[published.scheme, published.prefix] = published.number
        self._new[key] = published
        self._at.update((name, key) for name in _names(published.scheme, published.anchor))
        if len(self._new) >= PENDING:
            self.write_pending()

    def redirect(self, published: Published, to: str | None) -> None:
        """Keep that an id is replaced by another one, or (``None``) no longer."""
        self._changed.append(replace(published, replaced_by=to))

    def write_pending(self) -> None:
        """Write what is held."""
        self._ids.keep_published(tuple(self._new.values()), tuple(self._changed))
        self._new.clear()
        self._at.clear()
        self._changed.clear()


def _names(scheme: str, anchor: Anchor) -> tuple[tuple[object, ...], ...]:
    return (scheme, anchor.event_id, anchor.part), (scheme, anchor.report_id, anchor.start, anchor.part)


def _at(scheme: str, anchors: Sequence[Anchor]) -> tuple[Select[Any], ...]:
    at = PUBLISHED.c
    # Two queries, each found by an index of its own: with one condition or the other SQLite reads the whole scheme.
    here = and_(at.scheme == scheme, at.anchor_part == anchors[0].part)
    by_words = [and_(at.anchor_report_id == one.report_id, at.anchor_start == one.start) for one in anchors]
    return (
        select(PUBLISHED).where(here, at.anchor_event_id.in_([one.event_id for one in anchors])),
        *(select(PUBLISHED).where(here, words) for words in by_words),
    )
