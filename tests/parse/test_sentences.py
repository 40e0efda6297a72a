"""Sentences: exact offsets, abbreviations that end nothing, datelines and headlines apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.parse import parse_report
from dateline.records import Dateline, Report, Span


def sentences_of(text: str) -> list[str]:
    """Return the words of each sentence of a plain text."""
    parsed = parse_report(Report(id="r", text=text))
    return [sentence.span.of(text) for sentence in parsed.sentences]


@pytest.mark.parametrize(
    "text",
    [
        "Lt. Gen. Hamid Rauf said the post had held.",
        "The convoy left at 10.30 p.m. and reached the U.S. base at dawn.",
        "Checkpoint No. 3 was shelled by approx. 20 men incl. two commanders.",
        "Rifles of 7.62 mm were found, said Col. J. R. Mbeki of the 3rd Brigade.",
        "A U.N. Mission spokesman in Bangui counted 1,200 displaced people.",
        "The U.S. Army and Gov. Lara Okello agreed on Oct. 3 to a truce.",
        "Dr. Amina Yusuf vs. the Ministry of Defence was adjourned on Feb. 2.",
        "She came from St. Louis with Mr. and Mrs. Diallo.",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert sentences_of(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Troops were sent from the U.S. The first unit landed on Monday.",
            ["Troops were sent from the U.S.", "The first unit landed on Monday."],
        ),
        (
            "The blast came at 9 p.m. Police sealed the road.",
            ["The blast came at 9 p.m.", "Police sealed the road."],
        ),
        (
            '"We held the bridge." "They never came back," he said.',
            ['"We held the bridge."', '"They never came back," he said.'],
        ),
        (
            "He said: “No. 3 post fell. We left.” The army denied it.",
            ["He said: “No. 3 post fell. We left.”", "The army denied it."],
        ),
        ("Who fired? Nobody knows. Five died!", ["Who fired?", "Nobody knows.", "Five died!"]),
    ],
)
def test_sentences_end_where_they_should(text: str, expected: list[str]) -> None:
    assert sentences_of(text) == expected


def test_paragraphs_part_sentences_even_without_a_full_stop() -> None:
    assert sentences_of("Army retakes Kidal\n\nThe army said so") == ["Army retakes Kidal", "The army said so"]


def test_the_headline_is_a_sentence_of_its_own() -> None:
    text = "Gen. Ould shot in Kidal. Two held\n\nGunmen shot a general. He lived."
    report = Report(id="r", text=text, title="Gen. Ould shot in Kidal. Two held", body_start=35)
    sentences = parse_report(report).sentences
    assert [sentence.is_headline for sentence in sentences] == [True, False, False]
    assert [sentence.paragraph for sentence in sentences] == [0, 1, 1]


def test_the_dateline_belongs_to_no_sentence() -> None:
    text = "KIDAL, Mali, May 3 (Sahel Wire) - Gunmen shot a general."
    report = Report(id="r", text=text, dateline=Dateline(Span(0, 34), "KIDAL", "May 3", "Sahel Wire"))
    assert [sentence.span.of(text) for sentence in parse_report(report).sentences] == ["Gunmen shot a general."]


def test_a_paragraph_that_is_only_a_dateline_gives_no_sentence() -> None:
    report = Report(id="r", text="KIDAL -\n\nGunmen shot a general.", dateline=Dateline(Span(0, 7), "KIDAL"))
    assert len(parse_report(report).sentences) == 1


def test_tokens_keep_abbreviations_numbers_and_possessives() -> None:
    text = "The U.S. army's Lt. Roe counted 1,200 car-bomb victims in Sana'a."
    tokens = [token.text for token in parse_report(Report(id="r", text=text)).sentences[0].tokens]
    assert tokens == [
        "The", "U.S.", "army", "'s", "Lt.", "Roe", "counted", "1,200", "car-bomb", "victims", "in", "Sana'a", ".",
    ]  # fmt: skip


@given(st.text(alphabet=st.sampled_from("aB.c!? \n\"'“”’1,-U.S"), max_size=120))
def test_offsets_cover_every_word_once(text: str) -> None:
    parsed = parse_report(Report(id="r", text=text))
    covered: list[int] = []
    for sentence in parsed.sentences:
        assert sentence.span.of(text).strip() == sentence.span.of(text) != ""
        for token in sentence.tokens:
            assert token.span.of(text) == token.text
            assert sentence.span.contains(token.span)
            covered.extend(range(token.span.start, token.span.end))
    assert covered == [offset for offset, character in enumerate(text) if not character.isspace()]


@given(st.text(max_size=80))
def test_any_text_parses(text: str) -> None:
    parsed = parse_report(Report(id="r", text=text))
    assert all(0 <= span.start < span.end <= len(text) for span in (*parsed.paragraphs, *parsed.quotations))


def test_sentence_at_finds_the_sentence_of_an_offset() -> None:
    text = "One fell.  Two fell."
    parsed = parse_report(Report(id="r", text=text))
    assert parsed.sentence_at(3) == parsed.sentences[0]
    assert parsed.sentence_at(12) == parsed.sentences[1]
    assert parsed.sentence_at(9) is None
    assert parsed.sentence_at(99) is None
