"""Times of a report: each expression tied to the calendar, and each event to the time when it happened."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import pairwise

from dateline.knowledge.time_words import WEEKDAY, weekday_of
from dateline.records import Event, Findings, Parsed, Sentence, Span, TimeMention, TimePrecision, When
from dateline.resolve.calendar import Timex
from dateline.resolve.time_direction import find_direction, find_lead
from dateline.resolve.time_grammar import Setting, read_time

__all__ = ["read_expressions", "resolve_times"]

PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?")
SAYING = r"(?:said|says|told|announced|reported|stated|added|confirmed|warned|claimed|denied|acknowledged|condemned)"
SAID_BEFORE = re.compile(
    rf"\b{SAYING}(?: (?:reporters|journalists|parliament|lawmakers|a news conference|in a statement|the \w+|"
    rf"[A-Z]\w+))*,?"
    r"(?: on| late| early| earlier| in a statement(?: on)?)* $"
)
SAID_AFTER = re.compile(rf",? (?:(?:also|later|again) )?{SAYING}\b")
DEICTIC = re.compile(
    (
        r"\b(?:today|yesterday|tonight|overnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|this) (?:week|"
        r"month))\b"
    ),
    re.I,
)
AFTER_WHAT = re.compile(r"\b(?:before|after|following)$", re.I)
RELATIVE = re.compile(r"\b(?:who|whom|which|that)\b")
SENTENCE_END = re.compile(r"[.!?]\s")
TAKING = ("abduction", "arrest")
ALONE = re.compile(r"\s*(?:[.,;:)!?\n]|$|(?:in|at|on|near|and|but|when|by)\b)")
BARE_WEEKDAY = re.compile(WEEKDAY, re.I)
OPENING = 16  # characters from the start of a sentence in which its opening words stand
FIRST_YEAR, LAST_YEAR = 1400, 2999  # a publication out of these years is a mistake of the page
FINEST = list(TimePrecision)


@dataclass(frozen=True, slots=True)
class _Reference:
    """The day of publication as far as it is known."""

    day: date | None
    month: tuple[int, int] | None
    year: int | None
    hour: time | None


def resolve_times(parsed: Parsed, findings: Findings) -> Findings:
    """Tie every time expression to the calendar, and every event to the interval in which it happened.

    Relative expressions are reckoned from the local day of publication; where that is not known they stay ``None``.
    An event whose report does not say when has no time: the day of publication is never taken for it.
    """
    spans = {mention.span for mention in findings.times}
    spans.update(mention.span for event in findings.events for mention in event.when)
    meanings = read_expressions(parsed, tuple(sorted(spans)))
    found = {span: _when(timex) for span, timex in meanings.items()}
    return replace(
        findings,
        times=_filled(findings.times, found),
        events=tuple(_timed(event, found, parsed.text, findings.events) for event in findings.events),
    )


def read_expressions(
    parsed: Parsed, spans: tuple[Span, ...], narrative: bool | None = None
) -> dict[Span, Timex | None]:
    """Return what the expressions at `spans` (in text order) mean.

    `narrative` says that the text is a history, in which days and months follow on one another and have nothing to do
    with the day of publication; ``None`` lets the years that the text names decide.
    """
    reference = _reference(parsed.report.published)
    told = _is_history(parsed, spans, reference) if narrative is None else narrative
    meanings: dict[Span, Timex | None] = {}
    before: Timex | None = None  # the last time of something that happened
    said: tuple[Span, Timex] | None = None  # the last time of mere saying: "police said on Saturday"
    for place, span in enumerate(spans):
        sentence = parsed.sentence_at(span.start)
        near = said[1] if said and sentence and sentence.span.contains(said[0]) else None
        anchor = near or before
        setting = replace(_setting(parsed, span, reference, anchor), narrative=told)
        if AFTER_WHAT.search(span.of(parsed.text)) and not ALONE.match(parsed.text, span.end):
            # "a day after the May 3 attack": from the time named there, and from nothing where none is
            setting = replace(setting, before=_next_time(parsed, spans, place, setting))
        timex = read_time(span.of(parsed.text), setting)
        meanings[span] = timex
        if timex is None or timex.is_open is not None or (timex.start is None and not told):
            continue
        if not told and _is_of_saying(parsed, span, sentence):
            said = (span, timex)
        elif not (told and before and _is_aside(timex, span, sentence)):
            before, said = timex, None
    return meanings | _same_day(parsed, spans, meanings)


def _is_aside(timex: Timex, span: Span, sentence: Sentence | None) -> bool:
    """In a history, a bare year in the midst of a sentence: the story goes on where it was."""
    opens = sentence is not None and span.start - sentence.span.start <= OPENING
    return timex.precision in (TimePrecision.YEAR, TimePrecision.YEARS) and not opens


def _same_day(parsed: Parsed, spans: tuple[Span, ...], meanings: dict[Span, Timex | None]) -> dict[Span, Timex | None]:
    """Settle a weekday by the date that stands beside it in brackets: "Thursday (May 2)", "May 2 (Thursday)"."""
    settled: dict[Span, Timex | None] = {}
    for left, right in pairwise(spans):
        if parsed.text[left.end : right.start] != " (" or parsed.text[right.end : right.end + 1] != ")":
            continue
        for weekday, dated in ((left, right), (right, left)):
            known = meanings[dated]
            if BARE_WEEKDAY.fullmatch(weekday.of(parsed.text)) and known is not None and known.start is not None:
                same = known.first_day.weekday() == weekday_of(weekday.of(parsed.text))
                settled[weekday] = known if same else None
                break
    return settled


def _next_time(parsed: Parsed, spans: tuple[Span, ...], place: int, setting: Setting) -> Timex | None:
    """The time that follows at once: "the day before Christmas", "two days after the May 3 attack"."""
    if place + 1 == len(spans):
        return None
    span, after = spans[place], spans[place + 1]
    between = parsed.text[span.end : after.start].strip().lower()
    return read_time(after.of(parsed.text), setting) if between in ("", "the", "a", "last", "this") else None


def _is_of_saying(parsed: Parsed, span: Span, sentence: Sentence | None) -> bool:
    """Say whether a time is that of a statement, which no "day before" in another sentence is reckoned from."""
    start, end = (sentence.span.start, sentence.span.end) if sentence else (0, len(parsed.text))
    return bool(
        SAID_BEFORE.search(parsed.text[start : span.start])
        or SAID_AFTER.match(parsed.text[span.end : min(end, span.end + 40)])
    )


def _reference(published: str | None) -> _Reference:
    match = PUBLISHED.match(published or "")
    if not match:
        return _Reference(None, None, None, None)
    year, month, day, hour, minute = (int(group) if group else None for group in match.groups())
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return _Reference(None, None, None, None)
    if month is None or not 1 <= month <= 12:
        return _Reference(None, None, year, None)
    if day is None or not 1 <= day <= monthrange(year, month)[1]:
        return _Reference(None, (year, month), year, None)
    hours = time(hour, minute or 0) if hour is not None and hour < 24 and (minute or 0) < 60 else None
    return _Reference(date(year, month, day), (year, month), year, hours)


def _is_history(parsed: Parsed, spans: tuple[Span, ...], reference: _Reference) -> bool:
    """Many years named, most of them before the publication, and hardly a day of the week among them."""
    words = [span.of(parsed.text) for span in spans]
    years = [int(year) for each in words for year in re.findall(r"(?<!\d)(?:1\d|20)\d\d(?!\d)", each)]
    news = sum(bool(DEICTIC.search(each)) for each in words)
    if reference.year is None:
        return len(years) >= 3 and news * 4 <= len(years)
    old = sum(year < reference.year for year in years)
    return old >= 8 and old * 2 >= len(years) and news * 10 <= len(spans)


def _setting(parsed: Parsed, span: Span, reference: _Reference, before: Timex | None) -> Setting:
    sentence = parsed.sentence_at(span.start)
    start = sentence.span.start if sentence else max(0, span.start - 120)
    end = sentence.span.end if sentence else min(len(parsed.text), span.end + 120)
    left, right = parsed.text[start : span.start], parsed.text[span.end : end]
    ahead, back = find_direction(left, right)
    return Setting(
        published=reference.day,
        published_month=reference.month,
        published_year=reference.year,
        hour=reference.hour,
        before=before,
        ahead=ahead,
        back=back,
        lead=find_lead(left, right),
        follows=right[:40].lower(),
    )


def _when(timex: Timex | None) -> When | None:
    if timex is None or timex.start is None or timex.end is None:
        return None
    return When(timex.start, timex.end, timex.precision, timex.value, timex.anchor, timex.is_open)


def _filled(mentions: tuple[TimeMention, ...], found: dict[Span, When | None]) -> tuple[TimeMention, ...]:
    return tuple(replace(mention, when=found[mention.span]) for mention in mentions)


def _timed(event: Event, found: dict[Span, When | None], text: str, events: Sequence[Event]) -> Event:
    mentions = _filled(event.when, found)
    own = [mention for mention in mentions if not _is_of_another(event, mention.span, text, events)]
    return replace(event, when=mentions, time=_time_of(own))


def _is_of_another(event: Event, when: Span, text: str, events: Sequence[Event]) -> bool:
    """Say whether a time belongs to a deed in a relative clause: "freed the men who were kidnapped on Monday".

    The other event has the time too, and its trigger stands between; without a relative pronoun ("freed two men
    kidnapped on Monday") that is only sure where captives are freed.
    """
    own = max((one for one in event.triggers if one.end <= when.start), key=lambda one: one.end, default=None)
    if own is None or SENTENCE_END.search(text, own.end, when.start):
        return False
    for other in events:
        shared = other.id != event.id and any(mention.span.overlaps(when) for mention in other.when)
        between = [one for one in other.triggers if own.end <= one.start and one.end <= when.start] if shared else []
        frees = event.type == "release" and other.type in TAKING
        if between and (frees or RELATIVE.search(text, own.end, between[0].start)):
            return True
    return False


def _time_of(mentions: Sequence[TimeMention]) -> When | None:
    """The finest of an event's times; where two exclude each other, the one told first stands."""
    known = [mention.when for mention in mentions if mention.when is not None]
    if not known:
        return None
    best = known[0]
    for when in known[1:]:
        agrees = when.start < best.end and best.start < when.end
        if agrees and FINEST.index(when.precision) < FINEST.index(best.precision):
            best = when
    return best
