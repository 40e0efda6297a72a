"""Measure linking: which reports tell of one incident, against a TF-IDF and time baseline in the same run.

    nice python eval/linking.py THREADS.jsonl.gz [--cache FINDINGS.jsonl] [--limit N] [--reader rules]

THREADS holds one incident a line with its reports (``{"incident", "city", "state", "date", "reports": [{"id",
"title", "text", "published"}]}``): real news, read only to measure; nothing of it is printed. Incidents are split in
two halves by the digest of their number: the baseline's threshold and window, and our own weights, were set on "tune"
alone; "report" is what counts. Only text, headline and publication day are given to either side.

Of the incidents that a report tells of, the one that most reports tell of is held against the truth. Events come from
the whole pipeline, so this measures reading as well as linking.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from math import log, sqrt
from pathlib import Path

import msgspec

from dateline.config import READERS, Config
from dateline.knowledge import load_knowledge
from dateline.link import Sighting, link_events, make_sightings
from dateline.moments import make_moment
from dateline.pipeline import process_all
from dateline.records import Findings, Report
from dateline.text import make_id
from dateline.trace import trace_stories

HALVES = ("tune", "report")
THRESHOLDS = tuple(round(0.10 + 0.05 * step, 2) for step in range(13))
WINDOWS = (1.0, 2.0, 3.0, 5.0, 8.0, 15.0, 30.0)
NEAR_DAYS = 3

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A report of the set with the truth about it."""

    report: Report
    incident: str
    city: str
    day: int


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def read_items(path: Path, limit: int | None) -> Iterator[Item]:
    """Yield the reports of the set, each id once: a page that two incidents share tells nothing."""
    seen: Counter[str] = Counter()
    items = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                break
            page = json.loads(line)
            for entry in page["reports"]:
                seen[entry["id"]] += 1
                items.append(_make_item(page, entry))
    yield from (item for item in items if seen[item.report.id] == 1)


def _make_item(page: Mapping[str, str], entry: Mapping[str, str]) -> Item:
    title, body = entry["title"].strip(), entry["text"].strip()
    text = f"{title}\n\n{body}" if title else body
    start = len(title) + 2 if title else 0
    report = Report(
        id=entry["id"], text=text, title=title, body_start=start, published=entry["published"] or None, language="en"
    )
    day = datetime.strptime(page["date"], "%B %d, %Y").toordinal()
    return Item(report, page["incident"], f"{page['state']}|{page['city']}", day)


def half_of(item: Item) -> str:
    """Return the half that an incident is in."""
    return HALVES[int(make_id("half", item.incident)[:8], 16) % 2]


# --- scores ----------------------------------------------------------------------------------------------------------


def b_cubed(truth: Labels, found: Labels) -> Score:
    """Return B-cubed precision and recall (Bagga and Baldwin 1998): per report, how pure and how whole its group is."""
    true_size, found_size = Counter(truth.values()), Counter(found[name] for name in truth)
    both = Counter((truth[name], found[name]) for name in truth)
    precision = sum(count * count / found_size[label] for (_, label), count in both.items()) / len(truth)
    recall = sum(count * count / true_size[label] for (label, _), count in both.items()) / len(truth)
    return Score(precision, recall)


def pairwise(truth: Labels, found: Labels) -> Score:
    """Return precision and recall over pairs of reports."""
    both = _pairs(Counter((truth[name], found[name]) for name in truth))
    same, said = _pairs(Counter(truth.values())), _pairs(Counter(found[name] for name in truth))
    return Score(both / said if said else 1.0, both / same if same else 1.0)


def _pairs(counts: Mapping[object, int]) -> float:
    return sum(count * (count - 1) / 2 for count in counts.values())


def over_merged(items: Sequence[Item], found: Labels) -> tuple[int, int]:
    """Return how many pairs of reports of two incidents in one city within three days are joined, and of how many."""
    by_city: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_city[item.city].append(item)
    joined = total = 0
    for city in by_city.values():
        for left, right in combinations(city, 2):
            if left.incident != right.incident and abs(left.day - right.day) <= NEAR_DAYS:
                total += 1
                joined += found[left.report.id] == found[right.report.id]
    return joined, total


# --- the baseline ----------------------------------------------------------------------------------------------------


def make_vectors(items: Sequence[Item]) -> dict[str, dict[str, float]]:
    """Return TF-IDF vectors of unit length over headline and text (idf over the reports at hand)."""
    bags = {item.report.id: Counter(item.report.text.casefold().split()) for item in items}
    document_counts = Counter(word for bag in bags.values() for word in bag)
    vectors = {}
    for name, bag in bags.items():
        raw = {word: (1 + log(count)) * log(len(bags) / document_counts[word]) for word, count in bag.items()}
        length = sqrt(sum(value * value for value in raw.values())) or 1.0
        vectors[name] = {word: value / length for word, value in raw.items() if value}
    return vectors


def baseline_edges(items: Sequence[Item]) -> list[tuple[float, float, str, str]]:
    """Return (cosine, days apart, left, right) of all pairs within the widest window; undated reports have no pairs."""
    vectors = make_vectors(items)
    dated = [(moment.first, item) for item in items if (moment := make_moment(item.report.published)) is not None]
    dated.sort(key=lambda pair: (pair[0], pair[1].report.id))
    edges = []
    for at, (first, left) in enumerate(dated):
        for second, right in dated[at + 1 :]:
            if second - first > max(WINDOWS):
                break
            one, other = vectors[left.report.id], vectors[right.report.id]
            small, large = (one, other) if len(one) < len(other) else (other, one)
            cosine = sum(value * large[word] for word, value in small.items() if word in large)
            if cosine >= min(THRESHOLDS):
                edges.append((cosine, second - first, left.report.id, right.report.id))
    return edges


