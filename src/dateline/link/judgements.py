"""What people have decided: which pairs of events are the same and which are not; the latest word on a pair holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.records import Judgement

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of event ids; `same` is in the order in which it is to be applied, the newest first."""

    same: tuple[Pair, ...] = ()
    different: frozenset[Pair] = frozenset()


def make_decided(judgements: Iterable[Judgement]) -> Decided:
    """Return what holds now. ``undo`` takes back what was said of its subject before."""
    latest: dict[Pair, Judgement] = {}
    for judgement in sorted(judgements, key=lambda one: (one.at, one.by, one.verdict, one.subject)):
        pair = _pair(judgement.subject)
        if pair is None:
            continue
        if judgement.verdict == "undo":
            latest.pop(pair, None)
        elif judgement.verdict in ("same", "different"):
            latest[pair] = judgement
    newest = sorted(latest, key=lambda pair: pair)
    newest.sort(key=lambda pair: latest[pair].at, reverse=True)
    return Decided(
        same=tuple(pair for pair in newest if latest[pair].verdict == "same"),
        different=frozenset(pair for pair in latest if latest[pair].verdict == "different"),
    )


def _pair(subject: str) -> Pair | None:
    left, mark, right = subject.partition("+")
    return ((left, right) if left < right else (right, left)) if mark and left and right and left != right else None
