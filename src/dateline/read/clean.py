"""Cleaning: the report in a text that was scraped or pasted from a page, told apart from what stands around it.

Such texts have the site's name on top, the headline two or three times, a line with date and source, wrapped lines,
blank lines inside sentences, and links below. Nothing here knows a site; it is all form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.read.characters import clean_characters
from dateline.read.credits import AGENCY_WORD, find_dateline
from dateline.read.furniture import fold, load_furniture
from dateline.read.joining import ENDS_SENTENCE, OPEN_END, SPEECH, Line, join_lines, make_lines
from dateline.read.pagelines import PageFacts, find_page_facts, join_facts
from dateline.read.publishers import load_publishers

HEAD_LINES = 40  # a headline and its repetitions stand within so many lines
HEADLINE_RUN = 3  # a wrapped headline takes at most so many lines
HEADLINE_WORDS = 35
PROSE_WORDS = 14  # a line of so many words that ends a sentence is no teaser
SENTENCE_WORDS = 5
SITE_WORDS = 6
SUFFIX = re.compile(r"^(?P<title>.{12,}?)\s+(?P<mark>[-–—|:»•·]|::)\s+(?P<site>[^-–—|»•]{2,50})$")
PREFIX = re.compile(r"^(?P<site>[^-–—|»•:]{2,40})\s*(?P<mark>[-–—|:»]|::)\s+(?P<title>.{12,})$")
FULL_STOP = re.compile(r"[.:;।۔。][\"'”’»)\]]*$|[?!][\"”»]$")
ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…)$")
LEAST_PREFIX = 20  # characters of a headline that was cut short with an ellipsis


@dataclass(frozen=True, slots=True)
class Article:
    """What a text comes to: the report and what its page says of it."""

    title: str
    paragraphs: tuple[str, ...]
    publisher: str | None = None
    source: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None  # a line above the body that is an address


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a page: headline, site, and the number of lines that belong to neither body nor each other."""

    title: str
    publisher: str | None
    start: int  # index of the first line of the headline
    body: int  # index of the first line of the body


def find_article(text: str, *, title: str = "", is_page: bool = True, is_markup: bool = False) -> Article:
    """Return the report in `text`, without what a page puts around it.

    `title` is the headline where it is known already; its repetitions are taken out of the text. With `is_page` false
    the text is a body alone (a column of a table): no headline is looked for in it. With `is_markup` the blank lines
    come from markup and part paragraphs.
    """
    lines = make_lines(clean_characters(text))
    known = " ".join(clean_characters(title).split())
    lines = _without_tail(lines)
    head = _find_head(lines, known, is_page=is_page or bool(known))
    facts: list[PageFacts] = []
    above = [fact for line in lines[: head.start] if (fact := find_page_facts(line.text))]
    below = [fact for line in lines[head.start : head.body] if (fact := find_page_facts(line.text))]
    body = _body_lines(lines[head.body :], facts)
    found = join_facts(above + below + facts)
    site = join_facts(above).agency
    agency = join_facts(below + facts).agency
    paragraphs = _without_repeats(_join_body(body, are_paragraphs=is_markup), head.title)
    return Article(
        title=head.title,
        paragraphs=tuple(paragraphs),
        publisher=head.publisher or site or found.publisher,
        source=found.source or agency,
        byline=found.byline,
        published=found.published,
        url=join_facts(above + below).url,
    )


def split_site(headline: str, *, sites: Iterable[str] = ()) -> tuple[str, str | None]:
    """Return a headline without the name of the site that pages put behind (or before) it, and that name.

    A name counts as one where it is in `sites`, stands behind a bar, is a known publisher, or says what it is (Post,
    Times, News ...).
    """
    folded = {fold(site) for site in sites if site}
    for pattern in (SUFFIX, PREFIX):
        match = pattern.match(headline)
        if match is None or ELLIPSIS.search(headline):
            continue
        site = match["site"].strip()
        named = fold(site) in folded or load_publishers().find(site) is not None
        bar = match["mark"] in "|»•·::" and match["mark"] != ":" and pattern is SUFFIX
        told = pattern is SUFFIX and match["mark"] != ":" and bool(AGENCY_WORD.search(site)) and site[0].isupper()
        if named or ((bar or told) and len(site.split()) <= SITE_WORDS):
            inner, _ = split_site(match["title"].strip(), sites=sites)
            return inner, site
    return headline, None


