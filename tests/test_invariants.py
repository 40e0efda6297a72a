"""What holds for every report: spans lie in its text, ids are unique, references exist, reading twice is the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.config import Config
from dateline.knowledge import Knowledge, load_knowledge
from dateline.ontology import load_ontology
from dateline.pipeline import process
from dateline.records import Findings, Report, Span

PIECES = (
    "A car bomb killed at least seven soldiers in Gao on Friday, the army said.",
    "No group has claimed responsibility for the attack.",
    "The Blue Front said in a statement that it had carried out the bombing.",
    'He said: "We counted nine bodies. They were our neighbours."',
    "A spokesman for the Blue Front denied it.",
    "It was the second blast of the day in the northern Malian town.",
    "Gunmen kidnapped two aid workers near Kidal late on Thursday",
    "Police arrested dozens of people, including a teacher, after protests in Bamako.",
    "The toll later rose to 12.",
    "The Blue Front split from the Red Council in 2019 and pledged allegiance to the Sahel Emirate.",
    "Officials declined to comment.",
    "“",
    "”",
    "\n\n",
    "10.30 p.m.",
    "— (AFP)",
    "Two years ago, 41 people died there in a suicide attack.",
    "???",
    "The.",
)


@cache
def knowledge() -> Knowledge:
    """Everything that stages may look up; no fixture, whose value would be printed whole when a test fails."""
    return load_knowledge(Config())


def spans_of(record: object) -> Iterator[Span]:
    """Yield every span that a record holds, however deep."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from spans_of(item)
    elif is_dataclass(record):
        for field in fields(record):
            yield from spans_of(getattr(record, field.name))


def check(report: Report, found: Findings) -> None:
    """Assert what holds for all findings."""
    ontology = load_ontology()
    assert all(0 <= span.start < span.end <= len(report.text) for span in spans_of(found))
    ids = [event.id for event in found.events]
    others = [one.id for one in found.statements] + [one.id for one in found.responsibility]
    others += [one.id for one in found.relations]
    assert len({*ids, *others}) == len(ids) + len(others)
    for event in found.events:
        assert event.triggers
        assert event.type in ontology.event_types
        assert event.status in ontology.statuses
        assert all(not a.overlaps(b) for n, a in enumerate(event.triggers) for b in event.triggers[:n])
        for count in (*event.killed, *event.injured, *event.taken):
            assert (count.min, count.max) != (None, None)
            assert count.min is None or count.max is None or count.min <= count.max
    for statement in found.statements:
        assert set(statement.about) <= set(ids)
        assert statement.speaker in ontology.speakers
        assert (statement.content is None) == (statement.kind == "silence")
    assert all(claim.event in ids for claim in found.responsibility)
    assert all((claim.who is None) == (claim.stance == "nobody") for claim in found.responsibility)
    assert all(relation.type in ontology.relations for relation in found.relations)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9), st.sampled_from([" ", "\n\n", ""]))
def test_findings_of_any_mixture_of_sentences_hold_together(pieces: list[str], between: str) -> None:
    report = Report(id="r", text=between.join(pieces), language="en", published="2024-06-08")
    found = process(report, knowledge())
    check(report, found)
    again = process(report, knowledge())
    assert msgspec.json.encode(found) == msgspec.json.encode(again)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=200))
def test_findings_of_any_text_hold_together(text: str) -> None:
    report = Report(id="r", text=text, language="en")
    check(report, process(report, knowledge()))


def test_a_language_that_cannot_be_read_is_left_alone() -> None:
    found = process(Report(id="r", text="Une bombe a tué cinq personnes.", language="fr"), knowledge())
    assert (found.abstained, found.events) == ("language: fr", ())
