"""What the words around a place name say of it: its kind, what it lies in, how far off, whether it only speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.knowledge.place_words import PlaceWords, load_place_words
from dateline.records import Parsed, Span

SIGHT = 200  # characters before and after a name that are looked at
WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
KILOMETRES = {
    "kilometers": 1.0,
    "kilometres": 1.0,
    "kilometer": 1.0,
    "kilometre": 1.0,
    "km": 1.0,
    "kms": 1.0,
    "miles": 1.609,
    "mile": 1.609,
}
AWAY = re.compile(
    r"(?P<number>\d[\d,.]*)[ -](?P<unit>kilomet(?:er|re)s?|kms?|miles?)"
    r"(?: to the)?(?: (?P<side>(?:north|south)?-?(?:east|west)|north|south))?(?:ern)?(?: side)?(?: away)?"
    r" (?:of|from|outside) (?:the )?(?:[\w-]+ ){0,4}$",
    re.IGNORECASE,
)
SIDE = re.compile(
    r"\b(?P<side>(?:north|south)?-?(?:east|west)|north|south) of (?:the )?(?:[\w-]+ ){0,3}$", re.IGNORECASE
)
OUTSKIRTS = re.compile(r"\b(?:outskirts|edge|suburbs|vicinity) of (?:the )?(?:[\w-]+ ){0,3}$", re.IGNORECASE)
# From a smaller place to the one around it: "Amshipora in the Shopian district of Kashmir", "Balakot, Pakistan",
# "the village of Foo, 30 km north of Bar", "Bar's Foo district" is met backwards.
UNITS = (
    r"(?:district|area|village|town|city|suburb|neighbou?rhood|region|province|section|camp|refugee|tribal|valley|state"
    r"|governorate|county|prison|municipality|sub-district|subdistrict|quarter|settlement)"
)
UNIT_SAID = re.compile(rf" {UNITS}\b")  # in small letters: no part of the name
UNIT_OF = re.compile(rf"\b{UNITS} of (?:the )?$")
INTO = re.compile(
    rf"^(?: {UNITS})*,?(?: (?:a|the) (?:[a-z'-]+ ){{0,2}}{UNITS})?"
    rf" (?:in|of|near|outside|inside|within) (?:the |its )?(?:[a-z][a-z'-]* ){{0,4}}$"
)
COMMA = re.compile(rf"^(?: {UNITS})*, (?:the )?(?:[a-z]+ ){{0,2}}$")
OWNED = re.compile(r"^['’]s?\s+(?:[a-z'-]+\s+){0,4}$")
# Between the larger unit before and the smaller after: "the Shopian district village of Amshipora".
UNIT_BETWEEN = re.compile(
    r"^\s+(?:[a-z'-]+\s+){0,3}(?:village|town|district|area|city|neighbou?rhood|suburb|hamlet|region)s?\s+of\s+(?:the\s+)?$"
)
# "the West Bank city of Bethlehem": after a town-like word the smaller is named second.
TOWN_OF = re.compile(
    r"^\s+(?:[a-z'-]+\s+){0,3}(?:city|town|village|hamlet|suburb|neighbou?rhood|port|capital|camp|settlement)s?"
    r"\s+of\s+(?:the\s+)?$"
)
# ... and a name that is the subject of a verb: it opens the sentence or follows a small word that opens a clause.
SUBJECT = re.compile(r"(?:^|[\"“;] ?|\b(?:and|but|that|while|as|because|after|if|when|although) )$")
SPEAKS = re.compile(r"^\s+(?:has |have |had |also |is |was |will )?(?P<verb>[a-z]+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name with what the words around it say.

    `name` is the core that is looked up; `unit` the kind of unit that the words name (admin1, admin2, town, region);
    `within` the number of the mention that it lies in by the words; `away_km` the distance from it that the words give,
    `is_near` that the event is not in it but near it; `direction` a part of it ("southern"); `speaks`: it stands for
    its government; `anchor_km` how far off the place in `within` is; `is_surely_within`: more than a comma says
    so; `unit_is_said`: the unit is a word beside the name, no part of it.
    """

    span: Span
    name: str
    unit: str | None
    within: int | None = None
    is_near: bool = False
    away_km: float | None = None
    direction: str | None = None
    speaks: bool = False
    after_locative: bool = False
    anchor_km: float | None = None
    is_surely_within: bool = False
    unit_is_said: bool = False


def make_mentions(parsed: Parsed, spans: Sequence[Span]) -> list[Mention]:
    """Return the mentions of `spans` (in text order) with their context."""
    words = load_place_words()
    links = _links(parsed, spans)
    mentions = [_mention(parsed, span, links.get(number, (None, False)), words) for number, span in enumerate(spans)]
    holding = {
        one.within for one in mentions if one.unit in ("admin2", "town") and one.is_surely_within and not one.away_km
    }
    return [
        _with_link(parsed.text, _as_province(mention) if number in holding else mention, mentions)
        for number, mention in enumerate(mentions)
    ]


def _as_province(mention: Mention) -> Mention:
    """Return the mention as a province: what "the Panjwai district of" or "a village in" stands before is no town."""
    return mention if mention.unit else replace(mention, unit="admin1")


