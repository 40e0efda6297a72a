"""Time expressions: the words that say when, whole ("late on Friday", "two weeks ago", "May 3-5"); no meaning yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.knowledge.time_words import (
    COUNT,
    DAY,
    DECADE_WORD,
    FEAST,
    MONTH,
    MONTHS,
    ORDINALS,
    PART,
    SEASON,
    UNIT,
    WEEKDAY,
    WEEKDAY_ANY,
    WEEKDAYS,
    YEAR,
)
from dateline.records import Parsed, Sentence, Span

__all__ = ["TimeExpression", "find_expressions", "find_times"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression; `kind` is "calendar", "duration" (a length that no calendar holds: "three days") or
    "reference" (past, present or future as such: "former", "now").
    """

    span: Span
    kind: str


EDGE = r"(?:early(?: on| in)?|late(?: on| in)?|earlier(?: on| in)?|later(?: on| in)?|mid(?:-| ))"
PORTION = (
    r"(?:the )?(?:very )?(?:(?:early|late|middle|beginning|start|end|close|eve|rest|remainder|first half|"
    r"second half|latter half"
    r"|latter part|early part|first part|middle part|last (?:days?|weeks?|months?)|first (?:days?|weeks?|months?)"
    r"|(?:first|second|third|fourth|last) (?:week|day|quarter|month)) of )"
)
DATE = (
    rf"(?:{WEEKDAY_ANY},? )?(?:the )?{MONTH} (?:the )?{DAY}(?:(?:, {DAY}(?!\w))*(?: ?[-–—] ?|,? (?:to|and|"
    rf"through|until|or) )"
    rf"(?:{MONTH} )?{DAY}(?! {UNIT}))?"
    rf"(?:(?:,| of|, of)? {YEAR}|,? (?:of )?(?:last|this|next|that|the same) year)?"
)
DATE_EUROPE = (
    rf"(?:{WEEKDAY_ANY},? )?(?:the )?{DAY}(?:(?: ?[-–—] ?| (?:to|and|through|until|or) ){DAY})?(?: of)? {MONTH}"
    rf"(?:(?: ?[-–—] ?| (?:to|and|through|until) ){DAY} {MONTH})?(?:(?:,| of)? {YEAR}|,? (?:of )?(?:last|this|"
    rf"next|that) year)?"
)
NUMERIC = r"\d{4}[-/]\d\d[-/]\d\d(?![\d/-])(?:[T ]\d\d:\d\d(?::\d\d)?)?|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)(?![\d/])"
MONTH_YEAR = rf"{MONTH}(?:(?: ?[-–—] ?| (?:to|and|through|or) ){MONTH})?(?:,? | of |, of ){YEAR}"
MONTH_RELATIVE = rf"{MONTH},? (?:of )?(?:last|this|next|that|the same|the (?:previous|following)) year"
DECADE = r"(?:1[0-9]|20)\d0['’]?s|[`'’‘][1-9]0s|\b[2-9]0s\b"
SPELLED_DECADE = rf"{DECADE_WORD}\b"
# "the nineties", "mid-nineties"; in words it is as often an age or a temperature, see `_is_time`
WORD_DECADE = rf"(?:(?<=the )|(?<=early[ -])|(?<=late[ -])|(?<=mid[ -])){SPELLED_DECADE}"
DECADES = (
    rf"(?:{DECADE}|{WORD_DECADE})"
    rf"(?: (?:and|to|through) (?:the )?(?:early |late |mid-)?(?:{DECADE}|{SPELLED_DECADE}))?"
)
YEARS = (
    rf"{YEAR}(?: ?[-–—/] ?(?:{YEAR}|\d\d)(?![\d-])| (?:to|through|and|until) {YEAR}(?! {UNIT}))?(?: "
    rf"?(?:b\.?c\.?(?:e\.?)?|a\.?d\.?)(?!\w))?"
)
ANCIENT = (
    rf"(?:{MONTH} |{SEASON} (?:of )?)?\d{{1,4}}s?(?:(?: ?[-–—/] ?| (?:to|and) )\d{{1,4}}s?)? ?(?:b\.c\.e\.|b\.c\.?|"
    rf"bce?\b)"
)
CENTURY = (
    r"(?:the )?(?:(?:early|late|mid)[- ])?(?:\d{1,2}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?th|twenty-first|first|"
    r"second|third)[- ](?:century|centuries)\b"
)
ZONE = r"(?: ?\(?(?:gmt|utc|est|edt|cet|cest|pst|pdt|bst|ist|local(?: time)?|[a-z]+ time)\b\)?)"
CLOCK = (
    rf"(?:\d{{1,2}}(?:[:.]\d\d)? ?(?:a\.m\.|p\.m\.|am\b|pm\b)|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: "
    rf"?(?:a\.m\.|p\.m\.|am\b|pm\b))?"
    rf"|(?:[01]\d|2[0-3])[0-5]\d (?=gmt|utc|hours|hrs|local)(?:hours|hrs)?){ZONE}?(?: ?\(\d{{2,4}}:?\d* "
    rf"?(?:gmt|utc)\))?"
)
DEICTIC = (
    r"(?:the )?day (?:before yesterday|after tomorrow)|today|yesterday|tomorrow|tonight|overnight"
    r"|(?:earlier |later |late |early )?(?:this|that|the same) (?:morning|afternoon|evening|night)|last night|"
    r"nowadays|recently|currently"
)
QUALIFIER = (
    r"(?:last|past|this|next|coming|upcoming|previous|preceding|following|same|that|these|those|current|recent|"
    r"every|each|final|intervening)"
)
NUMBERED = (
    r"(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|several|couple of|dozen|twenty|"
    r"thirty|forty|fifty) )"
)
SEQUENCE = (
    rf"(?:the )?{QUALIFIER} {NUMBERED}?(?:or (?:so|two|three) )?(?:{UNIT}|{WEEKDAY}\b(?: {PART}\b)?|{MONTH}|"
    rf"{SEASON}\b(?! of (?!{YEAR}))|{PART}\b)(?! of (?:the|this|that|last|next|\d))"
)
BACK = r"(?:ago|earlier|later|before|previously|prior|hence|from now|afterwards?|after|since|on)"
SHIFT = (
    rf"(?:(?:more than|less than|nearly|almost|about|some|only|just|just over|over|at least|under|around|"
    rf"exactly|barely|roughly) )*"
    rf"(?:{COUNT}(?: or (?:so|two|three|more))?[- ])?(?:{UNIT}|(?:short|little) (?:while|time))(?: and a half)"
    rf"? (?:ago(?: (?:today|yesterday))?|earlier|later|previously|hence|from now|afterwards?|prior\b|before\b|after\b)"
    rf"(?! (?:stage|date)\b)"
)
DAY_SHIFT = (
    r"(?:the |a |one )?(?:very )?(?:day|night|week|month|year|morning|evening) (?:before|after|earlier|later|"
    r"prior)\b(?! (?:yesterday|tomorrow))(?: last\b)?"
    r"|(?:the )?(?:very )?(?:same|following|next|previous|preceding|that|prior) (?:very )?(?:day|night|week|"
    r"month|year|morning|evening|afternoon|weekend)\b"
    r"|(?:the )?(?:past|coming) (?:day|week|month|year)s?\b"
)
DURATION = (
    rf"(?:(?:more than|less than|nearly|almost|about|some|over|at least|under|around) )?(?:{COUNT}(?: or (?:so|"
    rf"two|three|more))?[- ])"
    rf"(?:(?:straight|consecutive|full|long|whole|more) )?{UNIT}(?:-long)?(?!-old| old| of age|-\w+-old)|"
    rf"\b(?:hours|days|weeks|months|years|decades|centuries)\b(?= of| later)?"
)
SEASONAL = (
    rf"(?:(?:early|late|mid)[- ])?(?:the )?(?:(?:early|late|mid)[- ])?{SEASON}(?:(?:,| of|, of)? (?:{YEAR}|(?:last|"
    rf"this|next|that) year))"
)
THE_SEASON = (
    r"(?<=\bthe )(?:(?:early|late|mid)[- ])?(?:spring|summer|autumn|winter)\b|(?<=\bin )(?:(?:early|late|mid)[- ])"
    r"?(?:spring|summer|autumn|winter)\b"
)
REFERENCE = (
    r"(?:right )?now\b(?!-)|former(?:ly)?\b|current\b|(?:the )?(?:future|past)\b(?= ?[.,;)]| (?:of|to|and|have|"
    r"has)\b)|present-day\b|recent\b"
)
WEEK = r"(?:last|this|next) week"
DAYWORD = rf"(?:{WEEK},? (?:on )?{WEEKDAY}\b|{WEEKDAY},? (?:of )?{WEEK}\b|{WEEKDAY}\b|today|yesterday|tomorrow|tonight)"
JOIN = r"(?: ?[-–—] ?| (?:to|and|through|until|or|into|till) )"
MODIFIED_DAY = (
    rf"(?:(?:shortly |just |long |late |early )?(?:before|after|around|about|at) {PART} (?:on )?)?"
    rf"(?:{EDGE} ?)?(?:early hours of )?(?:(?:early |late )?{PART} (?:on |of )?)?{DAYWORD}(?!['’]?s? (?:times|"
    rf"telegraph|herald|post)\b)"
    rf"(?:,? (?:(?:early |late |in the )?{PART}\b|(?:at |around |about )?{CLOCK}))?"
)
DAYS = rf"{MODIFIED_DAY}(?:{JOIN}(?:the )?{MODIFIED_DAY})?(?:,? (?:{MONTH} {DAY}|{DAY} {MONTH})(?:,? {YEAR})?)?"


