"""Learn the weights by which the places of one name are ranked (`knowledge/data/geo/rank_weights.tsv`).

    python training/place_ranking.py SHARED GAZETTEER [--write]

Conditional logit on the training folds of LGL and GeoWebNews (`eval/places.py` holds the other fifth back): for each
gold name the softmax over its candidates, cross-entropy to the gold place, L2 penalty, full batches, Adam. Other places
of a report are those that the weights of the round before choose. No chance is involved. Only weights leave this
program.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.knowledge.place_words import load_rank_weights
from dateline.parse import parse_report
from dateline.resolve.place_context import make_mentions
from dateline.resolve.place_ranking import features, make_scene, rank_scene
from places import Article, read_articles  # type: ignore[import-not-found]

PENALTY = 2.0  # L2, per weight; set by hand, not tuned
PASSES, STEPS = 4, 400
HEADER = """# What speaks for (+) and against (-) a place among those of one name: feature, weight (log-odds).
# Learned by training/place_ranking.py; by hand: quality -1 (first meanings in our lists),
# quality 1, the kinds of our own regions and units in small letters, which these articles hardly have.
"""
BY_HAND = {
    "quality=-1": 4.0,
    "quality=1": 1.3,
    "kind=region": 1.5,
    "kind=stretch": 1.0,
    "kind=sea": 2.0,
    "kind=continent": 2.0,
    "unit said": 2.5,
    "other unit said": -2.0,
}
Rows = list[dict[str, float]]


def examples(articles: Sequence[Article], gazetteer: Gazetteer) -> Iterator[tuple[Rows, int]]:
    """Yield the features of all candidates of each gold name, and which of them is the gold place."""
    for article in articles:
        parsed = parse_report(article.report)
        mentions = make_mentions(parsed, [gold.span for gold in article.golds])
        _, scene = rank_scene(make_scene(parsed, mentions, gazetteer))
        for number, (gold, candidates) in enumerate(zip(article.golds, scene.found, strict=True)):
            answer = next((place for place, one in enumerate(candidates) if one.id == gold.place_id), None)
            if answer is not None and len(candidates) > 1:
                yield [features(one, number, scene) for one in candidates], answer


def fit(rows: Sequence[tuple[Rows, int]]) -> dict[str, float]:
    """Return the weight of each feature."""
    names = sorted({name for candidates, _ in rows for row in candidates for name in row})
    number = {name: column for column, name in enumerate(names)}
    table = np.zeros((sum(len(candidates) for candidates, _ in rows), len(names)))
    group = np.zeros(len(table), dtype=np.int64)
    gold = np.zeros(len(table))
    line = 0
    for index, (candidates, answer) in enumerate(rows):
        for place, row in enumerate(candidates):
            for name, value in row.items():
                table[line, number[name]] = value
            group[line], gold[line] = index, float(place == answer)
            line += 1
    weights = _descend(table, group, gold)
    return dict(zip(names, (float(weight) for weight in weights), strict=True))


def _descend(table: NDArray[np.float64], group: NDArray[np.int64], gold: NDArray[np.float64]) -> NDArray[np.float64]:
    size = table.shape[1]
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for turn in range(1, STEPS + 1):
        odds = np.exp(np.clip(table @ weights, -50, 50))
        share = odds / np.bincount(group, odds)[group]
        slope = table.T @ (share - gold) + PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= 0.1 * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.999**turn)) + 1e-8)
    return weights


def _best(candidates: Rows, weights: dict[str, float]) -> int:
    sums = [sum(weights[name] * value for name, value in row.items()) for row in candidates]
    return max(range(len(sums)), key=lambda place: (sums[place], -place))


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("gazetteer", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    gazetteer = open_gazetteer(options.gazetteer)
    articles = [
        article
        for name in ("lgl", "gwn")
        for article in read_articles(options.shared / "data" / "geo" / f"{name}.xml")
        if not article.is_held
    ]
    weights = load_rank_weights()  # the one dictionary that `rank` reads: each pass uses the weights of the last
    for _ in range(PASSES):
        rows = list(examples(articles, gazetteer))
        learned = fit(rows) | BY_HAND
        weights.clear()
        weights.update(learned)
        right = sum(_best(candidates, learned) == answer for candidates, answer in rows)
        print(f"{len(rows)} ambiguous names, {right / len(rows):.3f} right")
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items())]
    print("\n".join(lines))
    if options.write:
        target = Path(__file__).parents[1] / "src/dateline/knowledge/data/geo/rank_weights.tsv"
        target.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