# --- the top ----------------------------------------------------------------------------------------------------------


def _find_head(lines: Sequence[Line], title: str, *, is_page: bool) -> Head:
    if title:
        return Head(title, None, _first_repeat(lines, title), _after_repeats(lines, title))
    if not is_page:
        return Head("", None, 0, 0)
    repeated = _find_repeated(lines[:HEAD_LINES])
    if repeated:
        chosen, first = repeated
        headline, site = split_site(chosen, sites=_site_lines(lines[:first]))
        site = site or _suffix_site(lines[:HEAD_LINES], headline)
        return Head(headline, site or _top_site(lines[:first]), first, _after_repeats(lines, headline))
    return _find_single(lines)


def _find_repeated(lines: Sequence[Line]) -> tuple[str, int] | None:
    """Return the headline that stands at least twice among `lines`, and the index of its first line."""
    places: dict[str, list[tuple[int, int, str]]] = {}
    for start in range(len(lines)):
        for count in range(1, HEADLINE_RUN + 1):
            run = lines[start : start + count]
            words = " ".join(line.text for line in run)
            is_apart = any(line.gap and not line.text[0].islower() for line in run[1:])
            if len(run) < count or is_apart or not _may_be_headline(words):
                continue
            for key in _keys(words):
                places.setdefault(key, []).append((start, start + count, words))
    best: tuple[int, str, int] | None = None
    for key, found in places.items():
        apart = found[:1]
        for place in found[1:]:
            if place[0] >= apart[-1][1]:
                apart.append(place)
        if len(apart) < 2 or len(key.split()) < 3:
            continue
        plain = min(apart, key=lambda place: (place[2].isupper(), len(place[2])))
        if best is None or len(key) > best[0]:
            best = (len(key), plain[2], apart[0][0])
    return (best[1], best[2]) if best else None


def _may_be_headline(words: str) -> bool:
    count = len(words.split())
    return 3 <= count <= HEADLINE_WORDS and len(words) <= 300 and find_page_facts(words) is None


def _keys(words: str) -> set[str]:
    """Return the folded forms under which a headline may come back: whole, and without a site behind or before it."""
    keys = {fold(words)}
    for pattern in (SUFFIX, PREFIX):
        match = pattern.match(words)
        if match:
            keys.add(fold(match["title"]))
    return keys


def _first_repeat(lines: Sequence[Line], title: str) -> int:
    return next((start for start in range(min(len(lines), HEAD_LINES)) if _repeats(lines, start, title)), 0)


def _after_repeats(lines: Sequence[Line], title: str) -> int:
    """Return the index of the first body line: behind the last repetition of `title` and the page lines that follow."""
    body = 0
    start = 0
    while start < min(len(lines), HEAD_LINES):
        count = _repeats(lines, start, title)
        start += count or 1
        body = start if count else body
    while body < len(lines) and (_is_page_line(lines[body].text) or _repeats(lines, body, title)):
        body += _repeats(lines, body, title) or 1
    return body


def _repeats(lines: Sequence[Line], start: int, title: str) -> int:
    """Return how many lines from `start` on are the headline again (cut short, or with a site's name); 0 for none."""
    wanted = fold(title)
    for count in range(1, HEADLINE_RUN + 1):
        words = " ".join(line.text for line in lines[start : start + count])
        if start + count <= len(lines) and _is_headline(words, wanted):
            return count
    return 0


def _is_headline(words: str, wanted: str) -> bool:
    if len(words) > len(wanted) + 80 or not wanted:
        return False
    if wanted in _keys(words):
        return True
    cut = fold(ELLIPSIS.sub("", words))
    return bool(ELLIPSIS.search(words)) and len(cut) >= LEAST_PREFIX and wanted.startswith(cut)


