"""WikiEvents measured: triggers and arguments of the 20 reports of dev, by the rules and by the trained reader too.

Usage: python eval/wikievents.py [DATA_DIR] [--reader rules|trained]...
    DATA_DIR holds `wikievents/dev.jsonl` (default: ../shared/data).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.config import READERS, Config
from dateline.knowledge import Knowledge, load_knowledge
from dateline.pipeline import process
from dateline.records import Report, Span
from dateline.score.muc4 import Count, add_counts
from dateline.score.wikievents import GoldMention, count_arguments, count_triggers


@dataclass(frozen=True, slots=True)
class Case:
    """One report with its gold event mentions."""

    report: Report
    mentions: tuple[GoldMention, ...]


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--reader", choices=READERS, action="append")
    options = arguments.parse_args()
    cases = list(read_cases(options.data / "wikievents/dev.jsonl"))
    print(f"{'reader':<10}{'measure':<20}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}")
    for reader in options.reader or ("rules", "trained"):
        for kind, count in score_cases(cases, load_knowledge(Config(reader=reader))).items():
            row = f"{count.precision:>7.3f}{count.recall:>7.3f}{count.f1:>7.3f}{count.gold:>7}"
            print(f"{reader:<10}{kind:<20}{row}")


def score_cases(cases: list[Case], knowledge: Knowledge) -> dict[str, Count]:
    """Return counts by measure."""
    total: dict[str, Count] = {}
    for case in cases:
        events = process(case.report, knowledge).events
        arguments = count_arguments(case.report.text, case.mentions, events)
        triggers = {
            "triggers, all types": count_triggers(case.mentions, events, by_class=False),
            "triggers, by class": count_triggers(case.mentions, events, by_class=True),
        }
        every = {"arguments": sum(arguments.values(), Count())}
        add_counts(total, triggers | every | {f"  {role}": count for role, count in arguments.items()})
    return total


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the reports of a file of WikiEvents (JSON lines)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield make_case(json.loads(line))


def make_case(page: Mapping[str, Any]) -> Case:
    """Return the report (sentences that touch in the text, such as headlines, become paragraphs) and its gold."""
    text, places = "", []
    end = 0
    for words, _ in page["sentences"]:
        for number, (word, start, stop) in enumerate(words):
            gap = page["text"][end:start]
            text += "\n\n" if text and not number and (not gap or "\n" in gap) else " " * bool(gap and text)
            places.append(Span(len(text), len(text) + len(word)))
            text, end = text + word, stop
    entities = {one["id"]: one for one in page["entity_mentions"]}

    def span_of(one: Mapping[str, Any]) -> Span:
        return Span(places[one["start"]].start, places[one["end"] - 1].end)

    mentions = tuple(
        GoldMention(
            one["event_type"],
            span_of(one["trigger"]),
            tuple((each["role"], span_of(entities[each["entity_id"]])) for each in one["arguments"]),
        )
        for one in page["event_mentions"]
    )
    return Case(Report(id=page["doc_id"], text=text, language="en"), mentions)


if __name__ == "__main__":
    main()
