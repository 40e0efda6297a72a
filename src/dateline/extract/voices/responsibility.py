"""Responsibility: who claims an event, denies it, is accused of it, praises it, or that nobody has claimed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.extract.marking.clauses import Words, read_sentences
from dateline.extract.marks import Marks
from dateline.extract.voices.accusations import Said, find_accusations, without_numbers
from dateline.extract.voices.subjects import Range, phrase_after, subject_of
from dateline.knowledge import Knowledge
from dateline.knowledge.claims import ClaimLexicon
from dateline.records import Event, Parsed, Participant, Responsibility, Sentence, Span, Statement
from dateline.text import make_id

ASIDE = re.compile(r", (?:but|which|who|while|although|though) ")
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "who", "which", "its", "their", "his"})
NOBODY = frozenset({"no", "nobody", "none", "neither"})
OWN = ("it", "they", "its", "their", "his", "he", "we", "our")
GROUP_KINDS = frozenset({"armed_group", "militia", "party"})
FORCES = ("military", "international")
STATE = frozenset({"military", "police", "government", "international", "unnamed_official"})
ARMED_STATE = frozenset({"military", "police", "intelligence", "government", "international"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What the finders of one report share."""

    parsed: Parsed
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    claims: ClaimLexicon
    knowledge: Knowledge


