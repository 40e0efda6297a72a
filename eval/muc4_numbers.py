"""MUC-4 numbers by effect: of the numbers of killed and injured people in the full keys, how many we report as such.

Usage: python eval/muc4_numbers.py [DATA_DIR] [--reader rules|trained]... [--cache FOLDER]
    As for eval/muc4.py. A gold number is the number of a human target with the effect DEATH or INJURY in one template
    of tst1 or tst2; 1 is left out (mostly persons named, whom we do not count), and so are "plural" and optional ones.
    Ours are the exact least numbers of the killed and injured of all events of a report.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from dateline.config import READERS, Config
from dateline.knowledge import load_knowledge
from dateline.records import Findings
from dateline.score.muc4 import Count
from muc4 import find_all, read_cases
from recasing import load_case_book

SLOT = re.compile(r"^(\d+)\.\s+[A-Z: ]+?\s{2,}(.*(?:\n\s{10,}.*)*)", re.MULTILINE)
FILL = re.compile(r"^\s*(\??)\s*~?(\d+|[A-Z ]+?)\s*-?\s*:\s*\"?([^\"\n]*)", re.MULTILINE)
EFFECTS = {"DEATH": "killed", "INJURY": "injured"}
MESSAGE, NUMBER, EFFECT = 0, 21, 23

Numbers = dict[str, set[tuple[str, int]]]


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--reader", choices=READERS, action="append")
    arguments.add_argument("--cache", type=Path)
    options = arguments.parse_args()
    gold = read_numbers(options.data / "muc4")
    for reader in options.reader or ("rules", "trained"):
        knowledge = load_knowledge(Config(reader=reader))
        names = [name for actor in knowledge.register.actors.values() for name in (actor.name, *actor.names)]
        book = load_case_book(options.data / "voa/sentences.jsonl.gz", names)
        cases = list(read_cases(options.data / "muc4", "dev", book))
        found = find_all(cases, knowledge, options.cache, f"{reader}-dev")
        for effect in EFFECTS.values():
            count = Count()
            for case, findings in zip(cases, found, strict=True):
                wanted = {number for name, number in gold.get(case.report.id, ()) if name == effect}
                ours = numbers_of(findings, effect)
                count += Count(len(wanted & ours), len(ours), len(wanted))
            print(
                f"{reader:<9}{effect:<9}P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f}  {count.gold}"
            )


def numbers_of(findings: Findings, effect: str) -> set[int]:
    """Return the least numbers above one of the killed or injured of all events."""
    counts = (one for event in findings.events for one in (event.killed if effect == "killed" else event.injured))
    return {one.min for one in counts if one.min is not None and one.min > 1 and not one.vague}


def read_numbers(folder: Path) -> Numbers:
    """Return effect and number of the human targets by report."""
    numbers: Numbers = {}
    for path in (folder / "tst1/key-tst1.v7", folder / "tst2/key-tst2.v4"):
        for template in re.split(r"^(?=0\.  MESSAGE)", path.read_text("latin-1"), flags=re.MULTILINE)[1:]:
            slots = {int(match[1]): match[2] for match in SLOT.finditer(template)}
            name = slots[MESSAGE].split()[0]
            numbers.setdefault(name, set()).update(join_fills(slots.get(NUMBER, ""), slots.get(EFFECT, "")))
    return numbers


def join_fills(numbers: str, effects: str) -> Iterator[tuple[str, int]]:
    """Yield effect and number of the targets that have both."""
    by_target = {match[3]: int(match[2]) for match in FILL.finditer(numbers) if match[2].isdigit() and not match[1]}
    for match in FILL.finditer(effects):
        if match[2] in EFFECTS and not match[1] and by_target.get(match[3], 0) > 1:
            yield EFFECTS[match[2]], by_target[match[3]]


if __name__ == "__main__":
    main()
