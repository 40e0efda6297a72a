"""Times and numbers measured: WikiWars (TIMEX3), the Recognizers cases, and the corpus (spans, counts).

Usage: python eval/times.py [DATA_DIR] [--train] [--errors N]
    DATA_DIR holds `data/time` and `corpus` (default: ../shared); --train reads the training parts of the corpus
    instead of the measuring ones; --errors lists the first N misses of WikiWars and of the training parts (never
    of the measuring ones).
"""

from __future__ import annotations

import argparse
import json
import re
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.extract.marking.numbers import find_quantities, parse_quantity
from dateline.extract.marking.times import find_expressions, find_times
from dateline.parse import parse_report
from dateline.records import Parsed, Quantity, Report, Span
from dateline.resolve.time_grammar import read_length, read_reference
from dateline.resolve.times import read_expressions

Row = tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Gold, found and agreeing items."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    strict_value: int = 0
    relaxed_value: int = 0
    errors: list[Row] = field(default_factory=list)

    def rows(self, name: str) -> Iterator[Row]:
        """Yield precision, recall and F1 of spans and values."""
        for what in ("strict", "relaxed", "strict_value", "relaxed_value"):
            hits = getattr(self, what)
            precision, recall = hits / max(self.found, 1), hits / max(self.gold, 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            yield (name, what, f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}", f"{self.gold}")


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", nargs="?", type=Path, default=Path("../shared"))
    arguments.add_argument("--train", action="store_true")
    arguments.add_argument("--errors", type=int, default=0)
    options = arguments.parse_args()
    print_rows([("set", "measure", "P", "R", "F1", "gold")])
    wikiwars = score_wikiwars(options.data / "data/time/wikiwars")
    print_rows(wikiwars.rows("wikiwars"))
    print_rows(score_recognizers(options.data / "data/time/recognizers_datetime_en.json"))
    errors = score_corpus(options.data / "corpus", options.train)
    for row in [*wikiwars.errors, *(errors if options.train else [])][: options.errors]:
        print(" | ".join(row))


def print_rows(rows: Iterable[Row]) -> None:
    """Print rows in columns."""
    for row in rows:
        print("  ".join(f"{cell:<14}" for cell in row).rstrip())


# --- WikiWars ------------------------------


def score_wikiwars(folder: Path) -> Score:
    """Score all documents; a value counts when it is the gold value, letter for letter (BC years, lengths and all)."""
    score = Score()
    for path in sorted(folder.glob("*.tml")):
        published, text, gold = read_timeml(path)
        parsed = parse_report(Report("x", text, published=published, language="en"))
        found = predicted(parsed)
        score.gold += len(gold)
        score.found += len(found)
        add_matches(score, path.stem, text, gold, found)
    return score


def read_timeml(path: Path) -> tuple[str, str, list[tuple[Span, str]]]:
    """Return the document's day, its text, and its expressions with their values."""
    root = ElementTree.fromstring(path.read_text("utf-8"))  # noqa: S314  a trusted local file
    day = root.find("DCT/TIMEX3")
    body = root.find("TEXT")
    assert day is not None and body is not None
    pieces, gold, length = [body.text or ""], [], len(body.text or "")
    for element in body:
        words = "".join(element.itertext())
        gold.append((Span(length, length + len(words)), element.get("value", "")))
        pieces += [words, element.tail or ""]
        length += len(words) + len(element.tail or "")
    return day.get("value", ""), "".join(pieces), gold


def predicted(parsed: Parsed) -> list[tuple[Span, str]]:
    """Return our expressions with their values; "since" is no part of a TIMEX3."""
    expressions = find_expressions(parsed)
    calendar = tuple(found.span for found in expressions if found.kind == "calendar")
    values = read_expressions(parsed, calendar)
    found = []
    for expression in expressions:
        words = expression.span.of(parsed.text)
        timex = values.get(expression.span)
        value = timex.value if timex else ""
        if expression.kind != "calendar":
            value = (read_length(words) or "") if expression.kind == "duration" else read_reference(words)
        shift = re.match(r"since (?:the )?|the ", words, re.IGNORECASE)
        start = expression.span.start + (shift.end() if shift else 0)
        found += split_ranges(parsed.text, Span(start, expression.span.end), value)
    return found


def split_ranges(text: str, span: Span, value: str) -> list[tuple[Span, str]]:
    """Cut a range in its two ends, as TimeML does ("1939-1945" is two expressions)."""
    middle = re.search(r" ?[-–—/] ?| (?:to|and|through|until|or) ", span.of(text))
    if value.count("/") != 1 or not middle:
        return [(span, value)]
    first, last = value.split("/")
    start = span.start
    return [(Span(start, start + middle.start()), first), (Span(start + middle.end(), span.end), last)]


def add_matches(
    score: Score, name: str, text: str, gold: list[tuple[Span, str]], found: list[tuple[Span, str]]
) -> None:
    """Pair each gold expression with the first found one that overlaps it; a leading article makes no difference."""
    free = list(found)
    for span, value in gold:
        article = re.match(r"the |a ", span.of(text), re.IGNORECASE)
        bare = Span(span.start + article.end(), span.end) if article else span
        hits = [hit for hit in free if hit[0].overlaps(span)]
        exact = [hit for hit in hits if hit[0] in (span, bare)]
        score.strict += bool(exact)
        score.relaxed += bool(hits)
        score.strict_value += any(hit[1] == value for hit in exact)
        score.relaxed_value += any(hit[1] == value for hit in hits)
        if hits:
            free.remove(next((hit for hit in [*exact, *hits] if hit[1] == value), hits[0]))
        if not any(hit[1] == value for hit in hits):
            around = text[max(0, span.start - 50) : span.end + 20].replace("\n", " ")
            score.errors.append(
                (name, span.of(text), value, "; ".join(f"{hit[0].of(text)} = {hit[1]}" for hit in hits), around)
            )


# --- Recognizers ------------------------------


def score_recognizers(path: Path) -> Iterator[Row]:
    """Share of cases, by class, of which an accepted reading is ours; many are chat, not news."""
    cases = json.loads(path.read_text("utf-8-sig"))
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for case in cases:
        reference = (case.get("Context") or {}).get("ReferenceDateTime")
        if not reference:
            continue
        parsed = parse_report(Report("x", case["Input"], published=reference[:16], language="en"))
        readings = read_expressions(parsed, find_times(parsed)) if case["Input"].strip() else {}
        for result in case["Results"]:
            kind = result.get("TypeName", "none").removeprefix("datetimeV2.")
            seen[kind] += 1
            accepted = {starts_of(value) for value in (result.get("Resolution") or {}).get("values", [])}
            ours = {str(timex.start) for timex in readings.values() if timex and timex.start}
            right[kind] += any(start and any(our.startswith(start) for our in ours) for start in accepted)
            wrong[kind] += bool(ours) and not any(
                start and any(our.startswith(start) for our in ours) for start in accepted
            )
    for kind in sorted(seen):
        yield (
            "recognizers",
            kind,
            f"right {right[kind]}",
            f"other {wrong[kind]}",
            f"{right[kind] / seen[kind]:.3f}",
            f"{seen[kind]}",
        )


def starts_of(value: dict[str, str]) -> str:
    """Return the first day or minute of an accepted reading."""
    return (value.get("start") or value.get("value") or "")[:10]


# --- the corpus ------------------------------


@dataclass(slots=True)
class Tally:
    """Gold quotations found and read."""

    gold: int = 0
    exact: int = 0
    overlap: int = 0
    found: int = 0
    right: int = 0
    read: int = 0
    seconds: float = 0.0
    sentences: int = 0


def score_corpus(folder: Path, train: bool) -> list[Row]:
    """Print recall of `when` spans and of count phrases with their bounds."""
    measured = set((folder / "dev.txt").read_text("utf-8").split())
    whens, counts, errors = Tally(), Tally(), []
    for path in sorted((folder / "voa").glob("*.jsonl")):
        if (path.stem in measured) == train:
            continue
        lines = dict(
            line.split("\t", 1) for line in path.with_suffix(".txt").read_text("utf-8").splitlines() if "\t" in line
        )
        for line in path.read_text("utf-8").splitlines():
            report = json.loads(line)
            if report["topic"] == "conflict":
                errors += score_report(report, lines, whens, counts)
    name = "train" if train else "dev"
    for what, tally in (("when", whens), ("counts", counts)):
        rate = tally.sentences / max(tally.seconds, 1e-9)
        print_rows([
            (f"corpus {name}", what,
             f"exact {tally.exact / tally.gold:.3f}", f"overlap {tally.overlap / tally.gold:.3f}",
             f"gold {tally.gold}", f"found {tally.found}", f"{rate:.0f} sentences/s"),
        ])  # fmt: skip
    print_rows([
        (f"corpus {name}", "bounds",
         f"found {counts.right / max(counts.overlap, 1):.3f}", f"gold spans {counts.read / counts.gold:.3f}"),
    ])  # fmt: skip
    return errors


def score_report(report: dict[str, Any], lines: dict[str, str], whens: Tally, counts: Tally) -> list[Row]:
    """Add one report to the tallies; return the misses."""
    first, last = report["report"]
    parsed = {str(n): parse_report(Report("x", lines[str(n)])) for n in range(first, last + 1) if str(n) in lines}
    began = time.perf_counter()
    times = {number: find_times(sentence) for number, sentence in parsed.items()}
    between = time.perf_counter()
    quantities = {number: find_quantities(sentence) for number, sentence in parsed.items()}
    whens.seconds += between - began
    counts.seconds += time.perf_counter() - between
    for tally, marks in ((whens, times), (counts, quantities)):
        tally.sentences += len(parsed)
        tally.found += sum(map(len, marks.values()))
    errors: list[Row] = []
    for quote in sorted({quote for event in report["events"] for quote in event.get("when", [])}):
        number, span = located(quote, lines)
        hits = [hit for hit in times.get(number, ()) if hit.overlaps(span)]
        whens.gold += 1
        whens.exact += span in hits
        whens.overlap += bool(hits)
        if span not in hits:
            errors.append(("when", span.of(lines[number]), "; ".join(hit.of(lines[number]) for hit in hits)))
    kinds = ("killed", "injured", "taken")
    entries = {
        (c["q"], c.get("min"), c.get("max")) for e in report["events"] for kind in kinds for c in e.get(kind, [])
    }
    for quote, low, high in sorted(entries, key=str):
        errors += add_count(quote, (low, high), lines, quantities, counts)
    return errors


def add_count(
    quote: str,
    bounds: tuple[int | None, int | None],
    lines: dict[str, str],
    found: dict[str, tuple[Quantity, ...]],
    counts: Tally,
) -> list[Row]:
    """Add one count phrase."""
    number, span = located(quote, lines)
    text = lines[number]
    hits = [hit for hit in found.get(number, ()) if hit.span.overlaps(span)]
    amount = parse_quantity(span.of(text))
    best = max(hits, key=lambda hit: min(hit.span.end, span.end) - max(hit.span.start, span.start), default=None)
    counts.gold += 1
    counts.exact += any(hit.span == span for hit in hits)
    counts.overlap += bool(hits)
    counts.read += amount is not None and (amount.min, amount.max) == bounds
    counts.right += best is not None and (best.min, best.max) == bounds
    if best is not None and best.span == span and (best.min, best.max) == bounds:
        return []
    return [("count", span.of(text), str(bounds), f"{best.span.of(text)} = {best.min}..{best.max}" if best else "-")]


def located(quote: str, lines: dict[str, str]) -> tuple[str, Span]:
    """Return the sentence number and the span of a quotation of the corpus ("S|words" or "S|words|2")."""
    parts = quote.split("|")
    start = -1
    for _ in range(int(parts[2]) if len(parts) > 2 else 1):
        start = lines[parts[0]].find(parts[1], start + 1)
    return parts[0], Span(start, start + len(parts[1]))


if __name__ == "__main__":
    main()
