"""The five string slots of MUC-4 as one more head on the encoder: it tags the words that fill them.

`slots_reports.py` writes the reports. Seven of eight are learned from, the eighth sets thresholds (`eval/muc4.py`).
"""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from network import HIDDEN_SHARE, IGNORE, MASK_PIECE, Network
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy

from dateline.knowledge.reader_pieces import Pieces, make_pieces
from dateline.parse import parse_report
from dateline.records import Report

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
ROOM = 250  # pieces in a window
HELD_EVERY = 8
EMPTY = 0.3  # how often a window without a filler is taken, to one with


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences of one report: `ids`, `shapes` (t,) and tags O/B/I `slots` (t, roles)."""

    ids: np.ndarray
    shapes: np.ndarray
    slots: np.ndarray

    @property
    def is_told(self) -> bool:
        """Whether any word fills a slot."""
        return bool(self.slots.any())


def load_windows(path: Path, tokenizer: Tokenizer) -> list[Window]:
    """Load the reports that are learned from, cut into windows."""
    windows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if number % HELD_EVERY:
            windows += cut_windows(json.loads(line), tokenizer)
    return windows


def cut_windows(item: dict[str, object], tokenizer: Tokenizer) -> list[Window]:
    """Cut one report into windows of whole sentences."""
    text = str(item["text"])
    parsed = parse_report(Report(id=str(item["id"]), text=text))
    pieces = make_pieces(text, [(one.span.start, one.span.end) for one in parsed.sentences], tokenizer)
    tags = mark_slots(text, item["roles"], pieces)
    windows, low = [], 0
    starts = [*np.flatnonzero(np.diff(pieces.sentences, prepend=-1)).tolist(), len(pieces)]
    for start, end in itertools.pairwise(starts):
        if start > low and end - low > ROOM:
            windows.append((low, start))
            low = start
    windows.append((low, len(pieces)))
    cuts = ((low, min(high, low + ROOM)) for low, high in windows if high > low)
    return [Window(pieces.ids[low:high], pieces.shapes[low:high], tags[low:high]) for low, high in cuts]


def mark_slots(text: str, roles: dict[str, list[list[str]]], pieces: Pieces) -> np.ndarray:
    """Tag every place where a string of the key stands, longer ones first."""
    tags, lower = np.zeros((len(pieces), len(ROLES)), dtype=np.int64), text.lower()
    for column, role in enumerate(ROLES):
        strings = sorted({one for entity in roles[role] for one in entity}, key=lambda one: (-len(one), one))
        for words in strings:
            pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
            for match in re.finditer(pattern, lower):
                low = int(np.searchsorted(pieces.ends, match.start(), side="right"))
                high = int(np.searchsorted(pieces.starts, match.end(), side="left"))
                if low < high and not tags[low:high, column].any():
                    tags[low, column], tags[low + 1 : high, column] = 1, 2
    return tags


def choose_batches(windows: list[Window], share: float, size: int, random: np.random.Generator) -> list[list[Window]]:
    """Return batches of a share of the windows; those without a filler are taken less often."""
    chosen = [one for one in windows if random.random() < (share if one.is_told else share * EMPTY)]
    keys = [len(one.ids) * random.uniform(0.9, 1.1) for one in chosen]
    order = [chosen[i] for i in np.argsort(keys)]
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    random.shuffle(batches)
    return batches


def slot_loss(network: Network, windows: list[Window], random: np.random.Generator) -> Tensor:
    """Return the summed negative log-likelihood of the tags of a batch."""
    size = max(len(one.ids) for one in windows)
    ids, shapes = np.zeros((2, len(windows), size + 2), dtype=np.int64)
    mask = np.zeros(ids.shape, dtype=np.float32)
    wanted = np.full((len(windows), size, len(ROLES)), IGNORE, dtype=np.int64)
    for row, one in enumerate(windows):
        n = len(one.ids)
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = 101, one.ids, 102
        ids[row, 1 : n + 1][random.random(n) < HIDDEN_SHARE] = MASK_PIECE
        shapes[row, 1 : n + 1], mask[row, : n + 2] = one.shapes, 1.0
        wanted[row, :n] = one.slots
    states = network.encoder(*(torch.from_numpy(array) for array in (ids, shapes, mask)))[:, 1:-1]
    logits = network.heads.slots(states).float().unflatten(-1, (len(ROLES), 3))
    return cross_entropy(
        logits.flatten(0, -2), torch.from_numpy(wanted).flatten(), reduction="sum", ignore_index=IGNORE
    )
