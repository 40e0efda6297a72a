"""Measure counts of killed and injured: the toll that one report alone comes to, against the final one of its incident.

    nice python eval/counts.py THREADS.jsonl.gz [--limit N]

THREADS is the set of `eval/linking.py`, real news, read only to measure; nothing of it is printed. The truth is the
final toll, but a report tells what was known when it was written: only those reports count in whose text the final
number stands, as digits or as a word ("one" also where the text has "a man", "a woman" ... was killed or hurt, which
is not told apart here: such reports are left out of the row of numbers from two). A report may still give another
number (that of an earlier hour, or of another shooting) beside it.

ours      the toll (rule "ucdp") of the incident of that one report as `dateline show` gives it: of what happened
          (violence first, then news before background), the incident that the report names by the most words
any event some event of the report has exactly this number in this field: what reading found, whatever event it is on
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.config import READERS, Config
from dateline.knowledge import load_knowledge
from dateline.link import link_events, make_sightings
from dateline.pipeline import process_all
from dateline.records import Event, Findings, Incident, Report
from dateline.trace import trace_lines
from dateline.weigh import make_sayings, make_toll, weigh
from ratios import Ratio, add_up, f1_interval

FIELDS = ("killed", "injured")
WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()


@dataclass(frozen=True, slots=True)
class Item:
    """A report with the final toll of its incident."""

    report: Report
    killed: int
    injured: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of one report: the truth, what we say (``None``: nothing), and what stands behind it.

    `in_any_event` says that some event of the report has the number, `on_main` that one of the incident has,
    `has_event` that it has events at all, `in_text` that the number stands in the text.
    """

    field: str
    truth: int
    ours: int | None
    in_any_event: bool
    in_text: bool
    has_event: bool = True
    on_main: bool = False


def read_items(path: Path, limit: int | None) -> Iterator[Item]:
    """Yield the reports of the set in its order, each id once."""
    seen: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            page = json.loads(line)
            for entry in page["reports"]:
                if entry["id"] not in seen:
                    seen.add(entry["id"])
                    yield Item(_make_report(entry), int(page["killed"]), int(page["injured"]))


def _make_report(entry: dict[str, str]) -> Report:
    title, body = entry["title"].strip(), entry["text"].strip()
    return Report(
        id=entry["id"],
        text=f"{title}\n\n{body}" if title else body,
        title=title,
        body_start=len(title) + 2 if title else 0,
        published=entry["published"] or None,
        language="en",
    )


def stands_in(number: int, text: str) -> bool:
    """Say whether `number` stands in `text` by itself, as digits or (up to fifteen) as a word."""
    word = rf"|{WORDS[number]}" if number < len(WORDS) else ""
    return re.search(rf"(?<![\w.,:/$-])(?:{number}{word})(?![\w/:%]|[.,]\d|-(?:year|month))", text, re.I) is not None


def main_incident(report: Report, found: Findings) -> Incident | None:
    """Return the incident that a report is of: violence first, then news before background, then most trigger words.

    A report of an arrest or a trial is thus taken for one of the deed behind it, as the set does.
    """
    sightings = make_sightings(report, found)
    linking = link_events(sightings)
    family = {one.event_id: one.family for one in sightings}
    named = {event.id: len(event.triggers) for event in found.events}

    def rank(incident: Incident) -> tuple[bool, bool, int, str]:
        members = [member.event_id for member in incident.members]
        peaceful = all(family[name] != "violence" for name in members)
        return (peaceful, incident in linking.recalled, -sum(named[name] for name in members), incident.id)

    return min((*linking.incidents, *linking.recalled), key=rank, default=None)


def tolls(report: Report, found: Findings, incident: Incident | None) -> dict[str, int | None]:
    """Return killed and injured of the incident, by that one report."""
    if incident is None:
        return dict.fromkeys(FIELDS)
    sayings = make_sayings(incident, {report.id: report}, {report.id: found})
    assessment = weigh(incident, sayings, trace_lines(sayings, ()))
    return {field: make_toll(assessment, field).best for field in FIELDS}


