"""Which of the places that bear a name is meant: a weighted sum of features over the whole report, two passes.

The weights are those of a conditional logit (softmax over the candidates of a name) learned on the training folds of
LGL and GeoWebNews; see `training/place_ranking.py`.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.knowledge.gazetteer import Candidate, Gazetteer
from dateline.knowledge.place_areas import distance_km
from dateline.knowledge.place_names import name_key
from dateline.knowledge.place_words import load_place_words, load_rank_weights
from dateline.records import Parsed
from dateline.resolve.place_context import Mention
from dateline.resolve.place_making import is_within

MOST = 40  # candidates of one name that are weighed
MOST_OTHERS = 50  # other places whose distance counts
NEARBY_KM = 150.0  # half of the pull of another place is gone at this distance
ADJECTIVE = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that a name means, its share of the probability among all of that name, and why."""

    candidate: Candidate
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Votes:
    """How much of a report speaks for each country and first-level division; `own` is what each name adds itself."""

    countries: dict[str, float]
    divisions: dict[str, float]
    own: dict[str, dict[str, float]]

    def share(self, code: str, name: str) -> float:
        """Return the share of votes for a country or division, without what `name` itself adds."""
        votes = self.divisions if "." in code else self.countries
        own = self.own.get(name, {})
        mine = {key: value for key, value in own.items() if ("." in key) == ("." in code)}
        total = sum(votes.values()) - sum(mine.values())
        return max(0.0, votes.get(code, 0.0) - mine.get(code, 0.0)) / total if total > 1e-9 else 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a report says of its places: mentions with keys and candidates, votes, and the places chosen so far.

    `elsewhere` maps a key to what another mention of the same name lies in by the words; `others` are the places
    chosen, one for each name, those named first, with a point.
    """

    mentions: Sequence[Mention]
    keys: Sequence[str]
    found: Sequence[tuple[Candidate, ...]]
    votes: Votes
    elsewhere: dict[str, int]
    others: tuple[tuple[str, Candidate], ...] = ()


def rank(parsed: Parsed, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Choice | None]:
    """Return the choice for each mention, ``None`` where the gazetteer has no place of this name."""
    chosen, _ = rank_scene(make_scene(parsed, mentions, gazetteer))
    return chosen


def make_scene(parsed: Parsed, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Scene:
    """Return the scene of a report before any place is chosen."""
    found = [find_candidates(mention, gazetteer) for mention in mentions]
    keys = [name_key(mention.name) for mention in mentions]
    elsewhere: dict[str, int] = {}
    for key, mention in zip(keys, mentions, strict=True):
        if mention.within is not None:
            elsewhere.setdefault(key, mention.within)
    return Scene(mentions, keys, found, count_votes(parsed, mentions, found, gazetteer), elsewhere)


def rank_scene(scene: Scene) -> tuple[list[Choice | None], Scene]:
    """Return the choice for each mention, and the scene with the places of the first pass, which the second uses."""
    scene = replace(scene, others=_others(scene, _choose_all(scene)))
    return _choose_all(scene), scene


def _choose_all(scene: Scene) -> list[Choice | None]:
    """Choose for each mention; mentions of one name that say the same of it are weighed once."""
    done: dict[tuple[object, ...], Choice] = {}
    chosen: list[Choice | None] = []
    for number, (key, mention) in enumerate(zip(scene.keys, scene.mentions, strict=True)):
        if not scene.found[number]:
            chosen.append(None)
            continue
        around = None if mention.within is None else scene.keys[mention.within]
        case = (key, mention.unit, mention.unit_is_said, around)
        if case not in done:
            done[case] = choose(number, scene)
        chosen.append(done[case])
    return chosen


def _others(scene: Scene, chosen: Sequence[Choice | None]) -> tuple[tuple[str, Candidate], ...]:
    places: dict[str, Candidate] = {}
    for key, choice in zip(scene.keys, chosen, strict=True):
        if choice is not None and choice.candidate.kind not in ("country", "continent", "sea"):
            places.setdefault(key, choice.candidate)
    return tuple((key, place) for key, place in places.items() if place.lat is not None)[:MOST_OTHERS]


def find_candidates(mention: Mention, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the places that a mention may mean by its name, best match first, at most `MOST`."""
    if mention.name.islower():  # "border region" is nobody's name
        return ()
    found = gazetteer.candidates(mention.name)
    *rest, last = mention.name.split() or [""]
    if not found and rest and last in load_place_words().units_after:
        found = gazetteer.candidates(" ".join(rest))
    return found[:MOST]


