"""What takes long to put together is kept until the store's conclusions change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from dateline.store import Store

T = TypeVar("T")
MOST = 64  # things kept


class Kept:
    """A few values by name, each made from the store as its conclusions and judgements stand."""

    def __init__(self) -> None:
        self._values: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, store: Store, name: Hashable, make: Callable[[], T]) -> T:
        """Return the value of `name`, made by `make` unless it is kept and nothing has changed since."""
        form = f"{store.groups_digest()} {store.latest_judgement()}"
        with self._lock:
            kept = self._values.get(name)
            if kept is not None and kept[0] == form:
                self._values.move_to_end(name)
                value: T = kept[1]
                return value
        made = make()
        with self._lock:
            self._values[name] = (form, made)
            if len(self._values) > MOST:
                self._values.popitem(last=False)
        return made