# The words that an expression can begin with; their first three letters tell at once where none begins.
FIRST_WORDS = (
    "since the a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
    " million several few many some half more less nearly almost about over at around under only just exactly"
    " barely roughly within in on until by during after before shortly long early late earlier later mid very"
    " beginning start end close eve rest remainder first second third fourth last past this next coming upcoming"
    " previous preceding following same that these those current recent every each final intervening day night"
    " week weekend fortnight month year decade century hour minute centuries today yesterday tomorrow tonight"
    " overnight now right former future present recently currently morning afternoon evening noon midday midnight"
    " lunchtime dawn dusk sunrise sunset nightfall daybreak predawn spring summer autumn fall winter easter"
    " orthodox good palm holy ash pentecost christmas boxing valentine halloween all thanksgiving labor memorial"
    " independence ramadan eid ashura arbaeen mawlid islamic nowruz norouz newroz nauroz passover yom rosh"
    " hanukkah chanukkah purim sukkot shavuot diwali deepavali maundy ascension whit corpus epiphany"
    " middle latter dozens short little couple straight prior zero"
)


def _first_letters() -> str:
    """A look-ahead for what an expression can begin with: a figure, or the first three letters of its words."""
    words = {*FIRST_WORDS.split(), *MONTHS, *WEEKDAYS, *ORDINALS}
    tree: dict[str, set[str]] = {}
    for word in words:
        tree.setdefault(word[0], set()).add(re.escape(word[1:3]))
    branches = [f"{first}(?:{'|'.join(sorted(rest, reverse=True))})" for first, rest in sorted(tree.items())]
    return rf"(?=[\d'’‘`]|{'|'.join(branches)})"


