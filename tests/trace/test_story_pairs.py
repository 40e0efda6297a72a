"""The pairs written for `eval/stories.py`: what is told apart there stays told apart."""

from __future__ import annotations

from dateline.trace import trace_stories
from stories import APART, FLOORS, find_links, load_pairs, measure, score


def test_the_pairs_are_many_and_of_every_kind() -> None:
    reports, pairs = load_pairs()
    kinds = [pair.kind for pair in pairs]
    assert len(pairs) >= 40
    assert kinds.count(APART) >= 15
    assert sum(pair.is_heavy for pair in pairs) >= 6
    assert {pair.left for pair in pairs} | {pair.right for pair in pairs} <= set(reports)


def test_no_figure_falls_below_its_floor() -> None:
    figures = score(measure(*load_pairs()))
    assert {name: value for name, value in figures.items() if value < FLOORS[name]} == {}


def test_a_digest_is_tied_to_its_parts_and_is_none_of_them() -> None:
    reports, _ = load_pairs()
    stories = trace_stories(reports.values())
    story_of = {name: story for story in stories for name in story.reports}
    assert story_of["digest"].reports == ("digest",)
    assert story_of["market"].id != story_of["flood"].id
    links = find_links(stories)
    assert (links["digest", "market"].kind, links["digest", "market"].source) == ("compilation", "market")
    assert (links["digest", "flood"].kind, links["digest", "flood"].source) == ("compilation", "flood")


def test_every_tie_says_why() -> None:
    reports, _ = load_pairs()
    links = find_links(trace_stories(reports.values()))
    assert all(link.reasons and 0 < link.score <= 1 for link in links.values())
    slips = links["shelling-copy-typo", "shelling-typo-heavy"]
    assert any("shared misspelling" in reason for reason in slips.reasons)
    heavy = links["market", "market-heavy"]
    assert any("in the same order" in reason for reason in heavy.reasons)
    assert "the other credits Orbis Wire" in heavy.reasons
