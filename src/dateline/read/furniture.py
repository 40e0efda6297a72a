"""Furniture: lines of a page that are no part of its report, by `data/furniture.yaml`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources import files

import yaml

LONGEST = 220  # characters; a longer line is never furniture ...
LONGEST_CAPTION = 400  # ... but for a caption
EDGES = " \t.:;,|•·*–—-_=+>»›<«‹[](){}#!?…\"'"


@dataclass(frozen=True, slots=True)
class Furniture:
    """Patterns for the folded lines of a page."""

    tail: re.Pattern[str]
    line: re.Pattern[str]
    lead_in: re.Pattern[str]
    caption: re.Pattern[str]
    published_words: re.Pattern[str]

    def is_tail(self, line: str) -> bool:
        """Say whether `line` opens the part of a page that is below the report."""
        return len(line) <= LONGEST and bool(self.tail.fullmatch(fold(line)))

    def is_line(self, line: str) -> bool:
        """Say whether `line` is a share line, an advertising mark, a menu word or a pointer to another page."""
        if len(line) > LONGEST_CAPTION:
            return False
        folded = fold(line)
        if self.caption.fullmatch(folded) or not folded:
            return True
        return len(line) <= LONGEST and bool(self.line.fullmatch(folded) or self.lead_in.fullmatch(folded))


def fold(line: str) -> str:
    """Return `line` in lower case, with single spaces, without marks at its ends."""
    return " ".join(line.replace("’", "'").lower().split()).strip(EDGES)


@functools.cache
def load_furniture() -> Furniture:
    """Load the patterns that come with Dateline."""
    page = yaml.safe_load((files("dateline.read") / "data" / "furniture.yaml").read_text("utf-8"))
    words = "|".join(re.escape(str(word)) for word in page["published_words"])
    return Furniture(
        tail=re.compile("|".join(f"(?:{pattern})" for pattern in page["tail"])),
        line=re.compile("|".join(f"(?:{pattern})" for pattern in page["line"])),
        lead_in=re.compile("|".join(f"(?:{pattern})" for pattern in page["lead_in"])),
        caption=re.compile("|".join(f"(?:{pattern})" for pattern in page["caption"])),
        published_words=re.compile(rf"\b(?:{words})\b\s*:?", re.IGNORECASE),
    )
