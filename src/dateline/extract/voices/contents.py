"""Contents: which words of a sentence a cue credits, behind it or before it."""

from __future__ import annotations

from dateline.extract.marking.clauses import BREAKS, ENDS, QUOTES, Words, is_finite
from dateline.extract.voices.subjects import Range
from dateline.knowledge.voices import Cue

LINKS = frozenset({"for", "on", "of", "about", "to", "that", "as"})
# What follows a comma and one of these is the report's own addition, no part of what was demanded or rejected.
SIDE = frozenset(
    {"where", "which", "who", "while", "as", "after", "despite", "saying", "although", "whose", "before", "because"}
)


def content_before(words: Words, end: int) -> Range | None:
    """Return what stands before word `end` in the sentence, without the mark that closes it."""
    last, first = end - 1, 0
    while last >= 0 and (words.lower[last] in BREAKS or words.lower[last] == ","):
        last -= 1
    while first <= last and (words.lower[first] in BREAKS or words.lower[first] in (",", "but", "and", "meanwhile")):
        first += 1
    return (first, last) if last - first >= 1 else None


def content_after(words: Words, first: int) -> Range | None:
    """Return what stands from word `first` to the end of the sentence, without its full stop."""
    last = len(words) - 1
    while last >= first and (words.lower[last] in ENDS or words.lower[last] in BREAKS):
        last -= 1
    while first <= last and (words.lower[first] in QUOTES or words.lower[first] in (",", "--", "-", ":")):
        first += 1
    return (first, last) if first <= last else None


def content_start(words: Words, index: int, cue: Cue) -> int | None:
    """Return the first word of the content behind a cue: behind the hearer, the time, the place and "that"."""
    if index >= len(words):
        return None
    that = _that_ahead(words, index, cue.frame)
    if that is not None:
        return that + 1
    if cue.frame == "object":
        return index + 1 if words.lower[index] in LINKS - {"to", "as"} and cue.lemma not in ("claim",) else index
    start = _skip_times(words, index)
    start = _skip_manner(words, start)
    if cue.frame == "tell" or words.lower[start : start + 2] == ("to", "reporters"):
        start = _skip_hearer(words, start)
    if words.word(start) in ("of", "about", "on", "for") and cue.lemma in (
        "warn",
        "complain",
        "caution",
        "inform",
        "speculate",
    ):
        start += 1
    return start


def _that_ahead(words: Words, index: int, frame: str) -> int | None:
    """Return the "that" that opens the content, if only time, place, manner or hearer stand before it."""
    for ahead in range(index, min(index + 15, len(words))):
        if words.lower[ahead] == "that":
            return ahead
        if words.timed[ahead]:
            continue
        if frame == "tell" and words.lower[ahead] not in BREAKS and not is_finite(words, ahead):
            continue
        if frame == "object" or not (
            words.placed[ahead]
            or words.is_capital(ahead)
            or any(words.is_in(ahead, name) for name in ("hearers", "prepositions", "determiners", "manners"))
        ):
            return None
    return None


def _skip_times(words: Words, index: int) -> int:
    """Step over "Tuesday", "on Tuesday", "late Friday in Baghdad," before the content."""
    start = index
    while index < len(words) and (words.timed[index] or words.lower[index] in ("on", "late", "early")):
        if words.lower[index] in ("on", "late", "early") and not words.timed[index] and not _timed_at(words, index + 1):
            break
        index += 1
    if index > start and words.word(index) == "in" and _timed_or_placed(words, index + 1):
        index += 2
        while index < len(words) and words.placed[index]:
            index += 1
    return index + 1 if index > start and words.word(index) == "," else index


def _skip_manner(words: Words, index: int) -> int:
    """Step over "in a statement on its website Friday" before the content."""
    if words.word(index) not in ("in", "on", "at", "during", "via", "through"):
        return index
    ahead, seen = index + 1, False
    while ahead < len(words) and (
        words.is_in(ahead, "manners")
        or words.timed[ahead]
        or ((words.is_in(ahead, "determiners") and words.lower[ahead] != "that") and not seen)
        or (seen and words.lower[ahead] in ("on", "to", "in", "with", "its", "state", ","))
    ):
        seen = seen or words.is_in(ahead, "manners")
        ahead += 1
    return ahead if seen else index


def _timed_at(words: Words, index: int) -> bool:
    return index < len(words) and words.timed[index]


def _timed_or_placed(words: Words, index: int) -> bool:
    return index < len(words) and (words.timed[index] or words.placed[index])


def _skip_hearer(words: Words, index: int) -> int:
    """Step over the hearer: "reporters in Baghdad Tuesday", "Polish television, TVN 24,", "VOA"."""
    first = index
    while index < len(words) and (
        words.is_in(index, "hearers")
        or words.timed[index]
        or words.placed[index]
        or (index == first and words.is_capital(index))
    ):
        index += 1
        if words.word(index) in ("he", "she", "they", "it"):
            break
    if words.word(index) == "," and index > first:
        index += 1
    while index > first and words.lower[index - 1] in ("the", "a", "an", "his", "her", "their", "its"):
        index -= 1
    return index


def object_end(words: Words, first: int, last: int) -> int:
    """Return where the object of a cue ends: before a side clause, or before the next verb of the same subject.

    "condemned the raid and ordered an inquiry", "rejected the offer, where ...", "called for calm after the raid".
    """
    for index in range(first + 2, last):
        word, after = words.lower[index], words.word(index + 1)
        if word == "that" or word in QUOTES:
            return last
        if word == "," and (after in SIDE or (after in ("and", "but") and is_finite(words, index + 2))):
            return index - 1
        if word == "and" and is_finite(words, index + 1) and after not in words.voices.words["nouns"]:
            return index - 1
    return last
