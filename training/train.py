"""Train the reader on the gold corpus.

    python training/train.py --encoder pretrained.pt --tokenizer tokenizer.json --out reader.pt

Resumable: the state is written after every epoch and taken up again if it is there. The best epoch by the validation
parts is kept.
"""

from __future__ import annotations

import argparse
import copy
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from corpus import Sample, load_parts, load_silver, part_names
from measure import measure
from network import WEIGHTS, Network, joint_loss, make_batch
from slots import Window, choose_batches, load_windows, slot_loss
from torch import nn

from dateline.knowledge.reader_pieces import load_tokenizer

Item = TypeVar("Item")


def make_epoch(samples: list[Sample], size: int, others: float, random: np.random.Generator) -> list[list[Sample]]:
    """Return batches of reports of like length: all conflict reports and a share of the others, shuffled."""
    chosen = [sample for sample in samples if sample.gold.is_conflict or random.random() < others]
    keys = [len(sample.pieces) * random.uniform(0.8, 1.25) for sample in chosen]
    order = [chosen[i] for i in np.argsort(keys)]
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    random.shuffle(batches)
    return batches


def make_groups(network: Network, options: argparse.Namespace) -> list[dict[str, object]]:
    """Return parameter groups: lower layers learn more slowly, heads faster, the vectors of the pieces not at all.

    Half of all weights are vectors of pieces; after `pretrain.py` there is nothing in so few reports to better them.
    """
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    network.encoder.pieces.weight.requires_grad_(False)
    for name, parameter in network.named_parameters():
        rate = options.head_rate
        if name.startswith("encoder."):
            layer = int(name.split(".")[2]) if ".layers." in name else -1
            rate = options.rate * options.decay ** (5 - layer)
        if parameter.requires_grad:
            groups.setdefault((rate, 0.01 if parameter.ndim > 1 else 0.0), []).append(parameter)
    return [{"params": found, "lr": rate, "weight_decay": decay} for (rate, decay), found in groups.items()]


class Average:
    """The running mean of the weights over the last steps; it is measured and kept, not the weights of the moment."""

    def __init__(self, network: Network, decay: float) -> None:
        self.network, self.decay, self.steps = copy.deepcopy(network), decay, 0

    @torch.no_grad()
    def update(self, network: Network) -> None:
        """Take in the weights after one more step."""
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        ours, theirs = ([p for p in one.parameters() if p.requires_grad] for one in (self.network, network))
        torch._foreach_lerp_(ours, theirs, 1.0 - decay)


class State:
    """Everything that changes while training, and its file."""

    def __init__(self, options: argparse.Namespace, steps: int) -> None:
        self.network = _first_network(options)
        self.optimizer = torch.optim.AdamW(make_groups(self.network, options), betas=(0.9, 0.98), fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: min((step + 1) / (0.08 * steps), max(0.01, (steps - step) / (0.92 * steps)))
        )
        self.average = Average(self.network, options.average)  # a copy: what is frozen stays so
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
        left = network.load_state_dict(torch.load(options.begin), strict=False)
        assert all(name.startswith(("heads.slots", "heads.event.fillers")) for name in left.missing_keys), left
    elif options.encoder.suffix == ".safetensors":
        network.encoder.load_minilm(options.encoder)
    else:
        network.encoder.load_state_dict(torch.load(options.encoder))
    return network


@dataclass(frozen=True, slots=True)
class Workers:
    """The processes that train together: each takes every n-th report of a batch, and the slopes are averaged."""

    rank: int = 0
    count: int = 1

    def share_of(self, batch: list[Item]) -> list[Item]:
        """Return this process's part of a batch, at least one of it."""
        return batch[self.rank :: self.count] or batch[:1]

    def average(self, network: Network) -> None:
        """Make the slopes of all processes their mean."""
        if self.count == 1:
            return
        learned = [one for one in network.parameters() if one.requires_grad]
        slopes = [torch.zeros_like(one) if one.grad is None else one.grad for one in learned]
        flat = torch.nn.utils.parameters_to_vector(slopes)
        torch.distributed.all_reduce(flat)
        torch.nn.utils.vector_to_parameters(flat / self.count, slopes)
        for parameter, slope in zip(learned, slopes, strict=True):
            parameter.grad = slope


