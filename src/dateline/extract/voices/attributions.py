"""Attributions: for every cue in a sentence, who is credited with which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.marking.clauses import (
    BREAKS,
    ENDS,
    QUOTES,
    Words,
    clause_start,
    first_finite,
    has_finite,
    is_finite,
)
from dateline.extract.voices.contents import content_after, content_before, content_start, object_end
from dateline.extract.voices.subjects import Range, phrase_after, subject_of
from dateline.knowledge.voices import Cue


@dataclass(frozen=True, slots=True)
class Attribution:
    """Word ranges (both ends included) of source, cue and content; `content` is ``None`` for silence."""

    source: Range
    cue: Range
    content: Range | None
    lemma: str


def find_attributions(words: Words) -> Iterator[Attribution]:
    """Yield the attributions of one sentence in the order of their cues."""
    index = 0
    while index < len(words):
        found, step = _attribution_at(words, index)
        if found is not None:
            yield found
        index += step


def _attribution_at(words: Words, index: int) -> tuple[Attribution | None, int]:
    """Return the attribution whose cue begins at `index`, and how many words to step on."""
    if words.lower[index] == "according" and words.word(index + 1) == "to":
        return _according(words, index), 2
    silence = words.voices.silence.at(words.lower, index)
    if silence is not None:
        size = len(silence.words)
        return _silence(words, index, size), size
    cue = words.voices.cue_at(words.lower, index)
    if cue is None or _is_no_cue(words, index, cue):
        return None, 1
    quoted = _quoted_speaker(words, index, cue)
    if quoted is not None:
        return quoted, len(cue.words)
    if cue.frame == "that":
        return _that(words, index, cue), len(cue.words)
    return _spoken(words, index, cue), len(cue.words)


def _quoted_speaker(words: Words, index: int, cue: Cue) -> Attribution | None:
    """The agency quotes X as saying C: at "quotes" the agency says C, at "saying" X says it."""
    if cue.lemma == "quote" or cue.lemma == "cite":
        saying = _as_saying(words, index + 1)
        source = subject_of(words, index)
        content = content_after(words, _past_that(words, saying + 1)) if saying is not None else None
        return Attribution(source, (index, index), content, cue.lemma) if source and content else None
    if cue.form != "ing" or words.word(index - 1) != "as":
        return None
    start = next((k + 1 for k in range(index - 1, -1, -1) if words.lower[k][:4] in ("quot", "cite")), None)
    if start is None:
        return None
    source = _quoted_source(words, start, index)
    content = content_after(words, _past_that(words, index + 1))
    return Attribution(source, (index, index), content, cue.lemma) if source and content else None


def _quoted_source(words: Words, start: int, saying: int) -> Range | None:
    """Return who is quoted: "quotes X as saying", or the subject in "X was quoted by Y as saying"."""
    last = saying - 2
    while last >= start and (words.lower[last] == "," or words.timed[last]):
        last -= 1
    first = start
    while first <= last and (words.is_in(first, "determiners") or words.timed[first]):
        first += 1
    if first > last or words.lower[first] in ("by", "in", "on"):
        return subject_of(words, start - 1)
    return first, last


def _as_saying(words: Words, index: int) -> int | None:
    for ahead in range(index, min(index + 25, len(words) - 1)):
        if words.lower[ahead] == "as" and words.lower[ahead + 1].endswith("ing"):
            return ahead + 1
    return None


def _past_that(words: Words, index: int) -> int:
    return index + 1 if words.word(index) == "that" else index


def _according(words: Words, index: int) -> Attribution | None:
    source = phrase_after(words, index + 2)
    if source is None:
        return None
    behind = source[1] + 1
    if behind < len(words) and words.lower[behind] == "," and not content_before(words, index):
        content = content_after(words, behind + 1)
    else:
        content = content_before(words, index)
    return Attribution(source, (index, index + 1), content, "according to") if content else None


def _silence(words: Words, index: int, size: int) -> Attribution | None:
    cue = (index, index + size - 1)
    if " ".join(words.lower[index : index + size]) in words.voices.silence_from:
        behind = index + size
        if words.word(behind) in ("from", "by"):
            source = phrase_after(words, behind + 1)
            return Attribution(source, cue, None, "silence") if source else None
        return None
    source = subject_of(words, index)
    return Attribution(source, cue, None, "silence") if source else None


def _is_no_cue(words: Words, index: int, cue: Cue) -> bool:
    """Leave out infinitives, passives, nouns and adjectives that look like a cue."""
    behind = index + len(cue.words)
    after = words.word(behind)
    barred = words.voices.unless_next.get(cue.lemma, frozenset())
    if after in barred or (
        cue.lemma == "claim" and (after[:1].isdigit() or "lives" in words.lower[behind : behind + 6])
    ):
        return True
    if (words.is_capital(index) and index > 0) or (cue.form == "past" and after in ("by", "as")):
        return True
    if words.is_in(index, "nouns") and _is_noun(words, index, behind):
        return True
    if words.is_in(index - 1, "prepositions") or (words.is_in(index - 1, "determiners") and cue.form != "past"):
        return not (words.word(index - 1) == "as" or (cue.lemma == "say" and words.word(index - 1) == "as"))
    if words.lower[index - 1 : index] == ("'s",) and cue.form != "past":
        return True
    if cue.form == "past" and (words.is_in(index - 1, "determiners") or words.word(index - 1) in ("'s", "so")):
        return True
    return _has_bad_auxiliary(words, index, cue)


def _is_noun(words: Words, index: int, behind: int) -> bool:
    """Say whether a form that may be noun or verb is a noun here: a verb follows, or the clause has one already."""
    if is_finite(words, behind):
        return True
    return first_finite(words, clause_start(words, index), index) is not None


def _has_bad_auxiliary(words: Words, index: int, cue: Cue) -> bool:
    """Say whether the verb is passive ("was accused") or not yet spoken ("will say", "to say", "did not say")."""
    before = index - 1
    while before >= 0 and (words.is_in(before, "adverbs") or words.timed[before] or words.lower[before].endswith("ly")):
        before -= 1
    if before < 0:
        return False
    word = words.lower[before]
    if cue.form == "past" and words.voices.has("be", word):
        return True
    return word in ("not", "n't") or words.voices.has("modals", word)


def _that(words: Words, index: int, cue: Cue) -> Attribution | None:
    """A verb that credits words only before "that"."""
    behind = index + len(cue.words)
    while behind < len(words) and words.timed[behind]:
        behind += 1
    if words.word(behind) != "that" or (cue.form == "ing" and cue.lemma in ("mean", "see")):
        return None
    source = subject_of(words, index)
    content = content_after(words, behind + 1)
    if source is None or content is None:
        return None
    return Attribution(source, (index, index + len(cue.words) - 1), content, cue.lemma)


def _spoken(words: Words, index: int, cue: Cue) -> Attribution | None:
    last = index + len(cue.words) - 1
    cue_range = (index, last)
    if _closes(words, last + 1, cue.frame == "tell") or (
        (words.word(index - 1) == "," or words.word(index - 1) in QUOTES) and cue.frame == "say"
    ):
        found = _postposed(words, index, cue_range, cue)
        if found is not None:
            return found
    source = subject_of(words, index)
    if (
        source is None
        or words.lower[source[0]] in ("no", "nobody", "none", "neither", "nothing")
        or _is_what(words, source)
    ):
        return None
    start = content_start(words, last + 1, cue)
    content = content_after(words, start) if start is not None else None
    if content is None:
        return None
    if cue.frame == "object":
        content = (content[0], object_end(words, *content))
    return Attribution(source, cue_range, content, cue.lemma)


def _is_what(words: Words, source: Range) -> bool:
    """In "what he called a ..." the words are named, not said; "which" and "who" have no speaker of their own."""
    return (words.word(source[0] - 1) == "what" and source[0] == source[1]) or words.lower[source[0]] in (
        "what",
        "which",
    )


def _closes(words: Words, index: int, has_hearer: bool = False) -> bool:
    """Say whether nothing but times, places, manners and hearers follows the cue up to the end of the sentence."""
    while index < len(words) and (
        words.timed[index]
        or words.placed[index]
        or any(words.is_in(index, name) for name in ("hearers", "adverbs", "manners"))
        or words.lower[index] in ("by", "via")
        or (has_hearer and words.is_capital(index))
    ):
        index += 1
    return index >= len(words) or words.lower[index] in ENDS


def _postposed(words: Words, index: int, cue: Range, verb: Cue) -> Attribution | None:
    """C, X said  ·  C, said X."""
    if verb.frame not in ("say", "tell"):
        return None
    before = words.word(index - 1)
    if verb.frame == "say" and (before == "," or before in QUOTES) and verb.form != "ing":
        found = _inverted(words, index, cue, verb)
        if found is not None or not _closes(words, cue[1] + 1):
            return found
    source = subject_of(words, index)
    if source is None:
        return None
    start = source[0] - 1
    while start >= 0 and words.lower[start] not in (",", *QUOTES):
        if not (
            words.lower[start] in ("the", "a", "an")
            or words.is_in(start, "adverbs")
            or words.lower[start] in ("and", "as")
        ):
            return None
        start -= 1
    content = content_before(words, start + 1) if start > 0 else None
    if content is None or not (words.lower[start] in QUOTES or has_finite(words, content[0], content[1] + 1)):
        return None
    return Attribution(source, cue, content, verb.lemma)


def _inverted(words: Words, index: int, cue: Range, verb: Cue) -> Attribution | None:
    """C, said X: what follows is only the speaker, and what stands before is a clause or a quotation."""
    first = cue[1] + 1
    if (
        first >= len(words)
        or words.timed[first]
        or (words.is_in(first, "personal") and words.word(first + 1) not in ENDS)
    ):
        return None
    source = phrase_after(words, first)
    content = content_before(words, index)
    if source is None or content is None:
        return None
    behind = source[1] + 1
    follows = words.word(behind)
    if follows and not (
        follows in ENDS or follows in BREAKS or follows in (",", "in", "on", "at", "who") or words.timed[behind]
    ):
        return None
    quoted = words.word(index - 1) in QUOTES or words.word(index - 2) in QUOTES
    if not quoted and not has_finite(words, content[0], content[1] + 1):
        return None
    if not quoted and has_finite(words, behind, len(words)) and follows not in ("who", ","):
        return None
    return Attribution(source, cue, content, verb.lemma)
