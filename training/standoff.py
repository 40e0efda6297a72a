"""Annotation without text: sentence numbers and character offsets in place of quotations.

    python training/standoff.py pack q01.txt q01.jsonl --out training/annotated/q01.jsonl
    python training/standoff.py unpack training/annotated/q01.jsonl --out FOLDER
    python training/standoff.py pack-claims accused.jsonl --out training/annotated/claims.jsonl

A quotation ``"S|words"`` of the corpus format becomes ``[S, start, end]``, counted in characters of sentence S; names
are left out. The sentences come from ``data/voa/sentences.jsonl.gz``, by their number.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.records import Participant, Responsibility, Span
from dateline.score.gold import GoldReport, read_gold

Item = dict[str, Any]
Sentences = Mapping[int, str]
MANY, ONE = ("trigger", "when", "where", "weapon"), ("q", "said_by", "source", "cue", "content", "who", "by", "a", "b")
PARTS = ("by", "against", "killed", "injured", "taken")
LABELS = (
    "id", "type", "status", "background", "doubt", "min", "max", "approx", "vague", "who", "kind", "speaker", "about",
    "event", "stance",
)  # fmt: skip


def read_sentences(path: Path) -> dict[int, str]:
    """Return the news sentences by number."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {item["n"]: item["text"] for item in map(json.loads, lines)}


def pack_report(item: Item, sentences: Sentences) -> Item:
    """Return a report of the corpus format without any text."""
    packed: Item = {"report": item["report"], "topic": item["topic"]}
    if item["topic"] == "conflict":
        for field in ("events", "statements", "responsibility", "relations"):
            packed[field] = [_pack(one, sentences) for one in item.get(field) or []]
    return packed


def _pack(item: Item, sentences: Sentences) -> Item:
    packed: Item = {}
    for key, value in item.items():
        if key in MANY:
            packed[key] = [_find(one, sentences) for one in value or []]
        elif key in PARTS and isinstance(value, list):
            packed[key] = [_pack(one, sentences) for one in value]
        elif key in ONE and (value is None or _is_quotation(value)):
            packed[key] = None if value is None else _find(value, sentences)
        elif key in LABELS:
            packed[key] = value
    return packed


def _is_quotation(value: object) -> bool:
    return isinstance(value, str) and value.partition("|")[0].isdigit()


def _find(quotation: str, sentences: Sentences) -> list[int]:
    number, words, *nth = quotation.split("|")
    at = -1
    for _ in range(int(nth[0]) if nth else 1):
        at = sentences[int(number)].find(words, at + 1)
        if at < 0:
            raise ValueError(f"{quotation!r} is not in its sentence")
    return [int(number), at, at + len(words)]


def unpack_report(item: Any, sentences: Sentences) -> Any:
    """Return a packed report with quotations again."""
    if isinstance(item, dict):
        return {key: value if key == "report" else unpack_report(value, sentences) for key, value in item.items()}
    if isinstance(item, list) and len(item) == 3 and all(type(one) is int for one in item):
        return _quote(item[0], item[1], item[2], sentences[item[0]])
    return [unpack_report(one, sentences) for one in item] if isinstance(item, list) else item


def _quote(number: int, start: int, end: int, sentence: str) -> str:
    words, nth, at = sentence[start:end], 0, -1
    while at < start:
        at = sentence.find(words, at + 1)
        nth += 1
    return f"{number}|{words}" if nth == 1 else f"{number}|{words}|{nth}"


def unpack_part(packed: Path, sentences: Sentences, folder: Path) -> Path:
    """Write a packed part into `folder` in the corpus format, without the reports to be left out; return its stem."""
    lines = packed.read_text(encoding="utf-8").splitlines()
    items = [item for item in map(json.loads, lines) if item["topic"] != "skip"]
    numbers = [n for item in items for n in range(item["report"][0], item["report"][1] + 1)]
    stem = folder / packed.stem
    stem.with_suffix(".txt").write_text("".join(f"{n}\t{sentences[n]}\n" for n in numbers), encoding="utf-8")
    reports = (json.dumps(unpack_report(item, sentences), ensure_ascii=False) for item in items)
    stem.with_suffix(".jsonl").write_text("".join(f"{one}\n" for one in reports), encoding="utf-8")
    return stem


def read_packed(packed: Path, sentences: Sentences) -> Iterator[GoldReport]:
    """Yield the reports of a packed part."""
    with tempfile.TemporaryDirectory() as folder:
        yield from read_gold(unpack_part(packed, sentences, Path(folder)))


def pack_claims(item: Item, sentences: Sentences) -> Item:
    """Return a correction of one report's claims of responsibility without any text."""
    return {**item, "add": [_pack(one, sentences) for one in item["add"]]}


def correct_claims(gold: GoldReport, correction: Item, sentences: Sentences) -> GoldReport:
    """Return a report with its claims removed and added as a packed correction says."""
    first, last = correction["report"]
    starts, offset = {}, 0
    for number in range(first, last + 1):
        starts[number], offset = offset, offset + len(sentences[number]) + 1

    def span(place: list[int]) -> Span:
        return Span(starts[place[0]] + place[1], starts[place[0]] + place[2])

    kept = [one for n, one in enumerate(gold.findings.responsibility) if n not in correction["remove"]]
    added = [
        Responsibility(
            id=f"A{number + 1}",
            event=one["event"],
            who=Participant(span(one["who"])) if one.get("who") else None,
            stance=one["stance"],
            cue=span(one["cue"]),
            by=span(one["by"]) if one.get("by") else None,
        )
        for number, one in enumerate(correction["add"])
    ]
    return replace(gold, findings=replace(gold.findings, responsibility=(*kept, *added)))


def read_claims(packed: Path) -> dict[str, Item]:
    """Return the corrections of claims by the name of the report, ``part:first``."""
    items = map(json.loads, packed.read_text(encoding="utf-8").splitlines())
    return {f"{item['part']}:{item['report'][0]}": item for item in items}


def write_lines(path: Path, items: list[Item]) -> None:
    """Write one object a line, without blanks."""
    path.write_text("".join(json.dumps(one, separators=(",", ":")) + "\n" for one in items), encoding="utf-8")


def main() -> None:
    """Pack or unpack one part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pack", "pack-claims", "unpack"))
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    sentences = read_sentences(options.data / "data" / "voa" / "sentences.jsonl.gz")
    if options.what == "unpack":
        print(unpack_part(options.files[0], sentences, options.out))
        return
    if options.what == "pack-claims":
        claims = [pack_claims(json.loads(line), sentences) for line in options.files[0].read_text("utf-8").splitlines()]
        write_lines(options.out, claims)
        return
    text, annotation = options.files
    for line in text.read_text(encoding="utf-8").splitlines():
        number, _, words = line.partition("\t")
        if line.strip() and sentences[int(number)] != words:
            raise SystemExit(f"{text}: sentence {number} is not that of the news file")
    lines = annotation.read_text(encoding="utf-8").splitlines()
    packed = [pack_report(json.loads(line), sentences) for line in lines if line.strip()]
    write_lines(options.out, packed)


if __name__ == "__main__":
    main()
