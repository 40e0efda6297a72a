"""What we know of the world, loaded once a process into a frozen `Knowledge`: word lists, gazetteer, actors."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.config import Config
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.knowledge.register import Register, load_register
from dateline.knowledge.tolls import TollLexicon, load_tolls
from dateline.knowledge.triggers import TriggerLexicon, load_triggers
from dateline.knowledge.voices import VoiceLexicon, load_voices

__all__ = ["Knowledge", "load_knowledge"]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that stages may look up."""

    triggers: TriggerLexicon
    voices: VoiceLexicon
    gazetteer: Gazetteer
    register: Register
    tolls: TollLexicon
    model: str = "rules/1"
    languages: frozenset[str] = frozenset({"en"})


def load_knowledge(config: Config) -> Knowledge:
    """Load everything; the gazetteer is built first if it is not there yet."""
    return Knowledge(
        triggers=load_triggers(),
        voices=load_voices(),
        gazetteer=open_gazetteer(config.gazetteer_path),
        register=load_register(),
        tolls=load_tolls(),
    )
