"""What a polite visitor remembers of the servers it asks: their rules, what they said last, and when it asked last."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

PAUSE = 2.0  # seconds between two requests to one server, unless its robots.txt asks for more
LONGEST_PAUSE = 60.0  # a server that asks for more is asked less often by its source's own interval


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell whether a page has changed (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


class Visits:
    """The memory of one round of visits. `clock` gives seconds that only grow, `sleep` waits."""

    def __init__(
        self,
        known: Mapping[str, Validators],
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        pause: float = PAUSE,
    ) -> None:
        self.validators = dict(known)  # by address; what was learned is there afterwards
        self.unchanged: set[str] = set()  # addresses that a server said had not changed
        self._robots: dict[str, RobotFileParser | None] = {}
        self._last: dict[str, float] = {}
        self._clock, self._sleep, self._pause = clock, sleep, pause
        self._lock = threading.Lock()

    def headers_for(self, url: str) -> dict[str, str]:
        """Return the headers that ask for a page only if it has changed."""
        known = self.validators.get(url, Validators())
        asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in asked.items() if value}

    def learn(self, url: str, etag: str | None, last_modified: str | None) -> None:
        """Remember what came with a page."""
        self.validators[url] = Validators(etag, last_modified)

    def rules_of(self, robots: str) -> tuple[bool, RobotFileParser | None]:
        """Say whether this robots.txt was read in this round, and what it says (``None``: all is allowed)."""
        return robots in self._robots, self._robots.get(robots)

    def keep_rules(self, robots: str, rules: RobotFileParser | None) -> None:
        """Remember what a robots.txt says."""
        self._robots[robots] = rules

    def take_turn(self, url: str, agent: str) -> None:
        """Wait until the server of `url` may be asked again."""
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt")
        asked = float(rules.crawl_delay(agent) or 0) if rules is not None else 0.0
        pause = min(max(self._pause, asked), LONGEST_PAUSE)
        host = parts.hostname or ""
        with self._lock:
            left = self._last.get(host, -pause) + pause - self._clock()
            if left > 0:
                self._sleep(left)
            self._last[host] = self._clock()
