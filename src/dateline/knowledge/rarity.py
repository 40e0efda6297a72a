"""How rare a word is in news prose at large, by a fixed table; linking adds an archive's own counts to it.

The table is `data/en/rarity.tsv`, made by `training/make_rarity.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from math import log
from types import MappingProxyType

__all__ = ["rarity", "share_of", "stem", "stems", "weigh_share"]

_UNSEEN = 1 / 6658  # the table rests on that many stretches of text
COMMON = 0.08  # a stem in more than that share of reports says nothing of which event it is


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return `word` without case, possessive and the common endings of English: "bombings" and "bombed" are "bomb"."""
    plain = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    for ending, put in (("ies", "y"), ("ings", ""), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if plain.endswith(ending) and len(plain) - len(ending) >= 3 and not plain.endswith("ss"):
            plain = plain.removesuffix(ending) + put
            break
    if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "lsz":
        return plain[:-1]
    return plain.removesuffix("e") if len(plain) > 4 else plain


def rarity(word: str) -> float:
    """Return the weight in [0, 1] of a stem: 0 for one in many reports, 1 for one that is not in the table."""
    return _weights().get(word, 1.0)


def share_of(word: str) -> float:
    """Return the share of reports that hold a stem; 0 for one that is not in the table."""
    return _shares().get(word, 0.0)


def stems() -> tuple[str, ...]:
    """Return all stems of the table, the most frequent first."""
    return tuple(_shares())


def weigh_share(share: float, least: float) -> float:
    """Return the weight in [0, 1] of a stem in that share of reports, where `least` is the share of one report."""
    if share > COMMON:
        return 0.0
    return min(1.0, log(max(share, least)) / log(least))


@cache
def _weights() -> Mapping[str, float]:
    return MappingProxyType({word: weigh_share(share, _UNSEEN) for word, share in _shares().items()})


@cache
def _shares() -> Mapping[str, float]:
    page = resources.files("dateline").joinpath("knowledge/data/en/rarity.tsv").read_text("utf-8")
    counts: dict[str, int] = {}
    for line in page.splitlines():
        if line and not line.startswith("#"):
            word, _, count = line.partition("\t")
            counts[word] = int(count)
    total = counts.pop("*")
    return MappingProxyType({word: count / total for word, count in counts.items()})
