"""Features of a mention: what decides whether it is an event at all, of which type, in which status, and new or old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.extract.events.grammar import find_relations_of, is_passive, target_standing
from dateline.extract.events.mentions import Mention
from dateline.extract.marking.passages import Passage
from dateline.knowledge.triggers import TriggerLexicon


@dataclass(frozen=True, slots=True)
class Scene:
    """A report as the event rules see it: its passages and every mention in them, in text order."""

    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    lexicon: TriggerLexicon

    def beside(self, mention: Mention) -> list[Mention]:
        """Return the other mentions of the same sentence."""
        return [other for other in self.mentions if other.passage is mention.passage and other is not mention]


def mention_features(mention: Mention, scene: Scene) -> list[str]:
    """Return the features that tell a mention of an event from a word that only looks like one, and its type."""
    key = f"{mention.pattern.type}:{mention.key}"
    found = ["bias", f"type={mention.pattern.type}", f"key={key}", f"use={mention.pattern.use}", f"tag={_tag(mention)}"]
    found += [f"key={key}&tag={_tag(mention)}", f"use&tag={mention.pattern.use}{_tag(mention)}"]
    found += _around(mention, key)
    found += _beside(mention, scene)
    found += _subjects(mention, scene)
    found += _vocabulary(mention, scene)
    return found


def _tag(mention: Mention) -> str:
    return mention.passage.tags[mention.start]


def _around(mention: Mention, key: str) -> Iterator[str]:
    """Yield the neighbours."""
    passage = mention.passage
    lower = ("^", "^", *passage.lower, "$", "$")
    start, end = mention.start + 2, mention.end + 2
    for name, word in (("b1", lower[start - 1]), ("b2", lower[start - 2]), ("a1", lower[end]), ("a2", lower[end + 1])):
        yield f"{name}={word}"
    yield from (f"near={word}" for word in passage.lower[max(0, mention.start - 5) : mention.start])
    yield from (f"behind={word}" for word in passage.lower[mention.end : mention.end + 4])
    tags = f".{passage.tags}."
    yield f"{_tag(mention)}&tags={tags[mention.start]}{tags[mention.end + 1]}"
    yield f"{key}&tags={tags[mention.start]}_{tags[mention.end + 1]}"
    yield f"{key}&b1={lower[start - 1]}"
    yield f"{key}&a1={lower[end]}"


def _beside(mention: Mention, scene: Scene) -> Iterator[str]:
    """Yield what else is told in the sentence and in the report."""
    use = mention.pattern.use
    others = scene.beside(mention)
    plain = [other for other in others if other.pattern.use != "outcome"]
    yield f"{use}&others={min(len(plain), 3)}"
    for other in plain[:4]:
        side = "before" if other.start < mention.start else "after"
        same = "clause" if other.clause == mention.clause else "sentence"
        yield f"{use}&{side}{same}"
        yield f"{mention.pattern.type}&{other.pattern.type}&{side}"
        yield f"key={mention.key}&{other.pattern.type}"
    earlier = [m for m in scene.mentions if m.passage.number < mention.passage.number and m.pattern.use != "outcome"]
    yield f"{use}&earlier={min(len(earlier), 2)}"
    yield f"{use}&sentence={min(mention.passage.number, 3)}"
    for type_ in sorted({m.pattern.type for m in earlier}):
        yield f"{use}&told={type_}"
        yield f"key={mention.key}&told={type_}"


def _subjects(mention: Mention, scene: Scene) -> Iterator[str]:
    """Yield the kinds of the noun phrases that stand in a relation to it."""
    for item, names in find_relations_of(mention, scene.lexicon).items():
        for name in names[:1]:
            yield f"{name}={item.phrase.kind}"
            yield f"{mention.pattern.type}&{name}={item.phrase.kind}"
            yield f"key={mention.key}&{name}={item.phrase.kind}"
            head = mention.passage.sentence.tokens[item.head].text
            if head[0].isupper():
                yield f"key={mention.key}&{name}=Name"
                yield f"{mention.pattern.type}&{name}=Name"
    standing = target_standing(mention, scene.lexicon)
    yield f"target={standing}"
    yield f"{mention.pattern.type}&target={standing}"
    if mention.is_verb:
        voice = "passive" if is_passive(mention.passage, mention.start, scene.lexicon) else "active"
        yield f"key={mention.key}&{voice}"


def _vocabulary(mention: Mention, scene: Scene) -> Iterator[str]:
    """Yield the word sets that the sentence, and the report, draw from."""
    words = mention.passage.words
    report = 0
    for name, known in scene.lexicon.sets.items():
        if not words.isdisjoint(known):
            yield f"in={name}"
            yield f"{mention.pattern.type}&in={name}"
            yield f"key={mention.key}&in={name}"
        hits = sum(not passage.words.isdisjoint(known) for passage in scene.passages)
        if hits:
            yield f"report={name}&{min(hits, 2)}"
            yield f"{mention.pattern.type}&report={name}"
        report += hits if name in ("explosive", "armed", "forces", "gun") else 0
    yield f"martial={min(report, 6)}"
    yield f"{mention.pattern.type}&martial={min(report, 6)}"


def status_features(mention: Mention, scene: Scene) -> list[str]:
    """Return the features that tell in which status a mention names its event."""
    passage, cues = mention.passage, scene.lexicon.cues
    type_, tag = mention.type, _tag(mention)
    found = ["bias", f"type={type_}", f"key={mention.key}", f"tag={tag}", f"key={mention.key}&tag={tag}"]
    plural = "plural" if mention.word.endswith("s") and not mention.is_verb else "single"
    found += [plural, f"{type_}&{plural}", f"word={mention.word}"]
    lower = ("^", "^", *passage.lower, "$", "$")
    start, end = mention.start + 2, mention.end + 2
    found += [f"b1={lower[start - 1]}", f"b2={lower[start - 2]}", f"a1={lower[end]}"]
    found += [f"{tag}&b1={lower[start - 1]}", f"{tag}&b2={lower[start - 2]}"]
    found += [f"near={word}" for word in passage.lower[max(0, mention.start - 6) : mention.start]]
    found += [f"behind={word}" for word in passage.lower[mention.end : mention.end + 4]]
    clause = [word for word, number in zip(passage.lower, passage.clauses, strict=True) if number == mention.clause]
    for name in STATUS_CUES:
        known = cues[name]
        if not known.isdisjoint(clause):
            found += [f"clause:{name}", f"{tag}&clause:{name}"]
        if not known.isdisjoint(passage.lower):
            found += [f"sentence:{name}", f"{type_}&sentence:{name}"]
        if not known.isdisjoint(passage.lower[max(0, mention.start - 4) : mention.start]):
            found += [f"close:{name}", f"{tag}&close:{name}"]
    found += _tenses(mention)
    found += [
        f"timed={bool(passage.times)}",
        f"numbers={bool(passage.quantities)}",
        f"sentence={min(passage.number, 3)}",
    ]
    return found


STATUS_CUES = ("planned", "modal", "attempt", "denial", "allegation", "claim", "hypothetical", "frequent")


def _tenses(mention: Mention) -> Iterator[str]:
    """Yield the tags of the verb group before a verb, or of the first verb of the clause of a noun."""
    passage = mention.passage
    if mention.is_verb:
        i = mention.start - 1
        while i >= 0 and passage.tags[i] in "AMXT":
            i -= 1
        yield "group=" + " ".join(passage.lower[i + 1 : mention.start])
        return
    for i, tag in enumerate(passage.tags):
        if passage.clauses[i] == mention.clause and tag in "AMV":
            yield f"verb={passage.lower[i]}"
            break


def background_features(mentions: Sequence[Mention], scene: Scene) -> list[str]:
    """Return the features that tell news from what is recalled; `mentions` are those of one event, in order."""
    first = mentions[0]
    number = first.passage.number
    share = number / max(1, len(scene.passages) - 1)
    found = [
        "bias",
        f"at={min(number, 6)}",
        f"share={int(share * 4)}",
        f"type={first.type}",
        f"size={min(len(mentions), 3)}",
    ]
    found += [f"type={first.type}&lead={number == 0}", f"at={min(number, 6)}&size={min(len(mentions), 3)}"]
    found += [f"last={min(mentions[-1].passage.number, 6)}", f"plural={first.word.endswith('s')}"]
    for place, mention in enumerate(mentions[:3]):
        found += _pastness(mention, scene, "first" if place == 0 else "later")
    return found


def _pastness(mention: Mention, scene: Scene, prefix: str) -> Iterator[str]:
    passage, cues = mention.passage, scene.lexicon.cues
    lead = "lead" if passage.number == 0 else "body"
    for name in ("background", "old_units", "new", "frequent"):
        for word in sorted(cues[name].intersection(passage.lower)):
            yield f"{prefix}:{word}"
            yield f"{prefix}:{lead}:{word}"
        if not cues[name].isdisjoint(passage.lower[max(0, mention.start - 5) : mention.end + 5]):
            yield f"{prefix}:near:{name}"
    for time in passage.times:
        words = passage.lower[time.start : time.end]
        kind = "year" if any(word.isdigit() and len(word) == 4 for word in words) else words[-1]
        where = "clause" if passage.clauses[time.start] == mention.clause else "sentence"
        yield f"{prefix}:time={kind}&{where}"
        yield f"{prefix}:{lead}:time={words[0]}&{where}"
    yield f"{prefix}:opens={passage.lower[0]}"
    yield f"{prefix}:{lead}:clause={min(mention.clause, 2)}"
    first = passage.clauses.index(mention.clause)
    yield f"{prefix}:{lead}:joint={passage.lower[first]}"
    for i in range(max(0, mention.start - 3), mention.start):
        yield f"{prefix}:b={passage.lower[i]}"
        yield f"{prefix}:{lead}:b={passage.lower[i]}"
    yield f"{prefix}:tag={passage.tags[mention.start]}"
    yield from (f"{prefix}:{lead}:{name}" for name in _tenses(mention))