@cache
def _pattern() -> re.Pattern[str]:
    """The one pattern for a sentence; alternatives in order of preference at one place."""
    absolute = "|".join([NUMERIC, DATE, DATE_EUROPE, MONTH_YEAR, MONTH_RELATIVE, SEASONAL])
    month = rf"{MONTH}(?:{JOIN}{MONTH})?"
    calendar = [
        rf"(?:{PORTION}|{EDGE} )?{ANCIENT}",
        rf"(?:with)?in {COUNT} {UNIT}(?! of\b| old)",
        (
            rf"(?:since )?{PORTION}(?:the )?(?:{EDGE} ?)?(?:{absolute}|{month}|{YEARS}|{DECADES}|(?:last|this|next|"
            rf"that) (?:week|month|year))(?!\w)"
        ),
        rf"(?:since )?(?:{CLOCK},? (?:on )?)(?:{absolute}|{DAYS})",
        (
            rf"(?:since )?(?:{PORTION}|{EDGE} ?)?(?:the )?(?:{EDGE} )?(?:{PART} (?:hours )?(?:of|on) )"
            rf"?(?:{absolute})(?:,? (?:at |around |about )?{CLOCK}| (?:{PART}\b))?"
        ),
        rf"(?:since )?(?:{PORTION}|{EDGE} )?(?:the )?(?:{DAY_SHIFT}|{SHIFT})",
        rf"(?:since )?(?:the )?{DEICTIC}(?: (?:{PART}\b))?",
        rf"(?:since )?{WEEK},? (?:on )?{WEEKDAY}\b(?: {PART}\b)?",
        rf"(?:since )?(?:{PORTION}|{EDGE} )?{SEQUENCE}",
        rf"(?:since )?{DAYS}",
        (
            rf"(?:since )?(?:{PORTION}|{EDGE} ?)?(?:last |this |next )?{FEAST}(?!\w)(?:,? {YEAR}|,? (?:of )"
            rf"?(?:last|this|next) year)?"
        ),
        rf"(?:since )?(?:{PORTION}|{EDGE} ?)?(?:the )?(?:{EDGE}[ -]?)?{DECADES}",
        rf"(?P<month>(?:since )?(?:{PORTION}|{EDGE} ?)?{month})(?!\w)",
        CENTURY,
        rf"(?P<year>(?:since )?(?:{PORTION}|{EDGE} ?)?{YEARS})",
        rf"(?P<clock>{CLOCK})(?! ?(?:majority|vote|margin|draw|win|score))",
        THE_SEASON,
        r"(?:earlier|later) in the (?:day|week|month|year|night)|(?:earlier|later) (?:today|yesterday)",
        r"(?:the )?(?:end|beginning|start|middle|rest) of the (?:day|week|month|year|decade|century)\b",
        (
            rf"(?P<part>(?:before|at|around|about|after|until|by|in the(?: early| late)?|during the|shortly "
            rf"(?:before|after)|just (?:before|after)) {PART})\b(?! prayers| (?:hours )?(?:of|on) )|(?:early|"
            rf"late)[- ]{PART}\b|pre-?dawn\b"
        ),
        r"(?:over |at |on |during )?(?:the|last|this|next|past) weekend\b",
    ]
    return re.compile(
        rf"(?<![\w$€£.,/-]){_first_letters()}(?:(?P<calendar>{'|'.join(calendar)})"
        rf"|(?P<duration>{DURATION})|(?P<reference>{REFERENCE}))",
        re.IGNORECASE,
    )


