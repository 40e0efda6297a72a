"""The words of attribution: cue verbs, nouns of speakers by kind, silence. Data: `data/en/voices.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.claims import ClaimLexicon, load_claims
from dateline.knowledge.pages import Page, read_page, split_term
from dateline.knowledge.ties import TieLexicon, load_ties

__all__ = ["Cue", "Term", "TermIndex", "VoiceLexicon", "load_voices"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a cue verb: `words` lower-cased, its lemma, its frame (say, tell, object, that) and its shape."""

    words: tuple[str, ...]
    lemma: str
    frame: str
    form: str  # base, s, past, ing


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase of one or more lower-cased words and what it stands for."""

    words: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class TermIndex:
    """Phrases by their first word, longest first."""

    by_first: Mapping[str, tuple[Term, ...]]

    def at(self, words: Sequence[str], position: int) -> Term | None:
        """Return the longest term that begins at `position` of the lower-cased `words`."""
        for term in self.by_first.get(words[position], ()):
            if tuple(words[position : position + len(term.words)]) == term.words:
                return term
        return None


@dataclass(frozen=True, slots=True)
class VoiceLexicon:
    """All word lists that the finders of statements use; see the comments of the data file for each."""

    cues: Mapping[str, tuple[Cue, ...]]  # by first word, longest first
    unless_next: Mapping[str, frozenset[str]]
    silence: TermIndex
    silence_from: frozenset[str]
    speakers: TermIndex
    speaker_order: tuple[str, ...]
    words: Mapping[str, frozenset[str]]  # adverbs, auxiliaries, be, modals, pronouns, ...
    claims: ClaimLexicon
    ties: TieLexicon

    def cue_at(self, words: Sequence[str], position: int) -> Cue | None:
        """Return the longest cue that begins at `position` of the lower-cased `words`."""
        for cue in self.cues.get(words[position], ()):
            if tuple(words[position : position + len(cue.words)]) == cue.words:
                return cue
        return None

    def has(self, name: str, word: str) -> bool:
        """Say whether the lower-cased `word` stands in the list called `name`."""
        return word in self.words[name]


WORD_LISTS = (
    "adverbs", "auxiliaries", "be", "modals", "pronouns", "personal", "openers", "subordinators", "relatives",
    "determiners", "prepositions", "hearers", "finite", "reduced", "neutral", "unnamed", "state_nouns", "titles",
    "nouns", "manners", "nobody",
)  # fmt: skip


def load_voices() -> VoiceLexicon:
    """Load `data/en/voices.yaml`, `claims.yaml` and `ties.yaml`."""
    page = read_page("voices.yaml")
    speakers = _section(page, "speakers")
    return VoiceLexicon(
        cues=_index_cues(page),
        unless_next={lemma: frozenset(words) for lemma, words in _section(page, "unless_next").items()},
        silence=index_terms(Term(tuple(phrase.split()), "silence") for phrase in _strings(page["silence"])),
        silence_from=frozenset(_strings(page["silence_from"])),
        speakers=index_terms(Term(split_term(word), kind) for kind, words in speakers.items() for word in words),
        speaker_order=tuple(speakers),
        words={name: frozenset(_strings(page[name])) for name in WORD_LISTS},
        claims=load_claims(),
        ties=load_ties(),
    )


def index_terms(terms: Iterator[Term] | Sequence[Term]) -> TermIndex:
    """Index `terms` by first word, longest first; of two equal phrases the first stands."""
    by_first: dict[str, dict[tuple[str, ...], Term]] = {}
    for term in terms:
        by_first.setdefault(term.words[0], {}).setdefault(term.words, term)
    return TermIndex(
        {first: tuple(sorted(group.values(), key=lambda term: -len(term.words))) for first, group in by_first.items()}
    )


def inflect(lemma: str) -> tuple[str, str, str, str]:
    """Return base, -s, past and -ing form of a regular verb; particles ("call for") keep their place."""
    verb, _, particle = lemma.partition(" ")
    rest = f" {particle}" if particle else ""
    if re.search(r"(?:s|sh|ch|x|z)$", verb):
        third = verb + "es"
    elif re.search(r"[^aeiou]y$", verb):
        third = verb[:-1] + "ies"
    else:
        third = verb + "s"
    if verb.endswith("e"):
        past, gerund = verb + "d", verb[:-1] + "ing"
    elif re.search(r"[^aeiou]y$", verb):
        past, gerund = verb[:-1] + "ied", verb + "ing"
    elif verb in DOUBLING:
        past, gerund = verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    else:
        past, gerund = verb + "ed", verb + "ing"
    return verb + rest, third + rest, past + rest, gerund + rest


DOUBLING = frozenset({"admit", "plan", "slam", "quip"})
FORMS = ("base", "s", "past", "ing")


def _index_cues(page: Page) -> dict[str, tuple[Cue, ...]]:
    irregular = _section(page, "irregular")
    index: dict[str, dict[tuple[str, ...], Cue]] = {}
    for frame, lemmas in _section(page, "cues").items():
        for lemma in lemmas:
            forms = irregular.get(lemma) or list(inflect(lemma))
            for number, form in enumerate(forms):
                words = tuple(form.split())
                shape = "ing" if words[0].endswith("ing") else FORMS[min(number, 2)]
                index.setdefault(words[0], {}).setdefault(words, Cue(words, lemma, frame, shape))
    return {first: tuple(sorted(group.values(), key=lambda cue: -len(cue.words))) for first, group in index.items()}


def _section(page: Page, name: str) -> dict[str, list[str]]:
    section = page[name]
    if not isinstance(section, dict):
        raise TypeError(f"voices.yaml: {name} is not a mapping")
    return {str(key): _strings(value) for key, value in section.items()}


def _strings(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"voices.yaml: a list of words was expected (quote on, off, yes and no): {value!r}")
    return [" ".join(item.split()) for item in value]
