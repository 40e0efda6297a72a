"""Cardinal numbers in words and figures: the pattern and the reader."""

from __future__ import annotations

import re

__all__ = ["CARDINAL", "read_cardinal"]

UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen"
        " eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
GROUPS = {"dozen": 12, "score": 20}
# "2,00,000" is how South Asia writes two hundred thousand.
FIGURE = r"\d{1,3}(?:,\d{2,3})+|\d+(?:\.\d+)?"
WORD = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
SCALE = "|".join([*SCALES, *GROUPS])
CARDINAL = (
    rf"(?:(?:{FIGURE}|half a|(?:{WORD})(?:[- ](?:{WORD}))*|an?(?=[ -](?:{SCALE})\b))"
    rf"(?:[- ](?:{SCALE})\b(?:(?:,? and |[ -])(?:{WORD})\b(?:[- ](?:{WORD})\b)*)?)*)"
)


def read_cardinal(words: str) -> int | None:
    """Return the number that `words` (lower case) spell: "twenty-one", "1,200", "half a dozen", "1.2 million"."""
    words = words.strip()
    if words.startswith("half a"):
        rest = words[6:].strip(" -")
        return {"dozen": 6, "million": 500_000, "hundred": 50, "thousand": 500}.get(rest)
    total, current, seen = 0, 0.0, False
    for word in re.findall(rf"{FIGURE}|[a-z]+", words):
        value = _word_value(word)
        if word == "and":
            continue
        seen = True
        if value is not None:
            current = current + value if _joins(current, value) else -1
        elif word in ("a", "an"):
            current = 1
        elif word in GROUPS:
            current = max(current, 1) * GROUPS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total, current = total + round(max(current, 1) * SCALES[word]), 0
        else:
            return None
        if current < 0:
            return None
    value = total + current
    return round(value) if seen and value == round(value) else None


def _joins(current: float, value: float) -> bool:
    """Say whether a word's value may be added: "twenty" takes "one", "hundred" takes "five", "seven" takes nothing."""
    return (
        current == 0
        or (value < 100 and current % 100 == 0)
        or (value < 10 and current % 10 == 0 and current % 100 >= 20)
    )


def _word_value(word: str) -> float | None:
    if word[0].isdigit():
        return float(word.replace(",", ""))
    return UNITS.get(word, TENS.get(word))
