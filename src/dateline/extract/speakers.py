"""Speakers: what kind of body a source is, and who stands behind a pronoun or a bare name."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.extract.clauses import Words
from dateline.extract.subjects import Range, clause_subject
from dateline.knowledge.register import Register
from dateline.knowledge.voices import VoiceLexicon

HEAD_ENDS = frozenset(
    {"of", "for", "from", "in", "to", "with", "on", "at", "by", ",", "near", "linked", "close", "who"}
)
SINGULAR = frozenset({"he", "she"})
PRONOUNS = SINGULAR | {"they", "it", "who", "which"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Kind of a speaker and, for a pronoun or bare name, the fuller words behind it."""

    kind: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker or subject seen earlier in the report."""

    lower: tuple[str, ...]
    text: str
    kind: str
    number: str  # person, plural, body


@dataclass(slots=True)
class Cast:
    """Those who were spoken of so far in one report; lives as long as one call and is not shared."""

    voices: VoiceLexicon
    register: Register
    seen: list[Mention] = field(default_factory=list)

    def speaker(self, words: Words, source: Range) -> Speaker:
        """Return kind and name of the speaker, and remember it."""
        lower = words.lower[source[0] : source[1] + 1]
        text = words.span(*source).of(words.text)
        if len(lower) == 1 and lower[0] in PRONOUNS:
            found = self._antecedent(lower[0])
            return Speaker(found.kind, found.text) if found else Speaker("person" if lower[0] in SINGULAR else "other")
        kind = speaker_kind(lower, self.voices, self.register)
        known = self._same(lower) if kind in ("other", "person", "unnamed_official") else None
        if known is not None:
            kind = known.kind
        mention = Mention(lower, known.text if known else text, kind, _number(words, source))
        self.seen.append(mention)
        return Speaker(kind, known.text if known and known.text != text else None)

    def listen(self, words: Words) -> None:
        """Remember the subject of a sentence, so that "He said" in the next one finds it."""
        subject = clause_subject(words, len(words))
        if subject is None:
            return
        lower = words.lower[subject[0] : subject[1] + 1]
        if lower[0] in PRONOUNS and len(lower) == 1:
            return
        if self.seen and self.seen[-1].lower == lower:
            return
        kind = speaker_kind(lower, self.voices, self.register)
        known = self._same(lower) if kind in ("other", "person", "unnamed_official") else None
        text = words.span(*subject).of(words.text)
        self.seen.append(Mention(lower, text, known.kind if known else kind, _number(words, subject)))

    def _antecedent(self, pronoun: str) -> Mention | None:
        wanted = "person" if pronoun in SINGULAR else "plural" if pronoun == "they" else "body"
        recent = self.seen[::-1][:6]
        exact = next((mention for mention in recent if mention.number == wanted), None)
        return exact or (recent[0] if recent else None)

    def _same(self, lower: tuple[str, ...]) -> Mention | None:
        """Return the earlier mention that a short name or description goes back to: "Mr. Sharon", "the spokesman"."""
        last = lower[-1]
        for mention in reversed(self.seen):
            if mention.kind not in ("other",) and len(mention.lower) > len(lower) and last in mention.lower:
                return mention
        return None


def open_cast(voices: VoiceLexicon, register: Register) -> Cast:
    """Return an empty cast for one report."""
    return Cast(voices, register)


def _number(words: Words, source: Range) -> str:
    """Tell a person from several and from a body."""
    head = _head(words.lower[source[0] : source[1] + 1])
    last = head[-1]
    titled = any(word in words.voices.words["titles"] for word in head)
    if (last.endswith("s") and not words.is_capital(source[0] + len(head) - 1)) or last in ("police", "people"):
        return "plural"
    if titled or (
        len(head) >= 2 and words.is_capital(source[0] + len(head) - 1) and words.is_capital(source[0] + len(head) - 2)
    ):
        return "person"
    return "person" if last in ("official", "leader", "cleric", "lawyer", "man", "woman") else "body"


def speaker_kind(lower: tuple[str, ...], voices: VoiceLexicon, register: Register) -> str:
    """Return the kind of the speaker that the lower-cased words of its phrase name; ``other`` where nothing tells."""
    head = _head(lower)
    kind = _by_words(head, voices) or _by_words(lower, voices)
    if kind is not None:
        return kind
    if any(word in voices.words["unnamed"] for word in head):
        stated = _has_state(lower, register)
        if head[-1] in ("authorities",):
            return "government"
        return "government" if stated and head[-1] == "officials" else "unnamed_official"
    return "government" if _has_state(lower, register) else "other"


def _has_state(lower: tuple[str, ...], register: Register) -> bool:
    return bool(register.states_in(lower))


def _head(lower: tuple[str, ...]) -> tuple[str, ...]:
    for index, word in enumerate(lower):
        if index and word in HEAD_ENDS:
            return lower[:index]
    return lower


def _by_words(lower: tuple[str, ...], voices: VoiceLexicon) -> str | None:
    """Return the first kind, in the order of the word lists, that has a word in the phrase."""
    found: set[str] = set()
    index = 0
    while index < len(lower):
        term = voices.speakers.at(lower, index)
        if term is not None:
            found.add(term.kind)
        index += len(term.words) if term is not None else 1
    return next((kind for kind in voices.speaker_order if kind in found), None)
