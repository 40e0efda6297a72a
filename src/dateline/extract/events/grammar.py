"""Grammatical relations between a mention and the noun phrases of its sentence, read off the order of words."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.events.mentions import Mention
from dateline.extract.marking.passages import Passage, PlacedPhrase
from dateline.extract.marks import Phrase
from dateline.knowledge.triggers import TriggerLexicon
from dateline.knowledge.words import WordClasses

ACTING = frozenset({"armed_group", "unidentified_armed", "military", "militia", "police", "government", "rioters"})


def find_relations_of(mention: Mention, lexicon: TriggerLexicon) -> dict[PlacedPhrase, list[str]]:
    """Return the noun phrases that stand in a relation to the mention, with the names of the relations.

    The names: subject, object, passive_subject, agent, owner, modifier, target, author, light_subject, victim, harmer,
    aimed, left, right ("between left and right"), with, and joined_<name> for a phrase that "and" joins to one of them.
    """
    found: dict[PlacedPhrase, list[str]] = {}
    reader = _verb_relations if mention.is_verb else _noun_relations
    for name, item in (*_between(mention), *reader(mention, lexicon)):
        if item is None:
            continue
        found.setdefault(item, []).append(name)
        for other in _joined(mention.passage, item):
            found.setdefault(other, []).append(f"joined_{name}")
    return found


def _between(mention: Mention) -> Iterator[tuple[str, PlacedPhrase | None]]:
    """Read "clash between X and Y" and "clash with Y"."""
    passage, end = mention.passage, mention.end
    for i in range(end, min(end + 6, len(passage.lower))):
        if passage.lower[i] in ("between", "among"):
            after = [item for item in passage.phrases if item.start > i]
            if len(after) >= 2 and "and" in passage.lower[after[0].end : after[1].start]:
                yield "left", after[0]
                yield "right", after[1]
            return
        if passage.lower[i] in ("with", "against"):
            yield "with", phrase_at(passage, i + 1)
            return
        if passage.tags[i] in ".CWV":
            return


def _verb_relations(mention: Mention, lexicon: TriggerLexicon) -> Iterator[tuple[str, PlacedPhrase | None]]:
    passage, verb = mention.passage, mention.start
    if is_passive(passage, verb, lexicon):
        yield "passive_subject", subject_of(passage, verb)
        yield "agent", after_word(passage, mention.end, frozenset({"by"}), 9)
        return
    yield "subject", subject_of(passage, verb)
    thing = object_of(passage, mention.end, lexicon)
    yield "object", thing
    if thing is not None:  # "fired shells at the town"
        yield "aimed", after_word(passage, thing.end, AIMING, 1)


AIMING = frozenset({"at", "on", "into", "against", "towards", "toward"})


def _noun_relations(mention: Mention, lexicon: TriggerLexicon) -> Iterator[tuple[str, PlacedPhrase | None]]:
    passage = mention.passage
    yield from _owners(mention, lexicon)
    yield "author", after_word(passage, mention.end, frozenset({"by"}), 4)
    yield "target", after_word(passage, mention.end, lexicon.cues["target_prepositions"], 3)
    light = _light_verb(mention, lexicon)
    if light is not None:
        yield "light_subject", subject_of(passage, light)
    for verb in _harm_verbs(mention, lexicon):
        if is_passive(passage, verb, lexicon):
            yield "victim", subject_of(passage, verb)
        else:
            yield "victim", object_of(passage, verb + 1, lexicon)
            yield "harmer", subject_of(passage, verb)


def is_passive(passage: Passage, verb: int, lexicon: TriggerLexicon) -> bool:
    """Say whether the verb form at `verb` is a passive participle: "was killed", "soldiers killed by"."""
    if passage.lower[verb] not in lexicon.words.participles or passage.tags[verb] not in "VQ":
        return False
    i = verb - 1
    while i >= 0 and passage.tags[i] in "XF":
        i -= 1
    if i >= 0 and passage.lower[i] in lexicon.cues["being"]:
        return True
    after = passage.lower[verb + 1] if verb + 1 < len(passage.lower) else "."
    if after == "by":
        return True
    tag = passage.tags[verb + 1] if verb + 1 < len(passage.tags) else "."
    return i >= 0 and passage.tags[i] == "N" and tag in "PF.C" and passage.lower[verb] in lexicon.cues["transitive"]


def subject_of(passage: Passage, verb: int) -> PlacedPhrase | None:
    """Return the noun phrase that is the subject of the verb at token `verb`."""
    clause = passage.clauses[verb]
    before = [item for item in passage.phrases if item.end <= verb]
    free = [item for item in before if not after_preposition(passage, item)]
    same = [item for item in free if passage.clauses[item.head] == clause]
    if same:
        return same[0] if passage.tags[verb] != "G" else same[-1]
    first = passage.clauses.index(clause)
    if passage.tags[first] == "W":
        return before[-1] if before else None
    if free and (passage.tags[verb] in "GB" or passage.lower[first] in ("and", "but", ",")):
        last = passage.clauses[free[-1].head]
        return next(item for item in free if passage.clauses[item.head] == last)
    return None


def after_preposition(passage: Passage, item: PlacedPhrase) -> bool:
    """Say whether the noun phrase hangs on a preposition."""
    i = item.start - 1
    while i >= 0 and passage.tags[i] in "D#X":
        i -= 1
    return i >= 0 and passage.tags[i] in "PT"


def object_of(passage: Passage, end: int, lexicon: TriggerLexicon) -> PlacedPhrase | None:
    """Return the object of the verb that ends at token `end`, also behind "on", "at", "into"."""
    skipped = lexicon.cues["target_prepositions"] | lexicon.cues["hedges"]
    i = end
    while i < len(passage.lower) and (passage.tags[i] in "D#XFS" or passage.lower[i] in skipped):
        i += 1
    return phrase_at(passage, i)


def phrase_at(passage: Passage, i: int) -> PlacedPhrase | None:
    """Return the noun phrase that covers token `i` or opens behind the articles and numbers there."""
    while i < len(passage.lower) and passage.tags[i] in "D#X":
        i += 1
    return next((item for item in passage.phrases if item.start <= i < item.end), None)


def _owners(mention: Mention, lexicon: TriggerLexicon) -> Iterator[tuple[str, PlacedPhrase | None]]:
    """Yield the words before the noun that tell whose it is: "insurgent attack", "the army's offensive"."""
    passage = mention.passage
    item = next((item for item in passage.phrases if item.start <= mention.start < item.end), None)
    if item is None or item.start == mention.start:
        return
    words = passage.lower[item.start : mention.start]
    if "'s" in words:
        end = item.start + len(words) - 1 - words[::-1].index("'s")
        yield "owner", part_of(passage, item, item.start, end, lexicon)
        return
    last = next((i for i in range(mention.start - 1, item.start - 1, -1) if _acts(passage, i, lexicon)), None)
    if last is not None:
        yield "modifier", part_of(passage, item, item.start, last + 1, lexicon)


def _acts(passage: Passage, i: int, lexicon: TriggerLexicon) -> bool:
    word = passage.lower[i]
    return (
        lexicon.words.kinds.get(word) in ACTING
        or word in lexicon.words.joining
        or passage.sentence.tokens[i].text[0].isupper()
    )


def part_of(passage: Passage, item: PlacedPhrase, start: int, end: int, lexicon: TriggerLexicon) -> PlacedPhrase | None:
    """Return the tokens `start` to `end` of a noun phrase as a phrase of their own."""
    if end <= start:
        return None
    kind = lexicon.words.kinds.get(passage.lower[end - 1], item.phrase.kind)
    phrase = Phrase(passage.span(start, end), passage.span(end - 1, end), kind, item.phrase.doubt)
    return PlacedPhrase(start, end - 1, end, phrase)


def _light_verb(mention: Mention, lexicon: TriggerLexicon) -> int | None:
    """Return the verb of "launched an attack", "carried out the raid"."""
    passage, i = mention.passage, mention.start - 1
    while i >= 0 and passage.tags[i] in "NDQ#HXS":
        i -= 1
    if i >= 1 and passage.lower[i] in ("out", "in", "up", "off"):
        i -= 1
    return i if i >= 0 and passage.lower[i] in lexicon.cues["light"] else None


def _harm_verbs(mention: Mention, lexicon: TriggerLexicon) -> Iterator[int]:
    """Yield the verbs that tell the outcome: "the blast killed two guards", "..., wounding a child"."""
    passage = mention.passage
    harm = lexicon.cues["harm"]
    after = [i for i in range(mention.end, len(passage.lower)) if passage.lower[i] in harm]
    before = [i for i in range(mention.start) if passage.lower[i] in harm]
    yield from after[:2]
    yield from before[-1:]


def after_word(passage: Passage, end: int, words: frozenset[str], reach: int) -> PlacedPhrase | None:
    """Return the noun phrase behind one of `words` that stands within `reach` tokens of `end`."""
    for i in range(end, min(end + reach, len(passage.lower))):
        if passage.lower[i] in words:
            return phrase_at(passage, i + 1)
        if passage.tags[i] in ".CW":
            return None
    return None


def _joined(passage: Passage, item: PlacedPhrase) -> Iterator[PlacedPhrase]:
    """Yield the phrases that "and" or "or" joins to `item`."""
    end = item.end
    for other in passage.phrases:
        if other.start < end:
            continue
        joint = passage.lower[end : other.start]
        tags = passage.tags[end : other.start]
        if joint and joint[0] in ("and", "or", ",") and all(tag in "D#C." for tag in tags):
            yield other
            end = other.end
        else:
            return


def target_standing(mention: Mention, lexicon: TriggerLexicon) -> str:
    """Return "eminent" where a target is a person with a name or a rank, "plain" where none is, else "untold"."""
    words, targets = lexicon.words, []
    for item, names in find_relations_of(mention, lexicon).items():
        if any(name.removeprefix("joined_") in TARGETS for name in names):
            targets.append(item)
    if not targets:
        return "untold"
    return "eminent" if any(_is_eminent(mention.passage, item, words) for item in targets) else "plain"


TARGETS = frozenset({"object", "passive_subject", "target", "victim"})


def _is_eminent(passage: Passage, item: PlacedPhrase, words: WordClasses) -> bool:
    head = passage.sentence.tokens[item.head].text
    if passage.lower[item.head].endswith("s") and item.end - item.start == 1:
        return False
    ranked = any(word.rstrip(".") in words.ranks for word in passage.lower[item.start : item.end])
    return ranked or (head[0].isupper() and item.phrase.kind not in ("object", "military", "police", "armed_group"))
