"""Lines that tell of a report rather than being part of it: dates, sources, bylines, and our own header form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.read.credits import SOURCE_LINE, find_copyright
from dateline.read.fields import load_field_names
from dateline.read.furniture import fold, load_furniture
from dateline.read.published import find_date_words, make_published
from dateline.read.publishers import load_publishers
from dateline.records import SourceKind

LONGEST = 200
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
NEAR_LINES = 12  # below the headline
MOST_LINES = 2_000
PROSE_WORDS = 14  # a line of so many words is of the report itself
PARTS = re.compile(r"\s+[-–—|•·/]+\s+|\s*[|•·]\s*|\t")
WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE)
BYLINE = re.compile(r"(?:^|\b)(?:[Bb]y|BY|[Ww]ritten by|[Rr]eported by|[Aa]uthor)\s*:?\s+(?P<name>[^\W\d_a-z].{1,80})$")
DESK = re.compile(
    r"^(?:(?:our|staff|special|senior|news|web|online|foreign)\s+)*(?:correspondents?|reporters?|"
    r"(?:news|web|foreign|online|digital|monitoring)\s+desk|bureau|agencies|news agencies|agency|monitoring)$",
    re.IGNORECASE,
)
HEADER = re.compile(r"^(?P<key>[A-Za-z][A-Za-z -]{1,18}?)\s*:\s*(?P<value>\S.*)?$")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What lines of a page say of the report."""

    published: str | None = None
    source: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    agency: str | None = None  # a known name alone on its line: a site above the headline, a source below it


def find_page_facts(line: str) -> PageFacts | None:
    """Return what a line such as ``2019-03-02 00:00:00 - Source: Baghdad Post`` says; ``None`` where it is none such.

    Every part of the line must be a date, a source, a byline, a known agency or furniture.
    """
    if len(line) > LONGEST:
        return None
    if ADDRESS.fullmatch(line):
        return PageFacts(url=line)
    if line.lstrip()[:1] == "©" or line.lower().startswith(("copyright", "(c)")):
        known = find_copyright(line, known_only=True)
        return PageFacts(source=known) if known else PageFacts(publisher=find_copyright(line))
    facts = [_read_part(line)] if PARTS.search(line) is None else []
    if not facts:
        whole = _read_part(line)
        facts = [whole] if whole else [_read_part(part) for part in PARTS.split(line) if part.strip()]
    kept = [fact for fact in facts if fact is not None]
    if not kept or len(kept) < len(facts) or all(fact == PageFacts() for fact in kept):
        return None
    return join_facts(kept)


def join_facts(facts: list[PageFacts]) -> PageFacts:
    """Return all that several lines say; the first to say something wins."""
    return PageFacts(
        published=next((fact.published for fact in facts if fact.published), None),
        source=next((fact.source for fact in facts if fact.source), None),
        byline=next((fact.byline for fact in facts if fact.byline), None),
        publisher=next((fact.publisher for fact in facts if fact.publisher), None),
        url=next((fact.url for fact in facts if fact.url), None),
        agency=next((fact.agency for fact in facts if fact.agency), None),
    )


def find_headers(lines: list[str]) -> tuple[dict[str, str], int]:
    """Return the leading ``Key: value`` lines by field, and how many lines they take with the blank line after them.

    Nothing is a header unless a title, date or two known keys are there and a blank line or the end follows.
    """
    found: dict[str, str] = {}
    count = 0
    for line in lines:
        match = HEADER.match(line)
        key = load_field_names().headers.get(match["key"].lower().strip()) if match else None
        if match is None or key is None:
            break
        count += 1
        found.setdefault(key, (match["value"] or "").strip())
    blank_follows = count == len(lines) or not lines[count].strip()
    if not blank_follows or not (len(found) >= 2 or found.keys() & {"title", "published"}):
        return {}, 0
    return found, min(count + 1, len(lines))


def find_visible_facts(text: str, title: str) -> PageFacts:
    """Return what the lines around the headline of a page say, and credits anywhere below it.

    `text` are all words of the page, line by line. Lines above the headline or far below it tell of other reports.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    wanted = fold(title)
    start = next((number for number, line in enumerate(lines) if wanted and fold(line) == wanted), None)
    if start is None:
        return PageFacts()
    facts: list[PageFacts] = []
    credited: list[PageFacts] = []
    is_near = True
    for number, line in enumerate(lines[start + 1 : start + 1 + MOST_LINES]):
        is_near = is_near and number < NEAR_LINES and len(line.split()) < PROSE_WORDS
        if is_near and (fact := find_page_facts(line)):
            facts.append(fact)
        elif SOURCE_LINE.match(line) or ("©" in line and find_copyright(line, known_only=True)):
            credited.append(find_page_facts(line) or PageFacts())
    return join_facts([*facts, *(PageFacts(source=fact.source) for fact in credited)])


def _read_part(part: str) -> PageFacts | None:
    words = part.strip(" \t-–—|•·")
    source = SOURCE_LINE.match(words)
    if source:
        return PageFacts(source=source["name"].strip(" .,"))
    published = find_whole_date(words)
    if published:
        return PageFacts(published=published)
    byline = BYLINE.match(words)
    if byline and not words.endswith((".", "!", "?")) and len(words.split()) <= 12:
        return _byline_facts(byline["name"])
    known = load_publishers().split_names(words)
    if known and all(_is_publisher(name) for name in known):
        return PageFacts(agency=words)
    if DESK.match(words):
        return PageFacts(byline=words)
    return PageFacts() if load_furniture().is_line(words) else None


def _is_publisher(name: str) -> bool:
    known = load_publishers().find(name)
    return known is not None and known.kind != SourceKind.SOCIAL  # "Facebook" alone is a share button


def _byline_facts(name: str) -> PageFacts:
    """Return a byline; an agency in it is a source: "By Reuters", "By Fayaz Mir, Reuters"."""
    head, _, last = name.rpartition(",")
    if load_publishers().find(name):
        return PageFacts(source=name)
    if head and load_publishers().find(last.strip()):
        return PageFacts(byline=head.strip(), source=last.strip())
    return PageFacts(byline=name.strip())


def find_whole_date(words: str) -> str | None:
    """Return the date that `words` are and nothing else: "Published: Saturday, 11 May 2019, 6:02 PM"."""
    match = find_date_words(words)
    if match is None:
        return None
    rest = load_furniture().published_words.sub(" ", WEEKDAY.sub(" ", match))
    return make_published(words) if not any(character.isalnum() for character in rest) else None
