"""A synthetic archive with known truth, of any size, made from a seed and read one report at a time.

Incidents happen in towns of provinces of twenty countries, some of them busy. An incident is told by one to forty
reports, which are own stories and copies, cuts and rewrites of them; dates are vague or missing in some, places known
to the province or country only, tolls rise, types are given in wider words, victims are named in some, the town's
spokesman in every other, and one report in six recalls an older incident. The archive grows as archives do: a hundred
times the reports are ten times the years and ten times the towns. Texts are strings of made-up words. Events are made
directly: this measures what happens across reports, not reading.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from math import sqrt

from dateline.records import Count, Event, Findings, Place, PlacePrecision, Report, Span, TimePrecision, When

REPORTS = 10_000  # an archive of that many reports has
DAYS = 730  # these days
TOWNS = 400  # and these towns
COUNTRIES = 20
TYPES = ("bombing", "shooting", "clash", "air_strike", "abduction", "suicide_bombing", "assault", "arrest")
WIDER = {"bombing": "attack", "shooting": "attack", "suicide_bombing": "bombing", "assault": "attack"}
START = datetime(2009, 1, 1)
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class Truth:
    """An incident as it was: what all reports of it draw on."""

    number: int
    kind: str
    town: Place
    spokesman: str
    day: int
    killed: int
    words: tuple[str, ...]
    victims: tuple[str, ...]


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


class World:
    """What all incidents share: towns, words and names."""

    def __init__(self, reports: int, seed: int) -> None:
        dice = random.Random(seed)
        growth = sqrt(reports / REPORTS)
        self.seed, self.days = seed, max(60, int(DAYS * growth))
        self.towns = [make_town(number, dice) for number in range(max(20, int(TOWNS * growth)))]
        self.busyness = list(accumulate(1 / (rank + 3) for rank in range(len(self.towns))))
        self.vocabulary = [make_word(dice) for _ in range(6000)]
        self.frequencies = list(accumulate(1 / (rank + 10) for rank in range(len(self.vocabulary))))
        self.first_names = [make_word(dice).capitalize() for _ in range(300)]
        self.last_names = [make_word(dice).capitalize() + make_word(dice) for _ in range(20_000)]
        self.spokesmen = [self.make_name(dice) for _ in self.towns]

    def make_name(self, dice: random.Random) -> str:
        """Return the name of a person."""
        return f"{dice.choice(self.first_names)} {dice.choice(self.last_names)}"

    def make_truth(self, number: int) -> Truth:
        """Return an incident, the same for the same number."""
        dice = random.Random(f"{self.seed} {number}")
        town = dice.choices(range(len(self.towns)), cum_weights=self.busyness)[0]
        return Truth(
            number=number,
            kind=dice.choice(TYPES),
            town=self.towns[town],
            spokesman=self.spokesmen[town],
            day=dice.randrange(self.days),
            killed=min(200, int(dice.paretovariate(0.9)) - 1),
            words=tuple(make_word(dice) for _ in range(12)),
            victims=tuple(self.make_name(dice) for _ in range(2)),
        )

    def fill(self, dice: random.Random, words: int) -> list[str]:
        """Return words that any report uses."""
        return dice.choices(self.vocabulary, cum_weights=self.frequencies, k=words)


def make_town(number: int, dice: random.Random) -> Place:
    """Return a town in a province of a country."""
    country = number % COUNTRIES
    code = f"{chr(65 + country // 5)}{chr(65 + country % 5)}"
    province = f"{code}.{number % 7}"
    return Place(
        name=make_word(dice).capitalize(),
        gazetteer_id=f"geonames:{number}",
        country=code,
        country_name=f"Country {code}",
        admin1=f"Province {province}",
        admin1_code=province,
        admin2=None,
        lat=5.0 + 4 * (country // 5) + 3 * dice.random(),
        lon=10.0 + 8 * (country % 5) + 6 * dice.random(),
        precision=PlacePrecision.EXACT,
        radius_km=5.0,
    )


def coarser(place: Place, dice: random.Random) -> Place | None:
    """Return a place as a report knows it: mostly the town, sometimes the province, the country or nothing."""
    roll = dice.random()
    if roll < 0.78:
        return place
    if roll > 0.97:
        return None
    is_province = roll < 0.9
    name = place.admin1 if is_province else place.country_name
    return Place(
        name=name or "",
        gazetteer_id=f"geonames:p{place.admin1_code}" if is_province else f"geonames:c{place.country}",
        country=place.country,
        country_name=place.country_name,
        admin1=place.admin1 if is_province else None,
        admin1_code=place.admin1_code if is_province else None,
        admin2=None,
        lat=place.lat,
        lon=place.lon,
        precision=PlacePrecision.PROVINCE if is_province else PlacePrecision.COUNTRY,
        radius_km=150.0 if is_province else None,
    )


def make_event(truth: Truth, name: str, start: int, later: int, dice: random.Random, *, background: bool) -> Event:
    """Return an event as one report tells it; `start` is where its words begin in the report."""
    day = START + timedelta(days=truth.day)
    time: When | None = When(day, day + timedelta(days=1), TimePrecision.DAY, day.date().isoformat())
    if dice.random() > 0.8:
        time = When(day.replace(day=1), day.replace(day=28), TimePrecision.MONTH, "") if background else None
    killed = truth.killed if later or truth.killed < 4 else truth.killed - dice.choice((0, 0, 1))
    span = Span(start, start + 5)
    return Event(
        id=f"{name}-{truth.number}",
        type=WIDER.get(truth.kind, truth.kind) if dice.random() < 0.15 else truth.kind,
        triggers=(span,),
        status="happened",
        background=background,
        killed=(Count(span, killed, killed, "against"),) if dice.random() < 0.8 else (),
        time=time,
        place=coarser(truth.town, dice),
    )


def make_text(truth: Truth, world: World, dice: random.Random) -> list[str]:
    """Return the words of an own story: its own, with the incident's among them."""
    opening = [truth.town.name, *dice.sample(truth.words, 6)]
    named = [name for name in truth.victims if dice.random() < 0.5]
    spokesman = [truth.spokesman] if dice.random() < 0.5 else []
    words = world.fill(dice, dice.randint(120, 400))
    return [*opening, *words[:60], *named, *words[60:], *spokesman, *dice.sample(truth.words, 4)]


