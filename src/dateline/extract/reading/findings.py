"""Read a report with the trained reader: its tags and links become findings.

The thresholds come with the weights (``reader.json``), each chosen on validation parts of the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.extract.marking.numbers import find_quantities
from dateline.extract.reading.events import Drafts, find_neural_events
from dateline.extract.reading.hints import favour_scores, favour_words
from dateline.extract.reading.spans import Found, Page, find_bounds, find_longest, make_page, trim_marks
from dateline.knowledge.reader import Anchors, Encoded, Floats, Reader, Scores, make_reaches
from dateline.knowledge.reader_pieces import Pieces, make_pieces
from dateline.records import Event, Findings, Parsed, Participant, Relation, Responsibility, Span, Statement
from dateline.text import make_id

SYMMETRIC = frozenset({"merged_with", "allied_with", "fights", "alias_of"})


def read_findings(parsed: Parsed, reader: Reader, pipeline: str = "", hints: Findings | None = None) -> Findings:
    """Return what the reader finds in one report; what the rules found there (`hints`) weighs in where it is given."""
    pieces = make_pieces(parsed.text, _bounds(parsed), reader.tokenizer)
    return decode(parsed, pieces, reader.encode(pieces), reader, pipeline, hints)


def _bounds(parsed: Parsed) -> list[tuple[int, int]]:
    """Return the sentences that are read: the body, as in the corpus; a headline only where there is nothing else."""
    body = [sentence.span for sentence in parsed.sentences if not sentence.is_headline]
    return [(span.start, span.end) for span in body or [sentence.span for sentence in parsed.sentences]]


def decode(
    parsed: Parsed,
    pieces: Pieces,
    encoded: Encoded,
    reader: Reader,
    pipeline: str = "",
    hints: Findings | None = None,
) -> Findings:
    """Turn the reader's output on one report into findings."""
    events: list[Event] = []
    statements: list[Statement] = []
    claims: list[Responsibility] = []
    relations: list[Relation] = []
    # The reader knows the news of one broadcaster and takes other news for out of scope: the rules may open the gate.
    is_told = hints is not None and bool(hints.events)
    in_scope = len(pieces) > 0 and (is_told or encoded.scope >= reader.thresholds["scope"])
    quantities = find_quantities(parsed) if in_scope else ()
    for low, high in make_reaches(pieces) if in_scope else ():
        page = make_page(parsed.text, pieces, low, high)
        drafted = _draft(page, encoded, reader, hints)
        found = find_neural_events(page, drafted, reader, quantities, parsed.report.id)
        events += found.events
        statements += _find_statements(parsed, page, drafted, reader, found.of_trigger)
        claims += _find_claims(parsed, page, drafted, reader, found.of_trigger)
        relations += _find_relations(parsed, page, drafted, reader)
    return Findings(
        report_id=parsed.report.id,
        pipeline=pipeline,
        model=reader.name,
        events=tuple(events),
        statements=tuple(statements),
        responsibility=tuple(claims),
        relations=tuple(relations),
    )


def _draft(page: Page, encoded: Encoded, reader: Reader, hints: Findings | None) -> Drafts:
    """Take the anchors from the word tags and have them scored."""
    words = encoded.words[page.low : page.high]
    if hints is not None:
        words = favour_words(page, words, hints, reader)
    kinds = [
        find_bounds(page, words[:, k], reader.thresholds[name])
        for k, name in enumerate(("trigger", "cue", "claim", "mention"))
    ]
    anchors = Anchors(*(tuple(found.bounds for found in kind) for kind in kinds))
    scores = reader.score(page.pieces, encoded, page.low, page.high, anchors)
    triggers, cues, claims, mentions = (tuple(kind) for kind in kinds)
    if hints is not None:
        scores = favour_scores(page, triggers, cues, scores, hints, reader)
    return Drafts(triggers, cues, claims, mentions, scores)


