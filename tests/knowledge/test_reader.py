"""The trained reader: windows, pieces, digests, and the same figures twice."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from dateline.knowledge.reader import (
    REACH,
    WINDOW,
    Anchors,
    Reader,
    ReaderError,
    load_reader,
    make_reaches,
    make_windows,
)
from dateline.knowledge.reader_pieces import Pieces, make_pieces

TEXT = "Rebels attacked the town of Moroni on Monday, killing 13 U.N. troops. Police said they fled."
SENTENCES = [(0, 69), (70, len(TEXT))]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def made_pieces(sentences: list[int]) -> Pieces:
    numbers = np.repeat(np.arange(len(sentences)), sentences)
    places = np.arange(len(numbers))
    return Pieces(places + 1000, places * 0, places, places + 1, places, numbers)


def test_pieces_know_their_words(reader: Reader) -> None:
    pieces = make_pieces(TEXT, SENTENCES, reader.tokenizer)
    words = [TEXT[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert "".join(words) == TEXT.replace(" ", "")
    assert pieces.sentences[0] == 0 and pieces.sentences[-1] == 1
    shapes = dict(zip(words, pieces.shapes.tolist(), strict=True))
    assert (shapes["Rebels"], shapes["attacked"], shapes["13"]) == (1, 0, 3)


def test_windows_are_whole_sentences_that_cover_everything() -> None:
    pieces = made_pieces([100, 150, 120, 30, 200, 90])
    windows = make_windows(pieces)
    assert all(high - low <= WINDOW for low, high in windows)
    assert {piece for low, high in windows for piece in range(low, high)} == set(range(690))
    assert all(pieces.sentences[low] != pieces.sentences[low - 1] for low, _ in windows if low)


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    pieces = made_pieces([20, 1000, 20])
    assert all(high - low <= WINDOW for low, high in make_windows(pieces))
    assert {piece for low, high in make_windows(pieces) for piece in range(low, high)} == set(range(1040))


def test_reaches_do_not_overlap() -> None:
    reaches = make_reaches(made_pieces([300] * 9))
    assert all(high - low <= REACH for low, high in reaches)
    assert [low for low, _ in reaches[1:]] == [high for _, high in reaches[:-1]]


def test_no_pieces_no_windows() -> None:
    assert make_windows(made_pieces([])) == []


def test_reads_the_same_twice_and_to_the_letter(reader: Reader) -> None:
    pieces = make_pieces(TEXT, SENTENCES, reader.tokenizer)
    first, second = reader.encode(pieces), reader.encode(pieces)
    np.testing.assert_array_equal(first.states, second.states)
    np.testing.assert_array_equal(first.words, second.words)


def test_a_long_report_is_joined_from_its_windows(reader: Reader) -> None:
    text = " ".join([TEXT] * 30)
    sentences = [(k * (len(TEXT) + 1) + low, k * (len(TEXT) + 1) + high) for k in range(30) for low, high in SENTENCES]
    pieces = make_pieces(text, sentences, reader.tokenizer)
    assert len(make_windows(pieces)) > 1
    encoded = reader.encode(pieces)
    assert len(encoded.states) == len(encoded.words) == len(pieces)


def test_an_empty_report(reader: Reader) -> None:
    assert len(reader.encode(make_pieces("", [], reader.tokenizer)).states) == 0


def test_scores_have_a_row_an_anchor(reader: Reader) -> None:
    pieces = make_pieces(TEXT, SENTENCES, reader.tokenizer)
    encoded = reader.encode(pieces)
    anchors = Anchors(triggers=((1, 2), (9, 10)), mentions=((0, 1),))
    scores = reader.score(pieces, encoded, 0, len(pieces), anchors)
    assert scores.types.shape == (2, len(reader.labels.types))
    assert scores.roles.shape == (2, len(pieces), len(reader.labels.roles), 3)
    assert scores.sources.shape == (0, len(pieces), 3)
    assert scores.relations.shape == (1, 1, 1 + len(reader.labels.relations))
    np.testing.assert_allclose(scores.types.sum(-1), 1.0, atol=1e-5)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(Path(str(files("dateline.knowledge") / "data" / "reader")), folder)
    with (folder / "heads.onnx").open("ab") as graph:
        graph.write(b"x")
    with pytest.raises(ReaderError, match=r"heads\.onnx"):
        load_reader(folder)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="cannot be loaded"):
        load_reader(tmp_path)
