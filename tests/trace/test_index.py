"""Streaming and batch give the same stories, in any order, also where blocks are cut."""

from __future__ import annotations

import random

import pytest
from made_stories import BACKGROUND, BRIEF, OTHER, REWRITE, SECOND, STORY, UPDATE, make_report

from dateline.records import Report
from dateline.trace import Print, StoryIndex, make_print, trace
from dateline.trace.blocks import FIRST, NEIGHBOURS, WHOLE_BLOCK, Cut, block_pairs, find_pairs
from dateline.trace.groups import by_time
from dateline.trace.keys import make_columns, make_keys

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("rin", "mol", "tev", "sak")]


def make_archive(seed: int, stories: int, copies: int) -> list[Report]:
    """Stories in made-up words, each with copies, cuts and rewrites, and some phrases that many share."""
    dice = random.Random(seed)
    stock = " ".join(dice.sample(WORDS, 12)) + "."
    reports = []
    for number in range(stories):
        words = [dice.choice(WORDS) for _ in range(dice.randint(60, 160))]
        for copy in range(dice.randint(1, copies)):
            told = list(words)
            if copy % 3 == 1:
                told = told[: max(30, len(told) // 2)]
            if copy % 3 == 2:
                told = [word if dice.random() > 0.15 else dice.choice(WORDS) for word in told]
            day = dice.choice([None, f"2021-03-{dice.randint(1, 28):02}", f"2021-03-{dice.randint(1, 28):02}T10:00Z"])
            body = " ".join(told) + (f".\n\n{stock}" if dice.random() < 0.5 else ".")
            reports.append(
                make_report(f"{number}-{copy}", body, publisher=f"Outlet {dice.randint(1, 9)}", published=day)
            )
    return reports


def prints_of(reports: list[Report]) -> list[Print]:
    return [make_print(report) for report in reports]


@pytest.mark.parametrize(("seed", "stories", "copies"), [(1, 12, 4), (2, 3, 90), (3, 60, 3), (4, 1, 130)])
def test_one_at_a_time_in_any_order_is_all_at_once(seed: int, stories: int, copies: int) -> None:
    prints = prints_of(make_archive(seed, stories, copies))
    expected = trace(prints).stories
    for shuffle in range(3):
        index = StoryIndex()
        for one in random.Random(shuffle).sample(prints, len(prints)):
            index.add(one)
        assert index.stories() == expected
    for name in sorted(one.report_id for one in prints)[:20]:
        assert index.story_of(name) in expected
        assert name in index.story_of(name).reports


def test_blocks_that_are_cut_are_among_the_archives_above() -> None:
    archive = prints_of(make_archive(4, 1, 130))
    assert len(archive) > WHOLE_BLOCK
    assert trace(archive).blocks_cut > 0


def test_stories_are_right_at_every_step() -> None:
    prints = prints_of(
        [
            make_report("update", UPDATE, publisher="Reuters", published="2019-05-10"),
            make_report("brief", BRIEF, publisher="Star", published="2019-05-09T15:00Z"),
            make_report("wire", STORY, publisher="Reuters", published="2019-05-09T14:00Z"),
            make_report("other", OTHER, publisher="Gazette", published="2019-05-09"),
            make_report("digest", f"{SECOND}\n\n{STORY}", publisher="Digest", published="2019-05-20"),
            make_report("rewrite", REWRITE, publisher="Mirage", published="2019-05-10"),
            make_report("second", SECOND, publisher="Gazette", published="2019-05-12"),
            make_report("recall", BACKGROUND[1], publisher="Gazette", published=None),
        ]
    )
    index = StoryIndex()
    for count, one in enumerate(prints, start=1):
        ties = index.add(one)
        assert all(one.report_id in (link.left, link.right) for link in ties)
        assert index.stories() == trace(prints[:count]).stories
    assert index.add(prints[0]) == ()
    assert len(index) == len(prints)


def test_an_index_goes_on_from_prints_and_links() -> None:
    prints = prints_of(make_archive(5, 20, 4))
    first = StoryIndex(prints[:30])
    again = StoryIndex(prints[:30], first.links())
    for one in prints[30:]:
        first.add(one)
        again.add(one)
    assert again.stories() == first.stories() == trace(prints).stories


def test_keys_are_the_same_alone_and_among_many() -> None:
    prints = sorted(prints_of(make_archive(6, 20, 4)), key=by_time)
    together: dict[int, set[int]] = {at: set() for at in range(len(prints))}
    for keys, members in make_columns(prints):
        for key, member in zip(keys.tolist(), members.tolist(), strict=True):
            together[member].add(key)
        assert members.tolist() == sorted(members.tolist())
    for at, one in enumerate(prints):
        assert tuple(sorted(together[at])) == make_keys(one)


def test_a_report_of_no_words_has_no_keys() -> None:
    assert make_keys(make_print(make_report("a", "—"))) == ()
    assert list(make_columns([])) == []


@pytest.mark.parametrize("size", [2, WHOLE_BLOCK, WHOLE_BLOCK + 1, 100])
def test_pairs_of_a_block_are_those_of_the_rule(size: int) -> None:
    same = prints_of([make_report(f"{number:03}", STORY, published="2019-05-09") for number in range(size)])
    ordered = sorted(same, key=by_time)
    cut = Cut()
    found = set(find_pairs(iter(list(make_columns(ordered))[:1]), size, cut))
    names = [one.report_id for one in ordered]
    assert {(names[left], names[right]) for left, right in found} == set(block_pairs(names))
    total = size * (size - 1) // 2
    assert cut.pairs == total - len(found)
    assert cut.blocks == (size > WHOLE_BLOCK)
    if size > WHOLE_BLOCK:
        assert len(found) <= size * (FIRST + NEIGHBOURS)
