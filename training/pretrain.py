"""Go on training the encoder on the news sentences: guess hidden words, and tag names and times (silver tags).

    python training/pretrain.py --weights model.safetensors --tokenizer tokenizer.json --out pretrained.pt

Sentences of the dev parts are left out. Resumable: the state is written every --save steps and taken up again if it
is there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

import numpy as np
import torch
from encoder import HIDDEN, VOCABULARY, Encoder
from torch import Tensor, nn

from dateline.knowledge.reader_pieces import load_tokenizer, make_pieces

TAGS = ["O"] + [f"{mark}-{kind}" for kind in ("geo", "gpe", "per", "org", "tim") for mark in "BI"]
MASK, LENGTH = 103, 126


class Guesser(nn.Module):
    """Encoder with a head that guesses hidden pieces (weights tied to the embeddings) and one that tags names."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dense, self.norm = nn.Linear(HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN)
        self.bias = nn.Parameter(torch.zeros(VOCABULARY))
        self.names = nn.Linear(HIDDEN, len(TAGS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, hidden: Tensor, offset: int) -> tuple[Tensor, Tensor]:
        """Return guesses at the `hidden` places (k, vocabulary) and tags (batch, pieces, tags)."""
        states = self.encoder(ids, shapes, mask, offset)
        chosen = self.norm(nn.functional.gelu(self.dense(states[hidden])))
        return chosen @ self.encoder.pieces.weight.T + self.bias, self.names(states)


def load_windows(path: Path, tokenizer_path: Path, left_out: set[int]) -> list[np.ndarray]:
    """Return windows (rows: ids, shapes, words, tags) of consecutive sentences, at most LENGTH pieces each."""
    tokenizer, windows, rows, last = load_tokenizer(tokenizer_path), [], [], -1
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if item["n"] in left_out:
                continue
            tags, place = np.zeros(len(item["text"]), dtype=np.int64), 0
            for word, tag in zip(item["words"], item["tags"], strict=True):
                at = item["text"].find(word, place)
                if at >= 0:
                    place = at + len(word)
                    tags[at:place] = TAGS.index(tag) if tag in TAGS else 0
            pieces = make_pieces(item["text"], [(0, len(item["text"]))], tokenizer)
            labels = tags[pieces.starts]
            follows = np.zeros(len(pieces), dtype=bool)
            follows[1:] = pieces.words[1:] == pieces.words[:-1]
            labels = np.where(follows & (labels % 2 == 1), labels + 1, labels)
            block = np.stack([pieces.ids, pieces.shapes, pieces.words, labels])
            if rows and (sum(row.shape[1] for row in rows) + len(pieces) > LENGTH or item["n"] != last + 1):
                windows.append(np.concatenate(rows, axis=1)[:, :LENGTH])
                rows = []
            if rows:
                block[2] += rows[-1][2].max() + 1
            rows.append(block)
            last = item["n"]
    windows.append(np.concatenate(rows, axis=1)[:, :LENGTH])
    return windows


def make_batch(windows: list[np.ndarray], random: np.random.Generator) -> dict[str, Tensor]:
    """Fill up a batch, hide 15 % of the words (all pieces of a word), drop letter case in every tenth window."""
    size = max(window.shape[1] for window in windows) + 2
    ids = np.zeros((len(windows), size), dtype=np.int64)
    shapes, mask, tags = np.zeros_like(ids), np.zeros(ids.shape, dtype=np.float32), np.full_like(ids, -100)
    hidden = np.zeros(ids.shape, dtype=bool)
    for row, window in enumerate(windows):
        n = window.shape[1]
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = 101, window[0], 102
        shapes[row, 1 : n + 1] = 0 if random.random() < 0.1 else window[1]
        mask[row, : n + 2], tags[row, 1 : n + 1] = 1.0, window[3]
        hidden[row, 1 : n + 1] = (random.random(window[2].max() + 1) < 0.15)[window[2]]
    wanted, chance = ids[hidden], random.random(ids.shape)
    ids = np.where(hidden & (chance < 0.8), MASK, ids)
    ids = np.where(hidden & (chance >= 0.9), random.integers(1000, VOCABULARY, ids.shape), ids)
    arrays = {"ids": ids, "shapes": shapes, "mask": mask, "hidden": hidden, "wanted": wanted, "tags": tags}
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


POSITION_ROOM = 250  # windows are short; shifted positions keep the later ones trained


def dev_sentences(corpus: Path) -> set[int]:
    """Return the numbers of the sentences of the measuring parts, which are never trained on."""
    pages = [corpus / "voa" / f"{part}.txt" for part in (corpus / "dev.txt").read_text().split()]
    lines = (line for page in pages for line in page.read_text(encoding="utf-8").splitlines() if line.strip())
    return {int(line.split("\t")[0]) for line in lines}


def make_optimizer(model: Guesser, rate: float) -> torch.optim.Optimizer:
    """Return AdamW that decays matrices only."""
    plain = [p for p in model.parameters() if p.ndim < 2]
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    groups = [{"params": plain, "weight_decay": 0.0}, {"params": decayed, "weight_decay": 0.01}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))


