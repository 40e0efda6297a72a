"""Which words of a sentence may be place names, and what speaks for and against each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge.gazetteer import Candidate, Gazetteer
from dateline.knowledge.place_names import name_key
from dateline.knowledge.place_words import PlaceWords
from dateline.records import Token

LONGEST = 6  # tokens of a name
INSIDE = frozenset({"of", "the", "and", "de", "del", "la", "da", "do", "dos", "al", "el", "-", "i", "e", "ul", "bin"})
ARTICLE_HYPHEN = re.compile(r"(?:al|el|ar|as|ash|ad|an|at|az|ul)[-‑][A-Z]")
# Small words that open a sentence with a capital.
OPENING = frozenset(
    "the a an in at near on from to outside inside around across of for but and as by with after since".split()
)
DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December".split()
)
# "Islamist-controlled Mogadishu" is no name; "Indian-controlled Kashmir" is one that the gazetteer has.
COMPOUND = re.compile(r"-[a-z]{3,}$")
POSSESSIVE = frozenset({"'s", "’s"})


@dataclass(frozen=True, slots=True)
class Guess:
    """Tokens ``[start, end)`` of a sentence that may be a place name; `features` speak for and against it."""

    start: int
    end: int
    features: tuple[str, ...]


def is_capital(token: Token) -> bool:
    """Say whether a token is written like a name."""
    return token.text[:1].isupper() or ARTICLE_HYPHEN.match(token.text) is not None


def find_guesses(tokens: Sequence[Token], text: str, gazetteer: Gazetteer, words: PlaceWords) -> list[Guess]:
    """Return all runs of tokens that are a name of the gazetteer, and whole capitalised runs that it does not know."""
    guesses = []
    for start, token in enumerate(tokens):
        if not is_capital(token):
            continue
        known = False
        for end in range(min(len(tokens), start + LONGEST), start, -1):
            if not _is_run(tokens, start, end, words):
                continue
            found = gazetteer.candidates(text[tokens[start].span.start : tokens[end - 1].span.end])
            if found and not (token.text == "The" and not found[0].name.startswith("The ")):
                known = True
                guesses.append(Guess(start, end, tuple(_features(tokens, (start, end), found[0], gazetteer, words))))
        if not known and (start == 0 or not is_capital(tokens[start - 1])) and not COMPOUND.search(token.text):
            end = _run_end(tokens, start)
            if end - start <= 3:
                guesses.append(Guess(start, end, tuple(_features(tokens, (start, end), None, gazetteer, words))))
    return guesses


def _is_run(tokens: Sequence[Token], start: int, end: int, words: PlaceWords) -> bool:
    """Say whether the tokens can be one name: a capital or "valley" ends it, other small words stand only inside."""
    last = tokens[end - 1]
    if not is_capital(last) and not last.text.isdigit() and not (last.text in words.units_after and end - start > 1):
        return False
    return all(is_capital(token) or token.text in INSIDE for token in tokens[start : end - 1])


def _run_end(tokens: Sequence[Token], start: int) -> int:
    end = start + 1
    while end < len(tokens) and is_capital(tokens[end]):
        end += 1
    return end


def _features(
    tokens: Sequence[Token], extent: tuple[int, int], best: Candidate | None, gazetteer: Gazetteer, words: PlaceWords
) -> list[str]:
    start, end = extent
    before = tokens[start - 1].text if start else "<s>"
    after = tokens[end].text if end < len(tokens) else "</s>"
    second = tokens[start - 2].text if start > 1 else "<s>"
    key = name_key(" ".join(token.text for token in tokens[start:end]))
    left = "small" if start == 1 and before.lower() in OPENING else _shape(before)
    right = "unit" if after in words.units_after else "day" if after in DAYS else _shape(after)
    found = [
        "bias",
        f"best={_worth(best)}",
        f"length={min(3, end - start)}",
        f"before={before.lower()}",
        f"after={after.lower()}",
        f"before_shape={left}",
        f"after_shape={right}",
        f"shapes={left}/{right}",
        f"name={key}",
    ]
    if before.lower() in ("the", ",", "and"):
        found.append(f"second={second.lower()}_{before.lower()}")
    if before.lower() in words.locative:
        found += ["locative", f"locative/{_worth(best)}"]
    if after in words.units_after:
        found.append(f"unit={words.units_after[after]}")
    if before == "of" and second in words.units_before:
        found.append("unit_of")
    if end - start > 1 and best and best.kind != "town" and best.quality <= 1 and right != "capital":
        found.append("listed")
    elif end - start > 1 and best and best.quality <= 1 and "capital" not in (left, right):
        found.append("listed town")
    if left == "capital":
        found.append(f"before_capital/{_worth(best)}")
    if after in DAYS:
        found.append("after_day")
    around = _around(tokens, end, gazetteer)
    if around:
        found += [f"around={around}", f"around={around}/{_worth(best)}"]
    if len(key) <= 3 and tokens[start].text.isupper():
        found.append("capitals")
    return found


def _around(tokens: Sequence[Token], end: int, gazetteer: Gazetteer) -> str | None:
    """Return how a larger unit follows: "Gwoza, Nigeria", "Gwoza in Borno state", "Gwoza in northeastern Nigeria"."""
    link = tokens[end].text if end < len(tokens) else ""
    if link not in (",", "in"):
        return None
    at = end + 1
    while at < len(tokens) and at <= end + 3 and tokens[at].text.islower():
        at += 1
    for last in (at + 2, at + 1):
        if at < len(tokens) and last <= len(tokens) and is_capital(tokens[at]):
            found = gazetteer.candidates(" ".join(token.text for token in tokens[at:last]))
            if found and found[0].kind in ("country", "admin1") and found[0].quality <= 2:
                return link
    return None


def _worth(best: Candidate | None) -> str:
    """Return what the best meaning of a name is worth: its kind, its people, how well the name fits."""
    if best is None:
        return "none"
    fit = "other" if best.quality >= 2 else "own"
    if best.kind == "town":
        size = len(str(best.population)) if best.population else 0
        return f"town{max(3, min(7, size))}/{fit}"
    return f"{best.kind}/{fit}"


def _shape(word: str) -> str:
    if word in ("<s>", "</s>"):
        return "edge"
    if word in POSSESSIVE:
        return "possessive"
    if not word[0].isalnum():
        return "mark"
    if word[0].isdigit():
        return "number"
    return "capital" if word[0].isupper() else "small"
