"""A sentence as words that rules can walk over: lower-cased tokens with flags, and the noun phrases around a verb."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.extract.marks import Marks
from dateline.knowledge.cardinals import read_cardinal
from dateline.knowledge.voices import VoiceLexicon
from dateline.records import Parsed, Sentence, Span, Token

QUOTES = frozenset({'"', "“", "”", "„", "«", "»", "''", "``"})
BREAKS = frozenset({";", ":", "--", "—", "–", "-", "(", ")", "..."}) | QUOTES
LONGEST = 400  # words; what is longer is a list or a broken page, no sentence that rules can read
ENDS = frozenset({".", "!", "?"})


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence: its tokens, the same lower-cased, and which of them belong to a time expression or a place name."""

    text: str
    tokens: tuple[Token, ...]
    lower: tuple[str, ...]
    timed: tuple[bool, ...]
    placed: tuple[bool, ...]
    voices: VoiceLexicon

    def __len__(self) -> int:
        return len(self.tokens)

    def is_in(self, index: int, name: str) -> bool:
        """Say whether word `index` stands in the word list `name`; false outside the sentence."""
        return 0 <= index < len(self.lower) and self.voices.has(name, self.lower[index])

    def word(self, index: int) -> str:
        """Return the lower-cased word at `index`, empty outside the sentence."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def is_capital(self, index: int) -> bool:
        """Say whether word `index` begins with a capital."""
        return 0 <= index < len(self.tokens) and self.tokens[index].text[:1].isupper()

    def is_break(self, index: int) -> bool:
        """Say whether a mark that parts clauses is at `index`; a hyphen inside a word ("U.S.-led") parts nothing."""
        if not 0 <= index < len(self.lower) or self.lower[index] not in BREAKS:
            return False
        if self.lower[index] != "-" or index == 0 or index + 1 == len(self.lower):
            return True
        here = self.tokens[index].span
        return self.tokens[index - 1].span.end < here.start or self.tokens[index + 1].span.start > here.end

    def span(self, first: int, last: int) -> Span:
        """Return the span of the words `first` to `last`, both included."""
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)


def read_words(parsed: Parsed, sentence: Sentence, marks: Marks, voices: VoiceLexicon) -> Words:
    """Return the words of `sentence` with their flags."""
    tokens = sentence.tokens
    return Words(
        text=parsed.text,
        tokens=tokens,
        lower=tuple(token.text.lower().replace("’", "'") for token in tokens),
        timed=_covered(tokens, marks.times),
        placed=_covered(tokens, marks.places),
        voices=voices,
    )


def read_sentences(parsed: Parsed, marks: Marks, voices: VoiceLexicon) -> list[tuple[Sentence, Words]]:
    """Return the sentences of a report that rules can read, with their words."""
    return [
        (sentence, read_words(parsed, sentence, marks, voices))
        for sentence in parsed.sentences
        if 0 < len(sentence.tokens) <= LONGEST
    ]


def _covered(tokens: tuple[Token, ...], spans: tuple[Span, ...]) -> tuple[bool, ...]:
    if not tokens:
        return ()
    near = [span for span in spans if span.start < tokens[-1].span.end and span.end > tokens[0].span.start]
    return tuple(any(span.overlaps(token.span) for span in near) for token in tokens)


def is_finite(words: Words, index: int) -> bool:
    """Say whether word `index` looks like a finite verb that ends the noun phrase on its left."""
    word = words.word(index)
    if not word or not word[0].isalpha():
        return False
    before = words.word(index - 1)
    nominal = (
        (words.voices.has("determiners", before) and before != "that")
        or words.voices.has("prepositions", before)
        or before == "'s"
    )
    if words.voices.has("nouns", word):
        return not nominal and not words.is_capital(index) and _takes_object(words, index + 1)
    if words.voices.has("finite", word) or (word in words.voices.cues and not word.endswith("ing")):
        return not nominal and not _is_participle(words, index)
    if not word.endswith("ed") or len(word) < 5 or "-" in word or words.is_capital(index):
        return False
    return not nominal and index > 0 and not _is_participle(words, index)


def _takes_object(words: Words, index: int) -> bool:
    """Say whether what begins at `index` can only follow a verb: "that", an article, a pronoun, a name."""
    return (
        words.word(index) in ("that", "for", "on")
        or words.is_in(index, "determiners")
        or words.is_in(index, "personal")
        or words.is_capital(index)
    )


def _is_participle(words: Words, index: int) -> bool:
    """Say whether an -ed word modifies a noun: "suspected rebels", "a group based in", "a letter signed by"."""
    word, after = words.word(index), words.word(index + 1)
    if words.voices.has("reduced", word) and (
        after in ("by", "in", "to", "with", "on", "from", "as", "at") or index == 0
    ):
        return True
    if word.endswith("ed") and after == "by":
        return True
    if not (word.endswith("ed") and words.voices.has("reduced", word)) or words.is_in(index + 1, "determiners"):
        return False
    return not (index > 0 and _counts(words, index + 1))  # "a mine killed two farmers"


def _counts(words: Words, index: int) -> bool:
    """Say whether a number of people begins at `index`, the object of the verb before it."""
    word = words.word(index)
    hedged = words.lower[index : index + 2] in (("at", "least"), ("more", "than"), ("as", "many"), ("up", "to"))
    return hedged or word in ("dozens", "scores", "hundreds") or (bool(word) and read_cardinal(word) is not None)


def clause_start(words: Words, verb: int) -> int:
    """Return the first word of the clause whose verb is at `verb`: behind the last break or conjunction before it."""
    index = verb - 1
    while index >= 0:
        if words.lower[index] == ")" and "(" in words.lower[:index]:
            index = max(k for k in range(index) if words.lower[k] == "(") - 1  # an aside ends no clause
            continue
        if words.is_break(index) and not _inside_name(words, index):
            return index + 1
        if _subordinates(words, index) or _joins_clauses(words, index):
            return index + 1
        index -= 1
    return 0


def _subordinates(words: Words, index: int) -> bool:
    word = words.lower[index]
    if not words.voices.has("subordinators", word) or (word == "as" and words.word(index + 1) == "well"):
        return False
    return not (word in ("before", "after", "since", "until", "than") and words.timed[index])


def _joins_clauses(words: Words, index: int) -> bool:
    """Say whether an "and" or "but" parts two clauses, not two nouns: there is a verb before it."""
    word = words.lower[index]
    if word not in ("and", "or", "but") or not has_finite(words, 0, index):
        return False
    return word == "but" or has_finite(words, _previous_break(words, index), index)


def _inside_name(words: Words, index: int) -> bool:
    """A dash or bracket between two parts of one phrase ("Asia / Pacific", "Al-Qaida (AQIM)") ends no clause."""
    return words.lower[index] in "()" and words.word(index - 2 if words.lower[index] == ")" else index + 2) in "()"


def _previous_break(words: Words, index: int) -> int:
    while index > 0 and not words.is_break(index - 1) and not words.is_in(index - 1, "subordinators"):
        index -= 1
    return index


def has_finite(words: Words, first: int, end: int) -> bool:
    """Say whether a finite verb stands in words [first, end)."""
    return any(is_finite(words, index) for index in range(first, end))


def first_finite(words: Words, first: int, end: int) -> int | None:
    """Return the first finite verb in words [first, end) that is not inside a relative clause."""
    skip = False
    for index in range(first, end):
        if words.is_in(index, "relatives") or (words.lower[index] == "that" and index > first):
            skip = True
        elif words.lower[index] == "," and skip and not words.is_in(index + 1, "relatives"):
            skip = False
        elif not skip and is_finite(words, index):
            return index
    return None
