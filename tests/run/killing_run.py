"""A run that is killed (SIGKILL) at given moments: the helper process of `test_local.py`.

    python killing_run.py STORE SOURCES KILLS...

For each number of KILLS a child process reads SOURCES into STORE and kills itself when so many events (calls and
returns of Python and C functions) have happened in the store's own code or in the database layer below it: before, in
and after any statement or commit. 0 lets the child end. A line tells how each child ended, and after how many events.
After each of them the store is verified.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from functools import partial
from types import FrameType

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.read import ReadOptions
from dateline.run.local import read_findings, read_into
from dateline.store import open_store

NOW = datetime(2024, 3, 10, tzinfo=UTC)
WATCHED = (f"dateline{os.sep}store{os.sep}", f"{os.sep}sqlalchemy{os.sep}")


def main(store: str, source: str, kills: list[int]) -> None:
    for _ in read_findings([source], ReadOptions(now=NOW), partial(load_knowledge, Config())):
        pass  # load all tables and models once, before the children are made
    for kill in kills:
        child = os.fork()
        if child == 0:
            tell(f"ended {run(store, source, kill)}")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            tell("killed")
        elif status:
            sys.exit(f"the run that was to be killed at {kill} ended with status {status}")
        if os.path.exists(store):  # noqa: PTH110
            with open_store(store) as opened:
                problems = list(opened.verify())
            if problems:
                sys.exit(f"after {kill}: {problems}")


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(path: str, source: str, kill: int) -> int:
    events = 0

    def count(frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal events
        if any(part in frame.f_code.co_filename for part in WATCHED):
            events += 1
            if events == kill:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    with open_store(path) as store:
        read_into(store, [source], ReadOptions(now=NOW), partial(load_knowledge, Config()))
    sys.setprofile(None)
    return events


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], [int(kill) for kill in sys.argv[3:]])
