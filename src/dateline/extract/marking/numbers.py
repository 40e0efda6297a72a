"""Quantities of people: whole count phrases ("at least 34 people", "a soldier", "no one") with their bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.extract.marking.amounts import Amount, parse_quantity
from dateline.knowledge.cardinals import CARDINAL
from dateline.knowledge.number_words import NumberWords, load_number_words
from dateline.records import Parsed, Quantity, Sentence, Span

__all__ = ["Amount", "find_quantities", "parse_quantity"]

# Quotation marks between a number and its noun: 12 "terrorists".
OPENING = frozenset({'"', "“", "‘", "'"})
OPENS = re.compile(r" [\"“‘']")
CLOSING = re.compile(r"[\"”’']")
MODIFIERS = 7  # at most so many words between a number and its noun
WORD = re.compile(r"(?:[A-Z]\.)+|[^\W\d_](?:[\w'’\-‑]*\w)?|\d+-years?-old|\d[\d,]*(?:st|nd|rd|th)?|\S")
PLURAL_PEOPLE = re.compile(r"[A-Z][\w'’\-]*[a-rt-z]s")
SINGULAR_PEOPLE = re.compile(r"[A-Z][\w'’\-]*(?:[a-z]an|[a-z]i|ese)")
# A number without a noun counts people only beside such words.
HARM_BEFORE = re.compile(
    r"\b(?:kill|wound|injur|hurt|abduct|kidnap|arrest|captur|detain|seiz|behead|execut|maim|free|releas)\w*"
    r"(?: (?:and|or) \w+)?(?: up to)? $"
    r"|\b(?:death toll|toll|dead|casualties|injured|wounded)[\w ]{0,20} (?:to|at|is|of|reached|exceeds) $"
    r"|\b(?:rose|risen|rises|climbed|bringing|brought|brings) to $",
    re.I,
)
HARM_AFTER = re.compile(
    r" (?:of them |of whom |of those )?(?:(?:were|was|have|had|has|are|is|be|been|being|may|might|also|"
    r"reportedly|later|"
    r"feared|believed|presumed|thought|known|reported|confirmed|said|to|now|"
    r"critically"
    r"|seriously|slightly|badly) )*(?:killed|wounded|injured|hurt|died|arrested|detained|kidnapped|abducted|"
    r"captured|dead"
    r"|missing|beheaded|executed|freed|released|escaped|seized|taken)\b",
    re.I,
)
# What may follow a number that stands without its noun.
FREE = re.compile(r"[.,;:)]|$| (?:and|in|on|at|by|near|when|as|while|after|since|during|who|from|over|across)\b")
NO_REPORT = re.compile(
    r"no (?:immediate |other |further |initial |confirmed )?(?:reports?|indications?) "
    r"(?:of|on|about) (?:any )?"
)
AGE = re.compile(
    r"[- ]years?[- ]old|-(?:year|month|week|day|hour|minute|mile|kilometer|kilometre|meter|point|member|nation|man|page"
    r"|foot|inch)\b|%|[.:]\d|/\d",
    re.I,
)
NO_NUMBER_BEFORE = re.compile(
    r"[$€£#]\s?$|\b(?:No|number|aged?|article|section|chapter|flight|resolution|route|highway|channel|group "
    r"of|G)\.? $|[\d.,:/-]$|\b[A-Z]+-$"
)
FALLEN = re.compile(
    r" of (?:(?:them|whom|us|those)\b(?! [a-z]+s\b)|the (?:dead|slain|wounded|injured|fallen|deceased)\b(?! [a-z]+s\b))"
)
OF = re.compile(
    rf" of (?:the |his |her |its |their |those |these |our )?(?:(?:other|remaining|nearly|about|some) )?"
    rf"(?:(?P<number>{CARDINAL}) )?(?:other )?"
)
A_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$")
RISING = re.compile(
    r"\b(?:rose|risen|rising|rises|climbed|jumped|increased|grew|grown|revised|raised|went|doubled|up|down) $", re.I
)
RISEN_TO = re.compile(r"from .+ to ")
BEING = re.compile(r"\b(?:is|was|are|were|being|been) $", re.I)
JOINED = re.compile(r",? (?:and|or) |, ")
# "five people, police said": who speaks is no part of the list.
SPEAKS = re.compile(r"[\w ,]{0,60}? (?:said|says?|told|tells?|reported|reports?|confirmed|added|announced)\b")
# What is not known is not zero.
NO_NEWS = re.compile(r"no (?:[a-z]+ ){0,2}(?:word|information|details|news|confirmation|figures?)\b", re.I)
GROUP_OF = re.compile(r" of (?:the |an? |his |her |its |their )?")
MONEY_AFTER = re.compile(r"\s?(?:%|percent|per cent)")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
MONTH_BESIDE = re.compile(rf"\b{MONTH}\.? $")
MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)? (?:of )?{MONTH}\b")


@dataclass(frozen=True, slots=True)
class _Opening:
    """The start of a count phrase: hedge and number, or an article."""

    start: int
    end: int
    kind: str  # number, article, nobody, none


def find_quantities(parsed: Parsed) -> tuple[Quantity, ...]:
    """Return the quantities of people in text order, without overlaps; ages, dates, money and things are left out."""
    lists = load_number_words()
    return tuple(quantity for sentence in parsed.sentences for quantity in _in_sentence(parsed.text, sentence, lists))


def _in_sentence(text: str, sentence: Sentence, lists: NumberWords) -> Iterator[Quantity]:
    end = sentence.span.start
    for match in _openings().finditer(text, sentence.span.start, sentence.span.end):
        if match.start() < end:
            continue
        opening = _Opening(match.start(), match.end(), match.lastgroup or "number")
        span = _phrase(text, sentence, opening, lists)
        amount = parse_quantity(span.of(text)) if span else None
        if span is not None and amount is not None:
            end = span.end
            yield Quantity(span, amount.min, amount.max, amount.approx, amount.vague)


@cache
def _openings() -> re.Pattern[str]:
    """One pattern for all that can open a count phrase."""
    lists = load_number_words()
    hedges = "|".join(
        sorted((re.escape(word) for word in lists.hedge_kind if word != "the"), key=lambda word: (-len(word), word))
    )
    vague = "|".join(sorted((re.escape(word) for word in lists.vague), key=lambda word: (-len(word), word)))
    number = rf"(?:(?:between |from )?{CARDINAL}(?: ?[-–—] ?| to | or | and ){CARDINAL}|{CARDINAL}|{vague}|both)"
    return re.compile(
        # "handed over six prisoners": six, not more than six
        rf"(?<![\w$€£.-])(?!over\b(?:(?<=handed over)|(?<=hand over)|(?<=handing over)|(?<=turned over)))"
        rf"(?:(?P<nobody>no one|no-one|nobody|none of (?:them|those|(?:the|its|their|his|our) \w+)|not one"
        rf"|unhurt|unharmed|uninjured)"
        rf"|(?P<none>no)(?= )"
        rf"|(?P<number>(?:(?:{hedges}) )*{number})(?!\w)"
        rf"|(?P<article>another|an?|his|her|their)(?!\w))",
        re.IGNORECASE,
    )


def _phrase(text: str, sentence: Sentence, opening: _Opening, lists: NumberWords) -> Span | None:
    """Return the whole count phrase that begins with `opening`, if it counts people."""
    if opening.kind == "nobody":
        return Span(opening.start, opening.end)
    if opening.kind == "none":
        if NO_NEWS.match(text, opening.start, sentence.span.end):
            return None
        report = NO_REPORT.match(text, opening.start, sentence.span.end)
        start = report.end() if report else opening.end
        head = _head_end(text, start, sentence.span.end, lists, plural=None)
        return Span(opening.start, head) if head else None
    before, after = (
        text[max(sentence.span.start, opening.start - 40) : opening.start],
        text[opening.end : opening.end + 80],
    )
    if opening.kind == "number" and (
        _is_no_count(before, after) or _is_year(text[opening.start : opening.end], before)
    ):
        return None
    pronoun = FALLEN.match(after)
    if pronoun and opening.kind == "number":
        return Span(opening.start, opening.end + pronoun.end())
    opening_words = text[opening.start : opening.end].lower()
    risen = RISEN_TO.match(opening_words) if RISING.search(before) else None
    if risen:  # "rose from five to 11": no range
        opening = _Opening(opening.start + risen.end(), opening.end, opening.kind)
    of = OF.match(after)
    if of and of["number"] and opening_words == "one" and BEING.search(before):
        return None  # "he was one of 12 people killed": the 12 are the count
    start = opening.end + (of.end() if of else 0)
    if of and of["number"] and opening.kind == "number" and not A_NUMBER.search(opening_words):
        return None  # "a group of 35 men", "some of the 80 guards": the number itself opens the phrase
    plural = False if opening.kind == "article" or (not of and opening_words.endswith("one")) else None
    head = _head_end(text, start, sentence.span.end, lists, plural)
    if head:
        tail = _with_tail(text, head, sentence.span.end, lists, opening.kind == "article")
        closing = CLOSING.match(text, tail, sentence.span.end) if OPENS.search(text, opening.end, tail) else None
        return Span(opening.start, closing.end() if closing else tail)
    if (opening.kind == "number" or opening_words == "another") and (
        (risen and FREE.match(after)) or _is_bare(before, after)
    ):
        return Span(opening.start, opening.end)
    return None


def _is_no_count(before: str, after: str) -> bool:
    return bool(
        AGE.match(after)
        or NO_NUMBER_BEFORE.search(before)
        or MONEY_AFTER.match(after)
        or MONTH_BESIDE.search(before)
        or MONTH_AFTER.match(after)
    )


def _is_year(words: str, before: str) -> bool:
    return bool(
        re.fullmatch(r"(?:1[89]|20)\d\d", words)
        and re.search(r"\b(?:in|since|of|by|late|early|until|the|from) $", before)
    )


def _head_end(text: str, start: int, end: int, lists: NumberWords, plural: bool | None) -> int | None:
    """Return where the noun that is counted ends: the last noun for people in the run of words from `start`."""
    found: int | None = None
    is_plural = is_name = False
    last = start
    for count, word in enumerate(WORD.finditer(text, start, end)):
        words = word.group()
        if words in OPENING and count == 0:
            last = word.end()
            continue  # killed 12 "terrorists"
        lower = words.lower()
        opens = words[0].isalpha() or words.endswith("-old")
        if count >= MODIFIERS or not opens or text[last : word.start()].strip() or lower in lists.stops:
            break
        last = word.end()
        if lower in lists.not_before or lower in lists.things:
            found = None if lower not in lists.groups else found
        elif _is_people(words, lower, lists, plural):
            if found is not None and is_plural and lower not in lists.plural:
                break  # "two men hostage"
            found, is_name = word.end(), words[0].isupper() or lower == "more"
            is_plural = lower in lists.plural and lower not in lists.groups and not is_name
        elif found is not None and not is_name and (lower.endswith(("ing", "ed")) or not words[0].islower()):
            break
    return found


def _is_people(words: str, lower: str, lists: NumberWords, plural: bool | None) -> bool:
    if lower in ("others", "more") and plural is not False:
        return True
    if lower == "other" and plural is False:
        return True
    if plural is not False and lower in lists.plural:
        return True
    if plural is not True and lower in lists.singular:
        return True
    if words in lists.not_peoples or not words[0].isupper():
        return False
    if words in lists.peoples or (words.endswith("s") and words[:-1] in lists.peoples):
        return True
    pattern = SINGULAR_PEOPLE if plural is False else PLURAL_PEOPLE
    return bool(pattern.fullmatch(words))


def _with_tail(text: str, head: int, end: int, lists: NumberWords, article: bool) -> int:
    """Take in what belongs to the count: "members of the X group", "men, women and children"."""
    while not article:
        joined = JOINED.match(text, head, end)
        if not joined or _openings().match(text, joined.end(), end):
            break
        more = _head_end(text, joined.end(), end, lists, plural=True)
        if not more or re.match(r"(?:the|his|her|its|their) |\w+(?:ing|ed)\b", text[joined.end() : more]):
            break
        if joined.group() == ", " and (not JOINED.match(text, more, end) or SPEAKS.match(text, more, end)):
            break
        head = more
    of = GROUP_OF.match(text, head, end)
    return _group_end(text, of.end(), end, lists) or head if of else head


def _group_end(text: str, start: int, end: int, lists: NumberWords) -> int | None:
    """Where the name of a group ends: "(members of) the rival Fatah movement"."""
    for count, word in enumerate(WORD.finditer(text, start, end)):
        lower = word.group().lower()
        if count >= MODIFIERS or not lower[0].isalpha() or lower in lists.stops or text[start : word.start()].strip():
            return None
        if lower in lists.groups:
            return word.end()
        start = word.end()
    return None


def _is_bare(before: str, after: str) -> bool:
    return bool((HARM_BEFORE.search(before) and FREE.match(after)) or HARM_AFTER.match(after))
