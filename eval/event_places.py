"""Where events happened, measured on the annotated corpus: most specific name and country, beside simple baselines.

    python eval/event_places.py [CORPUS] [--parts train|dev] [--reader trained|rules] [--errors N]

CORPUS is the folder with dev.txt, which names its measuring parts (`../shared/corpus` by default). A gold event is
asked for where the annotation says where it happened; its place is the first name of its `where`, the most specific.
Its country is known where that name, or another of its `where`, can lie in one country only, so that no gold country
is our own guess. `--errors` lists misses (of the training parts only).

    shipped    the pipeline from the text alone; an event that was not found is a miss
    matched    the same, over the gold events that were found
    given      gold events with their triggers and without their `where`: geocoding alone
    nearest    the place name nearest to the trigger, by its most populous meaning
    first      the first place name of the report, likewise
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dateline.config import Config
from dateline.extract.marking.places import find_places
from dateline.knowledge import Knowledge, load_knowledge
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.place_names import name_key
from dateline.knowledge.place_words import load_place_words
from dateline.parse import parse_report
from dateline.pipeline import process
from dateline.records import Event, Findings, Parsed, Place, PlaceMention, PlacePrecision, Report, Span
from dateline.resolve.place_context import core_of
from dateline.resolve.places import resolve_places
from dateline.score.evaluation import find_parts
from dateline.score.gold import GoldReport, read_gold
from dateline.score.matching import match_pairs, overlap_any


@dataclass(frozen=True, slots=True)
class Answer:
    """A place with the names under which the report has it; ``None`` for no place."""

    place: Place | None
    names: frozenset[str] = frozenset()


@dataclass(slots=True)
class Tally:
    """Answers over gold events with a place, and over those without one."""

    asked: int = 0
    found: int = 0  # events that the way has at all
    answered: int = 0
    name: int = 0
    country_asked: int = 0
    country_answered: int = 0
    country: int = 0
    untold: int = 0
    placed: int = 0
    precisions: Counter[str] = field(default_factory=Counter)

    def add(self, wanted: str, country: str | None, answer: Answer) -> bool:
        """Count one answer; return whether the name is right."""
        self.asked += 1
        self.country_asked += country is not None
        if answer.place is None:
            return False
        self.answered += 1
        self.precisions[answer.place.precision] += 1
        right = wanted in answer.names
        self.name += right
        if country is not None:
            self.country_answered += answer.place.country is not None
            self.country += answer.place.country == country
        return right

    def row(self) -> str:
        """Return precision, recall and F1 of the name, the same of the country, and how many untold were placed."""
        name = scores(self.name, self.answered, self.asked)
        country = scores(self.country, self.country_answered, self.country_asked)
        return f"{self.asked:6d} {name}   {self.country_asked:6d} {country}   {self.placed:4d} of {self.untold}"


def scores(right: int, answered: int, asked: int) -> str:
    """Return precision, recall and F1."""
    precision, recall = right / max(1, answered), right / max(1, asked)
    return f"{precision:7.3f} {recall:7.3f} {f1(right, answered, asked):7.3f}"


def f1(right: int, answered: int, asked: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / max(1, answered + asked)


def core_key(words: str) -> str:
    """Return the key of a place name without unit and direction: "southern Helmand province" is helmand."""
    return name_key(core_of(words, load_place_words())[0])


def gold_country(names: Sequence[str], gazetteer: Gazetteer) -> str | None:
    """Return the country of a gold place: that of the first name that can lie in one country only."""
    for name in names:
        found = gazetteer.candidates(name) or gazetteer.candidates(core_of(name, load_place_words())[0])
        whole = [one for one in found if one.kind == "country" and one.quality <= 1]
        countries = {one.country for one in (whole or found)}
        if len(countries) == 1 and "" not in countries:
            return next(iter(countries))
    return None


def answer_of(event: Event, found: Findings, text: str) -> Answer:
    """Return the place of a found event with all names that the report gives it."""
    if event.place is None:
        return Answer(None)
    mentions = [one for one in (*found.places, *event.where) if one.place is not None and _same(one.place, event.place)]
    names = {core_key(event.place.name), *(core_key(one.span.of(text)) for one in mentions)}
    return Answer(event.place, frozenset(names))


def _same(left: Place, right: Place) -> bool:
    return (left.gazetteer_id, left.name) == (right.gazetteer_id, right.name)


Way = Callable[[GoldReport, Parsed], list[Answer | None]]


def by_pipeline(gold: GoldReport, knowledge: Knowledge) -> list[Answer | None]:
    """Answer from the text alone; ``None`` for a gold event that was not found."""
    found = process(Report(gold.name, gold.text, language="en"), knowledge)
    pairs = match_pairs(gold.findings.events, found.events, lambda a, b: overlap_any(a.triggers, b.triggers))
    answers: list[Answer | None] = [None] * len(gold.findings.events)
    for left, right in pairs:
        answers[left] = answer_of(found.events[right], found, gold.text)
    return answers


def given_triggers(gold: GoldReport, parsed: Parsed, gazetteer: Gazetteer) -> list[Answer | None]:
    """Answer with gold events and our own place names."""
    places = tuple(map(PlaceMention, find_places(parsed, gazetteer)))
    bare = tuple(replace(event, where=()) for event in gold.findings.events)
    found = resolve_places(parsed, Findings(gold.name, "eval", "eval", events=bare, places=places), gazetteer)
    return [answer_of(event, found, gold.text) for event in found.events]


def nearest(gold: GoldReport, parsed: Parsed, gazetteer: Gazetteer) -> list[Answer | None]:
    """Answer with the place name nearest to the first trigger, by population only."""
    spans = find_places(parsed, gazetteer)

    def close(event: Event) -> Span | None:
        at = event.triggers[0].start
        return min(spans, key=lambda span: (abs(span.start - at), span.start), default=None)

    return [_populous(close(event), gold.text, gazetteer) for event in gold.findings.events]


def first(gold: GoldReport, parsed: Parsed, gazetteer: Gazetteer) -> list[Answer | None]:
    """Answer with the first place name of the report, by population only."""
    spans = find_places(parsed, gazetteer)
    answer = _populous(spans[0] if spans else None, gold.text, gazetteer)
    return [answer for _ in gold.findings.events]


def _populous(span: Span | None, text: str, gazetteer: Gazetteer) -> Answer:
    if span is None:
        return Answer(None)
    one = max(gazetteer.candidates(span.of(text)), key=lambda place: place.population, default=None)
    country = None if one is None else one.country or None
    place = Place(
        span.of(text), one.id if one else None, country, None, None, None, None, None, None, PlacePrecision.EXACT, None
    )
    return Answer(place, frozenset([core_key(span.of(text))]))


@dataclass(frozen=True, slots=True)
class Miss:
    """A wrong answer, for the list of errors."""

    report: str
    way: str
    wanted: str
    got: str
    reason: str


def measure(parts: Sequence[Path], knowledge: Knowledge) -> tuple[dict[str, Tally], list[Miss]]:
    """Return the tallies by way over all conflict reports of `parts`, and the misses."""
    places = knowledge.gazetteer
    ways: dict[str, Way] = {
        "shipped": lambda gold, _parsed: by_pipeline(gold, knowledge),
        "given": lambda gold, parsed: given_triggers(gold, parsed, places),
        "nearest": lambda gold, parsed: nearest(gold, parsed, places),
        "first": lambda gold, parsed: first(gold, parsed, places),
    }
    tallies = {name: Tally() for name in ("shipped", "matched", "given", "nearest", "first")}
    misses: list[Miss] = []
    for gold in _conflicts(parts):
        parsed = parse_report(Report(gold.name, gold.text, language="en"))
        for name, way in ways.items():
            answers = way(gold, parsed)
            for event, answer in zip(gold.findings.events, answers, strict=True):
                names = [mention.span.of(gold.text) for mention in event.where]
                for tally in (name, "matched") if name == "shipped" and answer is not None else (name,):
                    _add(tallies[tally], names, answer or Answer(None), knowledge.gazetteer)
                if name in ("shipped", "given") and answer is not None and _is_miss(names, answer):
                    got = answer.place.name if answer.place else "-"
                    reason = answer.place.reason if answer.place else ""
                    trigger = event.triggers[0].of(gold.text)
                    misses.append(Miss(gold.name, name, f"{trigger} @ {' | '.join(names) or '-'}", got, reason))
    return tallies, misses


def measure_given(parts: Sequence[Path], gazetteer: Gazetteer) -> Tally:
    """Return the tally of geocoding alone: gold events with their triggers, our own place names."""
    tally = Tally()
    for gold in _conflicts(parts):
        parsed = parse_report(Report(gold.name, gold.text, language="en"))
        for event, answer in zip(gold.findings.events, given_triggers(gold, parsed, gazetteer), strict=True):
            _add(tally, [mention.span.of(gold.text) for mention in event.where], answer or Answer(None), gazetteer)
    return tally


def _is_miss(names: Sequence[str], answer: Answer) -> bool:
    return core_key(names[0]) not in answer.names if names else answer.place is not None


def _add(tally: Tally, names: Sequence[str], answer: Answer, gazetteer: Gazetteer) -> None:
    if names:
        tally.add(core_key(names[0]), gold_country(names, gazetteer), answer)
    else:
        tally.untold += 1
        tally.placed += answer.place is not None


def _conflicts(parts: Sequence[Path]) -> Iterator[GoldReport]:
    for part in parts:
        yield from (gold for gold in read_gold(part) if gold.is_conflict)


def choose_parts(corpus: Path, which: str) -> list[Path]:
    """Return the training or the measuring parts."""
    measuring = set(find_parts([corpus / "dev.txt"]))
    return sorted(measuring) if which == "dev" else [part for part in find_parts([corpus]) if part not in measuring]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=Path(__file__).parents[1] / ".." / "shared" / "corpus")
    parser.add_argument("--parts", choices=("train", "dev"), default="train")
    parser.add_argument("--reader", choices=("trained", "rules"), default="trained")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    tallies, misses = measure(
        choose_parts(options.corpus, options.parts), load_knowledge(Config(reader=options.reader))
    )
    columns = "".join(f"   {'events':>6} {name + ' P':>7} {'R':>7} {'F1':>7}" for name in ("name", "land"))
    print(f"{'':7}{columns}   untold, placed")
    for name, tally in tallies.items():
        print(f"{name:10}{tally.row()}")
    total = sum(tallies["shipped"].precisions.values())
    told = ", ".join(f"{name} {number / total:.3f}" for name, number in sorted(tallies["shipped"].precisions.items()))
    print(f"precision of the {total} places of shipped: {told}")
    for miss in misses[: options.errors] if options.parts == "train" else ():
        print(f"{miss.way:8}{miss.report:12} {miss.wanted}  ->  {miss.got}   [{miss.reason}]")


if __name__ == "__main__":
    main()
