"""Likeness: whether two reports tell one story in the same words, of which kind the tie is, and who copied whom.

Two measures, both seen from the shorter text, because a brief cut out of a long story is contained in it however little
of the story it is, where a symmetric measure would part the two:

* how much of its word triples stand in the longer one (words in quotation marks left out where enough others remain:
  two reporters may well quote one statement);
* how much of its *telling words* do (names, numbers, what not every report has, by their rarity), and whether they come
  in the same order. A rewrite changes the words between them and keeps what it tells and in which order; two reporters
  on one attack tell different things, in different orders. A shared slip of the keyboard, or a credit, makes less do.

Thresholds were set on reports written for it and are measured by `eval/stories.py`; on real threads, the share of pairs
of different incidents that hold was looked at (0.01 %).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dateline.records import StoryLink
from dateline.trace.prints import Print, origin_key, publisher_key

LEAST_SHARED = 12  # triples: fewer say nothing, however short a text is
LEAST_OWN = 20  # triples outside quotations: with fewer, the quotations count too
SURE = 0.75  # contained so far, a text is a copy or a cut wherever the shared words stand
REWRITTEN = 0.25  # a light rewrite keeps about a third of its triples; two reporters on one incident share some 2-10 %
FRONT = 0.20  # of the opening half: background recalled in both stories stands at the end, not here
RUN = 6  # triples in a row (8 words): what rewriting leaves, and chance does not
TOLD = 0.50  # of the telling words: stock forms and shared background come to 0.2-0.46, rewrites to 0.5-1
RETOLD = (
    0.55  # the same of a heavy rewrite; on real threads 49 of 54 such ties were within one incident (0.5: 65 of 79)
)
RETOLD_TRIPLES = 0.05  # a heavy rewrite keeps some 6-10 % of its triples
IN_ORDER = 0.50  # of the shared telling words, in one order: of two reporters on one incident 0.2-0.5
LEAST_TOLD = 20  # shared telling words: of fewer, the order says nothing
BACKED = 0.40  # of the telling words, and in order, where a slip is shared or one credits the other
LIFTED = 40  # words in one run, from the opening on: taken over as they stand, whatever else either text holds
LIFTED_FRONT = 0.5
SIMILAR_LENGTH = 0.8
UNCHANGED = 0.98
BLOCK = 0.6  # of a part's triples in one run in a longer, later text: taken in whole, not retold


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, seen from the shorter one; shares are of its triples, `run` counts words."""

    shorter: str
    share: float
    front: float
    run: int
    shared: int
    ratio: float  # length of the shorter to that of the longer
    told: float  # share of its telling words, by rarity
    told_count: int
    in_order: float  # share of the shared telling words that come in one order
    sentences: int
    quotations: int
    errors: int


@dataclass(frozen=True, slots=True)
class _Words:
    """A print unpacked."""

    order: tuple[int, ...]
    triples: frozenset[int]
    counted: frozenset[int]  # those outside quotations, or all where they are few
    half: int  # how many triples the opening half has
    counted_in_half: int
    telling: dict[int, int]  # weight of each stem, in the order in which they first come
    places: dict[int, int]  # place of each in that order
    weight: int


def compare(left: Print, right: Print) -> StoryLink | None:
    """Return the tie between two reports; ``None`` when they do not tell one story in the same words."""
    if right.report_id < left.report_id:
        left, right = right, left
    overlap = measure(left, right)
    backing = _backing(left, right, overlap)
    if not _is_story(overlap, backing):
        return None
    kind = _kind(left, right, overlap)
    source, why = _source(left, right, overlap, kind)
    return StoryLink(
        left=left.report_id,
        right=right.report_id,
        kind=kind,
        score=round(max(overlap.share, overlap.told if overlap.share < REWRITTEN else 0.0), 4),
        reasons=_shared(_reasons(overlap) + tuple(dict.fromkeys((*backing, *why)))),
        source=source,
    )


def measure(left: Print, right: Print) -> Overlap:
    """Return what two texts share; the shorter is the one with fewer word triples, on a tie the smaller id."""
    first, second = sorted((left, right), key=lambda one: (one.size, one.report_id))
    short = _unpack(first.order, first.quoted, first.telling, first.weights)
    long = _unpack(second.order, second.quoted, second.telling, second.weights)
    shared = short.counted & long.triples
    recurs = bytes(map(shared.__contains__, short.order))
    share = len(shared) / max(1, len(short.counted))
    run = max(map(len, recurs.split(b"\0")))
    told, in_order, count = _compare_telling(short, long) if share < SURE else (1.0, 1.0, len(short.telling))
    return Overlap(
        shorter=first.report_id,
        share=share,
        front=sum(recurs[: short.half]) / max(1, short.counted_in_half),
        run=run + 2 if run else 0,
        shared=len(shared),
        ratio=len(short.triples) / max(1, len(long.triples)),
        told=told,
        told_count=count,
        in_order=in_order,
        sentences=_count_shared(left.sentences, right.sentences),
        quotations=_count_shared(left.quotations, right.quotations),
        errors=_count_shared(left.errors, right.errors),
    )


def _count_shared(left: tuple[int, ...], right: tuple[int, ...]) -> int:
    return len(set(left).intersection(right)) if left and right else 0


