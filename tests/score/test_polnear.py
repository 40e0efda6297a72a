"""PolNeAR: brat files become words, and each measure counts what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.records import Span, Statement
from polnear import Attribution, compare, make_attribution, read_attributions, read_pages, share, words_of
from ratios import Ratio

TEXT = "The mayor of Kidal said on Monday that the market is open, and voters worry."
ANNOTATION = """\
T1\tSource 0 18\tThe mayor of Kidal
T2\tCue 19 23\tsaid
T3\tContent 34 57\tthat the market is open
T4\tAttribution 19 23\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tCue 70 75\tworry
T6\tAttribution 70 75\tworry
E2\tAttribution:T6 Cue:T5
"""


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def statement(source: str, cue: str | None, content: str | None) -> Attribution:
    made = Statement(
        "S", at(source), None if cue is None else at(cue), None if content is None else at(content), "indirect", "other"
    )
    return make_attribution(TEXT, made)


def test_reads_parts_and_leaves_leading_words_out() -> None:
    first, second = read_attributions(ANNOTATION, TEXT)
    assert first.source == {at("mayor").start, at("of Kidal").start, at("Kidal").start}
    assert at("that").start not in first.content
    assert second.source == frozenset()
    assert second.cue == {at("worry").start}


def test_spans_with_gaps_and_several_spans_of_a_role_are_one_part() -> None:
    annotation = (
        "T1\tSource 4 9;13 18\tmayor Kidal\nT2\tCue 19 23\tsaid\nT3\tContent 43 49\tmarket\nT4\tContent 53 57\topen\n"
        "T5\tAttribution 19 23\tsaid\nE1\tAttribution:T5 Source:T1 Cue:T2 Content:T3 Content2:T4\n"
    )
    (one,) = read_attributions(annotation, TEXT)
    assert one.source == {4, 13}
    assert one.content == {43, 53}


def test_a_part_that_is_only_an_article_keeps_it() -> None:
    assert words_of(TEXT, [Span(0, 3)], "source") == {0}


@pytest.mark.parametrize(
    ("found", "role", "exact", "half", "overlap"),
    [
        (("mayor of Kidal", "said", "the market is open"), "content", 1, 1, 1),
        (("mayor of Kidal", "said", "that the market"), "content", 0, 1, 1),
        (("mayor of Kidal", "said", "open"), "content", 0, 0, 1),
        (("mayor of Kidal", "said", None), "content", 0, 0, 0),
        (("mayor", "said", "the market is open"), "source", 0, 0, 1),
        (("mayor of Kidal", None, "the market is open"), "source", 1, 1, 1),
        (("voters", "worry", None), "source", 0, 0, 0),
    ],
)
def test_measures_per_role(
    found: tuple[str, str | None, str | None], role: str, exact: int, half: int, overlap: int
) -> None:
    tally = compare(read_attributions(ANNOTATION, TEXT), [statement(*found)])
    right = [tally.roles[role, measure].right for measure in ("exact", "half", "overlap")]
    assert right == [exact, half, overlap]


def test_absent_parts_are_neither_found_nor_asked_for() -> None:
    tally = compare(read_attributions(ANNOTATION, TEXT), [statement("mayor of Kidal", None, "the market is open")])
    assert tally.roles["cue", "exact"] == Ratio(0, 0, 2)
    assert tally.roles["source", "exact"] == Ratio(1, 1, 1)
    assert tally.whole == Ratio(1, 1, 2)


def test_whole_asks_for_source_and_half_of_the_content() -> None:
    gold = read_attributions(ANNOTATION, TEXT)
    assert compare(gold, [statement("mayor", "said", "market is open")]).whole.right == 1
    assert compare(gold, [statement("mayor", "said", "open")]).whole.right == 0
    assert compare(gold, [statement("voters", "said", "the market is open")]).whole.right == 0


def test_share_of_nothing_is_nothing() -> None:
    assert share(frozenset(), frozenset({1})) == 0.0
    assert share(frozenset({1, 2}), frozenset({2})) == 0.5


def test_each_text_is_read_once(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "page.txt").write_text(TEXT, "utf-8")
    (tmp_path / "attributions" / "page_a1.ann").write_text(ANNOTATION, "utf-8")
    (tmp_path / "attributions" / "page_b2.ann").write_text("", "utf-8")
    ((report, attributions),) = read_pages(tmp_path)
    assert report.text == TEXT
    assert len(attributions) == 2
