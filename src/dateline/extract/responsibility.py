"""Responsibility: who claims an event, denies it, is accused of it, praises it, or that nobody has claimed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.extract.clauses import Words, clause_start, read_sentences
from dateline.extract.marks import Marks
from dateline.extract.subjects import Range, noun_phrase, phrase_after, subject_of
from dateline.knowledge import Knowledge
from dateline.knowledge.claims import ClaimLexicon
from dateline.records import Event, Parsed, Participant, Responsibility, Sentence, Span, Statement
from dateline.text import make_id

PRONOUNS = frozenset({"it", "they", "he", "she", "we", "who", "which", "its", "their", "his"})
NOBODY = frozenset({"no", "nobody", "none", "neither"})
OWN = ("it", "they", "its", "their", "his", "he", "we", "our")
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


@dataclass(frozen=True, slots=True)
class Said:
    """One phrase of claim or blame: who, in whose words, and where the deed stands."""

    stance: str
    who: Span | None
    cue: Span
    deed: Span  # where the event is looked for first
    by: Span | None = None
    channel: str | None = None


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
            for event in _events_meant(scene, said, said.deed, sentence.span):
                one = _record(scene, said, event)
                found.setdefault((one.event, one.stance, said.who), one)
    for one in (*_doubted(scene), *_from_statements(scene)):
        found.setdefault((one.event, one.stance, one.who.span if one.who else None), one)
    return tuple(sorted(_without_repeats(found.values()), key=lambda one: (one.cue, one.event, one.stance)))


def _of_sentence(scene: Scene, sentence: Sentence, words: Words) -> Iterator[Said]:
    yield from _claims(scene, sentence, words)
    yield from _denials(scene, sentence, words)
    yield from _blame(scene, sentence, words)
    yield from _passives(scene, sentence, words)


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
        for one in _each(words, subject):
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
            cue = words.span(first, last)
            yield Said("denies", words.span(*subject), cue, Span(cue.start, sentence.span.end))


def _blame(scene: Scene, sentence: Sentence, words: Words) -> Iterator[Said]:
    """X accuses Y of C, X blames Y for C, X blames C on Y, X charges Y with C."""
    end = sentence.span.end
    for name in ("accuse", "blame", "suspect", "charge"):
        for first, last in scene.claims.find(name, words.lower):
            if words.is_in(first - 1, "be") or words.is_in(first - 1, "determiners"):
                continue
            who = _blamed(words, last + 1, name)
            subject = subject_of(words, first)
            if who is None or subject is None:
                continue
            deed = Span(words.tokens[last].span.end, max(end, words.tokens[last].span.end + 1))
            yield Said("accused", words.span(*who), words.span(first, last), deed, by=words.span(*subject))


def _blamed(words: Words, first: int, name: str) -> Range | None:
    """Return who is blamed: behind "blames the attack on", or at once behind the verb."""
    stop = next(
        (k for k in range(first, min(first + 14, len(words))) if words.lower[k] in ("of", "for", "on", "with", ",")),
        None,
    )
    if name == "blame" and stop is not None and words.lower[stop] == "on" and not words.timed[stop]:
        return phrase_after(words, stop + 1)
    if words.lower[first : first + 1] == ("that",):
        first += 1
    who = phrase_after(words, first)
    if who is None or stop is None or name == "suspect":
        return who
    if name in ("accuse", "blame") and who[0] < stop <= who[1] and words.lower[stop] in ("of", "for"):
        cut = max(k for k in range(who[0], who[1] + 1) if words.lower[k] in ("of", "for"))
        return who[0], cut - 1
    return who[0], min(who[1], stop - 1) if stop > who[0] else who[1]


def _passives(scene: Scene, sentence: Sentence, words: Words) -> Iterator[Said]:
    """Y is accused of C, C is blamed on Y."""
    for first, _ in scene.claims.find("passive", words.lower):
        be = words.is_in(first - 1, "be") or (words.is_in(first - 1, "adverbs") and words.is_in(first - 2, "be"))
        subject = subject_of(words, first) if be else _noun_before(words, first)
        if subject is not None:
            cue = words.span(first, first)
            yield Said("accused", words.span(*subject), cue, Span(cue.end, max(sentence.span.end, cue.end + 1)))
    for first, last in scene.claims.find("blamed_on", words.lower):
        who = phrase_after(words, last + 1)
        if who is not None:
            yield Said("accused", words.span(*who), words.span(first, last), sentence.span)


def _noun_before(words: Words, first: int) -> Range | None:
    """Return the noun that "suspected of", "wanted in" and the like hang on: "two men wanted in connection with"."""
    if first == 0 or words.lower[first - 1] == "," or words.is_in(first - 1, "determiners"):
        return None
    found = noun_phrase(words, clause_start(words, first), first - 1)
    return found if found is not None and found[1] == first - 1 else None


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
        if event.type in scene.claims.deeds and (who.doubt or _is_somebody(scene, who.span)):
            yield _record(scene, Said("accused", who.span, cue, content, by=statement.source), event)
    medium = None if _quotes(scene, cue) else _medium(scene, statement)
    if medium is not None and event.type in scene.claims.deeds:
        yield _record(scene, Said("claims", statement.source, cue, content, channel="agency"), event, medium)


def _own_deeds(scene: Scene, statement: Statement) -> Iterator[Responsibility]:
    """X says that it, or its fighters, did it: a claim of the deed told there, else of the last one told before."""
    content, cue = statement.content, statement.cue
    if content is None or cue is None or statement.speaker not in ("armed_group", "other", *FORCES):
        return
    if statement.speaker in FORCES and content.of(scene.parsed.text).split()[0].lower() != "it":
        return
    if not _tells_own(scene, content):
        return
    said = Said("claims", statement.source, cue, _head_of(scene, content), channel=_is_own_medium(scene, statement))
    for event in _events_meant(scene, said, said.deed):
        yield _record(scene, said, event)


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
    words = content.of(scene.parsed.text).lower().split()[:7]
    return bool(words) and words[0] in OWN and "been" not in words and bool(scene.claims.own_deeds & set(words))


def _is_somebody(scene: Scene, who: Span) -> bool:
    """Say whether the words name a side: a known or capitalised name, the force of a state; "gunmen" are nobody."""
    words = who.of(scene.parsed.text).split()
    if scene.knowledge.register.states_in([word.lower() for word in words]):
        return True
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
        inside = [event for event in scene.events if _is_told(event, where)]
        deeds = [event for event in inside if event.type in scene.claims.deeds]
        if said.stance == "praises" and where != said.deed:
            return ()
        if deeds or (inside and where == said.deed and said.stance in ("accused", "denies")):
            return tuple(deeds or inside)
    before = [
        (max(trigger.start for trigger in event.triggers if trigger.start < said.cue.start), event)
        for event in scene.events
        if event.type in scene.claims.deeds and any(trigger.start < said.cue.start for trigger in event.triggers)
    ]
    return (max(before, key=lambda pair: pair[0])[1],) if before else ()


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
