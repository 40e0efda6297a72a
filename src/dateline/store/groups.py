"""Groups and judgements in the store: what was concluded across reports, and what people decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import delete, func, select

from dateline.records import Assessment, Incident, IncidentRow, Judgement, Story
from dateline.store import tables
from dateline.store.columns import make_record, make_row
from dateline.store.database import Database
from dateline.store.rows import insert_owner

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

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a person's decision. None is ever taken away: a later one on the same subject outranks it."""
        with self._writing() as connection:
            connection.execute(tables.JUDGEMENT.insert(), make_row(judgement))

    def latest_judgement(self) -> int:
        """Return the number of the latest decision, 0 where nobody has decided anything: it grows with each."""
        with self._reading() as connection:
            return int(connection.execute(select(func.max(tables.JUDGEMENT.c.number))).scalar() or 0)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return all decisions in the order in which they were made."""
        with self._reading() as connection:
            rows = connection.execute(select(tables.JUDGEMENT).order_by(tables.JUDGEMENT.c.number)).mappings()
            return tuple(make_record(Judgement, row) for row in rows)

    def standing_judgements(self) -> tuple[Judgement, ...]:
        """Return the decisions that hold: the last one on each subject, unless it takes the earlier one back."""
        last = {judgement.subject: judgement for judgement in self.judgements()}
        return tuple(judgement for _, judgement in sorted(last.items()) if judgement.verdict != "undo")
