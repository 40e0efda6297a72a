"""Speakers: what kind of body a source is, and who stands behind a pronoun or a bare name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.extract.marking.clauses import QUOTES, Words, first_finite
from dateline.extract.voices.claimants import find_claimants, name_runs
from dateline.extract.voices.subjects import Range, clause_subject, noun_phrase
from dateline.knowledge.register import Register
from dateline.knowledge.voices import VoiceLexicon

HEAD_ENDS = frozenset(
    {"of", "for", "from", "in", "to", "with", "on", "at", "by", ",", "near", "linked", "close", "who"}
)
SINGULAR = frozenset({"he", "she"})
# A head word of these kinds outweighs the name of a group beside it: "police in the Hamas-run strip".
ABOVE_GROUPS = frozenset(
    {"police", "medical", "witness", "resident", "court", "media", "government", "ngo", "expert", "person"}
)
# Kinds whose singular is one person, and kinds whose names of several capitals are those of bodies.
PERSONAL = frozenset({"witness", "resident", "court", "expert", "person", "medical", "party"})
BODIES = frozenset({"armed_group", "international", "ngo", "media", "military", "police"})
GROUPS = frozenset(
    {"group", "militants", "rebels", "organization", "organisation", "movement", "faction", "insurgents"}
)
GROUP_KINDS = frozenset({"armed_group", "ngo", "party", "international"})
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
    spoke: bool = False  # was credited with words, not only spoken of
    at: int = 0  # offset in the report


@dataclass(slots=True)
class Cast:
    """Those who were spoken of so far in one report; lives as long as one call and is not shared."""

    voices: VoiceLexicon
    register: Register
    seen: list[Mention] = field(default_factory=list)
    introduced: list[Mention] = field(default_factory=list)  # persons with a title anywhere in the report
    claimants: set[tuple[str, ...]] = field(default_factory=set)  # names that are groups by what is said of them
    groups: list[tuple[int, str]] = field(default_factory=list)  # where armed groups are named, in text order

    def speaker(self, words: Words, source: Range) -> Speaker:
        """Return kind and name of the speaker, and remember it."""
        lower = words.lower[source[0] : source[1] + 1]
        text = words.span(*source).of(words.text)
        if len(lower) == 1 and lower[0] in PRONOUNS:
            found = self._same_sentence(words, source) or self._antecedent(lower[0])
            return Speaker(found.kind, found.text) if found else Speaker("person" if lower[0] in SINGULAR else "other")
        at = words.tokens[source[0]].span.start
        owner = self._owner(lower, at)
        if owner is not None:
            number = _number(words, source, owner.kind, True)
            spoken = owner.text if number == "body" else text
            self.seen.append(Mention(lower, spoken, owner.kind, number, True, at))
            return Speaker(owner.kind, owner.text if owner.kind == "armed_group" else None)
        group = self.group_before(at) if _group_noun(lower) else None
        if group is not None:
            self.seen.append(replace(group, spoke=True, at=at))
            return Speaker(group.kind, group.text)
        one = self._one_of_them(lower)
        if one is not None:
            return Speaker(one.kind, one.text)
        kind = self._kind(words, source)
        definite = kind == "unnamed_official" and words.word(source[0] - 1) == "the"
        known = self._same(lower) if definite or kind in ("other", "person") else None
        if known is not None:
            kind = known.kind
        number = _number(words, source, kind, True)
        mention = Mention(lower, known.text if known else text, kind, number, True, at)
        self.seen.append(mention)
        return Speaker(kind, known.text if known and known.text != text else None)

    def _kind(self, words: Words, source: Range) -> str:
        """Return the kind of a phrase; of a bare name, by what stands behind it: "Karim Doss, a police officer"."""
        texts = [token.text for token in words.tokens[source[0] : source[1] + 1]]
        lower = words.lower[source[0] : source[1] + 1]
        if lower in self.claimants:
            return "armed_group"
        kind = speaker_kind(lower, self.voices, self.register, texts)
        if kind != "other" or words.word(source[1] + 1) not in (",", "who", "of", "from", "with"):
            return kind
        end = source[1] + 2
        while end < len(words) and end < source[1] + 12 and words.lower[end] not in (",", ".", "said", "says"):
            end += 1
        behind = words.lower[source[1] + 2 : end]
        cut = next((k for k, word in enumerate(behind) if word in ("that", "which", "who")), len(behind))
        behind = behind[:cut]
        at = words.tokens[source[0]].span.start
        owner = self._owner(behind[1:] if behind[:1] == ("the",) else behind, at) if behind else None
        if owner is not None:
            return owner.kind
        return speaker_kind(behind, self.voices, self.register) if behind else kind

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
        kind = self._kind(words, subject)
        known = self._same(lower) if kind in ("other", "person") else None
        text = words.span(*subject).of(words.text)
        kind = known.kind if known else kind
        at = words.tokens[subject[0]].span.start
        self.seen.append(Mention(lower, text, kind, _number(words, subject, kind), at=at))

    def _same_sentence(self, words: Words, source: Range) -> Mention | None:
        """Return the subject of the sentence for "they" or "he" behind it: "Police gave an account: ..., they said"."""
        if source[0] < 4 or any(word in QUOTES for word in words.lower[: source[0]]):
            return None
        verb = first_finite(words, 0, source[0])
        subject = noun_phrase(words, 0, verb - 1) if verb else None
        if subject is None:
            return None
        lower = words.lower[subject[0] : subject[1] + 1]
        kind = self._kind(words, subject)
        mention = Mention(lower, words.span(*subject).of(words.text), kind, _number(words, subject, kind))
        wanted = (
            "person" if words.lower[source[0]] in SINGULAR else "plural" if words.lower[source[0]] == "they" else ""
        )
        return mention if kind not in ("other", "person") and mention.number == wanted else None

    def _owner(self, lower: tuple[str, ...], at: int) -> Mention | None:
        """Return whose spokesman or medium speaks: "the group's news agency", "spokesman for the group"."""
        words = self.voices.words
        role = any(word in words["neutral"] or word in self.voices.claims.media for word in lower)
        if not role or any(word in words["titles"] and word not in words["neutral"] for word in lower[:3]):
            return None
        behind = next((k for k in range(1, len(lower)) if lower[k] in ("for", "of")), None)
        if behind is not None and _group_noun(lower[behind + 1 :]):
            return self.group_before(at)
        if lower[0] not in ("its", "their") and not ("'s" in lower and _group_noun(lower[: lower.index("'s")])):
            return None
        if lower[0] not in ("its", "their"):
            return self.group_before(at)
        bodies = [one for one in reversed(self.seen) if one.number == "body" and one.kind != "other"]
        return next((one for one in bodies if one.spoke), bodies[0] if bodies else None)

    def group_before(self, at: int) -> Mention | None:
        """Return whom "the group" means at offset `at`: the body that spoke last, or the armed group named since."""
        bodies = [one for one in self.seen if one.number == "body" and one.kind in GROUP_KINDS and one.at < at]
        named = [(place, name) for place, name in self.groups if place < at]
        last = bodies[-1] if bodies else None
        if named and (last is None or named[-1][0] > last.at):
            name = named[-1][1]
            return Mention(tuple(name.lower().split()), name, "armed_group", "body", at=named[-1][0])
        return last

    def _one_of_them(self, lower: tuple[str, ...]) -> Mention | None:
        """Return those of whom one speaks: "one of them", "another of the men" after "two residents"."""
        if len(lower) < 3 or lower[0] not in ("one", "another", "some", "both") or lower[-1] != "them":
            return None
        return next((one for one in reversed(self.seen) if one.number == "plural" and one.kind != "other"), None)

    def _antecedent(self, pronoun: str) -> Mention | None:
        wanted = "person" if pronoun in SINGULAR else "plural" if pronoun == "they" else "body"
        recent = self.seen[::-1][:6]
        fit = [mention for mention in recent if mention.number == wanted]
        if wanted == "body":
            fit = [mention for mention in fit if mention.spoke or mention.kind != "other"] or fit
        return fit[0] if fit else recent[0] if recent else None

    def _same(self, lower: tuple[str, ...]) -> Mention | None:
        """Return the earlier mention that a short name or description goes back to: "Mr. Sharon", "the spokesman"."""
        last = lower[-1]
        for mention in reversed(self.seen):
            if mention.kind != "other" and len(mention.lower) > len(lower) and last in mention.lower:
                return mention
        for mention in self.introduced:
            if len(mention.lower) > len(lower) and last == mention.lower[-1]:
                return mention
        vague = self.voices.words["neutral"] | self.voices.words["determiners"] | {"of", "for"}
        if all(word in vague for word in lower):
            return next((mention for mention in reversed(self.seen) if mention.kind != "other"), None)
        return None

    def introduce(self, words: Words) -> None:
        """Remember the persons whom a sentence names with a title or role before the name, and the armed groups."""
        self.claimants |= set(find_claimants(words, self.register))
        index = 0
        while index < len(words):
            last = index
            while last + 1 < len(words) and (words.is_capital(last + 1) or words.is_in(last + 1, "titles")):
                last += 1
            lower = words.lower[index : last + 1]
            named = last > index and words.is_capital(last) and not words.placed[last] and not words.timed[last]
            if named and (words.is_capital(index) or words.is_in(index, "titles")):
                kind = speaker_kind(lower, self.voices, self.register)
                if kind != "other" and not words.is_in(last, "titles") and lower[-1].isalpha():
                    self.introduced.append(Mention(lower, words.span(index, last).of(words.text), kind, "person"))
            index = last + 1


def find_groups(words: Words, cast: Cast) -> Iterator[tuple[int, str]]:
    """Yield where a sentence names armed groups, with their names as written."""
    texts = [token.text for token in words.tokens]
    known = [
        (first, end - 1)
        for first, end, match in cast.register.names_in(texts)
        if match.actor.kind in ("armed_group", "militia")
    ]
    named = [
        (first, last)
        for first, last in name_runs(words)
        if words.lower[first : last + 1] in cast.claimants or cast.register.is_group_name(texts[first : last + 1])
    ]
    for first, last in sorted({*known, *named}):
        span = words.span(first, last)
        yield span.start, span.of(words.text)


def _group_noun(lower: Sequence[str]) -> bool:
    """Say whether the words are "the group" or "group", and no name."""
    plain = [word for word in lower if word not in ("the", "this", "that")]
    return len(plain) == 1 and plain[0] in GROUPS


def open_cast(voices: VoiceLexicon, register: Register) -> Cast:
    """Return an empty cast for one report."""
    return Cast(voices, register)


def _number(words: Words, source: Range, kind: str, spoke: bool = False) -> str:
    """Tell a person from several and from a body; a nameless thing that speaks is a person."""
    head = _head(words.lower[source[0] : source[1] + 1])
    end = source[0] + len(head) - 1
    last = head[-1]
    titled = any(word in words.voices.words["titles"] for word in head)
    if (last.endswith("s") and not words.is_capital(end)) or last in ("police", "people", "men", "women"):
        return "plural"
    if (
        head[0] == "one"
        or titled
        or (kind not in BODIES and len(head) >= 2 and words.is_capital(end) and words.is_capital(end - 1))
    ):
        return "person"
    if last in ("official", "leader", "cleric", "lawyer", "man", "woman", "officer", "commander"):
        return "person"
    return "person" if kind in PERSONAL or (spoke and kind == "other" and not words.is_capital(end)) else "body"


def speaker_kind(lower: tuple[str, ...], voices: VoiceLexicon, register: Register, texts: Sequence[str] = ()) -> str:
    """Return the kind of the speaker that the lower-cased words of its phrase name; ``other`` where nothing tells.

    `texts` are the same words as written: only with their capitals can names of the register be found.
    """
    head = _head(lower)
    if _is_relief_branch(lower, register):
        return "ngo"
    kind = _by_words(head, voices)
    group, is_medium = _by_register(texts, register)
    if group is not None and (is_medium or kind not in ABOVE_GROUPS):
        return group
    if kind is None and any(word in voices.words["unnamed"] for word in head):
        if head[-1] == "authorities" or (head[-1] == "officials" and register.states_in(lower)):
            return "government"
        return _by_words(lower, voices) or "unnamed_official"
    kind = kind or _by_words(lower, voices)
    if kind == "government" and head[0] == "former":
        return "person"
    return kind or ("government" if _speaks_for_state(lower, voices, register) else "other")


def _is_relief_branch(lower: tuple[str, ...], register: Register) -> bool:
    """Say whether a national or local society of the Red Cross or Red Crescent speaks, not the international bodies."""
    for index in range(len(lower) - 1):
        if lower[index] == "red" and lower[index + 1] in ("cross", "crescent"):
            beside = bool(register.states_in(lower)) or lower[index + 2 : index + 3] in (
                ("in",),
                ("branch",),
                ("society",),
            )
            return beside and "international" not in lower
    return False


def _speaks_for_state(lower: tuple[str, ...], voices: VoiceLexicon, register: Register) -> bool:
    """Say whether a state is named as such ("Turkey"), or something of a state speaks ("Israeli statement")."""
    if not register.states_in(lower):
        return False
    return register.names_state(lower) or any(word in voices.words["state_nouns"] for word in lower)


def _by_register(texts: Sequence[str], register: Register) -> tuple[str | None, bool]:
    """Return the kind that a name of the register tells, and whether it is a group's own medium: that speaks for it."""
    for _, _, match in register.names_in(texts):
        actor = match.actor
        if actor.kind == "media" and actor.parent:
            return "armed_group", True
        if actor.kind in ("armed_group", "militia"):
            return "armed_group", False
        if actor.kind in ("international", "party", "military"):
            return actor.kind, False
    return ("armed_group" if register.is_group_name(texts) else None), False


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
