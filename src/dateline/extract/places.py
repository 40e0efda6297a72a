"""Place names in a report: names of the gazetteer, and unknown names that the words around mark as places.

Whether a capitalised run is a place name is decided by a weighted sum of what speaks for and against it (logistic
regression; see `training/places.py`). People and organisations that bear the name of a place are left out, and so are demonyms.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.place_features import Guess, find_guesses, is_capital
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.place_words import load_name_weights, load_place_words
from dateline.records import Parsed, Sentence, Span

# A name counts from these log-odds on; on the training sentences the F1 is flat between -0.4 and 0.4.
THRESHOLD = 0.0
# In a headline where most words have a capital, their shapes say nothing.
TITLE_CASE = 0.7


def find_places(parsed: Parsed, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """Return the place names of a report in text order, without overlaps.

    A span holds the name alone: "Helmand" of "Helmand province", "Swat Valley", "Gaza Strip"; no article, no possessive.
    """
    words = load_place_words()
    found: list[Span] = []
    headlines: list[Sentence] = []
    for sentence in parsed.sentences:
        if sentence.is_headline and _is_title_case(sentence):
            headlines.append(sentence)
            continue
        guesses = find_guesses(sentence.tokens, parsed.text, gazetteer, words)
        found += choose(sentence, guesses, gazetteer, parsed.text)
    names = {span.of(parsed.text) for span in found}
    for sentence in headlines:
        guesses = find_guesses(sentence.tokens, parsed.text, gazetteer, words)
        found += _in_headline(sentence, guesses, names, parsed.text)
    return tuple(sorted(found))


def score(features: Sequence[str]) -> float:
    """Return the log-odds that words with these features are a place name."""
    weights = load_name_weights()
    return sum(weights.get(feature, 0.0) for feature in features)


def choose(sentence: Sentence, guesses: Sequence[Guess], gazetteer: Gazetteer, text: str) -> list[Span]:
    """Return the spans of those guesses that are place names; of two that overlap the longer one stays."""
    kept: list[tuple[int, int]] = []
    for guess in sorted(guesses, key=lambda one: (one.start - one.end, one.start)):
        if any(guess.start < end and start < guess.end for start, end in kept):
            continue
        if score(guess.features) > THRESHOLD and not gazetteer.country_of_demonym(_words(sentence, guess, text)):
            kept.append((guess.start, guess.end))
    tokens = sentence.tokens
    return [Span(tokens[start].span.start, tokens[end - 1].span.end) for start, end in kept]


def _words(sentence: Sentence, guess: Guess, text: str) -> str:
    return text[sentence.tokens[guess.start].span.start : sentence.tokens[guess.end - 1].span.end]


def _is_title_case(sentence: Sentence) -> bool:
    long = [token for token in sentence.tokens if token.text.isalpha() and len(token.text) > 3]
    return sum(map(is_capital, long)) >= TITLE_CASE * len(long)


def _in_headline(sentence: Sentence, guesses: Sequence[Guess], names: set[str], text: str) -> list[Span]:
    """Return the names of a headline in title case that the body has as well."""
    known = [guess for guess in guesses if _words(sentence, guess, text) in names]
    kept: list[Span] = []
    for guess in sorted(known, key=lambda one: (one.start - one.end, one.start)):
        span = Span(sentence.tokens[guess.start].span.start, sentence.tokens[guess.end - 1].span.end)
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return kept
