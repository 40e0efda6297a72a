"""What the rules found, weighed into what the reader says: the odds of tags and classes are multiplied.

Log-linear pooling of two opinions (Genest and Zidek, Combining probability distributions, 1986): the rules give no
probabilities, so each of their findings counts as a fixed factor, chosen on the validation parts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dateline.extract.reading.spans import Found, Page
from dateline.knowledge.reader import Bounds, Floats, Reader, Scores
from dateline.records import Event, Findings, Participant, Span, Statement

# Logarithms of the factors. About half of what the validation parts ask for: the rules were written with those in view,
# so that they agree with the gold there more often than they will elsewhere.
WEIGHTS = {
    "hint_trigger": 1.5,
    "hint_cue": 1.0,
    "hint_claim": 1.0,
    "hint_type": 3.0,
    "hint_status": 0.7,
    "hint_background": 1.0,
    "hint_role": 1.0,
    "hint_side": 1.5,
    "hint_speaker": 2.0,
    "hint_same": 0.7,
}


SILENCE = 0.7  # where the rules find nothing, that speaks against a finding, though less than a find speaks for it


def favour_words(page: Page, words: Floats, hints: Findings, reader: Reader) -> Floats:
    """Return the word tags (t, 4, 3) with the odds of the rules' triggers, cues and claims multiplied."""
    kinds = (
        ("hint_trigger", [span for event in hints.events for span in event.triggers]),
        ("hint_cue", [one.cue for one in hints.statements if one.cue is not None]),
        ("hint_claim", [claim.cue for claim in hints.responsibility]),
    )
    favoured = words.copy()
    for column, (name, spans) in enumerate(kinds):
        favoured[:, column] = _favour_tags(page, favoured[:, column], spans, _weight(reader, name))
    return favoured


def favour_scores(
    page: Page, triggers: Sequence[Found], cues: Sequence[Found], scores: Scores, hints: Findings, reader: Reader
) -> Scores:
    """Return the scores with the odds of the rules' types, statuses, backgrounds, roles and speakers multiplied."""
    types, roles, speakers = scores.types.copy(), scores.roles.copy(), scores.speakers.copy()
    statuses, background, sides = scores.statuses.copy(), scores.background.copy(), scores.sides.copy()
    events = [_event_at(page.span(found.bounds), hints.events) for found in triggers]
    for row, event in enumerate(events):
        if event is None:
            continue
        types[row, reader.labels.types.index(event.type)] *= math.exp(_weight(reader, "hint_type"))
        statuses[row, reader.labels.statuses.index(event.status)] *= math.exp(_weight(reader, "hint_status"))
        swing = _weight(reader, "hint_background") * (1 if event.background else -1)
        background[row] = _favour_odds(background[row], swing)
        for column, name in enumerate(reader.labels.roles):
            spans = _fillers(event, name, page.text)
            roles[row, :, column] = _favour_tags(page, roles[row, :, column], spans, _weight(reader, "hint_role"))
        for count in (*event.killed, *event.injured, *event.taken):
            low, high = _bounds(page, count.span) or (0, 0)
            sides[row, low:high, reader.labels.sides.index(count.who)] *= math.exp(_weight(reader, "hint_side"))
    for row, cue in enumerate(cues):
        statement = _statement_at(page.span(cue.bounds), hints.statements)
        if statement is not None:
            speakers[row, reader.labels.speakers.index(statement.speaker)] *= math.exp(_weight(reader, "hint_speaker"))
    same = _favour_same(scores.same, events, _weight(reader, "hint_same"))
    return replace(
        scores,
        types=types / types.sum(-1, keepdims=True),
        statuses=statuses / statuses.sum(-1, keepdims=True),
        background=background,
        roles=roles,
        sides=sides / sides.sum(-1, keepdims=True),
        speakers=speakers / speakers.sum(-1, keepdims=True),
        same=same,
    )


def _weight(reader: Reader, name: str) -> float:
    return reader.thresholds.get(name, WEIGHTS[name])


def _favour_tags(page: Page, tags: Floats, spans: Iterable[Span], weight: float) -> Floats:
    """Multiply the odds of being inside by exp(weight) in `spans`, divide them elsewhere; `tags` (t, 3)."""
    factors = np.full((len(tags), 1), math.exp(-SILENCE * weight), dtype=np.float32)
    for span in spans:
        bounds = _bounds(page, span)
        if bounds is not None:
            factors[bounds[0] : bounds[1]] = math.exp(weight)
    favoured = np.concatenate([tags[:, :1], tags[:, 1:] * factors], axis=1)
    shares: Floats = favoured / favoured.sum(-1, keepdims=True)
    return shares


def _favour_same(same: Floats, events: Sequence[Event | None], weight: float) -> Floats:
    """Multiply the odds that two triggers tell one event where the rules say so, divide them where they say not."""
    known = np.array([event is not None for event in events], dtype=bool)
    ids = np.array([event.id if event is not None else "" for event in events])
    alike = np.where(ids[:, None] == ids[None], weight, -weight) * (known[:, None] & known[None])
    return _favour_odds(same, alike)


def _favour_odds(chances: Floats, weight: float | NDArray[np.float64]) -> Floats:
    """Multiply the odds of `chances` by exp(weight)."""
    odds = chances / np.maximum(1.0 - chances, 1e-6) * np.exp(weight)
    favoured: Floats = (odds / (1.0 + odds)).astype(np.float32)
    return favoured


def _bounds(page: Page, span: Span) -> Bounds | None:
    starts, ends = page.pieces.starts[page.low : page.high], page.pieces.ends[page.low : page.high]
    low, high = int(np.searchsorted(ends, span.start, side="right")), int(np.searchsorted(starts, span.end))
    return (low, high) if low < high else None


def _event_at(span: Span, events: Sequence[Event]) -> Event | None:
    return next((event for event in events if any(trigger.overlaps(span) for trigger in event.triggers)), None)


def _statement_at(span: Span, statements: Sequence[Statement]) -> Statement | None:
    return next((one for one in statements if one.cue is not None and one.cue.overlaps(span)), None)


def _fillers(event: Event, role: str, text: str) -> list[Span]:
    fillers = {
        "by": _with_appositions(event.by, text),
        "against": _with_appositions(event.against, text),
        "weapon": list(event.weapon),
        "where": [one.span for one in event.where],
        "when": [one.span for one in event.when],
        "killed": [one.span for one in event.killed],
        "injured": [one.span for one in event.injured],
        "taken": [one.span for one in event.taken],
    }
    return fillers[role]


def _with_appositions(participants: Sequence[Participant], text: str) -> list[Span]:
    """Return the spans, and the names that the rules know for them where they follow at once ("a militant, N. N.")."""
    named = ((one.span.end + len(", "), one.name) for one in participants if one.name)
    apposed = [Span(start, start + len(name)) for start, name in named if text[start - 2 :].startswith(f", {name}")]
    return [*(one.span for one in participants), *apposed]
