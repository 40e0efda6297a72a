"""How the workbench holds up: python benchmarks/workbench.py [-n 10000] [--readers 100] [--seconds 20]

A store with so many incidents (those of the examples over and over, with ids, days and points of their own) is served
by one process. Readers in a second process ask for what a desk asks for, pages and JSON, as fast as they are answered,
while a coder decides ten times a second. Prints requests a second and the time of half and of 95 % of the answers, page
by page; then, in Chromium, how long the map takes to show all, and the longest that the page stood still meanwhile.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import multiprocessing
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.read import ReadOptions
from dateline.records import Assessment, Incident, Judgement
from dateline.run.local import read_into
from dateline.run.views import make_incident_row
from dateline.store import Store, open_store
from dateline.text import make_id

ROOT = Path(__file__).parent.parent
DAYS = 1500  # over which the incidents are spread
PAGES = (
    "/incidents",
    "/incidents?type=bombing&since=2021",
    "/incidents?q=police&country=Afghanistan",
    "/incidents/points?grade=confirmed",
    "/api/incidents?limit=100",
    "/api/incidents?actor=front&lines=2",
    "/api/periods?by=month",
    "{incident}",
    "/api{incident}",
    "{report}",
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("-n", "--incidents", type=int, default=10_000)
    options.add_argument("--readers", type=int, default=100)
    options.add_argument("--seconds", type=float, default=20.0)
    options.add_argument("--store", default="", help="a database URL, empty; an SQLite file by default")
    options.add_argument("--no-browser", action="store_true")
    chosen = options.parse_args()
    sys.path[:0] = [str(ROOT / "tests" / "web")]
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.store or str(Path(folder) / "desk.sqlite")
        incident, report = fill(url, chosen.incidents)
        from browsing import run_server

        with run_server(Path(url), rates=False) as address:
            pages = [page.format(incident=f"/incidents/{incident}", report=f"/reports/{report}") for page in PAGES]
            measure(url, address, pages, chosen)
            if not chosen.no_browser:
                browse(address)


def fill(url: str, wanted: int) -> tuple[str, str]:
    """Read the examples and multiply their incidents; return the id of an incident and of a report."""
    options = ReadOptions(now=datetime(2026, 1, 1, tzinfo=UTC))
    with open_store(url) as store:
        read_into(store, [str(ROOT / "examples" / "reports")], options, partial(load_knowledge, Config(reader="rules")))
        made = list(multiply(store, wanted))
        incidents, assessments = [one for one, _ in made], [one for _, one in made]
        digest = store.groups_digest() or ""
        rows = [make_incident_row(one) for one in assessments]
        store.replace_groups(list(store.stories()), incidents, assessments, digest, rows)
        # A report of the examples stands in thousands of the copies, as none of an archive does: one of no incident.
        alone = next(report.id for report in store.reports() if not store.incidents_of(report.id))
        return incidents[0].id, alone


def multiply(store: Store, wanted: int) -> Iterator[tuple[Incident, Assessment]]:
    """Yield so many incidents with their assessments, spread over days and over the map as a spiral."""
    known = [(one, store.assessment(one.id)) for one in store.incidents()]
    for number in range(wanted):
        incident, found = known[number % len(known)]
        name = make_id("copy", number, incident.id)
        time_ = found.time and replace(
            found.time,
            start=found.time.start - timedelta(days=number % DAYS),
            end=found.time.end - timedelta(days=number % DAYS),
        )
        place = found.place
        if place is not None and place.lat is not None and place.lon is not None:
            turn, out = number * 2.399963, 8 * math.sqrt(number / wanted)
            place = replace(place, lat=place.lat + out * math.sin(turn), lon=place.lon + out * math.cos(turn))
        yield replace(incident, id=name), replace(found, incident_id=name, time=time_, place=place)


def measure(url: str, address: str, pages: list[str], chosen: argparse.Namespace) -> None:
    """Ask from another process while a coder decides; print what came of it."""
    ending = threading.Event()
    decided: list[float] = []
    coder = threading.Thread(target=decide, args=(url, ending, decided), daemon=True)
    coder.start()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        taken = pool.apply(ask_all, (address, pages, chosen.readers, chosen.seconds))
    ending.set()
    coder.join()
    total = sum(len(times) for times in taken.values())
    print(f"{chosen.incidents:,} incidents, {chosen.readers} readers, {chosen.seconds:.0f} s, one process serves\n")
    print("| page | answers | a second | median ms | 95 % ms |")
    print("|---|---|---|---|---|")
    for page, times in taken.items():
        print(f"| `{page}` | {len(times)} | {len(times) / chosen.seconds:.1f} | {at(times, 0.5)} | {at(times, 0.95)} |")
    every = [one for times in taken.values() for one in times]
    print(f"| all | {total} | {total / chosen.seconds:.1f} | {at(every, 0.5)} | {at(every, 0.95)} |")
    print(f"\nmeanwhile a coder decided {len(decided)} times, 95 % within {at(decided, 0.95)} ms")


def at(times: list[float], share: float) -> str:
    """Return the time within which this share of the answers came, in milliseconds."""
    return f"{1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))]:.0f}" if times else "-"


def decide(url: str, ending: threading.Event, decided: list[float]) -> None:
    """Keep a judgement ten times a second."""
    with open_store(url) as store:
        while not ending.wait(0.1):
            begin = time.perf_counter()
            store.add_judgement(Judgement("none", "accept", "coder", datetime.now(UTC).isoformat()))
            decided.append(time.perf_counter() - begin)


def ask_all(address: str, pages: list[str], readers: int, seconds: float) -> dict[str, list[float]]:
    """Ask for all pages in turn, by so many readers at once; return the seconds that each answer took."""
    taken: dict[str, list[float]] = defaultdict(list)
    end = time.perf_counter() + seconds
    host = address.removeprefix("http://")

    def read(first: int) -> None:
        connection = http.client.HTTPConnection(host, timeout=60)
        for number in range(first, 10**9):
            if time.perf_counter() > end:
                return
            page = pages[number % len(pages)]
            begin = time.perf_counter()
            connection.request("GET", page)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{page}: {answer.status}")
            taken[page].append(time.perf_counter() - begin)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(taken)


def browse(address: str) -> None:
    """Open the map with everything on it."""
    from browsing import run_browser

    with run_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(
            "window.still = []; new PerformanceObserver(l => l.getEntries().forEach(e => still.push(e.duration)))"
            ".observe({entryTypes: ['longtask']})"
        )
        begin = time.perf_counter()
        page.goto(f"{address}/incidents")
        page.wait_for_selector("#map[data-shown]")
        shown = page.get_attribute("#map", "data-shown")
        page.wait_for_timeout(500)
        print(f"\nmap: {shown} markers after {time.perf_counter() - begin - 0.5:.1f} s")
        still = json.loads(page.evaluate("JSON.stringify(still)"))
        print(f"longest standstill {max(still, default=0):.0f} ms")
        page.evaluate("still.length = 0")
        for _ in range(4):
            page.mouse.move(640, 400)
            page.mouse.wheel(0, -300)
            page.wait_for_timeout(400)
        still = json.loads(page.evaluate("JSON.stringify(still)"))
        print(f"while zooming in four times: longest standstill {max(still, default=0):.0f} ms")


if __name__ == "__main__":
    main()
