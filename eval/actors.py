"""Measure the actors: pairs of names, antecedents, ties of participants, relations and what resolving costs.

    nice python eval/actors.py [--corpus PARTS...] [--relations PARTS...]

Pairs of names: `name_pairs.tsv`, written by us: is it one actor, are they two, or can it not be told? Precision and
recall of "same" and of "different"; to abstain where one could have told costs recall, never precision.

Corpus (PARTS as of ``dateline eval``). For the annotated doers and targets of reports of conflict, their words alone
given: how many are tied, to what; and where the annotation gives the name behind a description, does the description
go to the actor of that name? "Without" is the same without antecedents.

Relations (PARTS): precision, recall and F1 of each type by the rules alone, and how many of the relations and claims
have a time.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dateline.config import Config
from dateline.knowledge import Knowledge, load_knowledge
from dateline.knowledge.register import Register
from dateline.parse import parse_report
from dateline.pipeline import process
from dateline.records import ActorLink, Participant, Report
from dateline.resolve import resolve_findings
from dateline.resolve.actors import CERTAIN, find_actor, read_names, resolve_actors
from dateline.resolve.name_pairs import Verdict, compare_names
from dateline.score import GoldReport, find_parts, read_gold
from dateline.score.agreement import _same_relation
from dateline.score.matching import match_pairs
from ratios import Ratio, add_up

TIMED = 100  # reports on which the cost is measured
HEAD = "| precision | recall | F1 | right | found | gold |\n|---|---|---|---|---|---|---|"
PAIRS = Path(__file__).parent / "name_pairs.tsv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and what they are."""

    left: str
    right: str
    verdict: Verdict


