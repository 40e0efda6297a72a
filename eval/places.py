"""Measure places: which place a name means, which names are places, and how fast.

    python eval/places.py [SHARED] [--gazetteer FILE] [--fold train|held]

SHARED is the folder with `data/geo` (LGL, GeoWebNews), `data/voa` and `corpus`; `../shared` beside the repository by
default. Articles are split by the digest of their id: one fifth is held back and measured on; weights were learned on
the others. Nothing is written.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

from dateline.config import Config
from dateline.extract.marking.places import find_places
from dateline.knowledge.gazetteer import Candidate, Gazetteer, open_gazetteer
from dateline.knowledge.place_areas import distance_km
from dateline.parse import parse_report
from dateline.records import Event, Findings, Parsed, PlaceMention, Report, Span
from dateline.resolve.places import resolve_places
from dateline.text import make_id

FOLDS = 5
HELD = 0
ACCURATE_KM = 161.0
FAR_KM = 20038.0  # half the way around; counted where nothing was answered


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold place name: where it stands, its GeoNames id and coordinates."""

    span: Span
    place_id: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its gold names, in text order and without overlaps."""

    report: Report
    golds: tuple[Gold, ...]

    @property
    def is_held(self) -> bool:
        """Say whether the article is in the held-back fifth."""
        return int(make_id(self.report.id), 16) % FOLDS == HELD


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the articles of an LGL or GeoWebNews file; names without a GeoNames id are left out."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a file of our own choice
    for article in root.iter("article"):
        name = article.get("docid") or f"gwn-{article.get('file')}"
        text = article.findtext("text") or ""
        golds = sorted(
            filter(None, map(_gold, article.iter("toponym"))), key=lambda one: (one.span.start, -one.span.end)
        )
        apart: list[Gold] = []
        for gold in golds:
            if gold.span.end <= len(text) and (not apart or gold.span.start >= apart[-1].span.end):
                apart.append(gold)
        yield Article(Report(name, text, language="en"), tuple(apart))


def _gold(toponym: ElementTree.Element) -> Gold | None:
    tag = toponym.find("gaztag")
    number = tag.get("geonameid") if tag is not None else toponym.findtext("geonamesID")
    lat = tag.findtext("lat") if tag is not None else toponym.findtext("latitude")
    lon = tag.findtext("lon") if tag is not None else toponym.findtext("longitude")
    if not (number and number.strip().isdigit() and lat and lon):
        return None
    start, end = int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)
    return Gold(Span(start, end), f"geonames:{number.strip()}", float(lat), float(lon)) if start < end else None


Answer = Candidate | None
Solver = Callable[[Parsed, Sequence[Span], Gazetteer], list[Answer]]


def by_context(parsed: Parsed, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Answer]:
    """Answer with `resolve_places`."""
    findings = Findings(parsed.report.id, "eval", "eval", places=tuple(map(PlaceMention, spans)))
    resolved = resolve_places(parsed, findings, gazetteer)
    return [_candidate(mention, gazetteer) for mention in resolved.places]


def _candidate(mention: PlaceMention, gazetteer: Gazetteer) -> Answer:
    place = mention.place
    if place is None:
        return None
    if place.gazetteer_id:
        return gazetteer.get(place.gazetteer_id)
    country, admin1 = place.country or "", place.admin1_code or ""
    return Candidate("", place.name, "town", country, admin1, "", place.lat, place.lon, 0.0, 0, False)


def by_population(parsed: Parsed, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Answer]:
    """Answer with the place of the name that has the most people."""
    found = [gazetteer.candidates(span.of(parsed.text)) for span in spans]
    return [max(places, key=lambda one: one.population) if places else None for places in found]


@dataclass(slots=True)
class Tally:
    """Right answers and errors in km over some gold names."""

    asked: int = 0
    same: int = 0
    country: int = 0
    countries_asked: int = 0
    admin1: int = 0
    admin1_asked: int = 0
    close: int = 0
    errors: list[float] | None = None

    def add(self, gold: Gold, known: Answer, answer: Answer) -> None:
        """Count one answer; country and division can be judged where the gold place is in the gazetteer."""
        self.asked += 1
        error = FAR_KM
        if answer is not None and answer.id == gold.place_id:
            self.same += 1
            error = 0.0
        elif answer is not None and answer.lat is not None and answer.lon is not None:
            error = distance_km(gold.lat, gold.lon, answer.lat, answer.lon)
        self.close += error <= ACCURATE_KM
        self.errors = [*(self.errors or []), error]
        if known is not None and known.country:
            self.countries_asked += 1
            self.country += answer is not None and answer.country == known.country
            if known.admin1:
                self.admin1_asked += 1
                self.admin1 += answer is not None and answer.admin1 == known.admin1

    def row(self) -> str:
        """Return the figures as columns."""
        errors = self.errors or [0.0]
        return (
            f"{self.asked:6d} {self.same / max(1, self.asked):8.3f} {self.country / max(1, self.countries_asked):8.3f}"
            f" {self.admin1 / max(1, self.admin1_asked):8.3f} {self.close / max(1, self.asked):8.3f}"
            f" {statistics.fmean(errors):8.0f} {statistics.median(errors):8.1f}"
        )


def score_resolution(articles: Sequence[Article], solver: Solver, gazetteer: Gazetteer) -> tuple[Tally, Tally]:
    """Return the answers given the gold spans: over all names, and over those whose gold place is in the gazetteer."""
    everything, known_only = Tally(), Tally()
    for article in articles:
        spans = [gold.span for gold in article.golds]
        answers = solver(parse_report(article.report), spans, gazetteer)
        for gold, answer in zip(article.golds, answers, strict=True):
            known = gazetteer.get(gold.place_id)
            everything.add(gold, known, answer)
            if known is not None:
                known_only.add(gold, known, answer)
    return everything, known_only


def measure_resolution(name: str, articles: Sequence[Article], gazetteer: Gazetteer) -> None:
    """Print resolution given the gold spans, beside population alone."""
    print(f"\n{name}: {len(articles)} articles, gold spans given")
    print(f"{'':34}{'n':>6} {'exact id':>8} {'country':>8} {'admin1':>8} {'<=161km':>8} {'mean km':>8} {'median':>8}")
    solvers: list[tuple[str, Solver]] = [("context", by_context), ("population only", by_population)]
    for label, solver in solvers:
        everything, known_only = score_resolution(articles, solver, gazetteer)
        print(f"{label + ', gold in the gazetteer':34}{known_only.row()}")
        print(f"{label + ', all':34}{everything.row()}")


def read_gold_events(corpus: Path, parts: Sequence[str]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """Yield the text of each conflict report with its events: triggers and `where`."""
    for part in parts:
        lines = (corpus / "voa" / f"{part}.txt").read_text("utf-8").splitlines()
        sentences = {int(n): text for n, _, text in (line.partition("\t") for line in lines if line.strip())}
        for line in (corpus / "voa" / f"{part}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["topic"] != "conflict":
                continue
            first, last = row["report"]
            starts, text = {}, ""
            for number in range(first, last + 1):
                starts[number] = len(text)
                text += sentences[number] + " "
            events = []
            for event in row["events"]:
                triggers = tuple(_quoted(words, sentences, starts) for words in event["trigger"])
                where = tuple(PlaceMention(_quoted(words, sentences, starts)) for words in event["where"])
                events.append(Event(event["id"], event["type"], triggers, event["status"], where=where))
            yield text, tuple(events)


def _quoted(quotation: str, sentences: dict[int, str], starts: dict[int, int]) -> Span:
    number, words, *which = quotation.split("|")
    at = -1
    for _ in range(int(which[0]) if which else 1):
        at = sentences[int(number)].index(words, at + 1)
    start = starts[int(number)] + at
    return Span(start, start + len(words))


def measure_where(corpus: Path, parts: Sequence[str], label: str, gazetteer: Gazetteer) -> None:
    """Print how often `find_places` finds the gold `where` spans of events."""
    wanted = exact = overlapping = named = named_found = 0
    for text, events in read_gold_events(corpus, parts):
        found = find_places(parse_report(Report("r", text, language="en")), gazetteer)
        for span in {mention.span for event in events for mention in event.where}:
            wanted += 1
            exact += span in found
            hit = any(span.overlaps(other) for other in found)
            overlapping += hit
            if any(word[:1].isupper() for word in span.of(text).split()):
                named += 1
                named_found += hit
    print(
        f"where spans of {label}: {wanted}, found exactly {exact / wanted:.3f}, overlapping {overlapping / wanted:.3f};"
        f" of {named} with a name in them {named_found / named:.3f}"
    )


def measure_clauses(corpus: Path, parts: Sequence[str], label: str, gazetteer: Gazetteer) -> None:
    """Print how well the clause of the gold triggers alone gives the place, beside that of the gold `where`."""
    told = answered = right = untold = wrongly = placed = 0
    for text, events in read_gold_events(corpus, parts):
        parsed = parse_report(Report("r", text, language="en"))
        places = tuple(map(PlaceMention, find_places(parsed, gazetteer)))
        gold = resolve_places(parsed, Findings("r", "eval", "eval", events=events, places=places), gazetteer).events
        bare = tuple(replace(event, where=()) for event in events)
        ours = resolve_places(parsed, Findings("r", "eval", "eval", events=bare, places=places), gazetteer).events
        for known, event in zip(gold, ours, strict=True):
            if not known.where:
                untold += 1
                wrongly += event.place is not None
                continue
            told += 1
            placed += known.place is not None
            if event.place is not None:
                answered += 1
                right += event.place.name in {mention.place.name for mention in known.where if mention.place}
    print(
        f"events of {label}: {told} with a gold where, {placed / told:.3f} of them placed by it; by the clause alone"
        f" {answered / told:.3f}, of those {right / answered:.3f} at a gold where; {untold} without: {wrongly} placed"
    )


def measure_silver(voa: Path, corpus: Path, parts: Sequence[str], gazetteer: Gazetteer) -> None:
    """Print precision and recall against the silver tags geo and gpe in the sentences of the given corpus parts."""
    numbers = {
        int(line.partition("\t")[0])
        for part in parts
        for line in (corpus / "voa" / f"{part}.txt").read_text("utf-8").splitlines()
        if line.strip()
    }
    found_all = good = wanted_all = hit = 0
    with gzip.open(voa, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["n"] not in numbers:
                continue
            silver = list(_silver(row["text"], row["words"], row["tags"]))
            found = find_places(parse_report(Report("r", row["text"], language="en")), gazetteer)
            wanted = [span for span in silver if not gazetteer.country_of_demonym(span.of(row["text"]))]
            found_all, wanted_all = found_all + len(found), wanted_all + len(wanted)
            good += sum(any(span.overlaps(other) for other in silver) for span in found)
            hit += sum(any(span.overlaps(other) for other in found) for span in wanted)
    print(
        f"silver tags of the dev parts: precision {good / found_all:.3f} of {found_all},"
        f" recall {hit / wanted_all:.3f} of {wanted_all}"
    )


def _silver(text: str, words: Sequence[str], tags: Sequence[str]) -> Iterator[Span]:
    offset, start, end = 0, -1, -1
    for word, tag in zip([*words, ""], [*tags, "O"], strict=True):
        if start >= 0 and not (tag[:1] == "I" and tag[2:] in ("geo", "gpe")):
            yield Span(start, end)
            start = -1
        at = text.find(word, offset)
        if at < 0:
            continue
        offset = at + len(word)
        if tag[2:] in ("geo", "gpe"):
            start, end = (at if start < 0 else start), offset


def measure_speed(articles: Sequence[Article], gazetteer: Gazetteer) -> None:
    """Print look-ups per second on a fresh gazetteer, and reports per second of find and resolve on one core."""
    fresh = Gazetteer(gazetteer.path)
    names = sorted({gold.span.of(article.report.text) for article in articles for gold in article.golds})
    began = time.perf_counter()
    for name in names:
        fresh.candidates(name)
    looked = time.perf_counter() - began
    parsed = [parse_report(article.report) for article in articles]
    size = sum(len(article.report.text) for article in articles)
    began = time.perf_counter()
    for one in parsed:
        spans = find_places(one, gazetteer)
        resolve_places(one, Findings("r", "eval", "eval", places=tuple(map(PlaceMention, spans))), gazetteer)
    spent = time.perf_counter() - began
    print(
        f"\nspeed: {len(names) / looked:,.0f} uncached look-ups/s;"
        f" find and resolve {len(parsed) / spent:.0f} reports/s of {size / len(parsed):.0f} characters"
    )


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=Path(__file__).parents[1] / ".." / "shared")
    parser.add_argument("--gazetteer", type=Path, default=Config().gazetteer_path)
    parser.add_argument("--fold", choices=("train", "held"), default="held")
    options = parser.parse_args()
    gazetteer = open_gazetteer(options.gazetteer)
    print(f"gazetteer: {options.gazetteer.stat().st_size / 1e6:.1f} MB")
    both: list[Article] = []
    for name in ("lgl", "gwn"):
        articles = list(read_articles(options.shared / "data" / "geo" / f"{name}.xml"))
        held = [article for article in articles if article.is_held == (options.fold == "held")]
        measure_resolution(f"{name} ({options.fold})", held, gazetteer)
        both += held
    corpus = options.shared / "corpus"
    dev = (corpus / "dev.txt").read_text("utf-8").split()
    train = sorted(path.stem for path in (corpus / "voa").glob("p*.txt") if path.stem not in dev)
    print()
    measure_where(corpus, train, "the training parts", gazetteer)
    measure_where(corpus, dev, "the dev parts", gazetteer)
    measure_clauses(corpus, train, "the training parts", gazetteer)
    measure_clauses(corpus, dev, "the dev parts", gazetteer)
    measure_silver(options.shared / "data" / "voa" / "sentences.jsonl.gz", corpus, dev, gazetteer)
    measure_speed(both, gazetteer)


if __name__ == "__main__":
    main()
