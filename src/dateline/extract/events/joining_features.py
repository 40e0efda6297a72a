"""Features of a pair: whether a mention names an event that an earlier mention has named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.events.features import Scene
from dateline.extract.events.mentions import Mention
from dateline.extract.marking.passages import Passage

GENERIC = "generic"


def joining_features(mention: Mention, group: Sequence[Mention], scene: Scene, later: int) -> list[str]:
    """Return the features of a mention and the earlier mentions of one event.

    `later` is how many other events of the family were told after that event.
    """
    last, first = group[-1], group[0]
    types = sorted({m.type for m in group})
    same = "same" if mention.type in types else "other"
    generic = f"{mention.pattern.use}-{'summary' if all(m.pattern.use == 'summary' for m in group) else 'event'}"
    distance = mention.passage.number - last.passage.number
    far = f"clause{mention.clause == last.clause}" if distance == 0 else str(min(distance, 4))
    found = ["bias", f"types={same}", f"use={generic}", f"far={far}", f"{same}&{far}", f"{generic}&{far}"]
    found += [f"pair={mention.type}-{first.type}", f"type={mention.type}&{far}", f"later={min(later, 3)}"]
    found += [f"{same}&later={min(later, 3)}", f"{generic}&later={min(later, 3)}&{same}"]
    words = {m.key for m in group}
    lemma = "lemma" if mention.key in words else "word"
    found += [lemma, f"{lemma}&{same}", f"{lemma}&{generic}", f"key={mention.key}&{same}"]
    found += _determiners(mention, lemma, generic)
    found += _number(mention, last)
    found += _markers(mention, far)
    found += _conflicts(mention, group, scene, same)
    found += [f"first={min(first.passage.number, 2)}", f"size={min(len(group), 4)}"]
    return found


def _determiners(mention: Mention, lemma: str, generic: str) -> Iterator[str]:
    """Yield the article of a noun: "the attack" looks back, "an attack" opens."""
    passage, i = mention.passage, mention.start - 1
    if mention.is_verb:
        yield f"verb&{generic}"
        return
    while i >= 0 and passage.tags[i] in "NQ#SX":
        i -= 1
    word = passage.lower[i] if i >= 0 and passage.tags[i] in "DH" else "none"
    modified = "modified" if mention.start - 1 > i else "bare"
    yield f"article={word}"
    yield f"article={word}&{lemma}"
    yield f"article={word}&{generic}"
    yield f"article={word}&{modified}"


def _number(mention: Mention, last: Mention) -> Iterator[str]:
    def plural(one: Mention) -> str:
        return "verb" if one.is_verb else ("plural" if one.word.endswith("s") else "single")

    yield f"number={plural(mention)}-{plural(last)}"


def _markers(mention: Mention, far: str) -> Iterator[str]:
    """Yield the words that part one event from the next: "another", "elsewhere", "in a separate attack"."""
    passage = mention.passage
    for word in MARKERS:
        if word in passage.words:
            close = word in passage.lower[max(0, mention.start - 5) : mention.end]
            opens = word in passage.lower[:3]
            yield f"marker={word}"
            yield f"marker={word}&close={close}"
            if opens:
                yield f"marker={word}&opens"
                yield f"opens&{far}"


MARKERS = (
    "another", "separate", "elsewhere", "meanwhile", "also", "earlier", "second", "third", "other", "similar", "last",
    "previous", "previously", "since", "ago", "latest", "recent", "later", "both", "first", "two", "series", "several",
)  # fmt: skip


def _conflicts(mention: Mention, group: Sequence[Mention], scene: Scene, same: str) -> Iterator[str]:
    """Yield whether times, places, numbers and names of the two sides agree."""
    passage = mention.passage
    others = {m.passage.number: m.passage for m in group}
    within = passage.number in others
    for name, read in (("time", _times), ("place", _places), ("number", _numbers), ("name", _names)):
        mine = read(passage, mention)
        theirs = {value for m in group for value in read(m.passage, m)}
        if mine and theirs:
            verdict = "agree" if mine & theirs else "differ"
            yield f"{name}={verdict}&{same}"
            yield f"{name}={verdict}&within={within}"
        else:
            yield f"{name}={bool(mine)}{bool(theirs)}"
    old_mine, old_theirs = _is_old(passage, mention), any(_is_old(m.passage, m) for m in group)
    yield f"old={old_mine}{old_theirs}&{same}"
    yield from _stances(mention, group, scene, same)
    base = {m.passage.tags[m.start] == "B" for m in group}
    yield f"base={passage.tags[mention.start] == 'B'}{True in base}&{same}"


def _stances(mention: Mention, group: Sequence[Mention], scene: Scene, same: str) -> Iterator[str]:
    """Yield whether both are told as done, or one of them as planned, tried, usual or denied."""
    mine, theirs = _stance(mention, scene), {_stance(member, scene) for member in group}
    yield f"stance={mine}-{'same' if mine in theirs else min(theirs)}&{same}"


def _stance(mention: Mention, scene: Scene) -> str:
    passage, cues = mention.passage, scene.lexicon.cues
    before = passage.lower[max(0, mention.start - 5) : mention.start]
    for name in ("modal", "planned", "attempt", "denial"):
        if not cues[name].isdisjoint(before):
            return name
    clause = {word for word, number in zip(passage.lower, passage.clauses, strict=True) if number == mention.clause}
    return "usual" if not cues["frequent"].isdisjoint(clause) else "done"


def _times(passage: Passage, mention: Mention) -> set[str]:
    return {
        " ".join(passage.lower[time.start : time.end]) for time in passage.times if _near(passage, time.start, mention)
    }


def _places(passage: Passage, mention: Mention) -> set[str]:
    return {" ".join(passage.lower[p.start : p.end]) for p in passage.places if _near(passage, p.start, mention)}


def _numbers(passage: Passage, mention: Mention) -> set[str]:
    return {
        f"{item.quantity.min}-{item.quantity.max}" for item in passage.quantities if _near(passage, item.start, mention)
    }


def _names(passage: Passage, _mention: Mention) -> set[str]:
    return {
        passage.lower[item.head] for item in passage.phrases if passage.sentence.tokens[item.head].text[0].isupper()
    }


def _near(passage: Passage, token: int, mention: Mention) -> bool:
    return abs(passage.clauses[token] - mention.clause) <= 1


def _is_old(passage: Passage, mention: Mention) -> bool:
    """Say whether the mention is set in the past of the report: a year, "ago", "had killed"."""
    for time in passage.times:
        words = passage.lower[time.start : time.end]
        if passage.clauses[time.start] == mention.clause and any(
            word in OLD or (word.isdigit() and len(word) == 4) for word in words
        ):
            return True
    return mention.is_verb and "had" in passage.lower[max(0, mention.start - 3) : mention.start]


OLD = frozenset({"ago", "last", "year", "month", "years", "months", "decade", "decades", "since"})
