"""What we know of the world, loaded once a process into a frozen `Knowledge`: word lists, gazetteer, actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.config import Config
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.knowledge.register import Register, load_register
from dateline.knowledge.tolls import TollLexicon, load_tolls
from dateline.knowledge.triggers import TriggerLexicon, load_triggers
from dateline.knowledge.voices import VoiceLexicon, load_voices

if TYPE_CHECKING:
    from dateline.knowledge.reader import Reader

__all__ = ["Knowledge", "load_knowledge"]

RULES = "rules/1"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that stages may look up."""

    triggers: TriggerLexicon
    voices: VoiceLexicon
    gazetteer: Gazetteer
    register: Register
    tolls: TollLexicon
    reader: Reader | None = None  # without it the rules read alone
    model: str = RULES
    languages: frozenset[str] = frozenset({"en"})


def load_knowledge(config: Config) -> Knowledge:
    """Load everything; the gazetteer is built first if it is not there yet."""
    reader = _load_reader() if config.reader == "trained" else None
    gazetteer = open_gazetteer(config.gazetteer_path)
    return Knowledge(
        reader=reader,
        model=_name_model(reader, gazetteer),
        triggers=load_triggers(),
        voices=load_voices(),
        gazetteer=gazetteer,
        register=load_register(),
        tolls=load_tolls(),
    )


def _name_model(reader: Reader | None, gazetteer: Gazetteer) -> str:
    """Return who reads and, where users added places, with which: other places make other readings."""
    places = f"places/{gazetteer.digest}" if gazetteer.digest else ""
    return "+".join(filter(None, (reader.name if reader else "", RULES, places)))


def _load_reader() -> Reader:
    from dateline.knowledge.reader import load_reader  # brings onnxruntime, which takes a moment

    return load_reader()
