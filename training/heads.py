"""The heads: what is read off the encoder's vectors.

Words are tagged once (`words`: trigger, cue, claim, mention, each O/B/I). A tagged span is an *anchor*; a `Tagger`
looks at every piece from the point of view of one anchor and says which role it plays for it, and `Pairs` scores two
anchors.
"""

from __future__ import annotations

import torch
from encoder import HIDDEN
from labels import LABELS
from torch import Tensor, nn

EDGES = (-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 3, 5, 9, 17, 33, 65)  # of distances in pieces
ROLE_TAGS = 3 * len(LABELS.roles)
EVENT_PARTS = (ROLE_TAGS, len(LABELS.sides), 1)
EVENT_CLASSES = (len(LABELS.types), len(LABELS.statuses), 1)
STATEMENT_PARTS = (3, 3, len(LABELS.speakers))
STATEMENT_CLASSES = (1, len(LABELS.speakers))
# The type of an event hangs on who did it to whom and with what, so these roles are looked at before its classes.
SEEN = tuple(LABELS.roles.index(name) for name in ("by", "against", "weapon", "where", "killed"))
CLAIM_PARTS = (3, 3)
CLAIM_CLASSES = (len(LABELS.stances),)


def bucket(distance: Tensor) -> Tensor:
    """Return the number of EDGES at or below `distance`: 0..16."""
    edges = torch.tensor(EDGES, dtype=distance.dtype, device=distance.device)
    return (distance[..., None] >= edges).long().sum(-1)


