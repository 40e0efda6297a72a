"""Moments: when a report was published, as an interval of days, so that "earlier" is only said where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Moment:
    """The interval ``[first, last]`` in days since 1970-01-01 UTC that a publication time may mean."""

    first: float
    last: float

    def is_before(self, other: Moment) -> bool:
        """Say whether this is certainly earlier than `other`."""
        return self.last < other.first


_EPOCH = datetime(1970, 1, 1)  # all times are brought to UTC, then compared
_ZONES = 14 / 24  # a day without a zone may begin that much earlier or end that much later


def make_moment(published: str | None) -> Moment | None:
    """Return what an ISO 8601 prefix means; ``None`` for none or for one that is not valid.

    A clock time with a zone is a point; without one it is widened by the zones of the world.
    """
    if not published:
        return None
    try:
        if "T" in published:
            return _instant(published)
        parts = [int(part) for part in published.split("-")]
        year, month, day = (*parts, 1, 1)[:3]
        first = datetime(year, month, day)
    except ValueError:
        return None
    following = _following(first, len(parts))
    return Moment(_days(first), _days(following) - 1 / 1440)


def _instant(published: str) -> Moment:
    when = datetime.fromisoformat(published)
    offset = when.utcoffset()
    point = _days(when.replace(tzinfo=None) - (offset or timedelta()))
    return Moment(point, point) if offset is not None else Moment(point - _ZONES, point + _ZONES)


def _following(first: datetime, parts: int) -> datetime:
    if parts == 1:
        return first.replace(year=first.year + 1)
    if parts == 2:
        return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return first + timedelta(days=1)


def _days(when: datetime) -> float:
    return (when - _EPOCH) / timedelta(days=1)
