"""News agencies by all their names, from `data/agencies.tsv`, and names of publishers folded so that they compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

__all__ = ["fold_name", "fold_origin", "is_wire", "name_origin"]

_NOISE = re.compile(r"[^\w]+")
_COMPANY = re.compile(r"^(?:the|www) | (?:com|org|net|news agency|online|newspaper)$")


def fold_name(name: str) -> str:
    """Return `name` without case, accents, marks, leading article and web suffix: a key to compare names by."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = _NOISE.sub(" ", plain).strip()
    return _COMPANY.sub("", words).strip() or words


def fold_origin(name: str) -> str:
    """Return the key of who made a text: known agencies by one name, everybody else by the folded name."""
    folded = fold_name(name)
    return fold_name(_agencies().get(folded, folded))


def name_origin(name: str) -> str:
    """Return the name to show: the agency's usual one where it is known, else `name` itself."""
    return _agencies().get(fold_name(name), name.strip())


def is_wire(name: str) -> bool:
    """Say whether `name` is a news agency that we know."""
    return fold_name(name) in _agencies()


@cache
def _agencies() -> Mapping[str, str]:
    page = resources.files("dateline").joinpath("knowledge/data/agencies.tsv").read_text("utf-8")
    names: dict[str, str] = {}
    for line in page.splitlines():
        entry = line.split("#")[0].rstrip()
        if not entry:
            continue
        name, _, others = entry.partition("\t")
        for alias in (name, *others.split("|")):
            if alias.strip():
                names[fold_name(alias)] = name.strip()
    return MappingProxyType(names)
