"""Watching: sources are visited when they are due, politely; what is new is read and linked, and whoever asked is told.

One process does it, in rounds. What it remembers is in the store, so it may be killed at any time: a visit that did not
end is made again, and nothing comes in twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dateline.knowledge import Knowledge
from dateline.read import ReadOptions
from dateline.read.visits import Validators, Visits
from dateline.records import Source, Visit
from dateline.run.alerts import find_alerts
from dateline.run.local import Summary, read_into
from dateline.store import Store

LONGEST_WAIT = timedelta(days=1)  # between two visits to a source that keeps failing
DOUBLINGS = 12  # of the interval, after which it grows no more


@dataclass(frozen=True, slots=True)
class Watcher:
    """What a round needs besides the store. `now` gives the time in UTC, `clock` seconds that only grow."""

    options: ReadOptions
    knowledge: Callable[[], Knowledge]
    now: Callable[[], datetime]
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Round:
    """What one round came to."""

    visited: tuple[Visit, ...]
    new: int
    alerts: int
    next_at: str | None  # when the next source is due


def watch_round(store: Store, watcher: Watcher) -> Round:
    """Visit the sources that are due, read what is new, and keep the alerts that follow from it."""
    now = watcher.now()
    due = [(source, visit) for source, visit in store.sources() if is_due(source, visit, now)]
    known = {source.locator: Validators(visit.etag, visit.last_modified) for source, visit in due if visit is not None}
    visits = Visits(known, clock=watcher.clock, sleep=watcher.sleep)
    made = tuple(_visit(store, watcher, visits, source, visit) for source, visit in due)
    alerts = find_alerts(store, now.isoformat(timespec="seconds"))
    upcoming = [visit.next_at if visit else now.isoformat() for source, visit in store.sources() if not source.paused]
    return Round(made, sum(visit.new for visit in made), len(alerts), min(upcoming, default=None))


def watch(store: Store, watcher: Watcher, *, rest: float) -> Iterator[Round]:
    """Yield a round again and again, resting at most `rest` seconds between two, until the caller stops asking."""
    while True:
        done = watch_round(store, watcher)
        yield done
        watcher.sleep(_seconds_until(done.next_at, watcher.now(), rest))


def _seconds_until(next_at: str | None, now: datetime, rest: float) -> float:
    if next_at is None:
        return rest
    return max(1.0, min(rest, (datetime.fromisoformat(next_at) - now).total_seconds()))


def is_due(source: Source, visit: Visit | None, now: datetime) -> bool:
    """Say whether a source is to be visited."""
    return not source.paused and (visit is None or datetime.fromisoformat(visit.next_at) <= now)


def _visit(store: Store, watcher: Watcher, visits: Visits, source: Source, before: Visit | None) -> Visit:
    options = replace(watcher.options, visits=visits, follow=source.follow, has_page=store.has_page, now=watcher.now())
    summary = read_into(store, [source.locator], options, watcher.knowledge, jobs=watcher.jobs)
    visit = make_visit(source, before, summary, watcher.now())
    validators = visits.validators.get(source.locator, Validators())
    if visit.problem is None:  # what failed is asked for whole the next time
        visit = replace(visit, etag=validators.etag, last_modified=validators.last_modified)
    store.keep_visit(visit)
    return visit


def make_visit(source: Source, before: Visit | None, summary: Summary, now: datetime) -> Visit:
    """Return how a visit went; a source that fails is left alone twice as long each time, for a day at most."""
    own = [one for one in summary.failures if one.subject == source.locator]
    failures = (before.failures if before else 0) + 1 if own else 0
    wait = timedelta(minutes=source.minutes) * 2 ** min(failures, DOUBLINGS)
    at = now.isoformat(timespec="seconds")
    return Visit(
        locator=source.locator,
        at=at,
        next_at=(now + (min(wait, max(LONGEST_WAIT, timedelta(minutes=source.minutes))))).isoformat(timespec="seconds"),
        failures=failures,
        problem=own[0].message if own else None,
        new=summary.new,
        total=(before.total if before else 0) + summary.new,
        latest_at=at if summary.new else (before.latest_at if before else None),
    )
