"""Extract as it is shipped, run again and again with other thresholds: rules and graphs answer from a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dateline.config import Config
from dateline.extract import Ruled, add_reading, apply_rules
from dateline.extract.reading.findings import read_findings
from dateline.extract.reading.hints import WEIGHTS
from dateline.knowledge import Knowledge, load_knowledge
from dateline.knowledge.reader import Floats, Graphs, Reader, load_reader
from dateline.parse import parse_report
from dateline.records import Findings, Parsed, Report
from dateline.score import GoldReport, score_findings
from dateline.score.tally import Tally

READINGS = ("rules", "reader", "shipped")
Outputs = tuple[Floats, Floats, Floats]


class StoredGraphs:
    """Graphs that remember their answers."""

    def __init__(self, graphs: Graphs) -> None:
        self.graphs = graphs
        self.encoded: dict[bytes, Outputs] = {}
        self.scored: dict[tuple[bytes, ...], Mapping[str, Floats]] = {}

    def encode(self, ids: np.ndarray, shapes: np.ndarray, mask: Floats) -> Outputs:
        """See `dateline.knowledge.reader.Graphs`."""
        key = ids.tobytes()
        if key not in self.encoded:
            self.encoded[key] = self.graphs.encode(ids, shapes, mask)
        return self.encoded[key]

    def score(self, states: Floats, sentences: np.ndarray, pools: Sequence[Floats]) -> Mapping[str, Floats]:
        """See `dateline.knowledge.reader.Graphs`."""
        key = (states[0, :, :2].tobytes(), *(pool.tobytes() for pool in pools))
        if key not in self.scored:
            self.scored[key] = self.graphs.score(states, sentences, pools)
        return self.scored[key]


@dataclass(frozen=True, slots=True)
class Item:
    """One gold report, parsed, with what the rules find in it."""

    gold: GoldReport
    parsed: Parsed
    ruled: Ruled


@dataclass(frozen=True, slots=True)
class Chain:
    """The reports to measure on, and what reads them."""

    items: tuple[Item, ...]
    knowledge: Knowledge  # without a reader
    reader: Reader

    def read(self, item: Item, reader: Reader, reading: str = "shipped") -> Findings:
        """Return the findings of one report by one of READINGS."""
        if reading == "reader":
            return read_findings(item.parsed, reader)
        known = replace(self.knowledge, reader=reader if reading == "shipped" else None)
        return add_reading(item.parsed, item.ruled, known, "")

    def tally(self, reader: Reader, reading: str = "shipped") -> Tally:
        """Return the counts over all reports."""
        total = Tally()
        for item in self.items:
            total.update(score_findings(item.gold, self.read(item, reader, reading)))
        return total


def load_chain(gold: Iterable[GoldReport], folder: Path | None) -> Chain:
    """Load what is shipped, the reader from `folder`; weights of hints that are not in its file are the usual ones."""
    reader = load_reader(folder)
    reader = replace(reader, graphs=StoredGraphs(reader.graphs), thresholds={**WEIGHTS, **reader.thresholds})
    knowledge = load_knowledge(Config(reader="rules"))
    parsed = ((one, parse_report(Report(id=one.name, text=one.text))) for one in gold)
    items = tuple(Item(one, report, apply_rules(report, knowledge)) for one, report in parsed)
    return Chain(items, knowledge, reader)


def figures(tally: Tally) -> dict[str, float]:
    """Return F1, or accuracy on what was matched, by kind."""
    return {kind: round(2 * r / max(f + g, 1), 4) for kind, (r, f, g) in tally.counts.items()}
