"""Gold annotation: parts of the corpus, in the format of its guide, read into the same records that the pipeline makes.

A part is two files: ``NAME.txt`` with numbered sentences (``number<TAB>text``) and ``NAME.jsonl`` with one object a
report. A quotation ``"S|words"`` (or ``"S|words|2"`` for the second occurrence) points into sentence S.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import SourceError
from dateline.records import (
    Count,
    Event,
    Findings,
    Participant,
    PlaceMention,
    Relation,
    Responsibility,
    Span,
    Statement,
    TimeMention,
)

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One annotated report: its text, and the findings that a careful reader takes from it."""

    name: str  # part and first sentence: "p15:40012"
    text: str
    findings: Findings
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """The text of one report and where each numbered sentence begins in it."""

    locator: str
    line: int
    text: str
    sentences: Mapping[int, tuple[int, str]] = field(default_factory=dict)

    def span(self, quotation: str) -> Span:
        number, _, words = quotation.partition("|")
        words, _, nth = (
            words.rpartition("|") if words.rpartition("|")[2].isdigit() and "|" in words else (words, "", "1")
        )
        start, sentence = self.sentences.get(int(number), (0, "")) if number.isdigit() else (0, "")
        at = -1
        for _ in range(int(nth)):
            at = sentence.find(words, at + 1)
            if at < 0:
                raise SourceError(self.locator, f"the quotation {quotation!r} is not in its sentence", self.line)
        return Span(start + at, start + at + len(words))

    def spans(self, quotations: list[str] | None) -> tuple[Span, ...]:
        return tuple(self.span(quotation) for quotation in quotations or [])

    def maybe(self, quotation: str | None) -> Span | None:
        return None if quotation is None else self.span(quotation)


def read_gold(part: Path) -> Iterator[GoldReport]:
    """Yield the reports of one part, given its ``.txt``, its ``.jsonl`` or their common stem.

    Raises:
        SourceError: a file is missing, or a line is not in the format; it names the file and line.
    """
    stem = part.with_suffix("") if part.suffix in {".txt", ".jsonl"} else part
    sentences = _read_sentences(stem.with_suffix(".txt"))
    path = stem.with_suffix(".jsonl")
    for line, words in enumerate(_read_lines(path), 1):
        if not words.strip():
            continue
        try:
            item = msgspec.json.decode(words)
            first, last = item["report"]
            yield _make_report(item, _make_page(path, line, sentences, range(first, last + 1)), f"{stem.name}:{first}")
        except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
            raise SourceError(str(path), f"not a report in the format of the guide: {error!r}", line) from error


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            str(path), f"cannot be read ({error}); a part is NAME.txt and NAME.jsonl side by side"
        ) from error


def _read_sentences(path: Path) -> dict[int, str]:
    sentences = {}
    for line, words in enumerate(_read_lines(path), 1):
        number, tab, text = words.partition("\t")
        if not words.strip():
            continue
        if not tab or not number.isdigit():
            raise SourceError(str(path), "expected a sentence number, a tab and the sentence", line)
        sentences[int(number)] = text
    return sentences


def _make_page(path: Path, line: int, sentences: Mapping[int, str], numbers: range) -> _Page:
    starts: dict[int, tuple[int, str]] = {}
    offset = 0
    for number in numbers:
        starts[number] = (offset, sentences[number])
        offset += len(sentences[number]) + 1
    return _Page(str(path), line, " ".join(sentences[number] for number in numbers), starts)


def _make_report(item: Item, page: _Page, name: str) -> GoldReport:
    findings = Findings(
        report_id=name,
        pipeline="gold",
        model="gold",
        events=tuple(_make_event(event, page) for event in item.get("events") or []),
        statements=tuple(_make_statement(i, each, page) for i, each in enumerate(item.get("statements") or [])),
        responsibility=tuple(_make_claim(i, each, page) for i, each in enumerate(item.get("responsibility") or [])),
        relations=tuple(_make_relation(i, each, page) for i, each in enumerate(item.get("relations") or [])),
    )
    return GoldReport(name, page.text, findings, item["topic"] == "conflict")


def _make_event(item: Item, page: _Page) -> Event:
    return Event(
        id=item["id"],
        type=item["type"],
        triggers=page.spans(item["trigger"]),
        status=item["status"],
        background=bool(item.get("background")),
        when=tuple(TimeMention(span) for span in page.spans(item.get("when"))),
        where=tuple(PlaceMention(span) for span in page.spans(item.get("where"))),
        by=_make_participants(item.get("by"), page),
        against=_make_participants(item.get("against"), page),
        weapon=page.spans(item.get("weapon")),
        killed=_make_counts(item.get("killed"), page),
        injured=_make_counts(item.get("injured"), page),
        taken=_make_counts(item.get("taken"), page),
    )


def _make_participants(items: list[Item] | None, page: _Page) -> tuple[Participant, ...]:
    return tuple(Participant(page.span(i["q"]), i.get("name"), bool(i.get("doubt"))) for i in items or [])


def _make_counts(items: list[Item] | None, page: _Page) -> tuple[Count, ...]:
    return tuple(
        Count(
            span=page.span(item["q"]),
            min=item.get("min"),
            max=item.get("max"),
            who=item.get("who", "unknown"),
            approx=bool(item.get("approx")),
            vague=bool(item.get("vague")),
            said_by=page.maybe(item.get("said_by")),
        )
        for item in items or []
    )


def _make_statement(number: int, item: Item, page: _Page) -> Statement:
    return Statement(
        id=f"S{number + 1}",
        source=page.span(item["source"]),
        cue=page.maybe(item.get("cue")),
        content=page.maybe(item.get("content")),
        kind=item.get("kind", "indirect"),
        speaker=item.get("speaker", "other"),
        about=tuple(item.get("about") or ()),
    )


def _make_claim(number: int, item: Item, page: _Page) -> Responsibility:
    return Responsibility(
        id=f"R{number + 1}",
        event=item.get("event") or "",
        who=None if item.get("who") is None else Participant(page.span(item["who"])),
        stance=item["stance"],
        cue=page.span(item["cue"]),
        by=page.maybe(item.get("by")),
    )


def _make_relation(number: int, item: Item, page: _Page) -> Relation:
    return Relation(
        id=f"L{number + 1}",
        type=item["type"],
        a=Participant(page.span(item["a"])),
        b=Participant(page.span(item["b"])),
        status=item.get("status", "happened"),
    )
