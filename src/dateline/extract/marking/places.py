"""Place names in a report: names of the gazetteer, and unknown names that the words around mark as places.

Whether a capitalised run is a place name is decided by a weighted sum of what speaks for and against it (logistic
regression; see `training/place_names.py`). People and organisations that bear the name of a place are left out, and so
are demonyms, but for "the Iraqi capital", "the Syrian border" and the like.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.marking.place_features import Guess, find_guesses, is_capital
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.place_words import load_name_weights, load_place_words
from dateline.records import Parsed, Sentence, Span, Token

# A name counts from these log-odds on; on the training parts of the corpus the F1 is flat
# between -1 and 0.3 and a missed place costs more than a false one, which mostly belongs to no event.
THRESHOLD = -0.6
# How much less a name needs that is a place elsewhere in the report.
KNOWN = 1.5
# In a headline where most words have a capital, their shapes say nothing.
TITLE_CASE = 0.7


def find_places(parsed: Parsed, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """Return the place names of a report in text order, without overlaps.

    A span holds the name alone, without article and possessive: "Helmand" of "Helmand province", "Swat Valley".
    """
    words = load_place_words()
    guesses = [(one, find_guesses(one.tokens, parsed.text, gazetteer, words)) for one in parsed.sentences]
    body = [(one, found) for one, found in guesses if not (one.is_headline and _is_title_case(one))]
    names: frozenset[str] = frozenset()
    for _ in range(2):  # the second time with the names of the first
        spans = [span for one, found in body for span in choose(one, found, gazetteer, parsed.text, names)]
        names = frozenset(span.of(parsed.text) for span in spans)
    headlines = [pair for pair in guesses if pair[0].is_headline and _is_title_case(pair[0])]
    spans += [span for one, found in headlines for span in _in_headline(one, found, names, parsed.text)]
    return tuple(sorted(spans))


def score(features: Sequence[str]) -> float:
    """Return the log-odds that words with these features are a place name."""
    weights = load_name_weights()
    return sum(weights.get(feature, 0.0) for feature in features)


def choose(
    sentence: Sentence,
    guesses: Sequence[Guess],
    gazetteer: Gazetteer,
    text: str,
    names: frozenset[str] = frozenset(),
) -> list[Span]:
    """Return the spans of those guesses that are place names; of two that overlap the longer one stays.

    A name of `names`, which the report has as a place elsewhere, needs less to speak for it.
    """
    kept: list[tuple[int, int]] = []
    demonyms = _demonyms(sentence, gazetteer)
    for guess in sorted(guesses, key=lambda one: (one.start - one.end, one.start)):
        if any(guess.start < end and start < guess.end for start, end in kept):
            continue
        if any(start <= guess.start and guess.end <= end for start, end in demonyms):
            continue  # "North" of "North Korean"
        words = _words(sentence, guess, text)
        bar = THRESHOLD - (KNOWN if words in names else 0.0)
        if score(guess.features) > bar and not gazetteer.country_of_demonym(words):
            kept.append((guess.start, guess.end))
    kept += _of_demonyms(sentence, gazetteer, kept)
    tokens = sentence.tokens
    return [Span(tokens[start].span.start, tokens[_with_unit(tokens, end) - 1].span.end) for start, end in kept]


def _with_unit(tokens: Sequence[Token], end: int) -> int:
    """Return the end of a name with a unit that is written as part of it: "Bayelsa State"."""
    after = tokens[end].text if end < len(tokens) else ""
    return end + 1 if after[:1].isupper() and after in load_place_words().units_after else end


def _demonyms(sentence: Sentence, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Return the tokens of demonyms of two words: "North Korean", "Sri Lankan"."""
    tokens = sentence.tokens
    return [
        (number, number + 2)
        for number, (one, other) in enumerate(pairwise(tokens))
        if is_capital(one) and is_capital(other) and gazetteer.country_of_demonym(f"{one.text} {other.text}")
    ]


def _of_demonyms(sentence: Sentence, gazetteer: Gazetteer, kept: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the tokens of "Iraqi capital", "Syrian border" and the like, with the adjective."""
    tokens, found = sentence.tokens, []
    for number, token in enumerate(tokens[1:], start=1):
        if token.text not in load_place_words().of_country or any(start <= number < end for start, end in kept):
            continue
        for start in (number - 2, number - 1):  # "South Korean border" before "Korean border"
            words = " ".join(one.text for one in tokens[max(0, start) : number])
            if start >= 0 and gazetteer.country_of_demonym(words) and is_capital(tokens[start]):
                found.append((start, number + 1))
                break
    return found


def _words(sentence: Sentence, guess: Guess, text: str) -> str:
    return text[sentence.tokens[guess.start].span.start : sentence.tokens[guess.end - 1].span.end]


def _is_title_case(sentence: Sentence) -> bool:
    long = [token for token in sentence.tokens if token.text.isalpha() and len(token.text) > 3]
    return sum(map(is_capital, long)) >= TITLE_CASE * len(long)


def _in_headline(sentence: Sentence, guesses: Sequence[Guess], names: frozenset[str], text: str) -> list[Span]:
    """Return the names of a headline in title case that the body has as well."""
    known = [guess for guess in guesses if _words(sentence, guess, text) in names]
    kept: list[Span] = []
    for guess in sorted(known, key=lambda one: (one.start - one.end, one.start)):
        span = Span(sentence.tokens[guess.start].span.start, sentence.tokens[guess.end - 1].span.end)
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return kept
