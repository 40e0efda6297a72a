"""Misspelt words: a slip of the keyboard that recurs in two reports shows that one was copied from the other.

A word counts as misspelt where it is not in the table of words of the news (`data/en/rarity.tsv`) but one letter too
many, too few or two letters changed about make it one that is. A changed letter does not count ("organisation"), nor
what American and British English spell differently, nor short words, most of which are one letter from another.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dateline.knowledge.rarity import share_of, stem, stems

__all__ = ["is_misspelt"]

LEAST = 7  # letters
# labor/labour, traveled/travelled, program/programme, judgment/judgement, catalog/catalogue, aging/ageing
_SPELLINGS = re.compile(r"ou?r|ll?|mme?|dge?m|gu?e?|e?ing|e?able|ae?|oe?")


@lru_cache(maxsize=200_000)
def is_misspelt(word: str) -> bool:
    """Say whether a lower-case word looks like a slip for a common one."""
    one = stem(word)
    if len(one) < LEAST or not one.isalpha() or share_of(one) or share_of(word):
        return False
    shorter = {one[:at] + one[at + 1 :] for at in range(len(one))}
    swapped = {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)}
    meant = {known for known in (shorter | swapped) if share_of(known)} | set(_one_less().get(one, ()))
    return any(len(known) >= LEAST and not _is_spelling(one, known) for known in meant)


def _is_spelling(one: str, other: str) -> bool:
    """Say whether two words differ in nothing but what two standards of English spell differently, or in an ending."""
    at = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    if at >= min(len(one), len(other)) - 2:
        return True  # an ending: "reporter" for "report" is another word
    return at < 2 or _SPELLINGS.sub("", one) == _SPELLINGS.sub("", other)


@cache
def _one_less() -> dict[str, list[str]]:
    """Return the known words by each form that lacks one letter of theirs."""
    forms: dict[str, list[str]] = {}
    for known in stems():
        if len(known) >= LEAST:
            for form in {known[:at] + known[at + 1 :] for at in range(len(known))}:
                forms.setdefault(form, []).append(known)
    return forms
