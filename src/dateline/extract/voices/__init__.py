"""Voices: who says so, who claims, denies and is accused, and what kind of body a speaker is."""
