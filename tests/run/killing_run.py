"""A run that is killed (SIGKILL) at random moments: the helper process of `test_local.py`.

    python killing_run.py WHOLE KILLED SOURCE TIMES

A child process reads SOURCE into the store WHOLE and ends. Then TIMES children, one after the other, read it into
KILLED; each kills itself when a random number of events (calls and returns of Python and C functions) have happened in
the store's own code or in the database layer below it: before, in and after any statement or commit. A last child
reads SOURCE into KILLED and ends. A line tells how each child ended; after each of them its store is verified.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.read import ReadOptions
from dateline.run.local import read_findings, read_into
from dateline.store import open_store

NOW = datetime(2024, 3, 10, tzinfo=UTC)
WATCHED = (f"dateline{os.sep}store{os.sep}", f"{os.sep}sqlalchemy{os.sep}")


def main(whole: str, killed: str, source: str, times: int) -> None:
    for _ in read_findings([source], ReadOptions(now=NOW), partial(load_knowledge, Config())):
        pass  # load all tables and models once, before the children are made
    events = run_in_child(whole, source, 0)
    chance = random.Random(20240310)
    for _ in range(times):  # each run begins where the last one was killed and has less to do
        run_in_child(killed, source, chance.randrange(1, events // 5))
    run_in_child(killed, source, 0)


def run_in_child(store: str, source: str, kill: int) -> int:
    """Run, kill, verify; return how many events there were, or 0 if the run was killed."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(outlet, str(run(store, source, kill)).encode())
        os._exit(0)
    os.close(outlet)
    _, status = os.waitpid(child, 0)
    with os.fdopen(inlet) as pipe:
        events = int(pipe.read() or 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if status and not killed:
        sys.exit(f"the run that was to be killed at {kill} ended with status {status}")
    tell("killed" if killed else "ended")
    if Path(store).exists():
        with open_store(store) as opened:
            problems = list(opened.verify())
        if problems:
            sys.exit(f"after {kill}: {problems}")
    return events


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
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