def train_epoch(
    state: State,
    batches: list[list[Sample]],
    slots: list[list[Window]],
    workers: Workers,
    random: np.random.Generator,
) -> dict[str, float]:
    """Take one step a batch, those of slots spread evenly among the others; return the summed losses by head."""
    sums: dict[str, float] = {}
    state.network.train()
    for number, samples in enumerate(batches):
        told = slots[number * len(slots) // len(batches) : (number + 1) * len(slots) // len(batches)]
        samples, told = workers.share_of(samples), [workers.share_of(windows) for windows in told]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = joint_loss(state.network, make_batch(samples, random))
            if told:
                losses["slots"] = sum(slot_loss(state.network, windows, random) for windows in told)
        loss = sum(WEIGHTS[name] * value for name, value in losses.items()) / (10.0 * len(samples))
        state.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        workers.average(state.network)
        nn.utils.clip_grad_norm_(state.network.parameters(), 1.0)
        state.optimizer.step()
        state.schedule.step()
        state.average.update(state.network)
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + float(value.detach())
    return sums


def work(rank: int, options: argparse.Namespace, meeting: str) -> None:
    """Take part in training as process number `rank`; they meet over the file `meeting`."""
    torch.distributed.init_process_group("gloo", f"file://{meeting}", rank=rank, world_size=options.workers)
    train(options, Workers(rank, options.workers))
    torch.distributed.destroy_process_group()


def train(options: argparse.Namespace, workers: Workers) -> None:
    """Run the epochs that are not yet done; the first process alone measures and writes."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    corpus, tokenizer = options.data / "corpus", load_tokenizer(options.tokenizer)
    training, validation, _ = part_names(corpus)
    if options.silver:
        samples = load_silver(options.silver, corpus, tokenizer)
    else:
        samples = load_parts(corpus, training, tokenizer)
    samples, held = samples[: int(len(samples) * options.share)], load_parts(corpus, validation, tokenizer)
    windows = load_windows(options.slots, tokenizer) if options.slots else []
    per_epoch = len(make_epoch(samples, options.batch, options.others, np.random.default_rng(0)))
    state = State(options, per_epoch * options.epochs)
    while state.epoch < options.epochs:
        began, random = time.time(), np.random.default_rng(options.seed * 1000 + state.epoch)
        own = np.random.default_rng((options.seed, state.epoch, workers.rank))
        torch.manual_seed(options.seed * 1000 + state.epoch + 500 * workers.rank)
        batches = make_epoch(samples, options.batch, options.others, random)
        slots = choose_batches(windows, options.slots_share, options.batch // 2, random)
        sums = train_epoch(state, batches, slots, workers, own)
        state.epoch += 1
        if workers.rank:
            continue
        pieces = sum(len(sample.pieces) for batch in batches for sample in batch)
        row: dict[str, object] = {"epoch": state.epoch, "pieces/s": round(pieces / (time.time() - began))}
        row["loss"] = {name: round(value / len(samples), 3) for name, value in sums.items()}
        if state.epoch % options.measure_every == 0 or state.epoch == options.epochs:
            row["validation"] = scores = measure(state.average.network, held)
            torch.save(
                state.average.network.state_dict(), options.out.with_suffix(f".{state.epoch}{options.out.suffix}")
            )
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
    parser.add_argument("--silver", type=Path, help="learn from what silver.py wrote, not from the corpus")
    parser.add_argument("--slots", type=Path, help="learn the slots of MUC-4 too, from what slots.py wrote")
    parser.add_argument("--slots-share", type=float, default=0.1, help="share of these reports in an epoch")
    parser.add_argument("--share", type=float, default=1.0, help="share of the training reports (learning curves)")
    parser.add_argument("--measure-every", type=int, default=3)
    parser.add_argument("--average", type=float, default=0.995, help="decay of the running mean of the weights")
    parser.add_argument("--workers", type=int, default=1, help="processes that train together")
    parser.add_argument("--threads", type=int, default=2, help="threads a process")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.workers == 1:
        train(options, Workers())
        return
    with tempfile.TemporaryDirectory() as folder:
        torch.multiprocessing.spawn(work, (options, f"{folder}/meeting"), options.workers)


if __name__ == "__main__":
    main()
