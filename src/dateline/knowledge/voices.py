"""The words of attribution: cue verbs, nouns of speakers by kind, words of claims, blame and silence."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["VoiceLexicon", "load_voices"]


@dataclass(frozen=True, slots=True)
class VoiceLexicon:
    """All word lists that the finders of statements, responsibility and relations use."""


def load_voices() -> VoiceLexicon:
    """Load `data/en/voices.yaml`."""
    return VoiceLexicon()