def baseline(
    items: Sequence[Item], edges: Sequence[tuple[float, float, str, str]], least: float, days: float
) -> Labels:
    """Return groups of reports joined by every edge that is alike and near enough (single linkage)."""
    parent = {item.report.id: item.report.id for item in items}

    def find(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for cosine, apart, left, right in edges:
        if cosine >= least and apart <= days:
            parent[find(left)] = find(right)
    return {name: find(name) for name in parent}


# --- ours ------------------------------------------------------------------------------------------------------------


def load_findings(items: Sequence[Item], cache: Path | None, reader: str) -> dict[str, Findings]:
    """Return the findings of all reports, from the cache where they are there."""
    found: dict[str, Findings] = {}
    if cache is not None and cache.exists():
        with cache.open("rb") as lines:
            for line in lines:
                one = msgspec.json.decode(line, type=Findings)
                found[one.report_id] = one
    missing = [item.report for item in items if item.report.id not in found]
    if missing:
        started, failed = time.perf_counter(), 0
        for read in process_all(missing, load_knowledge(Config(reader=reader))):
            if isinstance(read, Findings):
                found[read.report_id] = read
            else:
                failed += 1
        seconds = time.perf_counter() - started
        print(f"read {len(missing)} reports in {seconds:.0f} s, {len(missing) / seconds:.1f} a second, {failed} failed")
        if cache is not None:
            cache.write_bytes(b"".join(msgspec.json.encode(found[name]) + b"\n" for name in sorted(found)))
    return found


def ours(items: Sequence[Item], findings: Mapping[str, Findings]) -> dict[str, Labels]:
    """Return for each report the group that most reports tell of, of all that it tells of itself, in both grains.

    An incident of this set is an *occasion*: what reports tell together. In the finer grain, that of incidents, what a
    report tells as two events is two. Events that are no violence are passed over where a report has others (the set is
    of shootings; a report of one may tell of an arrest first), then those that are only recalled; a report without any
    event is a group of its own.
    """
    by_report = {item.report.id: make_sightings(item.report, findings[item.report.id]) for item in items}
    linking = link_events(one for sightings in by_report.values() for one in sightings)
    incidents = (*linking.incidents, *linking.recalled, *linking.planned)
    fine = {member.event_id: incident.id for incident in incidents for member in incident.members}
    coarse = {member.event_id: one.occasion or one.id for one in incidents for member in one.members}
    return {"occasions": _label(by_report, coarse), "incidents": _label(by_report, fine)}


def _label(by_report: Mapping[str, Sequence[Sighting]], group_of: Mapping[str, str]) -> Labels:
    told_by: defaultdict[str, set[str]] = defaultdict(set)
    for name, sightings in by_report.items():
        for one in sightings:
            told_by[group_of[one.event_id]].add(name)

    def rank(one: Sighting) -> tuple[bool, int, bool, str]:
        group = group_of[one.event_id]
        return (one.family != "violence", -len(told_by[group]), one.background, group)

    labels = {}
    for name, sightings in by_report.items():
        best = min(sightings, key=rank, default=None)
        labels[name] = group_of[best.event_id] if best is not None else f"none:{name}"
    return labels


def by_story(items: Sequence[Item]) -> Labels:
    """Return the story of each report: what tracing copies alone would join."""
    stories = trace_stories(item.report for item in items)
    return {name: story.id for story in stories for name in story.reports}


# --- the run ---------------------------------------------------------------------------------------------------------


def show(name: str, items: Sequence[Item], found: Labels) -> None:
    """Print one line of scores."""
    truth = {item.report.id: item.incident for item in items}
    joined, total = over_merged(items, found)
    print(
        f"  {name:22} B-cubed {b_cubed(truth, found)}   pairs {pairwise(truth, found)}   over-merged {joined}/{total}"
    )


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("threads", type=Path)
    parser.add_argument("--cache", type=Path, help="keep findings there between runs (delete it when reading changes)")
    parser.add_argument("--limit", type=int, help="incidents")
    parser.add_argument("--reader", choices=READERS, default="trained", help="who reads (another cache for each)")
    options = parser.parse_args()
    items = list(read_items(options.threads, options.limit))
    findings = load_findings(items, options.cache, options.reader)
    items = [item for item in items if item.report.id in findings]
    halves = {name: [item for item in items if half_of(item) == name] for name in HALVES}
    edges = {name: baseline_edges(halves[name]) for name in HALVES}
    truth = {item.report.id: item.incident for item in halves["tune"]}
    best = max(
        ((least, days) for least in THRESHOLDS for days in WINDOWS),
        key=lambda pair: (b_cubed(truth, baseline(halves["tune"], edges["tune"], *pair)).f1, pair),
    )
    for name in HALVES:
        part = halves[name]
        events = sum(bool(findings[item.report.id].events) for item in part)
        incidents = len({item.incident for item in part})
        print(f"{name}: {len(part)} reports of {incidents} incidents; {events} reports have an event")
        show("each report alone", part, {item.report.id: item.report.id for item in part})
        show("copies only (trace)", part, by_story(part))
        perfect = {
            item.report.id: item.incident if findings[item.report.id].events else f"none:{item.report.id}"
            for item in part
        }
        show("perfect linking", part, perfect)
        show(f"TF-IDF {best[0]:.2f}, {best[1]:.0f} days", part, baseline(part, edges[name], *best))
        started = time.perf_counter()
        for grain, labels in ours(part, findings).items():
            show(f"dateline, {grain}", part, labels)
        print(f"  linked in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