def _find_single(lines: Sequence[Line]) -> Head:
    """Return the head of a text whose headline stands once, or nowhere."""
    start = 0
    while start < len(lines) and start < HEAD_LINES and _is_page_line(lines[start].text):
        start += 1
    site = None
    if start + 2 < len(lines) and _is_site_before_headline(lines, start):
        site = lines[start].text
        start += 1
        while start < len(lines) and _is_page_line(lines[start].text):
            start += 1
    count = _headline_lines(lines, start)
    if not count:
        return Head("", site, start, start)
    words = " ".join(line.text for line in lines[start : start + count])
    headline, suffix = split_site(words, sites=[site or ""])
    body = start + count
    while body < len(lines) and _is_page_line(lines[body].text):
        body += 1
    return Head(headline, suffix or site or _top_site(lines[:start]), start, body)


def _headline_lines(lines: Sequence[Line], start: int) -> int:
    """Return how many lines from `start` on are a headline; 0 where the text begins with its body."""
    block = 1
    while start + block < len(lines) and not lines[start + block].gap and block <= HEADLINE_RUN:
        if _is_page_line(lines[start + block].text) or find_dateline(lines[start + block].text):
            break
        block += 1
    if block > 1 and _stands_out(lines, start):
        return 1
    following = [line for line in lines[start + block : start + HEAD_LINES] if not _is_page_line(line.text)]
    words = " ".join(line.text for line in lines[start : start + block])
    if not following or block > HEADLINE_RUN or not _is_short_headline(words) or find_dateline(words):
        return 0
    return 0 if following[0].text[0].islower() else block


def _stands_out(lines: Sequence[Line], start: int) -> bool:
    """Say whether a line without a blank line behind it is a headline: short, and followed by longer ones."""
    first, rest = lines[start].text, [line.text for line in lines[start + 1 :]]
    longer = len(first) + 12 < max(map(len, rest)) and len(rest[0]) > len(first)
    return longer and _is_short_headline(first) and not rest[0][0].islower() and not find_dateline(first)


def _is_short_headline(words: str) -> bool:
    ended = bool(FULL_STOP.search(words)) and not words.endswith(("...", "U.S.", "U.N.", "U.K."))
    return (
        len(words.split()) <= HEADLINE_WORDS
        and len(words) <= 200
        and not ended
        and not OPEN_END.search(words)
        and not SPEECH.search(words)
    )


def _is_site_before_headline(lines: Sequence[Line], start: int) -> bool:
    """Say whether the line at `start` is a site's name: short, alone, and followed by what looks like a headline."""
    name, after = lines[start].text, lines[start + 1]
    if len(name.split()) > SITE_WORDS or ENDS_SENTENCE.search(name) or OPEN_END.search(name) or not name[0].isupper():
        return False
    if load_publishers().find(name):
        return True
    longer = len(after.text.split()) > max(3, len(name.split())) and not after.text[0].islower()
    if not after.gap:  # nothing but the order of lines to go by: name, headline, date
        return longer and _is_short_headline(after.text) and _is_page_line(lines[start + 2].text)
    return longer and bool(_headline_lines(lines, start + 1))


def _site_lines(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines if len(line.text.split()) <= SITE_WORDS and not _is_page_line(line.text)]


def _top_site(lines: Sequence[Line]) -> str | None:
    """Return the one line above the headline that may be the site's name."""
    names = [name for name in _site_lines(lines) if name[0].isalnum() and not ENDS_SENTENCE.search(name)]
    known = [name for name in names if load_publishers().find(name)]
    chosen = known or (names if len(names) <= 3 else [])
    return chosen[0] if chosen else None


def _suffix_site(lines: Sequence[Line], headline: str) -> str | None:
    """Return what stands behind the headline in one of its repetitions: "... - Baghdad Post"."""
    for start in range(len(lines)):
        for count in range(1, HEADLINE_RUN + 1):
            words = " ".join(line.text for line in lines[start : start + count])
            match = SUFFIX.match(words)
            if match and fold(match["title"]) == fold(headline) and not ELLIPSIS.search(words):
                return match["site"].strip()
    return None


