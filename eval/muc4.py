"""MUC-4 measured: role fillers (CEAF-REE) and templates of the reports of tst1 and tst2.

Usage: python eval/muc4.py [DATA_DIR] [--reader rules|trained]... [--cache FOLDER]
    DATA_DIR holds `muc4` and `voa` (default: ../shared/data). What the pipeline found is kept under FOLDER and read
    from there again.

Three mappings from our findings to the five string slots are measured: "plain" is written by hand; "findings" and
"phrases" choose among the words of our findings (and, the latter, the noun phrases around our triggers) by weights
that are fitted on the 1,300 training reports.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from dateline.config import READERS, Config
from dateline.knowledge import Knowledge, load_knowledge
from dateline.pipeline import process
from dateline.records import Findings, Report
from dateline.score.muc4 import ROLES, Count, Template, count_fillers, count_templates, merge_entities, roles_of
from muc4_mapping import Fillers, fill_by_hand, fit_fillers, make_sample, type_of
from recasing import CaseBook, load_case_book, restore_case

PARAGRAPH_BREAK = re.compile(r"(?<=\S) {3,}(?=\S)")
BLANKS = re.compile(r" {2,}")
HEADER = re.compile(r"^\s+[A-Z][^()\[\]]{2,60}?, (\d{1,2}) ([A-Z]{3,9}) (\d{2})\b", re.MULTILINE)
NAME = re.compile(r"^((?:DEV|TST\d)-MUC[34]-\d{4})\b", re.MULTILINE)
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True, slots=True)
class Case:
    """One report of MUC-4 with its gold templates."""

    report: Report
    templates: tuple[Template, ...]


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--reader", choices=READERS, action="append")
    arguments.add_argument("--cache", type=Path)
    options = arguments.parse_args()
    print(f"{'reader':<9}{'mapping':<10}{'measure':<11}{'P':>7}{'R':>7}{'F1':>7}{'gold':>6}")
    for reader in options.reader or ("rules", "trained"):
        knowledge = load_knowledge(Config(reader=reader))
        names = [name for actor in knowledge.register.actors.values() for name in (actor.name, *actor.names)]
        book = load_case_book(options.data / "voa/sentences.jsonl.gz", names)
        sets = {}
        for part in ("train", "dev"):
            cases = list(read_cases(options.data / "muc4", part, book))
            sets[part] = list(zip(cases, find_all(cases, knowledge, options.cache, f"{reader}-{part}"), strict=True))
        measure(reader, sets["train"], sets["dev"], knowledge)


def find_all(cases: Sequence[Case], knowledge: Knowledge, cache: Path | None, name: str) -> list[Findings]:
    """Return the findings of all reports; they are read from `cache` where they lie there."""
    path = cache / f"{name}.json" if cache else None
    if path is not None and path.exists():
        return msgspec.json.decode(path.read_bytes(), type=list[Findings])
    found = [process(case.report, knowledge) for case in cases]
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.encode(found))
    return found


def measure(
    reader: str, train: list[tuple[Case, Findings]], test: list[tuple[Case, Findings]], known: Knowledge
) -> None:
    """Print the scores of the three mappings on `test`."""
    gold = [case.templates for case, _ in test]
    by_hand = [fill_by_hand(case.report.text, found) for case, found in test]
    print_scores((reader, "plain"), gold, by_hand, [found for _, found in test])
    for mapping, with_phrases in (("findings", False), ("phrases", True)):
        samples = [make_sample(case.report, found, known, with_phrases) for case, found in train]
        model = fit_fillers(samples, [case.templates for case, _ in train])
        filled = [model.fill(make_sample(case.report, found, known, with_phrases)) for case, found in test]
        print_scores((reader, mapping), gold, filled, [found for _, found in test])


def print_scores(
    names: tuple[str, str], gold: Sequence[tuple[Template, ...]], filled: Sequence[Fillers], found: Sequence[Findings]
) -> None:
    """Print CEAF-REE by role and overall, and the exact match of templates."""
    counts = {role: Count() for role in (*ROLES, "all", "templates")}
    for templates, fillers, findings in zip(gold, filled, found, strict=True):
        wanted = roles_of(templates)
        for role in ROLES:
            count = count_fillers(wanted[role], fillers[role])
            counts[role] += count
            counts["all"] += count
        # One incident a report: telling several apart is not attempted here.
        one = [Template(type_of(findings), fillers)] if any(fillers.values()) else []
        counts["templates"] += count_templates(templates, one)
    for name, count in counts.items():
        row = f"{count.precision:>7.3f}{count.recall:>7.3f}{count.f1:>7.3f}{count.gold:>6}"
        print(f"{names[0]:<9}{names[1]:<10}{name:<11}{row}", flush=True)


def read_objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a file that holds one behind the other."""
    decoder, position = json.JSONDecoder(), 0
    while position < len(text.rstrip()):
        position += len(text[position:]) - len(text[position:].lstrip())
        page, position = decoder.raw_decode(text, position)
        yield from page if isinstance(page, list) else [page]


def read_cases(folder: Path, name: str, book: CaseBook) -> Iterator[Case]:
    """Yield the reports of `processed/<name>.json` with their case restored."""
    days = dict(read_days(folder))
    for page in read_objects((folder / "processed" / f"{name}.json").read_text("utf-8")):
        yield Case(make_report(page["docid"], page["doctext"], days.get(page["docid"]), book), make_gold(page))


def read_days(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield report name and day of the datelines in the original files."""
    for path in sorted(folder.glob("*/*-muc[34]*")):
        pieces = NAME.split(path.read_text("latin-1"))
        for name, body in zip(pieces[1::2], pieces[2::2], strict=True):
            match = HEADER.search(body)
            if match and match[2][:3] in MONTHS:
                yield name, f"19{match[3]}-{MONTHS.index(match[2][:3]) + 1:02}-{int(match[1]):02}"


def make_report(name: str, text: str, published: str | None, book: CaseBook) -> Report:
    """Return the report, tidied and with its case restored.

    Three blanks and more part paragraphs; two follow each full stop, "u.s." too, and become one.
    """
    tidy = BLANKS.sub(" ", PARAGRAPH_BREAK.sub("\n\n", text.strip()))
    return Report(id=name, text=restore_case(tidy, book), published=published, language="en")


def make_gold(page: Mapping[str, Any]) -> tuple[Template, ...]:
    """Return the gold templates of one report."""
    return tuple(
        Template(
            one["incident_type"],
            {role: merge_entities([mention[0] for mention in entity] for entity in one[role]) for role in ROLES},
        )
        for one in page["templates"]
    )


if __name__ == "__main__":
    main()
