"""The encoder: BERT of 6 layers and 384 numbers (MiniLM-L6-H384), with letter case added to the pieces."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

HIDDEN, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.attention_out = nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """`states` (batch, pieces, hidden), `bias` (batch, 1, 1, pieces) added to the attention scores."""
        batch, length, _ = states.shape
        query, key, value = (
            part(states).view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, HIDDEN)
        states = self.attention_norm(states + self.dropout(self.attention_out(mixed)))
        return self.norm(states + self.dropout(self.outer(nn.functional.gelu(self.inner(states)))))


class Encoder(nn.Module):
    """Piece numbers, letter case and positions -> one vector a piece."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(4, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, offset: int = 0) -> Tensor:
        """`ids`, `shapes`, `mask` (batch, pieces), mask 1.0 for a real piece; `offset` shifts the positions."""
        positions = torch.arange(ids.shape[1], device=ids.device) + offset
        states = self.pieces(ids) + self.positions(positions) + self.shapes(shapes)
        states = self.dropout(self.norm(states))
        bias = ((1.0 - mask) * -10000.0)[:, None, None, :].to(states.dtype)
        for layer in self.layers:
            states = layer(states, bias)
        return states

    def load_minilm(self, path: Path) -> None:
        """Take the published weights (Hugging Face names) from a safetensors file."""
        given = load_file(str(path))
        given = {name.removeprefix("bert."): value for name, value in given.items()}
        own = {
            "pieces.weight": given["embeddings.word_embeddings.weight"],
            "positions.weight": given["embeddings.position_embeddings.weight"],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
            "shapes.weight": given["embeddings.token_type_embeddings.weight"][0].repeat(4, 1),
        }
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "attention_out": "attention.output.dense", "attention_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense", "outer": "output.dense", "norm": "output.LayerNorm",
        }  # fmt: skip
        for number in range(LAYERS):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{number}.{ours}.{kind}"] = given[f"encoder.layer.{number}.{theirs}.{kind}"]
        self.load_state_dict({name: value.float() for name, value in own.items()})
