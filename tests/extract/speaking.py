"""Shared by the tests of statements, responsibility and relations: a text to its marks, words to their span."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from dateline.extract.marking.times import find_times
from dateline.extract.marks import Marks
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.register import load_register
from dateline.knowledge.tolls import load_tolls
from dateline.knowledge.triggers import TriggerLexicon
from dateline.knowledge.voices import load_voices
from dateline.parse import parse_report
from dateline.records import Event, Parsed, Participant, Report, Span

PLACES = re.compile(r"\b(?:Mosul|Baghdad|Quetta|Aleppo|Mogadishu|Kandahar|Gao|Geneva|Marib|Kidal|Herat|Basra|Kabul)\b")


@lru_cache(maxsize=1)
def known() -> Knowledge:
    """The word lists and the register; these finders ask neither the gazetteer nor the triggers."""
    return Knowledge(cast(TriggerLexicon, None), load_voices(), cast(Gazetteer, None), load_register(), load_tolls())


def read(text: str) -> tuple[Parsed, Marks]:
    """Parse `text` and mark its times and places."""
    parsed = parse_report(Report(id="r1", text=text))
    places = tuple(Span(match.start(), match.end()) for match in PLACES.finditer(text))
    return parsed, Marks(times=find_times(parsed), quantities=(), places=places, phrases=())


def at(text: str, words: str) -> Span:
    """The span of the first occurrence of `words`."""
    start = text.index(words)
    return Span(start, start + len(words))


def event(text: str, trigger: str, kind: str = "attack", by: str = "", doubt: bool = False) -> Event:
    """An event with one trigger and at most one doer."""
    doer = (Participant(at(text, by), doubt=doubt),) if by else ()
    return Event(id=f"e-{trigger}", type=kind, triggers=(at(text, trigger),), status="happened", by=doer)
