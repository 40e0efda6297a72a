"""From chosen candidates to places: containers first, unknown villages inside them, far namesakes turned down."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.knowledge.gazetteer import Candidate, Gazetteer
from dateline.knowledge.place_areas import distance_km
from dateline.records import Parsed, Place, PlacePrecision, Span
from dateline.resolve.place_context import Mention, make_mentions
from dateline.resolve.place_making import FINENESS, is_within, make_inside, make_place
from dateline.resolve.place_ranking import Choice, rank

SURE = 0.5  # a country counts as what the report is about from this share of its places on ...
VERY_SURE = 0.8  # ... and as where an unknown village must be from this one on
SIMILAR_SCORE = 0.6  # a place met by its sound only
BORDER = re.compile(r"\b(?:border|frontier)s?\b")
ABROAD = re.compile(r"\b(?i:embass|consulate|high commission)")  # of a country, but not in it
WHOSE = re.compile(rf"(?:[A-Z][\w'’-]*\s+)+(?={ABROAD.pattern})")
CAPITALISED = re.compile(r"[A-Z][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Setting:
    """All place mentions of a report in text order with their places, and the country that it is about, if one is."""

    mentions: tuple[Mention, ...]
    places: tuple[Place | None, ...]
    country: str | None

    def numbers_in(self, span: Span) -> list[int]:
        """Return the numbers of the mentions that overlap `span`."""
        low = bisect_right(self.mentions, span.start, key=lambda mention: mention.span.end)
        high = bisect_left(self.mentions, span.end, key=lambda mention: mention.span.start)
        return list(range(low, high))


def settle(parsed: Parsed, spans: Sequence[Span], gazetteer: Gazetteer) -> Setting:
    """Return the places of `spans`, which are in text order and do not overlap."""
    mentions = make_mentions(parsed, spans)
    choices = rank(parsed, mentions, gazetteer)
    code, share = _focus(parsed, choices, gazetteer)
    settler = _Settler(parsed, mentions, choices, (code, share), gazetteer)
    return Setting(tuple(mentions), tuple(settler.settle()), code if share >= SURE else None)


def _focus(parsed: Parsed, choices: Sequence[Choice | None], gazetteer: Gazetteer) -> tuple[str, float]:
    """Return the country that most of the places named lie in, and its share of them; none has no share."""
    counts = Counter(choice.candidate.country for choice in choices if choice and choice.candidate.country)
    if not counts:
        words = CAPITALISED.findall(WHOSE.sub("", parsed.text))
        counts = Counter(code for code in map(gazetteer.country_of_demonym, words) if code)
    if not counts:
        return ("", 0.0)
    code, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return (code, count / sum(counts.values()))


class _Settler:
    """Places mentions one by one; a container is placed before what lies in it."""

    def __init__(
        self,
        parsed: Parsed,
        mentions: Sequence[Mention],
        choices: Sequence[Choice | None],
        focus: tuple[str, float],
        gazetteer: Gazetteer,
    ) -> None:
        self.parsed, self.mentions, self.choices = parsed, mentions, choices
        self.country = focus[0] if focus[1] >= SURE else None
        self.must_be_in = focus[0] if focus[1] >= VERY_SURE else None
        self.gazetteer = gazetteer
        self.starts = [mention.span.start for mention in mentions]
        self.done: dict[int, Place | None] = {}

    def settle(self) -> list[Place | None]:
        """Place all mentions: known names first, each after what it lies in, then the unknown ones among them."""
        order = self._containers_first()
        for number in order:
            self.done[number] = self._known(number)
        known = dict(self.done)
        for number in order:
            if known[number] is None:
                self.done[number] = self._unknown(number, self._around(number), known)
        return [self.done[number] for number in range(len(self.mentions))]

    def _containers_first(self) -> list[int]:
        order: dict[int, None] = {}
        for start in range(len(self.mentions)):
            chain: dict[int, None] = {}
            number: int | None = start
            while number is not None and number not in order and number not in chain:
                chain[number] = None
                number = self.mentions[number].within
            order.update(dict.fromkeys(reversed(chain)))
        return list(order)

    def _around(self, number: int) -> Place | None:
        within = self.mentions[number].within
        return None if within is None else self.done.get(within)

    def _known(self, number: int) -> Place | None:
        mention, choice, around = self.mentions[number], self.choices[number], self._around(number)
        code = self.gazetteer.country_of_demonym(mention.name)
        if code is not None:
            return self._of_country(mention.span.of(self.parsed.text), code)
        if choice is not None and not self._is_far(mention, choice, around):
            reason = choice.reason + ("; named as a speaker" if mention.speaks else "")
            return make_place(choice.candidate, self.gazetteer, choice.score, reason)
        return self._capital(mention) or self._similar(mention, around)

    def _is_far(self, mention: Mention, choice: Choice, around: Place | None) -> bool:
        """Say whether the words put the name inside a unit where the gazetteer has no place of this name."""
        if around is None or around.gazetteer_id is None or mention.within is None:
            return False
        if around.precision is PlacePrecision.EXACT:
            town = choice.candidate.kind == "town"
            return town and mention.is_surely_within and not _reaches(around, choice.candidate)
        if around.precision not in (PlacePrecision.DISTRICT, PlacePrecision.PROVINCE, PlacePrecision.COUNTRY):
            return False
        return choice.candidate.kind in ("town", "admin2") and not is_within(choice.candidate, around)

    def _capital(self, mention: Mention) -> Place | None:
        """Return the place of "the Iraqi capital" or, where one country is the report's, "the capital"."""
        words = mention.span.of(self.parsed.text)
        if not words.endswith("capital"):
            return None
        adjective = " ".join(CAPITALISED.findall(words))
        code = self.gazetteer.country_of_demonym(adjective) if adjective else self.country
        capital = self.gazetteer.capital_of(code) if code else None
        return make_place(capital, self.gazetteer, 0.8, "the capital of the country named") if capital else None

    def _similar(self, mention: Mention, around: Place | None) -> Place | None:
        """Return a known place of the same sound inside the container or, failing that, the report's country."""
        if not CAPITALISED.match(mention.name):
            return None
        alike = self.gazetteer.similar(mention.name)
        country = around.country if around else self.country
        if country is None and len({one.country for one in alike}) == 1:
            country = alike[0].country
        fits = [one for one in alike if one.country == country]
        if around is not None:
            fits = [one for one in fits if is_within(one, around) and _reaches(around, one)]
        if not fits or (around is None and len({one.name for one in fits}) > 1):
            return None
        reason = f"the spelling that is closest in {around.name if around else 'the country of the report'}"
        return make_place(fits[0], self.gazetteer, SIMILAR_SCORE, reason)

    def _unknown(self, number: int, around: Place | None, known: Mapping[int, Place | None]) -> Place | None:
        mention = self.mentions[number]
        words = mention.span.of(self.parsed.text)
        country = self._country_of_adjective(words)
        if country is not None and around is None:
            return self._of_country(words, country)
        if not CAPITALISED.search(mention.name):
            return None
        if around is not None:
            away = mention.anchor_km
            return make_inside(
                mention.name, around, "named with it" if away is None else f"{away:.0f} km from it", away
            )
        near = self._around_in_sentence(number, known)
        if near is not None:
            return make_inside(mention.name, near, "named in the same sentence")
        if self.must_be_in and (mention.after_locative or mention.unit):
            country_place = self.gazetteer.get(self.must_be_in)
            if country_place:
                whole = make_place(country_place, self.gazetteer, SURE, "")
                return make_inside(mention.name, whole, "the country that the report is about")
        return None

    def _country_of_adjective(self, words: str) -> str | None:
        """Return the country of the first adjective in `words`; "South Korean" before "Korean".

        An embassy lies anywhere but there.
        """
        if ABROAD.search(words):
            return None
        capitals = CAPITALISED.findall(words)
        adjectives = [*map(" ".join, pairwise(capitals)), *capitals]
        return next(filter(None, map(self.gazetteer.country_of_demonym, adjectives)), None)

    def _of_country(self, words: str, code: str) -> Place | None:
        """Return the place of "Syrian border" or "Lebanese territory": the country, as a stretch for a border."""
        country = self.gazetteer.get(code)
        if country is None:
            return None
        place = make_place(country, self.gazetteer, SIMILAR_SCORE, f"in the country of \u201c{words}\u201d")
        if not BORDER.search(words):
            return place
        return make_inside(words, place, "a border of it")

    def _around_in_sentence(self, number: int, known: Mapping[int, Place | None]) -> Place | None:
        """Return the finest place after a preposition in the same sentence that can hold an unknown place."""
        sentence = self.parsed.sentence_at(self.mentions[number].span.start)
        if sentence is None:
            return None
        found = []
        low = bisect_left(self.starts, sentence.span.start)
        high = bisect_left(self.starts, sentence.span.end)
        for other, mention in enumerate(self.mentions[low:high], start=low):
            place = known[other]
            if place and not mention.speaks and place.precision in FINENESS[1:]:
                found.append((FINENESS.index(place.precision), other, place))
        return min(found)[2] if found else None


def _reaches(around: Place, one: Candidate) -> bool:
    if around.lat is None or around.lon is None or one.lat is None or one.lon is None:
        return True
    return distance_km(around.lat, around.lon, one.lat, one.lon) <= 2.0 * (around.radius_km or 0.0) + 30.0