class Tagger(nn.Module):
    """Classes of anchors, and labels of all pieces from the point of view of each anchor."""

    def __init__(
        self,
        width: int,
        parts: tuple[int, ...],
        classes: tuple[int, ...],
        tags: int,
        dropout: float,
        seen: tuple[int, ...] = (),
    ) -> None:
        super().__init__()
        self.tags, self.seen = tags, list(seen)
        self.anchor, self.token = nn.Linear(HIDDEN, 2 * width), nn.Linear(HIDDEN, 2 * width)
        self.distance, self.sentence = nn.Embedding(len(EDGES) + 1, width), nn.Embedding(7, width)
        self.mix = nn.Conv1d(width, width, 5, padding=2, groups=width)
        self.point = nn.Linear(width, width)
        self.labels = nn.Linear(width, sum(parts))
        self.order = nn.Embedding(8, 32)
        self.classes = nn.Sequential(
            nn.Linear(HIDDEN + 32, HIDDEN // 2), nn.GELU(), nn.Dropout(dropout), nn.Linear(HIDDEN // 2, sum(classes))
        )
        if seen:
            self.fillers = nn.Linear(len(seen) * HIDDEN, HIDDEN // 2, bias=False)
            nn.init.zeros_(self.fillers.weight)
        self.dropout = nn.Dropout(dropout)
        with torch.no_grad():  # most pieces play no role: begin there
            self.labels.bias[: 3 * tags].view(tags, 3).copy_(torch.tensor([3.0, -1.0, -1.0]).expand(tags, 3))

    def forward(self, states: Tensor, sentences: Tensor, row: Tensor, pool: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`states` (batch, t, hidden), `sentences` (batch, t), `row` (n,), `pool` (n, t): row and weights of anchors.

        Returns the anchors (n, hidden), their classes (n, c) and the labels of the pieces (n, t, l).
        """
        chosen = states[row]
        anchors = torch.einsum("nt,nth->nh", pool.to(states.dtype), chosen)
        place, number = position(sentences[row], pool)
        steps = torch.arange(states.shape[1], device=states.device)[None] - place[:, None]
        jumps = (sentences[row] - number[:, None]).clamp(-3, 3) + 3
        left, left_gate = self.anchor(anchors).chunk(2, -1)
        right, right_gate = self.token(states).chunk(2, -1)
        mixed = left[:, None] + right[row] + left_gate[:, None] * right_gate[row]
        mixed = self.dropout(nn.functional.gelu(mixed + self.distance(bucket(steps)) + self.sentence(jumps)))
        near = self.mix(mixed.transpose(1, 2)).transpose(1, 2)
        mixed = mixed + self.dropout(nn.functional.gelu(self.point(near)))
        labels = self.labels(mixed)
        order = self.order(number.clamp(0, 7))
        hidden = self.classes[0](torch.cat([anchors, order.to(anchors.dtype)], -1))
        if self.seen:
            hidden = hidden + self.fillers(self.pool_fillers(labels, chosen))
        return anchors, self.classes[1:](hidden), labels

    def pool_fillers(self, labels: Tensor, chosen: Tensor) -> Tensor:
        """Return the mean vectors of the words in each of the roles `seen`, near zero where none is filled: (n, k)."""
        tags = labels[..., : 3 * self.tags].unflatten(-1, (self.tags, 3))
        inside = 1.0 - tags.float().softmax(-1)[..., self.seen, 0]
        shares = (inside / (inside.sum(1, keepdim=True) + 0.5)).to(chosen.dtype)
        return torch.einsum("ntr,nth->nrh", shares, chosen).flatten(1)


def position(sentences: Tensor, pool: Tensor) -> tuple[Tensor, Tensor]:
    """Return the first piece and the sentence of each anchor, both (n,); `sentences`, `pool` (n, t)."""
    first = (pool > 0).long().argmax(-1)
    return first, sentences.gather(1, first[:, None])[:, 0]


class Pairs(nn.Module):
    """Scores of pairs of anchors."""

    def __init__(self, width: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(HIDDEN, 2 * width), nn.Linear(HIDDEN, 2 * width)
        self.distance, self.sentence = nn.Embedding(len(EDGES) + 1, width), nn.Embedding(7, width)
        self.dropout = nn.Dropout(dropout)
        self.labels = nn.Linear(width, labels)

    def forward(self, left: Tensor, right: Tensor, steps: Tensor, jumps: Tensor) -> Tensor:
        """`left`, `right` (..., hidden); `steps`, `jumps` (...) between them in pieces, sentences -> (..., labels)."""
        one, one_gate = self.left(left).chunk(2, -1)
        two, two_gate = self.right(right).chunk(2, -1)
        far = self.distance(bucket(steps)) + self.sentence(jumps.clamp(-3, 3) + 3)
        return self.labels(self.dropout(nn.functional.gelu(one + two + one_gate * two_gate + far)))


class Heads(nn.Module):
    """All heads."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.words = nn.Sequential(nn.Linear(HIDDEN, 256), nn.GELU(), nn.Dropout(dropout), nn.Linear(256, 12))
        self.scope = nn.Linear(HIDDEN, 1)
        # Slots of MUC-4, five times O/B/I: learned beside the others, left out of the graphs that ship.
        self.slots = nn.Sequential(nn.Linear(HIDDEN, 256), nn.GELU(), nn.Dropout(dropout), nn.Linear(256, 15))
        with torch.no_grad():
            self.words[3].bias.copy_(torch.tensor([3.0, -1.0, -1.0]).repeat(4))
            self.slots[3].bias.copy_(torch.tensor([3.0, -1.0, -1.0]).repeat(5))
        self.event = Tagger(192, EVENT_PARTS, EVENT_CLASSES, len(LABELS.roles), dropout, SEEN)
        self.statement = Tagger(128, STATEMENT_PARTS, STATEMENT_CLASSES, 2, dropout)
        self.claim = Tagger(96, CLAIM_PARTS, CLAIM_CLASSES, 2, dropout)
        self.same, self.about, self.blame = Pairs(128, 1, dropout), Pairs(64, 1, dropout), Pairs(64, 1, dropout)
        self.relation = Pairs(128, len(LABELS.relations) + 1, dropout)
