"""Prints: what is left of a report for comparing its words with another's. A print is small, plain and can be kept.

Headline, dateline and credits are left out: outlets write their own. What is kept are word triples in their order, the
telling words (stems that not every report has) in the order in which they first come, sentences and quotations, words
that are misspelt, and two MinHash sketches under which likely pairs meet. Everything is checksums of 32 bits.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import rensa

from dateline.knowledge.agencies import fold_origin
from dateline.knowledge.rarity import rarity, stem
from dateline.knowledge.spelling import is_misspelt
from dateline.moments import Moment, make_moment
from dateline.records import Report, Span
from dateline.trace.origins import credited_origin

SKETCH = 128  # hashes in the sketch of triples
RARE_SKETCH = 192  # in that of rare words
TELLING = 0.25  # rarity from which a stem tells something; below are the words of any report of an attack
RARE = 0.6  # from which a stem is in the sketch: rewrites written for the tests share 0.3-0.6 of these, strangers 0.03
LEAD_WORDS = 45
LEAD_STEMS = 4  # the rarest of the opening
LONG_SENTENCE = 9  # words: a sentence this long that recurs word for word is worth a look
LONG_QUOTATION = 6
SEED = 20190510  # any constant: it must never change, prints of different runs are compared
PRINT_VERSION = 2  # of what a print holds; prints of another version are made anew

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
_QUOTED = re.compile(r"“([^“”]{2,600})”|\"([^\"\n]{2,600})\"")
_CREDIT = re.compile(
    r"^\(?(?:reporting|writing|editing|additional reporting|source|with (?:reporting|input)) ?(?:by|from|:)", re.I
)


@dataclass(frozen=True, slots=True)
class Print:
    """The words of one report as checksums; arrays are bytes of unsigned 32-bit numbers, so that they can be kept."""

    report_id: str
    publisher: str | None
    origin: str | None  # as credited
    moment: Moment | None
    order: bytes  # word triples as they come
    quoted: bytes  # of each triple: 1 where it begins in a quotation
    telling: bytes  # telling stems in the order in which they first come
    weights: bytes  # of each telling stem: its rarity, 0 to 255
    lead: tuple[int, ...]  # the rarest stems of the opening, sorted
    sentences: tuple[int, ...]  # sorted
    quotations: tuple[int, ...]
    errors: tuple[int, ...]  # misspelt words
    sketch: bytes
    rare_sketch: bytes

    @property
    def size(self) -> int:
        """How many triples there are."""
        return len(self.order) // 4


def make_print(report: Report) -> Print:
    """Return the print of a report; a report without a body is compared by its headline."""
    body = _body(report)
    quoted = [Span(match.start(), match.end()) for match in _QUOTED.finditer(body)]
    found = [(match.start(), match.group()) for match in _WORD.finditer(body)]
    words = [word.casefold() for _, word in found]
    order = _numbers([_checksum(words[at : at + 3]) for at in range(max(1, len(words) - 2))] if words else [])
    inside = _inside([start for start, _ in found], quoted)[: len(order)]
    telling = _telling(words)
    marks = _numbers([_checksum([one]) for one in telling])
    opening = sorted(_telling(words[:LEAD_WORDS]).items(), key=lambda item: (-item[1], item[0]))[:LEAD_STEMS]
    return Print(
        report_id=report.id,
        publisher=report.publisher,
        origin=credited_origin(report),
        moment=make_moment(report.published),
        order=order.tobytes(),
        quoted=bytes(inside),
        telling=marks.tobytes(),
        weights=bytes(round(255 * weight) for weight in telling.values()),
        lead=tuple(sorted(_checksum([one]) for one, _ in opening)),
        sentences=_pieces(_STOP.split(body), LONG_SENTENCE),
        quotations=_pieces([span.of(body) for span in quoted], LONG_QUOTATION),
        errors=tuple(sorted({_checksum([word]) for _, word in found if word.islower() and is_misspelt(word)})),
        sketch=_sketch(order, SKETCH),
        rare_sketch=_sketch(
            _numbers([_checksum([one]) for one, weight in telling.items() if weight > RARE]), RARE_SKETCH
        ),
    )


def publisher_key(one: Print) -> str | None:
    """Return by what name publishers compare."""
    return _fold(one.publisher) if one.publisher else None


def origin_key(one: Print) -> str | None:
    """Return by what name credited origins compare."""
    return _fold(one.origin) if one.origin else None


@lru_cache(maxsize=50_000)  # a few thousand publishers, asked for at every pair
def _fold(name: str) -> str:
    return fold_origin(name)


def _telling(words: list[str]) -> dict[str, float]:
    """Return the telling stems with their rarity, each once, in the order in which they come."""
    found: dict[str, float] = {}
    for word in words:
        one = stem(word)
        if one not in found and (weight := rarity(one)) > TELLING:
            found[one] = weight
    return found


def _sketch(values: np.ndarray[tuple[int], np.dtype[np.uint32]], size: int) -> bytes:
    """Return the MinHash sketch of a set of numbers; none of no numbers."""
    if not len(values):
        return b""
    sketch = rensa.RMinHash(size, SEED)
    sketch.update([int(value).to_bytes(4, "big") for value in np.unique(values)])
    return np.array(sketch.digest(), dtype=np.uint32).tobytes()


def _numbers(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array(values, dtype="<u4")


def _body(report: Report) -> str:
    text = report.text
    start = report.body_start
    if report.dateline is not None and report.dateline.span.start >= start:
        span = report.dateline.span
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    body = text[start:] if text[start:].strip() else text
    return "\n\n".join(part for part in body.split("\n\n") if not _CREDIT.match(part.strip()))


def _inside(starts: list[int], quoted: list[Span]) -> list[bool]:
    """Say of each word whether it stands in a quotation; both lists are in order."""
    inside: list[bool] = []
    at = 0
    for start in starts:
        while at < len(quoted) and quoted[at].end <= start:
            at += 1
        inside.append(at < len(quoted) and quoted[at].start <= start)
    return inside


def _pieces(texts: list[str], least: int) -> tuple[int, ...]:
    found = set()
    for text in texts:
        words = [match.group().casefold() for match in _WORD.finditer(text)]
        if len(words) >= least:
            found.add(_checksum(words))
    return tuple(sorted(found))


def _checksum(words: list[str]) -> int:
    return zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))