def answers(item: Item, found: Findings) -> Iterator[Answer]:
    """Yield the two answers of one report."""
    incident = main_incident(item.report, found)
    said = tolls(item.report, found, incident)
    mine = {member.event_id for member in incident.members} if incident is not None else set()
    for field, truth in zip(FIELDS, (item.killed, item.injured), strict=True):
        there = {event.id for event in found.events if _has(event, field, truth)}
        yield Answer(
            field=field,
            truth=truth,
            ours=said[field],
            in_any_event=bool(there),
            in_text=stands_in(truth, item.report.text),
            has_event=bool(found.events),
            on_main=bool(there & mine),
        )


def _has(event: Event, field: str, number: int) -> bool:
    counts = event.killed if field == "killed" else event.injured
    return any(count.min == number and not count.vague for count in counts)


def score(asked: list[Answer]) -> Ratio:
    """Return how many numbers are exactly right, how many were given, how many asked for."""
    return Ratio(sum(one.ours == one.truth for one in asked), sum(one.ours is not None for one in asked), len(asked))


def cause(one: Answer) -> str:
    """Return why a number that stands in the text is not given: the furthest that reading came."""
    if not one.has_event:
        return "no event"
    if one.on_main:
        return "beside another number"
    if one.in_any_event:
        return "on another event"
    return "number not read" if one.ours is None else "another number"


def causes(asked: list[Answer]) -> Counter[str]:
    """Return how many numbers are not given for each cause."""
    return Counter(cause(one) for one in asked if one.ours != one.truth)


def show(name: str, asked: list[Answer]) -> None:
    """Print one line of a Markdown table."""
    each = [score([one]) for one in asked]
    total, (low, high) = add_up(each), f1_interval(each)
    anywhere = sum(one.in_any_event for one in asked) / len(asked) if asked else 0.0
    silent = sum(one.ours is None for one in asked)
    print(
        f"| {name} | {total.gold} | {total.right} | {total.found - total.right} | {silent} | {total.precision:.3f} "
        f"| {total.recall:.3f} | {total.f1:.3f} ({low:.2f}-{high:.2f}) | {anywhere:.3f} |"
    )


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("threads", type=Path)
    parser.add_argument("--limit", type=int, help="incidents")
    parser.add_argument("--reader", choices=READERS, default="trained")
    options = parser.parse_args()
    items = list(read_items(options.threads, options.limit))
    asked: list[Answer] = []
    with_event = failed = 0
    read = process_all((item.report for item in items), load_knowledge(Config(reader=options.reader)))
    for item, found in zip(items, read, strict=True):
        if isinstance(found, Findings):
            asked += answers(item, found)
            with_event += bool(found.events)
        else:
            failed += 1
    print(f"{len(items)} reports, {with_event} with an event, {failed} failed; reader {options.reader}\n")
    print("| field | asked | right | wrong | silent | precision | recall | F1 (95 %) | right on any event |")
    print("|---|---|---|---|---|---|---|---|---|")
    why: list[str] = []
    for field in FIELDS:
        mine = [one for one in asked if one.field == field]
        there = [one for one in mine if one.in_text and one.truth > 0]
        show(f"{field}, number in the text", there)
        why.append(f"{field}, in the text and not given: {dict(sorted(causes(there).items()))}")
        show(f"{field}, two or more, in the text", [one for one in there if one.truth > 1])
        show(f"{field}, all reports with somebody {field}", [one for one in mine if one.truth > 0])
        nobody = [one for one in mine if one.truth == 0]
        wrong = sum(bool(one.ours) for one in nobody)
        why.append(f"nobody {field} in the end: {len(nobody)} reports, {wrong} of them we give somebody {field}")
    print("\n" + "\n".join(why))


if __name__ == "__main__":
    main()
