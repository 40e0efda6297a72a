"""What a person types into a search box, in a form that every database's own search is made from.

bomb market         reports with both words, in any form ("bombing", "markets")
"car bomb"          the words in this order
bomb OR mine        either
-drill              not this one
kidnap*             words that begin so
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.errors import UserError
from dateline.records import Span

# Marks that the database sets around hits; control characters that no report's text contains.
MARK_START, MARK_END = "\x02", "\x03"
TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class Clause:
    """Words or phrases of which one must occur, or (`excluded`) none may."""

    words: tuple[str, ...]
    excluded: bool = False


def parse_query(query: str) -> tuple[Clause, ...]:
    """Return the clauses of `query`, all of which must hold.

    Raises:
        UserError: there is no word to look for.
    """
    clauses: list[Clause] = []
    either = False
    for dash, phrase, word in TERM.findall(query):
        if word == "OR":
            either = bool(clauses)
            continue
        excluded = bool(dash) or (word.startswith("-") and len(word) > 1)
        term = phrase or (word[1:] if excluded else word)
        if not re.search(r"\w", term):
            continue
        if either and not excluded and not clauses[-1].excluded:
            clauses[-1] = Clause((*clauses[-1].words, term))
        else:
            clauses.append(Clause((term,), excluded))
        either = False
    if all(clause.excluded for clause in clauses):
        raise UserError(f"nothing to search for in {query!r}; give at least one word without a dash")
    return tuple(clauses)


def find_marks(marked: str) -> tuple[Span, ...]:
    """Return where the hits lie in the text without its marks."""
    spans: list[Span] = []
    offset = start = 0
    for piece in re.split(f"([{MARK_START}{MARK_END}])", marked):
        if piece == MARK_START:
            start = offset
        elif piece == MARK_END:
            spans.append(Span(start, offset))
        else:
            offset += len(piece)
    return tuple(spans)