def count_votes(
    parsed: Parsed, mentions: Sequence[Mention], found: Sequence[tuple[Candidate, ...]], gazetteer: Gazetteer
) -> Votes:
    """Count what speaks for each country: countries and divisions named, adjectives, towns by people, dateline."""
    countries: defaultdict[str, float] = defaultdict(float)
    divisions: defaultdict[str, float] = defaultdict(float)
    own: dict[str, dict[str, float]] = {}
    for mention, candidates in zip(mentions, found, strict=True):
        key = name_key(mention.name)
        if key in own or not candidates:
            continue
        own[key] = _votes_of(candidates)
        for code, vote in own[key].items():
            (divisions if "." in code else countries)[code] += vote
    adjectives = Counter(filter(None, map(gazetteer.country_of_demonym, ADJECTIVE.findall(parsed.text))))
    for code, count in sorted(adjectives.items()):
        countries[code] += min(2.0, 0.7 * count)
    if parsed.report.dateline and parsed.report.dateline.place:
        for code, vote in _votes_of(gazetteer.candidates(parsed.report.dateline.place)[:MOST]).items():
            (divisions if "." in code else countries)[code] += vote
    return Votes(dict(countries), dict(divisions), own)


def _votes_of(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return one vote of a name, shared among its meanings by their people and how well the name fits."""
    votes: defaultdict[str, float] = defaultdict(float)
    for one in candidates:
        weight = math.sqrt(one.population + 100.0) * (0.2 if one.quality >= 2 else 1.0)
        weight *= 5.0 if one.kind in ("country", "admin1") else 1.0
        if one.country:
            votes[one.country] += weight
        if one.admin1:
            votes[one.admin1] += weight
    total = sum(vote for code, vote in votes.items() if "." not in code) or 1.0
    return {code: vote / total for code, vote in sorted(votes.items())}


def choose(number: int, scene: Scene) -> Choice:
    """Return the likeliest candidate of one mention."""
    weights = load_rank_weights()
    found = scene.found[number]
    rows = [features(one, number, scene) for one in found]
    sums = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in rows]
    highest = max(sums)
    odds = [math.exp(total - highest) for total in sums]
    best = max(range(len(sums)), key=lambda place: (sums[place], -place))
    return Choice(found[best], odds[best] / sum(odds), _reason(rows[best], len(rows)))


def features(one: Candidate, number: int, scene: Scene) -> dict[str, float]:
    """Return what speaks for `one` being the place of mention `number`; a missing feature is zero."""
    mention, key, votes = scene.mentions[number], scene.keys[number], scene.votes
    row = {
        f"kind={one.kind}": 1.0,
        f"quality={one.quality}": 1.0,
        "people": math.log10(one.population + 10.0),
        "people/town": math.log10(one.population + 10.0) if one.kind == "town" else 0.0,
        "capital": float(one.is_capital),
        "country": votes.share(one.country, key) if one.country else 0.0,
        "division": votes.share(one.admin1, key) if one.admin1 else 0.0,
    }
    row["close"], row["close to several"] = _closeness(one, key, scene.others)
    if mention.unit:
        said = " said" if mention.unit_is_said else ""
        row[("unit" if _fits(mention.unit, one.kind) else "other unit") + said] = 1.0
    within = mention.within if mention.within is not None else scene.elsewhere.get(key)
    if within is not None and scene.found[within]:
        where = "" if mention.within is not None else " elsewhere"
        row[("inside" if _lies_in(one, scene.found[within]) else "not inside") + where] = 1.0
    return row


def _fits(unit: str, kind: str) -> bool:
    return unit == kind or (unit in ("region", "stretch") and kind in ("region", "stretch"))


def _lies_in(one: Candidate, around: Sequence[Candidate]) -> bool:
    larger = [other for other in around if other.kind not in ("town",) and other.quality < 3 and other.id != one.id]
    return any(
        is_within(one, other)
        and (other.country == one.country)
        and not (other.kind == "admin2" and one.admin2 != other.admin2)
        for other in larger
    )


def _closeness(one: Candidate, key: str, others: Sequence[tuple[str, Candidate]]) -> tuple[float, float]:
    """Return how close other places of the report are, in [0, 1]: the closest, and the mean of the three closest."""
    if one.lat is None or one.lon is None:
        return (0.0, 0.0)
    pulls = []
    for name, other in others:
        if name != key and other.lat is not None and other.lon is not None:
            far = distance_km(one.lat, one.lon, other.lat, other.lon)
            pulls.append(1.0 / (1.0 + far / NEARBY_KM))
    pulls.sort(reverse=True)
    return (pulls[0], sum(pulls[:3]) / 3.0) if pulls else (0.0, 0.0)


def _reason(row: dict[str, float], rivals: int) -> str:
    said = []
    if rivals == 1:
        said.append("the only place of this name")
    if row.get("inside"):
        said.append("inside the place named with it")
    if row.get("unit") or row.get("unit said"):
        said.append("the kind of unit that is named")
    if row.get("close", 0.0) >= 0.3:
        said.append("close to other places named")
    if row.get("division", 0.0) >= 0.3:
        said.append("in the province of other places named")
    elif row.get("country", 0.0) >= 0.3:
        said.append("in the country that the report is about")
    if not said:
        said.append("the best known place of this name")
    return "; ".join(said)
