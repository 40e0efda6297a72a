"""Learn what makes a name a place name (`knowledge/data/geo/name_weights.tsv`) from silver tags of VOA sentences.

    python training/place_names.py DATA CORPUS GAZETTEER [--write]

DATA is the folder with `voa/sentences.jsonl.gz`, CORPUS the one with `dev.txt`: the sentences of its dev parts are held
back and measured on, as is every twentieth run of 50 sentences. Logistic regression with an L2 penalty, full batches,
Adam; no chance is involved, the same input gives the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.extract.marking.place_features import Guess, find_guesses
from dateline.extract.marking.places import choose
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.knowledge.place_words import load_place_words
from dateline.parse.tokens import find_tokens
from dateline.records import Sentence, Span

SEEN = 4  # a feature is used from this many guesses on
SMALLEST = 0.03  # weights closer to zero are left out of the file
PENALTY = 0.35  # L2, per weight; set by hand, not tuned
ROUNDS = 250
# Names of several words in our own lists ("Jammu and Kashmir"): the silver tags cut them apart or call them otherwise.
BY_HAND = {"listed": 3.0}
HEADER = """# What speaks for (+) and against (-) capitalised words being a place name: feature, weight (log-odds).
# Learned by training/place_names.py from name tags of Voice of America sentences (public domain).
"""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence with the spans that the silver tags call places."""

    number: int
    text: str
    sentence: Sentence
    places: frozenset[Span]


