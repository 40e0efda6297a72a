"""The trained reader: a small encoder with heads, run by onnxruntime on one thread.

`Reader.encode` turns the pieces of a report into vectors and word tags; `Reader.score` looks at one report from
the point of view of the spans (*anchors*) that the decoder took from the tags. How it was made: `docs/model-card.md`.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dateline.errors import UserError
from dateline.knowledge.reader_pieces import CLS, LOWER, SEP, Pieces, load_tokenizer

Floats = NDArray[np.float32]
Bounds = tuple[int, int]  # half-open range of pieces

WINDOW = 382  # pieces in a window, [CLS] and [SEP] apart
STRIDE = 0.5  # a new window begins about here in the last one
REACH = 1024  # pieces that are looked at together when spans are linked


class ReaderError(UserError):
    """The files of the trained reader are missing or are not those that this version was measured with."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The closed lists of words, in the order of the outputs; `relations` has "none" before them."""

    types: tuple[str, ...]
    statuses: tuple[str, ...]
    speakers: tuple[str, ...]
    stances: tuple[str, ...]
    relations: tuple[str, ...]
    roles: tuple[str, ...]
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the encoder says of t pieces.

    `states` (t, hidden); `words` (t, 4, 3) probabilities of O/B/I for trigger, cue, claim and mention; `scope` the
    probability that the report tells of political violence at all.
    """

    states: Floats
    words: Floats
    scope: float


@dataclass(frozen=True, slots=True)
class Anchors:
    """The spans that the other heads are asked about."""

    triggers: tuple[Bounds, ...] = ()
    cues: tuple[Bounds, ...] = ()
    claims: tuple[Bounds, ...] = ()
    mentions: tuple[Bounds, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Probabilities, for a triggers, c cues, r claims, m mentions and t pieces. Tags are O/B/I along the last axis."""

    types: Floats  # (a, types)
    statuses: Floats  # (a, statuses)
    background: Floats  # (a,)
    roles: Floats  # (a, t, roles, 3)
    sides: Floats  # (a, t, sides): whose people a count at this piece speaks of
    doubt: Floats  # (a, t)
    silence: Floats  # (c,)
    speakers: Floats  # (c, speakers)
    sources: Floats  # (c, t, 3)
    contents: Floats  # (c, t, 3)
    source_speakers: Floats  # (c, t, speakers)
    stances: Floats  # (r, stances)
    whos: Floats  # (r, t, 3)
    bys: Floats  # (r, t, 3)
    same: Floats  # (a, a), meaningful above the diagonal
    about: Floats  # (c, a)
    blame: Floats  # (r, a)
    relations: Floats  # (m, m, 1 + relations)


