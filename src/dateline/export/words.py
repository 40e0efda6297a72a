"""Tables from words to the codes of schemes: weapons, targets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.export.evidence import Evidence, once
from dateline.export.rows import Citation, cite_field

NONE = "-"


@dataclass(frozen=True, slots=True)
class Device:
    """A weapon in the schemes; ``None`` where a scheme has nothing for it."""

    words: re.Pattern[str]
    gtd: int | None
    gtd_sub: int | None
    plover: str | None
    acled: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A weapon and the words that name it."""

    device: Device
    cites: tuple[Citation, ...]


@once
def find_devices(evidence: Evidence) -> tuple[Found, ...]:
    """Return the weapons that reports name, each with its words, in the order of the table."""
    cites = cite_field(evidence, "weapon")
    found: dict[Device, list[Citation]] = {}
    for cite in cites:
        device = next((one for one in load_devices() if one.words.search(cite.words)), None)
        if device is not None:
            found.setdefault(device, []).append(cite)
    return tuple(Found(one, tuple(found[one])) for one in load_devices() if one in found)


def find_target_type(words: Iterable[str]) -> int | None:
    """Return the GTD target type of the first of `words` that the table knows; ``None`` for none."""
    for text in words:
        for pattern, code in load_targets():
            if pattern.search(text):
                return code
    return None


@cache
def load_devices() -> tuple[Device, ...]:
    """Return `data/devices.tsv`."""
    return tuple(
        Device(_pattern(words), _number(gtd), _number(sub), _word(plover), _word(acled))
        for words, gtd, sub, plover, acled in _read("devices.tsv")
    )


@cache
def load_targets() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return `data/targets.tsv`."""
    return tuple((_pattern(words), int(code)) for words, code in _read("targets.tsv"))


def _read(name: str) -> list[list[str]]:
    page = resources.files("dateline.export").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in page.splitlines() if line and not line.startswith("#")]


def _pattern(words: str) -> re.Pattern[str]:
    choices = "|".join(re.escape(word) for word in words.split("|"))
    return re.compile(rf"\b(?:{choices})(?:s|es)?\b", re.IGNORECASE)


def _number(cell: str) -> int | None:
    return None if cell == NONE else int(cell)


def _word(cell: str) -> str | None:
    return None if cell == NONE else cell
