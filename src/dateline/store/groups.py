"""Groups and judgements in the store: what was concluded across reports, and what people decided."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, func, select

from dateline.errors import ConflictError
from dateline.records import Assessment, Incident, IncidentRow, Judgement, Story
from dateline.store import tables
from dateline.store.columns import make_record, make_row
from dateline.store.database import Database
from dateline.store.rows import PAGE, insert_owner

GROUPS = "groups"  # the setting that says what the groups were made from


class Groups(Database):
    """Stories, incidents and assessments, which are computed; judgements, which are not."""

    def inputs_digest(self) -> str:
        """Return a digest of all that groups are made from: reports, findings and judgements."""
        report, done = tables.REPORT_TABLE, tables.FINDINGS.table
        query = select(report.c.id, report.c.text_sha256, done.c.digest).outerjoin(
            done, done.c.report_id == report.c.id
        )
        digest = hashlib.sha256()
        with self._reading() as connection:
            for row in connection.execute(query.order_by(report.c.id)):
                digest.update(f"{row.id} {row.text_sha256} {row.digest}\n".encode())
        for judgement in self.judgements():
            digest.update(msgspec.json.encode(judgement) + b"\n")
        return digest.hexdigest()

    def groups_digest(self) -> str | None:
        """Return what the present groups were made from, as given to `replace_groups`."""
        query = select(tables.SETTING.c.value).where(tables.SETTING.c.name == GROUPS)
        with self._reading() as connection:
            return connection.execute(query).scalar()

    def replace_groups(
        self,
        stories: Iterable[Story],
        incidents: Iterable[Incident],
        assessments: Iterable[Assessment],
        digest: str = "",
        rows: Iterable[IncidentRow] = (),
    ) -> None:
        """Put new conclusions in the place of the old ones, all at once; `digest` says what they were made from."""
        with self._writing() as connection:
            self._dialect.lock(connection, "groups")
            for layout in reversed(tables.GROUPS):
                connection.execute(delete(layout.table))
            for layout, records in zip(tables.GROUPS, (stories, incidents, assessments, rows), strict=True):
                for record in records:
                    insert_owner(connection, layout, record)
            self._dialect.insert_or_replace(connection, tables.SETTING, {"name": GROUPS, "value": digest})

    def stories(self) -> Iterator[Story]:
        """Yield all stories in the order of their ids."""
        return self._owners(tables.STORY)

    def story_of(self, report_id: str) -> Story | None:
        """Return the story that a report belongs to."""
        link = tables.STORY_REPORT
        with self._reading() as connection:
            found = connection.execute(select(link.c.story_id).where(link.c.report_id == report_id)).scalar()
        return None if found is None else next(self._owners(tables.STORY, found), None)

    def incidents(self) -> Iterator[Incident]:
        """Yield all incidents in the order of their ids."""
        return self._owners(tables.INCIDENT)

    def incident(self, wanted: str) -> Incident:
        """Return the incident with this id, or whose id alone starts so.

        Raises:
            NotFoundError: there is none, or there are several.
        """
        found: Incident = self._one(tables.INCIDENT, wanted, "incident")
        return found

    def incidents_of(self, report_id: str) -> tuple[str, ...]:
        """Return the ids of the incidents that a report tells of."""
        member = tables.MEMBER
        query = select(member.c.incident_id).where(member.c.report_id == report_id).distinct()
        with self._reading() as connection:
            return tuple(connection.execute(query.order_by(member.c.incident_id)).scalars())

    def assessments(self) -> Iterator[Assessment]:
        """Yield the assessments of all incidents in the order of their ids."""
        return self._owners(tables.ASSESSMENT)

    def assessment(self, incident_id: str) -> Assessment:
        """Return what is known of the incident with this id, or whose id alone starts so.

        Raises:
            NotFoundError: there is none, or there are several.
        """
        found: Assessment = self._one(tables.ASSESSMENT, incident_id, "incident")
        return found

    def change_assessments(self, changed: Iterable[tuple[Assessment, IncidentRow]], digest: str | None = None) -> None:
        """Put new assessments of some incidents in the place of theirs; `digest` is as for `replace_groups`."""
        with self._writing() as connection:
            self._dialect.lock(connection, "groups")
            for assessment, row in changed:
                for layout, record in ((tables.ASSESSMENT, assessment), (tables.INCIDENT_ROW, row)):
                    key = layout.table.c[layout.key]
                    if connection.execute(delete(layout.table).where(key == row.id)).rowcount:
                        insert_owner(connection, layout, record)
            if digest is not None:
                self._dialect.insert_or_replace(connection, tables.SETTING, {"name": GROUPS, "value": digest})

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a person's decision. None is ever taken away: a later one on the same subject outranks it."""
        self.add_judgements((judgement,))

    def add_judgements(
        self, judgements: Sequence[Judgement], clashes: Callable[[int, Judgement], bool] = lambda *_: False
    ) -> int:
        """Keep decisions that are one act, all or none, and return the number of the last.

        `clashes` is asked of each decision that there is on the same subjects, with its number.

        Raises:
            ConflictError: one of those clashes; it names who decided what.
        """
        table = tables.JUDGEMENT
        subjects = sorted({one.subject for one in judgements})
        with self._writing() as connection:
            self._dialect.lock(connection, "judgements")
            for number, one in _numbered(connection, select(table).where(table.c.subject.in_(subjects))):
                if clashes(number, one):
                    raise ConflictError(f"{one.by} decided on this at {one.at[:16].replace('T', ' ')}: {one.verdict}")
            for one in judgements:
                connection.execute(table.insert(), make_row(one))
            return int(connection.execute(select(func.max(table.c.number))).scalar() or 0)

    def judgements_of(self, subjects: Sequence[str]) -> tuple[tuple[int, Judgement], ...]:
        """Return the decisions on these subjects with their numbers, in the order in which they were made."""
        table, found = tables.JUDGEMENT, []
        with self._reading() as connection:
            for start in range(0, len(subjects), PAGE):
                chosen = select(table).where(table.c.subject.in_(subjects[start : start + PAGE]))
                found += _numbered(connection, chosen)
        return tuple(sorted(found, key=lambda one: one[0]))

    def pairs_with(self, event_ids: Collection[str]) -> tuple[str, ...]:
        """Return the subjects of all decisions on pairs of events, one of which is among these."""
        table = tables.JUDGEMENT
        query = select(table.c.subject).where(table.c.subject.contains("+")).distinct().order_by(table.c.subject)
        wanted = set(event_ids)
        with self._reading() as connection:
            return tuple(one for one in connection.execute(query).scalars() if wanted.intersection(one.split("+")))

    def judgement_page(
        self, *, limit: int, before: int | None = None, by: str | None = None
    ) -> tuple[tuple[int, Judgement], ...]:
        """Return the latest decisions (of one person) with their numbers, latest first, those `before` a number."""
        table = tables.JUDGEMENT
        query = select(table)
        if before is not None:
            query = query.where(table.c.number < before)
        if by is not None:
            query = query.where(table.c.by == by)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(table.c.number.desc()).limit(limit)).mappings()
            return tuple((row["number"], make_record(Judgement, row)) for row in rows)

    def latest_judgement(self) -> int:
        """Return the number of the latest decision, 0 where nobody has decided anything: it grows with each."""
        with self._reading() as connection:
            return int(connection.execute(select(func.max(tables.JUDGEMENT.c.number))).scalar() or 0)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return all decisions in the order in which they were made."""
        with self._reading() as connection:
            rows = connection.execute(select(tables.JUDGEMENT).order_by(tables.JUDGEMENT.c.number)).mappings()
            return tuple(make_record(Judgement, row) for row in rows)


def _numbered(connection: Connection, query: Select[Any]) -> list[tuple[int, Judgement]]:
    rows = connection.execute(query.order_by(tables.JUDGEMENT.c.number)).mappings()
    return [(row["number"], make_record(Judgement, row)) for row in rows]
