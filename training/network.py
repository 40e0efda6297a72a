"""Encoder and heads together: batches, the joint loss, and the same calls that the ONNX graphs answer at run time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from corpus import IGNORE, Anchors, Links, Sample
from encoder import Encoder
from heads import CLAIM_PARTS, EVENT_CLASSES, EVENT_PARTS, STATEMENT_CLASSES, STATEMENT_PARTS, Heads, position
from labels import LABELS
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

MASK_PIECE = 103
WEIGHTS = {
    "words": 2.0, "scope": 1.0, "types": 4.0, "statuses": 3.0, "backgrounds": 3.0, "roles": 1.0, "sides": 1.0,
    "doubts": 0.5, "silences": 1.0, "speakers": 3.0, "sources": 1.0, "contents": 0.5, "stances": 2.0, "whos": 1.0,
    "bys": 0.5, "same": 2.0, "about": 0.3, "blame": 0.5, "relations": 2.0, "slots": 0.7,
}  # fmt: skip


class Network(nn.Module):
    """The whole model."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.heads = Encoder(), Heads()

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(batch, t + 2) pieces -> states (batch, t, hidden), word tags (batch, t, 12), scope (batch,)."""
        states = self.encoder(ids, shapes, mask)
        inner, real = states[:, 1:-1], mask[:, 2:, None].to(states.dtype)
        inner = inner * real
        scope = self.heads.scope(inner.sum(1) / real.sum(1).clamp(min=1.0))
        return inner, self.heads.words(inner), scope[:, 0]


@dataclass(slots=True)
class Batch:
    """Reports filled up to one length t."""

    samples: list[Sample]
    ids: Tensor
    shapes: Tensor
    mask: Tensor
    sentences: Tensor
    words: Tensor
    scope: Tensor


def make_batch(samples: list[Sample], random: np.random.Generator | None = None) -> Batch:
    """Fill up; with `random`, hide some pieces and drop the letter case of some reports."""
    size = max(len(sample.pieces) for sample in samples)
    ids, shapes = np.zeros((2, len(samples), size + 2), dtype=np.int64)
    mask = np.zeros(ids.shape, dtype=np.float32)
    sentences = np.zeros((len(samples), size), dtype=np.int64)
    words = np.full((len(samples), size, 4), IGNORE, dtype=np.int64)
    for row, sample in enumerate(samples):
        n = len(sample.pieces)
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = 101, sample.pieces.ids, 102
        shapes[row, 1 : n + 1], mask[row, : n + 2] = sample.pieces.shapes, 1.0
        sentences[row, :n], sentences[row, n:] = sample.pieces.sentences, sample.pieces.sentences[-1]
        words[row, :n] = sample.words
        if random is not None:
            hidden = random.random(n) < HIDDEN_SHARE
            ids[row, 1 : n + 1][hidden] = MASK_PIECE
            if random.random() < 0.1:
                shapes[row] = 0
    scope = torch.tensor([float(sample.gold.is_conflict) for sample in samples])
    arrays = (ids, shapes, mask, sentences, words)
    return Batch(samples, *(torch.from_numpy(np.ascontiguousarray(array)) for array in arrays), scope)


HIDDEN_SHARE = 0.06


def gather_anchors(kind: list[Anchors], size: int) -> tuple[Tensor, Tensor]:
    """Return the batch row (n,) and pooling weights (n, t) of all anchors of a batch."""
    rows = [row for row, anchors in enumerate(kind) for _ in anchors.bounds]
    pool = torch.zeros(len(rows), size)
    for number, (low, high) in enumerate(bounds for anchors in kind for bounds in anchors.bounds):
        pool[number, low:high] = 1.0 / float(high - low)
    return torch.tensor(rows, dtype=torch.long), pool


def _classes(kind: list[Anchors], name: str) -> Tensor:
    return torch.from_numpy(np.concatenate([anchors.classes[name] for anchors in kind]))


def _padded(kind: list[Anchors], pick: str, size: int, fill: float) -> Tensor:
    arrays = []
    for anchors in kind:
        array = anchors.weights if pick == "" else anchors.tokens[pick]
        widths = [(0, 0), (0, size - array.shape[1])] + [(0, 0)] * (array.ndim - 2)
        arrays.append(np.pad(array, widths, constant_values=fill))
    return torch.from_numpy(np.concatenate(arrays))


def _tags(logits: Tensor, wanted: Tensor, weights: Tensor | None = None) -> Tensor:
    """Sum of losses of tags O/B/I: `logits` (..., 3), `wanted` (...), ignored where IGNORE."""
    loss = cross_entropy(logits.float().flatten(0, -2), wanted.flatten(), reduction="none", ignore_index=IGNORE)
    return (loss if weights is None else loss * weights.flatten()).sum()


def _pairs(
    links: list[Links], left: Tensor, right: Tensor, pairs: nn.Module, geometry: tuple[Tensor, ...]
) -> tuple[Tensor, Tensor]:
    """Return logits and labels of all pairs of the batch; `left`, `right` hold its anchors one report after another."""
    one, two, labels, base = [], [], [], [0, 0]
    counts = geometry[4:]
    for number, link in enumerate(links):
        one.append(link.pairs[:, 0] + base[0])
        two.append(link.pairs[:, 1] + base[1])
        labels.append(link.labels)
        base = [base[0] + int(counts[0][number]), base[1] + int(counts[1][number])]
    a, b = torch.from_numpy(np.concatenate(one)), torch.from_numpy(np.concatenate(two))
    steps, jumps = geometry[2][b] - geometry[0][a], geometry[3][b] - geometry[1][a]
    return pairs(left[a], right[b], steps, jumps), torch.from_numpy(np.concatenate(labels))


def joint_loss(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Return the summed negative log-likelihoods of every head, by name."""
    states, words, scope = network.encode(batch.ids, batch.shapes, batch.mask)
    size, samples, heads = states.shape[1], batch.samples, network.heads
    losses = {
        "words": _tags(words.unflatten(-1, (4, 3)), batch.words),
        "scope": binary_cross_entropy_with_logits(scope.float(), batch.scope, reduction="sum"),
    }
    events, statements, claims = ([getattr(s, k) for s in samples] for k in ("events", "statements", "claims"))
    mentions = [Anchors(s.mentions, {}, {}, s.mentions) for s in samples]
    places: dict[str, tuple[Tensor, Tensor, Tensor, list[int]]] = {}
    for name, kind in (("events", events), ("statements", statements), ("claims", claims), ("mentions", mentions)):
        row, pool = gather_anchors(kind, size)
        counts = [len(anchors.bounds) for anchors in kind]
        if not len(row):
            places[name] = (states[:0, 0], row, row, counts)
            continue
        first, number = position(batch.sentences[row], pool)
        if name == "mentions":
            anchors = torch.einsum("nt,nth->nh", pool.to(states.dtype), states[row])
        else:
            head = {"events": heads.event, "statements": heads.statement, "claims": heads.claim}[name]
            anchors, classes, tokens = head(states, batch.sentences, row, pool)
            loss = {"events": _event_loss, "statements": _statement_loss, "claims": _claim_loss}[name]
            losses |= loss(kind, classes.float(), tokens.float(), size)
        places[name] = (anchors, first, number, counts)
    for name, left, right in (
        ("same", "events", "events"), ("about", "statements", "events"), ("blame", "claims", "events"),
        ("relations", "mentions", "mentions"),
    ):  # fmt: skip
        links = [getattr(sample, name) for sample in samples]
        if not sum(len(link.labels) for link in links):
            continue
        one, two = places[left], places[right]
        head = heads.relation if name == "relations" else getattr(heads, name)
        logits, labels = _pairs(links, one[0], two[0], head, (*one[1:3], *two[1:3], one[3], two[3]))
        if name == "relations":
            losses[name] = cross_entropy(logits.float(), labels, reduction="sum")
        else:
            losses[name] = binary_cross_entropy_with_logits(logits.float()[:, 0], labels.float(), reduction="sum")
    return losses


