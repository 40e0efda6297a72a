"""How often one address may ask: a bucket of tokens for each, filled at a steady rate."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

REMEMBERED = 10_000  # addresses; the one seen longest ago is forgotten first


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then one more every `seconds`."""

    burst: int
    seconds: float


ASKING = Rate(burst=300, seconds=0.05)  # a page asks for a dozen things; 20 a second for ever
CHANGING = Rate(burst=60, seconds=0.5)
LOGGING_IN = Rate(burst=5, seconds=30.0)  # guesses of a password, by name and by address


class Limiter:
    """Counts what each key has left. `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left: OrderedDict[tuple[str, Rate], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str, rate: Rate) -> float:
        """Take one; return 0, or the seconds to wait where there is none left."""
        now = self._clock()
        with self._lock:
            left, then = self._left.pop((key, rate), (float(rate.burst), now))
            left = min(float(rate.burst), left + (now - then) / rate.seconds)
            wait = 0.0 if left >= 1 else (1 - left) * rate.seconds
            self._left[key, rate] = (left if wait else left - 1, now)
            if len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
        return wait