def read_event_places(corpus: Path, dev: Sequence[str], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the usual names of the gazetteer in which events of the corpus's training parts happen."""
    found = set()
    for path in sorted((corpus / "voa").glob("p*.jsonl")):
        for line in path.read_text("utf-8").splitlines() if path.stem not in dev else []:
            for event in json.loads(line).get("events", []):
                found |= {quotation.split("|")[1] for quotation in event["where"]}
    return frozenset(words for words in found if any(one.quality <= 1 for one in gazetteer.candidates(words)))


def read_tagged(path: Path, gazetteer: Gazetteer, known: frozenset[str]) -> Iterator[Tagged]:
    """Yield the sentences; a tagged demonym ("gpe" in these tags) is no place, one of `known` always is.

    The silver tags call Rafah an organisation and Khan Younis a person as often as not.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text, words, tags = row["text"], row["words"], row["tags"]
            places = {
                span for span in _spans((text, words, tags), gazetteer, known) if not _is_demonym(span, text, gazetteer)
            }
            whole = Span(0, len(text))
            yield Tagged(row["n"], text, Sentence(whole, find_tokens(text, whole), 0), frozenset(places))


def _is_demonym(span: Span, text: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.country_of_demonym(span.of(text)) is not None


def _spans(
    tagged: tuple[str, Sequence[str], Sequence[str]], gazetteer: Gazetteer, known: frozenset[str]
) -> Iterator[Span]:
    """Yield the places: what is tagged geo or gpe, and regions of our own list that the tags call organisations."""
    text, words, tags = tagged
    for kind, span in tagged_spans(text, words, tags):
        span = _capitalised(text, span)
        if kind in ("geo", "gpe") or span.of(text) in known:
            yield span
        elif kind == "org" and " " in span.of(text):  # the tags mostly call the West Bank an organisation
            found = gazetteer.candidates(span.of(text))
            if found and found[0].quality <= 1 and found[0].kind != "town":
                yield span


def _capitalised(text: str, span: Span) -> Span:
    """Return the span without small words at its ends: the tags sometimes hold "southern" of "southern Iraq"."""
    parts = [match.span() for match in re.finditer(r"\S+", span.of(text)) if not match.group().islower()]
    return Span(span.start + parts[0][0], span.start + parts[-1][1]) if parts else span


def tagged_spans(text: str, words: Sequence[str], tags: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """Yield kind and span of each tagged name."""
    offset, start, end, kind = 0, -1, -1, ""
    for word, tag in zip([*words, ""], [*tags, "O"], strict=True):
        if start >= 0 and not (tag[0] == "I" and tag[2:] == kind):
            yield kind, Span(start, end)
            start = -1
        at = text.find(word, offset)
        if at < 0:
            continue
        offset = at + len(word)
        if tag != "O":
            start, end, kind = (at if start < 0 else start), offset, tag[2:]


def fit(examples: Sequence[tuple[Guess, bool]]) -> dict[str, float]:
    """Return the weight of each feature."""
    counts = Counter(feature for guess, _ in examples for feature in guess.features)
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    number = {name: column for column, name in enumerate(names)}
    pairs = [
        (row, number[name]) for row, (guess, _) in enumerate(examples) for name in guess.features if name in number
    ]
    rows, columns = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    wanted = np.array([answer for _, answer in examples], dtype=np.float64)
    weights = _descend(rows, columns, wanted, len(names))
    return dict(zip(names, (float(weight) for weight in weights), strict=True)) | BY_HAND


def _descend(
    rows: NDArray[np.int64], columns: NDArray[np.int64], wanted: NDArray[np.float64], size: int
) -> NDArray[np.float64]:
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for turn in range(1, ROUNDS + 1):
        odds = np.bincount(rows, weights[columns], len(wanted))
        miss = 1 / (1 + np.exp(-odds)) - wanted
        slope = np.bincount(columns, miss[rows], size) + PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= 0.1 * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.999**turn)) + 1e-8)
    return weights


def _known_only(feature: str, weight: float, gazetteer: Gazetteer) -> float:
    """Return the weight, but none in favour of a name that no place has: the silver tags often call Fatah a place."""
    name = feature.removeprefix("name=")
    return min(weight, 0.0) if name != feature and not gazetteer.is_name(name) else weight


def measure(held: Sequence[Tagged], gazetteer: Gazetteer) -> tuple[float, float, int]:
    """Return precision, recall and the number of places of the held-back sentences."""
    words = load_place_words()
    hit = found = wanted = 0
    for tagged in held:
        guesses = find_guesses(tagged.sentence.tokens, tagged.text, gazetteer, words)
        spans = set(choose(tagged.sentence, guesses, gazetteer, tagged.text))
        hit += len(spans & tagged.places)
        found += len(spans)
        wanted += len(tagged.places)
    return hit / max(1, found), hit / max(1, wanted), wanted


def main() -> None:
    """Learn, write, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gazetteer", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    gazetteer, words = open_gazetteer(options.gazetteer), load_place_words()
    parts = (options.corpus / "dev.txt").read_text("utf-8").split()
    dev = {
        int(line.split("\t")[0])
        for part in parts
        for line in (options.corpus / "voa" / f"{part}.txt").read_text("utf-8").splitlines()
        if line.strip()
    }
    known = read_event_places(options.corpus, parts, gazetteer)
    tagged = list(read_tagged(options.data / "voa" / "sentences.jsonl.gz", gazetteer, known))
    held = [one for one in tagged if one.number in dev or one.number // 50 % 20 == 0]
    back = {one.number for one in held}
    examples = [
        (
            guess,
            Span(one.sentence.tokens[guess.start].span.start, one.sentence.tokens[guess.end - 1].span.end)
            in one.places,
        )
        for one in tagged
        if one.number not in back
        for guess in find_guesses(one.sentence.tokens, one.text, gazetteer, words)
    ]
    print(f"{len(tagged)} sentences, {len(examples)} guesses, {sum(answer for _, answer in examples)} places")
    target = Path(__file__).parents[1] / "src/dateline/knowledge/data/geo/name_weights.tsv"
    if options.write:
        weights = {name: _known_only(name, weight, gazetteer) for name, weight in fit(examples).items()}
        kept = [f"{name}\t{weight:.2f}" for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST]
        target.write_text(HEADER + "\n".join(kept) + "\n", "utf-8")
        print(f"{len(kept)} weights")
    precision, recall, wanted = measure(held, gazetteer)
    total = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"held back: {len(held)} sentences, {wanted} places: P {precision:.3f} R {recall:.3f} F1 {total:.3f}")


if __name__ == "__main__":
    main()
