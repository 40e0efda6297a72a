"""Names: whom a pronoun, a description or an abbreviation stands for, where the report itself tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.extract.events.features import Scene
from dateline.extract.marking.passages import Passage, PlacedPhrase
from dateline.knowledge.words import WordClasses
from dateline.records import Participant, Span

PERSONAL = frozenset({"he", "she", "him", "her", "his"})
PEOPLE = frozenset({"person", "government", "military", "media", "party", "civilians", "unknown", "police"})
BODIES = frozenset({"armed_group", "militia", "military", "unknown", "party"})
LONG = 8  # tokens of a name that an abbreviation is looked for in


def name_participants(found: Sequence[Participant], scene: Scene) -> tuple[Participant, ...]:
    """Return the participants, those that are no names with the name that the report gives them."""
    return tuple(replace(one, name=one.name or find_name(one.span, scene)) for one in found)


def find_name(span: Span, scene: Scene) -> str | None:
    """Return the name behind the words of `span`; ``None`` where they are a name, or none is given.

    Read are: a pronoun (the last person named before it), an apposition ("the group, Ansar of the Hills,"), "called"
    and "known as", and abbreviations that the report spells out.
    """
    for passage in scene.passages:
        for item in passage.phrases:
            if item.phrase.span == span:
                return _name_of(passage, item, scene)
    return None


def _name_of(passage: Passage, item: PlacedPhrase, scene: Scene) -> str | None:
    word = passage.sentence.tokens[item.head].text
    if word.lower() in PERSONAL:
        return _last_person(passage, item, scene)
    if word.lower() == "it":
        return _last_body(passage, item, scene)
    if word.isupper() and 2 <= len(word) <= 6 and word.isalpha():
        return _spelled_out(word, scene)
    if word[0].islower():
        return _apposition(passage, item, scene.lexicon.words)
    return None


def _last_person(passage: Passage, item: PlacedPhrase, scene: Scene) -> str | None:
    """Return the last person named in this sentence before the pronoun, or in the two sentences before."""
    for number in range(passage.number, max(-1, passage.number - 3), -1):
        other = scene.passages[number]
        before = [one for one in other.phrases if other is not passage or one.end <= item.start]
        people = [one for one in before if _is_person(other, one, scene.lexicon.words)]
        if people:
            one = people[0] if other is not passage else people[-1]
            return _full_name(_proper(other, one.start, one.end, scene.lexicon.words), scene)
    return None


def _last_body(passage: Passage, item: PlacedPhrase, scene: Scene) -> str | None:
    """Return the named body that opens this sentence before "it", else the one that opens the sentence before."""
    for other in scene.passages[max(0, passage.number - 1) : passage.number + 1][::-1]:
        before = [one for one in other.phrases if other is not passage or one.end <= item.start]
        if before and other.lower[before[0].head] != "it":
            first = before[0]
            text = other.sentence.tokens[first.head].text
            named = (
                first.phrase.kind in BODIES and text[0].isupper() and not _is_person(other, first, scene.lexicon.words)
            )
            return _proper(other, first.start, first.end, scene.lexicon.words) if named else None
    return None


def is_one_person(span: Span, scene: Scene) -> bool:
    """Say whether the noun phrase at `span` names one person."""
    return any(
        item.phrase.span == span and _is_person(passage, item, scene.lexicon.words)
        for passage in scene.passages
        for item in passage.phrases
    )


def _is_person(passage: Passage, item: PlacedPhrase, words: WordClasses) -> bool:
    """Say whether a phrase names a person: a title with a name, or a name of two words that is no place."""
    head = passage.sentence.tokens[item.head].text
    if not head[0].isupper() or head.isupper() or item.phrase.kind not in PEOPLE:
        return False
    if any(place.start < item.end and item.head < place.end for place in passage.places):
        return False
    titled = any(word.rstrip(".") in words.titles for word in passage.lower[item.start : item.head])
    return titled or (item.head > item.start and passage.sentence.tokens[item.head - 1].text[0].isupper())


def _proper(passage: Passage, start: int, end: int, words: WordClasses) -> str | None:
    """Return the run of capitals that ends the tokens, without titles."""
    tokens, first = passage.sentence.tokens, end
    while first > start and (tokens[first - 1].text[0].isupper() or tokens[first - 1].text in ("al", "bin", "de")):
        if passage.lower[first - 1].rstrip(".") in words.titles:
            break
        first -= 1
    if first == end:
        return None
    return " ".join(token.text for token in tokens[first:end])


def _full_name(name: str | None, scene: Scene) -> str | None:
    """Return the longest name in the report that ends as `name` does: "Mr. Okello" is "James Okello"."""
    if name is None or " " in name:
        return name
    longer = [
        full
        for passage in scene.passages
        for item in passage.phrases
        if passage.sentence.tokens[item.end - 1].text == name and _is_person(passage, item, scene.lexicon.words)
        for full in [_proper(passage, item.start, item.end, scene.lexicon.words)]
        if full is not None
    ]
    return max([name, *longer], key=len)


def _apposition(passage: Passage, item: PlacedPhrase, words: WordClasses) -> str | None:
    """Read ", Name", "called Name", "known as Name" behind a description."""
    lower = passage.lower
    start = item.end
    if start < len(lower) and lower[start] == ",":
        start += 1
    named = start > item.end
    for opening in (("known", "as"), ("called",), ("named",)):
        if tuple(lower[start : start + len(opening)]) == opening:
            start, named = start + len(opening), True
    if not named:
        return None
    while start < len(lower) and passage.tags[start] == "D":
        start += 1
    found = next((one for one in passage.phrases if one.start == start), None)
    if found is None or not passage.sentence.tokens[found.start].text[0].isupper():
        return None
    closes = found.end >= len(lower) or lower[found.end] in (",", ".", ";", ")")
    return _proper(passage, found.start, found.end, words) if closes else None


def _spelled_out(short: str, scene: Scene) -> str | None:
    """Return the words whose initials make the abbreviation: "Front for the Liberation of the Hills (FLH)"."""
    for passage in scene.passages:
        for run in _capital_runs(passage):
            for start in range(len(run)):
                words = run[start:]
                if "".join(word[0] for word in words if word[0].isupper()) == short and len(words) > 1:
                    return " ".join(words)
    return None


def _capital_runs(passage: Passage) -> Iterator[list[str]]:
    """Yield runs of capitalised words, over "of", "for", "the" and "and", cut at every end that is a capital."""
    run: list[str] = []
    for token in (*passage.sentence.tokens, None):
        word = token.text if token is not None else "."
        if word[0].isupper() or (run and word in ("of", "for", "the", "and", "in", "-")):
            run.append(word)
            continue
        for end in range(min(len(run), LONG), 1, -1):
            if run[end - 1][0].isupper():
                yield run[:end]
        run = []
