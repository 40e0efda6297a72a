"""Conclusions drawn anew behind the pages: one run at a time, one more after it where something changed meanwhile."""

from __future__ import annotations

import threading

from dateline.errors import UserError
from dateline.run.local import link_store
from dateline.store import Store


class Linker:
    """Links a store anew when asked, in a thread of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changed = threading.Condition()
        self._wanted = False
        self._thread: threading.Thread | None = None
        self.problem: str | None = None

    @property
    def is_drawing(self) -> bool:
        """Whether conclusions are being drawn anew now."""
        return self._thread is not None

    def ask(self) -> None:
        """See to it that everything kept until now is concluded from."""
        with self._changed:
            self._wanted = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="linker", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is being drawn, at most so long; say whether that came about."""
        with self._changed:
            return self._changed.wait_for(lambda: self._thread is None, seconds)

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._wanted:
                    self._thread = None
                    self._changed.notify_all()
                    return
                self._wanted = False
            self.problem = "it ended before its time; see the server's log"
            try:
                link_store(self._store)
                self.problem = None
            except UserError as error:  # the store is busy, or gone: whoever decides next asks again
                self.problem = str(error)
            finally:
                if self.problem is not None:
                    with self._changed:
                        self._wanted = False
                        self._thread = None
                        self._changed.notify_all()
            if self.problem is not None:
                return
