"""Measure a network on samples with the project's own scorer and decoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from corpus import Sample
from heads import position
from labels import LABELS
from network import Network

from dateline.extract.reading.findings import decode
from dateline.knowledge.reader import Floats, Labels, Reader
from dateline.score.agreement import score_findings
from dateline.score.tally import Tally

KINDS = (
    "events", "triggers", "status", "background", "by", "against", "doubt", "where", "when", "weapon", "counts",
    "counts_who", "statements", "speaker", "kind", "responsibility", "relations", "scope",
)  # fmt: skip
CHOOSING = (
    "events",
    "by",
    "against",
    "where",
    "when",
    "counts",
    "status",
    "background",
    "statements",
    "speaker",
    "responsibility",
    "relations",
)
THRESHOLDS = {
    "scope": 0.3, "trigger": 0.5, "event": 0.3, "same": 0.5, "cue": 0.5, "claim": 0.5, "mention": 0.5, "relation": 0.45,
    "by": 0.5, "against": 0.5, "weapon": 0.5, "where": 0.5, "when": 0.5, "killed": 0.8, "injured": 0.6, "taken": 0.8,
    "source": 0.4, "content": 0.5, "silence": 0.5, "who": 0.3, "accuser": 0.5, "about": 0.5,
    "background": 0.5, "doubt": 0.5,
}  # fmt: skip


class TorchGraphs:
    """The network behind the same two calls as the ONNX graphs."""

    def __init__(self, network: Network) -> None:
        self.network = network

    @torch.no_grad()
    def encode(self, ids: np.ndarray, shapes: np.ndarray, mask: Floats) -> tuple[Floats, Floats, Floats]:
        """See `dateline.knowledge.reader.Graphs`."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=False):
            outputs = self.network.encode(*(torch.from_numpy(array) for array in (ids, shapes, mask)))
        return tuple(output.numpy() for output in outputs)

    @torch.no_grad()
    def score(self, states: Floats, sentences: np.ndarray, pools: Sequence[Floats]) -> Mapping[str, Floats]:
        """See `dateline.knowledge.reader.Graphs`."""
        outputs = score_heads(
            self.network, torch.from_numpy(states), torch.from_numpy(sentences), [torch.from_numpy(p) for p in pools]
        )
        return {name: value.numpy() for name, value in outputs.items()}


def score_heads(
    network: Network, states: torch.Tensor, sentences: torch.Tensor, pools: list[torch.Tensor]
) -> dict[str, torch.Tensor]:
    """What the graph of the heads computes: one report, `states` (1, t, hidden), four poolings (n, t)."""
    heads = network.heads
    outputs: dict[str, torch.Tensor] = {}
    anchors, places = [], []
    for name, head, pool in zip(
        ("event", "statement", "claim", "mention"),
        (heads.event, heads.statement, heads.claim, None),
        pools,
        strict=True,
    ):
        row = torch.zeros_like(pool[:, 0]).long()
        places.append(position(sentences[row], pool))
        if head is None:
            anchors.append(pool @ states[0])
        else:
            anchor, outputs[f"{name}_classes"], outputs[f"{name}_tokens"] = head(states, sentences, row, pool)
            anchors.append(anchor)
    for name, head, a, b in (
        ("same", heads.same, 0, 0),
        ("about", heads.about, 1, 0),
        ("blame", heads.blame, 2, 0),
        ("relations", heads.relation, 3, 3),
    ):
        steps = places[b][0][None] - places[a][0][:, None]
        jumps = places[b][1][None] - places[a][1][:, None]
        outputs[name] = head(anchors[a][:, None], anchors[b][None], steps, jumps)
    return outputs


def make_reader(network: Network, thresholds: Mapping[str, float] | None = None) -> Reader:
    """Wrap a network as a reader."""
    labels = Labels(**LABELS.as_dict())
    return Reader("training", labels, dict(thresholds or THRESHOLDS), {}, None, TorchGraphs(network))


def encode_samples(reader: Reader, samples: Sequence[Sample]) -> list:
    """Encode all samples once."""
    return [reader.encode(sample.pieces) for sample in samples]


def tally_samples(reader: Reader, samples: Sequence[Sample], encoded: Sequence) -> Tally:
    """Decode and score."""
    total = Tally()
    for sample, code in zip(samples, encoded, strict=True):
        found = decode(sample.parsed, sample.pieces, code, reader)
        total.update(score_findings(sample.gold, found))
    return total


def figures(tally: Tally) -> dict[str, float]:
    """Return F1 (or accuracy) by kind."""
    rows = {kind: tally.counts.get(kind, [0, 0, 0]) for kind in KINDS}
    return {kind: round(2 * right / max(found + gold, 1), 4) for kind, (right, found, gold) in rows.items()}


def measure(
    network: Network, samples: Sequence[Sample], thresholds: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return F1 or accuracy by kind, and the mean of those that choose the epoch."""
    was = network.training
    network.eval()
    reader = make_reader(network, thresholds)
    tally = tally_samples(reader, samples, encode_samples(reader, samples))
    network.train(was)
    scores = figures(tally)
    return {"mean": round(float(np.mean([scores[kind] for kind in CHOOSING])), 4), **scores}
