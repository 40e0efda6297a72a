"""Write the 1,300 training reports of MUC-4 with their case restored and the strings of their five slots.

    python training/slots_reports.py --out slots.jsonl

Runs in an environment with the whole package; `train.py --slots` learns from the output (see `slots.py`).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "eval"))
from dateline.config import Config
from dateline.knowledge import load_knowledge
from dateline.score.muc4 import ROLES
from muc4 import read_cases, read_objects
from recasing import load_case_book


def write_reports(data: Path, out: Path) -> None:
    """Write text and strings of the key of the training reports."""
    register = load_knowledge(Config(reader="rules")).register
    names = [name for actor in register.actors.values() for name in (actor.name, *actor.names)]
    book = load_case_book(data / "voa" / "sentences.jsonl.gz", names)
    pages = read_objects((data / "muc4" / "processed" / "train.json").read_text("utf-8"))
    with out.open("w", encoding="utf-8") as stream:
        for page, case in zip(pages, read_cases(data / "muc4", "train", book), strict=True):
            roles = {
                role: [[mention[0] for mention in entity] for one in page["templates"] for entity in one[role]]
                for role in ROLES
            }
            item = {"id": case.report.id, "text": case.report.text, "roles": roles}
            stream.write(json.dumps(item, ensure_ascii=False) + "\n")


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_reports(options.data / "data", options.out)


if __name__ == "__main__":
    main()
