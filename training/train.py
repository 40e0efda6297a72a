"""Train the reader on the gold corpus.

    python training/train.py --encoder pretrained.pt --tokenizer tokenizer.json --out reader.pt

Resumable: the state is written after every epoch and taken up again if it is there. The best epoch by the validation
parts is kept.
"""

from __future__ import annotations

import argparse
import copy
import json
import time
from pathlib import Path

import numpy as np
import torch
from corpus import Sample, load_parts, part_names
from measure import measure
from network import WEIGHTS, Network, joint_loss, make_batch
from torch import nn

from dateline.knowledge.reader_pieces import load_tokenizer


def make_epoch(samples: list[Sample], size: int, others: float, random: np.random.Generator) -> list[list[Sample]]:
    """Return batches of reports of like length: all conflict reports and a share of the others, shuffled."""
    chosen = [sample for sample in samples if sample.gold.is_conflict or random.random() < others]
    keys = [len(sample.pieces) * random.uniform(0.8, 1.25) for sample in chosen]
    order = [chosen[i] for i in np.argsort(keys)]
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    random.shuffle(batches)
    return batches


def make_groups(network: Network, options: argparse.Namespace) -> list[dict[str, object]]:
    """Return parameter groups: lower layers learn more slowly, heads faster."""
    groups: list[dict[str, object]] = []
    for name, parameter in network.named_parameters():
        rate = options.head_rate
        if name.startswith("encoder."):
            layer = int(name.split(".")[2]) if ".layers." in name else -1
            rate = options.rate * options.decay ** (5 - layer)
        groups.append({"params": [parameter], "lr": rate, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0})
    return groups


class Average:
    """The running mean of the weights over the last steps; it is measured and kept, not the weights of the moment."""

    def __init__(self, network: Network, decay: float) -> None:
        self.network, self.decay, self.steps = copy.deepcopy(network), decay, 0

    @torch.no_grad()
    def update(self, network: Network) -> None:
        """Take in the weights after one more step."""
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        ours, theirs = list(self.network.parameters()), list(network.parameters())
        torch._foreach_lerp_(ours, theirs, 1.0 - decay)


class State:
    """Everything that changes while training, and its file."""

    def __init__(self, options: argparse.Namespace, steps: int) -> None:
        self.network = _first_network(options)
        self.optimizer = torch.optim.AdamW(make_groups(self.network, options), betas=(0.9, 0.98))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: min((step + 1) / (0.08 * steps), max(0.01, (steps - step) / (0.92 * steps)))
        )
        self.average = Average(self.network, options.average)
        self.epoch, self.best = 0, -1.0
        self.path = options.out.with_suffix(".state")
        if self.path.exists():
            self._load(steps // options.epochs)

    def _load(self, per_epoch: int) -> None:
        state = torch.load(self.path, weights_only=False)
        for name in ("network", "optimizer", "schedule"):
            getattr(self, name).load_state_dict(state[name])
        self.average.network.load_state_dict(state["average"])
        self.epoch, self.best = state["epoch"], state["best"]
        self.average.steps = self.epoch * per_epoch

    def save(self) -> None:
        """Write the state beside the old one, then in its place."""
        state = {name: getattr(self, name).state_dict() for name in ("network", "optimizer", "schedule")}
        state |= {"average": self.average.network.state_dict(), "epoch": self.epoch, "best": self.best}
        torch.save(state, self.path.with_suffix(".new"))
        self.path.with_suffix(".new").replace(self.path)


def _first_network(options: argparse.Namespace) -> Network:
    network = Network()
    if options.begin:
        network.load_state_dict(torch.load(options.begin))
    elif options.encoder.suffix == ".safetensors":
        network.encoder.load_minilm(options.encoder)
    else:
        network.encoder.load_state_dict(torch.load(options.encoder))
    return network


def train_epoch(state: State, batches: list[list[Sample]], random: np.random.Generator) -> dict[str, float]:
    """Take one step a batch; return the summed losses by head."""
    sums: dict[str, float] = {}
    state.network.train()
    for samples in batches:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = joint_loss(state.network, make_batch(samples, random))
        loss = sum(WEIGHTS[name] * value for name, value in losses.items()) / (10.0 * len(samples))
        state.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(state.network.parameters(), 1.0)
        state.optimizer.step()
        state.schedule.step()
        state.average.update(state.network)
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + float(value.detach())
    return sums


def train(options: argparse.Namespace) -> None:
    """Run the epochs that are not yet done."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    corpus, tokenizer = options.data / "corpus", load_tokenizer(options.tokenizer)
    training, validation, _ = part_names(corpus)
    samples = load_parts(corpus, training + (validation if options.all else []), tokenizer)
    samples, held = samples[: int(len(samples) * options.share)], load_parts(corpus, validation, tokenizer)
    per_epoch = len(make_epoch(samples, options.batch, options.others, np.random.default_rng(0)))
    state = State(options, per_epoch * options.epochs)
    while state.epoch < options.epochs:
        began, random = time.time(), np.random.default_rng(options.seed * 1000 + state.epoch)
        torch.manual_seed(options.seed * 1000 + state.epoch)
        batches = make_epoch(samples, options.batch, options.others, random)
        sums = train_epoch(state, batches, random)
        state.epoch += 1
        pieces = sum(len(sample.pieces) for batch in batches for sample in batch)
        row: dict[str, object] = {"epoch": state.epoch, "pieces/s": round(pieces / (time.time() - began))}
        row["loss"] = {name: round(value / len(samples), 3) for name, value in sums.items()}
        if state.epoch % options.measure_every == 0 or state.epoch == options.epochs:
            row["validation"] = scores = measure(state.average.network, held)
            if scores["mean"] > state.best:
                state.best = scores["mean"]
                torch.save(state.average.network.state_dict(), options.out)
        print(json.dumps(row), flush=True)
        state.save()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--encoder", type=Path, help="pretrained.pt, or the published .safetensors")
    parser.add_argument("--begin", type=Path, help="a whole network to go on from, instead of --encoder")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--others", type=float, default=0.5, help="share of the reports without conflict in an epoch")
    parser.add_argument("--share", type=float, default=1.0, help="share of the training reports (learning curves)")
    parser.add_argument(
        "--all", action="store_true", help="train on the validation parts too, once everything is chosen"
    )
    parser.add_argument("--measure-every", type=int, default=3)
    parser.add_argument("--average", type=float, default=0.995, help="decay of the running mean of the weights")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