def _find_statements(
    parsed: Parsed, page: Page, drafts: Drafts, reader: Reader, of_trigger: Sequence[str | None]
) -> list[Statement]:
    found: list[Statement] = []
    limits, scores = reader.thresholds, drafts.scores
    for number, cue in enumerate(drafts.cues):
        within = page.sentence_range(cue.bounds[0])
        source = _best(page, scores.sources[number], limits["source"])
        if source is None:
            continue
        content = find_longest(page, scores.contents[number], limits["content"], within, gap=2)
        silent = content is None or scores.silence[number] >= limits["silence"]
        words = None if silent or content is None else page.span(trim_marks(page, content.bounds, '.,;:"”“'))
        cue_span, source_span = page.span(cue.bounds), page.span(source.bounds)
        found.append(
            Statement(
                id=make_id(parsed.report.id, "statement", cue_span.start, cue_span.end),
                source=source_span,
                cue=cue_span,
                content=words,
                kind=_kind_of(parsed, words),
                speaker=_speaker_of(scores, number, source, reader),
                about=_about(scores.about[number], of_trigger, limits["about"]),
                confidence=reader.confidence(
                    "statement", min(one.score for one in (cue, source, content) if one is not None)
                ),
            )
        )
    return found


def _best(page: Page, tags: Floats, threshold: float) -> Found | None:
    found = find_bounds(page, tags, threshold)
    return max(found, key=lambda one: one.score, default=None)


def _speaker_of(scores: Scores, number: int, source: Found, reader: Reader) -> str:
    low, high = source.bounds
    there = np.log(scores.source_speakers[number, low:high] + 1e-6).mean(0)
    return reader.labels.speakers[int((there + np.log(scores.speakers[number] + 1e-6)).argmax())]


def _kind_of(parsed: Parsed, content: Span | None) -> str:
    """Say by the quotation marks how the words are given."""
    if content is None:
        return "silence"
    quoted = [quotation for quotation in parsed.quotations if quotation.overlaps(content)]
    if not quoted:
        return "indirect"
    outside = content.end - content.start
    for quotation in quoted:
        outside -= min(content.end, quotation.end) - max(content.start, quotation.start)
    return "direct" if outside <= 2 * len(quoted) + 2 else "mixed"


def _about(scores: Floats, of_trigger: Sequence[str | None], threshold: float) -> tuple[str, ...]:
    likely = [
        event for event, score in zip(of_trigger, scores, strict=True) if event is not None and score >= threshold
    ]
    return tuple(dict.fromkeys(likely))


def _find_claims(
    parsed: Parsed, page: Page, drafts: Drafts, reader: Reader, of_trigger: Sequence[str | None]
) -> list[Responsibility]:
    found: list[Responsibility] = []
    limits, scores = reader.thresholds, drafts.scores
    for number, cue in enumerate(drafts.claims):
        stance = reader.labels.stances[int(scores.stances[number].argmax())]
        ranked = [int(trigger) for trigger in np.argsort(-scores.blame[number], kind="stable")]
        event = next((of_trigger[trigger] for trigger in ranked if of_trigger[trigger] is not None), None)
        if event is None:
            continue
        whos: list[Found | None] = list(find_bounds(page, scores.whos[number], limits["who"]))
        if stance == "nobody":
            whos = [None]
        by = _best(page, scores.bys[number], limits["accuser"]) if stance == "accused" else None
        cue_span = page.span(cue.bounds)
        for who in whos:
            span = None if who is None else page.span(who.bounds)
            found.append(
                Responsibility(
                    id=make_id(
                        parsed.report.id, "responsibility", cue_span.start, stance, None if span is None else span.start
                    ),
                    event=event,
                    who=None if span is None else Participant(span),
                    stance=stance,
                    cue=cue_span,
                    by=None if by is None else page.span(by.bounds),
                    confidence=reader.confidence("responsibility", cue.score),
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class _Pair:
    left: int
    right: int
    label: int
    score: float


def _find_relations(parsed: Parsed, page: Page, drafts: Drafts, reader: Reader) -> list[Relation]:
    labels, scores = reader.labels.relations, drafts.scores.relations
    pairs: list[_Pair] = []
    for left in range(len(drafts.mentions)):
        for right in range(len(drafts.mentions)):
            label = int(scores[left, right, 1:].argmax())
            score = float(scores[left, right, 1 + label])
            if left == right or (labels[label] in SYMMETRIC and left > right):
                continue
            if score >= reader.thresholds["relation"]:
                pairs.append(_Pair(left, right, label, score))
    found = []
    for pair in pairs:
        a, b = page.span(drafts.mentions[pair.left].bounds), page.span(drafts.mentions[pair.right].bounds)
        kind = labels[pair.label]
        found.append(
            Relation(
                id=make_id(parsed.report.id, "relation", kind, a.start, b.start),
                type=kind,
                a=Participant(a),
                b=Participant(b),
                confidence=reader.confidence("relation", pair.score),
            )
        )
    return found
