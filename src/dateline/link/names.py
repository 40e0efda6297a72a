"""Names of persons in a report, as digests: who was killed is the surest sign that two reports tell of one event.

Names are never kept, only digests of two name words that stand side by side, which is enough to see that they recur.
Left out are places, known actors, and those who speak for an office: a police spokesman is named in every report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dateline.knowledge.identity import named_actor
from dateline.knowledge.rarity import rarity, stem
from dateline.records import Findings, Report, Span
from dateline.text import make_id

OFFICES = frozenset({"police", "military", "government", "court", "medical", "media", "international", "party", "ngo"})
LEAST = 0.9  # rarity of both words together: "High School", "Police Chief" and "Interior Ministry" stay below
DIGITS = 12

_NAME = re.compile(r"(?<![\w.])[A-Z][\w’'-]+(?:\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+)+")
_PART = re.compile(r"[A-Z][\w’'-]+")


def find_names(report: Report, findings: Findings) -> tuple[str, ...]:
    """Return the digests of the names in the body of a report, sorted."""
    text = report.text
    blocked = tuple(_left_out(findings))
    offices = {pair for one in findings.statements if one.speaker in OFFICES for pair in _pairs(one.source.of(text))}
    offices |= {pair for one in findings.statements if one.speaker in OFFICES and one.name for pair in _pairs(one.name)}
    found: set[tuple[str, str]] = set()
    for match in _NAME.finditer(text, report.body_start):
        here = Span(match.start(), match.end())
        if not any(here.overlaps(span) for span in blocked):
            found.update(pair for pair in _pairs(match.group()) if pair not in offices)
    kept = (pair for pair in found if rarity(pair[0]) + rarity(pair[1]) >= LEAST)
    return tuple(sorted(make_id("name", *pair, length=DIGITS) for pair in kept))


def _pairs(words: str) -> list[tuple[str, str]]:
    """Return the neighbours among the capitalised words, by their stems, initials left out."""
    parts = [stem(part) for part in _PART.findall(words)]
    return list(pairwise(parts))


def _left_out(findings: Findings) -> Iterator[Span]:
    yield from (place.span for place in findings.places)
    for event in findings.events:
        yield from (one.span for one in (*event.by, *event.against) if named_actor(one.actor) is not None)
