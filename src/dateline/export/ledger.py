"""The ledger of published ids: once given, an id means the same row for ever, whatever becomes of the incident.

A row hangs on an event of a report. A new report, a corrected date or a new id of the incident change nothing; when
two published rows become one, the older id stays and the younger leads to it; when they are parted again, both live.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dateline.export.evidence import Evidence
from dateline.records import Anchor, Published
from dateline.text import make_id

INCIDENT = "incident"  # the scheme of ids that are those of incidents


class Shelf(Protocol):
    """Where published ids are kept."""

    def find(self, scheme: str, anchors: Sequence[Anchor]) -> Sequence[Published]:
        """Return what hangs on these anchors in this scheme, the oldest first."""

    def last_number(self, scheme: str, prefix: str) -> int:
        """Return the highest number given under this prefix, 0 for none."""

    def add(self, published: Published) -> None:
        """Keep a new id."""

    def redirect(self, published: Published, to: str | None) -> None:
        """Keep that an id is replaced by another one, or (``None``) no longer."""


class MemoryShelf:
    """A shelf that is forgotten with the process: for one file whose ids need not be remembered, and for tests."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Published] = {}
        self._at: dict[tuple[str, object], list[tuple[str, str]]] = {}
        self._last: dict[tuple[str, str], int] = {}

    def find(self, scheme: str, anchors: Sequence[Anchor]) -> Sequence[Published]:
        """Return what hangs on these anchors."""
        keys = {key for anchor in anchors for name in _names(anchor) for key in self._at.get((scheme, name), ())}
        return [found for key, found in self.kept.items() if key in keys] if keys else []

    def last_number(self, scheme: str, prefix: str) -> int:
        """Return the highest number."""
        return self._last.get((scheme, prefix), 0)

    def add(self, published: Published) -> None:
        """Keep a new id."""
        key = (published.scheme, published.id)
        for name in _names(published.anchor):
            self._at.setdefault((published.scheme, name), []).append(key)
        self.kept[key] = published
        self._last[published.scheme, published.prefix] = published.number

    def redirect(self, published: Published, to: str | None) -> None:
        """Keep that an id is replaced by another one, or no longer."""
        self.kept[published.scheme, published.id] = replace(published, replaced_by=to)


def _names(anchor: Anchor) -> tuple[object, object]:
    return (anchor.event_id, anchor.part), (anchor.report_id, anchor.start, anchor.part)


@dataclass(frozen=True, slots=True)
class Issued:
    """The id of a row, and those that lead to it from now on."""

    id: str
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Gives ids and remembers them on its shelf."""

    shelf: Shelf

    def publish(self, scheme: str, evidence: Evidence, *, prefix: str = "", width: int = 0, part: str = "") -> Issued:
        """Return the id of the row that `evidence` makes: the one it was published under, or a new one.

        A new one is `prefix` and a number, filled with zeros to `width` digits.
        """
        anchors = make_anchors(evidence, part)
        found = list(self.shelf.find(scheme, anchors))
        if found:
            return self._again(found)
        number = self.shelf.last_number(scheme, prefix) + 1
        new = Published(scheme, f"{prefix}{number:0{width}d}", prefix, number, evidence.incident.id, anchors[0])
        self.shelf.add(new)
        return Issued(new.id)

    def publish_incident(self, evidence: Evidence) -> Issued:
        """Return the id that the incident had when it was first published: for formats whose ids are not numbers.

        Parts of one incident after the first get a number at its end: "4f1c92ab00d1e2f3-2".
        """
        anchors = make_anchors(evidence)
        found = list(self.shelf.find(INCIDENT, anchors))
        if found:
            return self._again(found)
        name = evidence.incident.id
        number = self.shelf.last_number(INCIDENT, name) + 1
        new = Published(INCIDENT, name if number == 1 else f"{name}-{number}", name, number, name, anchors[0])
        self.shelf.add(new)
        return Issued(new.id)

    def _again(self, found: Sequence[Published]) -> Issued:
        first, others = found[0], found[1:]
        if first.replaced_by is not None:
            self.shelf.redirect(first, None)
        for other in others:
            if other.replaced_by != first.id:
                self.shelf.redirect(other, first.id)
        return Issued(first.id, tuple(other.id for other in others))

    def published(self, scheme: str, evidence: Evidence) -> tuple[str, ...]:
        """Return the ids under which rows of `evidence` were published before, without giving any."""
        return tuple(one.id for one in self.shelf.find(scheme, make_anchors(evidence)))


def make_anchors(evidence: Evidence, part: str = "") -> tuple[Anchor, ...]:
    """Return the events of the incident as anchors, that which a new id will hang on first.

    That is the event that the incident has its own id from, where it is among them.
    """
    starts = {event.id: event.triggers[0].start for _, event in evidence.events() if event.triggers}
    members = sorted(
        evidence.incident.members, key=lambda one: make_id("incident", one.event_id) != evidence.incident.id
    )
    return tuple(Anchor(one.event_id, one.report_id, starts.get(one.event_id, 0), part) for one in members)
