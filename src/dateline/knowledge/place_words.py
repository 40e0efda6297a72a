"""Words around place names and the weights of what makes a name a place, loaded once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Word lists of `data/geo/place_words.yaml`; units map a word to the kind of unit."""

    units_after: dict[str, str]
    units_before: dict[str, str]
    locative: frozenset[str]
    near: frozenset[str]
    directions: frozenset[str]
    direction_adjectives: frozenset[str]
    speaking: frozenset[str]
    of_country: frozenset[str]
    clause_end: frozenset[str]
    sitting: frozenset[str]


@cache
def load_place_words() -> PlaceWords:
    """Load the word lists."""
    page: dict[str, dict[str, list[str]]] = yaml.safe_load(_read("place_words.yaml"))
    units_after, units_before = (
        {word: kind for kind, words in page[name].items() for word in words} for name in ("units_after", "units_before")
    )
    lists = {name: frozenset(words) for name, words in page.items() if not name.startswith("units_")}
    return PlaceWords(units_after=units_after, units_before=units_before, **lists)


@cache
def load_name_weights() -> dict[str, float]:
    """Load the weights of `find_places`: feature to weight (made by `training/place_names.py`)."""
    return _load_weights("name_weights.tsv")


@cache
def load_rank_weights() -> dict[str, float]:
    """Load the weights by which `resolve_places` ranks the places of one name (made by `training/place_ranking.py`)."""
    return _load_weights("rank_weights.tsv")


def _load_weights(name: str) -> dict[str, float]:
    rows = (line.split("\t") for line in _read(name).splitlines() if line and not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}


def _read(name: str) -> str:
    return resources.files("dateline.knowledge").joinpath("data", "geo", name).read_text("utf-8")
