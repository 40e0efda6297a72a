"""Statements: who says so. Every place where the report credits words or knowledge, or silence, to somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.extract.marking.clauses import Words, read_sentences
from dateline.extract.marks import Marks
from dateline.extract.voices.attributions import Attribution, find_attributions
from dateline.extract.voices.speakers import Cast, find_groups, open_cast
from dateline.knowledge import Knowledge
from dateline.records import Event, Parsed, Sentence, Span, Statement
from dateline.text import make_id

SENSES = frozenset({"saw", "heard", "watched", "witnessed", "counted", "looked"})
JOINERS = frozenset(
    {",", "and", "but", "while", "although", "which", "who", "--", "-", "as", "whom", "whereas", "though"}
)


def find_statements(
    parsed: Parsed, marks: Marks, events: tuple[Event, ...], knowledge: Knowledge
) -> tuple[Statement, ...]:
    """Return the attributed statements of one report in text order.

    Rules over word lists: a cue verb, the noun phrase that is its subject, and what it says within the sentence.
    """
    cast = open_cast(knowledge.voices, knowledge.register)
    found: list[Statement] = []
    read = read_sentences(parsed, marks, knowledge.voices)
    for _, words in read:
        cast.introduce(words)
    cast.groups += [found for _, words in read for found in find_groups(words, cast)]
    for sentence, words in read:
        found += _of_sentence(parsed, sentence, words, cast, events)
    kept = _without_headline(parsed, found)
    return tuple(sorted(kept, key=lambda one: (one.cue or one.source, one.source)))


def relate_statements(statements: tuple[Statement, ...], events: tuple[Event, ...]) -> tuple[Statement, ...]:
    """Return the statements with `about` set to those of `events` that have a trigger in the content."""
    return tuple(replace(one, about=_events_about(events, one.content) if one.content else ()) for one in statements)


def _without_headline(parsed: Parsed, found: list[Statement]) -> list[Statement]:
    """Leave out what the headline credits to somebody whom the body credits too: it says the same, shorter."""
    start = parsed.report.body_start
    body = [one for one in found if one.source.start >= start]
    words = {word for one in body for word in one.source.of(parsed.text).lower().split()}
    kinds = {one.speaker for one in body}

    def is_repeated(one: Statement) -> bool:
        said = [word for word in one.source.of(parsed.text).split() if word[0].isupper() or word[-1] == "s"]
        return one.speaker in kinds - {"other"} or any(word.lower() in words for word in said)

    return [one for one in found if one.source.start >= start or not is_repeated(one)]


def _of_sentence(
    parsed: Parsed, sentence: Sentence, words: Words, cast: Cast, events: tuple[Event, ...]
) -> Iterator[Statement]:
    seen: set[Span] = set()
    for one in parted(words, list(find_attributions(words))):
        source = words.span(*one.source)
        cue = words.span(*one.cue)
        content = words.span(*one.content) if one.content else None
        if cue in seen or source.overlaps(cue):
            continue
        seen.add(cue)
        speaker = cast.speaker(words, one.source)
        if speaker.kind == "other" and one.lemma == "claim responsibility":
            speaker = replace(speaker, kind="armed_group")
        if speaker.kind in ("resident", "other", "person") and content and _has_seen(parsed, content):
            speaker = replace(speaker, kind="witness")
        yield Statement(
            id=make_id(parsed.report.id, "statement", source.start, source.end, cue.start, cue.end),
            source=source,
            cue=cue,
            content=content,
            kind=_directness(parsed, content),
            speaker=speaker.kind,
            about=_events_about(events, content or sentence.span) if content else (),
            name=speaker.name,
        )
    cast.listen(words)


def _has_seen(parsed: Parsed, content: Span) -> bool:
    """Say whether the speaker tells what he saw or heard: "she saw two men run"."""
    words = content.of(parsed.text).lower().split()
    return len(words) > 2 and words[0] in ("i", "we", "he", "she", "they") and words[1] in SENSES


def parted(words: Words, found: list[Attribution]) -> list[Attribution]:
    """Cut the content of each attribution where, behind a comma or a conjunction, the next one begins."""
    out: list[Attribution] = []
    for number, one in enumerate(found):
        end = None
        for later in found[number + 1 :]:
            end = _cut(words, one, later)
            if end is not None:
                break
        if end is None or one.content is None:
            out.append(one)
        elif end >= one.content[0]:
            out.append(Attribution(one.source, one.cue, (one.content[0], end), one.lemma))
    return out


def _cut(words: Words, one: Attribution, later: Attribution) -> int | None:
    """Return the last word of the content of `one` if `later` begins a new part of the sentence inside it."""
    if one.content is None or later.cue[0] <= one.content[0]:
        return None
    start = later.cue[0] if later.source[1] < one.content[0] else later.source[0]
    index = start - 1
    while index > one.content[0] and (
        words.is_in(index, "determiners") or words.is_in(index, "auxiliaries") or words.is_in(index, "adverbs")
    ):
        index -= 1
    if not (one.content[0] < index <= one.content[1]):
        return None
    shared = later.source == one.source
    if words.lower[index] == ";":
        return index - 1
    if not shared and not (words.lower[index] in JOINERS and words.word(index - 1) in (",", "--", "-")):
        return None
    if shared and words.lower[index] not in JOINERS:
        return None
    while index > one.content[0] and words.lower[index] in JOINERS:
        index -= 1
    return index


def _directness(parsed: Parsed, content: Span | None) -> str:
    if content is None:
        return "silence"
    if parsed.is_quoted(content):
        return "direct"
    return "mixed" if any(quotation.overlaps(content) for quotation in parsed.quotations) else "indirect"


def _events_about(events: tuple[Event, ...], content: Span) -> tuple[str, ...]:
    """Return the ids of the events that have a trigger in the content."""
    return tuple(event.id for event in events if any(trigger.overlaps(content) for trigger in event.triggers))
