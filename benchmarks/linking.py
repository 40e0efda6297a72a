"""Time and accuracy of trace and link on a synthetic archive with known truth.

    nice python benchmarks/linking.py [--reports 10000] [--seed 1]

The archive is made from a seed: incidents over two years in 400 towns of 20 countries, some of them busy (several
incidents a week); an incident is told by one to forty reports, which are own stories and copies, cuts and rewrites of
them; dates are vague or missing in some, places known to the province or country only, tolls rise, types are given in
wider words, and one report in six recalls an older incident. Texts are strings of made-up words. Events are made
directly: this measures what happens across reports, not reading.

Prints seconds, reports a second, peak memory, B-cubed of events against the truth, and pairs of stories against it.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateline.link import link_events, make_sightings
from dateline.records import (
    Count,
    Event,
    Findings,
    Place,
    PlacePrecision,
    Report,
    Span,
    TimePrecision,
    When,
)
from dateline.trace import trace_lines, trace_stories
from dateline.weigh import make_sayings, weigh

DAYS = 730
TOWNS = 400
COUNTRIES = 20
TYPES = ("bombing", "shooting", "clash", "air_strike", "abduction", "suicide_bombing", "assault", "arrest")
WIDER = {"bombing": "attack", "shooting": "attack", "suicide_bombing": "bombing", "assault": "attack"}
START = datetime(2019, 1, 1)
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class Truth:
    """An incident as it was: what all reports of it draw on."""

    number: int
    kind: str
    town: Place
    day: int
    killed: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A report with its findings and the truth: the incident of each event, and the story of the report."""

    report: Report
    findings: Findings
    incidents: tuple[int, ...]
    story: int


def make_word(dice: random.Random) -> str:
    """Return a made-up word of two or three syllables."""
    return "".join(dice.choice(CONSONANTS) + dice.choice(VOWELS) for _ in range(dice.choice((2, 3))))


