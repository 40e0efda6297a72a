"""Speed of the per-report stages on one core, as ratios in one run, and memory.

    python benchmarks/pipeline.py [PARTS...]      parts of a gold corpus; without them the example reports

Each stage is timed over the same reports, several rounds, and the fastest round is shown (the machine's noise only
ever adds time). The last line relates the whole to the sum of its stages.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from dateline.config import Config
from dateline.extract import extract_findings
from dateline.knowledge import load_knowledge
from dateline.knowledge.reader import Reader
from dateline.knowledge.reader_pieces import Pieces, make_pieces
from dateline.parse import parse_report
from dateline.pipeline import process
from dateline.records import Parsed, Report
from dateline.resolve import resolve_findings
from dateline.score.evaluation import find_parts
from dateline.score.gold import read_gold

ROUNDS = 3


def main(arguments: Sequence[str]) -> None:
    """Time the stages over the reports that `arguments` name."""
    reports = list(_reports(arguments))
    words = sum(len(report.text.split()) for report in reports)
    began = time.perf_counter()
    knowledge = load_knowledge(Config())
    print(f"{len(reports)} reports, {words} words; knowledge loaded in {time.perf_counter() - began:.2f} s")
    parsed = [parse_report(report) for report in reports]
    found = [extract_findings(each, knowledge, "benchmark") for each in parsed]
    reader = knowledge.reader
    pieces = [] if reader is None else [_pieces(each, reader) for each in parsed]
    stages: dict[str, Callable[[], object]] = {
        "encoder": lambda: [reader.encode(each) for each in pieces] if reader is not None else None,
        "parse": lambda: [parse_report(report) for report in reports],
        "extract": lambda: [extract_findings(each, knowledge, "benchmark") for each in parsed],
        "resolve": lambda: [resolve_findings(p, f, knowledge) for p, f in zip(parsed, found, strict=True)],
        "whole": lambda: [process(report, knowledge) for report in reports],
    }
    seconds = {name: min(_time(stage) for _ in range(ROUNDS)) for name, stage in stages.items()}
    for name, took in seconds.items():
        share = took / seconds["whole"]
        print(f"{name:8} {len(reports) / took:8.0f} reports/s {words / took:10.0f} words/s {share:6.0%} of the whole")
    print(f"resolve adds {seconds['resolve'] / seconds['extract']:.1%} to what extract, the reader in it, takes")
    print(f"the whole runs at {seconds['encoder'] / seconds['whole']:.0%} of the speed of the bare encoder")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _pieces(parsed: Parsed, reader: Reader) -> Pieces:
    return make_pieces(parsed.text, [(each.span.start, each.span.end) for each in parsed.sentences], reader.tokenizer)


def _reports(arguments: Sequence[str]) -> list[Report]:
    if arguments:
        parts = find_parts([Path(argument) for argument in arguments])
        return [Report(id=each.name, text=each.text, language="en") for part in parts for each in read_gold(part)]
    from datetime import UTC, datetime

    from dateline.read import ReadOptions, read_reports
    from dateline.records import Reading

    examples = Path(__file__).parent.parent / "examples" / "reports"
    options = ReadOptions(now=datetime(2024, 10, 1, tzinfo=UTC))
    return [each.report for each in read_reports(str(examples), options) if isinstance(each, Reading)]


def _time(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1:])
