"""The queue for review: incidents by how soon somebody should look at them, and whether somebody has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, not_, select

from dateline.errors import UserError
from dateline.records import IncidentRow
from dateline.store import tables
from dateline.store.columns import make_record
from dateline.store.wanted import ROW, IncidentFilter, Wanted

STATES = ("open", "done", "second", "all")
JUDGED = ("accept", "reject")


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which incidents are wanted for review, by whom.

    `state` is open (`by` has not judged the whole of it as it stands now), done (has), second (another has, `by` has
    not: for judging twice) or all; `kind` is the kind of a question, ``None`` any incident; `with_questions` keeps only
    those of which something is asked.
    """

    by: str
    state: str = "open"
    kind: str | None = None
    with_questions: bool = True

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise UserError(f"unknown state {self.state!r}; the states are {', '.join(STATES)}")


class Queue(Wanted):
    """Incidents in the order in which they ask for a person."""

    def queue(self, wanted: IncidentFilter, asked: QueueFilter, *, limit: int, offset: int = 0) -> list[IncidentRow]:
        """Return incidents, those first of which most is in doubt and on which most hangs."""
        query = self._asked(select(tables.INCIDENT_ROW.table), wanted, asked)
        query = query.order_by(ROW.priority.desc(), ROW.id).limit(limit).offset(offset)
        with self._reading() as connection:
            return [make_record(IncidentRow, row) for row in connection.execute(query).mappings()]

    def count_queue(self, wanted: IncidentFilter, asked: QueueFilter) -> int:
        """Return how many incidents `queue` would give without a limit."""
        query = self._asked(select(func.count()).select_from(tables.INCIDENT_ROW.table), wanted, asked)
        with self._reading() as connection:
            return int(connection.execute(query).scalar_one())

    def _asked(self, query: Select[Any], wanted: IncidentFilter, asked: QueueFilter) -> Select[Any]:
        query = self._chosen(query, wanted)
        if asked.with_questions:
            query = query.where(ROW.priority > 0)
        if asked.kind is not None:
            query = query.where(ROW.questions.contains(f'"kind":"{asked.kind}"', autoescape=True))
        mine = _judged_by(asked.by)
        if asked.state == "open":
            query = query.where(not_(mine))
        elif asked.state == "done":
            query = query.where(mine)
        elif asked.state == "second":
            query = query.where(not_(mine), _judged_by(None, but=asked.by))
        return query


def _judged_by(name: str | None, but: str | None = None) -> ColumnElement[bool]:
    """Say whether somebody judged the whole of an incident on what its reports say now, and has not undone it."""
    told, later = tables.JUDGEMENT.alias("told"), tables.JUDGEMENT.alias("later")
    undone = exists().where(
        later.c.subject == told.c.subject,
        later.c.by == told.c.by,
        later.c.verdict == "undo",
        later.c.number > told.c.number,
    )
    found = exists().where(
        told.c.subject == ROW.id,
        told.c.verdict.in_(JUDGED),
        told.c.value.contains('"seen":"' + ROW.evidence + '"'),
        not_(undone),
    )
    return found.where(told.c.by == name) if name is not None else found.where(told.c.by != but)
