"""Setting: which of the times and places of a report belong to which of the events that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.events.features import Scene
from dateline.extract.events.mentions import Mention
from dateline.extract.marking.passages import Passage, Placed


def settings_of(
    passage: Passage, mentions: Sequence[Mention], scene: Scene, decision: str
) -> Iterator[tuple[Placed, Mention, list[str]]]:
    """Yield each time ("when") or place ("where") of a sentence with each mention it may belong to, and the features.

    A sentence that names no event may go on about one of the sentence before: then the mentions of that one are asked.
    """
    items = passage.times if decision == "when" else passage.places
    for item in items:
        for mention in mentions:
            yield item, mention, _features(passage, item, mention, mentions, scene)


def _features(passage: Passage, item: Placed, mention: Mention, mentions: Sequence[Mention], scene: Scene) -> list[str]:
    far = passage.number - mention.passage.number
    before, tag = _before(passage, item)
    words = passage.lower[item.start : item.end]
    after = passage.lower[item.end] if item.end < len(passage.lower) else "$"
    found = ["bias", f"far={far}", f"type={mention.type}", f"before={before}", f"after={after}", f"tag={tag}"]
    found += [f"first={words[0]}", f"last={words[-1]}", f"size={len(words)}", f"before={before}&far={far}"]
    found += [f"type={mention.type}&before={before}", f"opens={item.start <= 2}&far={far}"]
    found += _saying(passage, item, scene)
    if far:
        return [*found, f"count={min(len(mentions), 3)}&far"]
    found += _distance(passage, item, mention, mentions)
    return found


def _before(passage: Passage, item: Placed) -> tuple[str, str]:
    """Return the preposition or other word that leads to the item, over the words that describe it."""
    i = item.start - 1
    while i >= 0 and passage.tags[i] in "DNQ#X" and item.start - i <= 5:
        i -= 1
    if i < 0:
        return "^", "^"
    return passage.lower[i], passage.tags[i]


def _saying(passage: Passage, item: Placed, scene: Scene) -> Iterator[str]:
    """Yield whether a verb of saying stands next to the item, as in "said Tuesday"."""
    saying = scene.lexicon.cues["saying"]
    near = passage.lower[max(0, item.start - 3) : item.start]
    if not saying.isdisjoint(near):
        yield "said"
        yield f"said&{passage.lower[item.start - 1]}"
    if not saying.isdisjoint(passage.lower[item.end : item.end + 3]):
        yield "saying"
        yield f"saying&opens={item.start <= 3}"


def _distance(passage: Passage, item: Placed, mention: Mention, mentions: Sequence[Mention]) -> Iterator[str]:
    left = item.end <= mention.start
    side = "left" if left else "right"
    start, end = (item.end, mention.start) if left else (mention.end, item.start)
    tags = passage.tags[start:end] if start < end else ""
    gap = max(0, end - start)
    apart = abs(passage.clauses[item.start] - mention.clause)
    nearest = min(mentions, key=lambda other: _gap(item, other))
    inside = any(other.clause == passage.clauses[item.start] for other in mentions)
    yield f"{side}&gap={min(gap, 12) // 2}"
    yield f"{side}&clauses={min(apart, 3)}"
    yield f"{side}&clauses={min(apart, 3)}&others={inside}"
    yield f"nearest={nearest is mention}&clauses={min(apart, 2)}"
    yield f"nearest={nearest is mention}&count={min(len(mentions), 4)}"
    yield f"{side}&verbs={min(sum(tag in 'VG' for tag in tags), 3)}"
    yield f"{side}&joints={min(sum(tag in 'CW.' for tag in tags), 3)}"
    yield f"order={min([*mentions].index(mention), 3)}&{side}"
    yield f"noun={not mention.is_verb}&{side}&gap={min(gap, 8)}"
    if len(tags) <= 5:
        yield f"{side}&path={tags}"
    between = [other for other in mentions if other is not mention and _lies_between(other, item, mention)]
    yield f"{side}&between={min(len(between), 2)}"


def _gap(item: Placed, mention: Mention) -> int:
    return max(item.start - mention.end, mention.start - item.end)


def _lies_between(other: Mention, item: Placed, mention: Mention) -> bool:
    return min(item.start, mention.start) < other.start < max(item.start, mention.start)
