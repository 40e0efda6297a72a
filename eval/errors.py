"""List what the pipeline gets wrong on annotated reports by kind of error, for reading and sorting by cause.

    nice python eval/errors.py PARTS... [--group events|others] [--sample 50] [--seed 50]

PARTS are parts of the gold corpus that may be read: never those that measure. The kinds of error:

    missed, spurious    an event without any counterpart
    wrong type          its counterpart overlaps, but is of another type
    joined, split       its counterpart went to another event: two events were made one, or one two
    count ...           a number that is not on its event, or on an event that has not this number; or on the wrong side
    claim ...           a responsibility that is missed or spurious
    speaker             a statement with the wrong kind of speaker
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.records import Count, Event, Findings, Responsibility, Span, Statement
from dateline.score import GoldReport, evaluate, find_parts
from dateline.score.matching import match_pairs, overlap_any, same_head, share_words

AROUND = 120  # characters shown on either side
FIELDS = ("killed", "injured", "taken")


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its kind, what is wanted and given, and where it stands."""

    group: str  # events, others
    kind: str
    wanted: str
    given: str
    span: Span


def find_errors(gold: GoldReport, found: Findings) -> Iterator[Error]:
    """Yield all errors of one report."""
    pairs = match_pairs(gold.findings.events, found.events, _same_event)
    yield from _events(gold.findings.events, found.events, pairs)
    for field in FIELDS:
        yield from _counts(field, gold.findings.events, found.events, pairs)
    yield from _claims(gold, found.responsibility)
    yield from _speakers(gold, found.statements)


def _same_event(gold: Event, found: Event) -> float:
    if gold.type != found.type or not overlap_any(gold.triggers, found.triggers):
        return 0.0
    return 1.0 + len(set(gold.triggers) & set(found.triggers))


def _events(gold: Sequence[Event], found: Sequence[Event], pairs: Sequence[tuple[int, int]]) -> Iterator[Error]:
    matched, given = {g for g, _ in pairs}, {f for _, f in pairs}
    missed = [one for at, one in enumerate(gold) if at not in matched]
    spurious = [one for at, one in enumerate(found) if at not in given]
    types = match_pairs(missed, spurious, lambda g, f: float(overlap_any(g.triggers, f.triggers)))
    for g, f in types:
        yield Error("events", "wrong type", missed[g].type, spurious[f].type, missed[g].triggers[0])
    retyped, wrong = {g for g, _ in types}, {f for _, f in types}
    for at, event in enumerate(missed):
        if at not in retyped:
            other = _overlapping(event, found)
            yield Error("events", "joined" if other else "missed", event.type, other, event.triggers[0])
    for at, event in enumerate(spurious):
        if at not in wrong:
            other = _overlapping(event, gold)
            yield Error("events", "split" if other else "spurious", other, event.type, event.triggers[0])


def _overlapping(event: Event, others: Sequence[Event]) -> str:
    return next((one.type for one in others if overlap_any(event.triggers, one.triggers)), "")


def _of(event: Event, field: str) -> tuple[Count, ...]:
    return {"killed": event.killed, "injured": event.injured, "taken": event.taken}[field]


def _counts(
    field: str, gold: Sequence[Event], found: Sequence[Event], pairs: Sequence[tuple[int, int]]
) -> Iterator[Error]:
    right: set[tuple[str, int, int]] = set()
    for g, f in pairs:
        wanted, given = _of(gold[g], field), _of(found[f], field)
        for left, other in match_pairs(wanted, given, lambda a, b: a.min == b.min and a.max == b.max):
            right |= {("gold", g, left), ("found", f, other)}
            if wanted[left].who != given[other].who:
                yield Error("others", "count: side", wanted[left].who, given[other].who, wanted[left].span)
    for side, events in (("gold", gold), ("found", found)):
        for at, event in enumerate(events):
            for number, count in enumerate(_of(event, field)):
                if (side, at, number) not in right:
                    words = f"{field} {count.min}..{count.max} of {event.type}"
                    missed = side == "gold"
                    kind = "count: missed" if missed else "count: spurious"
                    yield Error("others", kind, words if missed else "", "" if missed else words, count.span)


def _claims(gold: GoldReport, found: Sequence[Responsibility]) -> Iterator[Error]:
    wanted, text = gold.findings.responsibility, gold.text
    pairs = match_pairs(wanted, found, lambda g, f: _same_claim(text, g, f))
    matched, given = {g for g, _ in pairs}, {f for _, f in pairs}
    for at, claim in enumerate(wanted):
        if at not in matched:
            yield Error("others", "claim: missed", _claim(text, claim), "", claim.cue)
    for at, claim in enumerate(found):
        if at not in given:
            yield Error("others", "claim: spurious", "", _claim(text, claim), claim.cue)


def _same_claim(text: str, gold: Responsibility, found: Responsibility) -> bool:
    if gold.who is None or found.who is None:
        return gold.stance == found.stance and gold.who is None and found.who is None
    return gold.stance == found.stance and same_head(text, gold.who.span, found.who.span)


def _claim(text: str, claim: Responsibility) -> str:
    return f"{claim.stance} {claim.who.span.of(text) if claim.who else 'nobody'}"


def _speakers(gold: GoldReport, found: Sequence[Statement]) -> Iterator[Error]:
    wanted = gold.findings.statements
    for g, f in match_pairs(wanted, found, lambda a, b: _same_statement(gold.text, a, b)):
        if wanted[g].speaker != found[f].speaker:
            yield Error("others", "speaker", wanted[g].speaker, found[f].speaker, wanted[g].source)


def _same_statement(text: str, gold: Statement, found: Statement) -> float:
    shared = share_words(text, gold.content, found.content)
    return shared if gold.source.overlaps(found.source) and shared >= 0.5 else 0.0


def show(gold: GoldReport, error: Error) -> str:
    """Return one error with the words around it."""
    start, end = error.span.start, error.span.end
    text = gold.text
    words = f"{text[max(0, start - AROUND) : start]}[[{text[start:end]}]]{text[end : end + AROUND]}"
    return f"{error.kind}\t{gold.name}\twanted: {error.wanted or '-'}\tgiven: {error.given or '-'}\t{words}"


def main() -> None:
    """Print a sample of the errors and how many there are of each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", type=Path, nargs="+")
    parser.add_argument("--group", choices=("events", "others"), default="events")
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("--seed", type=int, default=50)
    options = parser.parse_args()
    errors: list[tuple[GoldReport, Error]] = []
    evaluate(
        find_parts(options.parts),
        load_knowledge(Config()),
        lambda gold, found: errors.extend((gold, error) for error in find_errors(gold, found)),
    )
    chosen = [pair for pair in errors if pair[1].group == options.group]
    for kind, number in sorted(Counter(error.kind for _, error in chosen).items()):
        print(f"{number:5} {kind}")
    sample = random.Random(options.seed).sample(chosen, min(options.sample, len(chosen)))
    print("", *(show(gold, error) for gold, error in sample), sep="\n")


if __name__ == "__main__":
    main()
