"""Counts: how many were killed, injured or taken, in which event, and on whose side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.events.features import Scene
from dateline.extract.events.mentions import Mention
from dateline.extract.marking.passages import Passage, PlacedQuantity

FIELDS = ("killed", "injured", "taken")
BEFELL = 0.4  # chosen on the held third of the training parts
REACH = 12  # tokens on either side in which the word that tells the fate is looked for


def fields_of(passage: Passage, item: PlacedQuantity, scene: Scene) -> list[str]:
    """Return what befell the people that a quantity counts: killed, injured, taken; none, one or more of them."""
    features = quantity_features(passage, item, scene)
    return [field for field in FIELDS if scene.lexicon.scorers[field].chance(features) >= BEFELL]


def quantity_features(passage: Passage, item: PlacedQuantity, scene: Scene) -> list[str]:
    """Return the features that tell what befell the people of a quantity."""
    lower = passage.lower
    found = ["bias", f"zero={item.quantity.max == 0}", f"last={lower[item.end - 1]}", f"first={lower[item.start]}"]
    for name, i in (("b1", item.start - 1), ("b2", item.start - 2), ("a1", item.end), ("a2", item.end + 1)):
        found.append(f"{name}={lower[i] if 0 <= i < len(lower) else '$'}")
    found += _fates(passage, item, scene)
    found += [f"in={word}" for word in lower[item.start : item.end]]
    found += [f"window={word}" for word in lower[max(0, item.start - 5) : item.start]]
    found += [f"window_after={word}" for word in lower[item.end : item.end + 6]]
    return found


def _fates(passage: Passage, item: PlacedQuantity, scene: Scene) -> Iterator[str]:
    """Yield the nearest words of each fate to the left and to the right, with what lies between."""
    for field in FIELDS:
        known = scene.lexicon.cues[field]
        right = next(
            (i for i in range(item.end, min(item.end + REACH, len(passage.lower))) if passage.lower[i] in known), None
        )
        left = next(
            (i for i in range(item.start - 1, max(-1, item.start - REACH), -1) if passage.lower[i] in known), None
        )
        for side, i in (("right", right), ("left", left)):
            if i is None:
                continue
            tags = passage.tags[item.end : i] if side == "right" else passage.tags[i + 1 : item.start]
            shape = "".join(dict.fromkeys(tag for tag in tags if tag in "VGA.CWM"))
            yield f"{field}&{side}"
            yield f"{field}&{side}&gap={min(len(tags), 6)}"
            yield f"{field}&{side}&shape={shape}"
            yield f"{field}&{side}&{passage.tags[i]}&{shape}"
            yield f"{field}&{side}&word={passage.lower[i]}"
            if len(tags) <= 5:
                yield f"{field}&{side}&path={tags}"
                yield f"{field}&{side}&{passage.lower[i]}&path={tags}"


def home_features(
    passage: Passage, item: PlacedQuantity, field: str, members: Sequence[Mention], later: int
) -> list[str]:
    """Return the features that tell whether the people of a quantity fell in the event of `members`.

    `later` is how many other events that could have such a toll were told between that event and the quantity.
    """
    near = [mention for mention in members if mention.passage is passage]
    earlier = [mention for mention in members if mention.passage.number < passage.number]
    type_ = members[0].type
    found = ["bias", f"{field}&{type_}", f"later={min(later, 3)}", f"size={min(len(members), 3)}"]
    if not near and not earlier:
        return [*found, "after", f"after={min(members[0].passage.number - passage.number, 3)}"]
    if not near:
        far = min(passage.number - earlier[-1].passage.number, 4)
        return [*found, f"far={far}", f"far={far}&later={min(later, 2)}", f"far={far}&{type_}"]
    mention = min(near, key=lambda one: abs(one.start - item.start))
    apart = passage.clauses[item.start] - mention.clause
    side = "left" if mention.start < item.start else "right"
    found += ["here", f"here&{type_}&{field}", f"{side}&apart={max(-2, min(apart, 2))}"]
    found += [f"{side}&gap={min(abs(mention.start - item.start), 16) // 2}", f"{side}&later={min(later, 2)}"]
    found += [f"verb={mention.is_verb}&{side}", f"key={mention.key}&{field}"]
    return found


def side_features(
    passage: Passage, item: PlacedQuantity, field: str, type_: str, roles: tuple[set[str], set[str]]
) -> list[str]:
    """Return the features that tell whose side the people of a quantity are on.

    `roles` are the lower-case head words of the doers and of the targets of the event.
    """
    words = set(passage.lower[item.start : item.end])
    heads = [one for one in passage.phrases if one.start < item.end + 1 and item.start <= one.head]
    kind = heads[0].phrase.kind if heads else "none"
    head = passage.lower[heads[0].head] if heads else "none"
    by, against = head in roles[0], head in roles[1]
    found = ["bias", f"type={type_}", f"{type_}&{field}", f"kind={kind}", f"{type_}&kind={kind}", f"head={head}"]
    found += [f"by={by}&against={against}", f"by={by}&against={against}&{type_}", f"{type_}&head={head}"]
    found += [f"zero={item.quantity.max == 0}", f"vague={item.quantity.vague}", f"sentence={min(passage.number, 3)}"]
    found += [f"word={word}" for word in sorted(words)]
    found += [f"named_by={bool(roles[0])}&named_against={bool(roles[1])}&{type_}"]
    return found