def find_times(parsed: Parsed) -> tuple[Span, ...]:
    """Return the spans of calendar expressions in text order, without overlaps; bare lengths and references "
    "are left out."""
    return tuple(expression.span for expression in find_expressions(parsed) if expression.kind == "calendar")


def find_expressions(parsed: Parsed) -> tuple[TimeExpression, ...]:
    """Return all time expressions, lengths ("three days") and references ("former") included."""
    return tuple(found for sentence in parsed.sentences for found in _in_sentence(parsed.text, sentence))


def _in_sentence(text: str, sentence: Sentence) -> Iterator[TimeExpression]:
    words = sentence.span.of(text)
    for match in _pattern().finditer(words):
        start, end = _trimmed(words, match.start(), match.end())
        if start >= end or not _is_time(words, match, start, end):
            continue
        kind = next((kind for kind in ("duration", "reference") if match[kind]), "calendar")
        offset = sentence.span.start
        yield TimeExpression(Span(offset + start, offset + end), kind)


LEADING = re.compile(r"(?:over|at|on|during|around|about|until|by|in|the)\b ?", re.IGNORECASE)
KEEP_THE = re.compile(
    rf"the (?:day|night|week|month|year) (?:before|after|earlier|later|prior)|in {COUNT} {UNIT}$", re.IGNORECASE
)


THAT_DAY = re.compile(rf"that {WEEKDAY}", re.IGNORECASE)


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """Leave out leading prepositions and articles, as annotators do, and trailing marks."""
    while not KEEP_THE.match(words[start:end]) and (lead := LEADING.match(words, start, end)):
        if lead.end() >= end:
            return start, start
        start = lead.end()
    if THAT_DAY.match(words, start, end) and not re.search(r"\b(?:on|since|by|until) $", words[:start]):
        start += len("that ")  # "he said that Sunday's vote"
    if words[start:end].endswith("-long"):
        start += 2 * words[start:end].lower().startswith("a ")
    while end > start and words[end - 1] in " ,;(":
        end -= 1
    return start, end


