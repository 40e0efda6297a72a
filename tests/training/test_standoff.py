"""Annotation without text: packed and unpacked it is what it was."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.score.gold import read_gold

TRAINING = Path(__file__).parent.parent.parent / "training"
SENTENCES = {
    7: "Rebels of the River Front attacked Moroni on Monday, killing ten and then ten more.",
    8: "Police say the River Front is behind the attack.",
    9: "A flower show opened in Lyon.",
}
ITEM: dict[str, Any] = {
    "report": [7, 8],
    "topic": "conflict",
    "events": [
        {
            "id": "E1", "type": "attack", "trigger": ["7|attacked", "8|attack"], "status": "happened",
            "background": False, "when": ["7|Monday"], "where": ["7|Moroni"], "weapon": [],
            "by": [{"q": "7|Rebels of the River Front", "name": "River Front", "doubt": True}], "against": [],
            "killed": [{"q": "7|ten|2", "min": 10, "max": 10, "who": "against", "said_by": "8|Police"}],
            "injured": [], "taken": [],
        }
    ],
    "statements": [
        {
            "source": "8|Police", "cue": "8|say", "content": "8|the River Front is behind the attack",
            "kind": "indirect", "speaker": "police", "about": ["E1"],
        }
    ],
    "responsibility": [],
    "relations": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def standoff() -> ModuleType:
    spec = importlib.util.spec_from_file_location("standoff", TRAINING / "standoff.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_packed_it_has_no_text(standoff: ModuleType) -> None:
    packed = json.dumps(standoff.pack_report(ITEM, SENTENCES))
    words = {word.strip(".,") for sentence in SENTENCES.values() for word in sentence.split() if len(word) > 5}
    assert not [word for word in words if f"{word}" in packed and word != "attack"]
    assert '"name"' not in packed
    assert standoff.pack_report(ITEM, SENTENCES)["events"][0]["killed"][0]["q"] == [7, 74, 77]


def test_unpacked_it_reads_as_before(standoff: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("".join(f"{n}\t{SENTENCES[n]}\n" for n in (7, 8)), encoding="utf-8")
    (tmp_path / "p.jsonl").write_text(json.dumps(ITEM) + "\n", encoding="utf-8")
    packed = tmp_path / "packed.jsonl"
    standoff.write_lines(packed, [standoff.pack_report(ITEM, SENTENCES), {"report": [9, 9], "topic": "skip"}])
    [before], [after] = list(read_gold(tmp_path / "p")), list(standoff.read_packed(packed, SENTENCES))
    assert after.text == before.text
    assert after.findings.statements == before.findings.statements
    [event], [other] = before.findings.events, after.findings.events
    assert (other.triggers, other.when, other.where, other.killed) == (
        event.triggers, event.when, event.where, event.killed
    )  # fmt: skip
    assert [(one.span, one.doubt) for one in other.by] == [(one.span, one.doubt) for one in event.by]


def test_claims_are_taken_away_and_added(standoff: ModuleType, tmp_path: Path) -> None:
    packed = tmp_path / "packed.jsonl"
    standoff.write_lines(packed, [standoff.pack_report(ITEM, SENTENCES)])
    [gold] = standoff.read_packed(packed, SENTENCES)
    claim = {"event": "E1", "who": "8|River Front", "stance": "accused", "by": "8|Police", "cue": "8|behind"}
    correction = {"part": "p", "report": [7, 8], "add": [claim], "remove": []}
    more = standoff.correct_claims(gold, standoff.pack_claims(correction, SENTENCES), SENTENCES)
    [added] = more.findings.responsibility
    assert (added.stance, added.cue.of(gold.text), added.by.of(gold.text)) == ("accused", "behind", "Police")
    assert added.who.span.of(gold.text) == "River Front"
    none = standoff.correct_claims(more, {"report": [7, 8], "add": [], "remove": [0]}, SENTENCES)
    assert none.findings.responsibility == ()
