"""Subjects: the noun phrase that a cue verb credits, without leading article, adverbials and relative clauses."""

from __future__ import annotations

from dateline.extract.marking.clauses import ENDS, Words, clause_start, first_finite, has_finite, is_finite

Range = tuple[int, int]  # first and last word, both included

ARTICLES = frozenset({"the", "a", "an"})
# "A militant group, the Valley Front, said": of such nouns the name behind them is the speaker.
COLLECTIVE = frozenset(
    {"group", "groups", "organization", "organizations", "organisation", "movement", "factions", "faction"}
)
# "A faction that calls itself the Lake Council said": the name behind is the speaker.
NAMING = frozenset({("calls", "itself"), ("calling", "itself"), ("call", "themselves"), ("calling", "themselves")})
RELATIVE = frozenset({"that", "who", "which"})
CANNOT_END = frozenset({",", "and", "or", "but", "of", "the", "a", "an", "'s", "also", "--", "-", "'"})


def subject_of(words: Words, verb: int) -> Range | None:
    """Return the subject of the verb group that begins or ends at `verb`, or ``None``.

    Participles and verbs joined by "and" take the subject of the clause they hang on; a verb behind "who" or "which"
    takes the noun before that.
    """
    index = _skip_back(words, verb - 1)
    if index < 0:
        return None
    word = words.lower[index]
    if words.voices.has("relatives", word) or (word == "that" and index > 0 and not is_finite(words, index - 1)):
        return noun_phrase(words, 0, index - 1) if index > 0 else None
    if word in ("and", "or", "but") or _is_participle_of_clause(words, verb, index):
        return clause_subject(words, index)
    if words.lower[verb].endswith("ing") and not any(words.is_in(k, "be") for k in range(index + 1, verb)):
        return None
    start = clause_start(words, _inserted_from(words, index) + 1)
    if start > 1 and words.lower[start - 1] in RELATIVE and has_finite(words, start, index + 1):
        return noun_phrase(words, clause_start(words, start - 1), start - 2)
    return noun_phrase(words, start, index) or (clause_subject(words, start) if start > 1 else None)


def _inserted_from(words: Words, last: int) -> int:
    """Return the comma that opens the part between commas that ends at `last`; `last` itself where there is none."""
    if words.lower[last] != ",":
        return last
    opening = next((k for k in range(last - 1, 0, -1) if words.lower[k] == ","), None)
    return opening if opening is not None else last


def _skip_back(words: Words, index: int) -> int:
    """Step left over adverbs, auxiliaries and time expressions between a subject and its verb."""
    while index >= 0 and (
        words.timed[index]
        or words.is_in(index, "adverbs")
        or (words.is_in(index, "auxiliaries") and words.lower[index] != "'s")
        or (words.lower[index].endswith("ly") and not words.is_capital(index))
    ):
        index -= 1
    return index


def _is_participle_of_clause(words: Words, verb: int, before: int) -> bool:
    """A participle ("a statement saying", "..., accusing") has the subject of its clause, unless "is" precedes it."""
    if not words.lower[verb].endswith("ing"):
        return False
    if not (words.lower[before] == "," or words.is_in(before, "manners") or words.timed[verb - 1]):
        return False
    return not any(words.is_in(index, "be") for index in range(before + 1, verb))


def clause_subject(words: Words, before: int) -> Range | None:
    """Return the subject of the first finite verb of the sentence part that ends at `before`."""
    start = 0
    for index in range(before - 1, -1, -1):
        if words.is_break(index) or words.is_in(index, "subordinators"):
            verb = first_finite(words, index + 1, before)
            if verb is not None and verb > index + 1:
                start = index + 1
                break
    verb = first_finite(words, start, before)
    if verb is None or verb == start:
        return None
    last = _skip_back(words, verb - 1)
    return noun_phrase(words, start, last) if last >= start else None


def noun_phrase(words: Words, start: int, last: int) -> Range | None:
    """Return the noun phrase that ends at `last`, no earlier than `start`."""
    inserted: Range | None = None
    if words.lower[last] == "," and last > start:
        inserted, last = _inserted(words, start, last - 1)
        if last < start:
            return None
    if words.is_in(last, "personal"):
        return last, last
    if words.lower[last] == ")" and "(" in words.lower[start:last]:
        last = start + words.lower[start:last].index("(") - 1
        if last < start:
            return None
    relative = _relative_before(words, start, last)
    if relative is not None:
        return noun_phrase(words, start, relative - 1)
    first = _phrase_start(words, start, last)
    first, last = _trim(words, first, _without_participle(words, first, last))
    if first > last:
        return None
    if inserted is None or not _is_apposition(words, inserted):
        return first, last
    if words.lower[last] in COLLECTIVE:
        return _trim(words, *inserted)
    return (first, inserted[1]) if _names_a_role(words, last + 1) else (first, last)


def _relative_before(words: Words, start: int, last: int) -> int | None:
    """Return where a relative clause with its own verb begins that runs up to `last`: "the man who shot X (says)"."""
    seen_verb = False
    for index in range(last, start, -1):
        if words.lower[index] == "," or words.is_break(index):
            return None
        if is_finite(words, index):
            seen_verb = True
        elif words.is_in(index, "relatives") or (words.lower[index] == "that" and not is_finite(words, index - 1)):
            return index if seen_verb and index > start else None
    return None


