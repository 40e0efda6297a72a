"""Relations: what the report says of armed groups and their people, by patterns over masked mentions (`ties.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.extract.marking.clauses import QUOTES, Words, read_sentences
from dateline.extract.marks import Marks
from dateline.extract.relations.alignments import find_alignments, find_compounds
from dateline.extract.relations.masking import Masked, Side, listed_with, mask, named, sides_of
from dateline.extract.relations.mentions import Mention, find_mentions, with_shorter
from dateline.extract.relations.sides import find_sides
from dateline.extract.voices.claimants import find_claimants
from dateline.knowledge import Knowledge
from dateline.knowledge.register import Register
from dateline.knowledge.ties import TieLexicon
from dateline.records import Event, Parsed, Participant, Relation, Span
from dateline.text import make_id

COMPOUNDS = {"based": "based_in", "affiliated": "branch_of"}
COMPOUND = re.compile(r"(.{3,})-(based|affiliated)")
PRONOUNS = frozenset({"it", "they", "its", "their"})
THE_GROUP = frozenset({"group", "movement", "organization", "organisation", "faction", "militia"})
OF_PERSONS = frozenset({"leader_of", "member_of", "spokesman_of"})
BY_ONE = frozenset({"pledged_to", "split_from"})  # done once in a sentence
SYMMETRIC = frozenset({"fights", "allied_with", "merged_with", "alias_of"})


def find_relations(
    parsed: Parsed, marks: Marks, knowledge: Knowledge, events: Sequence[Event] = ()
) -> tuple[Relation, ...]:
    """Return the relations of one report in text order, each pair of words once for each type.

    The two sides of a clash among `events` fight each other where one of them at least is a group with a name.
    """
    ties = knowledge.voices.ties
    found: dict[tuple[str, Span, Span], Relation] = {}
    said: set[tuple[str, str, str]] = set()
    sentences = [words for _, words in read_sentences(parsed, marks, knowledge.voices)]
    claimants = frozenset(name for words in sentences for name in find_claimants(words, knowledge.register))
    read = [(words, find_mentions(words, knowledge.register, ties, claimants)) for words in sentences]
    surnames, initials = _surnames(read), frozenset(_full_names(read))
    topic: Span | None = None  # the group that the sentence before opened with: "It" goes on about it
    for words, plain in read:
        mentions = with_shorter(words, plain, surnames, initials)
        pronoun = _pronoun(words, mentions) if topic is not None else []
        whole = sorted([*pronoun, *mentions], key=lambda mention: mention.first)
        masked = mask(words, whole, knowledge.register, ties)
        of_sides = _aligned(parsed, words, whole, marks, knowledge)
        for found_one in (*_of_sentence(parsed, words, masked, knowledge.register, ties), *of_sides):
            one = _with_name(found_one, topic, parsed.text) if pronoun and topic else found_one
            key = _said_key(one, parsed.text)
            if key not in said:
                said.add(key)
                found.setdefault((one.type, one.a.span, one.b.span), one)
        named = any(mention.kind == "G" for mention in mentions)
        topic = _topic(words, mentions) or (None if named and not pronoun else topic)
    for one in (*_abbreviations(parsed, read), *_clashes(parsed, read, events)):
        if _said_key(one, parsed.text) not in said:
            said.add(_said_key(one, parsed.text))
            found.setdefault((one.type, one.a.span, one.b.span), one)
    return tuple(sorted(found.values(), key=lambda one: (one.a.span, one.b.span, one.type)))


def _aligned(
    parsed: Parsed, words: Words, mentions: list[Mention], marks: Marks, knowledge: Knowledge
) -> Iterator[Relation]:
    """Yield who fights whom and who stands by whom in one sentence."""
    ties, register = knowledge.voices.ties, knowledge.register
    sentence = words.span(0, len(words) - 1)
    phrases = [one for one in marks.phrases if one.span.overlaps(sentence)]
    sides = find_sides(words, mentions, phrases, register, ties)
    masked = mask(words, sides, register, ties, whole=True)
    for one in find_alignments(words, masked, ties):
        status = "alleged" if is_doubted(masked, one.around, ties) else "happened"
        yield _record(parsed, words, one.type, (one.a, one.b), status)
    for kind, side, name in find_compounds(words, sides, register):
        yield _relation(parsed, kind, side, name, "happened")


def _clashes(parsed: Parsed, read: list[tuple[Words, list[Mention]]], events: Sequence[Event]) -> Iterator[Relation]:
    """Yield the two sides of every clash in which a named group fought."""
    named = [words.span(one.first, one.last) for words, mentions in read for one in mentions if one.kind == "G"]
    for event in events:
        if event.type != "clash" or event.status not in ("happened", "general") or not (event.by and event.against):
            continue
        sides = (event.by[0].span, event.against[0].span)
        if any(side.overlaps(name) for side in sides for name in named):
            yield _relation(parsed, "fights", *sides, "happened")


def _abbreviations(parsed: Parsed, read: list[tuple[Words, list[Mention]]]) -> Iterator[Relation]:
    """Yield that capitals stand for a group whose initials they are, named in full before: the "PFLP"."""
    full = _full_names(read)
    for words, _ in read:
        for token in words.tokens:
            if token.text in full and full[token.text].start < token.span.start:
                yield _relation(parsed, "alias_of", token.span, full[token.text], "happened")


def _full_names(read: list[tuple[Words, list[Mention]]]) -> dict[str, Span]:
    """Return the first full name of each group by its initials."""
    full: dict[str, Span] = {}
    for words, mentions in read:
        for mention in (one for one in mentions if one.kind == "G"):
            texts = [token.text for token in words.tokens[mention.first : mention.last + 1]]
            for initials in _initials(texts):
                full.setdefault(initials, words.span(mention.first, mention.last))
    return full


def _initials(texts: list[str]) -> Iterator[str]:
    """Yield what a name of three or more words may be shortened to: with and without "of", "for" and the like."""
    if len(texts) < 3:
        return
    parts = [part for text in texts for part in text.split("-") if part[:1].isalpha()]
    for letters in (
        "".join(part[0] for part in parts if part[0].isupper()),
        "".join(part[0].upper() for part in parts),
    ):
        if len(letters) > 2:
            yield letters


def _pronoun(words: Words, mentions: list[Mention]) -> list[Mention]:
    """Return "It", "Its" or "The group" at the head of a sentence as a mention of a group.

    "the group" stands for it anywhere in a sentence that names no group itself.
    """
    first = 1 if words.word(0) in QUOTES else 0
    if words.word(first) in PRONOUNS:
        return [Mention(first, first, "G")]
    named = any(mention.kind == "G" for mention in mentions)
    taken = {index for mention in mentions for index in range(mention.first, mention.last + 1)}
    return [
        Mention(index, index, "G")
        for index in range(1, len(words))
        if words.lower[index] in THE_GROUP
        and words.lower[index - 1] == "the"
        and index not in taken
        and (index == first + 1 or (not named and words.word(index + 1) not in ("of", ",")))
    ]


def _topic(words: Words, mentions: list[Mention]) -> Span | None:
    """Return the named group that a sentence opens with, if it does."""
    first = next((mention for mention in mentions if mention.kind in "GPS"), None)
    return words.span(first.first, first.last) if first is not None and first.kind == "G" and first.first <= 4 else None


def _with_name(one: Relation, topic: Span, text: str) -> Relation:
    """Give the pronoun in a relation the name of the group it stands for."""
    sides = [
        replace(side, name=topic.of(text)) if side.span.of(text).lower() in PRONOUNS | THE_GROUP else side
        for side in (one.a, one.b)
    ]
    return replace(one, a=sides[0], b=sides[1])


def _said_key(one: Relation, text: str) -> tuple[str, str, str]:
    """Return what makes two relations of one report the same: a person counts by the last name."""
    a, b = one.a.span.of(text), one.b.span.of(text).lower()
    if one.type in OF_PERSONS and a[:1].isupper():
        a = a.split()[-1]
    sides = (a.lower(), b)
    return (one.type, *(sorted(sides) if one.type in SYMMETRIC else sides))


def _surnames(read: list[tuple[Words, list[Mention]]]) -> frozenset[str]:
    """Return the last words of the names of persons in the report."""
    return frozenset(
        words.tokens[mention.last].text
        for words, mentions in read
        for mention in mentions
        if mention.kind == "P" and mention.last > mention.first
    )


def _of_sentence(
    parsed: Parsed, words: Words, masked: Masked, register: Register, ties: TieLexicon
) -> Iterator[Relation]:
    yield from _compounds(parsed, words, masked, register)
    kinds = "".join(mention.kind for mention in masked.mentions)
    if not set(kinds) & {"G", "D"} and kinds.count("P") < 2:
        return
    taken: set[tuple[Side, Side]] = set()
    roles: set[Side] = set()
    done: set[tuple[str, Side]] = set()
    for kind, pattern in ties.patterns:
        for match in pattern.finditer(masked.string):
            sides = sides_of(masked, match)
            if sides is None or sides in taken or sides[0] == sides[1]:
                continue
            if "words" in pattern.groupindex and sides[1] in roles:
                continue  # the person in that role has been found already
            if kind in BY_ONE and (kind, sides[1]) in done:
                continue  # by the group that the sentence is about, not by one in an aside
            taken.add(sides)
            roles.add(sides[1])
            done.add((kind, sides[1]))
            status = "alleged" if is_doubted(masked, match.span(), ties) else "happened"
            yield _record(parsed, words, kind, sides, status)
            if kind == "designated_terrorist_by":  # "Turkey, the United States and others have designated"
                for number in listed_with(masked, int(match.group("b")), "S"):
                    other = masked.mentions[number]
                    if (other.first, other.last) != sides[1]:
                        yield _record(parsed, words, kind, (sides[0], (other.first, other.last)), status)


def _compounds(parsed: Parsed, words: Words, masked: Masked, register: Register) -> Iterator[Relation]:
    """Read relations out of one word: "the Geneva-based group", "Hamas-linked militants"."""
    for number, mention in enumerate(masked.mentions):
        if mention.kind not in "GD":
            continue
        for index in range(max(0, mention.first - 4), mention.last):
            made = COMPOUND.fullmatch(words.tokens[index].text)
            between = words.lower[index + 1 : mention.first]
            if made is None or any(word not in register.forces.describing for word in between):
                continue
            name, kind = made.group(1), COMPOUNDS[made.group(2)]
            known = register.find(name) or (register.states_in((name.lower(),)) and name[0].isupper())
            if not known and not (kind == "based_in" and name[0].isupper()):
                continue
            start = words.tokens[index].span.start
            whole = named(masked, number)
            first = (
                max(whole.first, index + 1)
                if whole.first <= index <= whole.last and kind == "based_in"
                else whole.first
            )
            a, b = words.span(first, whole.last), Span(start, start + len(name))
            yield _relation(parsed, kind, a, b, "happened")


def is_doubted(masked: Masked, around: tuple[int, int], ties: TieLexicon) -> bool:
    """Say whether a word in a stretch of the masked string, or up to three words before it, doubts what it tells."""
    start, end = around
    words = (*masked.string[:start].split()[-3:], *masked.string[start:end].split())
    return bool({word.strip("⟪⟫") for word in words} & ties.words["doubting"])


def _record(parsed: Parsed, words: Words, kind: str, sides: tuple[Side, Side], status: str) -> Relation:
    return _relation(parsed, kind, words.span(*sides[0]), words.span(*sides[1]), status)


def _relation(parsed: Parsed, kind: str, a: Span, b: Span, status: str) -> Relation:
    return Relation(
        id=make_id(parsed.report.id, "relation", kind, a.start, a.end, b.start, b.end),
        type=kind,
        a=Participant(a),
        b=Participant(b),
        status=status,
        cue=Span(min(a.start, b.start), max(a.end, b.end)),
    )
