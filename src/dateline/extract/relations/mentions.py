"""Mentions: named groups, described groups, persons, states, places and media in one sentence, for the relations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.marking.clauses import Words
from dateline.extract.voices.claimants import name_runs
from dateline.knowledge.register import Register
from dateline.knowledge.ties import TieLexicon

GROUP_KINDS = frozenset({"armed_group", "militia", "party"})
STATE_KINDS = frozenset({"international", "military", "police", "intelligence"})
OWN_SIDE = frozenset({"government", "security", "coalition", "pro-government", "foreign", "nato", "u.n."})
NAME_LINKS = frozenset({"al", "bin", "ibn", "abu", "de", "la", "el", "ul", "van", "von", "da", "dos"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` to `last` of a sentence, both included, and their kind: one letter, see `ties.yaml`."""

    first: int
    last: int
    kind: str


def find_mentions(
    words: Words, register: Register, ties: TieLexicon, claimants: frozenset[tuple[str, ...]] = frozenset()
) -> list[Mention]:
    """Return the mentions of one sentence in text order, none overlapping; names of groups come before all else.

    `claimants` are the lower-cased names that are those of groups by what the report says of them.
    """
    taken: dict[int, Mention] = {}
    finders = (
        _groups(words, register),
        _claimants(words, claimants),
        _unlisted(words, register),
        _states(words, register),
        _own_forces(words, register),
        _persons(words, ties),
        _places(words),
        _described(words, register, ties),
    )
    for finder in finders:
        for mention in finder:
            if not any(index in taken for index in range(mention.first, mention.last + 1)):
                taken |= dict.fromkeys(range(mention.first, mention.last + 1), mention)
    return sorted(set(taken.values()), key=lambda mention: mention.first)


def with_shorter(
    words: Words, mentions: list[Mention], surnames: frozenset[str], initials: frozenset[str]
) -> list[Mention]:
    """Return the mentions, the persons whom a last name of the report stands for, and the groups whose initials do."""
    taken = {index for mention in mentions for index in range(mention.first, mention.last + 1)}
    alone = [
        Mention(index, index, "P" if token.text in surnames else "G")
        for index, token in enumerate(words.tokens)
        if index not in taken and (token.text in surnames or token.text in initials)
    ]
    return sorted([*mentions, *alone], key=lambda mention: mention.first)


def _groups(words: Words, register: Register) -> Iterator[Mention]:
    texts = [token.text for token in words.tokens]
    for first, end, match in register.names_in(texts):
        kind = match.actor.kind
        if kind in GROUP_KINDS or kind == "media" or kind in STATE_KINDS:
            letter = "G" if kind in GROUP_KINDS else "M" if kind == "media" else "S"
            while first < end - 1 and words.lower[first] in ("the", "a", "an"):
                first += 1
            yield Mention(first, end - 1, letter)


def _claimants(words: Words, claimants: frozenset[tuple[str, ...]]) -> Iterator[Mention]:
    for first, last in name_runs(words):
        if words.lower[first : last + 1] in claimants:
            yield Mention(first, last, "G")


def _unlisted(words: Words, register: Register) -> Iterator[Mention]:
    """Capitalised names with the head noun of a group that no list has: "Valley Liberation Front"; abbreviations."""
    index = 0
    while index < len(words):
        if words.is_in(index, "determiners") or words.is_in(index, "openers"):
            index += 1
            continue
        last = _capital_run(words, index)
        run = words.lower[index : last + 1]
        if last > index and any(word in register.forces.bodies for word in run) and not _is_state_force(run, register):
            yield Mention(index, last, "G")
        elif last == index and _is_abbreviation(words, index, register):
            yield Mention(index, index, "G")
        index = max(last, index) + 1


def _is_abbreviation(words: Words, index: int, register: Register) -> bool:
    """Say whether capitals name a group: in brackets or behind "or", or before people or a role of a group."""
    text = words.tokens[index].text
    if not (text.isupper() and text.isalpha() and 3 <= len(text) <= 6) or register.state_at(words.lower, index):
        return False
    after = words.word(index + 1)
    forces = register.forces
    return (
        words.word(index - 1) in ("(", "or", "acronym", "initials")
        or (words.word(index - 1) == "," and after in (",", "."))
        or after in ("leader", "commander", "spokesman", "chief")
        or forces.classes.get(after) == "unidentified_armed"
        or any(token.text == text for token in words.tokens[:index])
    )


def _is_state_force(run: tuple[str, ...], register: Register) -> bool:
    return bool(register.states_in(run)) and len(run) <= 3


