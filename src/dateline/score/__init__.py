"""Score: how well findings agree with gold annotation, per kind of finding, on the corpus or a user's own sample."""

from __future__ import annotations

from dateline.score.agreement import score_findings
from dateline.score.gold import GoldReport, read_gold
from dateline.score.tally import Score, Tally, check_floors, load_floors, make_scores

__all__ = [
    "GoldReport",
    "Score",
    "Tally",
    "check_floors",
    "load_floors",
    "make_scores",
    "read_gold",
    "score_findings",
]
