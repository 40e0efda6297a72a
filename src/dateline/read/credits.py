"""Credits: the dateline that opens a report, and who is credited with the text elsewhere in it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import yaml

from dateline.read.publishers import load_publishers
from dateline.records import Dateline, Span

REACH = 140  # characters: a dateline is the beginning of a line
TAIL_PARAGRAPHS = 5  # where credits stand, counted from the end
LONGEST_CREDIT = 400  # characters of a paragraph that may be a credit
MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,7}\.?"
WEEKDAYS = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
DAY = re.compile(
    rf"(?:^|[\s,(/])(?P<day>(?:{WEEKDAYS},?\s+)?(?:{MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTHS})"
    r"(?:,?\s+(?:19|20)\d\d)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)\s*,?\s*$",
    re.IGNORECASE,
)
# What parts a dateline from the report. A hyphen needs space around it, or a bracket or figure before it.
SEPARATOR = re.compile(
    r"\s*(?:[—―]|--+|(?<=\s)[-–]+(?=\s)|(?<=[)\]/])\s?[-–:]+|(?<=[\d,.])\s?[-–]+(?=\s)|:(?=\s|$))|(?<=[)\]])(?=\s)"
)
AGENCY = re.compile(
    r"(?:^|[,\s]+)(?:[(\[](?P<agency>[^()\[\]]{2,60})[)\]]|/(?P<slashed>[A-Z][\w .'-]{1,30})/)\s*,?\s*$"
)
PLACE_WORD = re.compile(r"[^\s,/]+")

NAME = r"(?P<name>(?:[Tt]he )?[A-Z][\w.'’&/-]*(?:,? +(?:of |and |the |de |& )?[A-Z][\w.'’&/-]*){0,7})"
SOURCE_LINE = re.compile(
    rf"^\W*(?:[Ss]ource|SOURCE|[Cc]ourtesy|[Vv]ia|[Cc]redit|[Aa]gency|[Oo]riginal source)\s*(?::|\bof\b)\s*{NAME}\W*$"
)
BRACKETED = re.compile(rf"^\W*[(\[]{NAME}[)\]]\W*$")
REPRINT = re.compile(
    r"(?:\b[Tt]h(?:is|e) (?:story|article|report|piece|text|version)\b[^.]{0,40}?\b(?:published|appeared)"
    r"|^\W*[Rr]e-?published[\w ]{0,30}?"
    r"|^\W*(?:[Ff]irst|[Oo]riginally) (?:published|appeared))(?: (?:by|in|on|at|from))+ " + NAME
)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©,]*(?:\(c\)\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?,?\s*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^.|;\n]{1,60}?)(?=\s*(?:[.|;]|\bAll [Rr]ights|$))",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(
    r"(?P<before>[^.\n]*?)\bcontribut(?:ed|ing)\b(?: (?:reporting|material|information))?"
    r"(?: to| for)? (?:this|the) (?:report|story|article|dispatch|piece)"
)
REPORTING_BY = re.compile(
    r"\b(?:[Ww]ith|[Aa]dditional|[Ff]urther)(?: (?:additional|further))? "
    r"(?:reporting|inputs?|files|information|reports?|material)"
    r" (?:by|from)(?: the)? (?P<after>[^;\n]{2,100})"
)
AGENCY_WORD = re.compile(r"\b(?:Agency|Press|News|Post|Times|Herald|Radio|Tribune|Observer|Service|Media|Wire)\b")


@dataclass(frozen=True, slots=True)
class CreditWords:
    """Words that are no place although they stand where one might, and small words inside place names."""

    not_places: frozenset[str]
    small_words: frozenset[str]


def find_dateline(text: str, start: int = 0) -> Dateline | None:
    """Return the dateline at the beginning of the body, which begins at offset `start` of `text`.

    ``SRINAGAR, India, May 10 (Reuters) -``, ``KABUL —``, ``Baghdad, 3 March, (Agency) –``, ``Srinagar, May 10:``. The
    span runs from the first word to the dash or colon. A later paragraph is looked at only where the first is a
    short line, and then only for a dateline with an agency or a place in capitals.
    """
    for number in range(2):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found = _dateline_in(text, start, min(end, start + REACH), strong_only=number > 0)
        if found is not None or end - start > 80:
            return found
        start = end + 1
        while start < len(text) and text[start] == "\n":
            start += 1
        if start >= len(text):
            return None
    return None


def find_credit(paragraphs: Sequence[str]) -> str | None:
    """Return who is credited with the text in its last paragraphs, as written; several names joined by " and "."""
    tail = [paragraph for paragraph in paragraphs[-TAIL_PARAGRAPHS:] if len(paragraph) <= LONGEST_CREDIT]
    for paragraph in tail:
        named = SOURCE_LINE.match(paragraph) or REPRINT.search(paragraph)
        if named:
            return named["name"].strip(" .,")
    for paragraph in tail:
        found = _contributors(paragraph) or find_copyright(paragraph, known_only=True)
        if found:
            return found
    return _closing_credit(paragraphs[-1]) if paragraphs else None


def find_copyright(line: str, *, known_only: bool = False) -> str | None:
    """Return who holds the copyright according to `line`; with `known_only`, only an agency of our list."""
    match = COPYRIGHT.search(line)
    name = match["name"].strip(" ,-–") if match else ""
    known = load_publishers().find(name)
    if known_only or not name[:1].isupper():
        return known.name if known else None
    return name or None


@functools.cache
def load_credit_words() -> CreditWords:
    """Load the word lists that come with Dateline."""
    page = yaml.safe_load((files("dateline.read") / "data" / "credits.yaml").read_text("utf-8"))
    return CreditWords(frozenset(page["not_places"]), frozenset(page["small_words"]))


def _dateline_in(text: str, start: int, end: int, *, strong_only: bool) -> Dateline | None:
    for number, match in enumerate(SEPARATOR.finditer(text, start, end)):
        if number > 4:
            return None
        head = text[start : match.start()]
        found = _read_head(head, match.group().strip(), text[match.end() : match.end() + 3])
        if found is None or (strong_only and not (found[2] or _is_capitals(found[0] or ""))):
            continue
        place, day, agency = found
        stop = match.end() - (len(match.group()) - len(match.group().rstrip()))
        return Dateline(Span(start, stop), place, day, agency)
    return None


def _read_head(head: str, separator: str, after: str) -> tuple[str | None, str | None, str | None] | None:
    """Return place, day and agency of the words before a separator, or ``None`` where they are no dateline."""
    rest, agency = _peel(head.strip(), AGENCY, ("agency", "slashed"))
    rest, day = _peel(rest, DAY, ("day",))
    if agency is None:  # "Baghdad (Agency) 3 March -"
        rest, agency = _peel(rest, AGENCY, ("agency", "slashed"))
    if agency and (DAY.search(agency) or not agency[0].isupper()) and load_publishers().find(agency) is None:
        return None
    place = rest.strip(" ,.–-/") or None
    if place and load_publishers().find(place) and not agency:
        if separator == ":" or load_publishers().split_names(place) == []:
            return None
        place, agency = None, place
    if place is None:
        return (None, day, agency) if agency and load_publishers().split_names(agency) and (separator or day) else None
    if not _is_place(place):
        return None
    if agency and not (day or _is_capitals(place) or AGENCY_WORD.search(agency) or find_agencies(agency)):
        return None  # a bracket behind a name is an abbreviation rather than an agency: "The Islamic State (ISIS) -"
    if not separator and not (agency and (_is_capitals(place) or day)):
        return None  # a bracket without a dash: only where all else speaks for a dateline
    if not (agency or day or _is_capitals(place)) and not (len(place.split()) <= 3 and _opens_sentence(after)):
        return None
    return place, day, agency


def _peel(words: str, pattern: re.Pattern[str], groups: tuple[str, ...]) -> tuple[str, str | None]:
    match = pattern.search(words)
    if match is None:
        return words, None
    found = next(match[group] for group in groups if match[group])
    return words[: match.start()].rstrip(), found.strip()


def _is_place(words: str) -> bool:
    lists = load_credit_words()
    tokens = PLACE_WORD.findall(words)
    if (
        not tokens
        or len(tokens) > 8
        or words.casefold() in lists.not_places
        or tokens[0].casefold() in lists.not_places
    ):
        return False
    if any(mark in words for mark in '"“”?!;()[]') or not tokens[0][0].isupper():
        return False
    return all(token[0].isupper() or token.lower() in lists.small_words or token[0] in "'’‘" for token in tokens)


def _is_capitals(words: str) -> bool:
    """Say whether the part before the first comma is in capitals: "SRINAGAR, India"."""
    first = words.split(",")[0]
    letters = [character for character in first if character.isalpha()]
    return len(letters) >= 2 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def _opens_sentence(after: str) -> bool:
    words = after.lstrip(" \"“‘'")
    return not words or words[0].isupper() or words[0].isdigit()


def _contributors(paragraph: str) -> str | None:
    """Return the agencies in "AFP contributed to this report", "With reporting by AP and Reuters"."""
    contributed, reporting = CONTRIBUTED.search(paragraph), REPORTING_BY.search(paragraph)
    words = contributed["before"] if contributed else reporting["after"] if reporting else ""
    names = find_agencies(words)
    if names:
        return " and ".join(names)
    whole = re.search(NAME, words)
    return whole["name"] if whole and AGENCY_WORD.search(whole["name"]) else None


def find_agencies(words: str) -> tuple[str, ...]:
    """Return the short names of the agencies of our list that `words` name, in order."""
    found: list[str] = []
    publishers = load_publishers()
    for match in re.finditer(NAME, words):
        parts = match["name"].replace(" and ", ",").replace("/", ",").split(",")
        for part in parts:
            tokens = part.split()
            # "Associated Press writer" and "The AFP news agency" begin with the name: the longest beginning wins.
            known = next((k for n in range(len(tokens), 0, -1) if (k := publishers.find(" ".join(tokens[:n])))), None)
            if known is not None and known.name not in found:
                found.append(known.name)
    return tuple(found)


def _closing_credit(paragraph: str) -> str | None:
    """Return the agencies in a last line "AFP", or in brackets or after a dash behind the last sentence."""
    bracketed = BRACKETED.match(paragraph)
    if bracketed and len(bracketed["name"].split()) > 1:
        return bracketed["name"]
    match = re.search(
        r"(?:^\W*|[.!?”\"’)]\s*(?:[-–—]+\s*|[(\[]))(?P<name>[A-Z][\w .,'’&/-]{1,60}?)[)\]]?\.?\s*$", paragraph
    )
    if match is None:
        return None
    publishers = load_publishers()
    names = publishers.split_names(match["name"])
    return " and ".join(names) if names and all(publishers.find(name) for name in names) else None
