"""Restores the case of text that came in one case only, by counts of cased news and the names of the register.

No trained model: each word takes the case that it has most often in the cased sentences, told apart by whether a name
follows ("the president", "President Cerezo") and by the word before ("the path", "Shining Path"). A word never seen is
a name, unless a known word in lower case stands behind its ending. Lengths never change, so offsets stay valid.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[a-z][a-z']*(?:\.[a-z]\b)*|\d+[a-z]*")
ABBREVIATION = re.compile(r"[(\[]\s*([a-z][a-z0-9]{1,5}(?:-[a-z0-9]{1,3})?)\s*[)\]]")
SPELLED_AFTER = re.compile(r"\b([a-z][a-z0-9]{1,5})\s[(\[][a-z]+(?: [a-z']+){1,9}[)\]]")  # "fmln (farabundo marti ...)"
NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{3,6}$")
NO_END = r"(?<!\b[a-z])(?<!\b(?:mr|dr|lt|st|no))(?<!\b(?:col|gen|mrs|maj|sgt))(?<!\bcapt)"
SENTENCE_START = re.compile(rf"(?:\A|{NO_END}[.?!]\"?\s+|\n)[\s\"(\[-]*([a-z])", re.IGNORECASE)
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}", re.IGNORECASE)
INITIAL = re.compile(r"(?<=\s)[a-z]\.(?=\s+[A-Z])")
ENDINGS = ("'s", "s'", "s", "es", "ed", "ing", "ly", "d", "er", "ers", "ness", "able", "tion", "ment")
SUFFIX = re.compile(r".{3,}(?:ing|ed|ly|tion|tions|ness|ment|ments|able|ism|ists?|ity|ous|ful|less|ized?)$")
PARTICLES = frozenset("de del la las los el y da dos das do".split())
ALWAYS_LOWER = frozenset(
    "us true false".split()
)  # "US" would be "u.s."; the counts hold TRUE and FALSE of a spreadsheet
ALWAYS_CAPITAL = frozenset("san santa santo i".split())
# An unseen word behind one of these is rather a rare word than a name, unless a name follows.
BEFORE_WORDS = frozenset(
    "a an to these those several many some their his her our its two three four not be been is was were".split()
)
LOWER, CAPITAL, UPPER = range(3)


@dataclass(frozen=True, slots=True)
class CaseBook:
    """How often words are written in which case: by themselves, before a name or not, and after a certain word."""

    words: dict[str, list[int]]
    before_name: dict[str, list[int]]
    pairs: dict[tuple[str, str], list[int]]  # of the second word
    next_pairs: dict[tuple[str, str], list[int]]  # of the first word
    names: frozenset[tuple[str, ...]]  # lower-case names of several words

    def case_of(self, word: str, previous: str = "", following: str = "", before_name: bool = False) -> int | None:
        """Return the most usual case of `word` where it stands, or ``None`` where it was never seen."""
        pairs = [row for row in (self.pairs.get((previous, word)), self.next_pairs.get((word, following))) if row]
        # The pair that leaves less doubt decides: "the air" is written both ways, "Air Force" one way.
        pairs.sort(key=lambda row: -max(row) / (sum(row) + 1))
        for row in (*pairs, self.before_name.get(word) if before_name else None, self.words.get(word)):
            if row is not None:
                return row.index(max(row))
        return None


def case_of_word(word: str) -> int:
    """Return how `word` is written; single capitals count as a capital."""
    if len(word) > 1 and word.isupper():
        return UPPER
    return CAPITAL if word[:1].isupper() else LOWER


def make_case_book(sentences: Iterable[Sequence[str]], names: Iterable[str]) -> CaseBook:
    """Count the cases of words in tokenised sentences; their first words, after quotation marks too, are left out."""
    book = CaseBook({}, {}, {}, {}, frozenset(tuple(name.lower().split()) for name in names if " " in name))
    for words in sentences:
        for position in range(1, len(words)):
            previous, word = words[position - 1], words[position]
            if not word[0].isalpha() or previous in {'"', "``", ":"}:
                continue
            case, key = case_of_word(word), word.lower()
            book.words.setdefault(key, [0, 0, 0])[case] += 1
            book.pairs.setdefault((previous.lower(), key), [0, 0, 0])[case] += 1
            following = words[position + 1] if position + 1 < len(words) else ""
            book.next_pairs.setdefault((key, following.lower()), [0, 0, 0])[case] += 1
            if following[:1].isupper():
                book.before_name.setdefault(key, [0, 0, 0])[case] += 1
    return book


def load_case_book(path: Path, names: Iterable[str]) -> CaseBook:
    """Load the counts from JSON lines (gzip) with a list `words` each."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return make_case_book((json.loads(line)["words"] for line in lines), names)


