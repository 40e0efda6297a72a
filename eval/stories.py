"""Measure story groups: are copies, cuts, rewrites, updates and compilations found, and told from what looks alike?

    nice python eval/stories.py [--misses] [--floors]

The pairs are those of `data/stories.yaml`, written for this measurement. Two things are measured: whether the tie
between the two reports of a pair holds (as `trace` finds it among all reports at once: a pair that meets under no key
is a miss), and, where it holds, whether its kind and its direction are right. Beside it stands what a plain measure
does on the same pairs: the share of word triples (Jaccard), at its best threshold *on these very pairs*.

The pairs were at hand while thresholds were set: the figures say that nothing got worse, not how well strangers' copies
are found.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from dateline.records import Report, Story, StoryLink
from dateline.trace import make_print, trace_stories

PAIRS = Path(__file__).parent / "data" / "stories.yaml"
APART = "apart"
KINDS = ("copy", "cut", "rewrite", "rewrite, heavy", "update", "compilation", APART)
FLOORS = {"precision": 0.97, "recall": 0.97, "kind": 0.85, "direction": 0.97}  # pinned a little below what is measured


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, what the right one is to the left one, and which of them was copied from."""

    left: str
    right: str
    kind: str
    source: str | None = None
    is_heavy: bool = False

    @property
    def row(self) -> str:
        """In which row of the table it counts."""
        return f"{self.kind}, heavy" if self.is_heavy else self.kind


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of one pair."""

    pair: Pair
    link: StoryLink | None

    @property
    def is_right(self) -> bool:
        """Say whether the tie is there where it ought to be, and only there."""
        return (self.link is not None) == (self.pair.kind != APART)


def load_pairs(path: Path = PAIRS) -> tuple[dict[str, Report], list[Pair]]:
    """Return the reports by name and the pairs of `data/stories.yaml`."""
    page = yaml.safe_load(path.read_text("utf-8"))
    texts = page["texts"]
    reports = {name: _make_report(name, texts) for name in texts}
    pairs = [
        Pair(row[0], row[1], row[2], None if len(row) < 4 or row[3] == "-" else row[3], "heavy" in row)
        for row in page["pairs"]
    ]
    return reports, pairs


def _make_report(name: str, texts: Mapping[str, Mapping[str, object]]) -> Report:
    entry = texts[name]
    publisher, origin, published = (entry.get(key) for key in ("publisher", "origin", "published"))
    return Report(
        id=name,
        text="\n\n".join(_paragraphs(name, texts)),
        publisher=str(publisher),
        origin=None if origin is None else str(origin),
        published=str(published),
        language="en",
    )


def _paragraphs(name: str, texts: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    given = texts[name]["paragraphs"]
    assert isinstance(given, list)
    for entry in given:
        if entry.startswith("@"):
            other, _, number = entry[1:].partition("/")
            yield list(_paragraphs(other, texts))[int(number)]
        else:
            yield entry


def measure(reports: Mapping[str, Report], pairs: Sequence[Pair]) -> list[Result]:
    """Return what tracing all reports at once makes of each pair."""
    links = find_links(trace_stories(reports.values()))
    return [Result(pair, links.get((min(pair.left, pair.right), max(pair.left, pair.right)))) for pair in pairs]


def find_links(stories: Sequence[Story]) -> dict[tuple[str, str], StoryLink]:
    """Return all ties by the pair of reports."""
    return {(link.left, link.right): link for story in stories for link in story.links}


def score(results: Sequence[Result]) -> dict[str, float]:
    """Return precision and recall of ties, and how many of the right ones have the right kind and direction."""
    tied = [result for result in results if result.link is not None]
    told = [result for result in results if result.pair.kind != APART]
    right = [result for result in tied if result.pair.kind != APART]
    named = [result for result in right if result.pair.source and result.link and result.link.source]
    return {
        "precision": len(right) / max(1, len(tied)),
        "recall": len(right) / max(1, len(told)),
        "kind": sum(result.link is not None and result.link.kind == result.pair.kind for result in right)
        / max(1, len(right)),
        "direction": sum(result.link is not None and result.link.source == result.pair.source for result in named)
        / max(1, len(named)),
    }


def baseline(reports: Mapping[str, Report], pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """Return precision, recall and threshold of the Jaccard share of word triples, at the threshold of the best F1."""
    triples = {name: _triples(make_print(report).order) for name, report in reports.items()}
    shares = [
        (len(triples[pair.left] & triples[pair.right]) / len(triples[pair.left] | triples[pair.right]), pair.kind)
        for pair in pairs
    ]

    def rate(least: float) -> tuple[float, float, float]:
        found = [kind for share, kind in shares if share >= least]
        right = sum(kind != APART for kind in found)
        return right / max(1, len(found)), right / sum(kind != APART for _, kind in shares), least

    return max((rate(share) for share, _ in shares), key=lambda row: 2 * row[0] * row[1] / max(1e-9, row[0] + row[1]))


def _triples(order: bytes) -> frozenset[bytes]:
    return frozenset(order[at : at + 4] for at in range(0, len(order), 4))


def main() -> None:
    """Print the table; with ``--floors`` fail where a figure is below what is pinned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="name the pairs that are not as they ought to be")
    parser.add_argument("--floors", action="store_true", help="end with 1 where a figure is below its floor")
    flags = parser.parse_args()
    reports, pairs = load_pairs()
    results = measure(reports, pairs)
    print(f"{len(pairs)} pairs of {len(reports)} reports\n\n| pairs | | right | kind right |\n|---|---|---|---|")
    for kind in KINDS:
        rows = [result for result in results if result.pair.row == kind]
        kinds = sum(result.link is not None and result.link.kind == result.pair.kind for result in rows)
        print(f"| {kind} | {len(rows)} | {sum(row.is_right for row in rows)} | {kinds if kind != APART else ''} |")
    figures = score(results)
    print("\n" + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    precision, recall, least = baseline(reports, pairs)
    print(f"Jaccard of word triples, best threshold ({least:.2f}): precision {precision:.3f}, recall {recall:.3f}")
    if flags.misses:
        for result in results:
            found = "no tie" if result.link is None else f"{result.link.kind} from {result.link.source}"
            if not result.is_right or (result.link is not None and result.link.kind != result.pair.kind):
                print(f"  {result.pair.left} + {result.pair.right}: {found}, ought to be {result.pair.kind}")
    low = [name for name, floor in FLOORS.items() if figures[name] < floor]
    if flags.floors and low:
        raise SystemExit(f"below the floor: {', '.join(low)}")


if __name__ == "__main__":
    main()
