"""Passages: a sentence with everything that was marked in it, in token numbers, cut into clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.marking.tagging import Tagged, tag_sentence
from dateline.extract.marks import Marks, Phrase
from dateline.knowledge.triggers import TriggerLexicon
from dateline.records import Quantity, Sentence, Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A time or a place with the numbers of its first token and of the one behind its last."""

    start: int
    end: int
    span: Span


@dataclass(frozen=True, slots=True)
class PlacedPhrase:
    """A noun phrase with its token numbers; `head` is the token number of its head noun."""

    start: int
    head: int
    end: int
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class PlacedQuantity:
    """A number of people with its token numbers."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence: its tags, what was marked in it, and the number of the clause that each token belongs to."""

    number: int
    tagged: Tagged
    phrases: tuple[PlacedPhrase, ...]
    times: tuple[Placed, ...]
    places: tuple[Placed, ...]
    quantities: tuple[PlacedQuantity, ...]
    clauses: tuple[int, ...]
    words: frozenset[str]

    @property
    def lower(self) -> tuple[str, ...]:
        """The lower-case words."""
        return self.tagged.lower

    @property
    def tags(self) -> str:
        """The tags, one character a token."""
        return self.tagged.tags

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.tagged.sentence

    def span(self, start: int, end: int) -> Span:
        """Return the span of the tokens from `start` up to `end`."""
        tokens = self.tagged.sentence.tokens
        return Span(tokens[start].span.start, tokens[end - 1].span.end)


def make_passages(sentences: Sequence[Sentence], marks: Marks, lexicon: TriggerLexicon) -> tuple[Passage, ...]:
    """Return sentences, numbered in the order given, with their marks."""
    return tuple(_make_passage(number, sentence, marks, lexicon) for number, sentence in enumerate(sentences))


def _make_passage(number: int, sentence: Sentence, marks: Marks, lexicon: TriggerLexicon) -> Passage:
    tagged = tag_sentence(sentence, lexicon.words)
    starts = [token.span.start for token in sentence.tokens]
    ends = [token.span.end for token in sentence.tokens]

    def place(span: Span) -> tuple[int, int]:
        first = bisect_left(ends, span.start + 1)
        return first, max(first + 1, bisect_left(starts, span.end))

    phrases = []
    for phrase in marks.phrases:
        if sentence.span.contains(phrase.span):
            start, end = place(phrase.span)
            phrases.append(PlacedPhrase(start, place(phrase.head)[0], end, phrase))
    return Passage(
        number,
        tagged,
        tuple(phrases),
        tuple(Placed(*place(span), span) for span in marks.times if sentence.span.contains(span)),
        tuple(Placed(*place(span), span) for span in marks.places if sentence.span.contains(span)),
        tuple(
            PlacedQuantity(*place(quantity.span), quantity)
            for quantity in marks.quantities
            if sentence.span.contains(quantity.span)
        ),
        _number_clauses(tagged, lexicon),
        frozenset(tagged.lower),
    )


def _number_clauses(tagged: Tagged, lexicon: TriggerLexicon) -> tuple[int, ...]:
    """Number the clauses: a subordinator, a relative, a semicolon, or "and" with a verb of its own opens one."""
    numbers: list[int] = []
    clause, has_verb = 0, False
    for i, tag in enumerate(tagged.tags):
        if i and has_verb and _opens_clause(tagged, i, lexicon):
            clause, has_verb = clause + 1, False
        has_verb = has_verb or tag in "VAMBG"
        numbers.append(clause)
    return tuple(numbers)


def _opens_clause(tagged: Tagged, i: int, lexicon: TriggerLexicon) -> bool:
    word, tag = tagged.lower[i], tagged.tags[i]
    if word in lexicon.cues["subordinators"] or word in (";", ":", "--", "—"):
        return True
    if tag == "W" and tagged.tags[i - 1] in "N.V":
        return True
    if tagged.lower[i - 1] in lexicon.cues["saying"] and tag in "NDRHQ#":
        return True
    if word in ("and", "but"):
        return _verb_ahead(tagged.tags, i + 1)
    return word == "," and i + 1 < len(tagged) and tagged.tags[i + 1] == "G"


def _verb_ahead(tags: Sequence[str], i: int) -> bool:
    """Say whether a finite verb comes before the next mark or joint."""
    for tag in tags[i : i + 10]:
        if tag in "VAMG":
            return True
        if tag in ".CW":
            return False
    return False
