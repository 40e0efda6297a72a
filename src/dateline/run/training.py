"""Corrections as training data: reports as people decided, in the format of the gold corpus and as stand-off records.

A report is written once people have judged every event of it: what nobody looked at is no gold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from dateline.judge import is_shared
from dateline.parse import parse_report
from dateline.records import Count, Event, Findings, Judgement, Participant, Report, Sentence, Span
from dateline.run.decided import Decided, list_places, read_decisions
from dateline.store import Store

Item = dict[str, object]  # an object of the corpus format: it is JSON and nothing else


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with its findings as people decided, without what they rejected; `by` are those who judged it."""

    report_id: str
    text_sha256: str
    text: str
    by: tuple[str, ...]
    is_whole: bool  # every event of it was judged
    judged: tuple[str, ...]  # ids of findings that somebody accepted, corrected or rejected
    rejected: tuple[str, ...]
    findings: Findings


def read_judged(store: Store, *, partly: bool = False) -> Iterator[Judged]:
    """Yield the reports that people have judged, in the order of their ids; with `partly` also those in part."""
    decided = read_decisions(store)
    judgements = [one for one in decided.standing if not is_shared(one)]
    where = store.whereabouts({one.subject for one in judgements})
    by_report: dict[str, list[Judgement]] = {}
    for one in judgements:
        if one.subject in where:
            by_report.setdefault(where[one.subject].report_id, []).append(one)
    names = sorted(by_report)
    for start in range(0, len(names), 100):
        some = names[start : start + 100]
        reports, kept = store.reports_among(some), store.kept_findings(some)
        for name in some:
            made = _make(reports[name], kept[name].findings, by_report[name], decided)
            if made.is_whole or partly:
                yield made


def _make(report: Report, found: Findings, judgements: Sequence[Judgement], decided: Decided) -> Judged:
    judged = {one.subject for one in judgements}
    rejected = tuple(sorted(name for name in judged if decided.findings.rejection(name) is not None))
    corrected = decided.apply(found, report.text)
    kept = replace(corrected, events=tuple(one for one in corrected.events if one.id not in rejected))
    return Judged(
        report.id,
        report.text_sha256,
        report.text,
        tuple(sorted({one.by for one in judgements})),
        all(one.id in judged for one in found.events),
        tuple(dict.fromkeys(name for _, name, _ in list_places(found) if name in judged)),
        rejected,
        kept,
    )


def write_corpus(judged: Iterable[Judged], reports: Mapping[str, Report]) -> tuple[list[str], list[str]]:
    """Return the lines of the two files of a part: numbered sentences, and one object a report."""
    sentences: list[str] = []
    objects: list[str] = []
    for one in judged:
        page = _Page(reports[one.report_id], len(sentences) + 1)
        if not page.numbered:
            continue
        sentences += [f"{number}\t{words}" for number, words in page.numbered]
        objects.append(msgspec.json.encode(_report(one.findings, page)).decode())
    return sentences, objects


class _Page:
    """The sentences of a report by their numbers in the part, and how its words are quoted from them."""

    def __init__(self, report: Report, first: int) -> None:
        self.text = report.text
        self.sentences: tuple[Sentence, ...] = parse_report(report).sentences
        self.first = first

    @property
    def numbered(self) -> list[tuple[int, str]]:
        return [(self.first + at, self._words(one.span)) for at, one in enumerate(self.sentences)]

    def _words(self, span: Span) -> str:
        return span.of(self.text).replace("\n", " ").replace("\t", " ")

    def quote(self, span: Span | None) -> str | None:
        """Return ``"S|words"``; of words that run over sentences the part in the first. ``None``: in no sentence."""
        if span is None:
            return None
        for at, sentence in enumerate(self.sentences):
            if sentence.span.overlaps(span):
                start = max(span.start, sentence.span.start)
                end = min(span.end, sentence.span.end)
                words, inside = self._words(Span(start, end)), self._words(sentence.span)
                nth, found = 1, inside.find(words)
                while 0 <= found < start - sentence.span.start:
                    nth, found = nth + 1, inside.find(words, found + 1)
                return f"{self.first + at}|{words}" + (f"|{nth}" if nth > 1 else "")
        return None

    def quotes(self, spans: Iterable[Span]) -> list[str]:
        """Return the quotations of words that stand in a sentence."""
        return [quotation for span in spans if (quotation := self.quote(span)) is not None]


def _report(found: Findings, page: _Page) -> Item:
    names = {event.id: f"E{number}" for number, event in enumerate(found.events, start=1)}
    head: Item = {"report": [page.first, page.first + len(page.sentences) - 1]}
    if not found.events:
        return head | {"topic": "other"}
    return head | {
        "topic": "conflict",
        "events": [_event(names[one.id], one, page) for one in found.events],
        "statements": [
            {
                "source": page.quote(one.source),
                "cue": page.quote(one.cue),
                "content": page.quote(one.content),
                "kind": one.kind,
                "speaker": one.speaker,
                "about": [names[name] for name in one.about if name in names],
            }
            for one in found.statements
            if page.quote(one.source) is not None
        ],
        "responsibility": [
            {
                "event": names[one.event],
                "who": page.quote(one.who.span) if one.who is not None else None,
                "stance": one.stance,
                "cue": page.quote(one.cue),
                **({"by": page.quote(one.by)} if one.by is not None else {}),
            }
            for one in found.responsibility
            if one.event in names and page.quote(one.cue) is not None
        ],
        "relations": [
            {"type": one.type, "a": page.quote(one.a.span), "b": page.quote(one.b.span), "status": one.status}
            for one in found.relations
            if page.quote(one.a.span) is not None and page.quote(one.b.span) is not None
        ],
    }


def _event(name: str, event: Event, page: _Page) -> Item:
    return {
        "id": name,
        "type": event.type,
        "trigger": page.quotes(event.triggers),
        "status": event.status,
        "background": event.background,
        "when": page.quotes(one.span for one in event.when),
        "where": page.quotes(one.span for one in event.where),
        "by": _people(event.by, page),
        "against": _people(event.against, page),
        "weapon": page.quotes(event.weapon),
        "killed": _counts(event.killed, page),
        "injured": _counts(event.injured, page),
        "taken": _counts(event.taken, page),
    }


def _people(people: Iterable[Participant], page: _Page) -> list[Item]:
    found: list[Item] = []
    for one in people:
        item: Item = {"q": page.quote(one.span)}
        if one.name:
            item["name"] = one.name
        if one.doubt:
            item["doubt"] = True
        found.append(item)
    return [item for item in found if item["q"] is not None]


def _counts(counts: Iterable[Count], page: _Page) -> list[Item]:
    found: list[Item] = []
    for one in counts:
        item: Item = {"q": page.quote(one.span), "min": one.min, "max": one.max, "who": one.who}
        item |= {name: True for name, given in (("approx", one.approx), ("vague", one.vague)) if given}
        if (said_by := page.quote(one.said_by)) is not None:
            item["said_by"] = said_by
        found.append(item)
    return [item for item in found if item["q"] is not None]
