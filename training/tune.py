"""Choose thresholds, the weight of the rules beside the reader, and the confidence, on the parts held back for it.

    python training/tune.py --folder FOLDER --choose --report validation
    python training/tune.py --folder FOLDER --report dev

What is measured is extract as it is shipped. `--choose` writes its choice into FOLDER's ``reader.json``. Neither the
rules nor the reader are made from the parts held back, so what agrees there agrees elsewhere.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from calibrate import calibration_error, collect, fit_confidence
from chain import READINGS, Chain, figures, load_chain
from corpus import part_names, read_part

from dateline.knowledge.reader import Reader

# What each number moves, in the order of choosing. Where values are as good as one another the first is taken, which
# is the usual one: less than a point on 112 reports is chance.
GRID = (
    ("hint_trigger", (1.5, 1.0), ("events", "triggers", "counts")),
    ("event", (0.3, 0.2, 0.4), ("events", "triggers", "counts")),
    ("same", (0.5, 0.6), ("events", "counts", "where")),
    ("hint_type", (3.0, 2.0, 1.0), ("events", "counts")),
    ("hint_role", (1.0, 1.5, 2.0), ("by", "against", "where", "when")),
    ("by", (0.5, 0.4, 0.6), ("by",)),
    ("against", (0.5, 0.4, 0.6), ("against",)),
    ("where", (0.5, 0.4, 0.6), ("where",)),
    ("when", (0.5, 0.4, 0.6), ("when",)),
    ("hint_status", (0.7, 0.0, 1.5), ("status",)),
    ("hint_background", (1.0, 0.0, 2.0), ("background",)),
    ("background", (0.5, 0.4, 0.6), ("background",)),
    ("cue", (0.5, 0.4, 0.6), ("statements",)),
    ("hint_speaker", (2.0, 1.0), ("speaker",)),
    ("claim", (0.5, 0.3), ("responsibility",)),
    ("relation", (0.45, 0.3, 0.6), ("relations",)),
)
LEAST_GAIN = 0.01


def choose_limits(chain: Chain, reader: Reader) -> Reader:
    """Return the reader with thresholds and weights chosen, each with those before it settled."""
    limits, known = dict(reader.thresholds), dict[tuple[float, ...], dict[str, float]]()
    for name, values, kinds in GRID:
        gains = []
        for value in values:
            tried = {**limits, name: value}
            key = tuple(tried[one] for one in sorted(tried))
            if key not in known:
                known[key] = figures(chain.tally(replace(reader, thresholds=tried)))
            found = known[key]
            gains.append(float(np.mean([found[kind] for kind in kinds])))
        best = int(np.argmax(gains))
        limits[name] = values[best] if gains[best] >= gains[0] + LEAST_GAIN else values[0]
        print(name, limits[name], [(value, round(gain, 4)) for value, gain in zip(values, gains, strict=True)])
    return replace(reader, thresholds=limits)


def choose(chain: Chain) -> Reader:
    """Return the reader with everything chosen."""
    reader = choose_limits(chain, replace(chain.reader, calibration={}))
    return replace(reader, calibration=fit_confidence(chain, reader))


def write_choice(folder: Path, reader: Reader) -> None:
    """Write the choice into the card of a reader."""
    path = folder / "reader.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card |= {"thresholds": dict(reader.thresholds), "calibration": dict(reader.calibration)}
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def report(name: str, chain: Chain, reader: Reader) -> None:
    """Print the figures of rules, reader and both, and the calibration errors."""
    for reading in READINGS:
        print(name, f"{reading:<8}", json.dumps(figures(chain.tally(reader, reading))), flush=True)
    errors = {kind: calibration_error(rows) for kind, rows in collect(chain, reader).items()}
    print(name, "calibration error", json.dumps(errors))


def main() -> None:
    """Choose, write, and report on the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--folder", type=Path, required=True, help="a folder with an exported reader")
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--report", nargs="*", default=["validation"], choices=["validation", "dev"])
    options = parser.parse_args()
    corpus = options.data / "corpus"
    _, validation, dev = part_names(corpus)
    if options.choose:
        chain = load_chain((gold for part in validation for gold in read_part(corpus, part)), options.folder)
        write_choice(options.folder, choose(chain))
    for name in options.report:
        parts = {"validation": validation, "dev": dev}[name]
        chain = load_chain((gold for part in parts for gold in read_part(corpus, part)), options.folder)
        report(name, chain, chain.reader)


if __name__ == "__main__":
    main()
