"""Noun phrases that may name an actor, a target or a speaker."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.marking.tagging import Tagged, tag_sentence
from dateline.extract.marks import Phrase
from dateline.knowledge import Knowledge
from dateline.knowledge.words import WordClasses
from dateline.records import Parsed, Span

PERSONAL = {"he": "person", "she": "person", "they": "unknown", "it": "unknown", "i": "person", "we": "unknown"}
PERSONAL |= {"others": "unknown", "her": "person", "him": "person", "them": "unknown", "us": "unknown", "me": "person"}


def find_phrases(parsed: Parsed, knowledge: Knowledge) -> tuple[Phrase, ...]:
    """Return the noun phrases of all sentences in text order; none overlaps another.

    A phrase keeps its "of" or "for" group where its head asks for one ("leader of the rebel front") and joined
    adjectives ("Afghan and coalition troops"); leading articles and numbers and all time words are left out.
    Personal pronouns are phrases of their own.
    """
    words = knowledge.triggers.words
    found: list[Phrase] = []
    for sentence in parsed.sentences:
        found += phrases_of(tag_sentence(sentence, words), words)
    return tuple(found)


def phrases_of(tagged: Tagged, words: WordClasses) -> Iterator[Phrase]:
    """Yield the noun phrases of one tagged sentence in text order."""
    i = 0
    while i < len(tagged):
        if tagged.tags[i] == "R" and tagged.lower[i] in PERSONAL:
            span = tagged.sentence.tokens[i].span
            yield Phrase(span, span, PERSONAL[tagged.lower[i]])
            i += 1
            continue
        group = _group(tagged, i, words)
        if group is None:
            i += 1
            continue
        start, head, end = group
        phrase = _make(tagged, start, head, end, words)
        if phrase is not None:
            yield phrase
        i = max(end, i + 1)


def _core(tagged: Tagged, i: int) -> int:
    """Return the end of the run of nominal tokens that begins at `i` (possessives join two runs)."""
    end = i
    while end < len(tagged) and tagged.tags[end] in "NQ#SH":
        if tagged.tags[end] == "H" and end > i:
            break
        end += 1
    while end > i and tagged.tags[end - 1] in "S#":
        end -= 1
    return end


def _group(tagged: Tagged, i: int, words: WordClasses) -> tuple[int, int, int] | None:
    """Return (start, head, end) of the noun phrase that begins at token `i`, in token numbers."""
    start = i
    while start < len(tagged) and tagged.tags[start] in "D#" and tagged.lower[start] not in words.kept:
        start += 1
    first = start + (start < len(tagged) and tagged.lower[start] in words.kept)
    if first >= len(tagged) or tagged.tags[first] not in "NQH":
        return None
    end = _core(tagged, first)
    if end == first or (end == first + 1 and tagged.tags[first] in "HQ"):
        return None
    end = _joined(tagged, start, end, words)
    head = end - 1
    end = _with_complement(tagged, head, end, words)
    return start, head, end


def _joined(tagged: Tagged, start: int, end: int, words: WordClasses) -> int:
    """Return the end after "X and Y troops", where X is an adjective without a noun of its own."""
    while end + 1 < len(tagged) and tagged.lower[end] == "and":
        further = _core(tagged, end + 1)
        if not (_shares_noun(tagged, start, end, further, words) or _is_one_name(tagged, end, further, words)):
            return end
        end = further
    return end


def _shares_noun(tagged: Tagged, start: int, end: int, further: int, words: WordClasses) -> bool:
    """Say whether the words before "and" are adjectives to the noun behind it."""
    if end - start > 2 or further < end + 3 or tagged.tags[end + 1] not in "NQ":
        return False
    return is_joining(tagged.lower[end - 1], words)


def _is_one_name(tagged: Tagged, end: int, further: int, words: WordClasses) -> bool:
    """Say whether "and" stands inside a name: Justice and Equality Movement."""
    tokens = tagged.sentence.tokens
    capitals = all(token.text[0].isupper() for token in (tokens[end - 1], *tokens[end + 1 : further]))
    return further >= end + 3 and capitals and tagged.lower[further - 1] in words.bodies


def is_joining(word: str, words: WordClasses) -> bool:
    """Say whether `word` is an adjective that may share a noun with another one."""
    return word in words.joining or word.endswith(("ian", "ean", "ish", "ese", "-led", "-backed"))


def _with_complement(tagged: Tagged, head: int, end: int, words: WordClasses) -> int:
    """Return the end after an "of" or "for" group that belongs to the head noun."""
    last = tagged.lower[head]
    if end >= len(tagged) or last not in words.relational:
        return end
    if tagged.lower[end] != "of" and not (tagged.lower[end] == "for" and last.startswith("spokes")):
        return end
    start = end + 1
    while start < len(tagged) and tagged.tags[start] in "D#":
        start += 1
    if start >= len(tagged) or tagged.tags[start] not in "NQH":
        return end
    inner = _core(tagged, start)
    if inner == start:
        return end
    return _with_complement(tagged, inner - 1, _joined(tagged, start, inner, words), words)


def _make(tagged: Tagged, start: int, head: int, end: int, words: WordClasses) -> Phrase | None:
    tokens = tagged.sentence.tokens
    before = tagged.lower[max(0, start - 2) : start]
    doubt = any(word in words.doubtful for word in (*tagged.lower[start:end], *before))
    kind = _kind(tagged, start, head, words)
    return Phrase(Span(tokens[start].span.start, tokens[end - 1].span.end), tokens[head].span, kind, doubt)


def _kind(tagged: Tagged, start: int, head: int, words: WordClasses) -> str:
    """Return the actor kind: of the head noun, else of a title before the name, else of any noun in the phrase."""
    kind = words.kinds.get(tagged.lower[head])
    if kind is not None:
        return kind
    for i in range(head - 1, start - 1, -1):
        word = tagged.lower[i].rstrip(".")
        if word in words.titles:
            return words.titles[word]
        if word in words.kinds and tagged.sentence.tokens[i].text[0].islower():
            return words.kinds[word]
    return "unknown"