class Graphs(Protocol):
    """The two computations behind a reader: in the package ONNX graphs, in training the network itself."""

    def encode(self, ids: NDArray[np.int64], shapes: NDArray[np.int64], mask: Floats) -> tuple[Floats, Floats, Floats]:
        """(b, t + 2) pieces -> states (b, t, hidden), tags (b, t, 12), scope (b,), the last two as logits."""
        ...

    def score(self, states: Floats, sentences: NDArray[np.int64], pools: Sequence[Floats]) -> Mapping[str, Floats]:
        """(1, t, hidden), (1, t) and four (n, t) poolings -> logits by name (see `_make_scores`)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """The model with its words and thresholds; load it once a process."""

    name: str
    labels: Labels
    thresholds: Mapping[str, float]
    calibration: Mapping[str, tuple[float, float]]  # slope and shift of the log-odds, by kind of finding
    tokenizer: Tokenizer
    graphs: Graphs

    def confidence(self, kind: str, raw: float) -> float:
        """Return how often findings of `kind` with the score `raw` were right when it was made (Platt scaling)."""
        slope, shift = self.calibration.get(kind, (1.0, 0.0))
        odds = math.log(max(raw, 1e-4) / max(1.0 - raw, 1e-4))
        return round(1.0 / (1.0 + math.exp(-(slope * odds + shift))), 3)

    def encode(self, pieces: Pieces) -> Encoded:
        """Encode one report, window by window.

        Windows are not run together: int8 activations are scaled by their range over a batch, so the neighbours in it
        would move a report's figures, and the same report must give the same findings wherever it is read.
        """
        windows = make_windows(pieces)
        return _join(len(pieces), windows, [self._encode_window(pieces, low, high) for low, high in windows])

    def _encode_window(self, pieces: Pieces, low: int, high: int) -> Encoded:
        ids = np.concatenate([[CLS], pieces.ids[low:high], [SEP]])[None]
        shapes = np.concatenate([[LOWER], pieces.shapes[low:high], [LOWER]])[None]
        states, words, scope = self.graphs.encode(ids, shapes, np.ones(ids.shape, dtype=np.float32))
        return Encoded(states[0], _softmax(words[0].reshape(-1, 4, 3)), float(_sigmoid(scope)[0]))

    def score(self, pieces: Pieces, encoded: Encoded, low: int, high: int, anchors: Anchors) -> Scores:
        """Score the anchors among the pieces [low, high); bounds of anchors count from `low`."""
        size = high - low
        kinds = (anchors.triggers, anchors.cues, anchors.claims, anchors.mentions)
        pools = [_pool(kind, size) for kind in kinds]
        sentences = pieces.sentences[low:high][None]
        raw = self.graphs.score(encoded.states[low:high][None], sentences - sentences[0, 0] * (low > 0), pools)
        return _make_scores(raw, self.labels, [len(kind) for kind in kinds], size)


def make_windows(pieces: Pieces) -> list[Bounds]:
    """Return windows of whole sentences, at most WINDOW pieces each, which overlap by about half."""
    return _cut(pieces, WINDOW, STRIDE)


def make_reaches(pieces: Pieces) -> list[Bounds]:
    """Return the parts, mostly one, within which spans are linked; they do not overlap."""
    return _cut(pieces, REACH, 1.0)


def _cut(pieces: Pieces, room: int, stride: float) -> list[Bounds]:
    if not len(pieces):
        return []
    starts = np.flatnonzero(np.diff(pieces.sentences, prepend=-1)).tolist()
    starts = sorted(
        {*starts, *(cut for low, high in _long(starts, len(pieces), room) for cut in range(low, high, room))}
    )
    ends = [*starts[1:], len(pieces)]
    windows: list[Bounds] = []
    first = 0
    while first < len(starts):
        last = first
        while last + 1 < len(ends) and ends[last + 1] - starts[first] <= room:
            last += 1
        windows.append((starts[first], ends[last]))
        if last + 1 == len(starts):
            break
        beyond = [k for k in range(first + 1, last + 2) if starts[k] - starts[first] >= stride * room]
        first = beyond[0] if beyond else last + 1
    return windows


def _long(starts: Sequence[int], size: int, room: int) -> list[Bounds]:
    return [(low, high) for low, high in zip(starts, [*starts[1:], size], strict=True) if high - low > room]


def _join(size: int, windows: Sequence[Bounds], encoded: Sequence[Encoded]) -> Encoded:
    """Take every piece from the window in which it stands farthest from an edge that is none of the report."""
    if not windows:
        return Encoded(np.zeros((0, 0), np.float32), np.zeros((0, 4, 3), np.float32), 0.0)
    if len(windows) == 1:
        return encoded[0]
    places = np.arange(size)
    room = np.full((len(windows), size), -1)
    for row, (low, high) in enumerate(windows):
        left = places - low if low else np.full_like(places, size)
        right = high - 1 - places if high < size else np.full_like(places, size)
        room[row, low:high] = np.minimum(left, right)[low:high]
    best = room.argmax(0).tolist()
    at = [(row, place - windows[row][0]) for place, row in enumerate(best)]
    states = np.stack([encoded[row].states[place] for row, place in at])
    words = np.stack([encoded[row].words[place] for row, place in at])
    return Encoded(states, words, max(one.scope for one in encoded))


def _pool(kind: Sequence[Bounds], size: int) -> Floats:
    """Return weights (max(n, 1), t) that average the pieces of each anchor; a graph never sees an empty list."""
    pool = np.zeros((max(len(kind), 1), size), dtype=np.float32)
    for row, (low, high) in enumerate(kind or [(0, 1)]):
        pool[row, low:high] = np.float32(1.0 / (high - low))
    return pool


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Floats = powers / powers.sum(-1, keepdims=True)
    return shares


def _sigmoid(logits: Floats) -> Floats:
    shares: Floats = np.float32(1.0) / (np.float32(1.0) + np.exp(-np.clip(logits, -60.0, 60.0)))
    return shares


def _split(array: Floats, sizes: Sequence[int]) -> list[Floats]:
    return np.split(array, np.cumsum(sizes)[:-1], axis=-1)


def _make_scores(raw: Mapping[str, Floats], labels: Labels, counts: Sequence[int], size: int) -> Scores:
    """Cut the outputs of the graph into their parts and turn logits into probabilities."""
    a, c, r, m = counts
    roles = len(labels.roles)
    types, statuses, background = _split(raw["event_classes"][:a], (len(labels.types), len(labels.statuses), 1))
    role_tags, sides, doubt = _split(raw["event_tokens"][:a], (3 * roles, len(labels.sides), 1))
    silence, speakers = _split(raw["statement_classes"][:c], (1, len(labels.speakers)))
    sources, contents, source_speakers = _split(raw["statement_tokens"][:c], (3, 3, len(labels.speakers)))
    whos, bys = _split(raw["claim_tokens"][:r], (3, 3))
    return Scores(
        types=_softmax(types),
        statuses=_softmax(statuses),
        background=_sigmoid(background[:, 0]),
        roles=_softmax(role_tags.reshape(a, size, roles, 3)),
        sides=_softmax(sides),
        doubt=_sigmoid(doubt[..., 0]),
        silence=_sigmoid(silence[:, 0]),
        speakers=_softmax(speakers),
        sources=_softmax(sources),
        contents=_softmax(contents),
        source_speakers=_softmax(source_speakers),
        stances=_softmax(raw["claim_classes"][:r]),
        whos=_softmax(whos),
        bys=_softmax(bys),
        same=_sigmoid(raw["same"][:a, :a, 0]),
        about=_sigmoid(raw["about"][:c, :a, 0]),
        blame=_sigmoid(raw["blame"][:r, :a, 0]),
        relations=_softmax(raw["relations"][:m, :m]),
    )


class OnnxGraphs:
    """The graphs of the package, each in a session of one thread."""

    OUTPUTS = (
        "event_classes", "event_tokens", "statement_classes", "statement_tokens", "claim_classes", "claim_tokens",
        "same", "about", "blame", "relations",
    )  # fmt: skip

    def __init__(self, encoder: bytes, heads: bytes) -> None:
        import onnxruntime  # type: ignore[import-untyped]  # slow to import: only where the reader is used

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        make = onnxruntime.InferenceSession
        self._encoder = make(encoder, options, providers=["CPUExecutionProvider"])
        self._heads = make(heads, options, providers=["CPUExecutionProvider"])

    def encode(self, ids: NDArray[np.int64], shapes: NDArray[np.int64], mask: Floats) -> tuple[Floats, Floats, Floats]:
        """See `Graphs`."""
        states, words, scope = self._encoder.run(None, {"ids": ids, "shapes": shapes, "mask": mask})
        return states, words, scope

    def score(self, states: Floats, sentences: NDArray[np.int64], pools: Sequence[Floats]) -> Mapping[str, Floats]:
        """See `Graphs`."""
        names = ("triggers", "cues", "claims", "mentions")
        feed = {"states": states, "sentences": sentences, **dict(zip(names, pools, strict=True))}
        return dict(zip(self.OUTPUTS, self._heads.run(list(self.OUTPUTS), feed), strict=True))


def load_reader(folder: Path | None = None) -> Reader:
    """Load the reader of the package, or of `folder`; every file is checked against the digests in ``reader.json``.

    Raises:
        ReaderError: a file is missing or has another digest.
    """
    place = Path(str(files("dateline.knowledge") / "data" / "reader")) if folder is None else folder
    try:
        card = json.loads((place / "reader.json").read_text(encoding="utf-8"))
        data = {name: (place / name).read_bytes() for name in card["sha256"]}
    except (OSError, ValueError, KeyError) as error:
        raise ReaderError(f"the trained reader in {place} cannot be loaded: {error}") from error
    for name, digest in card["sha256"].items():
        if hashlib.sha256(data[name]).hexdigest() != digest:
            raise ReaderError(f"{place / name} is not the file that reader.json names; install the package again")
    return Reader(
        name=card["name"],
        labels=Labels(**{name: tuple(words) for name, words in card["labels"].items()}),
        thresholds=dict(card["thresholds"]),
        calibration={kind: (slope, shift) for kind, (slope, shift) in card["calibration"].items()},
        tokenizer=load_tokenizer(place / "tokenizer.json"),
        graphs=OnnxGraphs(data["encoder.onnx"], data["heads.onnx"]),
    )