def retell(words: list[str], world: World, dice: random.Random) -> list[str]:
    """Return a copy, a cut or a rewrite of a story."""
    roll = dice.random()
    if roll < 0.6:
        return list(words)
    if roll < 0.85:
        return words[: max(60, len(words) // 3)]
    return [word if dice.random() > 0.12 else dice.choice(world.vocabulary) for word in words]


def read_archive(reports: int, seed: int) -> Iterator[Told]:
    """Yield that many reports, those of one incident after the other; the same for the same size and seed."""
    world = World(reports, seed)
    at = story = number = 0
    while True:
        truth, dice = world.make_truth(number), random.Random(f"{seed} reports {number}")
        own: list[tuple[int, list[str], int]] = []
        for _ in range(min(40, int(dice.paretovariate(0.95)))):
            if at == reports:
                return
            if own and dice.random() < 0.5:
                told, words, later = dice.choice(own)
                words = retell(words, world, dice)
            else:
                story += 1
                told, words, later = story, make_text(truth, world, dice), dice.choice((0, 0, 0, 1, 1, 2, 4))
                own.append((told, words, later))
            older = world.make_truth(dice.randrange(number)) if number and dice.random() < 1 / 6 else None
            yield make_told((truth, older), words, (at, told, later), dice)
            at += 1
        number += 1


def make_told(
    truths: tuple[Truth, Truth | None], words: Sequence[str], numbers: tuple[int, int, int], dice: random.Random
) -> Told:
    """Return one report; the other incident is recalled at its end, if it is older."""
    (truth, recalled), (at, story, later) = truths, numbers
    name = f"r{at:07}"
    text = " ".join(" ".join(words[start : start + 15]) + "." for start in range(0, len(words), 15))
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
