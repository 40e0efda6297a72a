"""Make `knowledge/data/en/rarity.tsv`: in how many stretches of news prose each word stem occurs.

    python training/make_rarity.py SENTENCES.jsonl.gz [FIRST-LAST ...] > src/dateline/knowledge/data/en/rarity.tsv

SENTENCES holds one sentence a line, ``{"n": number, "text": words}``, in the order of the documents; ranges of
numbers that are held out for measuring are left out. A stretch of seven sentences stands for a report, whose bounds are
unknown.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter

from dateline.knowledge.rarity import stem

STRETCH = 7
LEAST = 4
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def main() -> None:
    """Count stems by stretch and print those that occur in at least four."""
    held_out = [tuple(int(part) for part in bounds.split("-")) for bounds in sys.argv[2:]]
    counts: Counter[str] = Counter()
    stretches: dict[int, set[str]] = {}
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as lines:
        for line in lines:
            sentence = json.loads(line)
            number = sentence["n"]
            if any(first <= number <= last for first, last in held_out):
                continue
            found = stretches.setdefault(number // STRETCH, set())
            found.update(stem(match.group()) for match in WORD.finditer(sentence["text"]))
    for found in stretches.values():
        counts.update(found)
    print("# stem, number of stretches of seven sentences (of all in the first line) that hold it")
    print("# counted on 46,000 sentences of Voice of America news 2004-2010 (public domain)")
    print(f"*\t{len(stretches)}")
    for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= LEAST:
            print(f"{word}\t{count}")


if __name__ == "__main__":
    main()