def restore_case(text: str, book: CaseBook) -> str:
    """Return `text` (in any case) with its case restored; same length, character for character."""
    lower = text.lower()
    if len(lower) != len(text):  # a rare letter whose lower case is longer
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    letters = list(lower)
    tokens = [(match.start(), match.group()) for match in WORD.finditer(lower)]
    abbreviations = _find_abbreviations(lower, book)
    capital = _inside_names(tokens, abbreviations, book)
    before_name = False
    for position in range(len(tokens) - 1, -1, -1):
        start, word = tokens[position]
        previous = tokens[position - 1][1] if position else ""
        following = tokens[position + 1][1] if position + 1 < len(tokens) else ""
        case = UPPER if word in abbreviations else CAPITAL if start in capital else LOWER
        if case == LOWER:
            case = _decide(word, (previous, following), before_name, book)
        end = start + len(word)
        if case == UPPER:
            letters[start:end] = lower[start:end].upper()
        elif case == CAPITAL:
            letters[start] = lower[start].upper()
        before_name = case != LOWER and lower[max(start - 2, 0) : start].strip(" \n") == ""
    return _finish("".join(letters))


def _finish(text: str) -> str:
    """Raise dotted abbreviations, initials and the first letters of sentences."""
    text = DOTTED.sub(
        lambda match: match.group() if match.group().lower() in {"a.m.", "p.m."} else match.group().upper(), text
    )
    text = INITIAL.sub(lambda match: match.group().upper(), text)
    letters = list(text)
    for match in SENTENCE_START.finditer(text):
        letters[match.start(1)] = letters[match.start(1)].upper()
    return "".join(letters)


def _decide(word: str, beside: tuple[str, str], before_name: bool, book: CaseBook) -> int:
    if word in ALWAYS_CAPITAL:
        return CAPITAL
    if word in PARTICLES or word in ALWAYS_LOWER or not word[0].isalpha():
        return LOWER
    case = book.case_of(word, *beside, before_name)
    if case is not None:
        return case
    if NO_VOWEL.match(word):
        return UPPER
    if beside[0] in BEFORE_WORDS and not before_name:
        return LOWER
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            for known in (stem, stem + "e"):
                case = book.case_of(known)
                if case is not None:
                    return case
    return LOWER if SUFFIX.match(word) else CAPITAL


def _find_abbreviations(text: str, book: CaseBook) -> frozenset[str]:
    """Return the short words in brackets that are no usual words: "(fmln)"."""
    found = [match.group(1) for match in ABBREVIATION.finditer(text)]
    found = [*found, *(match.group(1) for match in SPELLED_AFTER.finditer(text))]
    return frozenset(word for word in found if book.case_of(word) in {None, UPPER})


def _inside_names(tokens: Sequence[tuple[int, str]], abbreviations: frozenset[str], book: CaseBook) -> frozenset[int]:
    """Return the starts of words inside names: those of the register, and those that an abbreviation spells out."""
    starts: set[int] = set()
    words = [word for _, word in tokens]
    phrases = book.names | set(_spelled_out(words, abbreviations))
    firsts = {phrase[0] for phrase in phrases}
    longest = max((len(phrase) for phrase in phrases), default=0)
    for position, word in enumerate(words):
        if word not in firsts:
            continue
        for length in range(min(longest, len(words) - position), 1, -1):
            if tuple(words[position : position + length]) in phrases:
                inner = range(position, position + length)
                starts |= {tokens[one][0] for one in inner if words[one] not in {"of", "the", "and", "for", "in"}}
                break
    return frozenset(starts)


def _spelled_out(words: Sequence[str], abbreviations: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words that an abbreviation behind them is made of, in any order: "national liberation army (eln)"."""
    for position, word in enumerate(words):
        if word not in abbreviations:
            continue
        for length in range(min(9, position), 1, -1):
            phrase = tuple(words[position - length : position])
            initials = [one[0] for one in phrase if one not in {"of", "the", "and", "for", "in", "de", "la"}]
            if phrase[0][0] in word and len(initials) == len(word) and _mostly_shared(initials, word):
                yield phrase
                break


def _mostly_shared(initials: Sequence[str], word: str) -> bool:
    """Say whether at least half of the letters agree (abbreviations are Spanish, the names often translated)."""
    shared = Counter(initials) & Counter(word)
    return 2 * sum(shared.values()) >= len(word)
