"""Word pieces of a text, as the reader sees them. Imports numpy and tokenizers only, so that training shares it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

CLS, SEP = 101, 102

LOWER, INITIAL, UPPER, DIGITS = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The pieces of one text, n of them, without special pieces. All arrays have shape (n,).

    `starts`, `ends`: code points in the text. `shapes`: letter case of the whole word (0 lower, 1 initial capital,
    2 all capitals, 3 with a digit). `words`: number of the word (pieces of one word share it). `sentences`: number of
    the sentence.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    words: NDArray[np.int64]
    sentences: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(path: Path) -> Tokenizer:
    """Load a tokenizer file; nothing is cut and nothing filled up."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _shape(word: str) -> int:
    if any(char.isdigit() for char in word):
        return DIGITS
    if len(word) > 1 and word.isupper():
        return UPPER
    return INITIAL if word[:1].isupper() else LOWER


def _words(encoding: Encoding) -> list[int]:
    return [-1 if word is None else word for word in encoding.word_ids]


def make_pieces(text: str, sentences: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Pieces:
    """Cut `text` into pieces; `sentences` are the bounds of its sentences in order, other text is left out."""
    rows: list[tuple[int, int, int, int, int, int]] = []
    word_base = 0
    for number, (start, end) in enumerate(sentences):
        part = text[start:end]
        encoding = tokenizer.encode(part, add_special_tokens=False)
        bounds: dict[int, tuple[int, int]] = {}
        for word, (left, right) in zip(_words(encoding), encoding.offsets, strict=True):
            low, high = bounds.get(word, (left, right))
            bounds[word] = (min(low, left), max(high, right))
        shapes = {word: _shape(part[left:right]) for word, (left, right) in bounds.items()}
        for piece, word, (left, right) in zip(encoding.ids, _words(encoding), encoding.offsets, strict=True):
            rows.append((piece, shapes[word], start + left, start + right, word_base + word, number))
        word_base += len(bounds)
    table = np.array(rows, dtype=np.int64).reshape(-1, 6)
    return Pieces(*(table[:, column].copy() for column in range(6)))
