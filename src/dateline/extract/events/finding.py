"""Events by rules: what happened, in which status, who did it to whom, where, when, and the toll."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.extract.events.counts import fields_of, home_features, side_features
from dateline.extract.events.features import Scene, mention_features
from dateline.extract.events.grammar import target_standing
from dateline.extract.events.joining import Group, are_akin, join_mentions
from dateline.extract.events.mentions import Mention, find_mentions
from dateline.extract.events.names import is_one_person, name_participants
from dateline.extract.events.roles import find_roles, find_weapons, merge
from dateline.extract.events.setting import settings_of
from dateline.extract.events.status import find_status, is_background, is_own_boast
from dateline.extract.marking.passages import Passage, PlacedQuantity, make_passages
from dateline.extract.marks import Marks
from dateline.knowledge import Knowledge
from dateline.knowledge.triggers import TriggerLexicon
from dateline.records import Count, Event, Parsed, Participant, PlaceMention, Sentence, Span, TimeMention
from dateline.text import make_id


def find_events(parsed: Parsed, marks: Marks, knowledge: Knowledge) -> tuple[Event, ...]:
    """Return the events that a report tells of, all mentions of one joined, in the order of their first trigger.

    A headline says over what the body says: its events count only where the body has none of their kind. Sentences of
    more than `LONGEST` tokens are lists or debris and not read; a long report is read in blocks of `BLOCK` sentences,
    so that the work grows with its length.
    """
    prose = [sentence for sentence in parsed.sentences if len(sentence.tokens) <= LONGEST]
    body = [sentence for sentence in prose if not sentence.is_headline]
    events: list[Event] = []
    told: set[str] = set()
    for start in range(0, len(body), BLOCK):
        scene = make_scene(body[start : start + BLOCK], marks, knowledge.triggers)
        groups = join_mentions(keep_events(scene), scene)
        events += [_make_event(parsed, group, scene) for group in _filled(groups, scene, parsed.text)]
        told |= {mention.type for group in groups for mention in group.mentions}
    for headline in (sentence for sentence in prose if sentence.is_headline):
        above = make_scene([headline], marks, knowledge.triggers)
        fresh = [
            group
            for group in join_mentions(keep_events(above), above)
            if not any(are_akin(mention.type, type_) for mention in group.mentions for type_ in told)
        ]
        events += [_make_event(parsed, group, above) for group in _filled(fresh, above, parsed.text)]
    return tuple(sorted(events, key=lambda event: event.triggers[0]))


def make_scene(sentences: Sequence[Sentence], marks: Marks, lexicon: TriggerLexicon) -> Scene:
    """Return the sentences of a report with every word in them that may name an event."""
    passages = make_passages(sentences, _within(marks, sentences), lexicon)
    mentions = tuple(mention for passage in passages for mention in find_mentions(passage, lexicon))
    return Scene(passages, mentions, lexicon)


def _within(marks: Marks, sentences: Sequence[Sentence]) -> Marks:
    """Return the marks that lie between the first and the last of `sentences`."""
    if not sentences:
        return Marks((), (), (), ())
    whole = Span(sentences[0].span.start, sentences[-1].span.end)
    return Marks(
        times=tuple(span for span in marks.times if whole.contains(span)),
        quantities=tuple(quantity for quantity in marks.quantities if whole.contains(quantity.span)),
        places=tuple(span for span in marks.places if whole.contains(span)),
        phrases=tuple(phrase for phrase in marks.phrases if whole.contains(phrase.span)),
    )


def _filled(groups: Sequence[Group], scene: Scene, text: str) -> list[Group]:
    """Return the events that are told outright, with all that the report says of them."""
    told = [group for group in groups if _is_told(group)]
    for passage in scene.passages:
        _fill(passage, told, scene)
    for passage in scene.passages:
        _fill_counts(passage, told, scene, text)
    return told


def keep_events(scene: Scene) -> list[Mention]:
    """Return the mentions that name an event, each with its type in this context, in text order.

    Words that name an outcome ("killed") are weighed after the others: they name an event where nothing else does.
    """
    named = list(_heard([mention for mention in scene.mentions if not is_outcome(mention)], scene, "real"))
    told = replace(scene, mentions=tuple(mention for mention in named if mention.chance >= REAL))
    outcomes = _heard([mention for mention in scene.mentions if is_outcome(mention)], told, "outcome")
    return sorted((*named, *outcomes), key=lambda mention: mention.span)


def _is_told(group: Group) -> bool:
    """Say whether one mention at least is likely enough to stand for an event of its own."""
    return any(mention.chance >= (OUTCOME if is_outcome(mention) else REAL) for mention in group.mentions)


def is_outcome(mention: Mention) -> bool:
    """Say whether a mention is of a word that tells an outcome and only sometimes names the event."""
    return mention.pattern.use == "outcome"


def _heard(mentions: Sequence[Mention], scene: Scene, decision: str) -> Iterator[Mention]:
    real, types = scene.lexicon.scorers[decision], scene.lexicon.scorers["type"]
    for mention in mentions:
        features = mention_features(mention, scene)
        is_sure = mention.pattern.sure or (is_outcome(mention) and is_own_boast(mention, scene))
        chance = max(real.chance(features), SURE if is_sure else 0.0)
        if chance >= (HEARD if decision == "real" else OUTCOME):
            scores = _settle(mention, types.likelihoods(features), scene)
            yield replace(mention, type=types.labels[scores.index(max(scores))], chance=chance, scores=scores)


def _settle(mention: Mention, scores: tuple[float, ...], scene: Scene) -> tuple[float, ...]:
    """Return the scores of the types with those ruled out that cannot be: a sure word has one type only, and a killing
    whose victim has neither a name nor a rank is no assassination, unless the word itself says so.
    """
    labels = scene.lexicon.scorers["type"].labels
    only = mention.pattern.type if mention.pattern.sure else None
    if is_outcome(mention) and is_own_boast(mention, scene):
        only = "attack"
    if only in labels:
        return tuple(0.0 if label == only else RULED_OUT for label in labels)
    plain = mention.pattern.type != "assassination" and target_standing(mention, scene.lexicon) == "plain"
    own = OWN_TYPE if mention.pattern.use == "event" else 0.0
    return tuple(
        RULED_OUT if plain and label == "assassination" else score + own * (label == mention.pattern.type)
        for label, score in zip(labels, scores, strict=True)
    )


def _fill(passage: Passage, groups: Sequence[Group], scene: Scene) -> None:
    """Give what one sentence tells to the events that it names, or goes on about."""
    owner = {id(mention): group for group in groups for mention in group.mentions}
    here = sorted(
        (mention for group in groups for mention in group.mentions if mention.passage is passage),
        key=lambda mention: mention.start,
    )
    asked = here or _told_before(passage, groups)
    for decision in ("when", "where"):
        scorer = scene.lexicon.scorers[decision]
        for item, mention, features in settings_of(passage, asked, scene, decision):
            if scorer.chance(features) >= SET:
                group = owner[id(mention)]
                (group.when if decision == "when" else group.where).append(item.span)
    for mention, weapon in find_weapons(passage, here, scene):
        owner[id(mention)].weapon.append(weapon)
    for mention in here:
        roles = find_roles(mention, scene)
        owner[id(mention)].by.extend(roles["by"])
        owner[id(mention)].against.extend(roles["against"])


def _told_before(passage: Passage, groups: Sequence[Group]) -> list[Mention]:
    """Return the last mention of the sentence before, for a sentence that names no event of its own."""
    before = [m for group in groups for m in group.mentions if m.passage.number == passage.number - 1]
    return sorted(before, key=lambda mention: mention.start)[-1:]


def _fill_counts(passage: Passage, groups: Sequence[Group], scene: Scene, text: str) -> None:
    """Give the tolls of one sentence to the events that had them."""
    for item in passage.quantities:
        for field in fields_of(passage, item, scene):
            group = _home(passage, item, field, groups, scene)
            if group is not None:
                who = _side(passage, item, field, group, scene, text)
                quantity = item.quantity
                count = Count(
                    quantity.span,
                    quantity.min,
                    quantity.max,
                    who,
                    approx=quantity.approx,
                    vague=quantity.vague,
                )
                group.counts.append((field, count))
                if who == "against" and quantity.max != 0 and not group.against:
                    group.fallen.extend(_counted(passage, item))


def _counted(passage: Passage, item: PlacedQuantity) -> Iterator[Participant]:
    """Yield the noun phrase that a quantity counts: "police officers" of "four police officers"."""
    for one in passage.phrases:
        if one.start < item.end and item.start < one.end:
            yield Participant(one.phrase.span, doubt=one.phrase.doubt)
            return


def _side(passage: Passage, item: PlacedQuantity, field: str, group: Group, scene: Scene, text: str) -> str:
    """Return whose side the people of a toll are on; those whom the report names as target are "against"."""
    span = item.quantity.span
    sides = [
        name
        for name, found in (("by", group.by), ("against", group.against))
        if any(one.span.overlaps(span) for one in found)
    ]
    if sides == ["against"]:
        return "against"
    heads = (_heads(group.by, text), _heads(group.against, text))
    return scene.lexicon.scorers["side"].best(side_features(passage, item, field, group.type, heads))


def _home(passage: Passage, item: PlacedQuantity, field: str, groups: Sequence[Group], scene: Scene) -> Group | None:
    """Return the event that a toll belongs to, if one is likely enough."""
    fit = sorted((group for group in groups if may_have(group.type, field)), key=lambda group: group.mentions[-1].span)
    scorer = scene.lexicon.scorers["home"]
    chances = []
    for place, group in enumerate(fit):
        later = count_later(passage, [more.mentions for more in fit[place + 1 :]])
        chances.append((scorer.chance(home_features(passage, item, field, group.mentions, later)), place))
    best = max(chances, default=(0.0, -1))
    return fit[best[1]] if best[0] >= HOME else None


def may_have(type_: str, field: str) -> bool:
    """Say whether events of a type can have people killed, injured or taken."""
    return type_ in TAKING if field == "taken" else type_ not in HARMLESS


def count_later(passage: Passage, groups: Sequence[Sequence[Mention]]) -> int:
    """Return how many of `groups` were first told by the end of `passage`."""
    return sum(members[0].passage.number <= passage.number for members in groups)


def _heads(found: Sequence[Participant], text: str) -> set[str]:
    return {participant.span.of(text).split()[-1].lower() for participant in found}


def _make_event(parsed: Parsed, group: Group, scene: Scene) -> Event:
    triggers = tuple(sorted(mention.span for mention in group.mentions))
    by, against = merge(group.by, parsed.text), merge(group.against or group.fallen, parsed.text)
    if group.type == "clash" and not against:  # "a militant was killed in an encounter with police": two sides
        by, against = by[:1], by[1:]
    status = find_status(group.mentions, scene)
    return Event(
        id=make_id(parsed.report.id, "event", group.type, triggers[0].start, triggers[0].end),
        type=group.type,
        triggers=triggers,
        status=status,
        background=is_background(group.mentions, scene),
        when=tuple(TimeMention(span) for span in _once(group.when)),
        where=tuple(PlaceMention(span) for span in _once(group.where)),
        by=name_participants(by, scene),
        against=name_participants(against, scene),
        weapon=_once(group.weapon),
        killed=_counts(group, "killed") or _one_named(group, "killed", against, status, scene),
        injured=_counts(group, "injured"),
        taken=_counts(group, "taken") or _one_named(group, "taken", against, status, scene),
    )


def _one_named(
    group: Group, field: str, against: Sequence[Participant], status: str, scene: Scene
) -> tuple[Count, ...]:
    """Count the one person who is named as the target of a killing or a taking: "gunmen killed Judge Omar Sesay"."""
    if group.type not in ONE_NAMED[field] or status not in ("happened", "claimed"):
        return ()
    people = [one for one in against if is_one_person(one.span, scene)]
    return (Count(people[0].span, 1, 1, "against"),) if len(people) == 1 else ()


LONGEST = 400
BLOCK = 120
# Chosen on the held third of the training parts.
HEARD = 0.35  # below, a mention is no event; up to REAL it may join one but opens none
REAL = 0.55
OUTCOME = 0.35
SURE = 0.8  # the chance of a sure word
OWN_TYPE = 1.5  # what speaks for the type that the word itself stands for
RULED_OUT = -20.0  # the logarithm of a chance that is as good as none
SET = 0.4
HOME = 0.35
ONE_NAMED = {
    "killed": frozenset({"assassination", "execution"}),
    "taken": frozenset({"abduction", "arrest", "release"}),
}
TAKING = frozenset({"abduction", "arrest", "release", "operation", "clash", "trial", "seizure", "riot", "protest"})
HARMLESS = frozenset({"agreement", "release", "trial", "threat", "organisation", "deployment"})


def _once(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans)))


def _counts(group: Group, field: str) -> tuple[Count, ...]:
    found = {count.span: count for name, count in group.counts if name == field}
    return tuple(found[span] for span in sorted(found))
