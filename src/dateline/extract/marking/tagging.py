"""Tagging: what each token of a sentence is, from word lists and its neighbours. There is no parser behind it.

The tags: N noun, adjective or name · Q participle before its noun ("suspected rebels") · D determiner ·
S possessive 's · H possessive pronoun · # number · P preposition · T "to" · C conjunction · W relative · R pronoun ·
M modal · A auxiliary · V finite verb or past form · B base form of a verb · G -ing form of a verb · X adverb ·
F time word · . punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge.words import WordClasses
from dateline.records import Sentence

NOMINAL = "NQ#SH"
MARKS = frozenset(".,;:!?()[]{}\"'`“”‘’„«»—–-…/*")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence with the lower-case form and the tag of each token; the three run in step."""

    sentence: Sentence
    lower: tuple[str, ...]
    tags: str

    def __len__(self) -> int:
        return len(self.lower)


def tag_sentence(sentence: Sentence, words: WordClasses) -> Tagged:
    """Tag the tokens of one sentence."""
    texts = [token.text for token in sentence.tokens]
    lower = [text.lower().replace("’", "'") for text in texts]
    tags: list[str] = []
    for i in range(len(texts)):
        tag = _compound(sentence, tags, i) or _phrase(lower, tags, i, words)
        tags.append(tag or _closed(texts, lower, i, words) or _open(texts, lower, tags, i, words))
    return Tagged(sentence, tuple(lower), "".join(tags))


def _compound(sentence: Sentence, tags: list[str], i: int) -> str | None:
    """Keep "U.S.-led" in one piece: the hyphen and the word after it go with the noun before."""
    tokens = sentence.tokens
    if not tags or tags[-1] != "N" or tokens[i - 1].span.end != tokens[i].span.start:
        return None
    if tokens[i - 1].text in "-–":
        return "N"
    opens = tokens[i].text in "-–" and i + 1 < len(tokens) and tokens[i].span.end == tokens[i + 1].span.start
    return "N" if opens else None


def _phrase(lower: Sequence[str], tags: list[str], i: int, words: WordClasses) -> str | None:
    """Tag words that the next or the last word decides: "east of", "last week"."""
    following = lower[i + 1] if i + 1 < len(lower) else "."
    if lower[i] in words.directions and following == "of" and not (tags and tags[-1] in "DH"):
        return "P"
    if lower[i] in ("last", "next", "this", "past", "late", "early") and following in words.periods:
        return "F"
    if lower[i] in words.periods and tags and tags[-1] == "F":
        return "F"
    return None


def _closed(texts: Sequence[str], lower: Sequence[str], i: int, words: WordClasses) -> str | None:
    """Return the tag of a word of a closed class."""
    word, text = lower[i], texts[i]
    if word in MARKS or (not word[0].isalnum() and word not in ("'s", "'ll")):
        return "."
    if word == "'s":
        return "S"
    if text[0].isdigit() or (word in words.numbers and not _in_name(texts, i)):
        return "#"
    if text in words.time_capitals or word in words.time_words:
        return "F"
    if text[0].isupper() and _in_name(texts, i) and (word not in words.openers or (text.isupper() and len(text) > 1)):
        return "N"
    if word == "her" and not _opens_noun(texts, lower, i + 1, words):
        return "R"
    tag = words.closed.get(word)
    if tag is None and word.endswith("ly") and word not in words.not_adverbs and text[0].islower():
        return "X"
    return tag


def _in_name(texts: Sequence[str], i: int) -> bool:
    """Say whether the capital of token `i` is that of a name, not that of a sentence's first word."""
    if not texts[i][0].isupper():
        return False
    before = texts[i - 1] if i else "."
    return before not in MARKS or before in ",-" or before == "(" or (texts[i].isupper() and len(texts[i]) > 1)


def _open(texts: Sequence[str], lower: Sequence[str], tags: list[str], i: int, words: WordClasses) -> str:
    """Return the tag of a word that is a noun, an adjective, a name or a verb."""
    word = lower[i]
    before = tags[-1] if tags else "."
    if word.endswith("ing"):
        return _gerund(lower, before, i, words) if word in words.gerunds else "N"
    is_past = word in words.pasts or word in words.participles
    if is_past and word not in words.bases:
        return _past(texts, lower, tags, i, words)
    if word in words.noun_verbs:
        return _noun_or_verb(texts, lower, tags, i, words)
    if word in words.bases:
        return "B" if before in "MTA" else ("N" if before in "DHS" else "V")
    if word in words.presents:
        return "N" if before in "DHS" else "V"
    return "N"


