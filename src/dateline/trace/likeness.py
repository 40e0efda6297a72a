"""Likeness: whether two reports tell one story in the same words, of which kind the tie is, and who copied whom.

The measure is containment: how much of the shorter text's word triples stand in the longer one. A brief cut out of a
long story is contained in it however little of the story it is, where a symmetric measure would part the two. Words in
quotation marks are left out where enough others remain: two reporters may well quote one statement.

The thresholds were set on reports written for the tests (copies, cuts, rewrites, updates, shared background) and
checked on news threads for links across incidents; `eval/linking.py` prints what they reach there.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import StoryLink
from dateline.trace.prints import Print

LEAST_SHARED = 12  # triples: fewer say nothing, however short a text is
LEAST_OWN = 20  # triples outside quotations: with fewer, the quotations count too
SURE = 0.75  # contained so far, a text is a copy or a cut wherever the shared words stand
REWRITTEN = 0.25  # a rewrite keeps about a third of its triples; two reporters on one incident share some 2-10 %
FRONT = 0.20  # of the opening half: background recalled in both stories stands at the end, not here
RUN = 6  # triples in a row (8 words): what rewriting leaves, and chance does not
SIMILAR_LENGTH = 0.8
UNCHANGED = 0.98


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, seen from the shorter one; shares are of its triples, `run` counts words."""

    shorter: str
    share: float
    front: float
    run: int
    shared: int
    ratio: float  # length of the shorter to that of the longer
    sentences: int
    quotations: int


def compare(left: Print, right: Print) -> StoryLink | None:
    """Return the tie between two reports; ``None`` when they do not tell one story in the same words."""
    if right.report_id < left.report_id:
        left, right = right, left
    overlap = measure(left, right)
    if not _is_story(overlap):
        return None
    kind = _kind(left, right, overlap)
    source, why = _source(left, right, overlap, kind)
    return StoryLink(
        left=left.report_id,
        right=right.report_id,
        kind=kind,
        score=round(overlap.share, 4),
        reasons=_reasons(overlap) + why,
        source=source,
    )


def measure(left: Print, right: Print) -> Overlap:
    """Return what two texts share; the shorter is the one with fewer word triples, on a tie the smaller id."""
    short, long = sorted((left, right), key=lambda one: (len(one.triples), one.report_id))
    counted = short.own if len(short.own) >= LEAST_OWN else short.triples
    shared = counted & long.triples
    opening = [triple for triple in short.order[: max(30, len(short.order) // 2)] if triple in counted]
    return Overlap(
        shorter=short.report_id,
        share=len(shared) / max(1, len(counted)),
        front=sum(triple in shared for triple in opening) / max(1, len(opening)),
        run=_longest_run(short, shared),
        shared=len(shared),
        ratio=len(short.triples) / max(1, len(long.triples)),
        sentences=len(short.sentences & long.sentences),
        quotations=len(short.quotations & long.quotations),
    )


def _longest_run(short: Print, shared: frozenset[int]) -> int:
    """Return the length in words of the longest stretch of the shorter text that recurs in the longer one."""
    longest = current = 0
    for triple in short.order:
        current = current + 1 if triple in shared else 0
        longest = max(longest, current)
    return longest + 2 if longest else 0


def _is_story(overlap: Overlap) -> bool:
    if overlap.shared < LEAST_SHARED:
        return False
    if overlap.share >= SURE:
        return True
    return overlap.share >= REWRITTEN and overlap.front >= FRONT and overlap.run >= RUN + 2


def _kind(left: Print, right: Print, overlap: Overlap) -> str:
    if overlap.share < UNCHANGED and _is_update(left, right, overlap):
        return "update"
    if overlap.share < SURE:
        return "rewrite"
    return "copy" if overlap.ratio >= SIMILAR_LENGTH else "cut"


def _is_update(left: Print, right: Print, overlap: Overlap) -> bool:
    """Say whether one maker told the story again: the later text is no shorter by much, and its opening is new."""
    same_outlet = left.publisher is not None and left.publisher == right.publisher
    same_origin = left.origin is not None and left.origin == right.origin
    same_desk = same_outlet or (same_origin and overlap.front < UNCHANGED - 0.1)
    later = _later(left, right)
    if not same_desk or later is None:
        return False
    return later.report_id != overlap.shorter or overlap.ratio >= SIMILAR_LENGTH


def _later(left: Print, right: Print) -> Print | None:
    if left.moment is None or right.moment is None:
        return None
    if left.moment.is_before(right.moment):
        return right
    return left if right.moment.is_before(left.moment) else None


def _source(left: Print, right: Print, overlap: Overlap, kind: str) -> tuple[str | None, tuple[str, ...]]:
    """Return which of the two was copied from, as far as credit, time or containment tell, and why."""
    for one, other in ((left, right), (right, left)):
        if one.publisher and one.publisher == other.origin and other.publisher != one.publisher:
            return one.report_id, (f"the other credits {one.publisher}",)
    if left.origin and left.origin == right.origin and left.publisher != right.publisher:
        return None, (f"both credit {left.origin}",)
    later = _later(left, right)
    longer = right if overlap.shorter == left.report_id else left
    if kind == "cut" and later is not longer:
        return longer.report_id, ("the shorter text is cut out of the longer",)
    if later is None:
        return None, ()
    earlier = left if later is right else right
    return earlier.report_id, ("published earlier",)


def _reasons(overlap: Overlap) -> tuple[str, ...]:
    reasons = [f"{overlap.share:.0%} of the shorter text's word triples stand in the longer"]
    if overlap.run >= RUN + 2:
        reasons.append(f"longest shared run {overlap.run} words")
    if overlap.sentences:
        reasons.append(f"{overlap.sentences} shared sentence{'s' if overlap.sentences > 1 else ''}")
    if overlap.quotations:
        reasons.append(f"{overlap.quotations} shared quotation{'s' if overlap.quotations > 1 else ''}")
    return tuple(reasons)
