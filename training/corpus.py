"""The gold corpus as targets for the heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from labels import LABELS
from standoff import correct_claims, read_claims, read_packed, read_sentences
from tokenizers import Tokenizer

from dateline.knowledge.reader_pieces import Pieces, make_pieces
from dateline.parse import parse_report
from dateline.records import Event, Findings, Parsed, Report, Span
from dateline.score.gold import GoldReport, read_gold

IGNORE = -100
FAR = 0.3  # weight of an argument for a trigger when another trigger of the event stands nearer to it

Array = np.ndarray


class Silver(msgspec.Struct, frozen=True):
    """What was found in sentences `first` to `last` of the news, taken for a report."""

    first: int
    last: int
    findings: Findings


@dataclass(frozen=True, slots=True)
class Anchors:
    """Spans of pieces (n, 2) with what is to be said of them; `classes` and `tokens` by name, first axis n."""

    bounds: Array
    classes: dict[str, Array]
    tokens: dict[str, Array]  # (n, t)
    weights: Array  # (n, t, roles) or (n, t)


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of anchors (k, 2) with a label each."""

    pairs: Array
    labels: Array


@dataclass(frozen=True, slots=True)
class Sample:
    """One report: pieces and all targets. `words` (t, 4): tags O/B/I for trigger, cue, claim, mention."""

    gold: GoldReport
    parsed: Parsed
    pieces: Pieces
    words: Array
    events: Anchors
    statements: Anchors
    claims: Anchors
    mentions: Array  # (m, 2)
    same: Links
    about: Links
    blame: Links
    relations: Links


ANNOTATED = Path(__file__).resolve().parent / "annotated"  # further parts, kept without their text
HELD = ("q01", "q02", "q06")  # of those: neither rules nor reader are made from them, so they choose and calibrate


def load_parts(folder: Path, names: Sequence[str], tokenizer: Tokenizer) -> list[Sample]:
    """Load the parts in order, those of the corpus in `folder` and further ones, with the claims corrected."""
    return [make_sample(gold, tokenizer) for name in names for gold in read_part(folder, name)]


def read_part(folder: Path, name: str) -> Iterator[GoldReport]:
    """Yield the reports of a part; those of the measuring parts are never corrected."""
    packed = ANNOTATED / f"{name}.jsonl"
    if packed.exists():
        yield from read_packed(packed, _sentences(folder))
        return
    is_dev = name in (folder / "dev.txt").read_text(encoding="utf-8").split()
    corrections = {} if is_dev else read_claims(ANNOTATED / "claims.jsonl")
    for gold in read_gold(folder / "voa" / name):
        correction = corrections.get(gold.name)
        yield gold if correction is None else correct_claims(gold, correction, _sentences(folder))


@cache
def _sentences(folder: Path) -> dict[int, str]:
    return read_sentences(folder.parent / "data" / "voa" / "sentences.jsonl.gz")


def load_silver(path: Path, folder: Path, tokenizer: Tokenizer) -> list[Sample]:
    """Load what `silver.py` wrote."""
    samples, sentences = [], _sentences(folder)
    for line in path.read_bytes().splitlines():
        one = msgspec.json.decode(line, type=Silver)
        text = " ".join(sentences[number] for number in range(one.first, one.last + 1))
        gold = GoldReport(f"silver:{one.first}", text, one.findings, bool(one.findings.events))
        samples.append(make_sample(gold, tokenizer))
    return samples


