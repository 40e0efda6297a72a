"""Moments: when a report was published, as an interval of days, so that "earlier" is only said where it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

_EPOCH = datetime(1970, 1, 1)
_ZONES = 14 / 24  # the clocks of the world run that far ahead of and behind UTC
_MINUTE = 1 / 1440


@dataclass(frozen=True, slots=True)
class Moment:
    """The interval ``[first, last]`` in days since 1970-01-01 that a publication time may mean.

    With a zone it is in UTC; without one it is as written, and only compared as it stands with others without one.
    """

    first: float
    last: float
    zoned: bool = False

    def is_before(self, other: Moment) -> bool:
        """Say whether this is certainly earlier than `other`."""
        margin = 0.0 if self.zoned == other.zoned else _ZONES
        return self.last + margin < other.first


def make_moment(published: str | None) -> Moment | None:
    """Return what an ISO 8601 prefix means; ``None`` for none or for one that is not valid."""
    if not published:
        return None
    try:
        return _instant(published) if "T" in published else _interval([int(part) for part in published.split("-")])
    except (ValueError, OverflowError):
        return None


def is_before(left: str | None, right: str | None) -> bool:
    """Say whether one publication time is certainly earlier than another; never where one of them is not known."""
    one, other = make_moment(left), make_moment(right)
    return one is not None and other is not None and one.is_before(other)


def _instant(published: str) -> Moment:
    when = datetime.fromisoformat(published)
    point = _days(when.replace(tzinfo=None) - (when.utcoffset() or timedelta()))
    return Moment(point, point, zoned=when.tzinfo is not None)


def _interval(parts: list[int]) -> Moment:
    year, month, day = (*parts, 1, 1)[:3]
    first = datetime(year, month, day)
    if len(parts) == 1:
        following = first.replace(year=year + 1)
    elif len(parts) == 2:
        following = first.replace(year=year + month // 12, month=month % 12 + 1)
    else:
        following = first + timedelta(days=1)
    return Moment(_days(first), _days(following) - _MINUTE)


def _days(when: datetime) -> float:
    return (when - _EPOCH) / timedelta(days=1)
