"""Places and times against pinned floors: what no change may fall below.

    python eval/world.py [SHARED] [--floors FILE] [--pin]

SHARED holds `data/geo`, `data/time`, `data/strikes` and `corpus` (`../shared` by default). Prints each figure with its
floor and ends with 1 where one is below. `--pin` writes the floors anew: each figure less `SLACK`. Takes some seconds.
What the figures mean is in `places.py`, `event_places.py`, `strikes.py` and `times.py`; event places are those of the
measuring parts with gold events, so that no reader has a say.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.config import Config
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from event_places import choose_parts, f1, measure_given
from places import by_context, read_articles, score_resolution
from strikes import measure as measure_strikes
from strikes import read_places
from times import score_wikiwars

SLACK = 0.01
HERE = Path(__file__).parent


def read_figures(shared: Path, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    """Yield each figure with its name."""
    for name in ("lgl", "gwn"):
        held = [article for article in read_articles(shared / "data" / "geo" / f"{name}.xml") if article.is_held]
        _, known = score_resolution(held, by_context, gazetteer)
        yield f"{name}: exact id", known.same / known.asked
        yield f"{name}: within 161 km", known.close / known.asked
    given = measure_given(choose_parts(shared / "corpus", "dev"), gazetteer)
    yield "event places: name F1", f1(given.name, given.answered, given.asked)
    yield "event places: country precision", given.country / max(1, given.country_answered)
    for label, tally in measure_strikes(read_places(shared / "data" / "strikes" / "centcom.csv"), gazetteer):
        if label == "headed":
            yield "strikes: country", tally.country / tally.asked
            yield "strikes: known", tally.known / tally.asked
    score = score_wikiwars(shared / "data" / "time" / "wikiwars")
    yield "wikiwars: spans F1", f1(score.relaxed, score.found, score.gold)
    yield "wikiwars: value F1", f1(score.strict_value, score.found, score.gold)


def main() -> int:
    """Measure; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=HERE / ".." / ".." / "shared")
    parser.add_argument("--floors", type=Path, default=HERE / "floors-world.json")
    parser.add_argument("--pin", action="store_true", help="write the floors anew")
    options = parser.parse_args()
    figures = dict(read_figures(options.shared, open_gazetteer(Config().gazetteer_path)))
    if options.pin:
        floors = {name: round(figure - SLACK, 2) for name, figure in figures.items()}
        options.floors.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
    floors = json.loads(options.floors.read_text("utf-8"))
    below = sorted(name for name, floor in floors.items() if figures.get(name, 0.0) < floor)
    for name, figure in figures.items():
        print(f"{name:34} {figure:.3f}  floor {floors.get(name, 0.0):.2f}{'  BELOW' if name in below else ''}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