def _event_loss(kind: list[Anchors], classes: Tensor, tokens: Tensor, size: int) -> dict[str, Tensor]:
    types, statuses, background = classes.split(EVENT_CLASSES, -1)
    roles, sides, doubt = tokens.split(EVENT_PARTS, -1)
    wanted = _padded(kind, "roles", size, IGNORE)
    doubts = _padded(kind, "doubts", size, IGNORE)
    known = doubts != IGNORE
    side_targets = _padded(kind, "sides", size, IGNORE)
    losses = {
        "types": cross_entropy(types, _classes(kind, "types"), reduction="sum", label_smoothing=0.05),
        "statuses": cross_entropy(statuses, _classes(kind, "statuses"), reduction="sum", label_smoothing=0.05),
        "backgrounds": binary_cross_entropy_with_logits(
            background[:, 0], _classes(kind, "backgrounds").float(), reduction="sum"
        ),
        "roles": _tags(roles.unflatten(-1, (len(LABELS.roles), 3)), wanted, _padded(kind, "", size, 0.0)),
        "sides": cross_entropy(sides.flatten(0, 1), side_targets.flatten(), reduction="sum", ignore_index=IGNORE),
    }
    if known.any():
        losses["doubts"] = binary_cross_entropy_with_logits(
            doubt[..., 0][known], doubts[known].float(), reduction="sum"
        )
    return losses


def _statement_loss(kind: list[Anchors], classes: Tensor, tokens: Tensor, size: int) -> dict[str, Tensor]:
    silence, speaker = classes.split(STATEMENT_CLASSES, -1)
    sources, contents, speakers = tokens.split(STATEMENT_PARTS, -1)
    wanted = _padded(kind, "speakers", size, IGNORE)
    own = cross_entropy(speaker, _classes(kind, "speakers"), reduction="sum", label_smoothing=0.05)
    there = cross_entropy(
        speakers.flatten(0, 1), wanted.flatten(), reduction="sum", ignore_index=IGNORE, label_smoothing=0.05
    )
    return {
        "silences": binary_cross_entropy_with_logits(
            silence[:, 0], _classes(kind, "silences").float(), reduction="sum"
        ),
        "speakers": own + 0.3 * there,
        "sources": _tags(sources, _padded(kind, "sources", size, IGNORE)),
        "contents": _tags(contents, _padded(kind, "contents", size, IGNORE)),
    }


def _claim_loss(kind: list[Anchors], classes: Tensor, tokens: Tensor, size: int) -> dict[str, Tensor]:
    whos, bys = tokens.split(CLAIM_PARTS, -1)
    return {
        "stances": cross_entropy(classes, _classes(kind, "stances"), reduction="sum", label_smoothing=0.05),
        "whos": _tags(whos, _padded(kind, "whos", size, IGNORE)),
        "bys": _tags(bys, _padded(kind, "bys", size, IGNORE)),
    }
