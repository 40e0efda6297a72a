"""What the rules found, weighed into what the reader says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dateline.extract.reading.findings import read_findings
from dateline.extract.reading.hints import WEIGHTS, favour_scores, favour_words
from dateline.extract.reading.spans import Found, make_page
from dateline.knowledge.reader import Anchors, Reader, Scores, load_reader
from dateline.knowledge.reader_pieces import make_pieces
from dateline.parse import parse_report
from dateline.records import Event, Findings, Participant, Report, Span

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


def hinted_scores(reader: Reader, text: str, event: Event) -> tuple[Scores, Scores]:
    """Return the scores of the first trigger of `event` before and after the hint."""
    pieces = make_pieces(text, [(0, len(text))], reader.tokenizer)
    page = make_page(text, pieces, 0, len(pieces))
    at = int(np.searchsorted(pieces.starts, event.triggers[0].start))
    scores = reader.score(pieces, reader.encode(pieces), 0, len(pieces), Anchors(triggers=((at, at + 1),)))
    hints = Findings("r", "1", "rules", events=(event,))
    return scores, favour_scores(page, [Found((at, at + 1), 1.0)], (), scores, hints, reader)


def test_status_and_background_lean_to_the_hint(reader: Reader) -> None:
    start = TEXT.index("attacked")
    event = Event("e", "attack", (Span(start, start + len("attacked")),), "denied", background=True)
    before, after = hinted_scores(reader, TEXT, event)
    denied = reader.labels.statuses.index("denied")
    assert after.statuses[0, denied] > before.statuses[0, denied]
    assert after.background[0] > before.background[0]
    np.testing.assert_allclose(after.statuses.sum(-1), 1.0, atol=1e-5)


def test_a_name_behind_a_hinted_word_is_hinted_too(reader: Reader) -> None:
    text = "Police killed a militant, Anton Brek, in Koro."
    verb, who = text.index("killed"), text.index("militant")
    participant = Participant(Span(who, who + len("militant")), name="Anton Brek")
    event = Event("e", "attack", (Span(verb, verb + len("killed")),), "happened", against=(participant,))
    before, after = hinted_scores(reader, text, event)
    pieces = make_pieces(text, [(0, len(text))], reader.tokenizer)
    name = int(np.searchsorted(pieces.starts, text.index("Anton")))
    role = reader.labels.roles.index("against")
    assert after.roles[0, name, role, 0] < before.roles[0, name, role, 0]