def find_responsibility(
    parsed: Parsed, marks: Marks, events: tuple[Event, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[Responsibility, ...]:
    """Return who is said to be behind which event, in text order; one entry for each event meant."""
    scene = Scene(parsed, events, statements, knowledge.voices.claims, knowledge)
    found: dict[tuple[str, str, Span | None], Responsibility] = {}
    if not events:
        return ()
    for sentence, words in read_sentences(parsed, marks, knowledge.voices):
        for said in _of_sentence(scene, sentence, words):
            places = (said.deed,) if said.strict else (said.deed, sentence.span)
            for event in _events_meant(scene, said, *places):
                one = _record(scene, said, event)
                found.setdefault((one.event, one.stance, said.who), one)
    for one in (*_doubted(scene), *_from_statements(scene)):
        found.setdefault((one.event, one.stance, one.who.span if one.who else None), one)
    return tuple(
        sorted(_without_repeats(_without_claimants(found.values())), key=lambda one: (one.cue, one.event, one.stance))
    )


def _of_sentence(scene: Scene, sentence: Sentence, words: Words) -> Iterator[Said]:
    yield from _claims(scene, sentence, words)
    yield from _denials(scene, sentence, words)
    yield from find_accusations(words, sentence.span, scene.claims)


def _claims(scene: Scene, sentence: Sentence, words: Words) -> Iterator[Said]:
    claims, channel = scene.claims, scene.claims.channel_of(words.lower)
    end = sentence.span.end
    silent = list(claims.find("nobody", words.lower))
    for first, last in silent:
        cue = words.span(first, last)
        yield Said("nobody", None, cue, Span(cue.end, max(end, cue.end + 1)))
    for first, last in claims.find("claims", words.lower):
        if any(start <= first <= stop for start, stop in silent):
            continue
        subject = subject_of(words, first)
        if subject is None or words.lower[subject[0]] in NOBODY:
            continue
        cue = words.span(first, last)
        for one in _each(words, _group_in(scene, words, subject)):
            yield Said("claims", words.span(*one), cue, Span(cue.start, end), channel=channel)
    for first, last in claims.find("claimed_by", words.lower):
        who = phrase_after(words, last + 1)
        if who is not None:
            yield Said("claims", words.span(*who), words.span(first, last), sentence.span, channel=channel)
    for first, last in claims.find("praises", words.lower):
        subject = subject_of(words, first)
        if subject is not None:
            cue = words.span(first, last)
            yield Said("praises", words.span(*subject), cue, Span(cue.end, max(end, cue.end + 1)))


def _each(words: Words, subject: Range) -> Iterator[Range]:
    """Part "the Valley Front and the Lake Brigades" into its names; one name with "and" inside stays whole."""
    first, last = subject
    for index in range(first + 1, last):
        if words.lower[index] == "and" and (words.is_in(index + 1, "determiners") or _names_end(words, first, index)):
            after = index + 1 + words.is_in(index + 1, "determiners")
            if words.is_capital(index - 1) and words.is_capital(after) and after <= last:
                yield first, index - 1
                first = after
    yield first, last


def _names_end(words: Words, first: int, conjunction: int) -> bool:
    """Say whether the words before "and" are a whole name, known to be one: here, a single capitalised word."""
    return conjunction - first == 1 and words.is_capital(first)


def _denials(scene: Scene, sentence: Sentence, words: Words) -> Iterator[Said]:
    for first, last in scene.claims.find("denies", words.lower):
        subject = subject_of(words, first)
        if subject is not None and words.lower[subject[0]] not in NOBODY:
            cue, who = words.span(first, last), _group_in(scene, words, subject)
            yield Said("denies", words.span(*who), cue, Span(cue.start, sentence.span.end))


def _group_in(scene: Scene, words: Words, subject: Range) -> Range:
    """Return the group that one of its people speaks or acts for: "spokesman for the Valley Front"."""
    first, last = subject
    if not set(words.lower[first : last + 1]) & scene.claims.people:
        return subject
    register = scene.knowledge.register
    texts = [token.text for token in words.tokens[first : last + 1]]
    for start, end, match in register.names_in(texts):
        if match.actor.kind in GROUP_KINDS and end - start < len(texts):
            return without_numbers(words, (first + start, first + end - 1))
    for index in range(first, last):
        if words.lower[index] in ("for", "of", "from") and index > first:
            name = phrase_after(words, index + 1)
            if name is not None and register.is_group_name(
                [token.text for token in words.tokens[name[0] : name[1] + 1]]
            ):
                return name[0], min(name[1], last)
    return subject


def _from_statements(scene: Scene) -> Iterator[Responsibility]:
    """X says that Y did it: Y is accused by X, unless X speaks of its own side: then X claims it."""
    for statement in scene.statements:
        if statement.content is None or statement.cue is None or not _tells(scene, statement.cue):
            continue
        yield from _own_deeds(scene, statement)
        for event in scene.events:
            if event.status in ("planned", "general") or not _is_told(event, statement.content):
                continue
            yield from _told(scene, statement, event)


def _tells(scene: Scene, cue: Span) -> bool:
    words = cue.of(scene.parsed.text).lower().split()
    known = scene.knowledge.voices.cue_at(words, 0)
    return " ".join(words) in scene.claims.telling or (known is not None and known.lemma in scene.claims.telling)


def _doubted(scene: Scene) -> Iterator[Responsibility]:
    """ "Suspected rebels fired": the suspicion is an accusation, whose is told only by a statement around it."""
    text = scene.parsed.text
    for event in scene.events:
        for who in event.by:
            cue = _doubting_word(text, who.span, scene.claims.doubting) if who.doubt else None
            if cue is not None and event.type in scene.claims.deeds:
                around = [one for one in scene.statements if one.content is not None and one.content.contains(cue)]
                yield _record(
                    scene, Said("accused", who.span, cue, cue, by=around[-1].source if around else None), event
                )


def _doubting_word(text: str, who: Span, doubting: frozenset[str]) -> Span | None:
    """Return the word of doubt in or right before the phrase of the doer."""
    start = max(0, who.start - 14)
    for match in re.finditer(r"[A-Za-z]+", text[start : who.end]):
        if match.group().lower() in doubting:
            return Span(start + match.start(), start + match.end())
    return None


def _is_told(event: Event, content: Span) -> bool:
    return any(trigger.overlaps(content) for trigger in event.triggers)


def _told(scene: Scene, statement: Statement, event: Event) -> Iterator[Responsibility]:
    content, cue = statement.content, statement.cue
    if content is None or cue is None:
        return
    own_medium = _is_own_medium(scene, statement)
    for who in event.by:
        if not content.contains(who.span):
            continue
        words = who.span.of(scene.parsed.text).lower()
        if words.split()[0] in OWN or _same_side(scene, statement, words):
            if statement.speaker == "armed_group" or (statement.speaker == "military" and words in OWN):
                yield _record(scene, Said("claims", statement.source, cue, content, channel=own_medium), event)
            return
        if _accuses(scene, statement, event) and _is_doer(scene, event, who):
            yield _record(scene, Said("accused", who.span, cue, content, by=statement.source), event)
    medium = None if _quotes(scene, cue) else _medium(scene, statement)
    if medium is not None and event.type in scene.claims.deeds:
        yield _record(scene, Said("claims", statement.source, cue, content, channel="agency"), event, medium)


def _accuses(scene: Scene, statement: Statement, event: Event) -> bool:
    """Say whether it is an accusation that the speaker tells of the event: what witnesses saw and media report is none,
    nor that two sides fought.
    """
    return event.type in scene.claims.deeds - {"clash"} and statement.speaker not in ("witness", "media")


def _is_doer(scene: Scene, event: Event, who: Participant) -> bool:
    """Say whether the words name a doer, and not the deed's own kind: "an Israeli strike"."""
    words = who.span.of(scene.parsed.text).lower().split()
    register = scene.knowledge.register
    is_adjective = len(words) == 1 and bool(register.states_in(words)) and not register.names_state(words)
    describes = is_adjective and any(0 <= trigger.start - who.span.end <= 1 for trigger in event.triggers)
    return not describes and (who.doubt or _is_somebody(scene, who.span))


def _own_deeds(scene: Scene, statement: Statement) -> Iterator[Responsibility]:
    """X says that it, or its fighters, did it: a claim of the deed told there, else of the last one told before."""
    content, cue = statement.content, statement.cue
    if content is None or cue is None or statement.speaker not in ("armed_group", "other", *FORCES):
        return
    if statement.speaker in FORCES and content.of(scene.parsed.text).split()[0].lower() != "it":
        return
    if not _tells_own(scene, content):
        return
    channel = _is_own_medium(scene, statement) or _given_in(scene, cue, content)
    said = Said("claims", statement.source, cue, _head_of(scene, content), channel=channel)
    for event in _events_meant(scene, said, said.deed):
        yield _record(scene, said, event)


def _given_in(scene: Scene, cue: Span, content: Span) -> str | None:
    """Return the channel named between the verb and the words: "said in a message on its website that"."""
    between = scene.parsed.text[cue.end : content.start].lower().split() if cue.end < content.start else []
    return scene.claims.channel_of(between)


def _head_of(scene: Scene, content: Span) -> Span:
    """Return the first part of the content, up to the first comma: where its own deed is told."""
    comma = scene.parsed.text.find(",", content.start, content.end)
    return Span(content.start, comma) if comma > content.start else content


def _is_own_medium(scene: Scene, statement: Statement) -> str | None:
    """Return the channel where a group speaks by its own agency or paper: "the group's news agency"."""
    words = set(re.findall(r"\w+", statement.source.of(scene.parsed.text).lower()))
    return "agency" if statement.speaker == "armed_group" and words & scene.claims.media else None


def _tells_own(scene: Scene, content: Span) -> bool:
    """Say whether the content begins with the speaker's own side and a deed: "it had attacked", "its men killed"."""
    words = content.of(scene.parsed.text).lower().split()[:5]
    return bool(words) and words[0] in OWN and "been" not in words and bool(scene.claims.own_deeds & set(words))


def _is_somebody(scene: Scene, who: Span) -> bool:
    """Say whether the words name a side: a known or capitalised name, the force of a state; "gunmen" are nobody."""
    words = who.of(scene.parsed.text).split()
    if scene.knowledge.register.states_in([word.lower() for word in words]):
        return True
    if len(words) == 1 and words[0].lower() in scene.knowledge.register.forces.classes:
        return False
    return any(word[:1].isupper() for word in words[1:] or words) or any(scene.knowledge.register.names_in(words))


def _quotes(scene: Scene, cue: Span) -> bool:
    """Say whether the medium only passes on the words of another: "quotes officials as saying"."""
    return cue.of(scene.parsed.text).lower().startswith(("quot", "cit"))


def _medium(scene: Scene, statement: Statement) -> str | None:
    """Return the group whose own medium speaks, if one does."""
    register = scene.knowledge.register
    for _, _, match in register.names_in(statement.source.of(scene.parsed.text).split()):
        if match.actor.kind == "media" and match.actor.parent:
            return register.actors[match.actor.parent].name
    return None


def _same_side(scene: Scene, statement: Statement, doer: str) -> bool:
    """Say whether speaker and doer are forces of states, or share their name: such a statement accuses nobody."""
    source = statement.source.of(scene.parsed.text).lower()
    if set(source.split()) & set(doer.split()) - {"the", "of", "a", "in", "and"}:
        return True
    if statement.speaker not in STATE:
        return False
    forces = scene.knowledge.register.forces.by_state
    return any(forces.get(word) in ARMED_STATE for word in doer.split())


def _events_meant(scene: Scene, said: Said, *places: Span) -> tuple[Event, ...]:
    """Return the events of the deed: those named in the first of `places` that has any, else the last told before."""
    for where in places:
        inside = [event for event in scene.events if _is_told(event, _main_part(scene, where))]
        deeds = [event for event in inside if event.type in scene.claims.deeds]
        if said.stance == "praises" and where != said.deed:
            return ()
        deeds = [event for event in deeds if event.status != "general"] or deeds
        if deeds or (inside and where == said.deed and said.stance in ("accused", "denies")):
            return tuple(deeds or inside)
    if said.strict:
        return ()
    before = [
        (max(trigger.start for trigger in event.triggers if trigger.start < said.cue.start), event)
        for event in scene.events
        if event.type in scene.claims.deeds and any(trigger.start < said.cue.start for trigger in event.triggers)
    ]
    if before or said.stance != "claims":
        return (max(before, key=lambda pair: pair[0])[1],) if before else ()
    behind = [event for event in scene.events if event.type in scene.claims.deeds and not event.background]
    return tuple(behind) if len(behind) == 1 else ()  # told after the claim: "its men had killed two; police said that"


def _main_part(scene: Scene, where: Span) -> Span:
    """Return the words up to a comma behind which another statement or an aside begins: "the attack, but ..."."""
    found = ASIDE.search(scene.parsed.text, where.start, where.end)
    return Span(where.start, found.start()) if found is not None and found.start() > where.start else where


def _record(scene: Scene, said: Said, event: Event, name: str | None = None) -> Responsibility:
    text = scene.parsed.text
    who = None
    if said.who is not None:
        known = name or _name_behind(scene, said.who)
        doubt = any(one.doubt for one in event.by if one.span.overlaps(said.who))
        who = Participant(said.who, known, doubt)
    channel = said.channel or (
        scene.claims.channel_of(said.deed.of(text).lower().split()) if said.stance == "claims" else None
    )
    return Responsibility(
        id=make_id(
            scene.parsed.report.id,
            "responsibility",
            event.id,
            said.stance,
            said.cue.start,
            said.cue.end,
            said.who.start if said.who else None,
        ),
        event=event.id,
        who=who,
        stance=said.stance,
        cue=said.cue,
        by=said.by,
        channel=channel,
    )


def _name_behind(scene: Scene, who: Span) -> str | None:
    """Return the name behind a pronoun, as the statement of the same speaker knows it."""
    own = next((one.name for one in scene.statements if one.source == who), None)
    if own is not None or who.of(scene.parsed.text).lower() not in PRONOUNS:
        return own
    earlier = [one for one in scene.statements if one.source.start < who.start]
    last = earlier[-1] if earlier else None
    return (last.name or last.source.of(scene.parsed.text)) if last is not None else None


def _without_claimants(found: Iterable[Responsibility]) -> list[Responsibility]:
    """Leave out that a group is accused where the same words say that it claims: "police said the front claimed it"."""
    said = list(found)
    claimed = {(one.event, one.who.span) for one in said if one.stance == "claims" and one.who is not None}
    return [
        one
        for one in said
        if one.stance != "accused" or one.who is None or not any(_is_same(one, *claim) for claim in claimed)
    ]


def _is_same(one: Responsibility, event: str, who: Span) -> bool:
    return one.event == event and one.who is not None and one.who.span.overlaps(who)


def _without_repeats(found: Iterable[Responsibility]) -> list[Responsibility]:
    """Leave out a second entry of the same event and stance for a person or group whose words overlap."""
    kept: list[Responsibility] = []
    for one in found:
        if not any(_repeats(one, other) for other in kept):
            kept.append(one)
    return kept


def _repeats(one: Responsibility, other: Responsibility) -> bool:
    if (one.event, one.stance) != (other.event, other.stance):
        return False
    if one.who is None or other.who is None:
        return one.who is None and other.who is None
    return one.who.span.overlaps(other.who.span)
