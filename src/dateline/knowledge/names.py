"""Names as keys: what stays of a name when case, marks, articles and romanisation are set aside."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

ARTICLES = frozenset({"the", "a", "an"})
# Articles and links inside names ("Lashkar-e-Taiba", "Harkat-ul-Mujahideen"), written in any way.
LINKS = frozenset("al el ul ur us as ash ad ud at an ar az e i ye wa wal w il eddine".split())
# Romanisations of one sound, longest first; after Arabic and Russian spellings in press and lists of sanctions.
SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sh", "s"),
    ("ch", "c"), ("zh", "z"),
    ("ck", "k"), ("q", "k"), ("x", "ks"), ("v", "w"), ("z", "s"), ("j", "y"), ("g", "g"), ("c", "k"),
)  # fmt: skip
VOWELS = re.compile(r"[aeiouyhw]")
DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return `name` in lower-case ASCII words without marks and article; hyphens part words, apostrophes join them."""
    plain = anyascii(name.replace("’", "'")).lower()
    plain = re.sub(r"['`.]", "", plain)
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


# One word in several romanisations whose consonants differ.
SAME_WORDS = {"wilayat": "wilaya", "wilayah": "wilaya", "vilayat": "wilaya", "tanzeem": "tanzim", "qaeda": "qaida"}
JOINED_LINK = re.compile(r"(?<=[a-z]{4})ul$")  # "Harkatul Mujahideen"
LEAST_LIKE = 0.55  # "taiba" and "tayyaba" are 0.57 alike, "black" and "baloch" 0.5


def are_alike(left: str, right: str) -> bool:
    """Say whether two name keys of one sound are alike word by word, so that they may be one name."""
    pairs = zip(_words(left), _words(right), strict=False)
    return all(one == other or Levenshtein.normalized_similarity(one, other) >= LEAST_LIKE for one, other in pairs)


def _words(key: str) -> list[str]:
    return [JOINED_LINK.sub("", word) for word in key.split() if word not in LINKS]


@lru_cache(maxsize=65536)
def sound_key(key: str) -> str:
    """Return the consonants of a name key, one spelling for each sound; articles and links inside are left out.

    Two names with one sound key may be one name in two romanisations; how alike the keys are must still be measured.
    """
    words = [SAME_WORDS.get(word, word) for word in _words(key)]
    return " ".join(skeleton for skeleton in map(_skeleton, words) if skeleton)


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    for sound, letter in SOUNDS:
        word = word.replace(sound, letter)
    bare = "a" + VOWELS.sub("", word) if word[0] in "aeiou" else word[0] + VOWELS.sub("", word[1:])
    return DOUBLED.sub(r"\1", bare)
