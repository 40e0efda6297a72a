"""Score: how well findings agree with gold annotation, per kind of finding, on the corpus or a user's own sample."""

from __future__ import annotations

from dateline.score.agreement import score_findings
from dateline.score.evaluation import Evaluation, evaluate, find_parts
from dateline.score.gold import GoldReport, read_gold
from dateline.score.tally import Floors, Score, Tally, check_floors, load_floors, make_scores, raise_floors

__all__ = [
    "Evaluation",
    "Floors",
    "GoldReport",
    "Score",
    "Tally",
    "check_floors",
    "evaluate",
    "find_parts",
    "load_floors",
    "make_scores",
    "raise_floors",
    "read_gold",
    "score_findings",
]
