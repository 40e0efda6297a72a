"""Many at once on one store: two readers of the same archive, a linker and five coders; nothing lost, nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count

from made_records import make_findings, make_groups, make_reading

from dateline.records import Judgement
from dateline.store import Store, open_store

READINGS = [make_reading(f"r{number}") for number in range(30)]
CODERS, DECISIONS = 5, 20


def read(store: Store) -> None:
    """Read the archive, as another reader does at the same time."""
    for reading in READINGS:
        store.add_reading(reading)
        store.add_findings(make_findings(reading.report))


def link(store: Store) -> None:
    """Conclude again and again from what is there."""
    for number in count():
        reports = list(store.reports())
        if reports:
            store.replace_groups(*make_groups(*reports), digest=str(number))
        if len(reports) == len(READINGS):
            return


def decide(name: str) -> Callable[[Store], None]:
    def work(store: Store) -> None:
        for number in range(DECISIONS):
            store.add_judgement(Judgement(f"event{number}", "accept", name, f"2024-01-01T00:00:{number:02}Z"))

    return work


def test_readers_linker_and_coders_do_not_get_in_each_others_way(store_url: str) -> None:
    errors: list[BaseException] = []

    def run(work: Callable[[Store], None]) -> None:
        try:
            with open_store(store_url) as store:
                work(store)
        except BaseException as error:
            errors.append(error)

    jobs = [read, read, link, *(decide(f"coder{number}") for number in range(CODERS))]
    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert errors == []
    with open_store(store_url, create=False) as store:
        counts = store.counts()
        assert (counts.reports, counts.retrievals, counts.read) == (30, 30, 30)
        assert counts.judgements == CODERS * DECISIONS
        for number in range(CODERS):
            mine = [one.subject for one in store.judgements() if one.by == f"coder{number}"]
            assert mine == [f"event{each}" for each in range(DECISIONS)]  # in the order in which they were made
        assert list(store.incidents()) == list(make_groups(*store.reports())[1])
        assert list(store.verify()) == []