def _without_participle(words: Words, first: int, last: int) -> int:
    """Cut a phrase before an -ing form that follows a noun: "the panel investigating the deaths"."""
    for index in range(first + 1, last):
        word = words.lower[index]
        if (
            word.endswith("ing")
            and len(word) > 5
            and not words.is_capital(index)
            and _takes_complement(words, index + 1)
        ):
            return index - 1
    return last


def _takes_complement(words: Words, index: int) -> bool:
    return words.is_in(index, "determiners") or words.is_in(index, "prepositions") or words.is_capital(index)


def _inserted(words: Words, start: int, last: int) -> tuple[Range | None, int]:
    """Cut off what stands between two commas before the verb; return it and the last word before it."""
    comma = last
    while comma >= start and words.lower[comma] != ",":
        comma -= 1
    if comma < start:
        return None, last
    return (comma + 1, last), comma - 1


def _is_apposition(words: Words, part: Range) -> bool:
    """Say whether the part between commas is another name of the subject."""
    first, last = part
    if words.timed[first] or words.is_in(first, "relatives") or words.is_in(first, "openers"):
        return False
    if has_finite(words, first, last + 1) or words.lower[first].endswith("ing"):
        return False
    return (
        words.is_capital(first)
        or words.lower[first].startswith("al-")
        or (words.lower[first] in ARTICLES and words.is_capital(first + 1))
    )


def _phrase_start(words: Words, start: int, last: int) -> int:
    """Walk left from `last` to where the noun phrase begins: a comma, a finite verb, or `start`."""
    index = last
    while index > start:
        before = index - 1
        word = words.lower[before]
        if word == "," and not _is_list_comma(words, start, before, last):
            break
        if (
            words.is_break(before)
            or is_finite(words, before)
            or words.is_in(before, "relatives")
            or words.is_in(before, "personal")
        ):
            break
        if word in words.voices.cues and word.endswith("ing"):
            break
        if words.timed[before] and not words.timed[index] and words.is_capital(index) and index < last:
            break
        index = before
    return index


def _is_list_comma(words: Words, start: int, comma: int, last: int) -> bool:
    """A comma within "A, B and C" or between a noun and its name ("the spokesman, John Doe") is kept inside."""
    rest = words.lower[comma + 1 : last + 1]
    if comma <= start or has_finite(words, start, comma):
        return False
    if words.is_in(start, "openers") or words.timed[start] or words.timed[comma - 1]:
        return False
    if "and" in rest and words.is_capital(comma + 1) and words.is_capital(comma - 1):
        return True
    return words.is_capital(comma + 1) and _names_a_role(words, comma)


def _names_a_role(words: Words, comma: int) -> bool:
    """Say whether a role ("spokesman for X", "ambassador to Y") stands right before the comma, back to its article."""
    index = comma - 1
    while index >= 0 and comma - index <= 8 and words.lower[index] != ",":
        if words.is_in(index, "titles") or words.is_in(index, "neutral"):
            return True
        index -= 1
    return False


def _trim(words: Words, first: int, last: int) -> Range:
    """Drop leading adverbials, articles and quantifying words, and trailing times and adverbs."""
    first = _after_opener(words, first, last)
    if words.lower[first : first + 2] in NAMING and first + 2 <= last:
        first += 2
    while first <= last and (
        words.timed[first] or words.is_in(first, "adverbs") or words.lower[first] in (*ARTICLES, ",", "-", "'s")
    ):
        first += 1
    while last >= first and (words.timed[last] or words.lower[last] in CANNOT_END or words.is_in(last, "adverbs")):
        last -= 1
    return first, last


def _after_opener(words: Words, first: int, last: int) -> int:
    """Step over an adverbial without a comma: "On Monday police", "In Egypt Saturday, X", "Meanwhile police"."""
    word = words.lower[first]
    if word in ("meanwhile", "but", "and", "also", "separately", "elsewhere", "however", "still", "earlier", "later"):
        return _after_opener(words, first + 1, last) if first < last else first
    if not words.is_in(first, "openers") or (
        words.is_capital(first + 1) and not (words.placed[first + 1] or words.timed[first + 1])
    ):
        return first
    index = first + 1
    while index <= last and (
        words.timed[index] or words.placed[index] or words.lower[index] in ("the", "of", "in", "on")
    ):
        index += 1
    return index if index > first + 1 and index <= last else first


def phrase_after(words: Words, first: int) -> Range | None:
    """Return the noun phrase that begins at `first`: behind "said" or "according to", up to a comma or a verb."""
    while first < len(words) and words.lower[first] in ARTICLES:
        first += 1
    index = first
    while index < len(words):
        word = words.lower[index]
        if words.is_break(index) or word in ENDS or words.timed[index]:
            break
        if word == "," and not _continues_name(words, first, index):
            break
        if index > first and (words.is_in(index, "relatives") or word == "that" or is_finite(words, index)):
            break
        index += 1
    last = index - 1
    while last >= first and (words.lower[last] in CANNOT_END or words.is_in(last, "prepositions")):
        last -= 1
    return (first, last) if first <= last else None


def _continues_name(words: Words, first: int, comma: int) -> bool:
    """Say whether behind the comma the same speaker is named on: ", a spokesman for", ", head of"."""
    after = comma + 1
    if words.is_in(after, "determiners"):
        return False
    span = range(after, min(after + 5, len(words)))
    return (
        any(words.is_in(k, "titles") or words.is_in(k, "neutral") for k in span if words.lower[k] != ",")
        and not any(is_finite(words, k) for k in range(after, min(after + 6, len(words))))
        and words.is_capital(first)
    )
