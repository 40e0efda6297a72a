"""Average the weights of several epochs of one run, which errs less than any of them.

    python training/average.py reader.2.pt reader.4.pt --out reader.pt

Source: Izmailov et al., Averaging weights leads to wider optima and better generalization (2018).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(paths: list[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of the weights in `paths`."""
    found = [torch.load(path) for path in paths]
    return {name: sum(one[name] for one in found) / len(found) for name in found[0]}


def main() -> None:
    """Read the command line and average."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.save(average(options.weights), options.out)


if __name__ == "__main__":
    main()
