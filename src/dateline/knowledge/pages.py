"""Pages of word lists: YAML files under `data/en`, and phrases cut as the tokeniser cuts text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

import yaml

Page = Mapping[str, object]


def read_page(name: str) -> Page:
    """Return a YAML page of the English word lists."""
    text = files("dateline.knowledge").joinpath("data", "en", name).read_text("utf-8")
    page = yaml.safe_load(text)
    if not isinstance(page, dict):
        raise TypeError(f"{name} is not a mapping")
    return page


def split_term(phrase: str) -> tuple[str, ...]:
    """Split a phrase as the tokeniser splits text: the possessive is a word of its own."""
    return tuple(re.sub(r"['’]s\b", " 's", phrase.lower()).split())
