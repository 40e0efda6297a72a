"""The words of counting: hedges, vague amounts, nouns for people; compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

__all__ = ["NumberWords", "load_number_words"]

DATA = "knowledge/data/en"
IRREGULAR = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "wife": "wives",
    "thief": "thieves",
}


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Patterns and tables; all words lower case. `vague` maps a phrase to its bounds."""

    hedge: re.Pattern[str]
    hedge_kind: dict[str, str]
    hedges_by_kind: dict[str, tuple[str, ...]]
    vague: dict[str, tuple[int | None, int | None]]
    vague_start: re.Pattern[str]
    nobody: re.Pattern[str]
    singular: frozenset[str]
    plural: frozenset[str]
    not_before: frozenset[str]
    things: frozenset[str]
    peoples: frozenset[str]  # as written, with capitals
    not_peoples: frozenset[str]
    stops: frozenset[str]
    groups: frozenset[str]


@cache
def load_number_words() -> NumberWords:
    """Load `numbers.yaml` and `people.yaml`."""
    folder = files("dateline").joinpath(DATA)
    numbers = yaml.safe_load(folder.joinpath("numbers.yaml").read_text("utf-8"))
    people = yaml.safe_load(folder.joinpath("people.yaml").read_text("utf-8"))
    kinds = {word: kind for kind, words in numbers["hedges"].items() for word in words}
    heads = people["heads"].split()
    same = people["same"].split()
    return NumberWords(
        hedge=_starts(kinds, " "),
        hedge_kind=kinds,
        hedges_by_kind={kind: tuple(words) for kind, words in numbers["hedges"].items()},
        vague={words: (bounds[0], bounds[1]) for words, bounds in numbers["vague"].items()},
        vague_start=_starts(numbers["vague"], r"\b"),
        nobody=_starts(numbers["nobody"], r"\b"),
        singular=frozenset(heads) - frozenset(same) | {"police"},
        plural=frozenset([*same, *map(_plural, heads)]),
        not_before=frozenset(people["not_before"].split()),
        things=frozenset(people["things"].split()),
        peoples=frozenset(people["peoples"].split()),
        not_peoples=frozenset(people["not_peoples"].split()),
        stops=frozenset(people["stops"].split()),
        groups=frozenset(people["groups"].split()),
    )


def _starts(words: dict[str, object] | list[str], after: str) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("(?:" + "|".join(map(re.escape, longest_first)) + ")" + after)


def _plural(word: str) -> str:
    for end in ("woman", "man", "child", "person", "wife", "thief"):
        if word.endswith(end) and word not in ("german",):
            return word[: -len(end)] + IRREGULAR[end]
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"
