"""Time and accuracy of trace, link and weigh on a synthetic archive with known truth (see `synthetic.py`).

    nice python benchmarks/linking.py [--reports 10000] [--seed 1]

Prints seconds, reports a second, peak memory, B-cubed of events against the truth, and of stories against it.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Sequence

from synthetic import read_archive

from dateline.link import link_events, make_sightings
from dateline.trace import trace_lines, trace_stories
from dateline.weigh import make_sayings, weigh


def b_cubed(pairs: Sequence[tuple[object, object]]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of (true, found) labels."""
    both, true, found = Counter(pairs), Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    precision = sum(count * count / found[pair[1]] for pair, count in both.items()) / len(pairs)
    recall = sum(count * count / true[pair[0]] for pair, count in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Make the archive, trace, link and weigh it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    archive = list(read_archive(options.reports, options.seed))
    size = sum(len(told.incidents) for told in archive)
    print(f"{len(archive)} reports, {size} events, {len({told.incidents[0] for told in archive})} incidents")

    started = time.perf_counter()
    stories = trace_stories(told.report for told in archive)
    _print("trace", started, len(archive))
    story_of = {name: story.id for story in stories for name in story.reports}
    _print_score("stories", [(told.story, story_of[told.report.id]) for told in archive])

    started = time.perf_counter()
    sightings = [one for told in archive for one in make_sightings(told.report, told.findings)]
    _print("sightings", started, size)
    started = time.perf_counter()
    linking = link_events(sightings)
    _print("link", started, size)
    groups = (*linking.incidents, *linking.recalled, *linking.planned)
    incident_of = {member.event_id: incident.id for incident in groups for member in incident.members}
    labels = [
        (number, incident_of[event.id])
        for told in archive
        for event, number in zip(told.findings.events, told.incidents, strict=True)
    ]
    _print_score("events", labels)
    print(f"  {len(linking.incidents)} incidents; blocks cut {linking.blocks_cut}, pairs cut {linking.pairs_cut}")

    started = time.perf_counter()
    reports = {told.report.id: told.report for told in archive}
    findings = {told.report.id: told.findings for told in archive}
    by_report: defaultdict[str, list[str]] = defaultdict(list)
    for story in stories:
        for name in story.reports:
            by_report[name].append(story.id)
    known = {story.id: story for story in stories}
    for incident in linking.incidents:
        sayings = make_sayings(incident, reports, findings)
        held = {one for member in incident.members for one in by_report[member.report_id]}
        weigh(incident, sayings, trace_lines(sayings, [known[name] for name in sorted(held)]))
    _print("weigh", started, len(linking.incidents))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _print_score(name: str, pairs: Sequence[tuple[object, object]]) -> None:
    precision, recall, f1 = b_cubed(pairs)
    print(f"  {name}: B-cubed P {precision:.4f} R {recall:.4f} F1 {f1:.4f}")


def _print(name: str, started: float, count: int) -> None:
    seconds = time.perf_counter() - started
    print(f"{name:10} {seconds:7.1f} s  {count / seconds:9.0f} a second")


if __name__ == "__main__":
    main()
