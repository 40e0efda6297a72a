"""Tokens: words, numbers and punctuation marks with offsets."""

from __future__ import annotations

import re

from dateline.records import Span, Token

# Tried in this order: dotted abbreviations ("U.S.", "p.m."), titles ("Lt.", "Gen."), numbers with separators ("1,200",
# "10.30", "7.62mm" in two), words with inner apostrophes or hyphens ("Sana'a", "car-bomb"; the possessive 's is a token
# of its own), single marks.
TOKEN = re.compile(
    r"""(?P<abbreviation>(?:[A-Za-z]\.){2,}
      | \b(?:Mr|Mrs|Ms|Dr|Lt|Gen|Col|Sgt|Maj|Capt|Cmdr|Brig|Adm|Cpl|Pvt|Gov|Sen|Rep|Rev|Hon|St|No|Jr|Sr|Prof|Supt|Insp
      |Amb)\.)
      | \d+(?:[.,:]\d+)*
      | (?=['’]s\b)['’]s
      | (?:(?!['’]s\b)(?:\w|(?<=\w)['’\-‑](?=\w)))+
      | \S""",
    re.VERBOSE,
)


def find_tokens(text: str, span: Span) -> tuple[Token, ...]:
    """Return the tokens of `text` within `span`; white space alone lies between them."""
    return tuple(
        Token(Span(match.start(), match.end()), match.group()) for match in TOKEN.finditer(text, span.start, span.end)
    )