def read_pairs(path: Path = PAIRS) -> Iterator[Pair]:
    """Yield the pairs of names."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right, verdict = line.split("\t")
            yield Pair(left, right, Verdict(verdict))


def score_pairs(pairs: Sequence[Pair], register: Register) -> dict[str, Ratio]:
    """Return the ratio of each verdict: right, given, wanted."""
    given = [(pair, compare_names(pair.left, pair.right, register).verdict) for pair in pairs]
    return {
        verdict.value: Ratio(
            sum(pair.verdict == found == verdict for pair, found in given),
            sum(found == verdict for _, found in given),
            sum(pair.verdict == verdict for pair in pairs),
        )
        for verdict in Verdict
    }


def read_conflict(parts: Sequence[Path]) -> list[GoldReport]:
    """Return the annotated reports of conflict."""
    return [report for part in find_parts(parts) for report in read_gold(part) if report.is_conflict]


def _tied(report: GoldReport, register: Register) -> Iterator[tuple[Participant, ActorLink | None]]:
    """Yield the annotated participants with what their words alone, in their text, are tied to."""
    bare = replace(
        report.findings,
        events=tuple(
            replace(
                one,
                by=tuple(replace(who, name=None) for who in one.by),
                against=tuple(replace(who, name=None) for who in one.against),
            )
            for one in report.findings.events
        ),
    )
    parsed = parse_report(Report(id=report.name, text=report.text))
    resolved = resolve_actors(parsed, bare, register)
    for gold, found in zip(report.findings.events, resolved.events, strict=True):
        yield from zip(gold.by, (one.actor for one in found.by), strict=True)
        yield from zip(gold.against, (one.actor for one in found.against), strict=True)


def count_ties(reports: Sequence[GoldReport], register: Register) -> Counter[str]:
    """Return how many participants are tied to whom."""
    kinds: Counter[str] = Counter()
    for report in reports:
        for _, link in _tied(report, register):
            kinds["nobody" if link is None else link.actor_id.split(":")[0]] += 1
    return kinds


def score_antecedents(reports: Sequence[GoldReport], register: Register) -> tuple[Ratio, Ratio]:
    """Return the ratios of descriptions tied to the actor of the name behind them: with antecedents, and without."""
    told, alone = Counter[str](), Counter[str]()
    for report in reports:
        names = read_names(report.text, register)
        for gold, link in _tied(report, register):
            wanted = find_actor(gold.name, names) if gold.name else None
            if wanted is None or wanted.score < CERTAIN:
                continue
            own = find_actor(gold.span.of(report.text), names)
            for counts, found in ((told, link), (alone, own)):
                counts["gold"] += 1
                if found is not None and found.score >= CERTAIN:
                    counts["found"] += 1
                    counts["right"] += found.actor_id == wanted.actor_id
    return tuple(Ratio(one["right"], one["found"], one["gold"]) for one in (told, alone))  # type: ignore[return-value]


def score_relations(reports: Sequence[GoldReport], knowledge: Knowledge) -> tuple[dict[str, Ratio], Counter[str]]:
    """Return the ratio of each type of relation, and how many relations and claims found have a time."""
    ratios: dict[str, list[Ratio]] = {}
    timed: Counter[str] = Counter()
    for report in reports:
        found = process(Report(id=report.name, text=report.text, language="en", published="2007-06-15"), knowledge)
        for name, items in (("relations", found.relations), ("claims", found.responsibility)):
            timed[name] += len(items)
            timed[f"{name} with a time"] += sum(one.when is not None for one in items)
        gold = report.findings.relations
        for kind in sorted({one.type for one in (*gold, *found.relations)}):
            wanted = [one for one in gold if one.type == kind]
            given = [one for one in found.relations if one.type == kind]
            right = match_pairs(wanted, given, partial(_same_relation, report.text))
            ratios.setdefault(kind, []).append(Ratio(len(right), len(given), len(wanted)))
    return {kind: add_up(each) for kind, each in sorted(ratios.items())}, timed


def measure_cost(reports: Sequence[GoldReport], knowledge: Knowledge) -> tuple[float, float, float]:
    """Return seconds: the whole pipeline, resolving alone, and of that the actors alone."""
    whole = resolving = actors = 0.0
    for report in reports:
        page = Report(id=report.name, text=report.text, language="en", published="2007-06-15")
        start = time.perf_counter()
        found = process(page, knowledge)
        whole += time.perf_counter() - start
        parsed = parse_report(page)
        start = time.perf_counter()
        resolve_findings(parsed, found, knowledge)
        resolving += time.perf_counter() - start
        knowledge.register.memo.clear()
        start = time.perf_counter()
        resolve_actors(parsed, found, knowledge.register)
        actors += time.perf_counter() - start
    return whole, resolving, actors


def main() -> None:
    """Run the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", metavar="PART", help="annotated parts: ties of participants")
    parser.add_argument("--relations", type=Path, nargs="+", metavar="PART", help="annotated parts: relations, costs")
    asked = parser.parse_args()
    knowledge = load_knowledge(Config(reader="rules"))
    pairs = list(read_pairs())
    print(f"{len(pairs)} pairs of names\n\n| verdict {HEAD}")
    for name, ratio in score_pairs(pairs, knowledge.register).items():
        print(f"| {name} | {ratio} | {ratio.right} | {ratio.found} | {ratio.gold} |")
    if asked.corpus:
        reports = read_conflict(asked.corpus)
        print(f"\nparticipants tied to: {dict(count_ties(reports, knowledge.register).most_common())}")
        told, alone = score_antecedents(reports, knowledge.register)
        print(f"descriptions with a name behind them: {told} ({told.right} of {told.gold}); without: {alone}")
    if asked.relations:
        reports = read_conflict(asked.relations)
        ratios, timed = score_relations(reports, knowledge)
        print(f"\n| relation {HEAD}")
        for kind, ratio in (*ratios.items(), ("all", add_up(list(ratios.values())))):
            print(f"| {kind} | {ratio} | {ratio.right} | {ratio.found} | {ratio.gold} |")
        print(f"\n{dict(timed)}")
        whole, resolving, actors = measure_cost(reports[:TIMED], knowledge)
        print(f"pipeline {whole:.1f} s, resolving {resolving / whole:.1%}, the actors alone {actors / whole:.1%}")


if __name__ == "__main__":
    main()
