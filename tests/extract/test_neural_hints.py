"""What the rules found, weighed into what the reader says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dateline.extract.reading.findings import read_findings
from dateline.extract.reading.hints import WEIGHTS, favour_words
from dateline.extract.reading.spans import make_page
from dateline.knowledge.reader import Reader, load_reader
from dateline.knowledge.reader_pieces import make_pieces
from dateline.parse import parse_report
from dateline.records import Event, Findings, Report, Span

TEXT = "Rebels attacked the village of Koro on Monday. Police said they fled."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def hints_of(kind: str) -> Findings:
    start = TEXT.index("attacked")
    event = Event(id="e", type=kind, triggers=(Span(start, start + len("attacked")),), status="happened")
    return Findings("r", "1", "rules", events=(event,))


def test_tags_stay_shares_and_rise_at_the_hint(reader: Reader) -> None:
    pieces = make_pieces(TEXT, [(0, len(TEXT))], reader.tokenizer)
    page = make_page(TEXT, pieces, 0, len(pieces))
    words = np.full((len(pieces), 4, 3), 1 / 3, dtype=np.float32)
    favoured = favour_words(page, words, hints_of("attack"), reader)
    np.testing.assert_allclose(favoured.sum(-1), 1.0, atol=1e-6)
    assert favoured[1, 0, 0] < 1 / 3 < favoured[0, 0, 0]  # "attacked" is the second piece


def test_a_type_can_be_turned(reader: Reader) -> None:
    parsed = parse_report(Report(id="r", text=TEXT))
    sure = replace(reader, thresholds={**reader.thresholds, **WEIGHTS, "hint_type": 12.0})
    alone = read_findings(parsed, reader)
    turned = read_findings(parsed, sure, hints=hints_of("riot"))
    assert [event.type for event in alone.events] == ["attack"]
    assert [event.type for event in turned.events] == ["riot"]


def test_no_findings_of_the_rules_are_hints_too(reader: Reader) -> None:
    parsed = parse_report(Report(id="r", text=TEXT))
    silent = read_findings(parsed, reader, hints=Findings("r", "1", "rules"))
    assert len(silent.events) <= len(read_findings(parsed, reader).events)
