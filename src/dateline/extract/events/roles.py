"""Roles: who did it, to whom or what, with which weapon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.extract.events.features import Scene
from dateline.extract.events.grammar import after_preposition, find_relations_of, is_passive
from dateline.extract.events.mentions import Mention
from dateline.extract.marking.passages import Passage, PlacedPhrase
from dateline.records import Participant, Span

PART = 0.33  # chosen on the held third of the training parts
PATH = 9  # tags between a mention and a noun phrase that are told one by one


def find_roles(mention: Mention, scene: Scene) -> dict[str, list[Participant]]:
    """Return the participants that the sentence of one mention names, under "by" and "against"."""
    scorer = scene.lexicon.scorers["role"]
    found: dict[str, list[Participant]] = {"by": [], "against": []}
    for item, features in role_candidates(mention, scene):
        label = max(("by", "against"), key=lambda name: scorer.chance(features, name))
        if scorer.chance(features, label) >= PART:
            found[label].append(_participant(mention, item, label, scene))
    return found


def _participant(mention: Mention, item: PlacedPhrase, label: str, scene: Scene) -> Participant:
    doubt = item.phrase.doubt
    if label == "by" and not doubt:
        passage, blaming = mention.passage, scene.lexicon.cues["blaming"]
        before, after = passage.lower[max(0, item.start - 3) : item.start], passage.lower[item.end : item.end + 3]
        accused = after and after[0] in scene.lexicon.cues["being"] and not blaming.isdisjoint(after)
        doubt = not blaming.isdisjoint(before) or bool(accused)
    return Participant(item.phrase.span, doubt=doubt)


def role_candidates(mention: Mention, scene: Scene) -> Iterator[tuple[PlacedPhrase, list[str]]]:
    """Yield the noun phrases of the sentence that may have a part in the event, each with its features."""
    passage = mention.passage
    relations = find_relations_of(mention, scene.lexicon)
    parts = [item for item in relations if item not in passage.phrases]
    for item in (*passage.phrases, *parts):
        if item.start < mention.end and mention.start < item.end and item not in parts:
            continue
        if _is_setting(passage, item) or _is_means(mention, item, scene) or _is_nobody(passage, item):
            continue
        yield item, _features(mention, item, relations.get(item, []), scene)


def _is_setting(passage: Passage, item: PlacedPhrase) -> bool:
    """Say whether the phrase is a place name behind a preposition of place: "in Jakarta"."""
    named = any(place.start <= item.start and item.end <= place.end for place in passage.places)
    return named and item.start > 0 and passage.lower[item.start - 1] in SETTING


SETTING = frozenset({"in", "at", "near", "outside", "through", "across", "around", "off"})


def _is_nobody(passage: Passage, item: PlacedPhrase) -> bool:
    """Say whether the phrase is that of nobody: "no group has claimed the attack"."""
    return passage.lower[item.start] in NOBODY or passage.lower[max(0, item.start - 1) : item.start] == ("no",)


NOBODY = frozenset({"no", "nobody", "none"})


def _is_means(mention: Mention, item: PlacedPhrase, scene: Scene) -> bool:
    """Say whether the phrase is the weapon: "when two car bombs exploded"."""
    return mention.type in MEANS and mention.passage.lower[item.head] in scene.lexicon.cues["weapons"]


MEANS = frozenset({"bombing", "suicide_bombing", "air_strike", "shelling", "shooting", "attack"})


def _features(mention: Mention, item: PlacedPhrase, names: Sequence[str], scene: Scene) -> list[str]:
    passage, kind, type_ = mention.passage, item.phrase.kind, mention.type
    voice = _voice(mention, scene)
    side = "left" if item.end <= mention.start else "right"
    found = ["bias", f"kind={kind}", f"type={type_}", f"type={type_}&kind={kind}", f"{side}&{voice}", f"{side}&{type_}"]
    for name in names or ["none"]:
        found += [f"rel={name}", f"rel={name}&type={type_}", f"rel={name}&kind={kind}", f"rel={name}&{voice}"]
        found += [f"rel={name}&key={mention.key}", f"rel={name}&a1={_word(passage, mention.end)}"]
    if not names:
        found += [f"norel&{side}&{voice}&{type_}", f"norel&{side}&{kind}"]
    found += _path(mention, item, side, voice)
    found += _head(passage, item, type_)
    found += _place_in_sentence(mention, item, side, scene)
    return found


def _voice(mention: Mention, scene: Scene) -> str:
    if not mention.is_verb:
        return "noun"
    if is_passive(mention.passage, mention.start, scene.lexicon):
        return "passive"
    return "ing" if mention.passage.tags[mention.start] == "G" else "active"


def _word(passage: Passage, i: int) -> str:
    return passage.lower[i] if 0 <= i < len(passage.lower) else "$"


def _path(mention: Mention, item: PlacedPhrase, side: str, voice: str) -> Iterator[str]:
    """Yield the tags and the joints between the mention and the noun phrase."""
    passage = mention.passage
    start, end = (item.end, mention.start) if side == "left" else (mention.end, item.start)
    tags = passage.tags[start:end]
    yield f"{side}&gap={min(max(len(tags), 0), 12)}"
    if len(tags) <= PATH:
        yield f"{side}&{voice}&path={tags}"
        words = "_".join(
            word if tag in "PTCWA." else tag for word, tag in zip(passage.lower[start:end], tags, strict=True)
        )
        yield f"{side}&{voice}&words={words}"
    verbs = sum(tag in "VG" for tag in tags)
    yield f"{side}&{voice}&verbs={min(verbs, 3)}"
    yield f"{side}&{voice}&clauses={min(abs(passage.clauses[item.head] - mention.clause), 2)}"


def _head(passage: Passage, item: PlacedPhrase, type_: str) -> Iterator[str]:
    head = passage.sentence.tokens[item.head].text
    yield f"head={head.lower()}"
    yield f"capital={head[0].isupper()}&{type_}"
    if item.end - item.start > 3:
        yield "long"
    if item.start and passage.tags[item.start - 1] == "#":
        yield "numbered"
        yield f"numbered&{type_}"
    if passage.tags[item.start] == "R":
        yield "pronoun"


def _place_in_sentence(mention: Mention, item: PlacedPhrase, side: str, scene: Scene) -> Iterator[str]:
    passage = mention.passage
    before, after = _word(passage, item.start - 1), _word(passage, item.end)
    if passage.tags[item.start - 1 : item.start] in ("D", "#"):
        before = _word(passage, item.start - 2)
    yield f"{side}&before={before}"
    yield f"{side}&after={after}"
    yield f"before={before}&{mention.type}"
    yield f"prep={after_preposition(passage, item)}&{side}"
    if after in scene.lexicon.cues["saying"]:
        yield f"says&{side}"
    if any(place.start < item.end and item.start < place.end for place in passage.places):
        yield f"place&{side}&{after_preposition(passage, item)}"
        yield f"place&{mention.type}"
    if item.start == 0 or (item.start <= 2 and passage.tags[0] in "D#"):
        yield f"opens&{side}"
    between = sum(
        1 for other in passage.phrases if min(item.end, mention.end) <= other.start < max(item.start, mention.start)
    )
    yield f"between={min(between, 4)}&{side}"
    others = sum(1 for other in scene.beside(mention) if other.clause == mention.clause)
    yield f"others={min(others, 2)}&{side}"
    if any(other.start <= item.head < other.end for other in scene.beside(mention)):
        yield "names_event"


def merge(found: Iterable[Participant], text: str) -> tuple[Participant, ...]:
    """Return participants in text order, each wording once (the first; in doubt where one of them is)."""
    kept: dict[str, Participant] = {}
    for participant in sorted(found, key=lambda participant: participant.span):
        words = participant.span.of(text).lower()
        earlier = kept.get(words)
        if earlier is None:
            kept[words] = participant
        elif participant.doubt and not earlier.doubt:
            kept[words] = Participant(earlier.span, earlier.name, doubt=True)
    return tuple(_without_nested(list(kept.values())))


def _without_nested(found: list[Participant]) -> Iterator[Participant]:
    """Yield the participants that do not lie within another one."""
    for one in found:
        if not any(other is not one and other.span.contains(one.span) for other in found):
            yield one


def find_weapons(passage: Passage, mentions: Sequence[Mention], scene: Scene) -> Iterator[tuple[Mention, Span]]:
    """Yield the weapons that one sentence names, each with the mention it belongs to."""
    armed = [mention for mention in mentions if mention.type in ARMED]
    for i, word in enumerate(passage.lower):
        if word in scene.lexicon.cues["weapons"] and passage.tags[i] in "NQV" and armed:
            near = min(armed, key=lambda mention: (mention.clause != passage.clauses[i], abs(mention.start - i)))
            yield near, passage.span(_weapon_start(passage, i, scene), i + 1)


def _weapon_start(passage: Passage, i: int, scene: Scene) -> int:
    """Return where the weapon's words begin: "car bomb", "rocket-propelled grenades", not "the powerful bomb"."""
    kinds = scene.lexicon.cues["weapon_kinds"]
    while i and passage.lower[i - 1] in kinds:
        i -= 1
    return i


ARMED = frozenset(
    {
        "clash", "bombing", "suicide_bombing", "air_strike", "shelling", "shooting", "assassination", "execution",
        "assault", "destruction", "attack", "seizure", "riot", "abduction",
    }
)  # fmt: skip
