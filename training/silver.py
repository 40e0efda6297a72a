"""Read the unannotated news with the rules and the reader together: many uneven labels to begin on (self-training).

    python training/silver.py --out silver.jsonl

Runs in an environment with the whole package. Sentences of annotated parts are left out, the measuring parts among
them. The sentences come without the bounds of reports; a logistic regression over words shared with the sentences
before, fitted on the training parts, guesses these. One line of output is a report: first and last sentence, and what
was found in it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.config import Config
from dateline.extract import extract_findings
from dateline.knowledge import load_knowledge
from dateline.parse import parse_report
from dateline.records import Report

WORD = re.compile(r"[A-Za-z][\w'-]{3,}")
OPENINGS = ("he", "she", "they", "it", "the", "mr", "mrs", "but", "a", "in", "police", "officials", "this", "there")
BACK = 3  # sentences before that are compared
LONGEST = 14  # sentences in a report


@dataclass(frozen=True, slots=True)
class Guess:
    """What tells that a report begins."""

    rarity: dict[str, float]
    weights: NDArray[np.float64]

    def chance(self, sentences: Sequence[str], at: int) -> float:
        """Return the chance that a report begins at sentence `at`."""
        return float(1.0 / (1.0 + np.exp(-(make_features(sentences, at, self.rarity) @ self.weights))))


def make_features(sentences: Sequence[str], at: int, rarity: dict[str, float]) -> NDArray[np.float64]:
    """Return what is shared with the sentences before and after, and how the sentence opens."""
    here = set(WORD.findall(sentences[at]))
    before = [set(WORD.findall(one)) for one in sentences[max(0, at - BACK) : at]]
    after = [set(WORD.findall(one)) for one in sentences[at + 1 : at + 1 + BACK]]

    def shared(others: list[set[str]]) -> float:
        common = here & set().union(*others) if others else set()
        return math.log1p(sum(rarity.get(word, 8.0) for word in common))

    names = sum(word[0].isupper() for word in here)
    first = sentences[at].split()[0].lower().strip('".,')
    row = [1.0, shared(before), shared(after), shared(before[-1:]), math.log1p(names), math.log1p(len(sentences[at]))]
    row += [float(" has " in sentences[at] or " have " in sentences[at]), float(sentences[at][0] == '"')]
    return np.array(row + [float(first == word) for word in OPENINGS])


def fit_guess(corpus: Path, parts: Sequence[str], sentences: dict[int, str]) -> Guess:
    """Fit on the bounds of the annotated reports (Newton's method with a little ridge)."""
    counts = Counter(word for text in sentences.values() for word in set(WORD.findall(text)))
    rarity = {word: math.log(len(sentences) / count) for word, count in counts.items()}
    rows, labels = [], []
    for part in parts:
        lines = (corpus / "voa" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
        reports = [json.loads(line)["report"] for line in lines if line.strip()]
        first, last = reports[0][0], reports[-1][1]
        texts, starts = [sentences[n] for n in range(first, last + 1)], {low for low, _ in reports}
        rows += [make_features(texts, at, rarity) for at in range(1, len(texts))]
        labels += [float(first + at in starts) for at in range(1, len(texts))]
    design, wanted = np.stack(rows), np.array(labels)
    weights = np.zeros(design.shape[1])
    for _ in range(30):
        shares = 1.0 / (1.0 + np.exp(-design @ weights))
        slope = design.T @ (shares - wanted) + weights
        curve = (design * (shares * (1 - shares))[:, None]).T @ design + np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return Guess(rarity, weights)


def cut_reports(run: Sequence[tuple[int, str]], guess: Guess) -> Iterator[tuple[int, int]]:
    """Yield first and last place of the reports in a run of consecutive sentences."""
    texts = [text for _, text in run]
    start = 0
    for at in range(1, len(run) + 1):
        if at == len(run) or at - start >= LONGEST or guess.chance(texts, at) >= 0.5:
            yield start, at - 1
            start = at


def read_runs(sentences: dict[int, str], left_out: set[int]) -> Iterator[list[tuple[int, str]]]:
    """Yield runs of consecutive sentences that are not left out."""
    run: list[tuple[int, str]] = []
    for number in sorted(sentences):
        if number in left_out or (run and number != run[-1][0] + 1):
            if run:
                yield run
            run = []
        if number not in left_out:
            run.append((number, sentences[number]))
    if run:
        yield run


def annotated(corpus: Path, more: Path) -> set[int]:
    """Return the numbers of all annotated sentences."""
    numbers = set()
    for path in sorted((corpus / "voa").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        numbers |= {int(line.split("\t")[0]) for line in lines if line.strip()}
    for path in sorted(more.glob("q*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            first, last = json.loads(line)["report"]
            numbers |= set(range(first, last + 1))
    return numbers


def main() -> None:
    """Read the command line, cut, read and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--more", type=Path, default=Path(__file__).parent / "annotated")
    parser.add_argument("--sentences", type=int, default=20000, help="about how many are read, evenly spread")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    corpus = options.data / "corpus"
    with gzip.open(options.data / "data" / "voa" / "sentences.jsonl.gz", "rt", encoding="utf-8") as lines:
        sentences = {item["n"]: item["text"] for item in map(json.loads, lines)}
    dev = (corpus / "dev.txt").read_text(encoding="utf-8").split()
    parts = sorted(path.stem for path in (corpus / "voa").glob("*.jsonl") if path.stem not in dev)
    guess = fit_guess(corpus, parts, sentences)
    left_out = annotated(corpus, options.more)
    reports = [run[low : high + 1] for run in read_runs(sentences, left_out) for low, high in cut_reports(run, guess)]
    step = max(1.0, sum(len(one) for one in reports) / options.sentences)
    chosen = [reports[int(at)] for at in np.arange(0, len(reports), step)]
    knowledge, told = load_knowledge(Config()), 0
    with options.out.open("wb") as stream:
        for one in chosen:
            report = Report(id=f"silver:{one[0][0]}", text=" ".join(text for _, text in one))
            found = extract_findings(parse_report(report), knowledge, "silver")
            told += bool(found.events)
            stream.write(msgspec.json.encode({"first": one[0][0], "last": one[-1][0], "findings": found}) + b"\n")
    print(f"{len(reports)} reports, {len(chosen)} read, {told} with an event")


if __name__ == "__main__":
    main()