def _is_page_line(text: str) -> bool:
    return load_furniture().is_line(text) or find_page_facts(text) is not None


# --- the body and what stands below -----------------------------------------------------------------------------------


def _without_tail(lines: list[Line]) -> list[Line]:
    """Return `lines` without what follows "Sponsored Links" and the like; prose below such a line is kept.

    Where the report plainly goes on below, its short sentences are kept too.
    """
    furniture = load_furniture()
    last_prose = max((number for number, line in enumerate(lines) if _is_prose(line.text, PROSE_WORDS)), default=-1)
    kept: list[Line] = []
    below = False
    for number, line in enumerate(lines):
        if furniture.is_tail(line.text) and number >= 2:
            below = True
            continue
        least = SENTENCE_WORDS if number < last_prose else PROSE_WORDS
        if below and not _is_prose(line.text, least) and not _continues_prose(lines, number):
            continue
        below = False
        kept.append(line)
    return kept


def _is_prose(text: str, least: int) -> bool:
    return len(text.split()) >= least and bool(ENDS_SENTENCE.search(text)) and not text.endswith(("...", "…", "?"))


def _continues_prose(lines: Sequence[Line], number: int) -> bool:
    """Say whether a wrapped paragraph of prose begins here: unfinished lines, then one that ends a sentence."""
    words: list[str] = []
    for line in lines[number : number + 4]:
        if line.gap and words:
            break
        words.extend(line.text.split())
        if len(words) >= PROSE_WORDS and ENDS_SENTENCE.search(line.text):
            return True
    return len(words) >= 40


def _body_lines(lines: Sequence[Line], facts: list[PageFacts]) -> list[Line | None]:
    """Return the lines of the body, with ``None`` where a line of the page was taken out; its facts go to `facts`."""
    kept: list[Line | None] = []
    furniture = load_furniture()
    for number, line in enumerate(lines):
        isolated = line.gap or number == 0 or number + 1 == len(lines) or lines[number + 1].gap or kept[-1:] == [None]
        if furniture.is_line(line.text) and isolated and not _is_inside_sentence(lines, number):
            kept.append(None)
            continue
        fact = find_page_facts(line.text) if isolated and _at_edge(number, len(lines)) else None
        if fact is not None and not _is_inside_sentence(lines, number):
            facts.append(fact)
            kept.append(None)
            continue
        kept.append(line)
    return kept


def _at_edge(number: int, count: int) -> bool:
    return number < 4 or number >= count - 4


def _is_inside_sentence(lines: Sequence[Line], number: int) -> bool:
    """Say whether the line is the middle of a wrapped sentence: a word alone on its line is no menu then."""
    before = lines[number - 1].text if number else ""
    after = lines[number + 1].text if number + 1 < len(lines) else ""
    unfinished = bool(before) and not ENDS_SENTENCE.search(before) and len(before.split()) > 3
    return unfinished and (after[:1].islower() or bool(ENDS_SENTENCE.search(lines[number].text)))


def _join_body(lines: Sequence[Line | None], *, are_paragraphs: bool) -> list[str]:
    """Join the lines between those taken out; a sentence may go on behind an advertisement."""
    joined: list[Line] = []
    gap = False
    for line in lines:
        if line is None:
            gap = True
            continue
        joined.append(Line(line.text, line.gap or gap))
        gap = False
    return join_lines(joined, are_paragraphs=are_paragraphs)


def _without_repeats(paragraphs: Sequence[str], title: str) -> list[str]:
    """Return `paragraphs` without the headline among the first, and without a paragraph that repeats the one before."""
    kept: list[str] = []
    wanted = fold(title)
    for number, paragraph in enumerate(paragraphs):
        if number < 5 and wanted and _is_headline(paragraph, wanted):
            continue
        if kept and kept[-1] == paragraph and len(paragraph) > 40:
            continue
        kept.append(paragraph)
    return kept