MAY_CONTEXT = re.compile(
    (
        r"(?:\b(?:in|since|until|till|by|of|last|next|this|early|late|mid|from|to|and|through|for|during|between|"
        r"before|after|every|each) |-)$"
    ),
    re.I,
)
YEAR_BEFORE = re.compile(
    (
        r"(?:[$€£#]|\b(?:some|nearly|almost|than|least|resolution|number|flight|article|room|boeing|area|unit|"
        r"to [a-z]+) )$"
    ),
    re.I,
)
YEAR_AFTER = re.compile(
    (
        r"(?:[.,:]\d|%| ?(?:people|troops|soldiers|police|men|women|civilians|km\b|kilomet|met(?:er|re)s|miles|"
        r"feet|hours|tons|tonnes|dollars|rupees|euros|pounds|prisoners|others|dead|deaths|members|militants|"
        r"fighters|refugees|families|homes|houses|percent|votes|kg))"
    ),
    re.I,
)
# Years of another calendar: "fiscal 2024", "the 2023-24 school year", "FY 2024", "the 2023-24 budget", "1445 AH".
OTHER_YEAR = r"(?:school|academic|fiscal|financial|budget|tax|crop|marketing) year"
OTHER_YEAR_BEFORE = re.compile(rf"\b(?:fy|fiscal|{OTHER_YEAR}) $", re.I)
NOT_TIME_AFTER = re.compile(
    (
        rf"-(?:year|month|week|day)-old\b| times?\b(?! of)|-year-old| {OTHER_YEAR}| (?:season|fiscal|budget)\b"
        r"|(?-i: A\.?H\b)"
    ),
    re.I,
)
# "a man in his late eighties", "aged in the mid-thirties", "temperatures in the nineties"
NO_DECADE_BEFORE = re.compile(
    r"\b(?:my|your|his|her|their|our) (?:early|mid|late)?[ -]?$"
    r"|\b(?:temperatures?|degrees|highs|lows|mercury|aged?|ages|men|women|man|woman|people|those)\b[^.;]{0,20}$",
    re.I,
)
SPELLED = re.compile(SPELLED_DECADE, re.I)


# Groups, places and papers that bear a date or a day in their name.
NAME_AFTER = re.compile(
    r"(?:['’]s)? (?:Movement|Brigades?|Martyrs|Front|Alliance|alliance|coalition|bloc|camp\b|Coordination|"
    r"Square|Street|Avenue"
    r"|Bridge|Road|Hospital|University|Agreement|Accords?|Rising|Times|Telegraph|Mirror|Express|Herald|Youth|"
    r"Organi[sz]ation"
    r"|Group\b|Committee|Revolution\b)"
)
NAME_BEFORE = re.compile(r"\b(?:Black|Bloody|Revolutionary|Organi[sz]ation|Movement|Movement of|Brigade|Commission) $")
# "Theresa May", "Taha Yassin Ramadan": a capital right before, and no word that opens a sentence.
PERSON_BEFORE = re.compile(
    r"(?<!^)\b(?!(?:In|On|Since|Last|Next|This|By|Until|From|During|Before|After|Early|Late|Mid|Every|The|"
    r"Holy|When|And|For|Of"
    r"|That|Orthodox|Of|While|Throughout|Around|Through|Earlier|Later|As)\b)[A-Z][\w'’-]+ $"
)
PERSONAL = re.compile(r"(?:April|May|June|August|Ramadan|Easter|Pentecost|Ashura)", re.IGNORECASE)


ABBREVIATED = re.compile(r"(?:since )?(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)", re.IGNORECASE)


def _is_time(words: str, match: re.Match[str], start: int, end: int) -> bool:
    """Weigh what the pattern alone cannot: "may" the verb, a number that is no year, "5:30" that is a score."""
    before, after = words[:start], words[end:]
    found = words[start:end]
    if NOT_TIME_AFTER.match(after) or NAME_AFTER.match(after) or NAME_BEFORE.search(before):
        return False
    if PERSONAL.fullmatch(found) and PERSON_BEFORE.search(before):
        return False
    if re.search(r"\b(?:may|march|mar|jan|dec|sat|sun|mon|wed|fri|thu|tue)\b", found) and not re.search(
        r"\b(?:May|March|Mar|Jan|Dec|Sat|Sun|Mon|Wed|Fri|Thu|Tue)\b", found
    ):
        return False
    if match["month"] and ABBREVIATED.fullmatch(found):
        return False  # "Mar del Plata", "Jan Egeland"
    if match["month"] and re.fullmatch(r"(?:may|march)", found, re.I):
        return found[0].isupper() and (bool(MAY_CONTEXT.search(before)) or bool(re.match(r"['’]s\b", after)))
    if SPELLED.search(found) and (NO_DECADE_BEFORE.search(before) or after.startswith(" degrees")):
        return False
    if match["year"] and OTHER_YEAR_BEFORE.search(before):
        return False
    if match["year"] and re.fullmatch(YEAR, found):
        if (found < "1900" and re.match(r" [a-z]+s\b", after)) or found < "1500":
            return bool(re.search(r"\b(?:in|since|of|from|until|by) $", before))
        return not (YEAR_BEFORE.search(before) or YEAR_AFTER.match(after))
    return True
