"""Speed of adding a GeoNames dump and of look-ups with it, on one core.

    python benchmarks/gazetteer.py [--places 3000000] [--folder DIR]

Makes a dump of made-up places in the layout of GeoNames (the same at each run), adds it to a gazetteer in the folder,
and looks up names: any of the dump, its commonest and its rarest, those of the built gazetteer, names that nobody has.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dateline.knowledge.gazetteer import Gazetteer, add_file, open_gazetteer

SYLLABLES = "ka ra mo sha di na bu te lo wa zi fe ni qa hu gar min tol bes dra".split()
COUNTRIES = ("SY\t02", "IQ\t07", "AF\t23", "NG\t51", "ML\t04", "PK\t04", "YE\t25", "SO\t02")
CODES = ("P\tPPL",) * 70 + ("P\tPPLX", "L\tLCTY", "A\tADM3") * 5 + ("S\tSCH", "H\tSTM") * 7 + ("S\tAIRF",)
ASKED = 2000  # names of each kind


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=3_000_000)
    parser.add_argument("--folder", type=Path, help="where it is made, and kept for the next run; else it is removed")
    options = parser.parse_args()
    if options.folder is not None:
        measure(options.folder, options.places)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.places)


def measure(folder: Path, places: int) -> None:
    """Make a dump of `places` lines in `folder`, add it, look names up."""
    dump, path = folder / "made.txt", folder / "gazetteer.sqlite"
    names = write_dump(dump, places) if not dump.exists() else read_names(dump)
    built = open_gazetteer(path)
    ours = [name for name in ("Mosul", "Kabul", "San Jose", "Springfield") if built.is_name(name)]
    print(f"dump: {places:,} lines, {dump.stat().st_size / 1e6:.0f} MB")
    began = time.perf_counter()
    addition, _ = add_file(path, dump, None, lambda _doing, _done, _total: None)
    took = time.perf_counter() - began
    made = path.with_suffix(".added") / f"{addition.name}.sqlite"
    print(f"added in {took:.0f} s: {places / took:,.0f} lines/s; {addition}; {made.stat().st_size / 1e6:.0f} MB")
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    common = sorted(counts, key=lambda name: (-counts[name], name))[:ASKED]
    rare = sorted(counts, key=lambda name: (counts[name], name))[:ASKED]
    print(f"the commonest name is that of {counts[common[0]]:,} places")
    for label, asked in (
        ("any", random.Random(2).sample(names, ASKED)),
        ("commonest", common),
        ("rare", rare),
        ("known", ours),
        ("nobody's", [f"X{name}x" for name in rare]),
    ):
        look_up(open_gazetteer(path), label, asked)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def look_up(gazetteer: Gazetteer, label: str, names: Sequence[str]) -> None:
    """Print the processor time of look-ups by name and by sound on a fresh gazetteer: mean, 99th percentile, most."""
    for way, ask in (("name", gazetteer.candidates), ("sound", gazetteer.similar)):
        spent = []
        for name in names:
            began = time.process_time()
            ask(name)
            spent.append(1000 * (time.process_time() - began))
        spent.sort()
        late = spent[int(0.99 * (len(spent) - 1))]
        print(
            f"{label:10} by {way:5} {sum(spent) / len(spent):7.3f} ms mean {late:7.3f} ms 99th {spent[-1]:7.3f} ms max"
        )


def write_dump(path: Path, places: int) -> list[str]:
    """Write a dump of made-up places; return their usual names."""
    pick = random.Random(1)
    names = []
    with path.open("w", encoding="utf-8") as lines:
        for number in range(places):
            name = _name(pick)
            others = ",".join([*(_name(pick) for _ in range(pick.randint(0, 4))), "قرية"])
            people = 0 if pick.random() < 0.9 else pick.randint(1, 9000)
            where = f"{pick.uniform(5, 37):.5f}\t{pick.uniform(0, 70):.5f}"
            country, admin1 = pick.choice(COUNTRIES).split("\t")
            head = f"{20_000_000 + number}\t{name}\t{name}\t{others}\t{where}\t{pick.choice(CODES)}\t{country}"
            lines.write(f"{head}\t\t{admin1}\t\t\t\t{people}\t\t300\tAsia/Baghdad\t2020-01-01\n")
            names.append(name)
    return names


def read_names(path: Path) -> list[str]:
    """Return the usual names of the places of a dump."""
    with path.open(encoding="utf-8") as lines:
        return [line.split("\t", 2)[1] for line in lines]


def _name(pick: random.Random) -> str:
    return "".join(pick.choice(SYLLABLES) for _ in range(pick.randint(2, 5))).capitalize()


if __name__ == "__main__":
    main()