def _capital_run(words: Words, index: int) -> int:
    """Return the last word of the run of capitalised words at `index` ("of", "for", "the", "al-" may stand inside)."""
    last = index - 1
    ahead = index
    while ahead < len(words):
        word = words.lower[ahead]
        if words.is_capital(ahead) or word.startswith("al-"):
            last = ahead
        elif (
            not (word in ("of", "for", "the", "and", "ul", "e", "-") and last >= index)
            or ahead - last > 2
            or (word == "and" and not words.is_capital(ahead + 1))
        ):
            break
        ahead += 1
    return last


def _states(words: Words, register: Register) -> Iterator[Mention]:
    """A state with its force or government: "Pakistani army", "U.S. State Department", "Turkey"."""
    index = 0
    while index < len(words):
        state = register.state_at(words.lower, index)
        if state is None or not words.is_capital(index):
            index += 1
            continue
        last = index + state[1] - 1
        ahead = last + 1
        while ahead < len(words) and ahead <= last + 4 and words.lower[ahead] not in (",", ".", "and", "of"):
            phrase = " ".join(words.lower[max(index, ahead - 1) : ahead + 1])
            if words.lower[ahead] in register.forces.by_state or phrase in register.forces.by_state:
                last = ahead
            ahead += 1
        if words.lower[last] not in ("-based", "-led"):
            yield Mention(index, last, "S")
        index = last + 1


def _own_forces(words: Words, register: Register) -> Iterator[Mention]:
    """Forces of a side that is not named: "government troops", "security forces", "coalition forces"."""
    for index in range(len(words) - 1):
        if words.lower[index] in OWN_SIDE and register.forces.by_state.get(words.lower[index + 1]) == "military":
            yield Mention(index, index + 1, "S")


def _places(words: Words) -> Iterator[Mention]:
    index = 0
    while index < len(words):
        last = index
        if words.placed[index]:
            while last + 1 < len(words) and words.placed[last + 1]:
                last += 1
            yield Mention(index, last, "L")
        index = last + 1


def _described(words: Words, register: Register, ties: TieLexicon) -> Iterator[Mention]:
    """A head noun for armed people with the describing words before it: "leftist rebels"."""
    for index, word in enumerate(words.lower):
        beside = word in ties.words["sides"] and words.word(index + 1) in ties.words["roles"]
        if word not in ties.words["described"] and not beside:
            continue
        first = index
        while first > 0 and _is_modifier(words, first - 1, register):
            first -= 1
        if word not in ties.words["vague"] or ties.words["armed"] & set(words.lower[first:index]):
            yield Mention(first, index, "D")


def _is_modifier(words: Words, index: int, register: Register) -> bool:
    word = words.lower[index]
    if word in ("the", "a", "an", "of", "some", "several", "many", "two", "three", "four"):
        return False
    return word in register.forces.describing or word.endswith(
        ("-linked", "-led", "-backed", "-inspired", "-based", "ist")
    )


def _persons(words: Words, ties: TieLexicon) -> Iterator[Mention]:
    """Two or more capitalised words, or one behind a title, that are no group, state or place."""
    index = 0
    while index < len(words):
        if not (words.is_capital(index) or words.lower[index].startswith(("al-", "el-"))) or index in _covered(words):
            index += 1
            continue
        last = index
        while (
            last + 1 < len(words)
            and (
                (
                    (words.is_capital(last + 1) and _is_name_part(words.lower[last + 1]))
                    or (words.lower[last + 1] == "." and len(words.lower[last]) == 1 and words.is_capital(last + 2))
                    or words.lower[last + 1].startswith(("al-", "el-", "ul-"))
                )
                or (words.lower[last + 1] in NAME_LINKS and words.is_capital(last + 2))
            )
            and not words.timed[last + 1]
        ):
            last += 1
        first = index
        titled = False
        while first < last and words.lower[first] in ties.words["persons"]:
            first, titled = first + 1, True
        titled = titled or (index > 0 and words.lower[index - 1] in ties.words["persons"])
        if (
            (last > first or titled)
            and words.lower[first] not in ties.words["persons"]
            and not words.is_in(first, "openers")
        ):
            yield Mention(first, last, "P")
        index = last + 1


def _is_name_part(word: str) -> bool:
    """Say whether a word may go on a name: letters, and hyphens and apostrophes among them."""
    return word[0].isalpha() and word.replace("-", "").replace("'", "").isalpha()


def _covered(words: Words) -> frozenset[int]:
    return frozenset(index for index in range(len(words)) if words.timed[index] or words.placed[index])
