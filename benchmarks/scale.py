"""How time and memory of linking grow with the archive, on synthetic archives with known truth.

    nice python benchmarks/scale.py [--sizes 10000,100000,1000000] [--seed 1] [--jobs 2]

Each size runs in a process of its own. Seconds are of the processor, so that other work on the machine does not count,
and by the clock. "sightings" is the map over reports (in `--jobs` processes), "link" all that comes after it; making
the archive is not counted. "growth" is log(time ratio) / log(size ratio) to the size before: 1 is linear. B-cubed is of
events against the truth.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from math import log
from multiprocessing import get_context

from synthetic import Told, read_archive

from dateline.link import Linking, Sighting, link_events, make_sightings
from dateline.records import Incident, Member
from linking import b_cubed

COLUMNS = ("reports", "events", "sightings", "link", "clock", "memory", "pairs", "cut", "precision", "recall")


def make_all(told: Told) -> tuple[Sighting, ...]:
    """Return the sightings of one report."""
    return make_sightings(told.report, told.findings)


class Clock:
    """Seconds of this process spent on making the archive."""

    def __init__(self) -> None:
        self.making = 0.0

    def watch(self, archive: Iterator[Told]) -> Iterator[Told]:
        """Yield what `archive` yields."""
        while True:
            started = time.process_time()
            told = next(archive, None)
            self.making += time.process_time() - started
            if told is None:
                return
            yield told


def measure(reports: int, seed: int, jobs: int) -> dict[str, float]:
    """Link an archive of that size; return what it took."""
    clock, started = Clock(), time.perf_counter()
    with get_context("fork").Pool(jobs) as pool:
        made = pool.imap(make_all, clock.watch(read_archive(reports, seed)), chunksize=500)
        linking = link_events(one for sightings in made for one in sightings)
        pool.close()
        pool.join()
    labels = [(_truth(member), incident.id) for incident in _groups(linking) for member in incident.members]
    precision, recall, _ = b_cubed(labels)
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "reports": reports,
        "events": len(labels),
        "sightings": others.ru_utime + others.ru_stime,
        "link": own.ru_utime + own.ru_stime - clock.making,
        "clock": time.perf_counter() - started,
        "memory": (own.ru_maxrss + others.ru_maxrss * jobs) / 1024**2,
        "pairs": linking.pairs,
        "cut": linking.pairs_cut,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
    }


def _groups(linking: Linking) -> Iterator[Incident]:
    yield from linking.incidents
    yield from linking.recalled
    yield from linking.planned


def _truth(member: Member) -> int:
    return int(member.event_id.rpartition("-")[2])


def main() -> None:
    """Run every size in its own process and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--one", type=int, help="measure this size alone, and print JSON")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.seed, options.jobs)))
        return
    print("".join(f"{name:>11}" for name in (*COLUMNS, "growth")), flush=True)
    before: dict[str, float] | None = None
    for size in (int(part) for part in options.sizes.split(",")):
        command = [
            sys.executable,
            __file__,
            "--one",
            str(size),
            "--seed",
            str(options.seed),
            "--jobs",
            str(options.jobs),
        ]
        row: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        print("".join(f"{_show(row[name]):>11}" for name in COLUMNS) + f"{_growth(before, row):>11}", flush=True)
        before = row


def _show(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.4g}"


def _growth(before: dict[str, float] | None, row: dict[str, float]) -> str:
    if before is None:
        return ""
    spent, earlier = row["sightings"] + row["link"], before["sightings"] + before["link"]
    return f"{log(spent / earlier) / log(row['events'] / before['events']):.2f}"


if __name__ == "__main__":
    main()
