"""A report's findings as a person reads them: which words to mark as what, and each finding in a line or two."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.records import Count, Event, Findings, Participant, Place, Report, Span, When
from dateline.wording import ROLE_NAMES, one_line

# What is marked, in this order: later marks lie over earlier ones.
MARKS = (
    ("statement", "what somebody is credited with"),
    ("speaker", "who says so"),
    ("event", "what happened"),
    ("by", "who did it"),
    ("against", "to whom or what"),
    ("weapon", "with what"),
    ("toll", "killed, injured, taken"),
    ("place", "where"),
    ("time", "when"),
    ("claim", "who is said to be behind it"),
)


def find_marks(findings: Findings) -> list[tuple[str, Span]]:
    """Return what to mark, as (kind, words), in the order in which it is to be laid on."""
    marks: list[tuple[str, Span]] = []
    for statement in findings.statements:
        if statement.content is not None:
            marks.append(("statement", statement.content))
        marks.append(("speaker", statement.source))
    for event in findings.events:
        marks += [("event", span) for span in event.triggers]
        marks += [("by", who.span) for who in event.by]
        marks += [("against", who.span) for who in event.against]
        marks += [("weapon", span) for span in event.weapon]
        marks += [("toll", number.span) for number in (*event.killed, *event.injured, *event.taken)]
    marks += [("place", mention.span) for mention in findings.places]
    marks += [("time", mention.span) for mention in findings.times]
    marks += [("claim", claim.cue) for claim in findings.responsibility]
    order = {kind: position for position, (kind, _) in enumerate(MARKS)}
    return sorted(marks, key=lambda mark: (order[mark[0]], mark[1]))


def list_findings(report: Report, findings: Findings) -> Iterator[tuple[str, list[str]]]:
    """Yield each finding as a heading and its lines, with the words it stands on."""
    for number, event in enumerate(findings.events, start=1):
        yield _event_heading(number, event, report), list(_event_lines(event, report))
    numbers = {event.id: f"event {number}" for number, event in enumerate(findings.events, start=1)}
    said = []
    for one in findings.statements:
        content = "declines to comment" if one.content is None else f"“{_words(report, one.content)}”"
        about = ", ".join(numbers[event] for event in one.about if event in numbers)
        who = (
            f"{_words(report, one.source)}{f' = {one_line(one.name)}' if one.name else ''} ({one.speaker}, {one.kind})"
        )
        said.append(f"{who}: {content}{f' — on {about}' if about else ''}")
    if said:
        yield "who says so", said
    claims = []
    for claim in findings.responsibility:
        who = "nobody" if claim.who is None else _participant(report, claim.who)
        by = f", by {_words(report, claim.by)}" if claim.by else ""
        claims.append(
            f"{numbers.get(claim.event, 'event ?')}: {who} — {claim.stance}{by}, “{_words(report, claim.cue)}”"
        )
    if claims:
        yield "responsibility", claims
    relations = [
        f"{_participant(report, one.a)} — {one.type.replace('_', ' ')} — {_participant(report, one.b)} ({one.status})"
        for one in findings.relations
    ]
    if relations:
        yield "armed groups and their people", relations


def _event_heading(number: int, event: Event, report: Report) -> str:
    background = ", recalled as background" if event.background else ""
    confidence = "" if event.confidence is None else f", confidence {event.confidence:.2f}"
    triggers = ", ".join(f"“{_words(report, span)}”" for span in event.triggers)
    return f"event {number}: {event.type.replace('_', ' ')} ({event.status}{background}{confidence}) {triggers}"


def _event_lines(event: Event, report: Report) -> Iterator[str]:
    for name, people in (("by", event.by), ("against", event.against)):
        if people:
            yield f"{name}: {'; '.join(dict.fromkeys(_participant(report, who) for who in people))}"
    for name, counts in (("killed", event.killed), ("injured", event.injured), ("taken", event.taken)):
        if counts:
            yield f"{name}: {'; '.join(_count(report, number) for number in counts)}"
    if event.weapon:
        yield f"weapon: {_mentions(report, list(event.weapon))}"
    if event.when or event.time:
        yield f"when: {_mentions(report, [mention.span for mention in event.when])} = {_when(event.time)}"
    if event.where or event.place:
        yield f"where: {_mentions(report, [mention.span for mention in event.where])} = {_place(event.place)}"


def _mentions(report: Report, spans: list[Span]) -> str:
    words = dict.fromkeys(f"“{_words(report, span)}”" for span in spans)
    return "; ".join(words) or "(not said)"


def _participant(report: Report, who: Participant) -> str:
    words = f"“{_words(report, who.span)}”"
    if who.name:
        words += f" = {one_line(who.name)}"
    if who.actor is not None:
        words += f" [{one_line(who.actor.name)}, {who.actor.kind.replace('_', ' ')}, {who.actor.actor_id}]"
    return f"{words} (in doubt)" if who.doubt else words


def _count(report: Report, number: Count) -> str:
    low, high = ("?" if bound is None else str(bound) for bound in (number.min, number.max))
    bounds = low if low == high else f"{low} to {high}"
    side = f" {ROLE_NAMES[number.who]}" if number.who in ROLE_NAMES else ""
    said = f", says {_words(report, number.said_by)}" if number.said_by else ""
    part = " (a part of the toll)" if number.part else ""
    return f"{bounds}{side} “{_words(report, number.span)}”{part}{said}"


def _when(time: When | None) -> str:
    if time is None:
        return "unknown"
    return f"{time.start.isoformat(' ', 'minutes')} to {time.end.isoformat(' ', 'minutes')} ({time.precision})"


def _place(place: Place | None) -> str:
    if place is None:
        return "unknown"
    names = dict.fromkeys(filter(None, (place.name, place.admin2, place.admin1, place.country_name)))
    where = ", ".join(one_line(name) for name in names)
    return f"{where} ({place.precision}{f', {place.gazetteer_id}' if place.gazetteer_id else ''})"


def _words(report: Report, span: Span) -> str:
    return one_line(span.of(report.text))
