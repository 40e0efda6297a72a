"""Keys of place names: one for the same name in another spelling of letters, one for another romanisation of it."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

APOSTROPHES = re.compile(r"['’‘`ʻʼ´\"]")
NOT_WORD = re.compile(r"[^a-z0-9]+")
# Abbreviated first words of place names; written out, both spellings have one key.
WRITTEN_OUT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
# The Arabic article in its assimilated forms: "Ar-Raqqah" is Raqqah.
ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|ad|adh|an|at|az) (?=[a-z]{3})")
# Letters that romanisations of one sound share, longest first.
SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("dzh", "j"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("sh", "s"), ("ch", "c"), ("ck", "k"), ("dj", "j"), ("zh", "z"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"),
    ("q", "k"), ("v", "w"), ("x", "ks"), ("z", "s"),
)  # fmt: skip
VOWELS = re.compile(r"(?<=.)[aeiouyhw]+")
DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return the look-up key of a place name: plain lower-case letters and single spaces, no leading "the".

    >>> name_key("The Nahr al-Bared"), name_key("Sana'a"), name_key("St. Louis")
    ('nahr al bared', 'sanaa', 'saint louis')
    """
    plain = name if name.isascii() else anyascii(name)
    words = NOT_WORD.sub(" ", APOSTROPHES.sub("", plain).lower()).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if words and words[0] in WRITTEN_OUT and len(words) > 1:
        words[0] = WRITTEN_OUT[words[0]]
    return " ".join(words)


def without_article(key: str) -> str:
    """Return `key` without a leading Arabic article."""
    return ARTICLE.sub("", key)


@lru_cache(maxsize=65536)
def sound_key(key: str) -> str:
    """Return the consonant skeleton of a look-up key, which most romanisations of one name share.

    >>> sound_key(name_key("Baquba")), sound_key(name_key("Ba'qubah"))
    ('bkb', 'bkb')
    """
    sound = without_article(key).replace(" ", "")
    for written, spoken in SOUNDS:
        sound = sound.replace(written, spoken)
    if sound and sound[0] in "aeiou":
        sound = "a" + sound[1:]
    return DOUBLED.sub(r"\1", VOWELS.sub("", DOUBLED.sub(r"\1", sound)))
