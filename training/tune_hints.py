"""Measure the rules, the reader and both together; try how much the rules should weigh in beside the reader.

The rules were written with the training parts in view, so the validation parts overrate them: `--choose` prints the
curves, and the shipped weights are about half of what they ask for.

    python training/tune_hints.py --folder FOLDER [--choose] [--report validation dev]

Runs in an environment with the whole package.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.config import Config
from dateline.extract import extract_findings
from dateline.extract.reading.findings import decode
from dateline.extract.reading.hints import WEIGHTS
from dateline.knowledge import load_knowledge
from dateline.knowledge.reader import Encoded, Reader, load_reader
from dateline.knowledge.reader_pieces import Pieces, make_pieces
from dateline.parse import parse_report
from dateline.records import Findings, Parsed, Report
from dateline.score import GoldReport, read_gold, score_findings
from dateline.score.tally import Tally

VALIDATION = ("p06", "p13", "p24", "p33")
KINDS = (
    "events", "status", "background", "by", "against", "where", "when", "weapon", "counts", "counts_who", "statements",
    "speaker", "responsibility", "relations",
)  # fmt: skip
GRID = (
    ("hint_type", (0.0, 1.0, 2.0, 3.0, 4.0), ("events", "counts")),
    ("hint_trigger", (0.0, 0.5, 1.0, 1.5, 2.0), ("events", "counts")),
    ("hint_same", (0.0, 0.5, 1.0), ("events", "counts", "where")),
    ("event", (0.4, 0.5, 0.6, 0.7, 0.8, 0.9), ("events", "counts")),
    ("hint_role", (0.0, 0.5, 1.0, 1.5, 2.0), ("by", "against", "where", "when", "counts")),
    ("by", (0.3, 0.4, 0.5, 0.6, 0.7), ("by",)),
    ("against", (0.4, 0.5, 0.6, 0.7), ("against",)),
    ("where", (0.3, 0.4, 0.5, 0.6, 0.7), ("where",)),
    ("when", (0.3, 0.4, 0.5, 0.6, 0.7), ("when",)),
    ("killed", (0.5, 0.6, 0.7, 0.8, 0.9), ("counts",)),
    ("injured", (0.5, 0.6, 0.7, 0.8, 0.9), ("counts",)),
    ("taken", (0.4, 0.5, 0.6, 0.7, 0.8), ("counts",)),
    ("hint_cue", (0.0, 0.5, 1.0, 1.5), ("statements",)),
    ("cue", (0.4, 0.5, 0.6), ("statements",)),
    ("hint_speaker", (0.0, 0.5, 1.0, 2.0), ("speaker",)),
    ("hint_claim", (0.0, 0.5, 1.0, 1.5, 2.0), ("responsibility",)),
    ("claim", (0.3, 0.4, 0.5, 0.6, 0.7), ("responsibility",)),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One gold report with everything that does not change with the weights."""

    gold: GoldReport
    parsed: Parsed
    pieces: Pieces
    encoded: Encoded
    hints: Findings


def load_items(folder: Path, names: Sequence[str], reader: Reader) -> list[Item]:
    """Read the parts, run the rules and the encoder once."""
    knowledge = load_knowledge(Config(reader="rules"))
    items = []
    for name in names:
        for gold in read_gold(folder / "voa" / name):
            parsed = parse_report(Report(id=gold.name, text=gold.text))
            bounds = [(sentence.span.start, sentence.span.end) for sentence in parsed.sentences]
            pieces = make_pieces(gold.text, bounds, reader.tokenizer)
            items.append(Item(gold, parsed, pieces, reader.encode(pieces), extract_findings(parsed, knowledge, "")))
    return items


def score(reader: Reader, items: Sequence[Item], with_hints: bool = True) -> dict[str, float]:
    """Return F1 (or accuracy) by kind."""
    total = Tally()
    for item in items:
        found = decode(item.parsed, item.pieces, item.encoded, reader, "", item.hints if with_hints else None)
        total.update(score_findings(item.gold, found))
    return {kind: round(2 * r / max(f + g, 1), 4) for kind, (r, f, g) in total.counts.items() if kind in KINDS}


def rules_alone(items: Sequence[Item]) -> dict[str, float]:
    """Return the same figures for the rules."""
    total = Tally()
    for item in items:
        total.update(score_findings(item.gold, item.hints))
    return {kind: round(2 * r / max(f + g, 1), 4) for kind, (r, f, g) in total.counts.items() if kind in KINDS}


def main() -> None:
    """Try and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--report", nargs="*", default=["validation"], choices=["validation", "dev"])
    options = parser.parse_args()
    corpus = options.data / "corpus"
    reader = load_reader(options.folder)
    limits = {**WEIGHTS, **reader.thresholds}
    reader = replace(reader, thresholds=limits)
    if options.choose:
        items = load_items(corpus, VALIDATION, reader)
        for name, values, kinds in GRID:
            gains = []
            for value in values:
                limits[name] = value
                figures = score(reader, items)
                gains.append((round(sum(figures[kind] for kind in kinds) / len(kinds), 4), value))
            limits[name] = max(gains, key=lambda gain: gain[0])[1]
            print(name, limits[name], gains, flush=True)
    for part in options.report:
        names = VALIDATION if part == "validation" else (corpus / "dev.txt").read_text(encoding="utf-8").split()
        items = load_items(corpus, names, reader)
        print(part, "rules   ", rules_alone(items))
        print(part, "reader  ", score(reader, items, with_hints=False))
        print(part, "together", score(reader, items))


if __name__ == "__main__":
    main()
