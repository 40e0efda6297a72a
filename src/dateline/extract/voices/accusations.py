"""Accusations: who is blamed, accused, charged or suspected, in one sentence, by whom and of what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.marking.clauses import Words, clause_start, is_finite
from dateline.extract.voices.subjects import Range, noun_phrase, phrase_after, subject_of
from dateline.knowledge.cardinals import read_cardinal
from dateline.knowledge.claims import ClaimLexicon
from dateline.records import Span

PERSONAL = frozenset({"him", "her", "them", "it", "us", "me"})
MARKS_OF_DEED = ("of", "for", "on", "with", "over", "in")
LATER = frozenset({"after", "before", "when", "while", "during", "since", "because", "as"})
BELIEVERS = frozenset({"they", "we", "he", "she", "police", "also", "who"})
UNSURE = frozenset({"may", "might", "could", "can", "not", "n't", "never"})


@dataclass(frozen=True, slots=True)
class Said:
    """One phrase of claim or blame: who, in whose words, and where the deed stands.

    `strict` says that the deed must stand there: without it the words accuse of something else ("of drug trafficking").
    """

    stance: str
    who: Span | None
    cue: Span
    deed: Span  # where the event is looked for first
    by: Span | None = None
    channel: str | None = None
    strict: bool = False


def find_accusations(words: Words, sentence: Span, claims: ClaimLexicon) -> Iterator[Said]:
    """Yield the accusations of one sentence: active ("X accuses Y of C") and passive ("Y is accused of C")."""
    for name in ("accuse", "blame", "suspect", "charge"):
        for first, last in claims.find(name, words.lower):
            yield from _active(words, sentence, name, (first, last), claims)
    for first, _ in claims.find("passive", words.lower):
        subject = _accused(words, first)
        if subject is not None:
            cue = words.span(first, first)
            yield Said("accused", words.span(*subject), cue, _behind(cue, sentence), strict=True)
    for first, last in claims.find("blamed_on", words.lower):
        who = phrase_after(words, last + 1)
        if who is not None:
            yield Said("accused", words.span(*without_numbers(words, who)), words.span(first, last), sentence)


def _active(words: Words, sentence: Span, name: str, cue: Range, claims: ClaimLexicon) -> Iterator[Said]:
    """X accuses Y of C, X blames Y for C, X blames C on Y, X charges Y with C, X suspects that Y did C."""
    first, last = cue
    if words.is_in(first - 1, "be") or words.is_in(first - 1, "determiners"):
        return
    if name == "suspect" and not _is_belief(words, first):
        return
    who = _blamed(words, last + 1, name)
    subject = subject_of(words, first)
    if who is None or subject is None or words.is_in(who[0], "prepositions") or words.timed[who[0]]:
        return
    who = without_numbers(words, who)
    if name == "suspect" and not _does(words, who[1] + 1, claims):
        return
    whole = words.span(first, last)
    is_named = any(words.lower[k] in MARKS_OF_DEED for k in range(who[1] + 1, min(who[1] + 3, len(words))))
    deed = _behind(words.span(last, last), sentence)
    strict = name in ("suspect", "charge") or (name == "accuse" and is_named)
    yield Said("accused", words.span(*who), whole, deed, by=words.span(*subject), strict=strict)


def _behind(cue: Span, sentence: Span) -> Span:
    return Span(cue.end, max(sentence.end, cue.end + 1))


def _is_belief(words: Words, verb: int) -> bool:
    """Say whether "suspect", "believe" is a verb: behind a pronoun or a plural; "the first suspect" is a noun."""
    before = words.word(verb - 1)
    return before in BELIEVERS or before.endswith("s") or words.lower[verb].endswith("s")


def _does(words: Words, index: int, claims: ClaimLexicon) -> bool:
    """Say whether a deed, or being behind one, is told right behind the one who is suspected."""
    near = set(words.lower[index : index + 5])
    return bool(near & (claims.own_deeds | {"behind", "responsible", "involved", "planned", "planted", "masterminded"}))


def _blamed(words: Words, first: int, name: str) -> Range | None:
    """Return who is blamed: behind "blames the attack on", or at once behind the verb."""
    stop = next(
        (k for k in range(first, min(first + 14, len(words))) if words.lower[k] in (*MARKS_OF_DEED[:4], ",")), None
    )
    if name == "blame" and stop is not None and words.lower[stop] == "on" and not words.timed[stop]:
        return phrase_after(words, stop + 1)
    if words.lower[first : first + 1] == ("that",):
        first += 1
    if words.word(first) in PERSONAL:
        return first, first
    who = phrase_after(words, first)
    if who is None:
        return None
    who = _before_verb(words, who)
    if stop is None or name == "suspect":
        return who
    if name in ("accuse", "blame") and who[0] < stop <= who[1] and words.lower[stop] in ("of", "for"):
        cut = max(k for k in range(who[0], who[1] + 1) if words.lower[k] in ("of", "for"))
        return who[0], cut - 1
    return who[0], min(who[1], stop - 1) if stop > who[0] else who[1]


def _before_verb(words: Words, who: Range) -> Range:
    """Cut a phrase before what is told of it: "rebels | carried out", "the army | after the raid"."""
    first, last = who
    for index in range(first + 1, last + 1):
        word = words.lower[index]
        if (
            word in LATER
            or words.lower[index : index + 2] == ("in", "connection")
            or (word.endswith("ed") and words.word(index + 1) == "out")
            or is_finite(words, index)
        ):
            return first, index - 1
    return who


def _accused(words: Words, participle: int) -> Range | None:
    """Return who "is accused", or the noun that "accused of" hangs on; ``None`` for "may be", "was not"."""
    index = participle - 1
    while index >= 0 and (
        words.is_in(index, "adverbs")
        or words.is_in(index, "auxiliaries")
        or words.lower[index] in (*UNSURE, "will", "would")
        or words.lower[index].endswith("ly")
    ):
        index -= 1
    skipped = words.lower[index + 1 : participle]
    if UNSURE & set(skipped):
        return None
    if not any(words.voices.has("be", word) for word in skipped):
        return _noun_before(words, index + 1)
    subject = subject_of(words, participle) if index + 1 < participle else None
    if subject is None:
        return None
    return (
        _nearest(words, subject)
        if words.is_in(index, "relatives") or words.lower[index] == "that"
        else (without_numbers(words, subject))
    )


def _noun_before(words: Words, first: int) -> Range | None:
    """Return the noun that "suspected of", "wanted in" and the like hang on: "two men wanted in connection with"."""
    if first == 0 or words.is_in(first - 1, "determiners"):
        return None
    if words.lower[first - 1] == ",":
        return None
    found = noun_phrase(words, clause_start(words, first), first - 1)
    return _nearest(words, found) if found is not None and found[1] == first - 1 else None


def _nearest(words: Words, phrase: Range) -> Range:
    """Return the last noun phrase of a longer one: "a crackdown on a group" -> "group"; names keep their "of"."""
    first, last = phrase
    for index in range(last - 1, first, -1):
        if words.is_in(index, "prepositions") and not words.is_capital(index + 1):
            return without_numbers(words, (index + 1, last))
        if is_finite(words, index) or _is_gerund(words, index):
            return without_numbers(words, (index + 1, last))
    return without_numbers(words, phrase)


def _is_gerund(words: Words, index: int) -> bool:
    """Say whether an -ing form has an object behind it: "for pardoning four men"."""
    after = words.word(index + 1)
    return words.lower[index].endswith("ing") and (words.is_in(index + 1, "determiners") or bool(_counted(after)))


def _counted(word: str) -> bool:
    return bool(word) and word[:1].isalnum() and read_cardinal(word) is not None


def without_numbers(words: Words, phrase: Range) -> Range:
    """Drop prepositions, articles and numbers before a noun: "for at least 25 activists" -> "activists"."""
    first, last = phrase
    while first < last and (
        words.is_in(first, "prepositions")
        or words.is_in(first, "determiners")
        or words.lower[first] in ("least", "most", "nearly", "more", "than", "up")
        or (not words.is_capital(first) and read_cardinal(words.lower[first]) is not None)
    ):
        first += 1
    while last > first and words.voices.has("modals", words.lower[last]):
        last -= 1
    return first, last
