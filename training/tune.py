"""Choose the decoder's thresholds on the validation parts, one after another, and write them down.

python training/tune.py --weights reader.pt --tokenizer tokenizer.json --out thresholds.json [--report dev]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from calibrate import calibration_error, collect, fit_platt
from corpus import Sample, load_parts, part_names
from measure import CHOOSING, THRESHOLDS, encode_samples, figures, make_reader, tally_samples
from network import Network

from dateline.knowledge.reader import Reader, load_reader
from dateline.knowledge.reader_pieces import load_tokenizer

# what each threshold moves, in the order of choosing; a step is taken only where it helps these kinds on the mean
GRID = (
    ("scope", ("events", "statements", "counts"), (0.1, 0.3, 0.5)),
    ("trigger", ("events", "counts", "by"), (0.3, 0.4, 0.5, 0.6)),
    ("same", ("events", "counts", "where"), (0.3, 0.4, 0.5, 0.6)),
    ("event", ("events", "counts"), (0.4, 0.5, 0.6, 0.7, 0.8)),
    *((role, (role,), (0.3, 0.4, 0.5, 0.6)) for role in ("by", "against", "weapon", "where", "when")),
    *((role, ("counts",), (0.4, 0.5, 0.6, 0.7, 0.8)) for role in ("killed", "injured", "taken")),
    ("background", ("background",), (0.4, 0.5, 0.6)),
    ("doubt", ("doubt",), (0.4, 0.5, 0.6)),
    ("cue", ("statements",), (0.3, 0.4, 0.5, 0.6)),
    ("source", ("statements",), (0.2, 0.35, 0.5)),
    ("content", ("statements",), (0.3, 0.4, 0.5, 0.6)),
    ("silence", ("statements",), (0.4, 0.5, 0.7)),
    ("claim", ("responsibility",), (0.2, 0.3, 0.4, 0.5, 0.6)),
    ("who", ("responsibility",), (0.25, 0.4, 0.55)),
    ("mention", ("relations",), (0.4, 0.5, 0.6)),
    ("relation", ("relations",), (0.25, 0.35, 0.45, 0.55)),
)


def choose(reader: Reader, samples: list[Sample]) -> dict[str, dict[str, object]]:
    """Choose the thresholds in the order of GRID, then fit the confidence."""
    limits = dict(reader.thresholds)
    reader = replace(reader, thresholds=limits, calibration={})
    encoded = encode_samples(reader, samples)
    for name, kinds, values in GRID:
        gains = []
        for value in values:
            limits[name] = value
            scores = figures(tally_samples(reader, samples, encoded))
            mean = round(float(np.mean([scores[kind] for kind in kinds])), 4)
            gains.append((mean, -abs(value - THRESHOLDS[name]), value))
        limits[name] = max(gains)[2]
        print(name, limits[name], [(gain, value) for gain, _, value in gains], flush=True)
    outcomes = collect(reader, samples, encoded)
    return {"thresholds": limits, "calibration": {kind: fit_platt(rows) for kind, rows in outcomes.items()}}


def main() -> None:
    """Choose, write, and report on the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", type=Path, help="a network; without it the reader of --folder is measured")
    parser.add_argument("--folder", type=Path, help="a folder with an exported reader; default: that of the package")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--thresholds", type=Path, help="use these")
    parser.add_argument(
        "--choose", action="store_true", help="choose thresholds and confidence on the validation parts"
    )
    parser.add_argument("--out", type=Path)
    parser.add_argument("--report", nargs="*", default=["validation"], choices=["validation", "dev"])
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.weights:
        network = Network()
        network.load_state_dict(torch.load(options.weights))
        reader = make_reader(network.eval())
    else:
        reader = load_reader(options.folder)
    if options.thresholds:
        reader = replace(reader, **json.loads(options.thresholds.read_text(encoding="utf-8")))
    corpus, tokenizer = options.data / "corpus", load_tokenizer(options.tokenizer)
    _, validation, dev = part_names(corpus)
    if options.choose:
        chosen = choose(reader, load_parts(corpus, validation, tokenizer))
        reader = replace(reader, **chosen)
        if options.out:
            options.out.write_text(json.dumps(chosen, indent=1) + "\n", encoding="utf-8")
    for part in options.report:
        samples = load_parts(corpus, {"validation": validation, "dev": dev}[part], tokenizer)
        encoded = encode_samples(reader, samples)
        scores = figures(tally_samples(reader, samples, encoded))
        errors = {kind: calibration_error(rows) for kind, rows in collect(reader, samples, encoded).items()}
        print(part, json.dumps(scores), "mean", round(float(np.mean([scores[kind] for kind in CHOOSING])), 4))
        print(part, "calibration error", json.dumps(errors))


if __name__ == "__main__":
    main()
