"""Prints: what is left of a report for comparing its words with another's, and the keys under which likely pairs meet.

Headline and dateline are left out: outlets write their own. Word triples are kept in their order, as 32-bit checksums.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import rensa

from dateline.knowledge.agencies import fold_origin
from dateline.moments import Moment, make_moment
from dateline.records import Report, Span
from dateline.trace.origins import credited_origin

SKETCH = 128  # hashes in a MinHash sketch
# Rows a band: 32 bands of 4 find copies (J = 0.6: 99 %), whenever they were printed; 64 bands of 2 find rewrites and
# cuts (J = 0.18, that is 30 % shared of two equal texts: 88 %) among reports of the same fortnight.
COARSE_ROWS = 4
FINE_ROWS = 2
FORTNIGHT = 14
LONG_SENTENCE = 9  # words: a sentence this long that recurs word for word is worth a look
LONG_QUOTATION = 6
SEED = 20190510  # any constant: it must never change, prints of different runs are compared

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
_QUOTED = re.compile(r"“([^“”]{2,600})”|\"([^\"\n]{2,600})\"")
_CREDIT = re.compile(
    r"^\(?(?:reporting|writing|editing|additional reporting|source|with (?:reporting|input)) ?(?:by|from|:)", re.I
)


@dataclass(frozen=True, slots=True)
class Print:
    """The words of one report as checksums: `order` its word triples as they come, `own` those not quoted."""

    report_id: str
    publisher: str | None  # folded
    origin: str | None  # folded
    moment: Moment | None
    order: tuple[int, ...]
    triples: frozenset[int]
    own: frozenset[int]
    sentences: frozenset[int]
    quotations: frozenset[int]


def make_print(report: Report) -> Print:
    """Return the print of a report; a report without a body is compared by its headline."""
    body = _body(report)
    quoted = [Span(match.start(), match.end()) for match in _QUOTED.finditer(body)]
    words = [(match.start(), match.group().casefold()) for match in _WORD.finditer(body)]
    order = tuple(_checksum([word for _, word in words[at : at + 3]]) for at in range(max(1, len(words) - 2)))
    inside = _inside([start for start, _ in words], quoted)
    own = frozenset(order[at] for at in range(len(order)) if not inside[at]) if words else frozenset(order)
    credited = credited_origin(report)
    return Print(
        report_id=report.id,
        publisher=fold_origin(report.publisher) if report.publisher else None,
        origin=fold_origin(credited) if credited else None,
        moment=make_moment(report.published),
        order=order if words else (),
        triples=frozenset(order) if words else frozenset(),
        own=own if words else frozenset(),
        sentences=frozenset(_pieces(_STOP.split(body), LONG_SENTENCE)),
        quotations=frozenset(_pieces([span.of(body) for span in quoted], LONG_QUOTATION)),
    )


def keys(one: Print) -> tuple[str, ...]:
    """Return the keys under which `one` meets the reports that may be of its story, in a fixed order."""
    if not one.triples:
        return ()
    sketch = rensa.RMinHash(SKETCH, SEED)
    sketch.update([value.to_bytes(4, "big") for value in sorted(one.triples)])
    digest: list[int] = sketch.digest()
    found = [_band("coarse", "", at, digest[at : at + COARSE_ROWS]) for at in range(0, SKETCH, COARSE_ROWS)]
    for period in _fortnights(one.moment):
        found += [_band("fine", period, at, digest[at : at + FINE_ROWS]) for at in range(0, SKETCH, FINE_ROWS)]
    found += [f"sentence:{value:08x}" for value in sorted(one.sentences)]
    found += [f"quotation:{value:08x}" for value in sorted(one.quotations)]
    return tuple(found)


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


def _pieces(texts: list[str], least: int) -> list[int]:
    found = []
    for text in texts:
        words = [match.group().casefold() for match in _WORD.finditer(text)]
        if len(words) >= least:
            found.append(_checksum(words))
    return found


def _checksum(words: list[str]) -> int:
    return zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))


def _band(kind: str, period: str, at: int, rows: list[int]) -> str:
    return f"{kind}:{period}:{at}:{'.'.join(map(str, rows))}"


def _fortnights(moment: Moment | None) -> tuple[str, ...]:
    """Return two overlapping fortnights, so that reports a week apart share one; reports without a day share theirs."""
    if moment is None or moment.last - moment.first > 1.5:
        return ("undated",)
    number = int(moment.first // (FORTNIGHT / 2))
    return (str(number), str(number + 1))
