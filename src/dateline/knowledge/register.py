"""The register of actors: armed groups by name, forces and bodies of states, bodies of several states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from dateline.knowledge.voices import split_term

__all__ = ["Register", "load_register"]


@dataclass(frozen=True, slots=True)
class Register:
    """Known actors and their names."""

    state_words: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first word: phrase, ISO code

    def state_at(self, lower: Sequence[str], position: int) -> tuple[str, int] | None:
        """Return the code of the state named at `position` of the lower-cased words, and how many words name it."""
        for phrase, code in self.state_words.get(lower[position], ()):
            if tuple(lower[position : position + len(phrase)]) == phrase:
                return code, len(phrase)
        return None

    def states_in(self, lower: Sequence[str]) -> tuple[str, ...]:
        """Return the codes of the states that the words name, in their order, each once."""
        found: list[str] = []
        position = 0
        while position < len(lower):
            state = self.state_at(lower, position)
            if state is not None and state[0] not in found:
                found.append(state[0])
            position += state[1] if state is not None else 1
        return tuple(found)


def load_register() -> Register:
    """Load `data/actors`."""
    words: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for code, name, others, adjectives, seats in read_table("states.tsv"):
        for word in (name, *others.split("|"), *adjectives.split("|"), *seats.split("|")):
            phrase = split_term(word)
            if phrase:
                words.setdefault(phrase[0], []).append((phrase, code))
    return Register({first: tuple(sorted(group, key=lambda item: -len(item[0]))) for first, group in words.items()})


def read_table(name: str) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file of the register; lines that begin with # are comments."""
    text = files("dateline.knowledge").joinpath("data", "actors", name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
