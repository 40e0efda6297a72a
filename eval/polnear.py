"""Measure attribution out of domain: statements against PolNeAR (US election news of 2016), which is never trained on.

    nice python eval/polnear.py FOLDER

FOLDER holds ``text/NAME.txt`` and ``attributions/NAME_ANNOTATOR.ann`` (brat stand-off; spans may have gaps). Of texts
that several people annotated the first annotation by name is taken. Nothing of the texts is printed.

PolNeAR marks every attribution, thoughts, feelings and plans ("voters fear that ...") and attributions without a source
among them; our code book marks what is said or known, with a source, within one sentence, by the source without its
article. Both are counted against the whole of PolNeAR; ``with a source`` leaves out what names none.

One attribution is one statement where sources and contents each share a word or cues do (greatest overlap first, one to
one). On all attributions, per role:
    exact     the same words; a leading article of a source, "that" before a content and punctuation are not words
    overlap   one word in common
    half      the words in common are at least half of the longer one
``whole``: our own definition of a right statement: sources overlap and contents share at least half of the longer one.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.records import Findings, Report, Span, Statement
from dateline.score.matching import match_pairs
from ratios import Ratio, add_up, f1_interval
from three_readings import READINGS, Eyes

WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
ROLES = ("source", "cue", "content")
MEASURES = ("exact", "half", "overlap")
LEADING = {"source": frozenset({"the", "a", "an"}), "content": frozenset({"that"}), "cue": frozenset[str]()}

Words = frozenset[int]  # the offsets at which words begin


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution as the words of its three parts; an absent part has no words."""

    source: Words
    cue: Words
    content: Words

    def part(self, role: str) -> Words:
        """Return the words of one of `ROLES`."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one report came to: one ratio for each role and measure, and one for the whole statements."""

    roles: Mapping[tuple[str, str], Ratio]
    whole: Ratio


def words_of(text: str, spans: Iterable[Span], role: str) -> Words:
    """Return the words that lie in `spans`, without those that only lead a part of this role in."""
    found = sorted((match.start(), match.group()) for span in spans for match in _words(text, span))
    if len(found) > 1 and found[0][1].lower() in LEADING[role]:
        found = found[1:]
    return frozenset(start for start, _ in found)


def _words(text: str, span: Span) -> Iterator[re.Match[str]]:
    return WORD.finditer(text, span.start, span.end)


def read_attributions(annotation: str, text: str) -> tuple[Attribution, ...]:
    """Return the attributions of one brat file; several spans of one role are one part."""
    spans: dict[str, list[Span]] = {}
    links: list[list[str]] = []
    for line in annotation.splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            places = rest.partition("\t")[0].partition(" ")[2]
            spans[name] = [Span(*map(int, place.split())) for place in places.split(";")]
        elif name.startswith("E"):
            links.append(rest.split())
    made = []
    for link in links:
        pairs = [pair.partition(":")[::2] for pair in link]
        parts = {
            role: [span for kind, name in pairs if kind.rstrip("0123456789").lower() == role for span in spans[name]]
            for role in ROLES
        }
        made.append(Attribution(*(words_of(text, parts[role], role) for role in ROLES)))
    return tuple(made)


def make_attribution(text: str, one: Statement) -> Attribution:
    """Return a statement of ours as words."""
    parts = {"source": one.source, "cue": one.cue, "content": one.content}
    return Attribution(*(words_of(text, () if (span := parts[role]) is None else (span,), role) for role in ROLES))


def share(left: Words, right: Words) -> float:
    """Return the words in common over those of the longer one; 0 where one is empty."""
    return len(left & right) / max(len(left), len(right)) if left and right else 0.0


def affinity(gold: Attribution, found: Attribution) -> float:
    """Return how far two are one attribution; 0 where they are not."""
    if not gold.cue & found.cue and not (gold.source & found.source and gold.content & found.content):
        return 0.0
    return sum(share(gold.part(role), found.part(role)) for role in ROLES)


RIGHT: Mapping[str, Callable[[Words, Words], bool]] = {
    "exact": lambda gold, found: bool(gold) and gold == found,
    "half": lambda gold, found: share(gold, found) >= 0.5,
    "overlap": lambda gold, found: bool(gold & found),
}


def compare(gold: Sequence[Attribution], found: Sequence[Attribution]) -> Tally:
    """Return the tally of one report."""
    pairs = [(gold[g], found[f]) for g, f in match_pairs(gold, found, affinity)]
    roles = {}
    for role in ROLES:
        there, given = sum(bool(one.part(role)) for one in gold), sum(bool(one.part(role)) for one in found)
        for measure in MEASURES:
            right = sum(RIGHT[measure](one.part(role), other.part(role)) for one, other in pairs)
            roles[role, measure] = Ratio(right, given, there)
    whole = match_pairs(gold, found, _whole)
    return Tally(roles, Ratio(len(whole), len(found), len(gold)))


def _whole(gold: Attribution, found: Attribution) -> float:
    shared = share(gold.content, found.content)
    return shared if gold.source & found.source and shared >= 0.5 else 0.0


def read_pages(folder: Path) -> Iterator[tuple[Report, tuple[Attribution, ...]]]:
    """Yield each text with its attributions, in the order of names."""
    seen = set()
    for path in sorted(folder.glob("attributions/*.ann")):
        name = path.stem.rpartition("_")[0]
        page = folder / "text" / f"{name}.txt"
        if name in seen or not page.exists():
            continue
        seen.add(name)
        text = page.read_bytes().decode("utf-8")  # as it is: offsets count carriage returns
        yield Report(id=name, text=text, language="en"), read_attributions(path.read_text("utf-8"), text)


def show(name: str, tallies: Sequence[Tally]) -> None:
    """Print the rows of one reading for a Markdown table."""
    for role in ROLES:
        for measure in MEASURES:
            _row(name, f"{role}, {measure}", [tally.roles[role, measure] for tally in tallies])
    _row(name, "whole", [tally.whole for tally in tallies])


def _row(name: str, kind: str, each: Sequence[Ratio]) -> None:
    total, (low, high) = add_up(each), f1_interval(each)
    print(f"| {name} | {kind} | {total} | {low:.2f}-{high:.2f} | {total.right} | {total.found} | {total.gold} |")


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    eyes = Eyes(load_knowledge(Config()))
    tallies: dict[str, list[Tally]] = {name: [] for name in READINGS}
    sourced: dict[str, list[Tally]] = {name: [] for name in READINGS}
    with_event = 0
    for report, gold in read_pages(folder):
        readings: Mapping[str, Findings] = eyes.read(report)
        with_event += bool(readings["shipped"].events)
        for name in READINGS:
            found = [make_attribution(report.text, one) for one in readings[name].statements]
            tallies[name].append(compare(gold, found))
            sourced[name].append(compare([one for one in gold if one.source], found))
    print(f"{len(tallies['rules'])} reports, {with_event} with an event for the shipped pipeline\n")
    print("| reading | part | precision | recall | F1 | 95 % | right | found | gold |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in READINGS:
        show(name, tallies[name])
        _row(name, "whole, with a source", [tally.whole for tally in sourced[name]])


if __name__ == "__main__":
    main()