def make_schedule(optimizer: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Return a rate that rises over the first 6 % of the steps and falls in a line to 2 %."""

    def slope(step: int) -> float:
        return min((step + 1) / (0.06 * steps), max(0.02, (steps - step) / (0.94 * steps)))

    return torch.optim.lr_scheduler.LambdaLR(optimizer, slope)


def take_step(
    model: Guesser, optimizer: torch.optim.Optimizer, windows: list[np.ndarray], step: int, size: int
) -> tuple[float, float, int]:
    """Learn from one batch; return both losses and how many pieces it had. The batch hangs on `step` alone."""
    random = np.random.default_rng(1000 + step)
    batch = make_batch([windows[i] for i in random.integers(0, len(windows), size)], random)
    offset = int(random.integers(0, POSITION_ROOM)) if random.random() < 0.3 else 0
    with torch.autocast("cpu", dtype=torch.bfloat16):
        guesses, names = model(batch["ids"], batch["shapes"], batch["mask"], batch["hidden"], offset)
        guess_loss = nn.functional.cross_entropy(guesses.float(), batch["wanted"])
        name_loss = nn.functional.cross_entropy(names.float().flatten(0, 1), batch["tags"].flatten())
    optimizer.zero_grad(set_to_none=True)
    (guess_loss + name_loss).backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return guess_loss.item(), name_loss.item(), int(batch["mask"].sum())


def train(options: argparse.Namespace) -> None:
    """Run the steps of the schedule that are not yet done."""
    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    sentences = options.data / "data" / "voa" / "sentences.jsonl.gz"
    windows = load_windows(sentences, options.tokenizer, dev_sentences(options.data / "corpus"))
    print(f"{len(windows)} windows, {sum(w.shape[1] for w in windows)} pieces", flush=True)
    model = Guesser()
    model.encoder.load_minilm(options.weights)
    optimizer = make_optimizer(model, options.rate)
    schedule = make_schedule(optimizer, options.steps)
    parts = {"model": model, "optimizer": optimizer, "schedule": schedule}
    state_path, first = options.out.with_suffix(".state"), 0
    if state_path.exists():
        state = torch.load(state_path)
        for name, part in parts.items():
            part.load_state_dict(state[name])
        first = state["step"]
    sums, began, seen = np.zeros(2), time.time(), 0
    for step in range(first, options.steps):
        guess_loss, name_loss, pieces = take_step(model, optimizer, windows, step, options.batch)
        schedule.step()
        sums += (guess_loss, name_loss)
        seen += pieces
        if (step + 1) % 50 == 0:
            speed, (words, names) = seen / (time.time() - began), sums / 50
            print(f"step {step + 1} words {words:.3f} names {names:.3f} pieces/s {speed:.0f}", flush=True)
            sums, began, seen = np.zeros(2), time.time(), 0
        if (step + 1) % options.save == 0 or step + 1 == options.steps:
            torch.save({**{name: part.state_dict() for name, part in parts.items()}, "step": step + 1}, state_path)
            torch.save(model.encoder.state_dict(), options.out)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--save", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
