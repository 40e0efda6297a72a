"""Instants: what formats want that know nothing coarser than a second."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dateline.export.evidence import Evidence

# The instant of what is only named: a name has no time, and the same name must be the same object in every file.
ALWAYS = "2020-01-01T00:00:00.000Z"
_PREFIX = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")


def make_instant(published: str | None) -> str | None:
    """Return the first instant (milliseconds, UTC) that an ISO 8601 prefix may mean; ``None`` for none or a wrong one.

    A time without a zone is taken as UTC: what is written says no more.
    """
    if not published:
        return None
    try:
        if (prefix := _PREFIX.match(published)) is not None:
            year, month, day = (int(part or 1) for part in prefix.groups())
            moment = datetime(year, month, day, tzinfo=UTC)
        else:
            moment = datetime.fromisoformat(published)
        zoned = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return zoned.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return None


def first_known(evidence: Evidence) -> str:
    """Return when the first report of an incident came out; `ALWAYS` where no report tells."""
    return min(filter(None, (make_instant(one.published) for one in evidence.reports)), default=ALWAYS)


def last_changed(evidence: Evidence) -> str:
    """Return when the last report of an incident came out, or a person decided on it, whichever is later."""
    told = [make_instant(one.published) for one in evidence.reports]
    decided = [make_instant(one.at) for one in evidence.judgements]
    return max(filter(None, (*told, *decided)), default=ALWAYS)