def make_towns(dice: random.Random) -> list[Place]:
    """Return towns in provinces of countries; their order is that of how much happens there."""
    towns = []
    for number in range(TOWNS):
        country = number % COUNTRIES
        code = f"{chr(65 + country // 5)}{chr(65 + country % 5)}"
        province = f"{code}.{number % 7}"
        latitude, longitude = 5.0 + 4 * (country // 5) + 3 * dice.random(), 10.0 + 8 * (country % 5) + 6 * dice.random()
        towns.append(
            Place(
                name=make_word(dice).capitalize(),
                gazetteer_id=f"geonames:{number}",
                country=code,
                country_name=f"Country {code}",
                admin1=f"Province {province}",
                admin1_code=province,
                admin2=None,
                lat=latitude,
                lon=longitude,
                precision=PlacePrecision.EXACT,
                radius_km=5.0,
            )
        )
    return towns


def coarser(place: Place, dice: random.Random) -> Place | None:
    """Return a place as a report knows it: mostly the town, sometimes the province, the country or nothing."""
    roll = dice.random()
    if roll < 0.78:
        return place
    precision, radius, level = (
        (PlacePrecision.PROVINCE, 150.0, "p") if roll < 0.9 else (PlacePrecision.COUNTRY, None, "c")
    )
    if roll > 0.97:
        return None
    name = place.admin1 if level == "p" else place.country_name
    return Place(
        name=name or "",
        gazetteer_id=f"geonames:{level}{place.admin1_code if level == 'p' else place.country}",
        country=place.country,
        country_name=place.country_name,
        admin1=place.admin1 if level == "p" else None,
        admin1_code=place.admin1_code if level == "p" else None,
        admin2=None,
        lat=place.lat,
        lon=place.lon,
        precision=precision,
        radius_km=radius,
    )


def make_truths(dice: random.Random, reports: int, towns: Sequence[Place]) -> list[Truth]:
    """Return about one incident for three reports; towns by Zipf, so some have several a week."""
    weights = [1 / (rank + 3) for rank in range(len(towns))]
    return [
        Truth(
            number=number,
            kind=dice.choice(TYPES),
            town=town,
            day=dice.randrange(DAYS),
            killed=min(200, int(dice.paretovariate(0.9)) - 1),
            words=tuple(make_word(dice) for _ in range(12)),
        )
        for number, town in enumerate(dice.choices(towns, weights, k=max(1, reports // 4)))
    ]


def make_event(truth: Truth, name: str, start: int, later: int, dice: random.Random, *, background: bool) -> Event:
    """Return an event as one report tells it; `start` is where its words begin in the report."""
    day = START + timedelta(days=truth.day)
    roll = dice.random()
    time_known: When | None = When(day, day + timedelta(days=1), TimePrecision.DAY, day.date().isoformat())
    if roll > 0.8:
        time_known = None if not background else When(day.replace(day=1), day.replace(day=28), TimePrecision.MONTH, "")
    killed = truth.killed if later or truth.killed < 4 else truth.killed - dice.choice((0, 0, 1))
    span = Span(start, start + 5)
    counts = (Count(span, killed, killed, "against"),) if dice.random() < 0.8 else ()
    wide = WIDER.get(truth.kind, truth.kind)
    return Event(
        id=f"{name}-{truth.number}",
        type=wide if dice.random() < 0.15 else truth.kind,
        triggers=(span,),
        status="happened",
        background=background,
        killed=counts,
        time=time_known,
        place=coarser(truth.town, dice),
    )


def make_text(truth: Truth, vocabulary: Sequence[str], dice: random.Random) -> list[str]:
    """Return the words of an own story: its own, with the incident's among them."""
    words = [dice.choice(vocabulary) for _ in range(dice.randint(120, 400))]
    opening = [truth.town.name, *dice.sample(truth.words, 6)]
    return [*opening, *words, *dice.sample(truth.words, 4)]


def retell(words: list[str], vocabulary: Sequence[str], dice: random.Random) -> list[str]:
    """Return a copy, a cut or a rewrite of a story."""
    roll = dice.random()
    if roll < 0.6:
        return list(words)
    if roll < 0.85:
        return words[: max(60, len(words) // 3)]
    return [word if dice.random() > 0.12 else dice.choice(vocabulary) for word in words]


def make_archive(reports: int, seed: int) -> list[Told]:
    """Return an archive of about `reports` reports, the same for the same seed."""
    dice = random.Random(seed)
    vocabulary = [make_word(dice) for _ in range(6000)]
    truths = make_truths(dice, reports, make_towns(dice))
    archive: list[Told] = []
    story = 0
    for truth in truths:
        stories: list[tuple[int, list[str], int]] = []
        for _ in range(min(40, int(dice.paretovariate(0.95)))):
            later = dice.choice((0, 0, 0, 1, 1, 2, 4))
            if stories and dice.random() < 0.5:
                number, words, later = dice.choice(stories)
                words = retell(words, vocabulary, dice)
            else:
                story += 1
                number, words = story, make_text(truth, vocabulary, dice)
                stories.append((number, words, later))
            recalled = dice.choice(truths) if dice.random() < 1 / 6 else None
            archive.append(make_told(truth, recalled, words, (len(archive), number, later), dice))
    return archive[:reports]


def make_told(
    truth: Truth, recalled: Truth | None, words: list[str], numbers: tuple[int, int, int], dice: random.Random
) -> Told:
    """Return one report; a recalled incident is told at its end, if it is older."""
    at, story, later = numbers
    name = f"r{at:07}"
    sentences = [" ".join(words[start : start + 15]) + "." for start in range(0, len(words), 15)]
    text = " ".join(sentences)
    events = [make_event(truth, name, 0, later, dice, background=False)]
    incidents = [truth.number]
    if recalled is not None and recalled.day < truth.day - 20:
        start = len(text) + 1
        text += " " + " ".join((recalled.town.name, *dice.sample(recalled.words, 6))) + "."
        events.append(make_event(recalled, name, start, 1, dice, background=True))
        incidents.append(recalled.number)
    published = (START + timedelta(days=truth.day + 1 + later)).date().isoformat()
    report = Report(id=name, text=text, published=published, publisher=f"Outlet {dice.randrange(300)}", language="en")
    return Told(report, Findings(name, "benchmark", "benchmark", events=tuple(events)), tuple(incidents), story)


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
    archive = make_archive(options.reports, options.seed)
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
