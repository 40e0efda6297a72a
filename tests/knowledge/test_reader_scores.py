"""What the reader says of fixed sentences, within a tolerance: processors differ in the arithmetic of int8.

The same machine gives the same figures to the last digit; another may differ by a little, more than TOLERANCE means
that its onnxruntime computes something else. Pin new weights with
``python tests/knowledge/test_reader_scores.py > tests/knowledge/reader_scores.json``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from dateline.knowledge.reader import Anchors, Reader, load_reader
from dateline.knowledge.reader_pieces import make_pieces

TOLERANCE = 0.1  # of probabilities
PINNED = Path(__file__).with_name("reader_scores.json")
TEXTS = (
    "Rebels of the River Front attacked an army post near Gulu on Tuesday, killing 13 soldiers.",
    "Police say a bomb exploded in a market in Quetta, wounding at least 20 people.",
    "The mayor opened a library in Lyon and thanked the donors.",
    "A court in Bamako sentenced two men to prison for the murder of a journalist last year.",
)


def told_scores(reader: Reader, text: str) -> dict[str, float]:
    """Return scope, the chance of every word to be a trigger or a cue, and the first trigger's likeliest classes."""
    pieces = make_pieces(text, [(0, len(text))], reader.tokenizer)
    encoded = reader.encode(pieces)
    told = {"scope": encoded.scope}
    for at, (start, end) in enumerate(zip(pieces.starts, pieces.ends, strict=True)):
        for column, name in enumerate(("trigger", "cue")):
            told[f"{name} {at} {text[start:end]}"] = float(1.0 - encoded.words[at, column, 0])
    best = int(encoded.words[:, 0, 0].argmin())
    scores = reader.score(pieces, encoded, 0, len(pieces), Anchors(triggers=((best, best + 1),)))
    told |= {f"type {name}": float(scores.types[0, k]) for k, name in enumerate(reader.labels.types)}
    told |= {f"status {name}": float(scores.statuses[0, k]) for k, name in enumerate(reader.labels.statuses)}
    told["background"] = float(scores.background[0])
    for k, name in enumerate(reader.labels.roles):
        told[f"role {name}"] = float((1.0 - scores.roles[0, :, k, 0]).max())
    return {name: round(value, 4) for name, value in told.items()}


@pytest.mark.parametrize("text", TEXTS)
def test_scores_are_those_that_were_pinned(text: str) -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    reader = load_reader()
    assert pinned["reader"] == reader.name, "the weights are others: pin their scores"
    told = told_scores(reader, text)
    wanted = pinned["texts"][text]
    assert told.keys() == wanted.keys()
    far = {name: (told[name], value) for name, value in wanted.items() if abs(told[name] - value) > TOLERANCE}
    assert not far


if __name__ == "__main__":
    made = load_reader()
    texts = {text: told_scores(made, text) for text in TEXTS}
    json.dump({"reader": made.name, "texts": texts}, sys.stdout, indent=1, ensure_ascii=False)
