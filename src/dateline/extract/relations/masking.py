"""The masked sentence that patterns of relations read: mentions as ⟨K3⟩, describing words as ⟪radical⟫, plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.extract.marking.clauses import QUOTES, Words
from dateline.extract.relations.mentions import Mention
from dateline.knowledge.register import Register
from dateline.knowledge.ties import TieLexicon

Side = tuple[int, int]  # first and last word, both included
NAME_BEHIND = re.compile(r"⟨D\d+⟩ (?:, |\( |called |named |known as )?(?:the )?⟨G(\d+)⟩")
NAME_BEFORE = re.compile(r"⟨G(\d+)⟩ (?:, (?:a|an|the|another) (?:⟪\S+⟫ |⟨[SL]\d+⟩ )*)?$")
PLAIN = frozenset({"the", "a", "an", "of", "group", "movement", "wing", "leader"})
ARTICLES = frozenset({"the", "a", "an"})
# "X, Y and Z" among the mentions of a masked sentence: what may stand between two of one list.
LISTED = re.compile(r"^(?:(?:, )?and |, |or |as well as )(?:the |other |⟪\S+⟫ )*$")


@dataclass(frozen=True, slots=True)
class Masked:
    """The words of a sentence as the patterns read them, and where in the string each word begins."""

    string: str
    starts: tuple[tuple[int, int], ...]  # (offset in the string, index of the word)
    mentions: tuple[Mention, ...]


def mask(words: Words, mentions: list[Mention], register: Register, ties: TieLexicon, *, whole: bool = False) -> Masked:
    """Return the lower-cased words, parted by single spaces, with mentions and describing words marked.

    Quotation marks are left out. `whole` says that mentions are whole noun phrases: articles and figures are left out
    too, and describing words are not marked.
    """
    at = {mention.first: (number, mention) for number, mention in enumerate(mentions)}
    string, starts, index = " ", [], 0
    while index < len(words):
        if index in at:
            starts.append((len(string), index))
            number, mention = at[index]
            string += f"⟨{mention.kind}{number}⟩ "
            index = mention.last + 1
            continue
        word = words.lower[index]
        if word not in QUOTES and word != "'" and not (whole and (word in ARTICLES or word[0].isdigit())):
            starts.append((len(string), index))
            title = word in ties.words["persons"] and words.is_capital(index)
            describes = word not in PLAIN and (title or word in register.forces.describing)
            string += f"⟪{word}⟫ " if describes and not whole else f"{word} "
        index += 1
    return Masked(string, tuple(starts), tuple(mentions))


def sides_of(masked: Masked, match: re.Match[str]) -> tuple[Side, Side] | None:
    """Return the two sides of a match: mentions, or for A the very words that its pattern takes."""
    groups = match.groupdict()
    b = named(masked, int(groups["b"]))
    if groups.get("a") is not None:
        a = named(masked, int(groups["a"]))
        return (a.first, a.last), (b.first, b.last)
    start, end = match.span("words")
    indexes = [index for offset, index in masked.starts if start <= offset < end]
    return ((indexes[0], indexes[-1]), (b.first, b.last)) if indexes else None


def named(masked: Masked, number: int) -> Mention:
    """Return the name beside a description: "a militant group, the Valley Front", "the Valley Front, a rebel group"."""
    mention = masked.mentions[number]
    if mention.kind != "D":
        return mention
    place = masked.string.index(f"⟨D{number}⟩")
    behind = NAME_BEHIND.match(masked.string, place)
    before = NAME_BEFORE.search(masked.string[:place])
    found = behind or before
    return masked.mentions[int(found.group(1))] if found is not None else mention


def listed_with(masked: Masked, number: int, kinds: str) -> list[int]:
    """Return the numbers of the mentions in one list with mention `number`, itself among them, in text order."""
    found = [number]
    for step in (-1, 1):
        here = number
        while 0 <= here + step < len(masked.mentions):
            left, right = sorted((here, here + step))
            if masked.mentions[here + step].kind not in kinds or not LISTED.match(_between(masked, left, right)):
                break
            here += step
            found.append(here)
    return sorted(found)


def _between(masked: Masked, left: int, right: int) -> str:
    one, other = (f"⟨{masked.mentions[number].kind}{number}⟩ " for number in (left, right))
    start = masked.string.index(one) + len(one)
    return masked.string[start : masked.string.index(other, start)]