def part_names(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Return the names of the training, validation and dev parts; the dev parts choose nothing."""
    dev = (folder / "dev.txt").read_text(encoding="utf-8").split()
    rest = sorted(path.stem for path in (folder / "voa").glob("*.jsonl") if path.stem not in dev)
    rest += sorted(path.stem for path in ANNOTATED.glob("q*.jsonl"))
    return [name for name in rest if name not in HELD], list(HELD), dev


class Lines:
    """From spans of characters to spans of pieces."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces

    def bounds(self, span: Span) -> tuple[int, int] | None:
        """Return the half-open range of pieces that overlap `span`."""
        low = int(np.searchsorted(self.pieces.ends, span.start, side="right"))
        high = int(np.searchsorted(self.pieces.starts, span.end, side="left"))
        return (low, high) if low < high else None

    def mark(self, row: Array, span: Span | None) -> None:
        """Write B and I into a row of tags, unless something is already there."""
        found = None if span is None else self.bounds(span)
        if found is not None and not row[found[0] : found[1]].any():
            row[found[0]] = 1
            row[found[0] + 1 : found[1]] = 2

    def sentence(self, span: Span) -> int:
        """Return the number of the sentence of `span`."""
        found = self.bounds(span)
        return -1 if found is None else int(self.pieces.sentences[found[0]])


def make_sample(gold: GoldReport, tokenizer: Tokenizer) -> Sample:
    """Make the targets of one report."""
    parsed = parse_report(Report(id=gold.name, text=gold.text))
    pieces = make_pieces(gold.text, [(s.span.start, s.span.end) for s in parsed.sentences], tokenizer)
    lines, findings = Lines(pieces), gold.findings
    events, owners, same = _event_anchors(findings, lines)
    statements, cue_events = _statement_anchors(findings, lines)
    claims, claim_events = _claim_anchors(findings, lines)
    mentions, relations = _mentions(findings, lines)
    words = np.zeros((len(pieces), 4), dtype=np.int64)
    for column, bounds in enumerate((events.bounds, statements.bounds, claims.bounds, mentions)):
        for low, high in bounds:
            if not words[low:high, column].any():
                words[low, column], words[low + 1 : high, column] = 1, 2
    return Sample(
        gold, parsed, pieces, words, events, statements, claims, mentions, same,
        _cross(cue_events, owners), _cross(claim_events, owners), relations,
    )  # fmt: skip


def _stack(rows: list[Array], shape: tuple[int, ...], kind: type = np.int64) -> Array:
    return np.stack(rows).astype(kind) if rows else np.zeros((0, *shape), dtype=kind)


def _role_spans(event: Event, role: str) -> list[tuple[Span, int, int]]:
    """Return span, side and doubt of every filler of a role."""
    if role in ("by", "against"):
        filler = event.by if role == "by" else event.against
        return [(p.span, IGNORE, int(p.doubt) if role == "by" else IGNORE) for p in filler]
    if role in ("killed", "injured", "taken"):
        counts = {"killed": event.killed, "injured": event.injured, "taken": event.taken}[role]
        return [(c.span, LABELS.sides.index(c.who), IGNORE) for c in counts]
    spans = {"weapon": event.weapon, "where": [m.span for m in event.where], "when": [m.span for m in event.when]}[role]
    return [(span, IGNORE, IGNORE) for span in spans]


def _event_anchors(findings: Findings, lines: Lines) -> tuple[Anchors, list[set[str]], Links]:
    """Return one anchor a trigger span, the events that each belongs to, and which pairs tell of the same event."""
    size = len(lines.pieces)
    found: dict[tuple[int, int], list[Event]] = {}
    for event in findings.events:
        for span in event.triggers:
            bounds = lines.bounds(span)
            if bounds is not None and event not in found.setdefault(bounds, []):
                found[bounds].append(event)
    order = sorted(found)
    types, statuses, backgrounds, roles, weights, sides, doubts = [], [], [], [], [], [], []
    for bounds in order:
        kinds = np.zeros(len(LABELS.types))
        for event in found[bounds]:
            kinds[LABELS.types.index(event.type)] += 1 / len(found[bounds])
        types.append(kinds)
        first = found[bounds][0]
        statuses.append(LABELS.statuses.index(first.status))
        backgrounds.append(int(first.background))
        role, weight = np.zeros((size, len(LABELS.roles)), dtype=np.int64), np.ones((size, len(LABELS.roles)))
        side, doubt = np.full(size, IGNORE), np.full(size, IGNORE)
        for event in found[bounds]:
            _mark_roles(event, bounds, lines, (role, weight, side, doubt))
        roles.append(role), weights.append(weight), sides.append(side), doubts.append(doubt)
    anchors = Anchors(
        np.array(order, dtype=np.int64).reshape(-1, 2),
        {
            "types": _stack(types, (len(LABELS.types),), np.float32),
            "statuses": np.array(statuses, dtype=np.int64),
            "backgrounds": np.array(backgrounds, dtype=np.int64),
        },
        {
            "roles": _stack(roles, (size, len(LABELS.roles))),
            "sides": _stack(sides, (size,)),
            "doubts": _stack(doubts, (size,)),
        },
        _stack(weights, (size, len(LABELS.roles)), np.float32),
    )
    owners = [{event.id for event in found[bounds]} for bounds in order]
    pairs = [(i, j) for i in range(len(order)) for j in range(i + 1, len(order))]
    labels = [int(bool(owners[i] & owners[j])) for i, j in pairs]
    return anchors, owners, Links(np.array(pairs, dtype=np.int64).reshape(-1, 2), np.array(labels, dtype=np.int64))


def _mark_roles(event: Event, bounds: tuple[int, int], lines: Lines, rows: tuple[Array, Array, Array, Array]) -> None:
    role, weight, side, doubt = rows
    here = int(lines.pieces.sentences[bounds[0]])
    homes = [lines.sentence(span) for span in event.triggers]
    for column, name in enumerate(LABELS.roles):
        for span, who, doubtful in _role_spans(event, name):
            found = lines.bounds(span)
            if found is None:
                continue
            lines.mark(role[:, column], span)
            at = lines.sentence(span)
            if abs(here - at) > min(abs(home - at) for home in homes):
                weight[found[0] : found[1], column] = FAR
            if who != IGNORE:
                side[found[0] : found[1]] = who
            if doubtful != IGNORE:
                doubt[found[0] : found[1]] = doubtful


def _statement_anchors(findings: Findings, lines: Lines) -> tuple[Anchors, list[set[str]]]:
    size = len(lines.pieces)
    found = {}
    for statement in findings.statements:
        bounds = None if statement.cue is None else lines.bounds(statement.cue)
        if bounds is not None:
            found.setdefault(bounds, statement)
    order = sorted(found)
    sources, contents, speakers = [], [], []
    for bounds in order:
        statement = found[bounds]
        source, content, speaker = (np.zeros(size, dtype=np.int64) for _ in range(3))
        lines.mark(source, statement.source)
        lines.mark(content, statement.content)
        speaker[:] = IGNORE
        speaker[source > 0] = LABELS.speakers.index(statement.speaker)
        sources.append(source), contents.append(content), speakers.append(speaker)
    anchors = Anchors(
        np.array(order, dtype=np.int64).reshape(-1, 2),
        {
            "silences": np.array([int(found[b].content is None) for b in order], dtype=np.int64),
            "speakers": np.array([LABELS.speakers.index(found[b].speaker) for b in order], dtype=np.int64),
        },
        {
            "sources": _stack(sources, (size,)),
            "contents": _stack(contents, (size,)),
            "speakers": _stack(speakers, (size,)),
        },
        np.ones((len(order), size), dtype=np.float32),
    )
    return anchors, [set(found[b].about) for b in order]


def _claim_anchors(findings: Findings, lines: Lines) -> tuple[Anchors, list[set[str]]]:
    size = len(lines.pieces)
    found = {}
    for claim in findings.responsibility:
        bounds = lines.bounds(claim.cue)
        if bounds is not None:
            found.setdefault(bounds, []).append(claim)
    order = sorted(found)
    whos, bys = [], []
    for bounds in order:
        who, by = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        for claim in found[bounds]:
            lines.mark(who, None if claim.who is None else claim.who.span)
            lines.mark(by, claim.by)
        whos.append(who), bys.append(by)
    anchors = Anchors(
        np.array(order, dtype=np.int64).reshape(-1, 2),
        {"stances": np.array([LABELS.stances.index(found[b][0].stance) for b in order], dtype=np.int64)},
        {"whos": _stack(whos, (size,)), "bys": _stack(bys, (size,))},
        np.ones((len(order), size), dtype=np.float32),
    )
    return anchors, [{claim.event for claim in found[b]} for b in order]


def _mentions(findings: Findings, lines: Lines) -> tuple[Array, Links]:
    """Return the spans of actors (of relations first, then doers and targets) and the relations between them."""
    spans = [p.span for relation in findings.relations for p in (relation.a, relation.b)]
    spans += [p.span for event in findings.events for p in (*event.by, *event.against)]
    taken: list[tuple[int, int]] = []
    for span in spans:
        bounds = lines.bounds(span)
        if bounds is not None and not any(bounds[0] < high and low < bounds[1] for low, high in taken):
            taken.append(bounds)
    order = sorted(taken)
    labels = np.zeros((len(order), len(order)), dtype=np.int64)
    for relation in findings.relations:
        a, b = lines.bounds(relation.a.span), lines.bounds(relation.b.span)
        if a in order and b in order:
            labels[order.index(a), order.index(b)] = 1 + LABELS.relations.index(relation.type)
            if relation.type in ("alias_of", "fights", "allied_with", "merged_with"):
                labels[order.index(b), order.index(a)] = labels[order.index(a), order.index(b)]
    pairs = [(i, j) for i in range(len(order)) for j in range(len(order)) if i != j]
    return np.array(order, dtype=np.int64).reshape(-1, 2), Links(
        np.array(pairs, dtype=np.int64).reshape(-1, 2), np.array([labels[i, j] for i, j in pairs], dtype=np.int64)
    )


def _cross(left: list[set[str]], right: list[set[str]]) -> Links:
    pairs = [(i, j) for i in range(len(left)) for j in range(len(right))]
    labels = [int(bool(left[i] & right[j])) for i, j in pairs]
    return Links(np.array(pairs, dtype=np.int64).reshape(-1, 2), np.array(labels, dtype=np.int64))
