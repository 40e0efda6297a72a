"""The per-report stages in several processes. Results come in the order of the reports: the output is the same."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from dateline.errors import UserError
from dateline.knowledge import Knowledge
from dateline.pipeline import process_all
from dateline.records import Failure, Findings, Report

CHUNK = 16  # reports handed to a process at a time: large enough to hide the cost of handing over
AHEAD = 3  # chunks in flight for each process: bounds the memory

Results = list[Findings | Failure]

# What this worker process knows; set once, before its first chunk.
_knowledge: list[Knowledge] = []


def process_in_pool(
    reports: Iterable[Report], knowledge: Callable[[], Knowledge], *, jobs: int, strict: bool = False
) -> Iterator[Findings | Failure]:
    """Process `reports` in `jobs` processes, each of which calls `knowledge` once.

    Raises:
        UserError: a process was ended from outside.
    """
    waiting: deque[Future[Results]] = deque()
    source = iter(reports)
    # Spawned, not forked: a fork would share the open gazetteer file and whatever threads there are.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_set_up, initargs=(knowledge,))
    try:
        while True:
            while len(waiting) < jobs * AHEAD and (chunk := list(islice(source, CHUNK))):
                waiting.append(pool.submit(_process_chunk, chunk, strict))
            if not waiting:
                break
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise UserError(
            "a worker process was ended from outside, perhaps for want of memory; what was read is kept: "
            "run the same command again with fewer --jobs"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _set_up(knowledge: Callable[[], Knowledge]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first one alone decides
    _knowledge.append(knowledge())


def _process_chunk(reports: list[Report], strict: bool) -> Results:
    return list(process_all(reports, _knowledge[0], strict=strict))
