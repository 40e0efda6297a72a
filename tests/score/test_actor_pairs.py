"""The pairs of names: the floors under what is published in docs/actors.md."""

from __future__ import annotations

from collections import Counter

from actors import read_pairs, score_pairs
from dateline.knowledge.register import load_register


def test_pairs_of_names_stay_as_well_told_as_published() -> None:
    pairs = list(read_pairs())
    assert len(pairs) >= 200
    assert len({(pair.left, pair.right) for pair in pairs}) == len(pairs)
    assert min(Counter(pair.verdict for pair in pairs).values()) >= 25
    scores = score_pairs(pairs, load_register())
    assert scores["same"].precision >= 0.98
    assert scores["same"].recall >= 0.97
    assert scores["different"].precision >= 0.97
    assert scores["different"].recall >= 0.97
