"""Counting right, found and gold items; scores with bootstrap intervals; floors that a change may not fall below."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dateline.errors import SourceError

# Kinds in the order of every table; the accuracies count matched items only.
KINDS = (
    "scope", "events", "triggers", "status", "background", "by", "against", "doubt", "where", "when", "weapon",
    "killed", "injured", "taken", "counts", "counts_who",
    "statements", "speaker", "kind", "responsibility", "relations",
)  # fmt: skip
FLOOR_SLACK, ITEMS_OF_SLACK = 0.01, 2  # see raise_floors
ACCURACIES = frozenset({"status", "background", "doubt", "counts_who", "speaker", "kind"})


@dataclass(slots=True)
class Tally:
    """Per kind: how many items were right, found and gold. Tallies of reports add up."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, kind: str, right: int, found: int, gold: int) -> None:
        """Add to the three numbers of `kind`."""
        row = self.counts.setdefault(kind, [0, 0, 0])
        for position, number in enumerate((right, found, gold)):
            row[position] += number

    def add_accuracy(self, kind: str, is_right: bool) -> None:
        """Add one item that was found and gold, and perhaps right."""
        self.add(kind, int(is_right), 1, 1)

    def update(self, other: Tally) -> None:
        """Add another tally."""
        for kind, (right, found, gold) in other.counts.items():
            self.add(kind, right, found, gold)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one kind in [0, 1] (all three the accuracy where the kind is one).

    `low` and `high` bound the 95 % interval of F1.
    """

    kind: str
    precision: float
    recall: float
    f1: float
    right: int
    found: int
    gold: int
    low: float
    high: float


def make_scores(tallies: Sequence[Tally], *, draws: int = 1000, seed: int = 7) -> list[Score]:
    """Return the scores over reports, with percentile bootstrap intervals of F1 that resample whole reports.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), ch. 13; `draws` resamples from `seed`.
    """
    dice = random.Random(seed)
    whole = [dice.choices(range(len(tallies)), k=len(tallies)) for _ in range(draws)] if tallies else []
    scores = []
    for kind in KINDS:
        rows = [tuple(tally.counts.get(kind, (0, 0, 0))) for tally in tallies]
        right, found, gold = (sum(row[i] for row in rows) for i in range(3))
        if not found and not gold:
            continue
        resampled = sorted(_f1(*(sum(rows[n][i] for n in draw) for i in range(3))) for draw in whole)
        low, high = resampled[int(0.025 * draws)], resampled[min(draws - 1, int(0.975 * draws))]
        precision, recall = (right / found if found else 0.0), (right / gold if gold else 0.0)
        scores.append(Score(kind, precision, recall, _f1(right, found, gold), right, found, gold, low, high))
    return scores


def _f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 0.0


@dataclass(frozen=True, slots=True)
class Floors:
    """The least F1 that each kind may have on one gold set; `gold` is the digest of that set."""

    gold: str
    f1: Mapping[str, float]


def load_floors(path: Path) -> Floors:
    """Return the pinned floors.

    Raises:
        SourceError: the file is missing or not in the format.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Floors)
    except (OSError, msgspec.DecodeError) as error:
        raise SourceError(str(path), f"not a file of floors ({error}); write one with --pin") from error


def check_floors(scores: Iterable[Score], floors: Floors, gold: str) -> list[str]:
    """Return a sentence for each kind whose F1 lies below its floor, or one if they are floors of another gold set."""
    if floors.gold != gold:
        return [f"the floors were pinned on another gold set ({floors.gold[:12]}, this is {gold[:12]}): pin them anew"]
    found = {score.kind: score.f1 for score in scores}
    return [
        f"{kind}: F1 {found.get(kind, 0.0):.3f} is below the floor {floor:.2f}"
        for kind, floor in floors.f1.items()
        if found.get(kind, 0.0) < floor
    ]


def raise_floors(scores: Iterable[Score], floors: Floors | None, gold: str) -> Floors:
    """Return floors a little below the scores, none lower than it was on the same gold set.

    A floor is the F1 less `FLOOR_SLACK`, or less what `ITEMS_OF_SLACK` items weigh where there are few, cut to two
    decimals: quantised models differ in the last digits between processors, which may turn a finding at a threshold.
    """
    old = floors.f1 if floors is not None and floors.gold == gold else {}
    slack = {score.kind: max(FLOOR_SLACK, ITEMS_OF_SLACK / max(1, score.gold)) for score in scores}
    new = {score.kind: max(0.0, math.floor((score.f1 - slack[score.kind]) * 100) / 100) for score in scores}
    return Floors(gold, {kind: max(floor, old.get(kind, 0.0)) for kind, floor in new.items()})
