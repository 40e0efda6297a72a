"""The lexicon of event triggers."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.words import WordClasses, load_words


@dataclass(frozen=True, slots=True)
class TriggerLexicon:
    """Words that name events, and the word classes to read them with."""

    words: WordClasses


def load_triggers() -> TriggerLexicon:
    """Load the trigger lexicon of English."""
    return TriggerLexicon(words=load_words())
