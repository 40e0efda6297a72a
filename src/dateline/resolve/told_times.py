"""When a relation held and when a claim was made: times that stand beside the words that tell it.

A time is taken where it stands inside those words, right behind them ("pledged allegiance to the Front in 2015") or at
the head of their sentence ("In 2015 the Lake Brigades split from the Front"). A relation that only a name or title
tells ("Front leader Anso Bey was killed on Monday") has no time of its own: what follows is when something else
happened. Nor is a time of saying that of what is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dateline.records import Event, Findings, Parsed, Relation, Responsibility, Span, When

ACTS = frozenset({"pledged_to", "split_from", "merged_with", "designated_terrorist_by"})
SIDES = frozenset({"fights", "allied_with"})  # told by a noun before both: "the war between"
BEFORE = 30  # characters before the first side in which that noun stands
# What makes the words between two names more than a title: a verb that lasts or is done, or a noun of fighting.
VERBAL = re.compile(
    r"\b(?:known|called|is|are|was|were|has|have|had|been|fight\w*|fought|battl\w+|clash\w*|war|conflict|campaign|offensive|"
    r"struggl\w+|back\w*|support\w*|joined|left|named|appointed|founded|formed|led|headed|announced|declared|renamed|"
    r"changed|arm(?:s|ed|ing)|train\w*|allied|sided|launched|took|strikes|operat\w+)\b"
)
HEAD = re.compile(r"(?:back |early |late |earlier |in|on|since|during|by|from|until|,|\s)*", re.IGNORECASE)
BEHIND = re.compile(
    r"[\s,]*(?:(?:as )?(?:an? )?(?:[\w\-]+ ){0,2}(?:organi[sz]ation|group) )?(?:in an? (?:[\w\-]+ ){1,4})?"
    r"(?:(?:in|on|since|during|by|late|early|earlier|from|until|for|back) )*",
    re.IGNORECASE,
)
LEADING = 70  # characters between a time at the head of a sentence and the relation that it may time
SAYING = re.compile(r"\b(?:said|says?|told|tells|reported|reports|according|announced|stated)\b|\bthat\b|[;:]")
OF_SOMETHING = re.compile(
    r"['’]s?\b|\s(?:\w+ )?(?:attack|bombing|blast|raid|killing|strike|assault|explosion|shooting)"
)


def time_relations(parsed: Parsed, findings: Findings) -> Findings:
    """Return the findings with `when` of relations and claims filled in where the report tells it."""
    times = {mention.span: mention.when for mention in findings.times if mention.when is not None}
    clashes = {(event.by[0].span, event.against[0].span): event.time for event in findings.events if _has_sides(event)}
    return replace(
        findings,
        relations=tuple(
            replace(one, when=one.when or clashes.get((one.a.span, one.b.span)) or _of_relation(parsed, one, times))
            for one in findings.relations
        ),
        responsibility=tuple(
            replace(one, when=one.when or _of_claim(parsed, one, times)) for one in findings.responsibility
        ),
    )


def _has_sides(event: Event) -> bool:
    return event.type == "clash" and bool(event.by) and bool(event.against)


def _of_relation(parsed: Parsed, one: Relation, times: Mapping[Span, When]) -> When | None:
    text, cue = parsed.text, one.cue
    if cue is None or not _is_told(text, one, cue):
        return None
    return _beside(parsed, cue, times)


def _is_told(text: str, one: Relation, cue: Span) -> bool:
    """Say whether a verb or a noun of fighting tells the relation, not a mere title or apposition."""
    first, second = sorted((one.a.span, one.b.span))
    before = text[max(0, cue.start - BEFORE) : cue.start] if one.type in SIDES else ""
    return one.type in ACTS or VERBAL.search(before + text[first.end : max(first.end, second.start)]) is not None


def _of_claim(parsed: Parsed, one: Responsibility, times: Mapping[Span, When]) -> When | None:
    start = one.who.span.start if one.who is not None and one.who.span.start < one.cue.start else one.cue.start
    if one.cue.start - start > LEADING:
        start = one.cue.start
    return _beside(parsed, Span(start, one.cue.end), times)


def _beside(parsed: Parsed, cue: Span, times: Mapping[Span, When]) -> When | None:
    """Return the time inside `cue`, else right behind it, else at the head of its sentence."""
    sentence = parsed.sentence_at(cue.start)
    if sentence is None or not sentence.span.contains(cue):
        return None
    text = parsed.text
    own = [span for span in sorted(times) if sentence.span.contains(span) and not OF_SOMETHING.match(text, span.end)]
    inside = (span for span in own if cue.contains(span) and not SAYING.search(text[cue.start : span.start]))
    behind = (span for span in own if span.start >= cue.end and BEHIND.fullmatch(text[cue.end : span.start]))
    head = (span for span in own if _leads(text, sentence.span, span, cue))
    found = next((span for spans in (inside, behind, head) for span in spans), None)
    return times[found] if found is not None else None


def _leads(text: str, sentence: Span, span: Span, cue: Span) -> bool:
    between = text[span.end : cue.start]
    return (
        span.end <= cue.start
        and HEAD.fullmatch(text[sentence.start : span.start]) is not None
        and len(between) <= LEADING
        and SAYING.search(between) is None
    )
