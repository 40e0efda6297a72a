"""How fast the exporters are, and how much memory they need: python benchmarks/exports.py [-n 100000] [FORMAT ...]

Each format runs in a process of its own on made-up incidents (the 44 cases of tests/export/made_evidence.py over and
over, with ids and days of their own), with the ledger of ids in a store. Seconds are those of one processor, without
those that making the incidents takes. The peak is that of the whole process, beside its size before the export begins.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("formats", nargs="*")
    options.add_argument("-n", "--incidents", type=int, default=100_000)
    options.add_argument("--no-citations", action="store_true")
    options.add_argument("--one", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "export")]
    if chosen.one:
        print(json.dumps(measure(chosen.one, chosen.incidents, citations=not chosen.no_citations)))
        return
    from dateline.export import FORMATS

    print(f"{chosen.incidents:,} incidents\n")
    print("| format | rows | seconds | incidents a second | peak MB | before MB | file MB | all files MB |")
    print("|---|---|---|---|---|---|---|---|")
    for name in chosen.formats or FORMATS:
        flags = ["--no-citations"] if chosen.no_citations else []
        command = [sys.executable, __file__, "--one", name, "-n", str(chosen.incidents), *flags]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        one = json.loads(done.stdout.splitlines()[-1])
        numbers = (chosen.incidents / one["seconds"], one["peak"], one["base"], one["file"], one["all"])
        cells = " | ".join(f"{number:,.0f}" for number in numbers)
        print(f"| `{name}` | {one['rows']:,} | {one['seconds']:.0f} | {cells} |", flush=True)


def measure(name: str, count: int, *, citations: bool) -> dict[str, float]:
    """Export `count` incidents; return rows, seconds and megabytes."""
    from made_evidence import make_view

    from dateline.export import Ledger, Options, find_format, write_export
    from dateline.store import open_store

    for _ in make_view(50):  # caches are filled before anything is measured
        pass
    sample = min(count, 5000)
    begin = time.process_time()
    for _ in make_view(sample):
        pass
    making = (time.process_time() - begin) / sample * count
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/store.sqlite") as store:
        out = Path(folder) / f"out{find_format(name).suffix}"
        base = status("VmRSS")
        begin = time.process_time()
        with store.publishing() as shelf:
            options = Options(citations=citations, ledger=Ledger(shelf))
            done = write_export(find_format(name), make_view(count), out, options)
        seconds = time.process_time() - begin - making
        sizes = {path: size(path) for path in done.files}
    return {
        "rows": done.rows,
        "seconds": seconds,
        "peak": status("VmHWM"),
        "base": base,
        "file": sizes[done.files[0]],
        "all": sum(sizes.values()),
    }


def status(name: str) -> float:
    """Return a line of /proc/self/status in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


def size(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files if one.is_file()) / 2**20


if __name__ == "__main__":
    main()