@lru_cache(maxsize=2048)  # pairs come sorted: each report's are next to each other
def _unpack(order: bytes, quoted: bytes, telling: bytes, weights: bytes) -> _Words:
    triples = tuple(np.frombuffer(order, dtype="<u4").tolist())
    stems = dict(zip(np.frombuffer(telling, dtype="<u4").tolist(), weights, strict=True))
    own = frozenset(triple for triple, inside in zip(triples, quoted, strict=True) if not inside)
    counted = own if len(own) >= LEAST_OWN else frozenset(triples)
    half = max(30, len(triples) // 2)
    return _Words(
        order=triples,
        triples=frozenset(triples),
        counted=counted,
        half=half,
        counted_in_half=sum(map(counted.__contains__, triples[:half])),
        telling=stems,
        places={stem: at for at, stem in enumerate(stems)},
        weight=sum(weights),
    )


def _compare_telling(short: _Words, long: _Words) -> tuple[float, float, int]:
    """Return how much of the telling words is shared, how much of that is in one order, and how many they are."""
    if long.weight < short.weight:
        short, long = long, short
    shared = [stem for stem in short.telling if stem in long.places]
    if not shared:
        return 0.0, 0.0, 0
    told = sum(map(short.telling.__getitem__, shared)) / max(1, short.weight)
    tails: list[int] = []  # of the longest rising runs (patience sorting)
    for place in map(long.places.__getitem__, shared):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return told, len(tails) / len(shared), len(shared)


def _backing(left: Print, right: Print, overlap: Overlap) -> tuple[str, ...]:
    """Return what shows, beside the words, that one goes back to the other."""
    reasons = []
    if overlap.errors:
        reasons.append(f"{overlap.errors} shared misspelling{'s' if overlap.errors > 1 else ''}")
    for one, other in ((left, right), (right, left)):
        if _credits(other, one):
            reasons.append(f"the other credits {one.publisher}")
    return tuple(reasons)


def _credits(one: Print, other: Print) -> bool:
    """Say whether `one` credits the publisher of `other` with its text."""
    name = publisher_key(other)
    return name is not None and name == origin_key(one) and publisher_key(one) != name


def _is_story(overlap: Overlap, backing: tuple[str, ...]) -> bool:
    if overlap.shared >= LEAST_SHARED and overlap.share >= SURE:
        return True
    if overlap.run >= LIFTED and overlap.front >= LIFTED_FRONT:
        return True
    if overlap.shared >= LEAST_SHARED and overlap.share >= REWRITTEN and overlap.told >= TOLD:
        return (overlap.front >= FRONT and overlap.run >= RUN + 2) or _is_retold(overlap, RETOLD)
    return _is_retold(overlap, BACKED if backing else RETOLD)


def _is_retold(overlap: Overlap, least: float) -> bool:
    """Say whether a text tells the same in the same order, though in words of its own."""
    told = overlap.told_count >= LEAST_TOLD and overlap.told >= least
    return told and overlap.in_order >= min(least, IN_ORDER) and overlap.share >= RETOLD_TRIPLES


def _kind(left: Print, right: Print, overlap: Overlap) -> str:
    if overlap.share < UNCHANGED and overlap.share >= REWRITTEN and _is_update(left, right, overlap):
        return "update"
    if overlap.share < SURE:
        return "rewrite"
    return "copy" if overlap.ratio >= SIMILAR_LENGTH else "cut"


def _is_update(left: Print, right: Print, overlap: Overlap) -> bool:
    """Say whether one maker told the story again: the later text is no shorter by much, and its opening is new."""
    same_outlet = left.publisher is not None and publisher_key(left) == publisher_key(right)
    same_desk = same_outlet or (_desk(left) == _desk(right) is not None and overlap.front < UNCHANGED - 0.1)
    later = find_later(left, right)
    if not same_desk or later is None:
        return False
    return later.report_id != overlap.shorter or overlap.ratio >= SIMILAR_LENGTH


def _desk(one: Print) -> str | None:
    """Return whose text it is: of whom it credits, else of who published it."""
    return origin_key(one) or publisher_key(one)


def find_later(left: Print, right: Print) -> Print | None:
    """Return the one of the two that was certainly published later."""
    if left.moment is None or right.moment is None:
        return None
    if left.moment.is_before(right.moment):
        return right
    return left if right.moment.is_before(left.moment) else None


def _source(left: Print, right: Print, overlap: Overlap, kind: str) -> tuple[str | None, tuple[str, ...]]:
    """Return which of the two was copied from, as far as credit, time or containment tell, and why."""
    later = find_later(left, right)
    for one, other in ((left, right), (right, left)):
        if _credits(other, one) and later is not one:
            return one.report_id, (f"the other credits {one.publisher}",)
    if left.origin and origin_key(left) == origin_key(right) and publisher_key(left) != publisher_key(right):
        return None, (f"both credit {left.origin}",)
    longer = right if overlap.shorter == left.report_id else left
    if kind == "cut" and later is not longer:
        return longer.report_id, ("the shorter text is cut out of the longer",)
    if later is None:
        return None, ()
    earlier = left if later is right else right
    return earlier.report_id, ("published earlier",)


@lru_cache(maxsize=100_000)  # millions of copies have the same reasons: they are held once
def _shared(reasons: tuple[str, ...]) -> tuple[str, ...]:
    return reasons


def _reasons(overlap: Overlap) -> tuple[str, ...]:
    reasons = [f"{overlap.share:.0%} of the shorter text's word triples stand in the longer"]
    if overlap.share < SURE:
        reasons.append(f"{overlap.told:.0%} of its telling words do, {overlap.in_order:.0%} of them in the same order")
    if overlap.run >= RUN + 2:
        reasons.append(f"longest shared run {overlap.run} words")
    if overlap.sentences:
        reasons.append(f"{overlap.sentences} shared sentence{'s' if overlap.sentences > 1 else ''}")
    if overlap.quotations:
        reasons.append(f"{overlap.quotations} shared quotation{'s' if overlap.quotations > 1 else ''}")
    return tuple(reasons)