def _gerund(lower: Sequence[str], before: str, i: int, words: WordClasses) -> str:
    word = lower[i]
    following = lower[i + 1] if i + 1 < len(lower) else "."
    if word in words.nominal_ing:
        return "N"
    if word in words.noun_verbs and (before in "DHSNQ#" or following in ("of", "by")):
        return "G" if following in words.determiners or following in words.possessives else "N"
    return "N" if before in "DHS" and following not in words.determiners else "G"


def _past(texts: Sequence[str], lower: Sequence[str], tags: list[str], i: int, words: WordClasses) -> str:
    """Tell "suspected rebels" (Q) from "rebels suspected" (V)."""
    before = tags[-1] if tags else "."
    if not _opens_noun(texts, lower, i + 1, words):
        return "V"
    if before in "DHS#":
        return "Q"
    if (
        lower[i] in words.adjectival
        and before not in "NRA"
        and not (before == "X" and len(tags) > 1 and tags[-2] in "ANR")
    ):
        return "Q"
    return "Q" if before == "N" and lower[i] in ("suspected", "alleged", "wanted", "armed") else "V"


def _opens_noun(texts: Sequence[str], lower: Sequence[str], i: int, words: WordClasses) -> bool:
    """Say whether token `i` can be (the rest of) a noun group."""
    if i >= len(lower) or lower[i][0] in MARKS:
        return False
    word = lower[i]
    if texts[i] in words.time_capitals or word in words.time_words or texts[i][0].isdigit() or word in words.numbers:
        return False
    if word in words.closed:
        return False
    return not (word.endswith("ly") and word not in words.not_adverbs)


def _noun_or_verb(texts: Sequence[str], lower: Sequence[str], tags: list[str], i: int, words: WordClasses) -> str:
    """Tell the noun from the verb in "attack", "attacks", "claims", "hit", "shot" by what stands around."""
    word, before = lower[i], tags[-1] if tags else "."
    if before == "M" or (before == "T" and word in words.bases):
        return "B"
    if before in "DHSQ#PGT":
        return "N"
    if before == "A":
        return "V" if word in words.participles else ("B" if lower[i - 1] in ("do", "does", "did") else "N")
    if before in "RW":
        return "V"
    if before == "X" and len(tags) > 1 and tags[-2] in "AM":
        return "B" if tags[-2] == "M" else "V"
    if before in "N":
        return "V" if _after_subject(texts, lower, i, words) else "N"
    if before in "FX" and len(tags) > 1 and tags[-2] == "N":
        return "V" if _starts_object(lower, i + 1, words) else "N"
    return "N"


def _after_subject(texts: Sequence[str], lower: Sequence[str], i: int, words: WordClasses) -> bool:
    """Say whether the noun-or-verb `i` after a noun is that noun's verb."""
    subject, word = lower[i - 1], lower[i]
    is_plural = (subject.endswith("s") and not subject.endswith("ss")) or subject.endswith(("men", "people"))
    if (
        subject == "police" and word in words.bases and word not in words.pasts
    ):  # "police station", but "police arrest two"
        return _starts_object(lower, i + 1, words)
    if word in words.presents and word not in words.bases:  # "attacks": needs a singular subject and an object
        return (not is_plural or texts[i - 1][0].isupper()) and _starts_object(lower, i + 1, words)
    if word in words.pasts:  # "hit", "shot", "cut": the past form
        return True
    return is_plural and texts[i][0].islower() and _goes_on(lower, i + 1, words)


def _goes_on(lower: Sequence[str], i: int, words: WordClasses) -> bool:
    """Say whether what follows lets the word before be a verb: not so in "the rights group said", "the arms deal,"."""
    if i >= len(lower) or lower[i] in MARKS or words.closed.get(lower[i]) in ("A", "M"):
        return False
    return lower[i] in words.bases or lower[i] not in words.pasts


def _starts_object(lower: Sequence[str], i: int, words: WordClasses) -> bool:
    """Say whether token `i` opens an object or a clause, as after a verb."""
    if i >= len(lower):
        return False
    word = lower[i]
    if word in ("that", "responsibility") or (word == "to" and i + 1 < len(lower) and lower[i + 1] in words.bases):
        return True
    return any(word in known for known in (words.determiners, words.possessives, words.pronouns, words.numbers))