def _with_link(text: str, mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """Return the mention with the distance between it and the place it is tied to: "Foo, 30 km north of Bar"."""
    if mention.within is None or mentions[mention.within].span.start < mention.span.end:
        return mention
    anchor = mentions[mention.within]
    if anchor.away_km is None or not AWAY.search(text[mention.span.end : anchor.span.start]):
        return mention
    return replace(mention, anchor_km=anchor.away_km)


def _mention(parsed: Parsed, span: Span, link: tuple[int | None, bool], words: PlaceWords) -> Mention:
    text = parsed.text
    sentence = parsed.sentence_at(span.start)
    low, high = (sentence.span.start, sentence.span.end) if sentence else (max(0, span.start - 80), span.end + 80)
    before = text[max(low, span.start - SIGHT) : span.start]
    after = text[span.end : max(span.end, min(high, span.end + SIGHT))]
    name, unit, direction = core_of(span.of(text), words)
    unit = unit or _unit_around(before, after, words)
    spelled = UNIT_SAID.search(span.of(text)) or UNIT_SAID.match(after) or UNIT_OF.search(before)
    near, away = _distance(before, words)
    said = SPEAKS.match(after)
    previous = WORD.findall(before[-40:])
    locative = bool(previous) and _last_small(previous, words) in words.locative
    return Mention(
        span,
        name,
        unit,
        link[0],
        near,
        away,
        direction or _direction(previous, words),
        speaks=said is not None and said["verb"] in words.speaking and SUBJECT.search(before) is not None,
        after_locative=locative,
        is_surely_within=link[1],
        unit_is_said=bool(spelled),
    )


def core_of(phrase: str, words: PlaceWords) -> tuple[str, str | None, str | None]:
    """Return name, kind of unit and direction of a phrase: "southern Helmand province" is Helmand, admin1, southern."""
    parts = phrase.split()
    direction = unit = None
    while len(parts) > 1 and (parts[0] == "the" or parts[0] in words.direction_adjectives):
        direction = parts[0] if parts[0] != "the" else direction
        parts = parts[1:]
    if len(parts) > 2 and parts[1] == "of" and parts[0].lower() in words.units_before:
        unit = words.units_before[parts[0].lower()]
        parts = parts[2:]
    while len(parts) > 1 and parts[-1] in words.units_after and parts[-1].islower():
        unit = words.units_after[parts[-1]]
        parts = parts[:-1]
    if len(parts) > 1 and parts[-1] in words.units_after:
        unit = words.units_after[
            parts[-1]
        ]  # "Bayelsa State", "Orange County", "Kansas City": the unit may be the name's
    return " ".join(parts), unit, direction


def _unit_around(before: str, after: str, words: PlaceWords) -> str | None:
    following = WORD.match(after.lstrip()) if after[:1] == " " else None
    if following and following.group() in words.units_after:
        return words.units_after[following.group()]
    previous = WORD.findall(before[-60:])
    if len(previous) >= 2 and previous[-1] == "of" and previous[-2] in words.units_before:
        return words.units_before[previous[-2]]
    if (
        len(previous) >= 1
        and previous[-1] in ("district", "province", "village", "town", "city")
        and before.endswith(" ")
    ):
        return words.units_after.get(previous[-1])
    return None


def _distance(before: str, words: PlaceWords) -> tuple[bool, float | None]:
    away = AWAY.search(before)
    if away:
        number = away["number"].replace(",", "").rstrip(".")
        factor = KILOMETRES[away["unit"].lower()]
        return True, float(number) * factor if number.replace(".", "", 1).isdigit() else None
    if SIDE.search(before) or OUTSKIRTS.search(before):
        return True, None
    previous = WORD.findall(before[-60:])
    return _last_small(previous, words) in words.near, None


def _last_small(previous: Sequence[str], words: PlaceWords) -> str:
    """Return the last word before a name that is no article, direction or unit: "in the southern town of" gives in."""
    skipped = {"the", "of", "a", "its", "city", "town", "village", "province", "district", "nearby", "capital", "port"}
    for word in reversed(previous):
        if word in skipped or word in words.direction_adjectives:
            continue
        return word.lower() if word[0].islower() or word in ("In", "At", "Near", "From", "Outside") else ""
    return ""


def _direction(previous: Sequence[str], words: PlaceWords) -> str | None:
    return previous[-1] if previous and previous[-1] in words.direction_adjectives else None


def _links(parsed: Parsed, spans: Sequence[Span]) -> dict[int, tuple[int, bool]]:
    """Return, by number, the mention that each mention lies in by the words between the two, and whether that is sure.

    A comma alone is not: "Balakot, Pakistan" and "Tikrit, Samarra and Balad" look the same.
    """
    links: dict[int, tuple[int, bool]] = {}
    for number, (left, right) in enumerate(pairwise(spans)):
        between = parsed.text[left.end : right.start]
        sentence = parsed.sentence_at(left.start)
        if len(between) > 60 or sentence is None or not sentence.span.contains(right):
            continue
        if TOWN_OF.match(between):
            links[number + 1] = (number, True)
        elif INTO.match(between) or AWAY.search(between):
            links[number] = (number + 1, True)
        elif COMMA.match(between):
            links[number] = (number + 1, False)
        elif OWNED.match(between) or UNIT_BETWEEN.match(between):
            links[number + 1] = (number, True)
    return links
